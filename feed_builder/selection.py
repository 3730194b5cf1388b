"""Some episodes by name: read and merged, without the work for all the others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path

from . import keeping, merge
from .assembly import features_of
from .candidate import material_of
from .model import Episode, Ledger, Show
from .outline import outline_of
from .problems import CannotRunError, Problem, in_reading_order
from .project import EpisodeFiles, Project
from .reading import EpisodeReading, read_episode, read_ledger, read_show, slug_of
from .sources.audio import read_audio


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """An episode that was asked for; None where too much of it is missing.

    ``audio`` is its file on this machine, even where it is published elsewhere.
    """

    stem: str
    episode: Episode | None
    audio: Path | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The show and these of its episodes, and what is wrong with their files.

    ``recordings`` are the audio files of all of its episodes.
    """

    show: Show | None
    episodes: tuple[Chosen, ...]
    problems: tuple[Problem, ...]
    recordings: tuple[Path, ...]


def selected(project: Project, names: Iterable[str], *, now: datetime) -> Selection:
    """The episodes of these names: slugs, or their files with or without a folder.

    ``now`` stands in for a publication date that is not known yet.
    """
    read = read_show(project)
    ledger, losses = read_ledger(project, read.facts)
    show = merge.merged_show(read.facts, read.artwork, ledger) if read.facts else None
    found, _ = project.episodes(keeping.file_names(ledger) if ledger else ())
    there = {files.stem: files for files in found}
    stems = dict.fromkeys(_stem(name, _names(there, ledger)) for name in names)
    chosen, problems = [], [*read.problems, *losses]
    for files in (there[stem] for stem in stems):
        reading = read_episode(project, read.known, files)
        one, doubts = _chosen(reading, show, ledger, files, now)
        chosen.append(one)
        problems += doubts
    recordings = {f.audio for f in there.values()} | {c.audio for c in chosen}
    return Selection(
        show=show,
        episodes=tuple(chosen),
        problems=in_reading_order(problems),
        recordings=tuple(sorted(filter(None, recordings))),
    )


def _names(there: Mapping[str, EpisodeFiles], ledger: Ledger | None) -> dict[str, str]:
    """The stem for each name that an episode goes by; present names win."""
    known = ledger.episodes if ledger else ()
    given = {p.slug: p.stem for p in known if p.stem in there}
    return given | {slug_of(stem): stem for stem in there} | {s: s for s in there}


def _stem(name: str, names: Mapping[str, str]) -> str:
    for tried in (name, Path(name).name, Path(name).stem):
        if tried in names:
            return names[tried]
    near = get_close_matches(name, names, n=1, cutoff=0.4)
    listed = ", ".join(dict.fromkeys(names.values())) or "none"
    hint = f"did you mean {near[0]}?" if near else f"these are: {listed}"
    raise CannotRunError(f"there is no episode {name}", hint=hint)


def _chosen(
    reading: EpisodeReading,
    show: Show | None,
    ledger: Ledger | None,
    files: EpisodeFiles,
    now: datetime,
) -> tuple[Chosen, tuple[Problem, ...]]:
    features = features_of(outline_of(reading))
    given = keeping.recognised(ledger, [features]) if ledger else {}
    audio, faults = reading.audio, tuple[Problem, ...]()
    if audio is None and files.audio and not reading.problems:
        audio, faults = read_audio(files.audio)
    episode, missing = None, tuple[Problem, ...]()
    if show:
        material = material_of(show, reading, given.get(reading.stem))
        episode, missing = merge.merged(material, undated=now)
    path = audio.path if audio else None
    chosen = Chosen(stem=reading.stem, episode=episode, audio=path)
    return chosen, (*reading.problems, *missing, *faults)
