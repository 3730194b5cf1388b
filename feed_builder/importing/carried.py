"""Tags of an old feed as YAML: the specification's table says what they may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..model import Extra
from ..namespaces import NAMESPACES
from ..podcast_spec import (
    CHANNEL,
    FRIENDLY,
    ITEM,
    MAPPING,
    Kind,
    TagSpec,
    ValueSpec,
    tags_in,
)
from ..problems import Severity
from ..sources.document import Document
from ..sources.extra import LARGEST, read_extra
from ..sources.feed_tags import TagReader
from ..text import one_line, plain_text, xml_safe
from ..timecode import parse_timecode

if TYPE_CHECKING:
    from lxml.etree import _Element

Tags = Mapping[str, list["_Element"]]
"""Child tags by their usual names in small letters: "title", "podcast:person"."""

#: Numbers and identities that are read elsewhere, if they say nothing more.
_READ = frozenset({"guid", "locked"})
#: Its key would tell Apple, too, which the old feed perhaps did not.
_AS_IT_IS = frozenset({"block"})
#: What every build makes anew, or what stands in the YAML already.
_REMADE = {
    CHANNEL: frozenset(
        "title description link language copyright pubdate lastbuilddate generator "
        "docs ttl item itunes:author itunes:owner itunes:explicit itunes:type "
        "itunes:category itunes:new-feed-url itunes:summary itunes:block "
        "itunes:complete podcast:guid".split()
    ),
    ITEM: frozenset(
        "title description link guid pubdate enclosure content:encoded "
        "itunes:explicit itunes:duration itunes:season itunes:episode "
        "itunes:episodetype itunes:summary itunes:block psc:chapters "
        "podcast:season podcast:episode".split()
    ),
}
#: Links that every build makes; ``hub`` has a key.
_LINKS = frozenset("self hub first last next prev previous".split())
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
    extra: tuple[str, ...]
    left: tuple[Left, ...]


def carried(tags: Tags, parent: str, said: Mapping[str, str]) -> Carried:
    """All that the tags of a channel or an item say beyond what is read elsewhere.

    A tag that only says what is ``said`` of it already, by its name, is no loss.
    """
    keys: dict[str, Any] = {}
    left: list[Left] = []
    kept: list[_Element] = []
    friendly = {tag: key for key, tag in FRIENDLY[parent].items()}
    for tag, elements in _in_order(tags, parent):
        values = _values(tag, elements, parent, left, kept)
        if tag == "person":
            keys |= _people(values, parent)
        elif values:
            place = keys if tag in friendly else keys.setdefault(MAPPING, {})
            place[friendly.get(tag, tag)] = values if values[1:] else values[0]
    keys |= _plainly_told(tags)
    if chapters := _chapters(tags.get("psc:chapters", ()), left):
        keys["chapters"] = chapters
    kept += _others(tags, parent, said)
    extra = tuple(_extra(kept, parent, left))
    return Carried(keys=keys, extra=extra, left=tuple(left))


def _values(
    tag: str,
    elements: list[_Element],
    parent: str,
    left: list[Left],
    kept: list[_Element],
) -> list[dict[str, Any]]:
    """What our own reader takes of these tags; the others are left or kept."""
    if tag in _AS_IT_IS:
        kept += elements
        return []
    pairs = [(e, _checked(tag, e, parent, left, kept)) for e in elements]
    used = [(element, value) for element, value in pairs if value]
    if tags_in(parent)[tag].once:
        left += (_left(element) for element, _ in used[1:])
        used = used[:1]
    return [value for _, value in used]


def _plainly_told(tags: Tags) -> dict[str, Any]:
    names = ("block", "complete")
    keys: dict[str, Any] = {n: True for n in names if _yes(tags.get(f"itunes:{n}", ()))}
    links = tags.get("atom:link", ())
    hubs = [e.get("href", "") for e in links if e.get("rel") == "hub"]
    if known := [hub for hub in hubs if hub.startswith(("https://", "http://"))]:
        keys["hub"] = known
    return keys


def _in_order(tags: Tags, parent: str) -> Iterable[tuple[str, list[_Element]]]:
    for tag in tags_in(parent):
        elements = tags.get(f"podcast:{tag.lower()}")
        if elements and tag not in _READ:
            yield tag, elements


def _checked(
    tag: str, element: _Element, parent: str, left: list[Left], kept: list[_Element]
) -> dict[str, Any] | None:
    """The tag as a mapping that our own reader takes; else it is kept as it is."""
    lost: list[Left] = []
    value = _value(element, tag, parent, lost)
    if tag in ("season", "episode") and value.keys() <= {"text"}:
        return None  # a number alone is read elsewhere
    reader = TagReader(Document(path=Path(), value={}), ZoneInfo("UTC"))
    reader.tags(tag, value, (tag,), parent)
    if any(problem.severity is Severity.ERROR for problem in reader.problems):
        kept.append(element)
        return None
    left += lost
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
        if own and text == _FORMER and _unlike(spec.attributes[own], text):
            continue
        if own is None or _unlike(spec.attributes[own], text):
            left.append(_left(element, f" {name}"))
        elif text.strip():
            found[own] = _plainly(spec, own, xml_safe(text).strip())
    return found


def _unlike(known: ValueSpec, text: str) -> bool:
    """Whether it is none of the choices, and another one goes without saying."""
    return bool(known.default and known.choices and text not in known.choices)


#: What chapters were said to be before their type had a name.
_FORMER = "application/json"


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


def _chapters(
    lists: Iterable[_Element], left: list[Left]
) -> list[dict[str, str] | str]:
    """Simple Chapters of Podlove; https://podlove.org/simple-chapters/."""
    found: list[dict[str, str] | str] = []
    for element in (chapter for each in lists for chapter in each):
        start, title = element.get("start", ""), element.get("title", "").strip()
        if parse_timecode(start) is None or not title:
            left.append(_left(element))
            continue
        title = " ".join(title.split())
        values = {"start": start, "title": title}
        for name, key in (("href", "link"), ("image", "image")):
            address = element.get(name, "")
            if address.startswith(("https://", "http://")):
                values[key] = address
            elif address:
                left.append(_left(element, f" {name}"))
        found.append(values if len(values) > 2 else f"{start} {title}")
    return found


