"""Where each value of an episode came from, and what it overrode."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum
from typing import Any

from .model import Chapter, Enclosure, Episode, Extra, Person, Source, Sponsor
from .problems import Location
from .text import cut, one_line
from .timecode import clock

#: The attribute of an episode that holds a value, where it has another name.
_ATTRIBUTES = {"episode": "number"}
_WIDEST = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A value of an episode in words, its origin, and what it won over."""

    field: str
    value: str
    origin: str
    overrode: tuple[str, ...] = ()


def explained(episode: Episode, zone: tzinfo | None = None) -> Iterator[Explained]:
    """Every value that was merged, in the order of the table that says who wins.

    Dates are told in the show's ``zone``, if it has one.
    """
    yield Explained(field="slug", value=episode.slug, origin=_of_slug(episode))
    whole = {n: o for n, o in episode.origins.items() if "." not in n}
    for name, origin in whole.items():
        yield Explained(
            field=name,
            value=words(_in_zone(_value(episode, name), zone)),
            origin=_from(origin.source, origin.location),
            overrode=tuple(
                f"{words(lost.value)} ({_from(lost.source, lost.location)})"
                for lost in origin.overrode
            ),
        )


def words(value: Any) -> str:
    """A value as a person reads it, on one line."""
    told = next((tell for kind, tell in _WORDS if isinstance(value, kind)), str)
    return cut(one_line(told(value)), _WIDEST) or "nothing"


#: How each kind of value is said; all else, as it is.
_WORDS: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (type(None), lambda _: "nothing"),
    (bool, lambda value: str(value).lower()),
    (Enum, lambda value: str(value.value)),
    (datetime, lambda value: f"{value:%Y-%m-%d %H:%M %Z}"),
    (timedelta, clock),
    (Person, lambda value: f"{value.name} ({_credit(value)})"),
    (Extra, lambda value: f"<{value.name}>"),
    (Chapter, lambda value: f"{clock(value.start)} {value.title}"),
    (Sponsor, lambda value: value.name),
    (Enclosure, lambda value: f"{value.url} ({value.length} bytes, {value.type})"),
    (tuple, lambda value: ", ".join(map(words, value)) or "none"),
)


def _credit(person: Person) -> str:
    picture = person.image or (person.portrait and person.portrait.path)
    return f"{person.role}, {picture}" if picture else person.role


def _value(episode: Episode, name: str) -> Any:
    if name in ("hosts", "guests"):
        is_guest = name == "guests"
        return tuple(p for p in episode.people if (p.role == "guest") == is_guest)
    if name == "transcript":
        talk = episode.transcript
        return f"{len(talk.turns)} turns, read as {talk.form}" if talk else None
    if name == "artwork":
        return episode.artwork.path if episode.artwork else None
    return getattr(episode, _ATTRIBUTES.get(name, name), None)


def _in_zone(value: Any, zone: tzinfo | None) -> Any:
    return value.astimezone(zone) if zone and isinstance(value, datetime) else value


def _of_slug(episode: Episode) -> str:
    if episode.given and episode.slug != episode.own_slug:
        return "ledger (its files had another name)"
    return "the name of its files"


def _from(source: Source, location: Location | None) -> str:
    if source is Source.AUTHOR and location:
        return str(location)
    return f"{_NAMES[source]} {location}" if location else _NAMES[source]


_NAMES = {
    Source.AUTHOR: "the author",
    Source.TRANSCRIPT: "transcript",
    Source.AUDIO: "audio tag",
    Source.SHOW: "show",
    Source.LEDGER: "ledger published.json",
    Source.DEFAULT: "default",
}
