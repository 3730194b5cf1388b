"""An episode taken out of what is published, when no whole build is possible."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from . import addresses
from .feed_pages import published_pages
from .model import Published

if TYPE_CHECKING:
    from lxml.etree import _Element

_IMAGE = "{http://www.itunes.com/dtds/podcast-1.0.dtd}image"


def taken_down(
    output: Path, known: Published, link: str
) -> tuple[dict[PurePosixPath, bytes], list[PurePosixPath]]:
    """What to write and what to remove in ``output``, so that the episode is gone."""
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
    changed |= dict.fromkeys(pages, gone_page())
    files = files_of(known, output, link)
    for feed in reversed(published_pages(output)):  # the first page last, as ever
        rest, picture = without_item((output / feed).read_bytes(), known.guid)
        if picture and (artwork := addresses.below(picture, link)):
            files.append(artwork)
        changed[feed] = rest
    return changed, files


def without_item(feed: bytes, guid: str) -> tuple[bytes, str | None]:
    """The feed without the item that has this guid, and that item's own picture."""
    from lxml import etree

    parser = etree.XMLParser(strip_cdata=False, resolve_entities=False, no_network=True)
    root = etree.fromstring(feed, parser)
    pictures = [image.get("href") for image in root.iter(_IMAGE)]
    picture = None
    for item in root.findall("channel/item"):
        if item.findtext("guid") == guid:
            image = item.find(_IMAGE)
            picture = image.get("href") if image is not None else None
            parent = item.getparent()
            assert parent is not None
            parent.remove(item)
    only = picture if pictures.count(picture) == 1 else None
    return etree.tostring(root.getroottree(), encoding="UTF-8"), only


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
