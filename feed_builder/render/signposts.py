"""Plain pages at addresses that listeners have and that lead elsewhere, or nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from xml.etree.ElementTree import Element, SubElement, tostring

from .. import addresses
from ..model import Output, Podcast, Published
from ..text import xml_safe
from .key import key

GONE = "This episode is no longer available."
MOVED = "This episode has a new address:"


def signposts(podcast: Podcast) -> Iterator[Output]:
    """A page for every address that an episode had, or has no more."""
    for known in podcast.ledger.episodes if podcast.ledger else ():
        if known.withdrawn:
            for slug in (known.slug, *known.former_slugs):
                path = addresses.page(slug)
                make = partial(gone_page, known)
                yield Output(path=path, key=key("gone", known.guid), make=make)
            continue
        url = addresses.url_of(podcast.show, addresses.page(known.slug))
        for slug in known.former_slugs:
            path = addresses.page(slug)
            make = partial(moved_page, known.slug, url)
            yield Output(path=path, key=key("moved", known.slug, url), make=make)


def gone_page(known: Published) -> bytes:
    """What stands where an episode was that its makers have withdrawn.

    It has the guid, which is never given again even if the ledger should be lost.
    """
    page = _Page(GONE)
    published = known.published.isoformat()
    SubElement(page.head, "meta", name="withdrawn", content=xml_safe(known.guid))
    SubElement(page.head, "meta", name="published", content=published)
    _paragraph(page.body, "All episodes", "../../")
    return page.html()


def moved_page(slug: str, url: str) -> bytes:
    """What sends browsers, and search engines, on to the episode's new page."""
    page = _Page(MOVED)
    SubElement(page.head, "link", rel="canonical", href=url)
    refresh = {"http-equiv": "refresh", "content": f"0; url=../{slug}/"}
    SubElement(page.head, "meta", refresh)
    _paragraph(page.body, url, f"../{slug}/")
    return page.html()


class _Page:
    """A page with one sentence on it, which search engines leave out."""

    def __init__(self, sentence: str) -> None:
        self.root = Element("html", lang="en")
        self.head = SubElement(self.root, "head")
        SubElement(self.head, "meta", charset="utf-8")
        SubElement(
            self.head,
            "meta",
            name="viewport",
            content="width=device-width, initial-scale=1",
        )
        SubElement(self.head, "meta", name="robots", content="noindex")
        SubElement(self.head, "meta", name="color-scheme", content="light dark")
        SubElement(self.head, "title").text = sentence
        self.body = SubElement(SubElement(self.root, "body"), "main")
        SubElement(self.body, "h1").text = sentence

    def html(self) -> bytes:
        html: bytes = tostring(self.root, encoding="utf-8", method="html")
        return b"<!doctype html>\n" + html + b"\n"


def _paragraph(parent: Element, text: str, href: str) -> None:
    link = SubElement(SubElement(parent, "p"), "a", href=href)
    link.text = xml_safe(text)
