"""The feed: a podcast as RSS 2.0, made with feedgen and our own extensions to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, Protocol

from .. import addresses
from ..model import Episode, Extra, Listing, Output, Podcast, Show
from . import atom, extra, itunes, podcast_namespace, psc, spotify
from .key import key
from .notes import Notes
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


#: As a tree, a feed takes ten times its bytes.
_PROVEN_AT_ONCE = 200

_ITEM, _END = "    <item>", "  </channel>"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"


class Item(Protocol):
    """An episode as it stands in the feed, made here or remembered."""

    @property
    def digest(self) -> str:
        """A digest of the text."""

    @property
    def spaces(self) -> tuple[tuple[str, str], ...]:
        """The prefixes and addresses of the namespaces that it needs declared."""

    @property
    def xml(self) -> str:
        """The text, indented as it stands in the feed."""

    @property
    def is_proven(self) -> bool:
        """Whether it stood in a feed that was found whole."""


#: Gives the item of an episode; with all of its notes, or with the short ones only.
Items = Callable[[Show, Listing, bool], Item]


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeItem:
    """An item as feedgen made it."""

    spaces: tuple[tuple[str, str], ...]
    xml: str

    @property
    def is_proven(self) -> bool:
        """It never stood in a feed."""
        return False

    @property
    def digest(self) -> str:
        """A digest of the text."""
        return sha256(self.xml.encode()).hexdigest()[:32]


def item_of(show: Show, episode: Episode, whole: bool) -> MadeItem:
    """The episode's item; ``whole`` with all of its notes."""
    from feedgen.entry import FeedEntry
    from lxml import etree

    entry = FeedEntry()
    _register_extensions(entry, *NAMESPACES)
    notes = Notes(episode, addresses.page_url(show, episode))
    _describe_episode(entry, show, episode, notes)
    if whole:
        entry.content(notes.html, type="CDATA")
    root = etree.Element("rss")
    channel = etree.SubElement(root, "channel")
    channel.append(entry.rss_entry())  # where its indentation is the one of a feed
    etree.cleanup_namespaces(root, top_nsmap=_spaces(episode.extra))
    text = etree.tostring(root, encoding="UTF-8", pretty_print=True).decode()
    start, end = text.index(_ITEM), text.rindex(_END)
    return MadeItem(
        spaces=tuple((p, uri) for p, uri in root.nsmap.items() if p),
        xml=text[start:end],
    )


def made(show: Show, episode: Listing, whole: bool) -> Item:
    """The episode's item, made anew."""
    return item_of(show, episode.whole, whole)


def feeds(podcast: Podcast, items: Items = made) -> Iterator[Output]:
    """The feed file and, before it, the pages with older episodes that it links to."""
    for page in reversed(pages(podcast)):
        yield _output(podcast, page, items)


def feed_pages(podcast: Podcast, items: Items = made) -> tuple[bytes, ...]:
    """Every page of the feed, the newest episodes first."""
    return tuple(
        b"".join(_pieces(podcast, page, _items(podcast.show, page, items)))
        for page in pages(podcast)
    )


def feed(podcast: Podcast) -> Output:
    """The feed file; made again only when something that it shows has changed."""
    return _output(podcast, pages(podcast)[0], made)


def feed_bytes(podcast: Podcast) -> bytes:
    """The RSS document in UTF-8; the same podcast always gives the same bytes.

    What is new in it has been parsed again and found whole; that it is not is a bug,
    and raises.
    """
    return feed_pages(podcast)[0]


def _items(show: Show, page: Page, items: Items) -> list[Item]:
    limit = show.full_notes
    return [
        items(show, episode, limit is None or place < limit)
        for place, episode in enumerate(page.episodes, start=page.first)
    ]


def _output(podcast: Podcast, page: Page, items: Items) -> Output:
    show = podcast.show
    channel = tuple(namespace.channel(podcast) for namespace in NAMESPACES)
    listed = _items(show, page, items)
    place = page.number, page.of, podcast.changed
    return Output(
        path=page.path,
        key=key(show, place, channel, [i.digest for i in listed]),
        pieces=partial(_pieces, podcast, page, listed),
    )


