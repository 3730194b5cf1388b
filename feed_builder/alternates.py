"""Other recordings of an episode: what the feed says of those that we publish."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

from . import addresses
from .model import AlternateFile, FeedTag, Show
from .podcast_spec import TAGS

_ATTRIBUTES = list(TAGS["alternateEnclosure"].attributes)


def announced(
    tag: FeedTag, files: Mapping[str, AlternateFile], show: Show, slug: str
) -> FeedTag:
    """The tag with the address and facts of each file that it names as its source."""
    if tag.name != "alternateEnclosure":
        return tag
    children = tuple(_source(child, files, show, slug) for child in tag.children)
    named = (files.get(child.attribute("uri") or "") for child in tag.children)
    file = next(filter(None, named), None)
    if file is None:
        return tag
    if not any(child.name == "integrity" for child in children):
        children += (_integrity(file),)
    derived = {"type": file.type, "length": str(file.length)}
    known = {**derived, **dict(tag.attributes)}
    attributes = tuple((name, known[name]) for name in _ATTRIBUTES if name in known)
    return replace(tag, attributes=attributes, children=children)


def _source(
    child: FeedTag, files: Mapping[str, AlternateFile], show: Show, slug: str
) -> FeedTag:
    file = files.get(child.attribute("uri") or "")
    if file is None:
        return child
    written = {**dict(child.attributes), "uri": _address(file, show, slug)}
    return replace(child, attributes=tuple(written.items()))


def _address(file: AlternateFile, show: Show, slug: str) -> str:
    if show.audio_url:
        return show.audio_url.rstrip("/") + "/" + quote(file.path.name)
    return addresses.url_of(show, addresses.alternate(slug, file))


def _integrity(file: AlternateFile) -> FeedTag:
    attributes = (("type", "sri"), ("value", file.integrity))
    return FeedTag(name="integrity", attributes=attributes)
