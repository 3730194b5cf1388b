"""Stage directions inside the talk: ``<laughs>``, ``[laughter]``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from .phrases import SOUNDS
from .words import letters

#: Longer ones are text with signs in it; so are those that run over more lines.
_LONGEST = 160
_MOST_BREAKS = 1

_OPEN = re.compile(r"[<\[(](?=[^\W\d_])")
_END = {"<": re.compile(r"[<>]"), "[": re.compile(r"[\[\]]"), "(": re.compile(r"[()]")}
_CLOSING = {"<": ">", "[": "]", "(": ")"}

#: HTML that strays into plain text is not a direction.
_TAGS = frozenset("b i u s em strong br p a span div sub sup code img hr tt".split())


@dataclass(frozen=True, slots=True)
class Found:
    """A direction in a text, from ``start`` to ``end``, its brackets included."""

    text: str
    start: int
    end: int


def directions_in(text: str) -> Iterator[Found | int]:
    """The directions of a turn; a bare number is where one is never closed."""
    if not ("<" in text or "[" in text or "(" in text):
        return
    at = 0
    while opened := _OPEN.search(text, at):
        start, sign = opened.start(), opened[0]
        found = _closed(text, start, sign)
        if isinstance(found, Found):
            yield found
            at = found.end
            continue
        if found is None and sign == "<":
            yield start
        at = start + 1


def without_directions(text: str) -> str:
    """The talk alone: its directions, and the spaces they leave, are gone."""
    kept, at = [], 0
    for found in directions_in(text):
        if isinstance(found, Found):
            kept.append(text[at : found.start])
            at = found.end
    lines = "".join([*kept, text[at:]]).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(raw.split())))


def _closed(text: str, start: int, sign: str) -> Found | Literal[False] | None:
    """The direction that opens here; False for other brackets, None if never closed."""
    end = _END[sign].search(text, start + 1, start + _LONGEST)
    if end is None or end[0] != _CLOSING[sign]:
        return None
    inside = text[start + 1 : end.start()]
    found = Found(" ".join(inside.split()), start, end.end())
    if sign != "<":
        return found if _is_sound(inside) else False
    if _is_markup(inside):
        return False
    # "<coughs" and, a line on, "cost > value": a sign, and not the other bracket.
    runs_on = "\n" in inside and inside[-1].isspace()
    return None if runs_on or inside.count("\n") > _MOST_BREAKS else found


def _is_sound(inside: str) -> bool:
    words = inside.split(None, 1)
    return len(inside) < 60 and bool(words) and letters(words[0]) in SOUNDS


def _is_markup(inside: str) -> bool:
    first = re.split(r"[\s/]", inside, maxsplit=1)[0].lower()
    return (
        "://" in inside or "@" in inside or first in _TAGS or first.startswith("www.")
    )
