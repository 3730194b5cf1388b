"""One namespace of the feed as feedgen takes it: an extension that appends its tags."""

from __future__ import annotations

from collections.abc import Iterable

from feedgen.ext.base import BaseExtension
from lxml.etree import SubElement, XMLParser, _Element, fromstring

from ..model import Extra
from .tags import Namespace, Tag

_PARSER = XMLParser(resolve_entities=False, no_network=True)


class Extension(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Writes ``tags``, in their order, into the channel or the item it belongs to."""

    def __init__(self, namespace: Namespace) -> None:
        self.namespace = namespace
        self.tags: tuple[Tag, ...] = ()

    def extend_ns(self) -> dict[str, str]:
        """The declaration for the root element."""
        return {self.namespace.prefix: self.namespace.uri}

    def extend_rss(self, element: _Element) -> _Element:
        """Append the tags; feedgen hands over the feed's root, or the entry's item."""
        channel = element.find("channel")
        self._append(element if channel is None else channel, self.tags)
        return element

    def _append(self, parent: _Element, tags: Iterable[Tag]) -> None:
        for tag in filter(None, tags):
            uri = self.namespace.uri if tag.uri is None else tag.uri
            name = f"{{{uri}}}{tag.name}" if uri else tag.name
            element = SubElement(parent, name, dict(tag.attributes))
            element.text = tag.text or None
            self._append(element, tag.children)


class Extras(BaseExtension):  # type: ignore[misc]  # feedgen has no types
    """Writes the author's own tags behind all others."""

    def __init__(self) -> None:
        self.tags: tuple[Extra, ...] = ()

    def extend_rss(self, element: _Element) -> _Element:
        """Append the tags; feedgen hands over the feed's root, or the entry's item."""
        channel = element.find("channel")
        parent = element if channel is None else channel
        parent.extend(fromstring(extra.xml, _PARSER) for extra in self.tags)
        return element
