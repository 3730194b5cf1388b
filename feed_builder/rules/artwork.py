"""What directories mind in the artwork of a show or an episode."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import LARGEST_ARTWORK as LARGEST
from ..model import SMALLEST_ARTWORK as SMALLEST
from ..model import Artwork, Episode, Show, place
from ..problems import Location
from .breach import Breach

#: In bytes; what app makers ask for: lists show it at every scroll.
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
    """The show has artwork.

    No directory lists a show without a picture, and in every app it is what people
    recognise a podcast by.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, itunes:image.
    Good:
        artwork: artwork.jpg
    Bad:
        (a podcast.yaml without the key artwork)
    """
    if show.artwork is None and "artwork" not in show.origins:
        yield Breach(
            message="the show has no artwork",
            location=place(show, "title"),
            hint="add `artwork: artwork.jpg`, a square picture of "
            f"{SMALLEST} to {LARGEST} pixels",
        )


def artwork_square(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is square.

    Apps show it in a square; of an oblong picture they cut away the sides or refuse
    it. Pictures that are not square are what app makers complain of most.

    Source: Apple, "A Podcaster's Guide to RSS"; Spotify, "Podcast Delivery
        Specification" (as quoted by others); PSP-1, issue 13.
    Good:
        artwork.jpg, 3000 × 3000 pixels
    Bad:
        artwork.jpg, 1920 × 1080 pixels
    """
    art = of.artwork
    if art and art.width != art.height:
        message = f"is {_size(art)}, and not square"
        yield _breach(art, message, "cut it, or put it on a square of 3000 × 3000")


def artwork_sized(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is 1400 to 3000 pixels wide and high.

    A smaller one is blurred on televisions and large phones, a larger one is refused.
    If all else fits, feed-builder's pages also show it smaller.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, itunes:image.
    Good:
        artwork.jpg, 3000 × 3000 pixels
    Bad:
        artwork.jpg, 600 × 600 pixels
    """
    art = of.artwork
    if art is None or SMALLEST <= min(art.width, art.height) <= LARGEST:
        return
    than = "smaller" if min(art.width, art.height) < SMALLEST else "larger"
    hint = f"save it with {SMALLEST} to {LARGEST} pixels a side"
    yield _breach(art, f"is {_size(art)}, {than} than directories take", hint)


def artwork_rgb(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is in RGB colours.

    Pictures in the colours of print (CMYK) show in wrong ones or not at all; Apple
    refuses them. Graphics programs convert them when they export for the web.

    Source: Apple, "A Podcaster's Guide to RSS".
    Good:
        artwork.jpg, exported for the web in sRGB
    Bad:
        artwork.jpg, exported for print in CMYK
    """
    art = of.artwork
    if art and art.colours not in ("RGB", "RGBA"):
        unusual = f"has colours of an unusual kind ({art.colours})"
        message = _COLOURS.get(art.colours, unusual)
        yield _breach(art, message, "save it in RGB colours")


def artwork_opaque(of: Show | Episode) -> Iterator[Breach]:
    """Artwork has no alpha channel.

    What is transparent shows as black in one app and as white in the next, and letters
    may vanish in it.

    Source: Apple, "A Podcaster's Guide to RSS" (2026).
    Good:
        artwork.png, flattened on a background
    Bad:
        artwork.png with a transparent background
    """
    art = of.artwork
    if art and art.has_alpha:
        hint = "flatten it on a background, and save it without transparency"
        yield _breach(art, "has an alpha channel", hint)


def artwork_light(of: Show | Episode) -> Iterator[Breach]:
    """Artwork is at most 500 kB.

    Apps load it again and again, often on the road. JPEG with a quality of about 80
    looks the same.

    Source: PSP-1, issue 13: what the makers of large podcast apps ask for.
    Good:
        artwork.jpg, 280 kB
    Bad:
        artwork.png, 4 MB
    """
    art = of.artwork
    if art and art.length > HEAVIEST:
        hint = "save it as JPEG with a quality of 80 or so"
        yield _breach(art, f"is {art.length // 1000} kB, heavy for phones", hint)


def artwork_type_matches(of: Show | Episode) -> Iterator[Breach]:
    """A picture's name says what it holds.

    Servers tell apps the type of a file by its name. Apple compares it with what the
    file holds, and refuses a PNG that is called .jpg.

    Source: Apple, "A Podcaster's Guide to RSS".
    Good:
        artwork.png, a PNG picture
    Bad:
        artwork.jpg, which holds a PNG picture
    """
    art = of.artwork
    if art is None or art.extract:
        return  # one that lies in an audio file has no name
    if art.path.suffix.lower() not in _SUFFIXES[art.type]:
        name = art.type.removeprefix("image/").upper()
        better = art.path.stem + _SUFFIXES[art.type][0]
        message = f"holds a {name} picture, but its name does not say so"
        yield _breach(art, message, f"name it {better}")


def _size(art: Artwork) -> str:
    return f"{art.width} × {art.height} pixels"


def _breach(art: Artwork, message: str, hint: str) -> Breach:
    return Breach(
        message=f"{art.path.name} {message}",
        location=Location(path=art.path),
        hint=hint,
    )
