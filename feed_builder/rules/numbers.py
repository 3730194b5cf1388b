"""Seasons, numbers and dates: by what apps sort episodes."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Episode, EpisodeType, Listing, Podcast, ShowType, place
from .breach import Breach, same


def serials_numbered(podcast: Podcast) -> Iterator[Breach]:
    """Full episodes of a serial show have numbers.

    A serial show is heard from its first episode on, and apps go by the numbers.
    Trailers and bonus episodes may have none.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, itunes:episode.
    Good:
        type: full
        episode: 3
    Bad:
        type: full
    """
    if podcast.show.type is not ShowType.SERIAL:
        return
    for episode in podcast.episodes:
        if episode.type is EpisodeType.FULL and episode.number is None:
            yield Breach(
                message=f"{episode.slug} has no number, and the show is serial",
                location=place(episode, "title"),
                hint="write `episode: 1` (its number) into its YAML",
            )


def unique_numbers(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes of a kind share a season and a number.

    Apple sorts a season by numbers, and shows one of two with the same number, or
    both in any order. A trailer may have the number of the episode that it announces.

    Source: Apple, "A Podcaster's Guide to RSS": season, number and type together.
    Good:
        season: 1
        episode: 2
    Bad:
        season: 1
        episode: 1 (which another full episode of the season has, too)
    """
    numbered = [e for e in podcast.episodes if e.number is not None]
    for first, *others in same(numbered, lambda e: (e.season, e.number, e.type)):
        # Of one with the same date, too, it is said that its YAML was copied.
        for other in (o for o in others if o.published != first.published):
            yield Breach(
                message=f"{other.slug} has the number of {first.slug}: "
                f"{_number(other)}",
                location=place(other, "episode", "title"),
                hint="give each its own; a bonus episode says so: `type: bonus`",
            )


def dates_differ(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes were published at the same moment.

    Apps sort episodes by their dates, and those with the same one in any order, which
    may change from day to day.

    Source: seen in the wild: podiobooks/podiobooks, issue 160.
    Good:
        published: 2026-03-01 18:01
    Bad:
        published: 2026-03-01 18:00 (as another episode)
    """
    for first, *others in same(podcast.episodes, lambda e: e.published):
        for other in others:
            is_copied = other.number is not None and other.number == first.number
            yield Breach(
                message=f"{other.slug} and {first.slug} have the same date, "
                f"{other.published:%Y-%m-%d %H:%M}"
                + (", and the same number" if is_copied else ""),
                location=place(other, "published"),
                hint="was the YAML copied? Give it a date and a number of its own"
                if is_copied
                else "put a minute between them",
            )


def updated_after_published(episode: Episode) -> Iterator[Breach]:
    """A text was changed after it was published, not before.

    The date of the last change tells apps and search engines that there is something
    new. One before the publication is a slip, or the two were swapped.

    Source: RSS 2.0, lastBuildDate; schema.org, dateModified.
    Good:
        published: 2026-03-01 18:00
        updated: 2026-03-04 09:30
    Bad:
        published: 2026-03-01 18:00
        updated: 2025-03-04 09:30
    """
    if episode.updated and episode.updated < episode.published:
        yield Breach(
            message=f"{episode.slug} was updated on {episode.updated:%Y-%m-%d %H:%M}, "
            f"before it was published on {episode.published:%Y-%m-%d %H:%M}",
            location=place(episode, "updated"),
            hint="correct one of the two dates, or remove `updated:`",
        )


def _number(episode: Listing) -> str:
    season = f"season {episode.season}, " if episode.season else ""
    return f"{season}{episode.type.value} episode {episode.number}"
