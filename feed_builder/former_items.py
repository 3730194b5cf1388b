"""The items of the feed that was published: those that stay are taken from there."""

from __future__ import annotations

import mmap
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .feed_pages import published_pages
from .model import Listing, Show
from .render.feed import Item, Items
from .traces import digest_of

_BEGIN, _END = b"    <item>", b"    </item>\n"


class _File:
    """Stays open, and so the same file, while anybody knows of a place in it."""

    def __init__(self, path: Path) -> None:
        self.number = os.open(path, os.O_RDONLY)

    def __del__(self) -> None:
        os.close(self.number)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an item stands: from which byte of a file, and how many there are."""

    file: _File
    at: int
    length: int


@dataclass(frozen=True, slots=True)
class FormerItem:
    """An item as it stands in the published feed, which was found whole."""

    known: Item
    place: _Place
    is_proven: bool = True

    @property
    def digest(self) -> str:
        """A digest of the text."""
        return self.known.digest

    @property
    def spaces(self) -> tuple[tuple[str, str], ...]:
        """The namespaces that it needs declared."""
        return self.known.spaces

    @property
    def xml(self) -> str:
        """The text, also if somebody has changed the file meanwhile."""
        place = self.place
        text = os.pread(place.file.number, place.length, place.at)
        return text.decode() if digest_of(text) == self.digest else self.known.xml


@dataclass(frozen=True)
class FormerItems:
    """Gives items as they are published below ``output``, else those of ``items``.

    They are known by their digests, whatever the file that holds them has become. It
    is not held in memory, for it may be large.
    """

    output: Path
    items: Items

    def __call__(self, show: Show, episode: Listing, whole: bool) -> Item:
        """The episode's item."""
        item = self.items(show, episode, whole)
        place = self._places.get(item.digest)
        return FormerItem(item, place) if place else item

    @cached_property
    def _places(self) -> dict[str, _Place]:
        pages = [self.output / page for page in published_pages(self.output)]
        return {digest: place for page in pages for digest, place in _items(page)}


def _items(page: Path) -> Iterator[tuple[str, _Place]]:
    """What seems to be items, by their digests."""
    file = _File(page)
    if not page.stat().st_size:
        return
    with mmap.mmap(file.number, 0, access=mmap.ACCESS_READ) as text:
        begin = text.find(_BEGIN)
        while (end := text.find(_END, begin)) >= 0 <= begin:
            end += len(_END)
            yield digest_of(text[begin:end]), _Place(file, begin, end - begin)
            begin = text.find(_BEGIN, end)
