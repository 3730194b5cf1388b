"""The feed: a podcast as RSS 2.0, made with feedgen and our own extensions to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from .. import addresses
from ..model import Episode, Output, Podcast, Show
from . import itunes, podcast_namespace
from .key import key
from .notes import description_html, highlights, notes_html
from .tags import Namespace, clean

if TYPE_CHECKING:  # heavy, and not needed when the feed has not changed
    from feedgen.entry import FeedEntry
    from feedgen.feed import FeedGenerator
    from lxml.etree import _Element

#: In the order in which their tags stand in the channel and in each item.
NAMESPACES: tuple[Namespace, ...] = (itunes.NAMESPACE, podcast_namespace.NAMESPACE)

#: Without a version, so that a new feed-builder alone does not give every subscriber's
#: app a "changed" feed to fetch again.
GENERATOR = "feed-builder"

#: lxml's own has single quotes, at which some readers stumble.
DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'


def feed(podcast: Podcast) -> Output:
    """The feed file; made again only when something that it shows has changed."""
    show = podcast.show
    shown = (_shown(show, episode) for episode in podcast.episodes)
    return Output(
        path=addresses.FEED,
        key=key(replace(show, origins={}), *shown),
        make=partial(feed_bytes, podcast),
    )


def feed_bytes(podcast: Podcast) -> bytes:
    """The RSS document in UTF-8; the same podcast always gives the same bytes.

    It has been parsed again and found whole; that it is not is a bug, and raises.
    """
    document = _written(_generator(podcast).rss_str(), podcast.changed)
    _prove_whole(document, podcast)
    return document


def _shown(show: Show, episode: Episode) -> tuple[object, ...]:
    # Talk is most of a podcast's bytes, and no part of its feed.
    facts = replace(episode, transcript=None, origins={})
    tags = tuple(namespace.item(show, episode) for namespace in NAMESPACES)
    return facts, highlights(episode), tags


def _generator(podcast: Podcast) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    rss = FeedGenerator()
    _register_extensions(rss)
    _describe_show(rss, podcast.show)
    if podcast.changed:
        rss.lastBuildDate(podcast.changed.astimezone(UTC))
    for namespace in NAMESPACES:
        getattr(rss, namespace.prefix).tags = namespace.channel(podcast)
    for episode in podcast.episodes:
        # feedgen would prepend, and we are given the newest first
        _describe_episode(rss.add_entry(order="append"), podcast.show, episode)
    return rss


def _register_extensions(rss: FeedGenerator) -> None:
    from .extension import Extension

    for namespace in NAMESPACES:
        extension = partial(Extension, namespace)
        rss.register_extension(namespace.prefix, extension, extension, atom=False)


def _describe_show(rss: FeedGenerator, show: Show) -> None:
    rss.title(clean(show.title))
    rss.description(clean(show.description))
    rss.link(href=show.feed_url, rel="self", type="application/rss+xml")
    rss.link(href=show.link)  # last: feedgen's <link> is the latest one set
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
    entry.enclosure(
        episode.enclosure.url, episode.enclosure.length, episode.enclosure.type
    )
    if description := description_html(episode, page):
        entry.description(CDATA(description))  # Apple reads HTML in CDATA only
    entry.content(notes_html(episode, page), type="CDATA")
    for namespace in NAMESPACES:
        getattr(entry, namespace.prefix).tags = namespace.item(show, episode)


def _written(rss: bytes, changed: datetime | None) -> bytes:
    from lxml import etree

    root = _parsed(rss)
    if changed is None:
        # feedgen has written the clock, which is never the same twice
        _remove(root, "channel/lastBuildDate")
    etree.cleanup_namespaces(root)  # feedgen declares content even when there is none
    return DECLARATION + etree.tostring(root, encoding="UTF-8", pretty_print=True)


def _remove(root: _Element, path: str) -> None:
    for element in root.findall(path):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _prove_whole(document: bytes, podcast: Podcast) -> None:
    found = [guid.text for guid in _parsed(document).iterfind("channel/item/guid")]
    expected = [clean(episode.guid) for episode in podcast.episodes]
    if found != expected:
        raise RuntimeError(f"the feed holds the items {found}, not {expected}")


def _parsed(document: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    return etree.fromstring(document, parser)
