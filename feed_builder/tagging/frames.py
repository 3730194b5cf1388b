"""ID3 frames that say what is wanted, put in place of those that said it before.

Sources: id3.org, ID3v2.3.0 and ID3v2.4.0; "ID3v2 Chapter Frame Addendum" 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from ..model import Chapter
from .wanted import Wanted

_NO_OFFSET = 0xFFFFFFFF
_MOST_LISTED = 255  # the elements of a table are counted in one byte
_FRONT, _OTHER = 3, 0
_LATIN_1 = 0
_UNICODE = {3: 1, 4: 3}  # UTF-16 and UTF-8
#: Frames that hold what we write, by what they are called in another version.
_OURS = frozenset(
    "TIT2 TALB TPE1 TPE2 TRCK TPOS TDRC TDRL TYER TDAT TIME TRDA USLT COMM APIC CHAP "
    "CTOC TDES".split()
)


def set_frames(tags: Any, wanted: Wanted, minor: int) -> None:
    """Write all but the cover as ID3v2.``minor``; what is wanted to stay, stays."""
    for name, value in (
        ("TIT2", wanted.title),
        ("TALB", wanted.album),
        ("TPE1", wanted.artist),
        ("TPE2", wanted.album_artist),
        ("TRCK", wanted.number),
        ("TPOS", wanted.season),
    ):
        if value is not None:
            _set_text(tags, name, str(value), minor)
    _set_date(tags, wanted, minor)
    _set_comment(tags, wanted, minor)
    if wanted.lyrics is not None:
        _set_spoken(tags, "USLT", wanted.lyrics, wanted.language, minor)
    if wanted.chapters is not None:
        for frame in _chapters(tags, wanted.chapters, wanted.duration, minor):
            tags.add(frame)


def set_cover(tags: Any, wanted: Wanted) -> bool:
    """Write the cover, unless there is one that stays; whether it was written."""
    from mutagen.id3 import APIC

    pictures = tags.getall("APIC")
    if wanted.artwork is None or (pictures and not wanted.replaces):
        return False
    # ffmpeg says of every picture that it is of some other kind.
    is_front = [int(p.type) == _FRONT for p in pictures]
    stale = _FRONT if any(is_front) else _OTHER
    for picture in pictures:
        if int(picture.type) == stale:
            del tags[picture.HashKey]
    names = {picture.desc for picture in tags.getall("APIC")}
    cover = APIC(
        encoding=0,
        mime=wanted.artwork.type,
        type=_FRONT,
        desc="cover" if "" in names else "",
        data=wanted.cover(),
    )
    tags.add(cover)
    return True


def kept_frames(tags: Any) -> Iterator[str]:
    """The names of frames that are none of ours, with what tells them apart."""
    for key in tags:
        name, _, about = key.partition(":")
        if name not in _OURS and key != "TXXX:comment":
            yield f"{name}:{about.partition(':')[0]}" if about else name


def _set_text(tags: Any, name: str, words: str, minor: int) -> None:
    from mutagen import id3

    frame = getattr(id3, name)(encoding=_encoding(words, minor), text=[words])
    tags.setall(name, [frame])


def _set_date(tags: Any, wanted: Wanted, minor: int) -> None:
    """The day, which ID3v2.3 parts in two frames."""
    if wanted.date is None:
        return
    for stale in ("TDRC", "TYER", "TDAT", "TIME", "TRDA"):
        tags.delall(stale)
    if minor == 3:
        _set_text(tags, "TYER", f"{wanted.date:%Y}", minor)
        _set_text(tags, "TDAT", f"{wanted.date:%d%m}", minor)
    else:
        _set_text(tags, "TDRC", wanted.date.isoformat(), minor)
    if "TDRL" in tags:
        _set_text(tags, "TDRL", wanted.date.isoformat(), minor)


def _set_comment(tags: Any, wanted: Wanted, minor: int) -> None:
    if wanted.comment is None:
        return
    _set_spoken(tags, "COMM", wanted.comment, wanted.language, minor)
    for also in ("TXXX:comment", "TDES"):  # other places in which programs look
        for frame in tags.getall(also):
            frame.text, frame.encoding = [wanted.comment], _UNICODE[minor]


def _set_spoken(tags: Any, name: str, words: str, language: str, minor: int) -> None:
    """A frame with a language; of those there are, the ones with a name stay."""
    from mutagen import id3

    for frame in tags.getall(name):
        if not frame.desc:
            del tags[frame.HashKey]
    frame = getattr(id3, name)(
        encoding=_encoding(words, minor),
        lang=language,
        desc="",
        text=words if name == "USLT" else [words],
    )
    tags.add(frame)


def _chapters(
    tags: Any, chapters: tuple[Chapter, ...], duration: timedelta, minor: int
) -> Iterator[Any]:
    """A CHAP frame each, and tables that list those that are not hidden.

    What a chapter that was there has besides title and link, as a picture, goes to the
    new one that begins at the same time, else to the one of the same title.
    """
    from mutagen.id3 import CHAP

    old = tags.getall("CHAP")
    tags.delall("CHAP")
    tags.delall("CTOC")
    ends = (*(c.start for c in chapters[1:]), duration)
    names = [f"chp{number}" for number in range(len(chapters))]
    for name, chapter, end in zip(names, chapters, ends, strict=False):
        yield CHAP(
            element_id=name,
            start_time=_milliseconds(chapter.start),
            end_time=max(_milliseconds(end), _milliseconds(chapter.start)),
            start_offset=_NO_OFFSET,
            end_offset=_NO_OFFSET,
            sub_frames=[*_about(chapter, minor), *_carried(old, chapter)],
        )
    listed = [n for n, c in zip(names, chapters, strict=True) if not c.hidden]
    if chapters:
        yield from _contents(listed)


def _about(chapter: Chapter, minor: int) -> Iterator[Any]:
    from mutagen.id3 import TIT2, WXXX

    yield TIT2(encoding=_encoding(chapter.title, minor), text=[chapter.title])
    if chapter.link:
        yield WXXX(encoding=0, desc="", url=chapter.link)


def _carried(old: list[Any], chapter: Chapter) -> list[Any]:
    start = _milliseconds(chapter.start)
    same = [frame for frame in old if frame.start_time == start] or [
        frame
        for frame in old
        if [str(title) for title in frame.sub_frames.getall("TIT2")] == [chapter.title]
    ]
    if not same:
        return []
    return [f for f in same[0].sub_frames.values() if f.FrameID not in ("TIT2", "WXXX")]


def _contents(names: list[str]) -> Iterator[Any]:
    """The table of contents; tables of tables where one cannot list them all."""
    from mutagen.id3 import CTOC, CTOCFlags

    parts = [names[i : i + _MOST_LISTED] for i in range(0, len(names), _MOST_LISTED)]
    top = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    if len(parts) <= 1:
        yield CTOC(element_id="toc", flags=top, child_element_ids=names, sub_frames=[])
        return
    tables = [f"toc{number}" for number in range(len(parts))]
    yield CTOC(element_id="toc", flags=top, child_element_ids=tables, sub_frames=[])
    for name, part in zip(tables, parts, strict=True):
        yield CTOC(
            element_id=name,
            flags=CTOCFlags.ORDERED,
            child_element_ids=part,
            sub_frames=[],
        )


def _encoding(text: str, minor: int) -> int:
    """ID3's number for an encoding: of Latin-1 only ASCII is read alike everywhere."""
    return _LATIN_1 if text.isascii() else _UNICODE[minor]


def _milliseconds(time: timedelta) -> int:
    return round(time / timedelta(milliseconds=1))
