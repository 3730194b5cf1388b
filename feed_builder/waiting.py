"""Episodes that wait for their date: what they will break between the episodes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from . import promises, rules
from .candidate import Candidate, until_then
from .model import Podcast
from .problems import Problem
from .project import Project


def problems_to_come(
    project: Project,
    podcast: Podcast,
    candidates: Iterable[Candidate],
    insist: Collection[str],
) -> Iterator[Problem]:
    """What will be wrong between the episodes once those that wait are public, too.

    What is a waiting episode's blocks nothing yet; the rest is as ``podcast`` has it.
    """
    waiting = [c for c in candidates if c.until and not (c.draft or c.withdrawn)]
    episodes = tuple(c.episode for c in waiting if c.episode)
    if not episodes:
        return
    every = (*episodes, *podcast.episodes)
    newest_first = sorted(every, key=lambda e: (e.published, e.slug), reverse=True)
    future = replace(podcast, episodes=tuple(newest_first))
    yet = {path: until_then(c) for c in waiting for path in _files(c)}
    problems = [*rules.podcast_problems(future, insist)]
    if podcast.ledger and podcast.show.live:
        changes = promises.given_before(podcast.ledger, episodes)
        problems += (change.problem(project) for change in changes)
    for problem in problems:
        reason = yet.get(problem.location.path) if problem.location else None
        yield problem.softened(reason) if reason else problem


def _files(candidate: Candidate) -> Iterator[Path]:
    yield candidate.outline.path
    if candidate.outline.audio:
        yield candidate.outline.audio
