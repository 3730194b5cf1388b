"""Cards: the pictures that stand where the address of a page is shared.

A card shows the artwork and, beside it, the title in the colours of the theme. There is
none where the font lacks a letter: no title is better than one with holes.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from math import ceil
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from .. import addresses
from ..model import Artwork, Listing, Output, Podcast, Show
from ..text import one_line
from .images import opaque
from .key import key
from .wording import Wording

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

#: What Facebook, LinkedIn and others want a large picture to be
#: (https://developers.facebook.com/docs/sharing/webmasters/images/).
WIDTH, HEIGHT = 1200, 630
_MARGIN = 56
_ROOM = WIDTH - HEIGHT - 2 * _MARGIN  # beside the artwork, which is a square
_LINES_ROOM = 350  # for the title, below the label and above the foot
_SIZES = range(88, 31, -4)
_BROKEN = 44  # in letters of this size and smaller ones, long words may be broken
_SMALL = 28
#: More letters than have room on a card, and in a line of it.
_MOST_LETTERS, _LONGEST_LINE = 400, 100

#: What all fonts of Manrope have that we draw with, for texts in NFC.
_DRAWABLE = re.compile(
    "[ -~\u00a0-\u0113\u0116-\u012b\u012e-\u0131\u0134-\u0137\u0139-\u013e\u0141-\u0148"
    "\u014a-\u014d\u0150-\u017e\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0386-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490\u0491\u1e80-\u1e85\u1e9e\u1ea0-\u1ef9"
    "\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2039\u203a\u20ac\u2116"
    "\u2122]*"
)
#: The names of the theme's colours on a card, and what they are where it has none.
COLOURS = {
    "wash": "#fbeadb",
    "ink": "#1b1638",
    "quiet": "#655c74",
    "accent": "#b3350f",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a card shows: a ``label`` above the title, a ``foot`` below it.

    ``colours`` are those of COLOURS, in this order.
    """

    folder: PurePosixPath
    artwork: Artwork
    label: str
    title: str
    foot: str
    colours: tuple[str, ...]

    @property
    def path(self) -> PurePosixPath:
        """Where it lies: under a name that changes with it, for networks keep cards."""
        shown = (self.artwork.digest, self.label, self.title, self.foot, self.colours)
        return self.folder / f"card-{sha256(repr(shown).encode()).hexdigest()[:8]}.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """The cards of a show, in the colours of its theme."""

    show: Show
    colours: Mapping[str, str]

    def of_show(self) -> Card | None:
        """The card of every page that is no episode's."""
        return self._card(
            folder=addresses.ARTWORK,
            artwork=self.show.artwork,
            title=self.show.title,
            foot=self.show.author,
        )

    def of(self, episode: Listing) -> Card | None:
        """The card of an episode's page."""
        if not self.show.cards:
            return None
        return self._card(
            folder=addresses.page(episode.slug).parent,
            artwork=episode.artwork or self.show.artwork,
            label=Wording(self.show.language).label(episode),
            title=episode.title,
            foot=self.show.title,
        )

    def _card(
        self,
        *,
        folder: PurePosixPath,
        artwork: Artwork | None,
        title: str,
        foot: str,
        label: str = "",
    ) -> Card | None:
        label, title, foot = map(_line, (label, title, foot))
        can_be_drawn = all(map(_DRAWABLE.fullmatch, (label, title, foot)))
        if artwork is None or not (self.show.cards and title and can_be_drawn):
            return None
        return Card(
            folder=folder,
            artwork=artwork,
            label=label,
            title=title,
            foot=foot,
            colours=tuple(self.colours.get(n, own) for n, own in COLOURS.items()),
        )


def cards(podcast: Podcast, colours: Mapping[str, str]) -> Iterator[Output]:
    """The card of the show, and one for every episode."""
    every = Cards(show=podcast.show, colours=colours)
    for card in (every.of_show(), *map(every.of, podcast.episodes)):
        if card:
            path = card.path
            yield Output(path=path, key=key("card", path), make=partial(draw, card))


def _line(text: str) -> str:
    return unicodedata.normalize("NFC", one_line(text))


# Drawing ------------------------------------------------------------------------------


def draw(card: Card) -> bytes:
    """The card as a JPEG of 1200 × 630 pixels."""
    from PIL import Image, ImageDraw  # late: a build with nothing to do needs no Pillow

    wash, ink, quiet, accent = card.colours
    picture = Image.new("RGB", (WIDTH, HEIGHT), wash)
    picture.paste(_square(card.artwork), (0, 0))
    pen = ImageDraw.Draw(picture)
    _write(pen, card.label, "Bold", accent, top=_MARGIN)
    size, lines = _fitted(card.title)
    font = _font("ExtraBold", size)
    top = _MARGIN + _SMALL * 2 if card.label else _MARGIN - size // 6
    for number, line in enumerate(lines):
        at = (HEIGHT + _MARGIN, top + number * _leading(size))
        pen.text(at, line, fill=ink, font=font)
    _write(pen, card.foot, "Bold", quiet, top=HEIGHT - _MARGIN - _SMALL)
    made = BytesIO()
    picture.save(made, "JPEG", quality=85)
    return made.getvalue()


def _write(pen: ImageDraw, text: str, weight: str, colour: str, *, top: int) -> None:
    """One line in small letters, cut where it would leave the card."""
    font = _font(weight, _SMALL)
    line = _cut(text, font) if font.getlength(text) > _ROOM else text
    pen.text((HEIGHT + _MARGIN, top), line, fill=colour, font=font, anchor="lt")


def _fitted(title: str) -> tuple[int, list[str]]:
    """The largest letters in which the whole title fits, and its lines in these.

    What is too long for the smallest ones is cut.
    """
    title = title[:_MOST_LETTERS]
    for size in _SIZES:
        font = _font("ExtraBold", size)
        whole = _wrapped(title.split(), font)
        lines = [part for line in whole for part in _pieces(line, font)]
        may_be = lines == whole or size <= _BROKEN
        if may_be and len(lines) * _leading(size) <= _LINES_ROOM:
            return size, lines
    most = _LINES_ROOM // _leading(size)
    return size, [*lines[: most - 1], _cut(f"{lines[most - 1]}…", font)]


def _leading(size: int) -> int:
    return round(size * 1.12)


def _wrapped(words: list[str], font: FreeTypeFont) -> list[str]:
    lines: list[str] = []
    for word in words:
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= _ROOM:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _pieces(line: str, font: FreeTypeFont) -> Iterator[str]:
    """The line in pieces that fit: a word may be longer than there is room."""
    while line:
        ends = range(1, min(len(line), _LONGEST_LINE) + 1)
        fit = bisect_right(
            ends, _ROOM, key=lambda end: ceil(font.getlength(line[:end]))
        )
        yield line[: max(fit, 1)]
        line = line[max(fit, 1) :]


def _cut(line: str, font: FreeTypeFont) -> str:
    while font.getlength(f"{line}…") > _ROOM:
        line = line[:-1].rstrip(" …")
    return f"{line.rstrip(' …')}…"


@lru_cache(maxsize=4)  # most episodes have the artwork of the show
def _square(artwork: Artwork) -> Image:
    from PIL import ImageOps

    return ImageOps.fit(opaque(artwork), (HEIGHT, HEIGHT))


@lru_cache(maxsize=32)
def _font(weight: str, size: int) -> FreeTypeFont:
    from font_manrope import font_files
    from PIL import ImageFont

    # The plain layout is the same on every machine.
    basic = ImageFont.Layout.BASIC
    return ImageFont.truetype(font_files[f"Manrope{weight}"], size, layout_engine=basic)
