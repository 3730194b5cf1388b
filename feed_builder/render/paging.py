"""The feed in pages, when the author asks for it: the newest episodes come first.

Source: RFC 5005, section 3. Directories read the first page only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from .. import addresses
from ..model import Listing, Podcast, Show


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of ``of``: its episodes, the first of which is the ``first`` of all."""

    number: int
    of: int
    first: int
    episodes: tuple[Listing, ...]

    @property
    def path(self) -> PurePosixPath:
        """Where it lies below output/."""
        return addresses.feed_page(self.number)


def pages(podcast: Podcast) -> tuple[Page, ...]:
    """The pages of the feed, of which there always is one."""
    size = podcast.show.feed_page or max(len(podcast.episodes), 1)
    starts = range(0, max(len(podcast.episodes), 1), size)
    return tuple(
        Page(
            number=number,
            of=len(starts),
            first=start,
            episodes=podcast.episodes[start : start + size],
        )
        for number, start in enumerate(starts, start=1)
    )


def address(show: Show, number: int) -> str:
    """The absolute address of the page of this number."""
    if number == 1:
        return show.feed_url
    return addresses.url_of(show, addresses.feed_page(number))
