"""What the author wants to hear no more of, and whether that may be and helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..model import Ignore
from ..problems import Location, Problem, Severity
from .book import BOOK, near
from .page import Page
from .rule import Rule


def silenced(
    problems: Iterable[Problem],
    ignores: Iterable[Ignore],
    in_files: Mapping[Path, Iterable[Ignore]] | None = None,
) -> tuple[tuple[Problem, ...], frozenset[Location]]:
    """The problems that nobody ignores, and the places of the ignores that were met.

    ``ignores`` are about all of them, those ``in_files`` about what is found there.
    """
    everywhere, kept, met = tuple(ignores), list[Problem](), set[Location]()
    for problem in problems:
        path = problem.location.path if problem.location else Path()
        about = (*everywhere, *(in_files or {}).get(path, ()))
        places = [i.location for i in about if _covers(i, problem) and i.location]
        met.update(places)
        if not places:
            kept.append(problem)
    return tuple(kept), frozenset(met)


def ignore_problems(
    ignores: Iterable[Ignore], met: frozenset[Location]
) -> Iterator[Problem]:
    """What is wrong with the ignores themselves."""
    for ignore in ignores:
        entry = BOOK.get(ignore.rule)
        if entry is None:
            yield _unknown(ignore)
        elif not entry.ignorable:
            yield _forbidden(ignore)
        elif ignore.location not in met and not _is_occasional(entry):
            yield _unneeded(ignore)


def _covers(ignore: Ignore, problem: Problem) -> bool:
    """Whether the problem is of this rule, and harms nobody who listens."""
    entry = BOOK.get(problem.rule)
    if entry is None or ignore.rule != problem.rule or not entry.ignorable:
        return False
    demanded = isinstance(entry, Rule)  # by a directory, where it is an error
    return demanded or problem.severity is not Severity.ERROR


def _is_occasional(entry: Rule | Page) -> bool:
    return isinstance(entry, Page) and entry.occasional


def _unknown(ignore: Ignore) -> Problem:
    meant = near(ignore.rule)
    return Problem(
        rule="ignores-known",
        severity=Severity.WARNING,
        message=f"there is no rule {ignore.rule!r} to ignore",
        location=ignore.location,
        hint=f"did you mean {meant!r}?" if meant else "`feed-builder rule` lists all",
    )


def _forbidden(ignore: Ignore) -> Problem:
    return Problem(
        rule="ignores-allowed",
        severity=Severity.WARNING,
        message=f"{ignore.rule} cannot be ignored",
        location=ignore.location,
        hint=f"remove the line; `feed-builder rule {ignore.rule}` says what to do",
    )


def _unneeded(ignore: Ignore) -> Problem:
    return Problem(
        rule="ignores-needed",
        severity=Severity.NOTE,
        message=f"nothing breaks {ignore.rule} any more",
        location=ignore.location,
        hint="remove the line",
    )
