"""Dates as people write them, for the one that was meant: 23/02/2026 at 6:00 pm."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass

_WORD = r"(?P<name>[^\W\d_]{3,10})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>\d{4})"
_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}[-/. ](?P<month>\d{{1,2}})[-/. ](?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d)(?P<one>\d{{1,2}})(?P<sign>[-/.]) ?(?P<two>\d{{1,2}})[-/.] ?{_YEAR}",
        rf"(?<!\d){_DAY} (?:of )?{_WORD},? {_YEAR}",
        rf"{_WORD} {_DAY},? {_YEAR}",
    )
)
_TIME = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:[:.h](?P<minute>\d\d))?(?::\d\d(?:\.\d+)?)?"
    r"\s?(?P<half>[ap])?\.?m?\b",
    re.IGNORECASE,
)
_ZONE = re.compile(r"([+-]\d\d:?\d\d)|\b(Z|GMT|UTC)\b")
#: A zone by its name, behind the time.
_NAMED = re.compile(r"\s*\(?([A-Z]{3,4})\b")
#: Those that mean one offset: the American ones are RFC 2822's.
_OFFSETS = {
    name: offset
    for offset, names in {
        "-08:00": "PST",
        "-07:00": "PDT MST",
        "-06:00": "MDT CST",
        "-05:00": "CDT EST",
        "-04:00": "EDT",
        "+00:00": "WET",
        "+01:00": "WEST CET MEZ",
        "+02:00": "CEST MESZ EET",
        "+03:00": "EEST",
    }.items()
    for name in names.split()
}
#: How months begin in English, German, French, Spanish and Dutch.
_MONTHS = (
    *(("jan", "ene"), ("feb", "fév", "fev"), ("mar", "mär", "maa", "mrt")),
    *(("apr", "avr", "abr"), ("may", "mai", "mei"), ("jun", "juin")),
    *(("jul", "juil"), ("aug", "aoû", "aou", "ago"), ("sep",), ("oct", "okt")),
    *(("nov",), ("dec", "dez", "déc", "dic")),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """What was meant, as feed-builder reads it; or why no calendar has it."""

    text: str = ""
    fault: str = ""


def guessed(written: str) -> Guess:
    """The date that these words mean beyond doubt; nothing, where they may mean two."""
    found = next(filter(None, (date.search(written) for date in _DATES)), None)
    parts = _parts(found) if found else None
    if found is None or parts is None:
        return Guess()
    year, month, day = parts
    if not 1 <= month <= 12:
        return Guess(fault=f"a year has 12 months, and no month {month}")
    days = monthrange(year, month)[1] if year else 0
    if not 1 <= day <= days:
        return Guess(fault=f"month {month} of {year} has {days} days")
    time = _time(written[: found.start()] + " " + written[found.end() :])
    text = f"{year}-{month:02}-{day:02} {time.text or '18:00'}"
    return time if time.fault else Guess(text)


def _parts(found: re.Match[str]) -> tuple[int, int, int] | None:
    """Year, month and day; None if it cannot be told which is which."""
    groups = found.groupdict()
    year = int(groups["year"])
    if groups.get("name"):
        month = _month(groups["name"].lower())
        return (year, month, int(groups["day"])) if month else None
    if groups.get("month"):
        return year, int(groups["month"]), int(groups["day"])
    one, two = int(groups["one"]), int(groups["two"])
    if one > 12 or groups["sign"] == "." or one == two:
        return year, two, one
    return (year, one, two) if two > 12 else None


def _month(name: str) -> int | None:
    fits = (
        number for number, begins in enumerate(_MONTHS, 1) if name.startswith(begins)
    )
    return next(fits, None)


def _time(rest: str) -> Guess:
    """The time of day with its zone, if they are there."""
    zone = _ZONE.search(rest)
    rest = _ZONE.sub(" ", rest)
    times = (t for t in _TIME.finditer(rest) if t["minute"] or t["half"])
    found = next(times, None)
    if found is None:
        return Guess()
    hour, minute = int(found["hour"]), int(found["minute"] or 0)
    half = (found["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    if hour > 23 or minute > 59:
        return Guess(fault="a day ends at 23:59")
    offset = ""
    named = _NAMED.match(rest, found.end())
    if zone:
        offset = (zone[1] or "+00:00").replace(":", "")
        offset = f"{offset[:3]}:{offset[3:]}"
    elif named and named[1] not in _OFFSETS:
        return Guess(fault=f"{named[1]} is not one time zone beyond doubt")
    elif named:
        offset = _OFFSETS[named[1]]
    return Guess(f"{hour:02}:{minute:02}{offset}")
