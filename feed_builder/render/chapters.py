"""Chapters for apps: Podcasting 2.0 JSON, version 1.2."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TypedDict

from .. import addresses
from ..model import Chapter, Episode, Output, Podcast, Show
from .key import key


class ChapterObject(TypedDict, total=False):
    """A chapter in the words of the namespace's jsonChapters.md."""

    startTime: float
    title: str
    url: str
    img: str
    toc: bool


def chapters(podcast: Podcast) -> Iterator[Output]:
    """A chapters file for every episode that has chapters."""
    for episode in podcast.in_full():
        if episode.chapters:
            yield Output(
                path=addresses.chapters(episode.slug),
                key=key("chapters", podcast.show.link, episode.chapters),
                make=partial(_document, podcast.show, episode),
            )


def _document(show: Show, episode: Episode) -> bytes:
    in_order = sorted(episode.chapters, key=lambda chapter: chapter.start)
    document = {"version": "1.2.0", "chapters": [_chapter(show, c) for c in in_order]}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def _chapter(show: Show, chapter: Chapter) -> ChapterObject:
    shown: ChapterObject = {
        "startTime": chapter.start.total_seconds(),
        "title": chapter.title,
    }
    if chapter.link:
        shown["url"] = chapter.link
    if image := addresses.chapter_image(show, chapter):
        shown["img"] = image
    if chapter.hidden:
        shown["toc"] = False
    return shown
