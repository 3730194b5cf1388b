"""What a rule yields: a message, a place and a remedy; the table adds the rest."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Episode, Show
from ..problems import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """What is there and what was needed, where, and what to do about it."""

    message: str
    location: Location | None = None
    hint: str = ""


def place(of: Show | Episode, *names: str) -> Location | None:
    """Where the first of these values that has a place was written."""
    origins = (of.origins[name] for name in names if name in of.origins)
    return next((origin.location for origin in origins if origin.location), None)
