"""What a command has done, in sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..terminal import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a command has done, a sentence a line."""

    lines: tuple[str, ...]

    def show(self, screen: Screen) -> bool:
        """Print it; to have done it is no failure."""
        screen.tell(self.lines)
        return False
