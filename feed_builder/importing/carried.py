"""Tags of an old feed as YAML: the specification's table says what they may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..podcast_spec import FRIENDLY, ITEM, MAPPING, Kind, TagSpec, ValueSpec, tags_in
from ..problems import Severity
from ..sources.document import Document
from ..sources.feed_tags import TagReader
from ..text import plain_text, xml_safe
from ..timecode import parse_timecode

if TYPE_CHECKING:
    from lxml.etree import _Element

Tags = Mapping[str, list["_Element"]]
"""Child tags by their usual names in small letters: "title", "podcast:person"."""

#: Numbers and identities that are read elsewhere, if they say nothing more.
_READ = frozenset({"guid", "locked"})
#: What every build makes anew, or what stands in the YAML already.
_REMADE = frozenset(
    "title description link language copyright pubdate lastbuilddate generator docs "
    "ttl image item guid enclosure atom:link content:encoded itunes:author "
    "itunes:owner itunes:image itunes:explicit itunes:type itunes:category "
    "itunes:new-feed-url itunes:duration itunes:season itunes:episode "
    "itunes:episodetype itunes:block itunes:complete psc:chapters "
    "podcast:guid podcast:locked".split()
)
#: These are remade of a show, and lost of an episode.
_LOST_OF_ITEMS = frozenset({"link", "itunes:image", "image", "itunes:category"})
_ENTRY = {"text": "name", "img": "image", "href": "link"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A tag, or a part of one, that no YAML can say, and its line in the old feed."""

    name: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """Keys and values of YAML, and what could not be carried."""

    keys: Mapping[str, Any]
    left: tuple[Left, ...]


def carried(tags: Tags, parent: str, texts: Iterable[str]) -> Carried:
    """All that the tags of a channel or an item say beyond what is read elsewhere.

    ``texts`` are carried already; a tag that only says one of them again is no loss.
    """
    keys: dict[str, Any] = {}
    left: list[Left] = []
    friendly = {tag: key for key, tag in FRIENDLY[parent].items()}
    for tag, elements in _in_order(tags, parent):
        pairs = [(e, _checked(tag, e, parent, left)) for e in elements]
        if tags_in(parent)[tag].once:
            used = [pair for pair in pairs if pair[1]]
            left += (_left(element) for element, _ in used[1:])
            pairs = used[:1]
        values = [value for _, value in pairs if value]
        if tag == "person":
            keys |= _people(values, parent)
        elif values:
            place = keys if tag in friendly else keys.setdefault(MAPPING, {})
            place[friendly.get(tag, tag)] = values if values[1:] else values[0]
    for name in ("block", "complete"):
        if _yes(tags.get(f"itunes:{name}", ())):
            keys.setdefault(name, True)
    if chapters := _chapters(tags.get("psc:chapters", ()), left):
        keys["chapters"] = chapters
    left += _others(tags, parent, [_plain(text) for text in texts])
    return Carried(keys=keys, left=tuple(left))


def _in_order(tags: Tags, parent: str) -> Iterable[tuple[str, list[_Element]]]:
    for tag in tags_in(parent):
        elements = tags.get(f"podcast:{tag.lower()}")
        if elements and tag not in _READ:
            yield tag, elements


def _checked(
    tag: str, element: _Element, parent: str, left: list[Left]
) -> dict[str, Any] | None:
    """The tag as a mapping that our own reader takes; else it is left."""
    value = _value(element, tag, parent, left)
    if tag in ("season", "episode") and value.keys() <= {"text"}:
        return None  # a number alone is read elsewhere
    reader = TagReader(Document(path=Path(), value={}), ZoneInfo("UTC"))
    reader.tags(tag, value, (tag,), parent)
    if any(problem.severity is Severity.ERROR for problem in reader.problems):
        left.append(_left(element))
        return None
    return value