def _others(tags: Tags, parent: str, said: Mapping[str, str]) -> Iterable[_Element]:
    """The tags that no key stands for."""
    known = {f"podcast:{tag.lower()}" for tag in tags_in(parent)} - {"podcast:locked"}
    for name, elements in tags.items():
        for element in elements if name not in known | _REMADE[parent] else ():
            is_link = name == "atom:link" and element.get("rel", "") in _LINKS
            text = _plain("".join(map(str, element.itertext())))
            is_empty = not text and not element.attrib and not len(element)
            is_said = name in said and _plain(said[name]) == text
            if not (is_link or is_empty or is_said):
                yield element


def _extra(kept: Iterable[_Element], parent: str, left: list[Left]) -> Iterable[str]:
    """Each tag as XML, as far as our own reader takes it."""
    from lxml import etree

    room = LARGEST
    for element in kept:
        root = etree.Element("extra", nsmap=NAMESPACES)
        try:
            alone = _copied(element, root)
        except ValueError:  # a name that XML has not
            left.append(_left(element))
            continue
        etree.cleanup_namespaces(root)
        xml = "".join(etree.tostring(each, encoding="unicode") for each in alone)
        found, problems = read_extra(xml, parent)
        written = [_usual(each) for each in found]
        room -= sum(len(line) + 1 for line in written)
        if problems or room < 0:
            left.append(_left(element))
        else:
            yield from written


def _copied(element: _Element, parent: _Element) -> _Element:
    """The parent, with the tag in it under its usual name."""
    from lxml import etree

    spaces = {p: u for p, u in element.nsmap.items() if p and p not in NAMESPACES}
    attributes = {str(name): xml_safe(str(text)) for name, text in element.items()}
    name = _usual_name(str(element.tag))
    copy = etree.SubElement(parent, name, attributes, nsmap=spaces)
    copy.text = xml_safe(element.text or "")
    for child in element:
        _copied(child, copy)
        copy[-1].tail = xml_safe(child.tail or "")
    return parent


#: By their addresses in small letters and without a slash, as they are mistaken.
_MEANT = {uri.rstrip("/").lower(): uri for uri in NAMESPACES.values()}


def _usual_name(tag: str) -> str:
    """The tag in the namespace that is meant, if only its prefix was given, too."""
    uri, _, local = tag.rpartition("}")
    meant = _MEANT.get(uri.lstrip("{").rstrip("/").lower())
    prefix, colon, rest = local.partition(":")
    if not uri and colon and prefix in NAMESPACES:
        meant, local = NAMESPACES[prefix], rest
    return f"{{{meant}}}{local}" if meant else tag


def _usual(extra: Extra) -> str:
    """The tag without declarations of usual prefixes, on one line where it may be."""
    xml = extra.xml
    for prefix, uri in NAMESPACES.items():
        xml = xml.replace(f' xmlns:{prefix}="{uri}"', "")
    return one_line(xml) if "xml:space" not in xml else xml


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
