"""A plain tag is read here as mutagen reads it, and any other is left to mutagen."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from mutagen import id3

from feed_builder.sources.audio.chapters import id3_marks
from feed_builder.sources.audio.covers import cover_in
from feed_builder.sources.audio.id3 import id3_tags, plain_tags
from feed_builder.sources.audio.tags import tags_in

from .builders import SHARED

CASES = Path(__file__).parent / "cases" / "audio"
CORPUS = SHARED / "corpus" / "audio"
FILES = sorted(p for folder in (CASES, CORPUS) for p in folder.glob("*.mp3"))
V1 = b"TAG" + b"".join(
    text.ljust(30, b"\0") for text in (b"Old title", b"Old artist", b"Old album")
)
V1 += b"1999" + b"Old comment".ljust(30, b"\0") + b"\x0c"


def told(tags: Any) -> Any:
    """All that a build makes of some tags."""
    marks = tuple(id3_marks(tags)) if tags else ()
    return tags_in(tags, "MPEG"), marks, cover_in(None, tags, "MPEG")


def fully(data: bytes) -> tuple[Any, bool]:
    """What mutagen says of it, and whether it could not."""
    try:
        return told(id3.ID3(BytesIO(data))), False
    except id3.ID3NoHeaderError:
        return told(None), False
    except Exception:
        return told(None), True


def leanly(data: bytes) -> tuple[Any, bool]:
    tags, damaged = id3_tags(BytesIO(data), len(data))
    return told(tags), damaged


def is_plain(data: bytes) -> bool:
    try:
        return bool(plain_tags(BytesIO(data), len(data)))
    except (ValueError, KeyError, IndexError):
        return False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_tags_of_real_files_are_what_mutagen_reads(path: Path) -> None:
    data = path.read_bytes()

    assert leanly(data) == fully(data)


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=9)
encodings = st.sampled_from([0, 1, 2, 3])


@st.composite
def frames(draw: st.DrawFn, *, inside: bool = False) -> id3.Frame:
    """A frame of a kind that is read, or of one that is not."""
    encoding = draw(encodings)
    letters = texts.map(lambda t: t.encode("latin-1", "replace").decode("latin-1"))
    text = draw(texts if encoding else letters)
    name = draw(texts if encoding else letters)
    given = {"encoding": encoding, "text": text.split("\0")}
    link = id3.WXXX(encoding=encoding, desc=name, url="https://paper.example/")
    picture = id3.APIC(
        encoding=encoding,
        mime=draw(st.sampled_from(["image/png", "-->"])),
        type=draw(st.integers(0, 4)),
        desc=name,
        data=draw(st.binary(max_size=300)),
    )
    kinds = [id3.TIT2(**given), link, picture]
    if not inside:
        moment = draw(st.dates()).isoformat()
        kinds += [
            *(kind(**given) for kind in (id3.TPE1, id3.TPE2, id3.TALB, id3.TCOM)),
            id3.TDRC(encoding=encoding, text=[moment]),
            id3.TYER(encoding=encoding, text=[moment[:4]]),
            id3.TDAT(encoding=encoding, text=[moment[8:] + moment[5:7]]),
            id3.COMM(desc=name, lang="eng", **given),
            id3.TXXX(desc=draw(st.sampled_from(["comment", name])), **given),
            id3.USLT(encoding=encoding, lang="eng", desc=name, text=text * 9),
            id3.PRIV(owner="a", data=draw(st.binary(max_size=200))),
            id3.CTOC(
                element_id="toc",
                flags=draw(st.integers(0, 3)),
                child_element_ids=draw(st.lists(st.sampled_from("abc"), max_size=3)),
            ),
            id3.CHAP(
                element_id=draw(st.sampled_from("abc")),
                start_time=draw(st.integers(0, 2**32 - 1)),
                sub_frames=draw(st.lists(frames(inside=True), max_size=3)),
            ),
        ]
    return draw(st.sampled_from(kinds))


@st.composite
def tagged(draw: st.DrawFn) -> bytes:
    """A file with a tag as programs write it, and perhaps an ID3v1 tag at its end."""
    version = draw(st.sampled_from([3, 4]))
    modern = draw(st.booleans())  # some write what only ID3v2.4 knows into ID3v2.3
    several = draw(st.lists(frames(), max_size=6))
    data = b"".join(written(frame, version, modern=modern) for frame in several)
    data += bytes(draw(st.sampled_from([0, 1, 9, 10, 64])))
    return with_header(data, version) + draw(st.sampled_from([b"", V1]))


def written(frame: id3.Frame, version: int, *, modern: bool = True) -> bytes:
    """One frame alone, so that there may be several of a name."""
    tags = id3.ID3()
    tags.add(frame)
    if version == 3 and not modern:
        tags.update_to_v23()
    file = BytesIO()
    tags.save(file, v2_version=version, padding=lambda _: 0)
    return file.getvalue()[10:]


def with_header(data: bytes, version: int) -> bytes:
    """A tag of these frames, with something behind it."""
    size = bytes(len(data) >> bits & 0x7F for bits in (21, 14, 7, 0))
    return b"ID3" + bytes((version, 0, 0)) + size + data + bytes(200)


@given(tagged())
def test_tags_that_programs_write_are_what_mutagen_reads(data: bytes) -> None:
    assert leanly(data) == fully(data)


@given(tagged(), st.data())
@example(b"ID3\x04\0\0\0\0\0\x1aTIT2\0\0\0\x80\0\0\0" + bytes(200), None)
def test_mangled_tags_are_what_mutagen_reads(data: bytes, source: Any) -> None:
    mangled = bytearray(data)
    if source is not None:
        places = st.integers(0, len(data) - 1)
        bits = st.sampled_from([0, 1, 2, 3, 0x7F, 0x80, 0xFE, 0xFF, ord("T")])
        changes = st.lists(st.tuples(places, bits), min_size=1, max_size=6)
        for at, byte in source.draw(changes):
            mangled[at] = byte
        if source.draw(st.booleans()):
            del mangled[source.draw(places) :]
    whole, is_damaged = fully(bytes(mangled))
    lean = leanly(bytes(mangled))

    # Where mutagen gives up over a frame that nobody needs, we have what it could not.
    assert lean == (whole, is_damaged) or (is_damaged and not lean[1])


def test_a_damaged_frame_that_nobody_needs_harms_no_other() -> None:
    bad = b"RVA2" + (4).to_bytes(4, "big") + b"\0\0" + b"a\0\x01\x01"
    title = b"TIT2" + (6).to_bytes(4, "big") + b"\0\0" + b"\x03Title"
    data = with_header(bad + title, 4)

    assert fully(data)[1]
    assert leanly(data)[0][0].title == "Title"


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("encoding", [0, 1, 3])
def test_what_programs_write_needs_no_full_reading(version: int, encoding: int) -> None:
    said = {"encoding": encoding, "text": ["Rag paper"]}
    title = id3.TIT2(**said)
    picture = id3.APIC(encoding=encoding, mime="image/png", data=b"\xff" * 999)
    link = id3.WXXX(encoding=encoding, desc="", url="https://paper.example/")
    chapters = [id3.CHAP(element_id=n, sub_frames=[title, link]) for n in "ab"]
    lyrics = id3.USLT(lang="eng", encoding=encoding, text="la " * 100)
    comment = id3.COMM(lang="eng", desc="", **said)
    frames = [title, comment, lyrics, picture, *chapters, link, title]  # Auphonic's way
    data = with_header(b"".join(written(frame, version) for frame in frames), version)

    assert is_plain(data)
    assert is_plain(data + V1)
    assert leanly(data) == fully(data)
