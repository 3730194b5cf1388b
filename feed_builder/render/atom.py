"""Atom's links: to the feed itself, to its hub, and to its other pages.

Source: RFC 4287 (self), WebSub (hub), RFC 5005 (first, last, previous, next).
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Show
from .paging import Page, address
from .tags import Namespace, Tag, tag


def links(show: Show, page: Page) -> tuple[Tag, ...]:
    """The links of one page of the feed."""
    return (
        _link("self", address(show, page.number), "application/rss+xml"),
        *(_link("hub", hub) for hub in show.hubs),
        *(_link(rel, address(show, number)) for rel, number in _neighbours(page)),
    )


def _nothing(*_: object) -> tuple[Tag, ...]:
    return ()


#: What it says of the channel depends on the page, so the feed asks for ``links``.
NAMESPACE = Namespace(
    prefix="atom", uri="http://www.w3.org/2005/Atom", channel=_nothing, item=_nothing
)


def _neighbours(page: Page) -> Iterator[tuple[str, int]]:
    if page.of == 1:
        return
    yield "first", 1
    yield "last", page.of
    if page.number > 1:
        yield "previous", page.number - 1
    if page.number < page.of:
        yield "next", page.number + 1


def _link(rel: str, href: str, kind: str | None = None) -> Tag:
    return tag("link", href=href, rel=rel, type=kind)
