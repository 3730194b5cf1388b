"""What a rule yields: a message, a place and a remedy; the table adds the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass

from ..model import Episode, Show, Source
from ..problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What is there and what was needed, where, and what to do about it."""

    message: str
    location: Location | None = None
    hint: str = ""


def written(of: Show | Episode, name: str) -> bool:
    """Whether the value is the author's own."""
    origin = of.origins.get(name)
    return origin is not None and origin.source is Source.AUTHOR


def same(
    episodes: Sequence[Episode], value: Callable[[Episode], Hashable]
) -> Iterator[tuple[Episode, ...]]:
    """Groups of episodes with the same value, the oldest of each first.

    The episodes are given the newest first.
    """
    groups: dict[Hashable, list[Episode]] = defaultdict(list)
    for episode in reversed(episodes):
        groups[value(episode)].append(episode)
    return (tuple(group) for group in groups.values() if len(group) > 1)
