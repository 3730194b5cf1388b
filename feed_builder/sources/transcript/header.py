"""The lines that say who hosts and who is a guest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache

from .doubts import Doubts
from .lines import Line
from .names import keys
from .people import Named, Piece, is_name, people_in
from .phrases import HEADER_WORDS, NOT_SPEAKERS, PLACEHOLDERS
from .words import Spellings, letters

_ROLES = {letters(w): role for role, words in HEADER_WORDS.items() for w in words}
_SPELLINGS = Spellings(_ROLES, shortest=4)
_HEADER = re.compile(
    r"[\s*_#>•-]*([^\W\d_][^:：=\t*_\n]{0,28})(?:[*_\s]*[:：=\t][*_\s]*|\s[-–—]\s+)"
)
_LIST_MARK = re.compile(r"\s*(?:[-–—•*·▪◦‣+]\s*|\d{1,2}[.)]\s*)?")

#: Near the top of a document a name may be written in any way.
_TOP = 12

#: With these at its end it is talk.
_STOPS = (".", "!", "?", "…")

#: So often, the word is a label and no header.
_A_LABEL = 3


@dataclass(slots=True)
class Header:
    """Who is named, and the lines (by index) that were used up for it."""

    people: list[Named] = field(default_factory=list)
    lines: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Entry:
    index: int
    role: str
    word: str
    misspelt: bool
    at: int


def header_of(lines: Sequence[Line], labels: Set[str], doubts: Doubts) -> Header:
    """The people named in lines such as ``Hosts: A, B``.

    The words can also be labels ("Host: Welcome!"); what stands behind them decides.
    ``labels`` are the letters of all that stands where labels do: they tell a second
    guest from the first one's employer.
    """
    entries = list(_entries(lines))
    uses = Counter(entry.role for entry in entries)
    header = Header()
    for entry in entries:
        is_label = uses[entry.role] > _A_LABEL or _is_filled(header, entry)
        strict = entry.index > _TOP or is_label or uses[entry.role] > 2
        _read(lines, entry, strict, labels, header, doubts)
    return header


def _is_filled(header: Header, entry: _Entry) -> bool:
    """Whether others have this role already, and not on the lines just above."""
    is_near = entry.index - 2 <= max(header.lines, default=-9)
    return any(p.role == entry.role for p in header.people) and not is_near


def _entries(lines: Sequence[Line]) -> Iterator[_Entry]:
    for index, line in enumerate(lines):
        found = _HEADER.match(line.clean)
        if found is None:
            continue
        if word := _header_word(found[1]):
            near, misspelt = word
            role = _ROLES[near]
            yield _Entry(index, role, found[1].strip(), misspelt, found.end())


@lru_cache(maxsize=1024)  # what stands before a colon is most often a label
def _header_word(written: str) -> tuple[str, bool] | None:
    """The header word that this is, if any, and whether it is misspelt."""
    word = letters(written.removesuffix("(s)"))
    near = _SPELLINGS.nearest(word)
    if not near:
        return None
    if near == word:
        return near, False
    is_meant = bool(_ROLES[near]) and word not in NOT_SPEAKERS
    return (near, True) if is_meant else None


def _read(
    lines: Sequence[Line],
    entry: _Entry,
    strict: bool,
    labels: Set[str],
    header: Header,
    doubts: Doubts,
) -> None:
    line = lines[entry.index]
    value = line.clean[entry.at :].strip()
    if letters(value) not in PLACEHOLDERS or entry.misspelt:
        people = _people(line, entry, value, strict, labels, doubts)
        if people:
            _use(header, entry, people, (entry.index,), doubts, line)
        return
    if strict:
        return
    below = tuple(_below(lines, entry.index + 1))
    people = [
        person
        for index in below
        for person in _people(
            lines[index], entry, _unmarked(lines[index]), False, labels, doubts
        )
    ]
    _use(header, entry, people, (entry.index, *below), doubts, line)
    if not people:
        doubts.warn(
            "guests-named",
            f"{entry.word.lower()} is {value!r}" if value else f"no {entry.word} named",
            line.number,
            line.column(entry.at),
            hint="write the name, or take the line out",
        )


def _use(
    header: Header,
    entry: _Entry,
    people: Sequence[Named],
    used: Sequence[int],
    doubts: Doubts,
    line: Line,
) -> None:
    header.people.extend(people)
    header.lines.update(used)
    if entry.misspelt and people:
        doubts.note(
            "headings-spelt",
            f"{entry.word!r} was read as {entry.role!r}",
            line.number,
            hint=f"write “{entry.role.capitalize()}:”",
        )


def _below(lines: Sequence[Line], first: int) -> Iterator[int]:
    """The lines under a header word that are names and nothing else."""
    for index in range(first, min(first + 20, len(lines))):
        if not is_name(_unmarked(lines[index])):
            return
        yield index


def _unmarked(line: Line) -> str:
    mark = _LIST_MARK.match(line.clean)
    return line.clean[mark.end() if mark else 0 :].strip()


def _people(
    line: Line,
    entry: _Entry,
    value: str,
    strict: bool,
    labels: Set[str],
    doubts: Doubts,
) -> list[Named]:
    many = entry.word.lower().endswith(("s", "n", "e")) or entry.role != "guest"
    pieces = [p for p in people_in(value, many) if p.text]
    if not pieces or not _is_list_of_names(value, pieces[0].text, strict):
        return []
    people = []
    for piece in pieces:
        if _is_person(piece, strict, labels):
            column = line.clean.find(piece.text)
            place = (line.number, line.column(max(column, 0)))
            people.append(Named(piece.text, entry.role, *place, piece.aliases))
        elif letters(piece.text) not in PLACEHOLDERS:
            doubts.note(
                "guests-named",
                f"“{piece.text}” was read as words about a person, not as a name",
                line.number,
                line.column(max(line.clean.find(piece.text), 0)),
                hint="if it is a person, join the names with “and”",
            )
    return people


def _is_list_of_names(value: str, first: str, strict: bool) -> bool:
    """Whether names stand here, and not talk ("Host: Welcome!")."""
    is_single = len(first.split()) == 1 and first.isascii()
    if value.endswith(_STOPS):
        return value[-1] == "." and not (strict or is_single) and is_name(first)
    return is_name(first, strict) and not (strict and is_single)


def _is_person(piece: Piece, strict: bool, labels: Set[str]) -> bool:
    if letters(piece.text) in PLACEHOLDERS or not is_name(piece.text, strict):
        return False
    return piece.sure or any(k.letters in labels for k in keys(piece.text))
