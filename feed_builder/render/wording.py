"""Dates, lengths, sizes and kinds as pages of one language say them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING

from ..languages import locale
from ..model import EpisodeType, Listing, Person
from ..text import xml_safe
from .views import MomentView
from .words import Words, is_spoken, words

if TYPE_CHECKING:
    from babel.core import Locale

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

#: Digits that languages write by default, by their name in CLDR (Babel has the names
#: and no digits); all others that pages speak write those of ASCII.
_DIGITS = {
    "arab": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
    "arabext": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"),
}

_TRANSCRIPT_NAMES = {".vtt": "WebVTT", ".srt": "SRT", ".json": "JSON"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What is said in one ``language``, a BCP 47 tag."""

    language: str

    @property
    def words(self) -> Words:
        """The words of the interface."""
        return words(self.language)

    @property
    def _locale(self) -> Locale:
        return locale(self.language)

    def digits(self, text: str) -> str:
        """The text with its numbers in the digits of this language.

        Where pages have English words around, they have English digits, too.
        """
        if is_spoken(self.language):
            return text.translate(
                _DIGITS.get(self._locale.default_numbering_system, {})
            )
        return text

    def number(self, count: int) -> str:
        """A number, in the digits of this language."""
        return self.digits(str(count))

    def season(self, number: int) -> str:
        """What a season goes by."""
        return self.words.season.format(n=self.number(number))

    def names(self, names: Iterable[str]) -> str:
        """Names in a row."""
        return self.words.comma.join(names)

    def label(self, episode: Listing) -> str:
        """What kind of episode it is: "Season 2 · Episode 5", "Bonus"."""
        return _label(self, episode.season, episode.type.value, episode.number)

    def role(self, person: Person) -> str:
        """What the person does; roles that are not the common two stay as written."""
        said = {"host": self.words.host, "guest": self.words.guest}
        role = xml_safe(person.role)
        return said.get(person.role) or role[:1].upper() + role[1:]

    def transcript_file(self, suffix: str) -> str:
        """What the form of a transcript is called."""
        said = {".html": self.words.transcript_page, ".txt": self.words.plain_text}
        return said.get(suffix) or _TRANSCRIPT_NAMES[suffix]

    def day(self, moment: datetime, zone: tzinfo | None) -> MomentView:
        """The day on which listeners in that time zone, the show's, were given it."""
        local = moment.astimezone(zone) if zone else moment
        return MomentView(text=_date(self, local.date()), iso=local.isoformat())

    def length(self, duration: timedelta) -> MomentView:
        """In units that need no plural, "1 h 5 min"; seconds only below a minute."""
        return _length(self, round(duration.total_seconds()))

    def size(self, count: int) -> str:
        """Bytes as download pages say it; 1 MB is a million."""
        from babel.numbers import format_decimal

        if count < 999_500:
            kilobytes = max(1, round(count / 1000))
            return self.words.kilobytes.format(n=self.number(kilobytes))
        shown = format_decimal(
            count / 1_000_000,
            "0" if count >= 9_950_000 else "0.0",
            locale=self._locale,
            numbering_system="default" if is_spoken(self.language) else "latn",
        )
        return self.words.megabytes.format(n=self.digits(shown))


@lru_cache(maxsize=1024)  # an episode is told of in many lists
def _label(wording: Wording, season: int | None, kind: str, number: int | None) -> str:
    said = wording.words
    kinds = {EpisodeType.TRAILER: said.trailer, EpisodeType.BONUS: said.bonus}
    parts = (
        wording.season(season) if season is not None else "",
        kinds.get(EpisodeType(kind), ""),
        said.episode.format(n=wording.number(number)) if number is not None else "",
    )
    return " · ".join(filter(None, parts))


@lru_cache(maxsize=1024)
def _date(wording: Wording, day: date) -> str:
    from babel.dates import format_date  # late: an unchanged page shows no date

    text = format_date(day, "long", locale=locale(wording.language))
    return wording.digits(text)


@lru_cache(maxsize=1024)
def _length(wording: Wording, seconds: int) -> MomentView:
    said = wording.words
    hours, minutes = divmod(round(seconds / 60), 60)
    parts = [(hours, said.hours), (minutes, said.minutes)]
    shown = [part for part in parts if part[0]]
    if seconds < 60:
        shown = [(seconds, said.seconds)]
    text = " ".join(unit.format(n=wording.number(count)) for count, unit in shown)
    return MomentView(text=text, iso=f"PT{seconds}S")


def audio_name(media_type: str) -> str:
    """What people call the kind of file."""
    return AUDIO_NAMES.get(media_type, media_type.partition("/")[2].upper())


@lru_cache(maxsize=1024)
def initials(name: str) -> str:
    """The first letters of the first and the last name."""
    words = xml_safe(name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()
