"""Where each thing lies below output/, and the address at which listeners find it."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from .model import Artwork, Episode, Show

FEED = PurePosixPath("feed.xml")
HOME = PurePosixPath("index.html")
#: What lies at the top of output/; a theme's own files must not.
OURS = frozenset({"feed.xml", "index.html", "audio", "artwork", "episodes"})


def url_of(show: Show, path: PurePosixPath) -> str:
    """The absolute address of an output file; an index.html goes by its folder."""
    return show.link + quote(path_on_site(path))


def path_on_site(path: PurePosixPath) -> str:
    """The path as links write it: ``episodes/x/`` for ``episodes/x/index.html``."""
    text = str(path)
    return text.removesuffix("index.html") if path.name == "index.html" else text


def page(slug: str) -> PurePosixPath:
    """The episode's page."""
    return PurePosixPath("episodes", slug, "index.html")


def transcript(slug: str, suffix: str) -> PurePosixPath:
    """The published transcript of an episode, by suffix: ``.html``, ``.vtt`` …"""
    return PurePosixPath("episodes", slug, f"transcript{suffix}")


def chapters(slug: str) -> PurePosixPath:
    """The episode's chapters as Podcasting 2.0 JSON."""
    return PurePosixPath("episodes", slug, "chapters.json")


def audio(slug: str, suffix: str) -> PurePosixPath:
    """The episode's audio file."""
    return PurePosixPath("audio", slug + suffix.lower())


def artwork(picture: Artwork) -> PurePosixPath:
    """A picture under a name that changes with its content: apps cache by address."""
    suffix = {"image/jpeg": ".jpg", "image/png": ".png"}[picture.type]
    return PurePosixPath("artwork", f"{picture.digest[:12]}{suffix}")


def thumbnail(picture: Artwork) -> PurePosixPath:
    """The same picture at the size that pages show."""
    return PurePosixPath("artwork", f"{picture.digest[:12]}-600.jpg")


def page_url(show: Show, episode: Episode) -> str:
    """The absolute address of the episode's page."""
    return url_of(show, page(episode.slug))
