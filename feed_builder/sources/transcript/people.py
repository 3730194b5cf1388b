"""People in a line of names, whatever stands between and behind them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .phrases import CONJUNCTIONS, JOBS, PARTICLES, TITLES
from .words import letters

_COMMAS = re.compile(r"\s*([,;&+/|、，；・])\s*|\s+([-–—])\s+")
_BRACKETS = re.compile(r"\s*(?:\(([^()]{0,80})\)|\[([^\[\]]{0,80})\])")
_QUOTED = re.compile(r"[\"“”„«]([^\"“”„«»]{1,30})[\"“”»]")
_NO_NAME = re.compile(r"[.?!:;<>@\d]")
_ABBREVIATED = re.compile(r"\b[^\W\d_]{1,4}\.(?=\s|[^\W\d_]\.|$)")

#: Words after which a description follows a name.
_DESCRIBING = frozenset("from of at aus bei chez for who".split())
_ONE_LETTER = frozenset("i e y".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A person whom the document names, where, and the labels it gives to them."""

    name: str
    role: str
    line: int | None = None
    column: int | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line of names; ``sure`` unless it may describe the one before it."""

    text: str
    aliases: tuple[str, ...]
    sure: bool


def people_in(value: str, many: bool) -> Iterator[Piece]:
    """The names in a line; ``many`` says that commas stand between people."""
    brackets: list[str] = []

    def kept(found: re.Match[str]) -> str:
        brackets.append(found[1] or found[2] or "")
        return f"\x00{len(brackets) - 1}\x00"

    sure = True
    rest = _BRACKETS.sub(kept, value.strip(" \t*_"))
    for part in _parted(rest):
        if part in (",", "-", "–", "—"):
            sure = many and part == ","
        elif len(part) > 1 or part.isalpha():
            for text in _joined(part):
                yield _piece(text, brackets, sure)
                sure = True
        else:
            sure = True


def is_name(text: str, strict: bool = True) -> bool:
    """Whether this can be somebody's name: few words, in capitals if ``strict``."""
    words = text.split()
    if not 1 <= len(words) <= 6 or _NO_NAME.search(_ABBREVIATED.sub("", text)):
        return False
    if not any(c.isalpha() for c in text):
        return False
    return not strict or (
        any(not w[0].islower() for w in words)
        and all(not w[0].islower() or w.lower() in PARTICLES for w in words)
    )


def _parted(text: str) -> Iterator[str]:
    at = 0
    for found in _COMMAS.finditer(text):
        yield text[at : found.start()]
        yield found[1] or found[2]
        at = found.end()
    yield text[at:]


def _joined(text: str) -> Iterator[str]:
    """The names on both sides of every "and"."""
    words = text.split()
    begin = 0
    for index, word in enumerate(words):
        if word.lower() not in CONJUNCTIONS or word[0].isupper():
            continue
        is_y = word.lower() in _ONE_LETTER
        if is_y and (index - begin < 2 or len(words) - index < 3):
            continue
        if index > begin:
            yield " ".join(words[begin:index])
        begin = index + 1
    if words[begin:]:
        yield " ".join(words[begin:])


def _piece(text: str, brackets: list[str], sure: bool) -> Piece:
    plain, *marks = text.split("\x00")
    notes = [brackets[int(m)] for m in marks[::2] if m.isdecimal()]
    nicknames = _QUOTED.findall(text)
    words = plain.split()
    end = next(
        (i for i, w in enumerate(words) if i and w.lower() in _DESCRIBING), len(words)
    )
    name = " ".join(words[:end])
    aliases = (*filter(_is_label, notes), *nicknames)
    is_job = not words or {words[0].lower(), words[-1].lower()} & JOBS
    is_cut = end < len(words) and end < 2
    sure = sure and not (is_job or is_cut or letters(name) in TITLES)
    return Piece(_without_stop(name), aliases, sure)


def _is_label(text: str) -> bool:
    return 0 < len(text) <= 5 and text[0].isupper() and letters(text).isalpha()


def _without_stop(name: str) -> str:
    last = name.split()[-1] if name.split() else ""
    return name.rstrip(".") if len(last) > 3 else name
