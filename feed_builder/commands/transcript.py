"""``feed-builder transcript FILE``."""

from __future__ import annotations

from pathlib import Path

import click

from ..problems import CannotRunError
from ..sources.facts import read_show
from ..sources.transcript import read_transcript
from .outcome import Understood, debug, form, verbose

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE)
@click.option(
    "--podcast",
    type=_FILE,
    metavar="FILE",
    help="Take the show's people and sections from this podcast.yaml.",
)
@form
@verbose
@debug
def transcript(file: Path, podcast: Path | None) -> Understood:
    """Show how a transcript document is understood.

    People, sections, totals, and whatever is doubtful; with -v every turn, too.
    """
    facts = None
    if podcast:
        facts, problems = read_show(podcast.read_bytes(), podcast)
        if facts is None:
            first = next(p for p in problems if p.severity.value == "error")
            raise CannotRunError(f"{first.location}: {first.message}", hint=first.hint)
    read, doubts = read_transcript(
        file.read_bytes(),
        file,
        people=facts.people if facts else (),
        sections=facts.sections if facts else (),
    )
    return Understood(path=file, transcript=read, problems=doubts)
