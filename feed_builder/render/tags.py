"""Tags of the feed as values, and the one door through which text gets into XML."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ..model import Episode, Podcast, Show
from ..text import xml_safe


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """An element to come: its text and attributes are fit for XML.

    ``uri`` is its namespace when that is not its parent's; RSS itself has none: "".
    """

    name: str
    text: str
    attributes: Mapping[str, str]
    children: tuple[Tag, ...]
    uri: str | None = None

    def __bool__(self) -> bool:
        """An empty tag says nothing, and is not written."""
        return bool(self.text or self.attributes or self.children)


@dataclass(frozen=True, slots=True, kw_only=True)
class Namespace:
    """One vocabulary of the feed: its tags for the channel and for each item."""

    prefix: str
    uri: str
    channel: Callable[[Podcast], tuple[Tag, ...]]
    item: Callable[[Show, Episode], tuple[Tag, ...]]


def tag(
    name: str, text: str | None = None, /, *children: Tag, **attributes: str | None
) -> Tag:
    """A tag of what is given; absent attributes and empty children are left out."""
    return Tag(
        name=name,
        text=clean(text or ""),
        attributes={key: clean(value) for key, value in attributes.items() if value},
        children=tuple(filter(None, children)),
    )


def clean(text: str) -> str:
    """The text as a tag may hold it: no forbidden characters, no spaces around it.

    Apple and PSP-1 want no leading or trailing spaces; XML knows no line end but LF.
    """
    if text.isprintable():
        return text.strip()  # what else is said here is not printable
    return xml_safe(text).replace("\r\n", "\n").replace("\r", "\n").strip()
