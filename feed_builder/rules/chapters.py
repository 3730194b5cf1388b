"""What a list of chapters looks like that apps show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from ..model import Chapter, Episode, place
from ..problems import Location
from ..text import cut
from ..timecode import clock
from .breach import Breach

FEWEST = 3
LONGEST_TITLE = 40


def chapters_fit(episode: Episode) -> Iterator[Breach]:
    """Chapters start inside the episode.

    Some players drop the whole list if one does not. Most often it is another
    recording's list, or the wrong audio file.

    Source: Podcast namespace, "JSON chapters format" 1.2.
    Good:
        chapters: [0:00 Hello, 2:10 Rags, 11:30 Glue] (in 12 minutes of audio)
    Bad:
        chapters: [0:00 Hello, 2:10 Rags, 1:11:30 Glue] (in 12 minutes of audio)
    """
    late = [c for c in episode.chapters if c.start >= episode.duration]
    if late:
        first = late[0]
        more = f", and {len(late) - 1} more do," if len(late) > 1 else ","
        yield Breach(
            message=f"chapter {first.title!r} starts at {clock(first.start)}{more} "
            f"but the audio is only {clock(episode.duration)} long",
            location=_place(episode, first),
            hint="is this the right audio file?",
        )


def chapters_ascend(episode: Episode) -> Iterator[Breach]:
    """Chapters stand in the order of their times, and no two start together.

    Apps take them as they come. feed-builder sorts them, but a time that goes back is
    most often a slip, as a digit too few.

    Source: Podcast namespace, "JSON chapters format" 1.2; Spotify, "Adding chapters".
    Good:
        chapters: [0:00 Hello, 2:10 Rags, 11:30 Glue]
    Bad:
        chapters: [0:00 Hello, 2:10 Rags, 1:13 Glue]
    """
    for earlier, later in pairwise(episode.chapters):
        if later.start <= earlier.start:
            yield Breach(
                message=f"chapter {later.title!r} starts at {clock(later.start)}, "
                f"not after {earlier.title!r} at {clock(earlier.start)}",
                location=_place(episode, later),
                hint="is a digit missing? Else put it in its place",
            )
            return


def chapters_begin_at_zero(episode: Episode) -> Iterator[Breach]:
    """The first chapter starts at 0:00.

    Apple, Spotify and YouTube read chapters from the description only if the first one
    starts there.

    Source: Apple, "Using chapters on Apple Podcasts"; Spotify, "Adding chapters".
    Good:
        chapters: [0:00 Hello, 2:10 Rags, 11:30 Glue]
    Bad:
        chapters: [0:40 Hello, 2:10 Rags, 11:30 Glue]
    """
    shown = _shown(episode)
    first = min(shown, key=lambda chapter: chapter.start, default=None)
    if first and len(shown) >= FEWEST and first.start >= timedelta(seconds=1):
        yield Breach(
            message=f"the first chapter, {first.title!r}, starts at "
            f"{clock(first.start)}, not at 0:00",
            location=_place(episode, first),
            hint="let it start at 0:00, or put one before it: 0:00 Welcome",
        )


def chapters_enough(episode: Episode) -> Iterator[Breach]:
    """There are three chapters or more, if there are any.

    Apple, Spotify and YouTube read chapters from the description only if there are
    three. Other apps show one or two as well.

    Source: Apple, "Using chapters on Apple Podcasts"; Spotify, "Adding chapters".
    Good:
        chapters: [0:00 Hello, 2:10 Rags, 11:30 Glue]
    Bad:
        chapters: [0:00 Hello, 2:10 Rags]
    """
    shown = _shown(episode)
    if 0 < len(shown) < FEWEST:
        yield Breach(
            message=f"there are {len(shown)} chapters; Apple and Spotify show three "
            "or more"
            if len(shown) > 1
            else "there is one chapter; Apple and Spotify show three or more",
            location=_place(episode, shown[0]),
            hint="divide the episode further",
        )


def chapter_titles_short(episode: Episode) -> Iterator[Breach]:
    """A chapter's title is at most forty characters long.

    Spotify advises it: a phone shows no more while the episode plays.

    Source: Spotify, "Adding chapters" (as quoted by others).
    Good:
        chapters: [2:10 Rags from all over Europe]
    Bad:
        chapters: [2:10 "How rags were gathered, sorted, cut and fermented"]
    """
    long = [c for c in _shown(episode) if len(c.title) > LONGEST_TITLE]
    if long:
        more = f" (and {len(long) - 1} more)" if len(long) > 1 else ""
        yield Breach(
            message=f"the title of chapter {cut(long[0].title, 60)!r} is "
            f"{len(long[0].title)} characters long{more}",
            location=_place(episode, long[0]),
            hint=f"{LONGEST_TITLE} fit on a phone",
        )


def _shown(episode: Episode) -> list[Chapter]:
    return [chapter for chapter in episode.chapters if not chapter.hidden]


def _place(episode: Episode, chapter: Chapter) -> Location | None:
    return chapter.location or place(episode, "chapters")
