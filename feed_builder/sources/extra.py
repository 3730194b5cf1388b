"""XML of the author's own for the feed: read safely, and kept apart from ours."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING

from ..model import Extra
from ..namespaces import NAMESPACES
from ..podcast_spec import CHANNEL, ITEM
from ..problems import Location, Problem, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

#: In characters; more is no remark beside a feed, but a feed.
LARGEST = 200_000
_RSS = {
    CHANNEL: frozenset(
        "category cloud image managingEditor pubDate rating skipDays skipHours "
        "textInput ttl webMaster".split()
    ),
    ITEM: frozenset("author category comments source".split()),
}
#: What has a key of its own, or is made by every build.
_KEYS = {
    CHANNEL: {
        "itunes:author": "author",
        "itunes:category": "categories",
        "itunes:complete": "complete",
        "itunes:block": "block",
        "itunes:explicit": "explicit",
        "itunes:new-feed-url": "moved_to",
        "itunes:owner": "owner",
        "itunes:summary": "itunes_summary",
        "itunes:type": "type",
        "podcast:guid": "guid",
        "spotify:limit": "spotify",
        "spotify:countryOfOrigin": "spotify",
    },
    ITEM: {
        "content:encoded": "notes",
        "itunes:block": "block",
        "itunes:duration": "audio",
        "itunes:episode": "episode",
        "itunes:episodeType": "type",
        "itunes:explicit": "explicit",
        "itunes:season": "season",
        "itunes:summary": "itunes_summary",
        "psc:chapters": "chapters",
    },
}
_LINKS = frozenset("self hub first last next prev previous".split())
_SCHEMES = ("javascript:", "vbscript:", "data:")
_XHTML = "http://www.w3.org/1999/xhtml"


def read_extra(
    text: str, parent: str, location: Location | None = None
) -> tuple[tuple[Extra, ...], tuple[Problem, ...]]:
    """The tags in this text for the channel or an item; usual prefixes are declared.

    A tag with a mistake in it is left out.
    """
    from lxml import etree

    if len(text) > LARGEST:
        message = f"extra: {len(text)} characters; {LARGEST} are the most"
        return (), (_unread(message, location),)
    spaces = "".join(f' xmlns:{p}="{escape(u)}"' for p, u in NAMESPACES.items())
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(f"<extra{spaces}>{text}</extra>".encode(), parser)
    except etree.XMLSyntaxError as error:
        return (), (_unread(f"extra: {error.msg.partition(', line')[0]}", location),)
    found, problems = list[Extra](), list[Problem]()
    for element in root:
        if breach := _breach(element, parent):
            problems.append(_unfit(*breach, location))
        else:
            found.append(_extra(element, location))
    if any(text.strip() for text in _beside(root)):
        problems.append(_unread("extra: there is text beside its tags", location))
    return tuple(found), tuple(problems)


def name_of(element: _Element) -> str:
    """The tag with its usual prefix, or the one that it has."""
    uri, _, local = str(element.tag).rpartition("}")
    usual = {u: p for p, u in NAMESPACES.items()}
    prefix = usual.get(uri.lstrip("{"), element.prefix or "")
    return f"{prefix}:{local}" if uri else local


def _beside(root: _Element) -> Iterator[str]:
    yield root.text or ""
    yield from (element.tail or "" for element in root)


def _breach(element: _Element, parent: str) -> tuple[str, str] | None:
    """What is wrong with one tag, and the remedy."""
    name = name_of(element)
    if ":" not in name and name not in _RSS[parent]:
        hint = f"of RSS itself, use {', '.join(sorted(_RSS[parent]))}"
        return f"extra: <{name}> is none that may stand here", hint
    if key := _KEYS[parent].get(name):
        return f"extra: <{name}> has a key of its own", f"write it as `{key}:`"
    if name == "atom:link" and element.get("rel", "") in _LINKS:
        rel = element.get("rel")
        return f"extra: the link {rel!r} is made by every build", "remove it"
    for each in element.iter():
        uri, _, local = str(each.tag).rpartition("}")
        if uri == f"{{{_XHTML}" or local.lower() == "script":
            return f"extra: <{local}> could be run or shown as a page", "remove it"
        values = (str(value) for value in (each.text or "", *each.attrib.values()))
        if any(value.strip().lower().startswith(_SCHEMES) for value in values):
            return f"extra: <{name}> has an address that could be run", "remove it"
    return None


def _extra(element: _Element, location: Location | None) -> Extra:
    from lxml import etree

    alone = deepcopy(element)
    alone.tail = None
    etree.cleanup_namespaces(alone)
    spaces = {p: u for e in alone.iter() for p, u in e.nsmap.items() if p}
    return Extra(
        name=name_of(element),
        xml=etree.tostring(alone, encoding="unicode"),
        namespaces=tuple(sorted(spaces.items())),
        location=location,
    )


def _unread(message: str, location: Location | None) -> Problem:
    return Problem(
        rule="extra-whole",
        severity=Severity.ERROR,
        message=message,
        location=location,
        hint="write whole tags, as they shall stand in the feed: <a:b>…</a:b>; declare "
        'a prefix that is not usual on its tag, as xmlns:a="https://…"',
    )


def _unfit(message: str, hint: str, location: Location | None) -> Problem:
    return Problem(
        rule="extra-apart",
        severity=Severity.ERROR,
        message=message,
        location=location,
        hint=hint,
    )
