"""What only YouTube asks, where it makes videos of a feed's episodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from ..model import Episode, Show, place
from ..problems import Location
from .breach import Breach
from .titles import LONGEST_NAME, titles_plain

_REFUSED = re.compile("[<>]")
LONGEST_TITLE = 100
SHORTEST_CHAPTER = timedelta(seconds=10)


def youtube_titles_short(episode: Episode) -> Iterator[Breach]:
    """For YouTube, a title is at most 100 characters long.

    It refuses videos with longer ones, and an episode becomes a video there.

    Source: YouTube, limits of a video (as quoted by others).
    Good:
        title: Rag paper
    Bad:
        title: (a sentence of 120 characters)
    """
    length = len(episode.title)
    if LONGEST_TITLE < length <= LONGEST_NAME:
        yield Breach(
            message=f"the title is {length} characters long; "
            f"YouTube takes {LONGEST_TITLE}",
            location=place(episode, "title"),
            hint="shorten it",
        )


def youtube_texts_plain(of: Show | Episode) -> Iterator[Breach]:
    """For YouTube, titles and descriptions hold no < and no >.

    It refuses them, even where they are no HTML.

    Source: YouTube, "Deliver podcasts using an RSS feed" (as quoted by others).
    Good:
        title: Paper before ink
    Bad:
        title: Paper > ink
    """
    if next(titles_plain(of), None):
        return  # told already
    for name, text, location in _texts(of):
        if found := _REFUSED.search(text):
            yield Breach(
                message=f"{name}: YouTube refuses the sign {found[0]}",
                location=location,
                hint="say it in words",
            )


def youtube_chapters_last(episode: Episode) -> Iterator[Breach]:
    """For YouTube, every chapter lasts ten seconds or more.

    With a shorter one among them, it shows no chapters at all.

    Source: YouTube, "Video Chapters" (as quoted by others).
    Good:
        chapters: [0:00 Hello, 0:42 Rags, 9:30 Glue]
    Bad:
        chapters: [0:00 Hello, 0:05 Rags, 9:30 Glue]
    """
    shown = sorted((c for c in episode.chapters if not c.hidden), key=lambda c: c.start)
    for chapter, following in pairwise(shown):
        if timedelta() < following.start - chapter.start < SHORTEST_CHAPTER:
            yield Breach(
                message=f"chapter {chapter.title!r} lasts less than ten seconds; "
                "YouTube then shows none",
                location=chapter.location or place(episode, "chapters"),
                hint="leave it out, or let the next one start later",
            )
            return


def _texts(of: Show | Episode) -> Iterator[tuple[str, str, Location | None]]:
    yield "title", of.title, place(of, "title")
    if isinstance(of, Show):
        yield "description", of.description, place(of, "description")
    else:
        yield "summary", of.summary, place(of, "summary")
