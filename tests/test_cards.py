"""Cards: what they show, when they are made, and that they look like it."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image, ImageFont

from feed_builder.model import Artwork
from feed_builder.render import cards as module
from feed_builder.render.cards import COLOURS, Card, Cards, cards, draw

from .builders import a_podcast, a_show, an_episode

PICTURE = Artwork(
    path=Path("a.png"), type="image/png", width=9, height=9, digest="ab" * 32
)


@pytest.fixture
def artwork(tmp_path: Path) -> Artwork:
    """A picture that is blue all over."""
    path = tmp_path / "blue.png"
    Image.new("RGB", (300, 300), "blue").save(path)
    return Artwork(
        path=path, type="image/png", width=300, height=300, digest=path.name * 9
    )


def a_card(artwork: Artwork, title: str = "Rag paper", foot: str = "Paper") -> Card:
    return Card(
        folder=PurePosixPath("artwork"),
        artwork=artwork,
        label="Episode 1",
        title=title,
        foot=foot,
        colours=("#ffffff", "#000000", "#00ff00", "#ff0000"),
    )


def drawn(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw(card)))


def test_an_episode_has_its_own_words_on_it() -> None:
    episode = an_episode(season=2, number=5)

    card = Cards(show=a_show(), colours={"ink": "#123456"}).of(episode)

    assert card == Card(
        folder=PurePosixPath("episodes/001-rag-paper"),
        artwork=a_show().artwork,  # type: ignore[arg-type]
        label="Season 2 · Episode 5",
        title="Rag paper",
        foot="Paper & Ink",
        colours=(COLOURS["wash"], "#123456", COLOURS["quiet"], COLOURS["accent"]),
    )


def test_there_is_one_for_the_show_and_one_for_each_episode() -> None:
    outputs = cards(a_podcast(an_episode(slug="a"), an_episode(slug="b")), {})

    assert [str(output.path.parent) for output in outputs] == [
        "artwork",
        "episodes/a",
        "episodes/b",
    ]


@pytest.mark.parametrize(
    "title", ["纸的历史", "تاريخ الورق", "Paper 🎉", "กระดาษ", " "]
)
def test_a_title_that_the_font_does_not_have_is_on_no_card(title: str) -> None:
    assert Cards(show=a_show(), colours={}).of(an_episode(title=title)) is None


@pytest.mark.parametrize(
    "title", ["Žluťoučký kůň", "Η ιστορία", "Тряпьё", "Tiếng Việt"]
)
def test_a_title_in_latin_greek_or_cyrillic_is_on_one(title: str) -> None:
    apart = unicodedata.normalize("NFD", title)

    card = Cards(show=a_show(), colours={}).of(an_episode(title=apart))

    assert card
    assert card.title == title


@pytest.mark.parametrize("changes", [{"artwork": None}, {"cards": False}])
def test_a_show_without_artwork_or_wish_has_none(changes: dict[str, object]) -> None:
    assert list(cards(a_podcast(**changes), {})) == []


@pytest.mark.parametrize("weight", ["Bold", "ExtraBold"])
def test_the_font_has_every_letter_that_may_be_on_a_card(weight: str) -> None:
    font = module._font(weight, 20)

    def shape(letter: str) -> bytes:
        return bytes(font.getmask(letter))

    assert font.layout_engine == ImageFont.Layout.BASIC
    missing = shape("\U0010fffd")
    may_be = filter(module._DRAWABLE.fullmatch, map(chr, range(0x20, 0x3000)))
    assert [letter for letter in may_be if shape(letter) == missing] == []


# When it is another one ---------------------------------------------------------------


def test_its_address_changes_with_what_it_shows_and_with_nothing_else() -> None:
    every = Cards(show=a_show(), colours={})
    card = every.of(an_episode())
    assert card

    def path(title: str = "Rag paper", ink: str = COLOURS["ink"]) -> PurePosixPath:
        found = Cards(show=a_show(), colours={"ink": ink, "card": ink}).of(
            an_episode(title=title, notes="Other notes", explicit=True)
        )
        assert found
        return found.path

    assert re.fullmatch(r"episodes/001-rag-paper/card-[0-9a-f]{8}\.jpg", str(card.path))
    assert path() == card.path
    assert len({card.path, path(title="Reed"), path(ink="#123456")}) == 3


# What it looks like -------------------------------------------------------------------


def test_it_is_as_large_as_networks_want_it(artwork: Artwork) -> None:
    picture = drawn(a_card(artwork))

    assert (picture.format, picture.size) == ("JPEG", (1200, 630))


def test_the_artwork_is_whole_and_the_words_are_beside_it(artwork: Artwork) -> None:
    picture = drawn(a_card(artwork)).convert("RGB")

    left, right = picture.crop((0, 0, 620, 630)), picture.crop((640, 0, 1200, 630))
    assert left.getextrema() == ((0, 0), (0, 0), (254, 254))
    assert right.convert("L").getextrema() == (0, 255)
    assert right.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "title",
    [
        "Us",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik" * 9,
        "All that can be said of paper, and of ink, and of us " * 9,
        "W" * 300,
    ],
)
def test_no_title_leaves_the_card_or_meets_the_foot(
    artwork: Artwork, title: str
) -> None:
    picture = drawn(a_card(artwork, title, foot=title)).convert("L")

    ink = picture.point(lambda level: 255 if level < 128 else 0)
    edges = [(1145, 0, 1200, 630), (640, 600, 1200, 630), (640, 505, 1200, 540)]
    assert [ink.crop(edge).getbbox() for edge in edges] == [None] * 3


def test_the_same_card_gives_the_same_bytes(artwork: Artwork) -> None:
    assert draw(a_card(artwork)) == draw(a_card(artwork))
