"""What of an episode's files matters among all the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from .model import Ignore
from .problems import Location, Severity
from .reading import EpisodeReading


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A reading in short, of which there may be ten thousand at once.

    ``path`` is that of the YAML, also where there is none yet; the facts are ``whole``
    when all that was written there was understood; ``unfinished`` is one whose audio is
    being written. ``unread`` are files with an error
    in them; ``places`` tells where the date stands, and that it is a draft.
    """

    stem: str
    slug: str
    path: Path
    document: Path | None
    audio: Path | None
    alternates: tuple[Path, ...]
    title: str | None
    guid: str | None
    published: datetime | None
    draft: bool
    whole: bool
    ignore: tuple[Ignore, ...]
    sound: str | None
    text: str | None
    unfinished: bool = False
    unread: tuple[Path, ...] = ()
    places: Mapping[str, Location] = field(default_factory=dict)


def outline_of(reading: EpisodeReading) -> Outline:
    """The reading in short."""
    facts = reading.facts
    errors = (p for p in reading.problems if p.severity is Severity.ERROR)
    return Outline(
        stem=reading.stem,
        slug=facts.slug,
        path=facts.path,
        document=reading.document,
        audio=reading.audio.path if reading.audio else None,
        alternates=tuple(file.path for file in reading.alternates),
        title=facts.title,
        guid=facts.guid,
        published=facts.published,
        draft=facts.draft,
        whole=facts.whole,
        ignore=facts.ignore,
        sound=reading.sound,
        text=reading.text,
        unfinished=reading.unfinished,
        unread=tuple({p.location.path: None for p in errors if p.location}),
        places={
            key: place
            for key in ("draft", "published")
            if (place := facts.locations.get(key))
        },
    )
