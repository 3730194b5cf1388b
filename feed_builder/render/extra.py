"""The author's own tags in the feed, and which of ours give way to them."""

from __future__ import annotations

from collections.abc import Iterable

from ..model import Artwork, Extra
from ..namespaces import NAMESPACES
from ..podcast_spec import TAGS
from .tags import Tag

#: These stand in for artwork that is not in the project.
_PICTURES = frozenset({"image", "itunes:image"})


def written(extras: Iterable[Extra], artwork: Artwork | None) -> tuple[Extra, ...]:
    """The tags that are published: no picture beside artwork of the project."""
    return tuple(e for e in extras if artwork is None or e.name not in _PICTURES)


def without(
    prefix: str, tags: Iterable[Tag], extras: Iterable[Extra]
) -> tuple[Tag, ...]:
    """Our tags but the single ones that the author has written in another way."""
    names = {extra.name for extra in extras}
    if not names:
        return tuple(tags)
    return tuple(
        t for t in tags if f"{prefix}:{t.name}" not in names or _repeats(prefix, t)
    )


def _repeats(prefix: str, tag: Tag) -> bool:
    """Whether there may be another one beside it."""
    return prefix == "podcast" and not TAGS[tag.name].once


def namespaces(extras: Iterable[Extra]) -> dict[str, str]:
    """What has to be declared for the tags, by prefix: of two with one, the first."""
    found: dict[str, str] = {}
    for prefix, uri in (space for extra in extras for space in extra.namespaces):
        if NAMESPACES.get(prefix, uri) == uri:
            found.setdefault(prefix, uri)
    return found
