"""An episode taken out of what is published, when no whole build is possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from . import addresses
from .feed_pages import published_pages
from .model import Published

if TYPE_CHECKING:
    from lxml.etree import _Element

_IMAGE = "{http://www.itunes.com/dtds/podcast-1.0.dtd}image"
_TRAILER = "{https://podcastindex.org/namespace/1.0}trailer"


def taken_down(
    output: Path, known: Published, link: str, beside: Iterable[str] = ()
) -> tuple[dict[PurePosixPath, bytes], list[PurePosixPath]]:
    """What to write and what to remove in ``output``, so that the episode is gone.

    ``beside`` are the paths of pictures and of former files that nothing else has.
    """
    from .render.signposts import gone_page

    pages = [addresses.page(slug) for slug in (known.slug, *known.former_slugs)]
    changed: dict[PurePosixPath, bytes] = {}
    for file in sorted(output.rglob("*.html")):
        path = PurePosixPath(file.relative_to(output).as_posix())
        page = file.read_bytes()
        for gone in pages:
            page = without_mentions(page, path, gone)
        if page != file.read_bytes() and path not in pages:
            changed[path] = page
    changed |= dict.fromkeys(pages, gone_page(known))
    files = [*files_of(known, output, link), *_index_of(output)]
    for name in sorted(beside):
        files += _sizes_of(PurePosixPath(name), output)
    feeds = {page: (output / page).read_bytes() for page in published_pages(output)}
    shown = [picture for feed in feeds.values() for picture in _pictures(feed)]
    for path, feed in reversed(feeds.items()):  # the first page last, as ever
        changed[path], own = without_item(feed, known.guid)
        if own and shown.count(own) == 1 and (art := addresses.below(own, link)):
            files += _sizes_of(art, output)
    return changed, files


def without_item(feed: bytes, guid: str) -> tuple[bytes, str | None]:
    """The feed without the episode, also as a trailer; and that item's own picture."""
    from lxml import etree

    root = _parsed(feed)
    picture = None
    for item in root.findall("channel/item"):
        if item.findtext("guid") == guid:
            image = item.find(_IMAGE)
            picture = image.get("href") if image is not None else None
            audio = [enclosure.get("url") for enclosure in item.findall("enclosure")]
            for trailer in root.findall(f"channel/{_TRAILER}"):
                if trailer.get("url") in audio:
                    _remove(trailer)
            _remove(item)
    return etree.tostring(root.getroottree(), encoding="UTF-8"), picture


def _pictures(feed: bytes) -> Iterator[str]:
    return (image.get("href", "") for image in _parsed(feed).iter(_IMAGE))


def _parsed(feed: bytes) -> _Element:
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    return etree.fromstring(feed, parser)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def without_mentions(page: bytes, here: PurePosixPath, gone: PurePosixPath) -> bytes:
    """The page without links to another one, and without the entries around them."""
    from lxml import html

    root = html.document_fromstring(page.decode())
    links = [link for link in root.iter("a", "link") if _leads(link, here, gone)]
    if not links:
        return page
    for link in links:
        entry = next(link.iterancestors("li", "article"), link)
        parent = entry.getparent()
        if parent is not None:
            parent.remove(entry)
    written: bytes = html.tostring(root, encoding="utf-8")
    return b"<!doctype html>\n" + written


def _leads(link: _Element, here: PurePosixPath, gone: PurePosixPath) -> bool:
    start = "https://here/" + addresses.path_on_site(here)
    there = urljoin(start, str(link.get("href", ""))).partition("#")[0]
    return unquote(there) == "https://here/" + addresses.path_on_site(gone)


def files_of(known: Published, output: Path, link: str) -> list[PurePosixPath]:
    """All that is published of one episode, but for its pages."""
    pages = {addresses.page(slug) for slug in (known.slug, *known.former_slugs)}
    folders = [output / page.parent for page in pages]
    folders.append(output / addresses.alternates(known.slug))
    found = [file for folder in folders for file in sorted(folder.glob("*"))]
    paths = [PurePosixPath(file.relative_to(output).as_posix()) for file in found]
    audio = addresses.below(known.enclosure.url, link)
    return [path for path in (*paths, audio) if path and path not in pages]


def _sizes_of(path: PurePosixPath, output: Path) -> Iterator[PurePosixPath]:
    """The file, and of a picture every size: their names begin with its digest."""
    yield path
    digest = path.name[: addresses.DIGEST]
    for file in sorted((output / addresses.ARTWORK).glob("*")):
        if file.name.startswith((f"{digest}-", f"{digest}.")):
            yield addresses.ARTWORK / file.name


def _index_of(output: Path) -> Iterator[PurePosixPath]:
    """The whole search index, out of which one episode cannot be taken."""
    for file in sorted((output / addresses.SEARCH_INDEX).rglob("*")):
        if file.is_file():
            yield PurePosixPath(file.relative_to(output).as_posix())
