"""What Apple Podcasts asks of a show; most directories ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..model import Episode, EpisodeType, Podcast, Show, ShowType
from .breach import Breach, place
from .categories import CATEGORIES

#: The bytes that Apple takes of a description.
LONGEST_DESCRIPTION = 4000
#: The media types that Apple lists; of the audio ones, others are not even shown.
PLAYABLE = frozenset(
    "audio/mpeg audio/x-m4a audio/m4a audio/mp4 video/mp4 video/x-m4v "
    "video/quicktime".split()
)


def categories_known(show: Show) -> Iterator[Breach]:
    """The show has a category, and its categories are Apple's, to the letter."""
    if not show.categories:
        yield Breach(
            message="the show has no category",
            location=place(show, "title"),
            hint="add `categories: [Technology]`, or another one of Apple's",
        )
    for category in show.categories:
        for name, known in (
            (category.name, list(CATEGORIES)),
            (category.subcategory, CATEGORIES.get(category.name)),
        ):
            if name and known is not None and name not in known:
                near = get_close_matches(name, known, n=1, cutoff=0.5)
                yield Breach(
                    message=f"{name!r} is not one of Apple's categories",
                    location=place(show, "categories"),
                    hint=f"did you mean {near[0]!r}?"
                    if near
                    else f"use one of {', '.join(known) or 'its own name alone'}",
                )


def explicit_stated(show: Show) -> Iterator[Breach]:
    """The show says whether it is explicit: Apple does not take a guess."""
    if "explicit" not in show.origins:
        yield Breach(
            message="it is not stated whether the show is explicit",
            location=place(show, "title"),
            hint="add `explicit: false`, or true",
        )


def language_known(show: Show) -> Iterator[Breach]:
    """The language is an ISO 639 code of two letters, perhaps with a region."""
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", show.language):
        yield Breach(
            message=f"{show.language!r} is no language code",
            location=place(show, "language"),
            hint="write it like en, en-GB or de",
        )


def description_fits(show: Show) -> Iterator[Breach]:
    """The show's description is at most 4,000 bytes long."""
    length = len(show.description.encode())
    if length > LONGEST_DESCRIPTION:
        yield Breach(
            message=f"the description is {length} bytes long; "
            f"Apple takes {LONGEST_DESCRIPTION}",
            location=place(show, "description"),
            hint="shorten it",
        )


def audio_playable(episode: Episode) -> Iterator[Breach]:
    """Audio is MP3 or M4A: Apple does not list an episode with any other kind."""
    if episode.enclosure.type not in PLAYABLE:
        yield Breach(
            message=f"the audio of {episode.slug} is {episode.enclosure.type}",
            location=place(episode, "enclosure"),
            hint="export it as MP3 or M4A",
        )


def summary_present(episode: Episode) -> Iterator[Breach]:
    """An episode says in a sentence what it is about; apps show it in their lists."""
    if not episode.summary and not episode.notes:
        yield Breach(
            message=f"{episode.slug} has no summary",
            location=place(episode, "title", "published"),
            hint="write `summary: …`, one paragraph, into its YAML",
        )


def serials_numbered(podcast: Podcast) -> Iterator[Breach]:
    """Full episodes of a serial show have numbers: it is heard in their order."""
    if podcast.show.type is not ShowType.SERIAL:
        return
    for episode in podcast.episodes:
        if episode.type is EpisodeType.FULL and episode.number is None:
            yield Breach(
                message=f"{episode.slug} has no number, and the show is serial",
                location=place(episode, "title"),
                hint="write `episode: 1` (its number) into its YAML",
            )
