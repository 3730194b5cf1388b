"""What a rule yields: a message, a place and a remedy; the table adds the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Episode, Listing, Person, Show, Source, place
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


def in_document(
    document: Location | None, line: int | None, column: int | None = None
) -> Location | None:
    """A place in a document; in one of Word there are no lines to go to."""
    if document is None or document.path.suffix.lower() == ".docx":
        return document
    return replace(document, line=line, column=column)


def named_by(episode: Episode) -> Iterator[Person]:
    """The people whom the episode's own YAML names: all others are the show's."""
    places = (place(episode, n) for n in ("hosts", "guests") if written(episode, n))
    own = [location.path for location in places if location]
    for person in episode.people:
        if person.location and person.location.path in own:
            yield person


def same(
    episodes: Sequence[Listing], value: Callable[[Listing], Hashable]
) -> Iterator[tuple[Listing, ...]]:
    """Groups of episodes with the same value, the oldest of each first.

    The episodes are given the newest first.
    """
    groups: dict[Hashable, list[Listing]] = defaultdict(list)
    for episode in reversed(episodes):
        groups[value(episode)].append(episode)
    return (tuple(group) for group in groups.values() if len(group) > 1)
