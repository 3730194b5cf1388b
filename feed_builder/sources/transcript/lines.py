"""A document as lines that know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from .words import unusual

#: Soft breaks that word processors leave inside a line; they do not count as lines.
_SOFT_BREAK = re.compile("[\x0b\x0c\u2028\u2029]")

_ANY_SPACE = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
_INVISIBLE = "\xad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_DIRECTION_MARKS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

#: What a line is matched by: plain spaces and hyphens, nothing invisible.
_CLEAN = (
    dict.fromkeys(map(ord, _ANY_SPACE + "\u202f\u205f\u3000"), " ")
    | dict.fromkeys(map(ord, _INVISIBLE + _DIRECTION_MARKS), "")
    | {0x2011: "-"}
)
_UNCLEAN = re.compile(f"[{re.escape(''.join(map(chr, _CLEAN)))}]")


@dataclass(slots=True)
class Line:
    """A line of the document; ``clean`` is what rules match, ``raw`` what is published.

    ``heading`` and ``voice`` are what markup says about it beyond doubt.
    """

    number: int
    raw: str
    clean: str
    heading: bool = False
    voice: str | None = None
    start: timedelta | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is written here."""
        return not self.clean

    def column(self, offset: int = 0) -> int:
        """Where the character at this offset of ``clean`` stands, counted from 1."""
        return _raw_offset(self, offset) + 1

    def text_from(self, offset: int) -> str:
        """What is written from this offset of ``clean`` on, as written."""
        return self.raw[_raw_offset(self, offset) :].strip()


def line(number: int, raw: str, **marks: object) -> Line:
    """A line with its clean form, in which leading spaces are kept."""
    is_clean = raw.isascii() or not _UNCLEAN.search(raw)
    clean = raw if is_clean else raw.translate(_CLEAN)
    return Line(number, raw, clean.rstrip(), **marks)  # type: ignore[arg-type]  # its own fields


def lines_of(text: str, first: int = 1) -> Iterator[Line]:
    """The lines of a text that ends them with newlines, numbered from ``first``."""
    signs = unusual(text)
    if not (_SOFT_BREAK.search(signs) or _UNCLEAN.search(signs)):
        for number, written in enumerate(text.split("\n"), first):
            yield Line(number, written, written.rstrip())
        return
    for number, written in enumerate(text.split("\n"), first):
        for part in _SOFT_BREAK.split(written):
            yield line(number, part)


def _raw_offset(line: Line, offset: int) -> int:
    is_whole = offset < len(line.clean) and line.raw.startswith(line.clean)
    if is_whole or line.raw.isascii() or not offset:
        return offset
    seen = 0
    for index, char in enumerate(line.raw):
        is_seen = _CLEAN.get(ord(char), char) != ""
        if is_seen and seen >= offset:
            return index
        seen += is_seen
    return len(line.raw)
