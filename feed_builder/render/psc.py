"""Podlove Simple Chapters: the chapters of an episode in the feed itself.

Spotify reads them, and so do many apps that do not fetch a chapters file.
Source: https://podlove.org/simple-chapters/
"""

from __future__ import annotations

from .. import addresses
from ..model import Chapter, Episode, Podcast, Show
from ..timecode import timestamp
from .tags import Namespace, Tag, tag


def channel(_podcast: Podcast) -> tuple[Tag, ...]:
    """Nothing: a show has no chapters."""
    return ()


def item(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """The episode's chapters in their order, without hidden ones."""
    shown = (chapter for chapter in episode.chapters if not chapter.hidden)
    chapters = [_chapter(show, c) for c in sorted(shown, key=lambda c: c.start)]
    return (tag("chapters", None, *chapters, version="1.2"),) if chapters else ()


NAMESPACE = Namespace(
    prefix="psc",
    uri="http://podlove.org/simple-chapters",
    channel=channel,
    item=item,
)


def _chapter(show: Show, chapter: Chapter) -> Tag:
    return tag(
        "chapter",
        start=timestamp(chapter.start),
        title=chapter.title,
        href=chapter.link,
        image=addresses.chapter_image(show, chapter),
    )
