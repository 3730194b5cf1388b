"""Problems in lines: with their source line, concise, or as GitHub's annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import click

from ..problems import Location, Problem, Severity, legible

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
#: A rule broken in more files than this is shown for the first of them, and counted.
_MOST_FILES = 3
_WIDEST_LINE = 100


def gathered(problems: list[Problem]) -> list[Problem]:
    """One line, with a count, for a rule that is broken in many files.

    It stands where the first of them would; what is an error in some and a warning in
    others is counted apart.
    """
    alike: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.rule, problem.severity), []).append(problem)
    told = {id(p) for together in alike.values() for p in _representing(together)}
    return [
        _counted(problem, alike[problem.rule, problem.severity])
        for problem in problems
        if id(problem) in told
    ]


def _representing(problems: list[Problem]) -> list[Problem]:
    files = {problem.location.path for problem in problems if problem.location}
    return problems if len(files) <= _MOST_FILES else problems[:1]


def _counted(problem: Problem, alike: list[Problem]) -> Problem:
    if len(_representing(alike)) == len(alike):
        return problem
    more = f"{problem.message} (and {len(alike) - 1} more; -v shows them)"
    return replace(problem, message=more)


def _full(problems: list[Problem]) -> Iterator[str]:
    lines_of = lru_cache(maxsize=8)(_lines)  # a preview shows files that change
    for problem in problems:
        yield _heading(problem)
        if problem.location:
            yield f"  {_blue('-->')} {problem.location}"
            yield from _source(problem.location, lines_of)
        if problem.hint:
            yield f"  {_blue('=')} {click.style('help', fg='green')}: {problem.hint}"
        yield f"  {_blue('=')} more: feed-builder rule {problem.rule}"
        yield ""


def _heading(problem: Problem) -> str:
    colour = _COLOURS[problem.severity]
    kind = click.style(
        f"{problem.severity.value}[{problem.rule}]", fg=colour, bold=True
    )
    return f"{kind}: {click.style(problem.message, bold=True)}"


def _source(
    place: Location, lines_of: Callable[[Path], tuple[str, ...]]
) -> Iterator[str]:
    lines = lines_of(place.path) if place.line else ()
    if not place.line or place.line > len(lines):
        return
    line = lines[place.line - 1]
    margin = " " * len(str(place.line))
    start = max(0, (place.column or 1) - _WIDEST_LINE)
    shown = line[start : start + _WIDEST_LINE].replace("\t", " ")
    yield f" {margin} {_blue('|')}"
    yield f" {_blue(f'{place.line} |')} {shown}"
    if place.column:
        caret = " " * (place.column - 1 - start) + click.style("^", fg="red")
        yield f" {margin} {_blue('|')} {caret}"


def _lines(path: Path) -> tuple[str, ...]:
    try:
        data = path.read_bytes()
    except OSError:
        return ()
    if data.startswith(b"PK\x03\x04"):
        from ..sources.transcript.word import paragraphs

        return tuple(map(_printable, paragraphs(data)))
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(map(_printable, text.split("\n")))


def _printable(line: str) -> str:
    # Nothing in an author's file may steer the terminal.
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in line)


def _concise(problems: list[Problem]) -> Iterator[str]:
    for problem in problems:
        place = f"{problem.location}: " if problem.location else ""
        kind = click.style(
            f"{problem.severity.value}[{problem.rule}]",
            fg=_COLOURS[problem.severity],
        )
        yield f"{place}{kind} {problem.message}"


def _github(problems: list[Problem]) -> Iterator[str]:
    kinds = {Severity.NOTE: "notice"}
    for problem in problems:
        kind = kinds.get(problem.severity, problem.severity.value)
        place = problem.location
        fields = {"title": f"feed-builder ({problem.rule})"}
        if place:
            fields["file"] = legible(str(place.path))
            if place.line:
                fields |= {"line": str(place.line)}
            if place.column:
                fields |= {"col": str(place.column)}
        told = ",".join(f"{name}={_escaped(v, ':,')}" for name, v in fields.items())
        text = problem.message + (f"\nhelp: {problem.hint}" if problem.hint else "")
        yield f"::{kind} {told}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


FORMATS: dict[str, Callable[[list[Problem]], Iterator[str]]] = {
    "full": _full,
    "concise": _concise,
    "github": _github,
}


def _blue(text: str) -> str:
    return click.style(text, fg="blue")
