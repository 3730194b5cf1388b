"""The line above a caption that says when it is shown, also where it is miswritten."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from ...model import Mark
from ...timecode import parse_timecode, timestamp
from .doubts import Doubts
from .marks import Span

_RIGHT_ARROW = re.compile("-->")
#: What stands for it where a finger slipped, or a program made it prettier.
_ARROW = re.compile(r"-->|[-–—−=~]{0,3} ?[-–—−=~]{0,2}[>→⟶]|(?<=\d) [-–—]{1,3} (?=\d)")
_STRICT = re.compile(r"\s{0,20}\d{1,3}(?::\d\d){1,2}[,.:]?\d{0,3}\s{0,9}-->\s{0,9}\d")
_SECOND = re.compile(r"\s{0,20}(\S{0,24})")
_LIKE_TIME = re.compile(r"\d[\w:.,;]{2,20}", re.ASCII)
#: Letters and signs, and the ones that they look like.
_LOOK_ALIKE = str.maketrans("OolI;", "0011:")
_FOUR_PARTS = re.compile(r"(\d{1,3}:\d\d:\d\d):(\d{1,3})", re.ASCII)
_EXAMPLE = (timedelta(seconds=85), timedelta(seconds=93))


@dataclass(frozen=True, slots=True)
class Form:
    """How a layout of captions writes its times."""

    name: str
    point: str
    time: re.Pattern[str]


#: Browsers and apps pass over a caption whose times are written otherwise (WebVTT,
#: section 4.1).
VTT = Form("WebVTT", ".", re.compile(r"(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}", re.ASCII))
#: There is no standard; what all players read is taken without a word.
SRT = Form("SRT", ",", re.compile(r"\d{1,3}:[0-5]\d:[0-5]\d[,.]\d{1,3}", re.ASCII))


@dataclass(frozen=True, slots=True)
class Timing:
    """When a caption begins and ends, as far as that can be read, and where it stands.

    ``columns`` are those of its two times, counted from 1.
    """

    start: timedelta | None
    end: timedelta | None
    line: int
    columns: tuple[int | None, int | None] = (None, None)

    @property
    def span(self) -> Span | None:
        """The times with their places; None if it is not known when it begins."""
        if self.start is None:
            return None
        start = Mark(time=self.start, line=self.line, column=self.columns[0])
        if self.end is None:
            return start, None
        return start, Mark(time=self.end, line=self.line, column=self.columns[1])


Words = list[tuple[int, str]]
"""Lines with their numbers in the file."""


def timing_of(text: str, line: int, form: Form, doubts: Doubts) -> Timing | None:
    """The times on this line, if it is one of times; what is miswritten is told."""
    pieces = _pieces(text)
    if pieces is None:
        return None
    first, _, second = pieces
    start, end = _moment(first[0]), _moment(second[0])
    _check(pieces, (start, end), line, form, doubts)
    return Timing(start, end, line, (first[1] + 1, second[1] + 1))


def has_timing(text: str, *, loosely: bool = False) -> bool:
    """Whether a line of times stands among the first; or, ``loosely``, one like it."""
    head = text.split("\n", 20)[:20]
    return any(_pieces(line) if loosely else _STRICT.match(line) for line in head)


def without_number(words: Words) -> Words:
    """What stands above the next line of times, without the number of its cue."""
    return words[:-1] if words and words[-1][1].strip().isdecimal() else words


def doubt_untimed(words: Words, doubts: Doubts) -> None:
    """Report words that stand below no line of times."""
    number, line = words[0]
    doubts.warn(
        "captions-timed",
        f"“{line.strip()[:40]}” stands below no times; read as talk going on",
        number,
        1,
        hint="take out an empty line above it, or put a line of times there",
    )


#: A part of the line, and its offset.
_Piece = tuple[str, int]


def _pieces(text: str) -> tuple[_Piece, _Piece, _Piece] | None:
    """The first time, the arrow and the second time; None if this is no such line."""
    arrow = _ARROW.search(text)
    if arrow is None:
        return None
    first = text[: arrow.start()].strip()
    then = _SECOND.match(text, arrow.end())
    second = then[1] if then else ""
    if arrow[0] == "-->":
        times = [time for time in (first, second) if time[:1].isdecimal()]
        is_timing = any(":" in time for time in times)
    else:
        is_timing = (
            bool(_LIKE_TIME.fullmatch(first) and second[:1].isdecimal())
            and ":" in first
        )
    if not is_timing:
        return None
    at = len(text) - len(text.lstrip())
    return (
        (first, at),
        (arrow[0].strip(), arrow.start() + arrow[0].startswith(" ")),
        (second, then.start(1) if then else arrow.end()),
    )


def _moment(written: str) -> timedelta | None:
    """The time that is written, or that was meant beyond doubt."""
    plain = written.translate(_LOOK_ALIKE)
    four = _FOUR_PARTS.fullmatch(plain)
    return parse_timecode(f"{four[1]}.{four[2]}" if four else plain)


def _check(
    pieces: tuple[_Piece, _Piece, _Piece],
    moments: tuple[timedelta | None, timedelta | None],
    line: int,
    form: Form,
    doubts: Doubts,
) -> None:
    """Report the first thing on the line that is miswritten, with the line mended."""
    start, end = (
        timestamp(example if moment is None else moment, form.point)
        for moment, example in zip(moments, _EXAMPLE, strict=True)
    )
    for (written, at), moment in zip(pieces[::2], moments, strict=True):
        if moment is None:
            doubts.warn(
                "times-readable",
                f"“{written}” is no time" if written else "a time is missing",
                line,
                at + 1,
                hint=f"write the line like {start} --> {end}",
            )
            return
    patterns = (form.time, _RIGHT_ARROW, form.time)
    for (written, at), pattern, right in zip(
        pieces, patterns, (start, "-->", end), strict=True
    ):
        if not pattern.fullmatch(written):
            # Other programs read the one with a comma, too: it is no slip of a finger.
            report = doubts.warn if parse_timecode(written) is None else doubts.note
            report(
                "times-readable",
                f"“{written}” was read as “{right}”",
                line,
                at + 1,
                hint=f"{form.name} wants {start} --> {end}",
                group=re.sub(r"\d", "", written),
            )
            return
