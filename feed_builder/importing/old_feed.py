"""Somebody's existing RSS feed, read as apps read it: broken or hostile, it is bounded.

Entities are never resolved and nothing is fetched; what the XML lacks to be whole is
recovered as far as possible.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.entities import html5
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..podcast_spec import CHANNEL, ITEM
from ..text import one_line, xml_safe
from ..timecode import parse_timecode
from .carried import Carried, carried

if TYPE_CHECKING:
    from lxml.etree import _Element

#: In bytes; the largest feeds that are known have about a tenth of it.
LARGEST = 100_000_000
_CDATA = re.compile(rb"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
#: What stands for no character in XML, which knows five entities and numbers.
_STRAY = re.compile(
    rb"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)([A-Za-z]\w{1,31};)?"
)
_DECLARATION = re.compile(
    rb"""<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']"""
)
_ENCODING = re.compile(r"""^(<\?xml[^>]{0,200}?)\sencoding\s*=\s*["'][^"']*["']""")
_ZONE = re.compile(r"(?:[A-Za-z]{1,5}|[+-]\d{2}:?\d{2})\s*(?:\([^)]*\))?$")
_CLOCK = re.compile(r"\d{1,4}(?::\d{1,4}){1,2}", re.ASCII)
_ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
_NAMESPACES = {
    _ITUNES: "itunes:",
    "https://podcastindex.org/namespace/1.0": "podcast:",
    "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": (
        "podcast:"
    ),
    "http://purl.org/rss/1.0/modules/content": "content:",
    "http://www.w3.org/2005/atom": "atom:",
    "http://podlove.org/simple-chapters": "psc:",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OldItem:
    """One item as the old feed gives it; ``line`` is where it stands there.

    ``image`` is the address of its picture, ``picture`` a file of the project. Of
    ``bare`` audio nothing but the address is known yet; where it is not ``is_dated``,
    its date is assumed.
    """

    line: int
    guid: str
    title: str
    image: str
    picture: str
    published: datetime | None
    url: str
    length: int
    type: str
    duration: timedelta | None
    notes: str
    description: str
    summary: str
    season: int | None
    number: int | None
    kind: str
    explicit: bool | None
    zoned: bool
    more: Carried
    is_dated: bool = True
    bare: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OldFeed:
    """A show as its old feed gives it; ``following`` is the address of older items."""

    title: str
    description: str
    summary: str
    link: str
    address: str
    language: str
    guid: str
    author: str
    email: str
    owner: str
    image: str
    explicit: bool | None
    serial: bool
    artwork: str
    locked: bool | None
    copyright: str
    categories: tuple[str, ...]
    more: Carried
    following: str
    doubts: tuple[str, ...]
    items: tuple[OldItem, ...]


def read_old_feed(*pages: bytes) -> OldFeed | None:
    """What the feed says; None if it is no RSS feed, or one beyond all bounds.

    Further pages, with older episodes, give their items to the first one.
    """
    read = [_page(page) for page in pages if len(page) <= LARGEST]
    feeds = [feed for feed in read if feed]
    if not feeds or len(feeds) < len(pages):
        return None
    items = tuple(item for feed in feeds for item in feed.items)
    return replace(feeds[0], items=items, following=feeds[-1].following)


def next_page(data: bytes) -> str:
    """Where the feed in these bytes goes on, if it says so (RFC 5005, section 3)."""
    feed = _page(data)
    return feed.following if feed else ""


def is_address(text: str) -> bool:
    """Whether the text is a web address."""
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return fits and not any(c.isspace() for c in text)


def _page(data: bytes) -> OldFeed | None:
    from lxml import etree

    parser = etree.XMLParser(
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    data, doubts = _in_utf_8(data)
    try:
        root = etree.fromstring(_mended(data), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    channel = None if root is None else root.find("channel")
    return None if channel is None else replace(_feed(channel), doubts=doubts)


def _in_utf_8(data: bytes) -> tuple[bytes, tuple[str, ...]]:
    """In UTF-8, without a word on encoding; and a doubt, if that word was wrong."""
    found = _DECLARATION.match(data.lstrip())
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    declared = "utf-16" if is_wide else found[1].decode() if found else "utf-8"
    doubts: tuple[str, ...] = ()
    try:
        text = data.decode(declared)
    except (LookupError, UnicodeDecodeError):
        text, true = _as_it_can_be(data)
        doubts = (
            f"it is not in {declared.upper()}, as it says; it was read as {true}",
        )
    text = text.removeprefix("\ufeff").lstrip()
    return _ENCODING.sub(r"\1", text, count=1).encode("utf-8", "replace"), doubts


def _as_it_can_be(data: bytes) -> tuple[str, str]:
    try:
        return data.decode(), "UTF-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def _mended(data: bytes) -> bytes:
    """The bytes with stray ampersands escaped: libxml2 loses text behind them."""
    parts = _CDATA.split(data)
    parts[::2] = (_STRAY.sub(_escaped, part) for part in parts[::2])
    return b"".join(parts)


def _escaped(stray: re.Match[bytes]) -> bytes:
    name = (stray[1] or b"").decode("ascii")
    if character := html5.get(name):
        return b"".join(b"&#%d;" % ord(c) for c in character)
    return b"&amp;" + name.encode("ascii")


def _feed(channel: _Element) -> OldFeed:
    tags = _by_name(channel)
    owner = _by_name(tags["itunes:owner"][0]) if "itunes:owner" in tags else {}
    own = (e for e in tags.get("atom:link", ()) if e.get("rel") == "self")
    image = _attribute(tags, "itunes:image", "href")
    further = (e for e in tags.get("atom:link", ()) if e.get("rel") == "next")
    author = _text(tags, "itunes:author")
    return OldFeed(
        title=one_line(_text(tags, "title")),
        description=_text(tags, "description", "itunes:summary"),
        summary=_text(tags, "itunes:summary"),
        link=_text(tags, "link"),
        address=_text(tags, "itunes:new-feed-url")
        or next((e.get("href", "") for e in own), ""),
        language=_text(tags, "language"),
        guid=_text(tags, "podcast:guid"),
        author=author,
        email=_text(owner, "itunes:email"),
        owner=one_line(_text(owner, "itunes:name")),
        image=image if is_address(image) else "",
        explicit=_truth(_text(tags, "itunes:explicit")),
        serial=_text(tags, "itunes:type").lower() == "serial",
        artwork="",
        locked=_truth(_text(tags, "podcast:locked")),
        copyright=_text(tags, "copyright"),
        categories=tuple(_categories(tags.get("itunes:category", []))),
        more=carried(tags, CHANNEL, _said(tags, owner)),
        following=next((e.get("href", "") for e in further), ""),
        doubts=(),
        items=tuple(_item(item, author) for item in channel.iterfind("item")),
    )


def _item(item: _Element, author: str) -> OldItem:
    tags = _by_name(item)
    url = _attribute(tags, "enclosure", "url")
    return OldItem(
        line=_line(item),
        guid=_text(tags, "guid") or url,  # apps fall back on the audio's address
        title=one_line(_text(tags, "title", "itunes:title")),
        image=_attribute(tags, "itunes:image", "href"),
        picture="",
        published=_moment(_text(tags, "pubdate")),
        url=url,
        length=_number(_attribute(tags, "enclosure", "length")) or 0,
        type=_attribute(tags, "enclosure", "type"),
        duration=_duration(_text(tags, "itunes:duration")),
        notes=_text(tags, "content:encoded", "description", "itunes:summary"),
        description=_text(tags, "description", "itunes:summary"),
        summary=_text(tags, "itunes:summary"),
        season=_number(_text(tags, "itunes:season", "podcast:season")),
        number=_number(_text(tags, "itunes:episode", "podcast:episode")),
        kind=_text(tags, "itunes:episodetype").lower(),
        explicit=_truth(_text(tags, "itunes:explicit")),
        zoned=_has_zone(_text(tags, "pubdate")),
        more=carried(tags, ITEM, {**_said(tags, {}), "itunes:author": author}),
    )


def _said(tags: _Tags, owner: _Tags) -> dict[str, str]:
    """What tags would only say again, by their names."""
    email = _text(owner, "itunes:email")
    name = _text(owner, "itunes:name")
    locked = next(iter(tags.get("podcast:locked", ())), None)
    is_ours = locked is not None and locked.get("owner", email) == email
    return {
        "itunes:title": _text(tags, "title"),
        "managingeditor": f"{email} ({name})",
        "webmaster": f"{email} ({name})",
        **({"podcast:locked": _text(tags, "podcast:locked")} if is_ours else {}),
    }


def _line(item: _Element) -> int:
    line = item.sourceline
    return line if isinstance(line, int) else 1


_Tags = dict[str, list["_Element"]]


def _by_name(parent: _Element) -> _Tags:
    """Child tags by their usual names, whatever the feed calls their namespaces."""
    found: _Tags = {}
    for child in parent:
        if isinstance(child.tag, str):
            uri, _, name = child.tag.rpartition("}")
            uri = uri.lstrip("{").rstrip("/").lower()
            prefix = _NAMESPACES.get(uri, "" if not uri else f"{uri}:")
            # a prefix that was never declared is a part of the name
            found.setdefault((prefix + name).lower(), []).append(child)
    return found


def _text(tags: _Tags, *names: str) -> str:
    for name in names:
        for element in tags.get(name, ()):
            if text := xml_safe("".join(map(str, element.itertext()))).strip():
                return text
    return ""


def _attribute(tags: _Tags, name: str, attribute: str) -> str:
    values = (e.get(attribute, "").strip() for e in tags.get(name, ()))
    return next(filter(None, values), "")


def _categories(elements: list[_Element]) -> list[str]:
    found = []
    for element in elements:
        inner = [e.get("text", "").strip() for e in element if e.tag == element.tag]
        name = element.get("text", "").strip()
        found += [f"{name} > {sub}" for sub in inner if sub] or [name]
    return list(dict.fromkeys(filter(None, found)))


def _moment(text: str) -> datetime | None:
    """The moment as mail writes it, or as ISO 8601 does; without a zone, in UTC."""
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(text)
            moment.astimezone(UTC)  # near the ends of time it cannot be told
        except (ValueError, OverflowError):
            continue
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _has_zone(text: str) -> bool:
    """Whether it has one; "-0000" is UTC, wherever it was written (RFC 5322, 3.3)."""
    return bool(_ZONE.search(text)) or _moment(text) is None


def _duration(text: str) -> timedelta | None:
    """The time, also where minutes or seconds go beyond 59, as apps take it."""
    if _CLOCK.fullmatch(text):
        whole = sum(int(n) * 60**place for place, n in enumerate(text.split(":")[::-1]))
        return timedelta(seconds=whole) or None
    return parse_timecode(text or "0") or None


def _number(text: str) -> int | None:
    is_whole = re.fullmatch(r"\d{1,15}", text, re.ASCII)
    return (int(text) or None) if is_whole else None


def _truth(text: str) -> bool | None:
    words = {"yes": True, "true": True, "explicit": True}
    return words.get(text.lower(), False) if text else None
