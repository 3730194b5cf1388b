"""What is wrong in an author's files: a value with a place, never an exception."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import Enum
from pathlib import Path
from typing import Any
from unicodedata import category

#: No text, or not on one line: controls, bytes that are no UTF-8, ends of lines.
_ILLEGIBLE = frozenset({"Cc", "Cs", "Zl", "Zp"})


class Severity(Enum):
    """How much a problem matters; errors stop publishing."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place in a file; lines and columns count from 1, None means the whole file.

    ``parts`` are the places of what a value is made of, by its keys; ``text`` is where
    a text begins that stands in the file as it is, line for line. The same place is the
    same with them and without.
    """

    path: Path
    line: int | None = None
    column: int | None = None
    parts: Mapping[str, Location] = field(
        default_factory=dict, compare=False, repr=False
    )
    text: tuple[int, int] | None = field(default=None, compare=False, repr=False)

    def of(self, key: str) -> Location:
        """The place of a part, or that of the whole."""
        return self.parts.get(key, self)

    def inside(self, text: str, offset: int) -> Location:
        """The place of a character in the text that stands here, or of the whole."""
        if self.text is None:
            return self
        line, column = self.text
        begin = text.rfind("\n", 0, offset) + 1
        return Location(
            path=self.path,
            line=line + text.count("\n", 0, offset),
            column=column + offset - begin,
        )

    def __str__(self) -> str:
        numbers = (n for n in (self.line, self.column) if n is not None)
        return ":".join([legible(str(self.path)), *map(str, numbers)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One breach of one rule: what is there, what was needed, what to do about it."""

    rule: str
    severity: Severity
    message: str
    location: Location | None = None
    hint: str = ""

    def softened(self, reason: str) -> Problem:
        """The same problem where it does not block yet: an error becomes a warning."""
        if self.severity is not Severity.ERROR:
            return self
        message = f"{self.message} ({reason})"
        return replace(self, severity=Severity.WARNING, message=message)

    def as_json(self) -> dict[str, Any]:
        """The problem for machines; without a place, path, line and column are null."""
        place = self.location
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "path": str(place.path) if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "message": self.message,
            "hint": self.hint,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Problem:
        """The problem that was told so; anything else raises one of several errors."""
        place = told["path"] and Location(
            path=Path(told["path"]), line=told["line"], column=told["column"]
        )
        return cls(
            rule=told["rule"],
            severity=Severity(told["severity"]),
            message=told["message"],
            location=place or None,
            hint=told["hint"],
        )


def legible(name: str) -> str:
    r"""The name in one line of text: what cannot be read stands there as `\n`, `\xff`.

    Python has each byte of a name that is no UTF-8 as half a surrogate pair (PEP 383).
    """
    return name if name.isprintable() else "".join(map(_legible, name))


def _legible(letter: str) -> str:
    if category(letter) not in _ILLEGIBLE:
        return letter
    if "\udc80" <= letter <= "\udcff":
        return f"\\x{ord(letter) & 0xFF:02x}"
    return letter.encode("unicode_escape").decode("ascii")


def in_reading_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by file, line and column; those without a place come first."""
    return tuple(sorted(problems, key=_place))


def _place(problem: Problem) -> tuple[str, int, int]:
    place = problem.location
    if place is None:
        return "", 0, 0
    return str(place.path), place.line or 0, place.column or 0


class CannotRunError(Exception):
    """The work cannot begin or go on: wrong usage, a folder in the way, a lock, a disk.

    ``hint`` says what to do about it.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack:
    """An episode that is complete but not public yet, and the moment it will be."""

    episode: str
    title: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a run has to tell: problems, and what became of every episode and file.

    ``episodes`` and ``drafts`` are slugs; ``written`` and ``removed`` are paths below
    the output folder; ``unchanged`` counts the files that were left as they were.
    """

    problems: tuple[Problem, ...] = ()
    episodes: tuple[str, ...] = ()
    held_back: tuple[HeldBack, ...] = ()
    drafts: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    def count(self, severity: Severity) -> int:
        """How many problems of this severity there are."""
        return sum(problem.severity is severity for problem in self.problems)

    def failed(self, *, strict: bool = False) -> bool:
        """Whether there is an error, or under ``strict`` a warning."""
        return bool(
            self.count(Severity.ERROR) or (strict and self.count(Severity.WARNING))
        )

    def repeated(self) -> Report:
        """The report of a run that finds all of it done."""
        count = self.unchanged + len(self.written)
        return replace(self, written=(), removed=(), unchanged=count)

    def in_zone(self, zone: tzinfo) -> Report:
        """The same report, with its times as they are told there."""
        held_back = (
            replace(held, until=held.until.astimezone(zone)) for held in self.held_back
        )
        return replace(self, held_back=tuple(held_back))

    def as_json(self, *, strict: bool = False) -> dict[str, Any]:
        """The report for machines; ``docs/reference/report.md`` describes it."""
        return {
            "version": 1,
            "failed": self.failed(strict=strict),
            "counts": {s.value: self.count(s) for s in Severity},
            "problems": [problem.as_json() for problem in self.problems],
            "episodes": list(self.episodes),
            "held_back": [
                {
                    "episode": held.episode,
                    "title": held.title,
                    "until": held.until.isoformat(),
                }
                for held in self.held_back
            ],
            "drafts": list(self.drafts),
            "written": list(self.written),
            "removed": list(self.removed),
            "unchanged": self.unchanged,
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Report:
        """The report that was told so; anything else raises one of several errors."""
        return cls(
            problems=tuple(map(Problem.from_json, told["problems"])),
            episodes=tuple(told["episodes"]),
            held_back=tuple(
                HeldBack(
                    episode=held["episode"],
                    title=held["title"],
                    until=datetime.fromisoformat(held["until"]),
                )
                for held in told["held_back"]
            ),
            drafts=tuple(told["drafts"]),
            written=tuple(told["written"]),
            removed=tuple(told["removed"]),
            unchanged=told["unchanged"],
        )
