"""Where values of an episode came from, and what they won over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from ..explanation import Explained
    from ..model import Episode
    from ..terminal import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Values of an episode, and where they came from."""

    episode: Episode
    values: tuple[Explained, ...]

    def show(self, screen: Screen) -> bool:
        """Print it; to have explained is no failure."""
        if screen.form == "json":
            screen.say_json(explanation_json(self.episode, self.values))
        else:
            screen.say(explanation_lines(self.values))
        return False


def explanation_lines(values: Iterable[Explained]) -> Iterator[str]:
    """A value a line, with where it came from below it."""
    for value in values:
        yield f"{click.style(value.field, bold=True)}: {value.value}"
        yield f"  from {value.origin}"
        yield from (f"  over {lost}" for lost in value.overrode)


def explanation_json(episode: Episode, values: Iterable[Explained]) -> dict[str, Any]:
    """Origins for machines."""
    return {
        "version": 1,
        "episode": episode.slug,
        "values": [
            {
                "field": value.field,
                "value": value.value,
                "origin": value.origin,
                "overrode": list(value.overrode),
            }
            for value in values
        ],
    }
