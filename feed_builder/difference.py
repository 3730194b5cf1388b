"""Two feeds, told apart as a listener's app would: what is new, changed or gone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What makes apps take an episode for a new one, or fetch its audio again.
AGAIN = frozenset({"guid", "enclosure url"})
_NAMES = {
    "{http://www.itunes.com/dtds/podcast-1.0.dtd}": "itunes:",
    "{https://podcastindex.org/namespace/1.0}": "podcast:",
    "{http://purl.org/rss/1.0/modules/content/}": "content:",
    "{http://www.w3.org/2005/Atom}": "atom:",
    "{http://podlove.org/simple-chapters}": "psc:",
    "{http://www.spotify.com/ns/rss}": "spotify:",
}
_SHOW = "the show"


class Kind(Enum):
    """What happened, by the sign that stands before it."""

    NEW = "+"
    GONE = "-"
    CHANGED = "~"
    AGAIN = "!"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that listeners would notice; ``field`` is None for a whole episode."""

    kind: Kind
    of: str
    field: str | None = None
    before: str = ""
    after: str = ""


def differences(before: bytes | None, after: bytes) -> Iterator[Difference]:
    """What apps would see change between two feeds; None is no feed at all."""
    old, new = _parsed(before), _parsed(after)
    show = new.pop(_SHOW)
    if before is None:
        yield Difference(kind=Kind.NEW, of=_SHOW)
    else:
        yield from _fields(_SHOW, old.pop(_SHOW), show)
    renamed = _given_another_guid(old, new)
    for guid, fields in new.items():
        if guid in old:
            yield from _fields(_title(fields), old[guid], fields)
        elif guid in renamed:
            yield from _fields(_title(fields), old[renamed[guid]], fields)
        else:
            yield Difference(kind=Kind.NEW, of=_title(fields))
    for guid, fields in old.items():
        if guid not in new and guid not in renamed.values():
            yield Difference(kind=Kind.GONE, of=_title(fields))


_Fields = dict[str, str]


def _parsed(feed: bytes | None) -> dict[str, _Fields]:
    from lxml import etree

    if feed is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    channel = etree.fromstring(feed, parser).find("channel")
    assert channel is not None
    items = {item.findtext("guid", ""): _told(item) for item in channel.findall("item")}
    return {_SHOW: _told(channel), **items}


def _told(element: _Element) -> _Fields:
    """Every tag of a channel or item, and each of its attributes, as text."""
    told: _Fields = {}
    for tag in element.iterdescendants():
        if not isinstance(tag.tag, str) or "item" in _path(element, tag):
            continue
        name = " ".join(_path(element, tag))
        values = {name: (tag.text or "").strip()}
        values |= {f"{name} {key!s}": str(value) for key, value in tag.items()}
        for key, value in values.items():
            if value:
                told[key] = f"{told[key]}\n{value}" if key in told else value
    told.pop("lastBuildDate", None)
    return told


def _path(root: _Element, tag: _Element) -> list[str]:
    names = [_short(tag)]
    for parent in tag.iterancestors():
        if parent is root:
            break
        names.insert(0, _short(parent))
    return names


def _short(tag: _Element) -> str:
    name = str(tag.tag)
    for uri, prefix in _NAMES.items():
        if name.startswith(uri):
            return prefix + name.removeprefix(uri)
    return name


def _given_another_guid(
    old: dict[str, _Fields], new: dict[str, _Fields]
) -> dict[str, str]:
    """Episodes with the same audio under another guid: new guid to old one."""
    audio = {fields.get("enclosure url"): guid for guid, fields in old.items()}
    pairs = {
        guid: audio.get(fields.get("enclosure url")) for guid, fields in new.items()
    }
    return {
        guid: former
        for guid, former in pairs.items()
        if former is not None and guid not in old and former not in new
    }


def _fields(of: str, old: _Fields, new: _Fields) -> Iterator[Difference]:
    told: set[str] = set()
    for name in dict.fromkeys((*old, *new)):
        before, after = old.get(name, ""), new.get(name, "")
        if before == after:
            continue
        tag = name.partition(" ")[0]
        if not (_has(old, tag) and _has(new, tag)):
            # A tag that comes or goes is told once, and not by each of its attributes.
            if tag in told:
                continue
            told.add(tag)
            name = tag
        kind = Kind.AGAIN if name in AGAIN else Kind.CHANGED
        yield Difference(kind=kind, of=of, field=name, before=before, after=after)


def _has(fields: _Fields, tag: str) -> bool:
    return any(name.partition(" ")[0] == tag for name in fields)


def _title(fields: _Fields) -> str:
    return fields.get("title", "an episode without a title")
