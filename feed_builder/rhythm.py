"""When a show usually publishes, and so when its next episode would go out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from statistics import median
from typing import TypeVar
from zoneinfo import ZoneInfo

_T = TypeVar("_T")

#: How many of the latest episodes tell the rhythm.
_LATEST = 12
#: Below so many days between episodes, the day of the week means nothing.
_OFTEN = 4
_WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A moment in the show's time zone, and whether it follows a rhythm."""

    moment: datetime
    is_usual: bool


def proposal(
    published: Iterable[datetime], *, now: datetime, zone: ZoneInfo
) -> Proposal:
    """The next usual day and hour after ``now`` and after all that is planned.

    A show without episodes is offered an evening a week from now.
    """
    moments = sorted(moment.astimezone(zone) for moment in published)[-_LATEST:]
    today = now.astimezone(zone)
    if not moments:
        day = today.date() + timedelta(days=_WEEK)
        return Proposal(moment=_at(day, time(18), zone), is_usual=False)
    step = _step(moments)
    hour = _usual([moment.time().replace(second=0) for moment in moments])
    day = moments[-1].date() + timedelta(days=step)
    if step >= _OFTEN:
        weekday = _usual([moment.weekday() for moment in moments])
        day += timedelta(days=(weekday - day.weekday() + 3) % _WEEK - 3)
    behind = (today - _at(day, hour, zone)) // timedelta(days=step) + 1
    day += timedelta(days=step * max(0, behind))
    return Proposal(moment=_at(day, hour, zone), is_usual=len(moments) > 1)


def _step(moments: Sequence[datetime]) -> int:
    """Days from one episode to the next: whole weeks, unless it comes out often."""
    gaps = [
        (later.date() - earlier.date()).days for earlier, later in pairwise(moments)
    ]
    days = round(median(gaps)) if gaps else _WEEK
    if days < _OFTEN:
        return max(1, days)
    return max(1, round(days / _WEEK)) * _WEEK


def _usual(values: Sequence[_T]) -> _T:
    """The most frequent value; of several, the latest."""
    return Counter(reversed(values)).most_common(1)[0][0]


def _at(day: date, hour: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, hour, zone)
