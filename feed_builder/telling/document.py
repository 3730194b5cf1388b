"""How a transcript document was understood, for the person who wrote it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..problems import Problem, Severity, legible
from ..text import cut, one_line
from ..timecode import clock
from .report import count

if TYPE_CHECKING:
    from ..model import Highlight, Transcript, Turn
    from ..terminal import Screen

_WIDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How one transcript document was read."""

    path: Path
    transcript: Transcript
    problems: tuple[Problem, ...]

    def show(self, screen: Screen) -> bool:
        """Print how it was understood, then all that is doubtful in it."""
        if screen.form == "json":
            from ..sources.transcript.as_json import transcript_json

            screen.say_json(transcript_json(self.transcript, self.problems), indent=1)
        else:
            if screen.form == "full":
                turns = screen.verbose
                screen.say(transcript_lines(self.path, self.transcript, turns=turns))
            replace(screen, verbose=True).say_problems(self.problems)
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def transcript_lines(
    path: Path, transcript: Transcript, *, turns: bool
) -> Iterator[str]:
    """A document as it was understood, for the person who wrote it.

    With ``turns``, every turn too: its line, who says it, and how it begins.
    """
    from ..sources.transcript.as_json import totals

    yield click.style(f"{legible(path.name)}, read as {transcript.form}", bold=True)
    for title, names in (("Hosts", transcript.hosts), ("Guests", transcript.guests)):
        yield f"  {title}: {', '.join(names) or 'none named'}"
    for speaker in transcript.speakers:
        said = sum(turn.label == speaker.label for turn in transcript.turns)
        name = speaker.name or click.style("nobody known", fg="yellow")
        yield f"  {speaker.label or 'unnamed'}: {name}, {count(said, 'turn')}"
    yield from _parts(transcript, turns=turns)
    for highlight in transcript.highlights:
        yield from _highlight(highlight)
    if transcript.contacts:
        yield f"  Contacts: {', '.join(transcript.contacts)}"
    if transcript.directions:
        said_aside = ", ".join(f"<{d.text}>" for d in transcript.directions)
        yield f"  Directions, left out: {cut(one_line(said_aside), _WIDEST)}"
    yield click.style(totals(transcript), bold=True)
    yield ""


def _parts(transcript: Transcript, *, turns: bool) -> Iterator[str]:
    """Headings and, if wanted, turns, in the order of the document."""
    told = [(part.line, part.heading.strip()) for part in transcript.sections]
    if turns:
        told += [(turn.line, _turn(turn)) for turn in transcript.turns]
    for line, text in sorted(told):
        yield f"  line {line}: {text}"


def _turn(turn: Turn) -> str:
    time = f"[{clock(turn.start)}] " if turn.start is not None else ""
    return f"{time}{turn.label or '?'}: {cut(one_line(turn.text), 60)}"


def _highlight(highlight: Highlight) -> Iterator[str]:
    yield f"  {highlight.title.strip()} ({highlight.key})"
    if highlight.text:
        yield f"    {cut(one_line(highlight.text), _WIDEST)}"
    for item in highlight.items:
        yield f"    - {cut(item, _WIDEST)}"
    for link in highlight.links:
        yield f"    - {link.label or 'no words'}: {link.url}"
