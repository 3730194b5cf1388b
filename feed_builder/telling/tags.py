"""What was written into tags of audio, and what was left, in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ..problems import Problem, Severity
from ..text import cut, one_line

if TYPE_CHECKING:
    from ..tagging import Tagged, Wanted
    from ..terminal import Screen

_WIDEST = 60
_MOST_KEPT = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class TaggedFiles:
    """Copies of audio that were tagged, and what is wrong with the others.

    ``replaced`` are slugs of published episodes whose own audio was tagged.
    """

    problems: tuple[Problem, ...]
    tagged: tuple[Tagged, ...] = ()
    replaced: tuple[str, ...] = ()

    def show(self, screen: Screen) -> bool:
        """Print what was written into which copies; one that was not is a failure."""
        if screen.form == "json":
            screen.say_json(tagged_json(self.tagged, self.problems))
        else:
            screen.say_problems(self.problems, aside=True)
        if screen.sums_up:
            screen.tell(tagged_lines(self.tagged, brief=screen.form == "concise"))
            screen.tell(replaced_lines(self.replaced))
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def tagged_lines(files: Iterable[Tagged], *, brief: bool) -> Iterator[str]:
    """A file, its tags a line each, and what else is to be said of it."""
    for file in files:
        what = file.form if file.changed else f"{file.form}, as it was already"
        yield f"{click.style(str(file.path), bold=True)} ({what})"
        if brief:
            continue
        for name, value in said(file):
            yield f"  {name:<9} {value}"
        yield from (f"  {note}" for note in _notes(file))


def replaced_lines(slugs: Iterable[str]) -> Iterator[str]:
    """What follows when audio that listeners have was tagged itself."""
    if names := ", ".join(slugs):
        yield f"Listeners have this audio already: {names}."
        yield "The next build publishes the tagged file under the same address; apps"
        yield "that have the episode do not fetch it again."


def said(file: Tagged) -> Iterator[tuple[str, str]]:
    """Each tag in a word, and its value as a person reads it."""
    wanted = file.wanted
    for name, value in (
        ("title", wanted.title),
        ("album", wanted.album),
        ("artist", wanted.artist),
        ("date", wanted.date),
        ("season", wanted.season),
        ("number", wanted.number),
        ("comment", wanted.comment),
        ("lyrics", _lyrics(wanted)),
        ("chapters", _chapters(wanted)),
        ("cover", _cover(file)),
    ):
        if value is None:
            yield name, "as it was"
        else:
            yield name, cut(one_line(str(value)), _WIDEST)


def tagged_json(files: Iterable[Tagged], problems: Iterable[Problem]) -> dict[str, Any]:
    """The same for machines; a tag that was left as it was is null."""
    return {
        "version": 1,
        "files": [
            {
                "path": str(file.path),
                "form": file.form,
                "changed": file.changed,
                "tags": _values(file),
                "kept": list(file.kept),
                "missed": list(file.missed),
                "done": list(file.done),
            }
            for file in files
        ],
        "problems": [problem.as_json() for problem in problems],
    }


def _values(file: Tagged) -> dict[str, Any]:
    wanted, chapters = file.wanted, file.wanted.chapters
    return {
        "title": wanted.title,
        "album": wanted.album,
        "artist": wanted.artist,
        "date": wanted.date.isoformat() if wanted.date else None,
        "season": wanted.season,
        "number": wanted.number,
        "comment": wanted.comment,
        "lyrics": wanted.lyrics,
        "chapters": None if chapters is None else len(chapters),
        "cover": str(wanted.artwork.path) if wanted.artwork and file.cover else None,
    }


def _lyrics(wanted: Wanted) -> str | None:
    if wanted.lyrics is None:
        return None
    return f"the transcript, {len(wanted.lyrics.split())} words"


def _chapters(wanted: Wanted) -> str | None:
    return None if wanted.chapters is None else str(len(wanted.chapters) or "none")


def _cover(file: Tagged) -> str | None:
    artwork = file.wanted.artwork
    if artwork is None or not file.cover:
        return None
    return f"{artwork.path.name}, {max(1, artwork.length // 1000)} kB"


def _notes(file: Tagged) -> Iterator[str]:
    yield from (f"Note: {text}." for text in file.done)
    yield from (f"Not written: {text}." for text in file.missed)
    if file.kept:
        more = len(file.kept) - _MOST_KEPT
        names = ", ".join(file.kept[:_MOST_KEPT]) + (f" and {more} more" * (more > 0))
        yield f"Kept: {one_line(names)}."
