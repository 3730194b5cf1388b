"""Episodes whose audio is being written: what listeners have of them stays as it is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from . import addresses
from .feed_pages import published_feed
from .model import Artwork, Published, Show
from .outline import Outline
from .project import Project
from .reading import EpisodeReading
from .sources.alternates import local_sources
from .sources.own_feed import read_own_feed


def as_heard_before(
    reading: EpisodeReading, former: EpisodeReading | None, project: Project
) -> EpisodeReading:
    """A reading of unfinished audio, with what a ``former`` one heard in its place.

    Pictures in the audio, and other recordings, are those that were published.
    """
    if former is None or former.unfinished:
        tags = (t for t in reading.facts.tags if not any(local_sources((t,))))
        facts = replace(reading.facts, tags=tuple(tags))
        return replace(reading, facts=facts, audio=None, alternates=(), sound=None)
    there = partial(_published_picture, project.output)
    audio = former.audio and replace(
        former.audio,
        cover=there(former.audio.cover),
        chapters=tuple(
            replace(chapter, picture=there(chapter.picture))
            for chapter in former.audio.chapters
        ),
    )
    slug = reading.facts.slug
    alternates = (
        replace(each, path=project.output / addresses.alternate(slug, each))
        for each in former.alternates
    )
    return replace(reading, audio=audio, alternates=tuple(alternates), sound=None)


def _published_picture(output: Path, picture: Artwork | None) -> Artwork | None:
    if picture is None:
        return None
    path = output / addresses.artwork(picture)
    return replace(picture, path=path, extract=None) if path.is_file() else None


def given_in_feed(
    project: Project, show: Show, outlines: Iterable[Outline]
) -> dict[str, Published]:
    """What the last feed gave of these episodes, by stem, where no ledger knows it."""
    stems = {outline.slug: outline.stem for outline in outlines}
    feed = published_feed(project.output) if stems else None
    ledger = read_own_feed(feed) if feed else None
    return {
        stems[known.slug]: replace(
            known,
            stem=stems[known.slug],
            enclosure=replace(
                known.enclosure, url=addresses.counted_out(show, known.enclosure.url)
            ),
        )
        for known in (ledger.episodes if ledger else ())
        if known.slug in stems
    }
