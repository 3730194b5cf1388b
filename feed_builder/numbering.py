"""The season and the number that an episode gets after those that a show has."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

#: A season and a number; either may be None.
Place = tuple[int | None, int | None]


def next_place(
    places: Iterable[Place], *, season: int | None = None, number: int | None = None
) -> Place:
    """Where the next full episode stands; ``season`` and ``number`` are wishes.

    A show that counts none goes on without numbers. A new season begins at 1, unless
    numbers have run through seasons before.
    """
    places = list(places)
    counted = [(s, n) for s, n in places if n is not None]
    latest = max((s or 0 for s, _ in counted), default=0) or None
    season = season or latest
    if number is not None or (places and not counted):
        return season, number
    before = [n for s, n in counted if s == season]
    if not before and _run_through(counted):
        before = [n for _, n in counted]
    return season, max(before, default=0) + 1


def _run_through(counted: Iterable[Place]) -> bool:
    """Whether a later season has gone on counting where an earlier one ended."""
    numbers: dict[int, list[int]] = {}
    for season, number in counted:
        numbers.setdefault(season or 0, []).append(number or 0)
    seasons = sorted(numbers)
    return len(seasons) > 1 and all(
        min(numbers[later]) > max(numbers[earlier])
        for earlier, later in pairwise(seasons)
    )
