"""What addresses look like that every app can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Episode, HighlightKind, Show, place
from ..problems import Location
from .breach import Breach, written

_SHOWS = ("link", "feed_url", "audio_url", "enclosure_prefix", "moved_to")
#: RFC 3986, section 2: what an address is made of.
_ASCII = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
_Placed = tuple[str, str, Location | None]
_PLAIN_HTTP = re.compile(r"\bhttp://[^\s<>()\[\]\"']+", re.IGNORECASE)


def addresses_are_https(of: Show | Episode) -> Iterator[Breach]:
    """Addresses of feed, audio and pictures begin with https.

    Web players are not allowed to load others, and some apps refuse them.

    Source: Podcast namespace, "Podcasting 2.0": mixed content; feeds with http
        addresses are common, and fail in web players.
    Good:
        link: https://paper.example/
    Bad:
        link: http://paper.example/
    """
    for name, url, location in _addresses(of):
        if url.lower().startswith("http://"):
            yield Breach(
                message=f"{name}: {url} is not https",
                location=location,
                hint="write https:// if your host answers there",
            )


def addresses_are_ascii(of: Show | Episode) -> Iterator[Breach]:
    """Addresses hold ASCII letters, digits and signs only.

    Apple refuses others, and not all apps encode them in the same way. Write the
    letters as the address bar of a browser copies them.

    Source: Apple, "Podcast requirements"; RFC 3986.
    Good:
        audio: https://audio.example/caf%C3%A9.mp3
    Bad:
        audio: https://audio.example/café.mp3
    """
    for name, url, location in _addresses(of):
        if strange := _ASCII.sub("", url):
            yield Breach(
                message=f"{name}: {url} holds {strange[0]!r}, which is not ASCII",
                location=location,
                hint="open it in a browser, and copy it from there: it is encoded then",
            )


def links_are_https(of: Show | Episode) -> Iterator[Breach]:
    """Links in texts begin with https.

    Spotify shows other ones as plain text that nobody can follow.

    Source: Spotify, "Formatting your show notes" (as quoted by others).
    Good:
        notes: The [mill](https://mill.example/) where it was made.
    Bad:
        notes: The [mill](http://mill.example/) where it was made.
    """
    for text, location in _texts(of):
        if found := _PLAIN_HTTP.findall(text):
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            yield Breach(
                message=f"Spotify makes no link of {found[0]}{more}",
                location=location,
                hint="write https:// if the site answers there",
            )


def _addresses(of: Show | Episode) -> Iterator[_Placed]:
    """The addresses that the author wrote, by their keys."""
    yield from _of_show(of) if isinstance(of, Show) else _of_episode(of)


def _of_show(show: Show) -> Iterator[_Placed]:
    for name in _SHOWS:
        if (url := getattr(show, name)) and name in show.origins:
            yield name, url, place(show, name)
    for person in show.people:
        if person.image:
            yield "image", person.image, person.location or place(show, "people")


def _of_episode(episode: Episode) -> Iterator[_Placed]:
    if written(episode, "enclosure"):
        here = place(episode, "enclosure.url", "enclosure")
        yield "audio", episode.enclosure.url, here
    for chapter in episode.chapters:
        if chapter.image:
            here = chapter.location or place(episode, "chapters")
            yield "image", chapter.image, here


def _texts(of: Show | Episode) -> Iterator[tuple[str, Location | None]]:
    if isinstance(of, Show):
        yield of.description, place(of, "description")
        return
    yield of.summary, place(of, "summary")
    yield of.notes, place(of, "notes")
    if of.transcript:
        links = (
            link.url
            for highlight in of.transcript.highlights
            if highlight.kind is HighlightKind.LINKS
            for link in highlight.links
        )
        yield "\n".join(links), place(of, "transcript")
