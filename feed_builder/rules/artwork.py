"""What directories mind in the artwork of a show or an episode.

Apple's "A Podcaster's Guide to RSS": square JPEG or PNG, 1400 to 3000 pixels a side,
in RGB colours, without transparency, under a name that tells its type.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..model import LARGEST_ARTWORK as LARGEST
from ..model import SMALLEST_ARTWORK as SMALLEST
from ..model import Artwork, Episode, Show
from .breach import Breach, place

#: In bytes; what app makers ask for (PSP-1, issue 13): lists show it at every scroll.
HEAVIEST = 500_000
_SUFFIXES = {"image/jpeg": (".jpg", ".jpeg"), "image/png": (".png",)}
_COLOURS = {
    "CMYK": "is in CMYK, the colours of print",
    "P": "has a palette of at most 256 colours",
    "PA": "has a palette of at most 256 colours",
    "1": "is black and white only",
    "L": "is in shades of grey",
    "LA": "is in shades of grey",
}


def artwork_present(show: Show) -> Iterator[Breach]:
    """The show has artwork: no directory lists one without."""
    if show.artwork is None and "artwork" not in show.origins:
        yield Breach(
            message="the show has no artwork",
            location=place(show, "title"),
            hint="add `artwork: artwork.jpg`, a square picture of "
            f"{SMALLEST} to {LARGEST} pixels",
        )


def artwork_square(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is square."""
    art = of.artwork
    if art and art.width != art.height:
        message = f"is {_size(art)}, and not square"
        yield _breach(of, art, message, "cut it, or put it on a square of 3000 × 3000")


def artwork_sized(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is 1400 to 3000 pixels wide and high."""
    art = of.artwork
    if art is None or SMALLEST <= min(art.width, art.height) <= LARGEST:
        return
    than = "smaller" if min(art.width, art.height) < SMALLEST else "larger"
    hint = f"save it with {SMALLEST} to {LARGEST} pixels a side"
    yield _breach(of, art, f"is {_size(art)}, {than} than directories take", hint)


def artwork_rgb(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is in RGB colours."""
    art = of.artwork
    if art and art.colours not in ("RGB", "RGBA"):
        unusual = f"has colours of an unusual kind ({art.colours})"
        message = _COLOURS.get(art.colours, unusual)
        yield _breach(of, art, message, "save it in RGB colours")


def artwork_opaque(of: Show | Episode) -> Iterator[Breach]:
    """Artwork has no alpha channel: it shows as black or white in some apps."""
    art = of.artwork
    if art and art.has_alpha:
        hint = "flatten it on a background, and save it without transparency"
        yield _breach(of, art, "has an alpha channel", hint)


def artwork_light(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is at most 500 kB: apps load it again and again, often on the road."""
    art = of.artwork
    if art and art.length > HEAVIEST:
        hint = "save it as JPEG with a quality of 80 or so"
        yield _breach(of, art, f"is {art.length // 1000} kB, heavy for phones", hint)


def artwork_type_matches(of: Show | Episode) -> Iterator[Breach]:
    """A picture's name says what it holds."""
    art = of.artwork
    if art is None or art.extract:
        return  # one that lies in an audio file has no name
    if art.path.suffix.lower() not in _SUFFIXES[art.type]:
        name = art.type.removeprefix("image/").upper()
        better = art.path.stem + _SUFFIXES[art.type][0]
        message = f"holds a {name} picture, but its name does not say so"
        yield _breach(of, art, message, f"name it {better}")


def _size(art: Artwork) -> str:
    return f"{art.width} × {art.height} pixels"


def _breach(of: Show | Episode, art: Artwork, message: str, hint: str) -> Breach:
    return Breach(
        message=f"{art.path.name} {message}",
        location=place(of, "artwork"),
        hint=hint,
    )
