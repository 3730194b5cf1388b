"""What the tags of an episode say to people: its place, its licence, its comments."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..model import Episode, FeedTag, Show
from ..text import xml_safe
from .links import safe
from .views import ParticularView
from .words import Words

_OSM = {"N": "node", "W": "way", "R": "relation"}
_CREATIVE = re.compile(r"cc-(by(?:-nc)?(?:-nd|-sa)?)-(\d\.\d)", re.IGNORECASE)

#: What stands there, and where it leads.
_Told = tuple[str, str | None]


def particulars(show: Show, episode: Episode, words: Words) -> Iterator[ParticularView]:
    """What the episode says of itself, or else the show of all its episodes."""
    for name, (label, tell) in _TOLD.items():
        said: str = getattr(words, label)
        for tag in _tagged(episode, name) or _tagged(show, name):
            text, link = tell(tag)
            text, href = xml_safe(text), safe(link)
            if text:
                yield ParticularView(label=said, text=text, href=href)
            elif href:
                yield ParticularView(label="", text=said, href=href)


def _tagged(of: Show | Episode, name: str) -> list[FeedTag]:
    return [tag for tag in of.tags if tag.name == name]


def _place(tag: FeedTag) -> _Told:
    """With the place on OpenStreetMap, where "R1906767" is a relation."""
    found = re.fullmatch(r"([NWR])(\d+).*", tag.attribute("osm") or "")
    if found is None:
        return tag.text, None
    return tag.text, f"https://www.openstreetmap.org/{_OSM[found[1]]}/{found[2]}"


def _licence(tag: FeedTag) -> _Told:
    """With the author's page about it, or Creative Commons' own."""
    url = tag.attribute("url")
    known = _CREATIVE.fullmatch(tag.text)
    if known is None:
        return tag.text, url
    kind, version = known.groups()
    deed = f"https://creativecommons.org/licenses/{kind.lower()}/{version}/"
    return f"CC {kind.upper()} {version}", url or deed


def _comments(tag: FeedTag) -> _Told:
    is_closed = tag.attribute("protocol") == "disabled"
    return "", None if is_closed else tag.attribute("uri")


#: Tags by their names: the word for each, and what is told of it.
_TOLD: dict[str, tuple[str, Callable[[FeedTag], _Told]]] = {
    "location": ("place", _place),
    "license": ("licence", _licence),
    "socialInteract": ("comments", _comments),
}
