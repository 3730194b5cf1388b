"""Artwork as it is published: the picture itself, and a small one for pages."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .. import addresses
from ..model import Artwork, Output, Podcast
from .key import key

if TYPE_CHECKING:
    from PIL.Image import Image

#: Twice the 300 CSS pixels at which pages show it, for fine screens.
THUMBNAIL = 600
#: Twice the 120 CSS pixels that it is wide in lists of chapters.
CHAPTER = 240
#: Pages show faces in a circle of up to 128 CSS pixels; apps, larger.
PORTRAIT = 400
#: What iOS puts on a home screen, and browsers make smaller for their tabs
#: (Apple, "Configuring Web Applications").
ICON = 180


def images(podcast: Podcast) -> Iterator[Output]:
    """Every picture once, small ones for pages, and the icon of the site."""
    every = (podcast.show.artwork, *(e.artwork for e in podcast.episodes))
    found = {artwork.digest: artwork for artwork in every if artwork}
    inside = (picture for e in podcast.episodes for picture in e.pictures)
    pictures = {picture.digest: picture for picture in inside}
    yield from map(_whole, (pictures | found).values())
    for artwork in found.values():
        yield _small(artwork, addresses.thumbnail(artwork), THUMBNAIL)
    for picture in pictures.values():
        yield _small(picture, addresses.chapter_thumbnail(picture), CHAPTER)
    yield from _portraits(podcast)
    if own := podcast.show.artwork:
        yield Output(
            path=addresses.icon(own),
            key=key("icon", own.digest),
            make=partial(_icon, own),
        )


def _portraits(podcast: Podcast) -> Iterator[Output]:
    people = (podcast.show.people, *(e.people for e in podcast.episodes))
    every = (person.portrait for some in people for person in some)
    for portrait in {each.digest: each for each in every if each}.values():
        yield Output(
            path=addresses.portrait(portrait),
            key=key("portrait", portrait.digest),
            make=partial(_portrait, portrait),
        )


def _whole(artwork: Artwork) -> Output:
    """The picture itself, byte for byte."""
    return Output(
        path=addresses.artwork(artwork),
        key=key("artwork", artwork.digest),
        make=artwork.extract,
        source=None if artwork.extract else artwork.path,
    )


def _small(artwork: Artwork, path: PurePosixPath, side: int) -> Output:
    return Output(
        path=path,
        key=key("thumbnail", artwork.digest, side),
        make=partial(_thumbnail, artwork, side),
    )


def _thumbnail(artwork: Artwork, side: int) -> bytes:
    small = opaque(artwork)
    small.thumbnail((side, side))
    return _jpeg(small)


def _portrait(portrait: Artwork) -> bytes:
    """A square of the picture, from above its middle: there are the faces."""
    from PIL import ImageOps

    whole = opaque(portrait)
    side = portrait_side(portrait)
    return _jpeg(ImageOps.fit(whole, (side, side), centering=(0.5, 0.3)))


def portrait_side(portrait: Artwork) -> int:
    """How many pixels wide and high a portrait is published."""
    return min(PORTRAIT, portrait.width, portrait.height)


def _jpeg(picture: Image) -> bytes:
    made = BytesIO()
    picture.save(made, "JPEG", quality=85, optimize=True, progressive=True)
    return made.getvalue()


def _icon(artwork: Artwork) -> bytes:
    from PIL import ImageOps

    made = BytesIO()
    ImageOps.fit(opaque(artwork), (ICON, ICON)).save(made, "PNG", optimize=True)
    return made.getvalue()


def opaque(artwork: Artwork) -> Image:
    """The picture the right way up and in full colours, as JPEG can hold it."""
    from PIL import Image  # late: a build with nothing to do needs no Pillow

    file = BytesIO(artwork.extract()) if artwork.extract else artwork.path
    with warnings.catch_warnings(action="ignore"), Image.open(file) as picture:
        _turn(picture)
        if not picture.has_transparency_data:
            return picture.convert("RGB")
        layer = picture.convert("RGBA")  # what JPEG lacks: let white shine through
        ground = Image.new("RGB", picture.size, "white")
        ground.paste(layer, mask=layer)
        return ground


def _turn(picture: Image) -> None:
    """Turn a photograph as the camera was held."""
    from PIL import ImageOps

    with suppress(Exception):  # Exif that is broken says nothing
        ImageOps.exif_transpose(picture, in_place=True)
