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
    """Each artwork, once, byte for byte, and its thumbnail."""
    every = (podcast.show.artwork, *(e.artwork for e in podcast.episodes))
    found = {artwork.digest: artwork for artwork in every if artwork}
    for artwork in found.values():
        yield Output(
            path=addresses.artwork(artwork),
            key=key("artwork", artwork.digest),
            make=artwork.extract,
            source=None if artwork.extract else artwork.path,
        )
        yield Output(
            path=addresses.thumbnail(artwork),
            key=key("thumbnail", artwork.digest),
            make=partial(_thumbnail, artwork),
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
