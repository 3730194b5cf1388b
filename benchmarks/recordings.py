"""Audio that costs nothing to make: silent MP3s with the tags that real ones have."""

from __future__ import annotations

from io import BytesIO

from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TDRC,
    TIT2,
    TPE1,
    CTOCFlags,
    Encoding,
    PictureType,
)
from PIL import Image, ImageDraw

from .talks import HOSTS, SHOW, Talk

#: A file has about this many bytes: the start and the end of a real one, and little
#: between, because that is what a build reads.
LENGTH = 255 << 10

#: Half of the programs write ID3v2.4, half ID3v2.3, which knows no UTF-8.
_KINDS = ((4, Encoding.UTF8), (3, Encoding.UTF16))

_HEADER = bytes((0xFF, 0xF3, 0x40, 0xC0))  # MPEG 2, layer III, 32 kbit/s, mono
_SIDE_INFORMATION = 9  # bytes; all zero is silence
_FRAME = 104  # bytes: 72 × 32,000 bit/s ÷ 22,050 Hz
_FRAMES = 1_850  # what the cover leaves of it
SECONDS = _FRAMES * 576 / 22_050  # each is 48 s long, whatever is said


def cover() -> bytes:
    """A square JPEG that directories take, of some 66 KB, as many covers are."""
    image = Image.new("RGB", (1400, 1400), "#f4ecd8")
    draw = ImageDraw.Draw(image)
    for line in range(200, 1300, 100):
        draw.line((150, line, 1250, line), fill="#31465f", width=6)
    draw.ellipse((500, 400, 900, 800), fill="#8a2c2c")
    jpeg = BytesIO()
    image.save(jpeg, "JPEG", quality=60)
    return jpeg.getvalue()


def recording(talk: Talk, picture: bytes) -> bytes:
    """The MP3 of one episode: tags, a header that tells its length, and silence."""
    version, encoding = _KINDS[talk.number % 2]
    tags = _tags(talk, picture, encoding)
    if version == 3:
        tags.update_to_v23()
    file = BytesIO()
    tags.save(file, v2_version=version, padding=lambda _: 0)
    return file.getvalue() + _sound(talk.number)


def _tags(talk: Talk, picture: bytes, encoding: int) -> ID3:
    names = [f"chp{n}" for n in range(len(talk.chapters))]
    starts = [round(part * SECONDS * 1000) for part, _ in talk.chapters]
    ends = [*starts[1:], round(SECONDS * 1000)]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    text = {"encoding": encoding}
    tags = ID3()
    tags.add(TIT2(text=talk.title, **text))
    tags.add(TPE1(text=", ".join((*HOSTS, talk.guest)), **text))
    tags.add(TALB(text=SHOW, **text))
    tags.add(TDRC(text=talk.published.date().isoformat(), **text))
    tags.add(COMM(lang="eng", text=talk.summary, **text))
    kind = PictureType.COVER_FRONT
    tags.add(APIC(mime="image/jpeg", type=kind, desc="Cover", data=picture, **text))
    tags.add(CTOC(element_id="toc", flags=flags, child_element_ids=names))
    for name, start, end, (_, title) in zip(
        names, starts, ends, talk.chapters, strict=True
    ):
        sub_frames = [TIT2(text=title, **text)]
        tags.add(
            CHAP(
                element_id=name,
                start_time=start,
                end_time=end,
                sub_frames=sub_frames,
            )
        )
    return tags


def _sound(number: int) -> bytes:
    """Silence; the first frame tells its length, the next is like no other file's."""
    count, size = _FRAMES, (_FRAMES + 1) * _FRAME
    info = b"Info" + b"".join(n.to_bytes(4, "big") for n in (3, count, size))
    own = number.to_bytes(4, "big")
    return _frame(info) + _frame(own) + _frame() * (_FRAMES - 1)


def _frame(rest: bytes = b"") -> bytes:
    return (_HEADER + bytes(_SIDE_INFORMATION) + rest).ljust(_FRAME, b"\0")
