"""What a show has already: its facts, and those of its episodes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from ..drafting import proposed
from ..merge import merged_show
from ..model import EpisodeFacts, EpisodeType, Show
from ..problems import CannotRunError, Problem, Severity
from ..project import EpisodeFiles, Project
from ..reading import read_show, slug_of
from ..sources import facts as yaml

#: Neither trailers nor extras; without a word on it, it is neither.
_COUNTED = (None, EpisodeType.FULL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The show, and the episodes that it has, oldest first.

    ``planned`` are dates that drafts propose, and other drafts should not.
    """

    show: Show
    episodes: tuple[tuple[str, EpisodeFacts], ...]
    planned: tuple[datetime, ...] = ()

    def full(self) -> list[tuple[str, EpisodeFacts]]:
        """Those that count: neither trailers nor extras."""
        every = self.episodes
        return [(stem, facts) for stem, facts in every if facts.type in _COUNTED]

    def stem(self, name: str) -> str | None:
        """The episode of this name, as its files spell it; case does not matter."""
        stems = (stem for stem, _ in self.episodes)
        return next((s for s in stems if s.casefold() == name.casefold()), None)

    def waiting(self, project: Project) -> tuple[EpisodeFiles, ...]:
        """The files without a YAML, but for audio that an episode names as its own."""
        own = {facts.audio.path for _, facts in self.episodes if facts.audio}
        return tuple(
            each
            for each in project.waiting()
            if each.document or not (each.audio and f"audio/{each.audio.name}" in own)
        )


def known_episodes(project: Project) -> Known:
    """The show and its episodes, as far as their YAML can be read."""
    read = read_show(project)
    if read.facts is None:
        raise cannot(next(p for p in read.problems if p.severity is Severity.ERROR))
    show = merged_show(read.facts, None)
    files, _ = project.episodes()
    zone = show.timezone or ZoneInfo("UTC")
    found: list[tuple[str, EpisodeFacts]] = []
    planned: list[datetime | None] = []
    for each in files:
        if each.facts.is_file() and not project.leads_out(each.facts):
            data, slug = each.facts.read_bytes(), slug_of(each.stem)
            facts, _ = yaml.read_episode(data, each.facts, slug, show.timezone)
            found.append((each.stem, facts))
            if not facts.published and facts.type in _COUNTED:
                planned.append(proposed(data.decode("utf-8", "replace"), zone))
    return Known(
        show=show,
        episodes=tuple(sorted(found, key=_age)),
        planned=tuple(filter(None, planned)),
    )


def _age(episode: tuple[str, EpisodeFacts]) -> tuple[float, int, int, str]:
    stem, facts = episode
    moment = facts.published.timestamp() if facts.published else float("inf")
    return moment, facts.season or 0, facts.episode or 0, stem


def cannot(problem: Problem) -> CannotRunError:
    """A problem for which there is no going on."""
    has_line = problem.location and problem.location.line
    place = f"{problem.location}: " if has_line else ""
    return CannotRunError(f"{place}{problem.message}", hint=problem.hint)
