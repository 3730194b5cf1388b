"""What all that a command may hand back has in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..terminal import Screen


class Outcome(Protocol):
    """It shows itself, so that a command imports the words for its own outcome only."""

    def show(self, screen: Screen) -> bool:
        """Print it as the person wishes to be told; return whether the run failed."""
