"""Artwork as it is published: the picture itself, and a small one for pages."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from io import BytesIO

from .. import addresses
from ..model import Artwork, Output, Podcast
from .key import key

#: Twice the 300 CSS pixels at which pages show it, for fine screens.
THUMBNAIL = 600


def images(podcast: Podcast) -> Iterator[Output]:
    """Each artwork and chapter picture, once, and the thumbnails of artwork."""
    every = (podcast.show.artwork, *(e.artwork for e in podcast.episodes))
    found = {artwork.digest: artwork for artwork in every if artwork}
    chapters = (c.picture for e in podcast.episodes for c in e.chapters)
    pictures = {picture.digest: picture for picture in chapters if picture}
    yield from map(_whole, (pictures | found).values())
    for artwork in found.values():
        yield Output(
            path=addresses.thumbnail(artwork),
            key=key("thumbnail", artwork.digest),
            make=partial(_thumbnail, artwork),
        )


def _whole(artwork: Artwork) -> Output:
    """The picture itself, byte for byte."""
    return Output(
        path=addresses.artwork(artwork),
        key=key("artwork", artwork.digest),
        make=artwork.extract,
        source=None if artwork.extract else artwork.path,
    )


def _thumbnail(artwork: Artwork) -> bytes:
    from PIL import Image  # late: a build with nothing to do needs no Pillow

    file = BytesIO(artwork.extract()) if artwork.extract else artwork.path
    with Image.open(file) as picture:
        opaque = picture.convert("RGB")
        if picture.has_transparency_data:  # what JPEG lacks: let white shine through
            layer = picture.convert("RGBA")
            opaque = Image.new("RGB", picture.size, "white")
            opaque.paste(layer, mask=layer)
    opaque.thumbnail((THUMBNAIL, THUMBNAIL))
    made = BytesIO()
    opaque.save(made, "JPEG", quality=85, optimize=True, progressive=True)
    return made.getvalue()
