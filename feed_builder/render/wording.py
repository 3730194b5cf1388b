"""Dates, lengths, sizes and kinds as pages say them."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from ..model import Episode, EpisodeType
from ..text import xml_safe
from .views import MomentView

#: strftime would follow the machine's locale.
MONTHS = (
    "January February March April May June July August September October November "
    "December"
).split()

AUDIO_NAMES = {
    "audio/mpeg": "MP3",
    "audio/mp4": "M4A",
    "audio/x-m4a": "M4A",
    "audio/aac": "AAC",
    "audio/ogg": "Ogg",
    "audio/opus": "Opus",
    "audio/flac": "FLAC",
    "audio/wav": "WAV",
    "video/mp4": "MP4",
}

TRANSCRIPT_NAMES = {
    ".html": "On its own page",
    ".txt": "Plain text",
    ".vtt": "WebVTT",
    ".srt": "SRT",
    ".json": "JSON",
}

KINDS = {EpisodeType.TRAILER: "Trailer", EpisodeType.BONUS: "Bonus"}


def label(episode: Episode) -> str:
    """What kind of episode it is, as far as known: "Season 2 · Episode 5", "Bonus"."""
    season = f"Season {episode.season}" if episode.season is not None else ""
    number = f"Episode {episode.number}" if episode.number is not None else ""
    return " · ".join(filter(None, [season, KINDS.get(episode.type, ""), number]))


def day(moment: datetime, zone: tzinfo | None) -> MomentView:
    """The day on which listeners in that time zone, the show's, were given it."""
    local = moment.astimezone(zone) if zone else moment
    text = f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    return MomentView(text=text, iso=local.isoformat())


def length(duration: timedelta) -> MomentView:
    """In words as people say it, "1 h 5 min"; seconds only below a minute."""
    seconds = round(duration.total_seconds())
    hours, minutes = divmod(round(seconds / 60), 60)
    words = [f"{hours} h" if hours else "", f"{minutes} min" if minutes else ""]
    text = " ".join(filter(None, words))
    return MomentView(
        text=text if seconds >= 60 else f"{seconds} s", iso=f"PT{seconds}S"
    )


def size(count: int) -> str:
    """Bytes as download pages say it; 1 MB is a million."""
    if count < 999_500:
        return f"{max(1, round(count / 1000))} kB"
    megabytes = count / 1_000_000
    return f"{megabytes:.0f} MB" if megabytes >= 9.95 else f"{megabytes:.1f} MB"


def audio_name(media_type: str) -> str:
    """What people call the kind of file."""
    return AUDIO_NAMES.get(media_type, media_type.partition("/")[2].upper())


def initials(name: str) -> str:
    """The first letters of the first and the last name."""
    words = xml_safe(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
