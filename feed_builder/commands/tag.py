"""``feed-builder tag EPISODE…``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from ..problems import CannotRunError, Severity
from ..project import Project
from ..selection import Selection, selected
from ..sources.media import Unfit
from ..tagging import Tagged, tag_audio, wanted
from ..telling.tags import TaggedFiles
from .options import Wishes, debug, folder, form, quiet, verbose

FOLDER = "tagged"


@click.command()
@click.argument("episodes", metavar="EPISODE...", nargs=-1, required=True)
@click.option(
    "-o",
    "--output",
    metavar="FILE|DIR",
    type=click.Path(path_type=Path),
    help="Write the copy there.  [default: tagged/, beside podcast.yaml]",
)
@click.option(
    "--in-place",
    is_flag=True,
    help="Replace the audio itself by its copy, once that is whole.",
)
@click.option(
    "--id3",
    type=click.Choice(["2.3", "2.4"]),
    help="The version of ID3 tags.  [default: the file's own, else 2.3]",
)
@folder
@form
@quiet
@verbose
@debug
@click.pass_obj
def tag(
    wishes: Wishes,
    episodes: tuple[str, ...],
    output: Path | None,
    in_place: bool,
    id3: str | None,
) -> TaggedFiles:
    """Write an episode's facts into a copy of its audio.

    Its tags: title, show, hosts, date, number, season, summary, cover, chapters, and
    the transcript as lyrics. The sound stays the same, bit for bit; other tags are
    kept. A build never does this, and does not look into tagged/. EPISODE is a slug, or
    the name of one of the episode's files.
    """
    if in_place and output:
        raise click.UsageError("-o and --in-place exclude each other.")
    project = wishes.project()
    selection = selected(project, episodes, now=wishes.now)
    problems = [*selection.problems]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return TaggedFiles(problems=tuple(problems))
    targets = _in_place(selection) if in_place else _copies(project, selection, output)
    tagged: list[Tagged] = []
    for chosen, (source, target) in zip(selection.episodes, targets, strict=True):
        assert selection.show  # without one there would be an error
        assert chosen.episode
        facts = wanted(selection.show, chosen.episode)
        minor = int(id3[-1]) if id3 else None
        try:
            tagged.append(tag_audio(source, target, facts, id3v2=minor))
        except Unfit as unfit:
            problems.append(unfit.problem(source))
    return TaggedFiles(
        problems=tuple(problems),
        tagged=tuple(tagged),
        replaced=_published(selection) if in_place else (),
    )


def _published(selection: Selection) -> tuple[str, ...]:
    """The chosen episodes that listeners have."""
    episodes = (chosen.episode for chosen in selection.episodes)
    return tuple(episode.slug for episode in episodes if episode and episode.given)


def _in_place(selection: Selection) -> list[tuple[Path, Path]]:
    # A link stays a link; what it leads to is replaced.
    return [(a, a.resolve() if a.is_symlink() else a) for a in _sources(selection)]


def _copies(
    project: Project, selection: Selection, output: Path | None
) -> list[tuple[Path, Path]]:
    """From where to where; a copy never lies upon any recording of the show."""
    sources = list(_sources(selection))
    place = output or project.folder / FOLDER
    is_folder = output is None or place.is_dir() or not place.suffix
    if len(sources) > 1 and not is_folder:
        hint = f"name a folder: -o {place.with_suffix('')}"
        raise CannotRunError("several copies cannot be one file", hint=hint)
    pairs = [(each, place / each.name if is_folder else place) for each in sources]
    for source, target in pairs:
        _refuse(project, selection, source, target)
    if len({target for _, target in pairs}) < len(pairs):
        hint = "tag them one by one, each with -o"
        raise CannotRunError("several copies would have the same name", hint=hint)
    return pairs


def _refuse(project: Project, selection: Selection, source: Path, target: Path) -> None:
    """Raise for a target that would do harm."""
    where = target.resolve()
    if where in {recording.resolve() for recording in selection.recordings}:
        hint = "write elsewhere, or say plainly that it is to be replaced: --in-place"
        raise CannotRunError(f"{target} is audio of the show itself", hint=hint)
    if where.is_relative_to(project.output.resolve()):
        hint = "put the copy into audio/; a build publishes it from there"
        raise CannotRunError(f"{target} is where only a build writes", hint=hint)
    if target.is_dir():
        hint = "name a file, or the folder to put it into"
        raise CannotRunError(f"{target} is a folder", hint=hint)
    if target.suffix.lower() != source.suffix.lower():
        hint = f"tags do not change what a file holds: end its name in {source.suffix}"
        raise CannotRunError(f"{target} would hold what {source} holds", hint=hint)


def _sources(selection: Selection) -> Iterator[Path]:
    for chosen in selection.episodes:
        if chosen.audio is None:
            hint = f"put it there: audio/{chosen.stem}.mp3"
            message = f"the audio of {chosen.stem} is not on this machine"
            raise CannotRunError(message, hint=hint)
        yield chosen.audio
