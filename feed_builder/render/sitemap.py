"""What search engines ask for: the addresses of all pages, and where these stand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import addresses
from ..model import Output, Show
from .key import key


def sitemap(show: Show, paths: Sequence[PurePosixPath]) -> Output:
    """The map (https://www.sitemaps.org/protocol.html), without the page of errors."""
    listed = [path for path in paths if path != addresses.MISSING]
    return Output(
        path=addresses.SITEMAP,
        key=key("sitemap", show.link, listed),
        make=partial(_map, show, listed),
    )


def robots(show: Show) -> Output:
    """Everything may be read; the map says where it is (RFC 9309)."""
    where = addresses.url_of(show, addresses.SITEMAP)
    text = f"User-agent: *\nAllow: /\nSitemap: {where}\n"
    return Output(
        path=addresses.ROBOTS, key=key("robots", text), make=partial(text.encode)
    )


def _map(show: Show, paths: Sequence[PurePosixPath]) -> bytes:
    root = Element("urlset", xmlns="http://www.sitemaps.org/schemas/sitemap/0.9")
    for path in paths:
        place = SubElement(SubElement(root, "url"), "loc")
        place.text = addresses.url_of(show, path)
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