def _pieces(podcast: Podcast, page: Page, items: Sequence[Item]) -> Iterator[bytes]:
    """A page of the feed, of which nothing new is given before it was proven."""
    spaces = _spaces(podcast.show.extra)
    others = [_other_spaces(item, spaces) for item in items]
    needed = {prefix for item in items for prefix, _ in item.spaces}
    rss = _generator(podcast, page).rss_str()
    channel = _written(rss, podcast.changed, spaces, needed)
    head, end, tail = channel.rpartition(_END.encode())
    yield head
    for at in range(0, len(items) or 1, _PROVEN_AT_ONCE):
        some = slice(at, at + _PROVEN_AT_ONCE)
        texts = [text.encode() for text in map(_text, items[some], others[some])]
        listed = zip(page.episodes[some], items[some], texts, strict=True)
        new = [(clean(e.guid), text) for e, item, text in listed if not item.is_proven]
        if new or not at:  # the channel, too
            whole = b"".join([head, *(text for _, text in new), end, tail])
            _prove_whole(whole, [guid for guid, _ in new])
        yield from texts
    yield end + tail


def _generator(podcast: Podcast, page: Page) -> FeedGenerator:
    from feedgen.feed import FeedGenerator

    rss = FeedGenerator()
    _register_extensions(rss, atom.NAMESPACE, *NAMESPACES)
    _describe_show(rss, podcast.show)
    if podcast.changed:
        rss.lastBuildDate(podcast.changed.astimezone(UTC))
    rss.atom.tags = atom.links(podcast.show, page)
    rss.extra.tags = extra.written(podcast.show.extra, podcast.show.artwork)
    for namespace in NAMESPACES:
        tags = namespace.channel(podcast)
        tags = extra.without(namespace.prefix, tags, rss.extra.tags)
        getattr(rss, namespace.prefix).tags = tags
    return rss


def _other_spaces(item: Item, spaces: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """What the item says itself; what it needs is added to the ``spaces`` of the feed.

    Two old feeds may have meant different things by one prefix.
    """
    return tuple((p, uri) for p, uri in item.spaces if spaces.setdefault(p, uri) != uri)


def _text(item: Item, other: Iterable[tuple[str, str]]) -> str:
    if not other:
        return item.xml
    said = "".join(f' xmlns:{prefix}="{escape(uri)}"' for prefix, uri in other)
    return item.xml.replace(_ITEM, f"{_ITEM[:-1]}{said}>", 1)


def _spaces(extras: Iterable[Extra]) -> dict[str, str]:
    """All that tags may need declared; feedgen itself writes those of content."""
    own = {namespace.prefix: namespace.uri for namespace in NAMESPACES}
    return {"content": _CONTENT, **own} | extra.namespaces(extras)


def _register_extensions(to: FeedGenerator | FeedEntry, *namespaces: Namespace) -> None:
    from .extension import Extension, Extras

    for namespace in namespaces:
        extension = partial(Extension, namespace)
        to.register_extension(namespace.prefix, extension, atom=False)
    to.register_extension("extra", Extras, atom=False)


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


def _describe_episode(
    entry: FeedEntry, show: Show, episode: Episode, notes: Notes
) -> None:
    from lxml.etree import CDATA

    page = addresses.page_url(show, episode)
    entry.title(clean(episode.title))
    entry.link(href=page)
    entry.guid(clean(episode.guid), permalink=False)
    entry.pubDate(episode.published.astimezone(UTC))
    audio = addresses.announced(show, episode.enclosure.url)
    entry.enclosure(audio, episode.enclosure.length, episode.enclosure.type)
    if description := notes.description:
        entry.description(CDATA(description))  # Apple reads HTML in CDATA only
    entry.extra.tags = extra.written(episode.extra, episode.artwork)
    for namespace in NAMESPACES:
        tags = namespace.item(show, episode)
        tags = extra.without(namespace.prefix, tags, entry.extra.tags)
        getattr(entry, namespace.prefix).tags = tags


def _written(
    rss: bytes, changed: datetime | None, spaces: Mapping[str, str], needed: set[str]
) -> bytes:
    from lxml import etree

    root = _parsed(rss)
    if changed is None:
        # feedgen has written the clock, which is never the same twice
        _remove(root, "channel/lastBuildDate")
    # feedgen declares the namespace of content even when there is none
    etree.cleanup_namespaces(
        root, top_nsmap=dict(spaces), keep_ns_prefixes=sorted(needed)
    )
    xml: bytes = etree.tostring(root, encoding="UTF-8", pretty_print=True)
    return DECLARATION + STYLESHEET + xml


def _remove(root: _Element, path: str) -> None:
    for element in root.findall(path):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _prove_whole(document: bytes, expected: list[str]) -> None:
    found = [guid.text for guid in _parsed(document).iterfind("channel/item/guid")]
    if found != expected:
        raise RuntimeError(f"the feed holds the items {found}, not {expected}")


def _parsed(document: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    return etree.fromstring(document, parser)
