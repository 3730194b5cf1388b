"""The front of a line, where a label and a time may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from ...timecode import parse_timecode
from .words import letters

#: No label reaches further; it also bounds the work on a line.
_REACH = 60

_TIME = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?(?!:\w?\d|\d)"
_LEAD = re.compile(r"\s*(?:[-–—•*·▪◦‣>+]\s+|[•·▪◦‣]\s*)?")
_TIME_FIRST = re.compile(
    rf"[*_]{{0,2}}([\[(<]?)\s?({_TIME})\s?[\])>]?[*_]{{0,2}}[ \t–—-]*"
)
_ANY_TIME = re.compile(_TIME)
#: What looks like a time in brackets, or with its hours, and may be none: "[00:00:76]".
_LIKE_TIME = re.compile(
    r"\s?[*_]{0,2}(?:[\[(<]\s?(\d{1,3}(?::(?=\w?\d)[\da-zA-Z]{2}){1,2}(?:[.,]\d{1,3})?)"
    r"\s?[\])>]|(\d{1,2}:\d\d:\d\d)(?=\s))[*_]{0,2}[ \t–—-]*"
)
#: None between two digits. With it first, the pattern is five times as fast.
_COLON = re.compile(r"[:：﹕](?:(?<!\d.)|(?!\d))")
_TIME_AFTER = re.compile(
    rf"\s*(?:[\[(<]\s?({_TIME})\s?[\])>]|(\d{{1,2}}:\d\d:\d\d)(?!\S)|({_TIME})$)\s*"
)
_TIME_LAST = re.compile(rf"[ \t*_–—-]*[\[(<]?\s?({_TIME})\s?[\])>]?[ \t*_]*$")
_NOTE = re.compile(
    r"\s*(?:\(([^()]{1,40})\)|<([^<>]{1,40})>|\[([^\[\]]{1,40})\])[\s*_]*$"
)
_BOLD = re.compile(r"(\*\*|__)([^*_]{1,60})\1")
_OTHER = re.compile(
    r"[\[(*_]{0,2}([^\W\d_][\w.'’]{0,11}+)[\])*_]{0,2}+(\s?;|\t|\s?>|\s[-–—]\s)\s*"
)
_BRACKETED = re.compile(r"[\[(]([^\W\d_][\w.'’ ]{0,30})[\])](\s)\s*")
_ANCHOR = re.compile(r"\[[a-z\d]{1,2}\]")
_CLOSERS = re.compile(r"[*_]{0,3}\s*")
_EDGES = ' \t*_[](){}"“”«»#'
_BOLDS = ("**", "__")
_OPENING = ("[", "(")
_CLOSING = (")", ">", "]")


class Label(NamedTuple):
    """Words before a line that may name who speaks; the text begins at ``end``.

    ``letters`` are what it is compared by. ``mark`` is what parts the two: a colon,
    another sign, or nothing.
    """

    text: str
    letters: str
    column: int
    end: int
    mark: str
    bold: bool = False
    note: str = ""
    start: timedelta | None = None

    @property
    def unmistakable(self) -> bool:
        """Whether bold type or a time shows that a speaker is meant."""
        return self.bold or self.start is not None


def time_of(clean: str) -> tuple[timedelta | None, int]:
    """The time before all else on a line, and where the rest begins."""
    at = _lead(clean)
    found = _TIME_FIRST.match(clean, at)
    if found is None:
        return None, at
    is_plain = bool(found[1]) or found[2].count(":") > 1 or found.end() == len(clean)
    moment = parse_timecode(found[2]) if is_plain else None
    return moment, found.end() if moment is not None else at


def time_column(clean: str) -> int | None:
    """Where on the line the first time stands, counted from 0."""
    found = _ANY_TIME.search(clean)
    return found.start() if found else None


@dataclass(frozen=True, slots=True)
class NoTime:
    """What is written like a time, and is none; where, and where the rest begins."""

    text: str
    column: int
    end: int


def is_word(clean: str, at: int) -> bool:
    """Whether a word begins here, perhaps behind a space: no time does then."""
    return clean[at : at + 2].lstrip()[:1].isalpha()


def no_time(clean: str, at: int = 0) -> NoTime | None:
    """What looks like a time here, or at the front of the line, and cannot be one."""
    at = at or _lead(clean)
    if is_word(clean, at):
        return None
    found = _LIKE_TIME.match(clean, at)
    text = (found[1] or found[2]) if found else ""
    if found is None or parse_timecode(text) is not None:
        return None
    return NoTime(text, found.start(1 if found[1] else 2), found.end())


def without_times(clean: str) -> tuple[str, timedelta | None]:
    """A line, such as a heading, without the time at its front or its end."""
    if ":" not in clean:
        return clean, None
    start, at = time_of(clean)
    may_end_so = len(clean) <= _REACH * 2 and _ANY_TIME.search(clean, at)
    last = _TIME_LAST.search(clean, at) if may_end_so else None
    if start is not None or not last or not last.start():
        return clean[at:] if start is not None else clean, start
    return clean[: last.start()], parse_timecode(last[1])


def labels_of(clean: str) -> Iterator[Label]:
    """Every way to see a label at the front of this line, the likeliest first."""
    at = _lead(clean)
    start = None
    if clean[at : at + 3].strip("*_[(< ")[:1].isdecimal():
        found = _TIME_FIRST.match(clean, at)
        start = parse_timecode(found[2]) if found else None
        wrong = no_time(clean) if start is None else None
        at = found.end() if found and start is not None else wrong.end if wrong else at
    colon = _COLON.search(clean, at, at + _REACH)
    if colon and (label := _before_colon(clean, at, colon.start(), start)):
        yield label
    if clean.startswith(_BOLDS, at) and (label := _bold(clean, at, start)):
        yield label
    if at < len(clean) <= at + _REACH and (label := _alone(clean, at, start)):
        yield label
    is_bracketed = clean.startswith(_OPENING, at)
    for pattern in (_OTHER, _BRACKETED) if is_bracketed else (_OTHER,):
        if other := pattern.match(clean, at):
            text, mark = other[1], other[2].strip() or " "
            yield Label(text, letters(text), at, other.end(), mark, start=start)


def _lead(clean: str) -> int:
    if clean[:1].isalpha():
        return 0
    found = _LEAD.match(clean)
    return found.end() if found else 0


def _before_colon(
    clean: str, at: int, colon: int, start: timedelta | None
) -> Label | None:
    written = clean[at:colon]
    text, note, time = _plain(written)
    end = colon + 1
    if written.startswith(("*", "_")):
        closers = _CLOSERS.match(clean, end)
        end = closers.end() if closers else end
    after = None if is_word(clean, end) else _TIME_AFTER.match(clean, end)
    if after:
        end = after.end()
        time = parse_timecode(next(filter(None, after.groups())))
    if not text:
        return None
    moment = start if start is not None else time
    is_bold = written.startswith(_BOLDS)
    return Label(text, letters(text), at, end, ":", is_bold, note, moment)


@lru_cache(maxsize=1024)  # the same people speak all the time
def _plain(written: str) -> tuple[str, str, timedelta | None]:
    """A label without what hangs on it: a manner note, a time, stars and brackets."""
    note, time = "", None
    for _ in range(2):
        timed = _TIME_LAST.search(written) if ":" in written else None
        if timed and timed.start():
            time = parse_timecode(timed[1])
            written = written[: timed.start()]
        is_closed = any(sign in written for sign in _CLOSING)
        noted = _NOTE.search(written) if is_closed else None
        if noted and noted.start():
            note = note or next(filter(None, noted.groups()))
            written = written[: noted.start()]
    if "[" in written:
        written = _ANCHOR.sub("", written)
    return written.strip(_EDGES), note, time


def _bold(clean: str, at: int, start: timedelta | None) -> Label | None:
    found = _BOLD.match(clean, at)
    if found is None:
        return None
    text, note, time = _plain(found[2])
    end = found.end()
    after = _TIME_AFTER.match(clean, end)
    if after:
        end = after.end()
        time = parse_timecode(next(filter(None, after.groups())))
    moment = start if start is not None else time
    alone = not clean[end:].strip()
    if not text or not (alone or moment is not None):
        return None
    return Label(text, letters(text), at, end, "", True, note, moment)


def _alone(clean: str, at: int, start: timedelta | None) -> Label | None:
    """A name with nothing else on its short line, but perhaps a time."""
    text, note, time = _plain(clean[at:])
    moment = start if start is not None else time
    if not text:
        return None
    return Label(text, letters(text), at, len(clean), "", False, note, moment)
