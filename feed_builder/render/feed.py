"""The feed: a podcast as RSS 2.0, made with feedgen and our own extensions to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from .. import addresses
from ..model import Episode, Output, Podcast, Show
from . import atom, itunes, podcast_namespace, psc, spotify
from .key import key
from .notes import description_html, highlights, notes_html
from .paging import Page, pages
from .tags import Namespace, clean

if TYPE_CHECKING:  # heavy, and not needed when the feed has not changed
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator
    from lxml.etree import _Element

#: In the order in which their tags stand in the channel and in each item.
NAMESPACES: tuple[Namespace, ...] = (
    itunes.NAMESPACE,
    podcast_namespace.NAMESPACE,
    spotify.NAMESPACE,
    psc.NAMESPACE,
)

#: Without a version, so that a new feed-builder alone does not give every subscriber's
#: app a "changed" feed to fetch again.
GENERATOR = "feed-builder"

#: lxml's own has single quotes, at which some readers stumble.
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

#: What makes the feed readable in a browser. CSS, because browsers are giving up XSLT.
STYLESHEET = b'<?xml-stylesheet type="text/css" href="feed.css"?>\n'


def feeds(podcast: Podcast) -> Iterator[Output]:
    """The feed file and, before it, the pages with older episodes that it links to."""
    for page in reversed(pages(podcast)):
        yield _output(podcast, page)


def feed_pages(podcast: Podcast) -> tuple[bytes, ...]:
    """Every page of the feed, the newest episodes first."""
    return tuple(_page_bytes(podcast, page) for page in pages(podcast))


def feed(podcast: Podcast) -> Output:
    """The feed file; made again only when something that it shows has changed."""
    return _output(podcast, pages(podcast)[0])


def feed_bytes(podcast: Podcast) -> bytes:
    """The RSS document in UTF-8; the same podcast always gives the same bytes.

    It has been parsed again and found whole; that it is not is a bug, and raises.
    """
    return _page_bytes(podcast, pages(podcast)[0])


def _output(podcast: Podcast, page: Page) -> Output:
    show = podcast.show
    channel = tuple(namespace.channel(podcast) for namespace in NAMESPACES)
    shown = (_shown(show, episode) for episode in page.episodes)
    place = page.number, page.of, podcast.changed
    return Output(
        path=page.path,
        key=key(replace(show, origins={}), place, channel, *shown),
        make=partial(_page_bytes, podcast, page),
    )


def _page_bytes(podcast: Podcast, page: Page) -> bytes:
    document = _written(_generator(podcast, page).rss_str(), podcast.changed)
    _prove_whole(document, page)
    return document


def _shown(show: Show, episode: Episode) -> tuple[object, ...]:
    # Talk is most of a podcast's bytes, and no part of its feed.
    facts = replace(episode, transcript=None, translations=(), origins={})
    tags = tuple(namespace.item(show, episode) for namespace in NAMESPACES)
    return facts, highlights(episode), tags


def _generator(podcast: Podcast, page: Page) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    rss = FeedGenerator()
    _register_extensions(rss)
    _describe_show(rss, podcast.show)
    if podcast.changed:
        rss.lastBuildDate(podcast.changed.astimezone(UTC))
    rss.atom.tags = atom.links(podcast.show, page)
    for namespace in NAMESPACES:
        getattr(rss, namespace.prefix).tags = namespace.channel(podcast)
    for place, episode in enumerate(page.episodes, start=page.first):
        # feedgen would prepend, and we are given the newest first
        entry = rss.add_entry(order="append")
        _describe_episode(entry, podcast.show, episode)
        if podcast.show.full_notes is None or place < podcast.show.full_notes:
            notes = notes_html(episode, addresses.page_url(podcast.show, episode))
            entry.content(notes, type="CDATA")
    return rss


def _register_extensions(rss: FeedGenerator) -> None:
    from .extension import Extension

    for namespace in (atom.NAMESPACE, *NAMESPACES):
        extension = partial(Extension, namespace)
        rss.register_extension(namespace.prefix, extension, extension, atom=False)


def _describe_show(rss: FeedGenerator, show: Show) -> None:
    rss.title(clean(show.title))
    rss.description(clean(show.description))
    rss.link(href=show.link)
    rss.language(show.language)
    rss.copyright(clean(show.copyright or ""))
    rss.generator(GENERATOR)
    rss.docs("")  # else feedgen points to a description of RSS
    if show.artwork is not None:
        picture = addresses.url_of(show, addresses.artwork(show.artwork))
        rss.image(picture, title=clean(show.title), link=show.link)


def _describe_episode(entry: FeedEntry, show: Show, episode: Episode) -> None:
    from lxml.etree import CDATA

    page = addresses.page_url(show, episode)
    entry.title(clean(episode.title))
    entry.link(href=page)
    entry.guid(clean(episode.guid), permalink=False)
    entry.pubDate(episode.published.astimezone(UTC))
    audio = addresses.announced(show, episode.enclosure.url)
    entry.enclosure(audio, episode.enclosure.length, episode.enclosure.type)
    if description := description_html(episode, page):
        entry.description(CDATA(description))  # Apple reads HTML in CDATA only
    for namespace in NAMESPACES:
        getattr(entry, namespace.prefix).tags = namespace.item(show, episode)


def _written(rss: bytes, changed: datetime | None) -> bytes:
    from lxml import etree

    root = _parsed(rss)
    if changed is None:
        # feedgen has written the clock, which is never the same twice
        _remove(root, "channel/lastBuildDate")
    etree.cleanup_namespaces(root)  # feedgen declares content even when there is none
    xml: bytes = etree.tostring(root, encoding="UTF-8", pretty_print=True)
    return DECLARATION + STYLESHEET + xml


def _remove(root: _Element, path: str) -> None:
    for element in root.findall(path):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _prove_whole(document: bytes, page: Page) -> None:
    found = [guid.text for guid in _parsed(document).iterfind("channel/item/guid")]
    expected = [clean(episode.guid) for episode in page.episodes]
    if found != expected:
        raise RuntimeError(f"the feed holds the items {found}, not {expected}")


def _parsed(document: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    return etree.fromstring(document, parser)
