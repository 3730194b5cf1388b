"""The last feed that we published, read back into a ledger when that was lost."""

from __future__ import annotations

from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ..model import Enclosure, Ledger, Published

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMES = {
    "podcast": "https://podcastindex.org/namespace/1.0",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "atom": "http://www.w3.org/2005/Atom",
}


def read_own_feed(data: bytes) -> Ledger | None:
    """What this feed gave to listeners; None if it is not a whole feed of ours."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        channel = etree.fromstring(data, parser).find("channel")
        return None if channel is None else _ledger(channel)
    except (etree.XMLSyntaxError, ValueError, TypeError, KeyError):
        return None


def _ledger(channel: _Element) -> Ledger:
    link = _text(channel, "link")
    self_link = channel.find("atom:link[@rel='self']", _NAMES)
    feed = self_link.get("href", "") if self_link is not None else ""
    episodes = (_published(item, link) for item in channel.iterfind("item"))
    return Ledger(
        guid=UUID(_text(channel, "podcast:guid")),
        feeds=(feed,),
        link=link,
        episodes=tuple(sorted(episodes, key=lambda p: (p.published, p.guid))),
    )


def _published(item: _Element, link: str) -> Published:
    slug = _text(item, "link").removeprefix(f"{link}episodes/").strip("/")
    enclosure = item.find("enclosure")
    if enclosure is None or "/" in slug:
        raise ValueError(slug)
    return Published(
        guid=_text(item, "guid"),
        stem=slug,
        slug=slug,
        title=_text(item, "title"),
        published=parsedate_to_datetime(_text(item, "pubDate")),
        enclosure=Enclosure(
            url=enclosure.get("url", ""),
            length=int(enclosure.get("length", "")),
            type=enclosure.get("type", ""),
        ),
        duration=timedelta(seconds=int(_text(item, "itunes:duration"))),
    )


def _text(parent: _Element, path: str) -> str:
    text = parent.findtext(path, namespaces=_NAMES)
    if not text:
        raise ValueError(path)
    return text
