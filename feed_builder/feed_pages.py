"""The pages of a published feed: one, or more where the author asked for them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, takewhile
from pathlib import Path, PurePosixPath

from . import addresses


def published_pages(output: Path) -> tuple[PurePosixPath, ...]:
    """The paths below ``output`` of the pages that are there, the newest first."""
    pages = map(addresses.feed_page, count(1))
    return tuple(takewhile(lambda page: (output / page).is_file(), pages))


def published_feed(output: Path) -> bytes | None:
    """The whole feed as it was published; None if there is none."""
    return joined((output / page).read_bytes() for page in published_pages(output))


def joined(pages: Iterable[bytes]) -> bytes | None:
    """One feed with the episodes of all pages; it is the first where that is all."""
    pages = tuple(pages)
    if len(pages) < 2:
        return next(iter(pages), None)
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    whole, *rest = (etree.fromstring(page, parser) for page in pages)
    (channel,) = whole.findall("channel")
    for other in rest:
        channel.extend(other.findall("channel/item"))
    return etree.tostring(whole, encoding="UTF-8")
