"""Times as people write them, "1:02:03.5", to timedelta and back."""

from __future__ import annotations

import re
from datetime import timedelta

_TIMECODE = re.compile(
    r"(?:(\d{1,3}):)?(\d{1,3}):([0-5]\d)(?:[.,](\d{1,9}))?", re.ASCII
)
_SECONDS = re.compile(r"\d{1,7}(?:\.\d{1,9})?", re.ASCII)


def parse_timecode(text: str) -> timedelta | None:
    """The time that "MM:SS", "H:MM:SS" or plain seconds name; else None."""
    text = text.strip()
    if _SECONDS.fullmatch(text):
        return timedelta(seconds=float(text))
    match = _TIMECODE.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    if hours is not None and int(minutes) > 59:
        return None
    return timedelta(
        hours=int(hours or 0),
        minutes=int(minutes),
        seconds=int(seconds),
        microseconds=int((fraction or "0").ljust(6, "0")[:6]),
    )


def clock(moment: timedelta) -> str:
    """How pages and messages show a time: "H:MM:SS" or, below an hour, "M:SS"."""
    minutes, seconds = divmod(int(moment.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def timestamp(moment: timedelta, point: str = ".") -> str:
    """How WebVTT writes a time: "HH:MM:SS.mmm"; SRT wants a comma for the point."""
    milliseconds = round(moment.total_seconds() * 1000)
    seconds, milliseconds = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}{point}{milliseconds:03}"
