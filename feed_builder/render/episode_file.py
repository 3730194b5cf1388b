"""An episode's page for machines: its facts as JSON, the same as in the feed.

``docs/reference/episode.md`` describes it, ``docs/schema/episode-page.schema.json``
lays it down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from functools import partial

from .. import addresses
from ..model import (
    Chapter,
    Episode,
    Highlight,
    HighlightKind,
    Link,
    Output,
    Person,
    Podcast,
    Show,
)
from . import podcast_namespace
from .json_text import json_text
from .key import key
from .links import allowed
from .notes import highlights

#: It changes when a key changes its meaning or goes.
VERSION = 1

#: An object whose absent values are left out.
Facts = dict[str, object]

#: The sections that have keys of their own.
_NAMED = ("lessons", "links")


def episode_files(podcast: Podcast) -> Iterator[Output]:
    """A file beside the page of every episode."""
    show = podcast.show
    for episode in podcast.in_full():
        yield Output(
            path=addresses.episode_file(episode.slug),
            key=key("episode file", show, episode),
            make=partial(_file, show, episode),
        )


def facts(show: Show, episode: Episode) -> Facts:
    """What the file says; lists are always there, and may be empty."""
    sections = {section.key: section for section in highlights(episode)}
    lessons, links = (sections.get(name) for name in _NAMED)
    updated = episode.updated
    artwork = episode.artwork or show.artwork
    return _known(
        {
            "version": VERSION,
            "guid": episode.guid,
            "title": episode.title,
            "url": addresses.page_url(show, episode),
            "published": episode.published.astimezone(UTC).isoformat(),
            "updated": updated.astimezone(UTC).isoformat() if updated else None,
            "summary": episode.summary,
            "language": show.language,
            "season": episode.season,
            "number": episode.number,
            "type": episode.type.value,
            "explicit": episode.explicit,
            "show": _show(show),
            "enclosure": _enclosure(show, episode),
            "duration": int(episode.duration.total_seconds()),  # as in the feed
            "image": artwork and addresses.url_of(show, addresses.artwork(artwork)),
            "people": [_person(show, person) for person in episode.people],
            "chapters": _chapters(show, episode.chapters),
            "lessons": _lines(lessons) if lessons else [],
            "links": [_link(link) for link in links.links] if links else [],
            "sections": [
                _section(section)
                for name, section in sections.items()
                if name not in _NAMED
            ],
            "transcripts": _transcripts(show, episode),
        }
    )


def _file(show: Show, episode: Episode) -> bytes:
    return (json_text(facts(show, episode), indent=2) + "\n").encode()


def _known(values: Mapping[str, object]) -> Facts:
    return {name: value for name, value in values.items() if value is not None}


def _show(show: Show) -> Facts:
    return {
        "guid": str(show.guid),
        "title": show.title,
        "url": show.link,
        "feed": show.feed_url,
    }


def _enclosure(show: Show, episode: Episode) -> Facts:
    enclosure = episode.enclosure
    return {
        "url": addresses.announced(show, enclosure.url),
        "length": enclosure.length,
        "type": enclosure.type,
    }


def _person(show: Show, person: Person) -> Facts:
    return _known(
        {
            "name": person.name,
            "role": person.role,
            "group": person.group,
            "url": allowed(person.link),
            "image": allowed(addresses.portrait_url(show, person)),
        }
    )


def _chapters(show: Show, chapters: Iterable[Chapter]) -> list[Facts]:
    in_order = sorted(chapters, key=lambda chapter: chapter.start)
    return [
        _known(
            {
                "start": chapter.start.total_seconds(),
                "title": chapter.title,
                "url": allowed(chapter.link),
                "image": allowed(addresses.chapter_image(show, chapter)),
            }
        )
        for chapter in in_order
        if not chapter.hidden
    ]


def _section(section: Highlight) -> Facts:
    return {
        "key": section.key,
        "title": section.title.strip().rstrip(".:"),  # as on the page
        "lines": [] if section.kind is HighlightKind.LINKS else _lines(section),
        "links": [_link(link) for link in section.links],
    }


def _lines(section: Highlight) -> list[str]:
    """What the section says, whether it is a list or paragraphs."""
    paragraphs = (line.strip() for line in section.text.split("\n"))
    return [*section.items, *filter(None, paragraphs)]


def _link(link: Link) -> Facts:
    return _known({"title": link.label, "url": link.url})


def _transcripts(show: Show, episode: Episode) -> list[Facts]:
    """Those that the feed names, of which the author may have added some."""
    named = (tag.attributes for tag in podcast_namespace.transcripts(show, episode))
    return [
        _known(
            {
                "url": attributes["url"],
                "type": attributes["type"],
                "language": attributes.get("language"),
                "captions": attributes.get("rel") == "captions",
            }
        )
        for attributes in named
    ]
