"""ID3 tags in MP3 and WAV files: what is there is joined, converted and kept.

Sources: id3.org, ID3v2.3.0, section 3, and ID3v2.4.0, "Structure"; "ID3 made easy".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

from ..sources.audio import mpeg
from .frames import kept_frames, set_cover, set_frames
from .result import Notes
from .wanted import Wanted

#: Room for other programs to change a tag without moving the sound.
PADDING = 1024
_V1_SIZE = 128
#: Frames that become others from one version to the next.
_RENAMED = frozenset(
    "TDRC TYER TDAT TIME TRDA TDOR TORY TIPL TMCL IPLS RVAD RVA2".split()
)


def write_mp3(
    source: BinaryIO, draft: Path, wanted: Wanted, version: int | None
) -> Notes:
    """Write a copy whose ID3v2 tag, and ID3v1 tag if there is one, say what is wanted.

    Everything between and behind them is copied byte for byte.
    """
    size = source.seek(0, 2)
    spans = tuple(mpeg.tags_in_front(source))
    end = size - _V1_SIZE
    old_v1 = _read(source, end, size) if end >= 0 else b""
    has_v1 = old_v1.startswith(b"TAG")
    tags, damaged = _joined([_read(source, *span) for span in spans], version)
    if has_v1 and not tags:
        _fill(tags, _v1_frames(old_v1, tags.version[1]))
    notes = _filled(tags, wanted, version)
    if damaged:
        notes.done.append("damaged ID3v2 tags were left out")
    with draft.open("wb") as copy:
        copy.write(_bytes_of(tags))
        source.seek(spans[-1][1] if spans else 0)
        copyfileobj(source, copy)
        if has_v1:
            copy.seek(-_V1_SIZE, 2)
            copy.write(_new_v1(old_v1, tags))
    notes.kept += _tags_behind(source, size)
    return notes


def write_wav(draft: Path, wanted: Wanted, version: int | None) -> Notes:
    """Write the tags of a WAV file in place."""
    from mutagen.wave import WAVE

    file = WAVE(draft, translate=False, load_v1=False)
    is_new = file.tags is None
    if is_new:
        file.add_tags()
    tags: Any = file.tags
    if is_new:
        tags.version = (2, 3, 0)
    notes = _filled(tags, wanted, version)
    tags.save(
        draft,
        v1=0,
        v2_version=tags.version[1],
        v23_sep=None,
        padding=lambda _: PADDING,
    )
    return notes


def _filled(tags: Any, wanted: Wanted, version: int | None) -> Notes:
    """Put what is wanted among the frames, of this minor version or the one they have.

    Frames of before ID3v2.3 can only be written as ID3v2.3.
    """
    minor = version or max(3, tags.version[1])
    notes = Notes(form=f"ID3v2.{minor}")
    notes.missed += _converted(tags, minor)
    set_frames(tags, wanted, minor)
    notes.cover = set_cover(tags, wanted)
    notes.kept += sorted({*kept_frames(tags), *map(_name, tags.unknown_frames)})
    return notes


def _joined(parts: Iterable[bytes], version: int | None) -> tuple[Any, bool]:
    """The frames of several tags as one; a frame of the first one counts.

    Also whether any of them was too damaged to be read whole.
    """
    from mutagen.id3 import ID3

    whole: Any = None
    damaged = False
    for part in parts:
        try:
            tags: Any = ID3(BytesIO(part), translate=False, load_v1=False)
        except Exception:  # of damaged tags mutagen lets all sorts of errors out
            damaged = True
            continue
        whole_frames = [frame for frame in tags.unknown_frames if _is_whole(frame)]
        damaged |= len(whole_frames) < len(tags.unknown_frames)
        tags.unknown_frames = whole_frames
        if whole is None:
            whole = tags
            continue
        _converted(tags, version or max(3, whole.version[1]))
        _fill(whole, tags)
    if whole is None:
        whole = ID3()
        whole.version = (2, version or 3, 0)
    return whole, damaged


def _fill(tags: Any, others: dict[str, Any]) -> None:
    """Add the frames that are not there yet."""
    for frame in others.values():
        if frame.HashKey not in tags:
            tags.add(frame)


def _converted(tags: Any, minor: int) -> list[str]:
    """Make them frames of that version; what it cannot hold is named."""
    before = set(tags)
    was, raw = tags.version[1], tags.unknown_frames
    if was == minor:
        return []
    (tags.update_to_v23 if minor == 3 else tags.update_to_v24)()
    lost = [name for name in before - set(tags) if name[:4] not in _RENAMED]
    tags.unknown_frames = [_resized(f, minor) for f in raw if _is_plain(f, was)]
    tags._unknown_v2_version = minor
    lost += [_name(f) for f in raw if not _is_plain(f, was)]
    tags._header = None
    tags.version = (2, minor, 0)
    return [f"ID3v2.{minor} cannot hold {name}" for name in sorted(lost)]


def _is_whole(frame: bytes) -> bool:
    """Whether an unknown frame ends where it says; else it took the padding with it."""
    from mutagen.id3 import BitPaddedInt

    sizes = (int.from_bytes(frame[4:8], "big"), int(BitPaddedInt(frame[4:8])))
    short = int.from_bytes(frame[3:6], "big") + 6  # in ID3v2.2
    return len(frame) - 10 in sizes or len(frame) == short


def _is_plain(frame: bytes, version: int) -> bool:
    """Whether an unknown frame means the same in ID3v2.3 and 2.4, but for its size."""
    return version >= 3 and frame[8:10] == b"\0\0"


def _resized(frame: bytes, minor: int) -> bytes:
    from mutagen.id3 import BitPaddedInt

    size = BitPaddedInt.to_str(len(frame) - 10, width=4, bits=7 if minor == 4 else 8)
    return frame[:4] + bytes(size) + frame[8:]


def _name(frame: bytes) -> str:
    return frame[:4].rstrip(b"\0").decode("ascii", "replace")


def _bytes_of(tags: Any) -> bytes:
    """The tag, as it would be written once more after it was read.

    Of odd frames mutagen does not read all that it wrote.
    """
    from mutagen.id3 import ID3

    return _saved(ID3(BytesIO(_saved(tags)), translate=False, load_v1=False))


def _saved(tags: Any) -> bytes:
    file = BytesIO()
    tags.save(
        file,
        v1=0,
        v2_version=tags.version[1],
        v23_sep=None,  # several values stay several
        padding=lambda _: PADDING,
    )
    return file.getvalue()


def _v1_frames(data: bytes, minor: int) -> dict[str, Any]:
    from mutagen.id3 import ParseID3v1

    return ParseID3v1(data, v2_version=max(3, minor)) or {}


def _new_v1(old: bytes, tags: Any) -> bytes:
    """The old tag with what the new frames say, cut to the thirty letters it has."""
    from mutagen.id3 import MakeID3v1

    frames = _v1_frames(old, tags.version[1])
    frames |= {n: tags[n] for n in ("TIT2", "TPE1", "TALB", "TRCK") if n in tags}
    frames |= {n: tags[n] for n in ("TYER", "TDRC") if n in tags}
    for comment in tags.getall("COMM"):
        frames |= {} if comment.desc else {"COMM": comment}
    try:
        return bytes(MakeID3v1(frames))
    except (ValueError, UnicodeError):  # a year or a number that is none
        return old


def _tags_behind(source: BinaryIO, size: int) -> Iterator[str]:
    end = mpeg.end_of_sound(source, size)
    source.seek(end)
    behind = source.read(size - end)
    for mark, name in (
        (b"APETAGEX", "its APE tag"),
        (b"LYRICSBEGIN", "its Lyrics3 tag"),
    ):
        if mark in behind:
            yield name


def _read(stream: BinaryIO, start: int, end: int) -> bytes:
    stream.seek(start)
    return stream.read(end - start)
