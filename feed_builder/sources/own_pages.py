"""Pages that stand where an episode was, read back when the ledger was lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from ..model import Enclosure, Ledger, Published

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: They are plain; a page with more bytes is an episode's.
LARGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Signpost:
    """What such a page tells: who was withdrawn, or where an episode has moved to."""

    withdrawn: str | None = None
    published: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    moved_to: str | None = None


def read_signpost(data: bytes) -> Signpost | None:
    """What this page tells; None if it is another kind of page."""
    from lxml import etree, html

    try:
        root = html.document_fromstring(data.decode())
        if guid := _content(root, "name", "withdrawn"):
            published = datetime.fromisoformat(_content(root, "name", "published"))
            return Signpost(withdrawn=guid, published=published)
    except (ValueError, etree.LxmlError):
        return None
    refresh = _content(root, "http-equiv", "refresh")
    _, found, slug = refresh.partition("url=../")
    return Signpost(moved_to=slug.strip("/")) if found else None


def is_before_live(home: bytes) -> bool:
    """Whether this home page is of a show that was not live yet."""
    return b'<meta name="robots" content="noindex">' in home


def with_signposts(ledger: Ledger, found: Mapping[str, Signpost]) -> Ledger:
    """The ledger with what these pages tell, each by the slug at which it stands."""
    withdrawn: dict[str, Published] = {}
    moved: dict[str, list[str]] = {}
    for slug, signpost in sorted(found.items()):
        if signpost.moved_to:
            moved.setdefault(signpost.moved_to, []).append(slug)
        elif guid := signpost.withdrawn:
            first = withdrawn.setdefault(guid, _withdrawn(guid, slug, signpost))
            if first.slug != slug:
                slugs = (*first.former_slugs, slug)
                withdrawn[guid] = replace(first, former_slugs=slugs)
    public = (
        replace(known, former_slugs=tuple(moved.get(known.slug, ())))
        for known in ledger.episodes
        if known.guid not in withdrawn
    )
    episodes = sorted(
        (*public, *withdrawn.values()), key=lambda p: (p.published, p.guid)
    )
    return replace(ledger, episodes=tuple(episodes))


def _withdrawn(guid: str, slug: str, signpost: Signpost) -> Published:
    return Published(
        guid=guid,
        stem=slug,
        slug=slug,
        title=slug,  # its own is gone with it
        published=signpost.published,
        enclosure=Enclosure(url="", length=0, type=""),
        duration=timedelta(),
        withdrawn=True,
    )


def _content(root: HtmlElement, attribute: str, name: str) -> str:
    metas = (meta for meta in root.iter("meta") if meta.get(attribute) == name)
    return next((meta.get("content", "") for meta in metas), "")
