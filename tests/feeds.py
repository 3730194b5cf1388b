"""A podcast whose feed has every tag that we write, and ways to look into a feed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from feed_builder.model import (
    Artwork,
    Chapter,
    Episode,
    EpisodeType,
    Highlight,
    HighlightKind,
    Podcast,
    Transcript,
    TranscriptKind,
    Turn,
)
from feed_builder.render.feed import feed_bytes

from .builders import GUEST, HOST, a_podcast, an_episode

ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
ATOM = "{http://www.w3.org/2005/Atom}"

LESSONS = Highlight(
    key="lessons", title="Lessons", kind=HighlightKind.LIST, items=("Soak first",)
)
TURN = Turn(
    label="NQ", name="Nora Quill", text="Welcome.", line=3, start=timedelta(seconds=1)
)
COVER = Artwork(
    path=Path("cover.jpg"), type="image/jpeg", width=1400, height=1400, digest="ab" * 32
)

#: Every tag that we write occurs in it.
RICH = an_episode(
    updated=datetime(2026, 3, 5, 9, 30, tzinfo=UTC),
    season=2,
    type=EpisodeType.BONUS,
    explicit=True,
    artwork=COVER,
    people=(
        replace(HOST, image="https://paper.example/nora.jpg"),
        replace(GUEST, link="https://tom.example/"),
    ),
    chapters=tuple(
        Chapter(start=timedelta(minutes=n), title=f"Part {n}") for n in range(3)
    ),
    transcript=Transcript(
        form="plain", turns=(TURN,), timestamps=True, highlights=(LESSONS,)
    ),
    transcript_kind=TranscriptKind.VERBATIM,
)


def parsed(podcast: Podcast) -> etree._Element:
    """The root of the podcast's feed."""
    return etree.fromstring(feed_bytes(podcast))


def the_channel(**changes: Any) -> etree._Element:
    """The channel of a show with these changes."""
    return parsed(a_podcast(**changes))[0]


def the_item(episode: Episode) -> etree._Element:
    """The item of this episode."""
    (item,) = parsed(a_podcast(episode)).findall("channel/item")
    return item


def attributes(element: etree._Element) -> dict[str, str]:
    """The element's attributes by name."""
    return {str(key): str(value) for key, value in element.attrib.items()}
