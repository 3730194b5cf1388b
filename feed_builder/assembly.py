"""From a project's files to its podcast: read, merged and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from . import merge, rules
from .model import Episode, Podcast, Show
from .problems import (
    HeldBack,
    Location,
    Problem,
    Report,
    Severity,
    in_reading_order,
)
from .project import EpisodeFiles, Project
from .reading import EpisodeReading, read_episode, read_show


def assembled(
    project: Project,
    *,
    now: datetime,
    drafts: bool,
    checking: bool = False,
    directories: Collection[str] | None = None,
) -> tuple[Podcast | None, Report]:
    """The podcast that is public at ``now``, and what was found on the way to it."""
    read = read_show(project)
    show = merge.merged_show(read.facts, read.artwork) if read.facts else None
    insist: Collection[str] = ()
    if checking:
        insist = directories or (show.directories if show else ())
    files, doubts = project.episodes()
    candidates = [
        _candidate(project, show, each, now=now, drafts=drafts, insist=insist)
        for each in files
    ]
    problems = [*read.problems, *doubts, *_shared_slugs(candidates)]
    problems += (problem for c in candidates for problem in c.problems)
    podcast = None
    if show:
        podcast = Podcast(show=show, episodes=_newest_first(candidates))
        problems += rules.show_problems(show, insist)
        # Episodes that are missing because of an error are not missed once more.
        if podcast.episodes or not any(c.public for c in candidates):
            problems += rules.podcast_problems(podcast, insist)
    return podcast, _report(candidates, problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """An episode that may be public: complete or not, now or later."""

    reading: EpisodeReading
    episode: Episode | None
    problems: tuple[Problem, ...]
    until: datetime | None = None
    draft: bool = False

    @property
    def public(self) -> bool:
        return self.until is None and not self.draft


def _candidate(
    project: Project,
    show: Show | None,
    files: EpisodeFiles,
    *,
    now: datetime,
    drafts: bool,
    insist: Collection[str],
) -> _Candidate:
    reading = read_episode(project, show, files)
    problems = list(reading.problems)
    episode = None
    if show:
        episode, missing = merge.merged(
            _material(show, reading), undated=now if drafts else None
        )
        problems += missing
    if episode:
        problems += rules.episode_problems(episode, insist)
    facts = reading.facts
    # Where a date may only have been misread, the episode counts as public: a mistake
    # in its YAML must not take it out of the feed.
    undated = facts.published is None and facts.whole
    later = facts.published is not None and facts.published > now
    candidate = _Candidate(
        reading=reading,
        episode=episode,
        problems=tuple(problems),
        until=facts.published if later else None,
        draft=(facts.draft or undated) and not drafts,
    )
    return replace(candidate, problems=tuple(_as_they_matter(candidate)))


def _material(show: Show, reading: EpisodeReading) -> merge.Material:
    document = reading.document
    return merge.Material(
        show=show,
        stem=reading.stem,
        facts=reading.facts,
        document=Location(path=document) if document else None,
        transcript=reading.transcript,
        audio=reading.audio,
        artwork=reading.artwork,
    )


def _as_they_matter(candidate: _Candidate) -> Iterator[Problem]:
    """Problems of an episode that is not public yet block nothing yet."""
    if candidate.public:
        return iter(candidate.problems)
    if candidate.until and not candidate.draft:
        reason = f"blocks from {candidate.until:%Y-%m-%d %H:%M} on"
    else:
        reason = "blocks once it is published"
    return (problem.softened(reason) for problem in candidate.problems)


def _newest_first(candidates: Iterable[_Candidate]) -> tuple[Episode, ...]:
    public = (c.episode for c in candidates if c.public and c.episode)
    return tuple(sorted(public, key=lambda e: (e.published, e.slug), reverse=True))


def _shared_slugs(candidates: Iterable[_Candidate]) -> Iterator[Problem]:
    taken: dict[str, EpisodeReading] = {}
    for reading in (c.reading for c in candidates):
        first = taken.setdefault(reading.facts.slug, reading)
        if first is not reading:
            yield Problem(
                rule="unique-slugs",
                severity=Severity.ERROR,
                message=f"{reading.stem} and {first.stem} would both be published "
                f"as {reading.facts.slug}",
                location=Location(path=reading.document or reading.facts.path),
                hint="rename the files of one of them",
            )


def _report(candidates: Iterable[_Candidate], problems: Iterable[Problem]) -> Report:
    candidates = tuple(candidates)
    held = (
        HeldBack(episode=c.episode.slug, title=c.episode.title, until=c.until)
        for c in candidates
        if c.until and c.episode and not c.draft
    )
    return Report(
        problems=in_reading_order(problems),
        episodes=tuple(e.slug for e in _newest_first(candidates)),
        held_back=tuple(sorted(held, key=lambda h: h.until)),
        drafts=tuple(c.reading.facts.slug for c in candidates if c.draft),
    )
