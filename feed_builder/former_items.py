"""The items of the feed that was published: those that stay are taken from there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .feed_pages import published_pages
from .model import Listing, Show
from .render.feed import Item, Items
from .traces import digest_of

_BEGIN, _END = b"    <item>", b"    </item>\n"


@dataclass(frozen=True, slots=True)
class FormerItem:
    """An item as it stands in the published feed, which was found whole."""

    digest: str
    spaces: tuple[tuple[str, str], ...]
    text: memoryview
    is_proven: bool = True

    @property
    def xml(self) -> str:
        """The text."""
        return str(self.text, "utf-8")


@dataclass(frozen=True)
class FormerItems:
    """Gives items as they are published below ``output``, else those of ``items``.

    They are known by their digests, whatever the file that holds them has become.
    """

    output: Path
    items: Items

    def __call__(self, show: Show, episode: Listing, whole: bool) -> Item:
        """The episode's item."""
        item = self.items(show, episode, whole)
        text = self._texts.get(item.digest)
        if text is None:
            return item
        return FormerItem(digest=item.digest, spaces=item.spaces, text=text)

    @cached_property
    def _texts(self) -> dict[str, memoryview]:
        pages = [self.output / page for page in published_pages(self.output)]
        items = (text for page in pages for text in _items(page.read_bytes()))
        return {digest_of(text): text for text in items}


def _items(page: bytes) -> Iterator[memoryview]:
    """What seems to be items, where they stand in the page: it may be large."""
    whole = memoryview(page)
    begin = page.find(_BEGIN)
    while (end := page.find(_END, begin)) >= 0 <= begin:
        yield whole[begin : end + len(_END)]
        begin = page.find(_BEGIN, end)
