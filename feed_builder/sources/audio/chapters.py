"""The chapters in an audio file's tags: ID3 CHAP, Nero's list, Vorbis comments."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from ...model import Chapter
from ...text import one_line
from ...timecode import parse_timecode
from .tags import clean

_NO_TIME = 0xFFFFFFFF  # in milliseconds; ID3v2 chapters 1.0 writes it for "not used"
_WEB = re.compile(r"https?://\S+")
_VORBIS_START = re.compile(r"chapter(\d{3})")


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter as it stands in a file: seconds, if they can be known, and a title."""

    start: float | None
    title: str
    link: str | None = None
    hidden: bool = False
    picture: bytes | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """The usable chapters by start, the picture of each, and how many were not usable.

    A chapter without a time or a title is of no use.
    """

    chapters: tuple[Chapter, ...]
    pictures: tuple[bytes | None, ...]
    lost: int


def chapters_of(marks: Iterable[Mark]) -> Found:
    """What players can use of these marks."""
    marks = tuple(marks)
    usable = [(c, mark.picture) for mark in marks if (c := _chapter(mark))]
    usable.sort(key=lambda pair: pair[0].start)
    return Found(
        chapters=tuple(chapter for chapter, _ in usable),
        pictures=tuple(picture for _, picture in usable),
        lost=len(marks) - len(usable),
    )


def id3_marks(tags: Any) -> Iterator[Mark]:
    """CHAP frames in the order of their CTOC; those it does not list are hidden."""
    frames = {frame.element_id: frame for frame in tags.getall("CHAP")}
    listed = _listed(tags.getall("CTOC"))
    order = dict.fromkeys([*(name for name in listed or () if name in frames), *frames])
    for name in order:
        hidden = listed is not None and name not in listed
        yield _id3_mark(frames[name], hidden=hidden)


def nero_marks(chapters: Any) -> Iterator[Mark]:
    """The list that Nero, and ffmpeg after it, keep in MP4 files."""
    for chapter in chapters or ():
        yield Mark(chapter.start, str(chapter.title))


def vorbis_marks(tags: Any) -> Iterator[Mark]:
    """CHAPTER001=time with CHAPTER001NAME and CHAPTER001URL beside it."""
    numbers = [match[1] for key in sorted(tags.keys()) if (match := _vorbis_start(key))]
    for number in numbers:
        start, name, url = (
            next(iter(tags.get(f"chapter{number}{part}", ())), "")
            for part in ("", "name", "url")
        )
        time = parse_timecode(start)
        yield Mark(time.total_seconds() if time is not None else None, name, url)


def _chapter(mark: Mark) -> Chapter | None:
    title = one_line(clean(mark.title))
    if not title or mark.start is None or not 0 <= mark.start * 1000 < _NO_TIME:
        return None
    return Chapter(
        start=timedelta(milliseconds=round(mark.start * 1000)),
        title=title,
        link=_web_address(mark.link),
        hidden=mark.hidden,
    )


def _web_address(link: str | None) -> str | None:
    text = clean(link or "")
    return text if _WEB.fullmatch(text) else None


def _listed(contents: list[Any]) -> dict[str, None] | None:
    """The elements that the top-level table lists, through any tables that it lists."""
    tables = {table.element_id: table for table in contents}
    waiting = deque(t.element_id for t in contents if t.flags & 2)  # TOP_LEVEL
    if not waiting:
        return None
    listed: dict[str, None] = {}
    while waiting:
        name = waiting.popleft()
        if name in listed:
            continue
        listed[name] = None
        if name in tables:
            waiting.extendleft(reversed(tables[name].child_element_ids))
    return listed


def _id3_mark(frame: Any, *, hidden: bool) -> Mark:
    start = frame.start_time / 1000 if frame.start_time != _NO_TIME else None
    titles = frame.sub_frames.getall("TIT2")
    links = frame.sub_frames.getall("WXXX")
    title = " ".join(text for title in titles[:1] for text in title.text)
    pictures = [picture.data for picture in frame.sub_frames.getall("APIC")]
    link = links[0].url if links else None
    return Mark(start, title, link, hidden, next(iter(pictures), None))


def _vorbis_start(key: str) -> re.Match[str] | None:
    return _VORBIS_START.fullmatch(key.lower())
