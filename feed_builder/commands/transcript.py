"""``feed-builder transcript FILE``."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from ..model import EpisodeFacts, ShowFacts
from ..problems import CannotRunError, Problem, Severity
from ..project import FACTS, find_project
from ..reading import people_of
from ..sources.facts import read_episode, read_show
from ..sources.transcript import read_transcript
from ..telling.document import Understood
from .options import debug, form, verbose

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

    People, sections, totals, and whatever is doubtful; with -v every turn, too. The
    show's people and sections are known by the podcast.yaml above FILE, and an
    episode's guests by the YAML beside it.
    """
    show, faults = _show(file, podcast)
    facts = _facts(file) if podcast is None else None
    read, doubts = read_transcript(
        file.read_bytes(),
        file,
        people=people_of(show, facts),
        sections=show.sections if show else (),
    )
    return Understood(path=file, transcript=read, problems=(*faults, *doubts))


def _show(
    file: Path, podcast: Path | None
) -> tuple[ShowFacts | None, tuple[Problem, ...]]:
    """The show that is named, else the one that the file lies in; what ails the latter.

    A document can be shown without it, so its mistakes are warnings here.
    """
    if podcast:
        facts, problems = read_show(podcast.read_bytes(), podcast)
        if facts is None:
            first = next(p for p in problems if p.severity is Severity.ERROR)
            raise CannotRunError(f"{first.location}: {first.message}", hint=first.hint)
        return facts, ()
    project = find_project(file.parent)
    if project is None:
        return None, ()
    facts, problems = read_show(project.podcast.read_bytes(), project.podcast)
    errors = (p for p in problems if p.severity is Severity.ERROR)
    reason = "so people and sections may be unknown here"
    return facts, tuple(error.softened(reason) for error in errors)


def _facts(file: Path) -> EpisodeFacts | None:
    """What the YAML beside the document says, if there is some that can be read."""
    for suffix in FACTS:
        yaml = file.with_suffix(suffix)
        if yaml.is_file():
            return read_episode(yaml.read_bytes(), yaml, file.stem, ZoneInfo("UTC"))[0]
    return None