def _value(
    element: _Element, tag: str, parent: str, left: list[Left]
) -> dict[str, Any]:
    spec = tags_in(parent)[tag]
    value: dict[str, Any] = {}
    if spec.text and (text := xml_safe(element.text or "").strip()):
        value["text"] = _plainly(spec, "text", " ".join(text.split()))
    value |= _attributes(element, spec, left)
    value |= _children(element, tag, left)
    return value


def _attributes(
    element: _Element, spec: TagSpec, left: list[Left]
) -> dict[str, str | bool]:
    known = {name.lower(): name for name in spec.attributes}
    found = {}
    for name, text in ((str(n), str(t)) for n, t in element.items()):
        own = known.get(name.lower())
        if own is None or _unlike(spec.attributes[own], text):
            left.append(_left(element, f" {name}"))
        elif text.strip():
            found[own] = _plainly(spec, own, xml_safe(text).strip())
    return found


def _unlike(known: ValueSpec, text: str) -> bool:
    """Whether it is none of the choices, and another one goes without saying."""
    return bool(known.default and known.choices and text not in known.choices)


def _children(element: _Element, tag: str, left: list[Left]) -> dict[str, Any]:
    specs = tags_in(tag)
    inner = {name.rpartition(":")[2].lower(): name for name in specs}
    found: dict[str, Any] = {}
    for child in element:
        own = inner.get(_local(child).lower())
        if own is None or (specs[own].once and own in found):
            left.append(_left(child))
        else:
            value = _value(child, own, tag, left)
            held = value if specs[own].once else [*found.get(own, ()), value]
            found[own] = held
    return found


def _plainly(spec: TagSpec, field: str, text: str) -> str | bool:
    known = spec.text if field == "text" else spec.attributes[field]
    if known and known.kind in (Kind.TRUTH, Kind.YES_NO):
        return {"true": True, "yes": True, "false": False, "no": False}.get(
            text.lower(), text
        )
    return text


def _people(values: list[dict[str, Any]], parent: str) -> dict[str, Any]:
    people = [{_ENTRY.get(k, k): v for k, v in value.items()} for value in values]
    if parent != ITEM:
        return {"people": people} if people else {}
    lists: dict[str, Any] = {}
    for person in people:
        role = str(person.get("role", "host")).lower()
        lists.setdefault("hosts" if role == "host" else "guests", []).append(person)
    return lists


def _chapters(lists: Iterable[_Element], left: list[Left]) -> list[dict[str, str]]:
    """Simple Chapters of Podlove; https://podlove.org/simple-chapters/."""
    found = []
    for element in (chapter for each in lists for chapter in each):
        start, title = element.get("start", ""), element.get("title", "").strip()
        if parse_timecode(start) is None or not title:
            left.append(_left(element))
            continue
        values = {"start": start, "title": " ".join(title.split())}
        for name, key in (("href", "link"), ("image", "image")):
            address = element.get(name, "")
            if address.startswith(("https://", "http://")):
                values[key] = address
            elif address:
                left.append(_left(element, f" {name}"))
        found.append(values)
    return found


def _others(tags: Tags, parent: str, texts: list[str]) -> Iterable[Left]:
    known = {f"podcast:{tag.lower()}" for tag in tags_in(parent)} | _REMADE
    if parent == ITEM:
        known -= _LOST_OF_ITEMS
    for name, elements in tags.items():
        for element in elements if name not in known else ():
            text = _plain("".join(map(str, element.itertext())))
            # an e-mail address is followed by a name, and the like
            if (text or len(element.attrib)) and not any(text in t for t in texts):
                yield _left(element)


def _plain(text: str) -> str:
    return " ".join(plain_text(xml_safe(text)).split())


def _yes(elements: Iterable[_Element]) -> bool:
    return any((e.text or "").strip().lower() in ("yes", "true") for e in elements)


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _left(element: _Element, part: str = "") -> Left:
    prefix = f"{element.prefix}:" if element.prefix else ""
    name = str(element.tag).rpartition("}")[2]
    line = element.sourceline
    return Left(name=f"{prefix}{name}{part}", line=line if isinstance(line, int) else 1)
