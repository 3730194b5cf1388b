from __future__ import annotations

from io import BytesIO
from pathlib import Path, PurePosixPath

import pytest
from PIL import Image

from feed_builder.model import Artwork, Output
from feed_builder.render.images import images
from feed_builder.sources.artwork import read_artwork

from .builders import a_podcast, an_episode


def an_artwork(
    path: Path, mode: str = "RGB", size: tuple[int, int] = (800, 800)
) -> Artwork:
    form = "JPEG" if mode == "CMYK" else "PNG"
    Image.new(mode, size).save(path, form)
    width, height = size
    return Artwork(
        path=path, type="image/png", width=width, height=height, digest=path.stem * 20
    )


def thumbnail_of(artwork: Artwork) -> Image.Image:
    _, output, _ = images(a_podcast(artwork=artwork))
    return Image.open(BytesIO(_bytes(output)))


def _bytes(output: Output) -> bytes:
    assert output.make is not None
    return output.make()


def test_artwork_is_copied_and_made_small(tmp_path: Path) -> None:
    artwork = an_artwork(tmp_path / "ab.png")

    original, small, _ = images(a_podcast(artwork=artwork))

    assert (original.path, original.source, original.make) == (
        PurePosixPath("artwork/abababababab.png"),
        tmp_path / "ab.png",
        None,
    )
    assert (small.path, small.source) == (
        PurePosixPath("artwork/abababababab-600.jpg"),
        None,
    )


def test_an_episode_has_artwork_of_its_own(tmp_path: Path) -> None:
    show, own = an_artwork(tmp_path / "ab.png"), an_artwork(tmp_path / "cd.png")

    podcast = a_podcast(an_episode(artwork=own), artwork=show)

    assert [output.source for output in images(podcast) if output.source] == [
        tmp_path / "ab.png",
        tmp_path / "cd.png",
    ]


def test_shared_artwork_is_published_once(tmp_path: Path) -> None:
    artwork = an_artwork(tmp_path / "ab.png")

    outputs = images(a_podcast(an_episode(artwork=artwork), artwork=artwork))

    names = ["ab" * 6 + ending for ending in (".png", "-600.jpg", "-180.png")]
    assert [output.path.name for output in outputs] == names


def test_a_show_without_artwork_has_no_pictures() -> None:
    assert list(images(a_podcast(artwork=None))) == []


def test_the_icon_of_the_site_is_its_artwork_as_a_square(tmp_path: Path) -> None:
    artwork = an_artwork(tmp_path / "ab.png", "RGBA", (800, 200))

    *_, output = images(a_podcast(artwork=artwork))

    icon = Image.open(BytesIO(_bytes(output)))
    assert str(output.path) == "artwork/abababababab-180.png"
    assert (icon.format, icon.mode, icon.size) == ("PNG", "RGB", (180, 180))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L", "LA", "CMYK"])
def test_a_thumbnail_is_a_jpeg_of_600_pixels(tmp_path: Path, mode: str) -> None:
    artwork = an_artwork(tmp_path / "ab.png", mode)

    small = thumbnail_of(artwork)

    assert (small.format, small.mode, small.size) == ("JPEG", "RGB", (600, 600))


def test_what_shows_through_artwork_is_white(tmp_path: Path) -> None:
    assert thumbnail_of(an_artwork(tmp_path / "ab.png", "RGBA")).getpixel((9, 9)) == (
        255,
        255,
        255,
    )


def test_a_thumbnail_keeps_the_shape(tmp_path: Path) -> None:
    artwork = an_artwork(tmp_path / "ab.png", size=(1200, 300))

    assert thumbnail_of(artwork).size == (600, 150)


@pytest.mark.parametrize(
    ("orientation", "turn"),
    [
        (1, None),
        (2, Image.Transpose.FLIP_LEFT_RIGHT),
        (3, Image.Transpose.ROTATE_180),
        (4, Image.Transpose.FLIP_TOP_BOTTOM),
        (5, Image.Transpose.TRANSPOSE),
        (6, Image.Transpose.ROTATE_90),
        (7, Image.Transpose.TRANSVERSE),
        (8, Image.Transpose.ROTATE_270),
    ],
)
def test_a_photograph_is_the_right_way_up(
    tmp_path: Path, orientation: int, turn: Image.Transpose | None
) -> None:
    upright = Image.new("RGB", (80, 160), "white")
    upright.paste("black", (0, 0, 80, 80))
    stored = upright.transpose(turn) if turn else upright
    exif = Image.Exif()
    exif[0x0112] = orientation
    stored.save(tmp_path / "photo.jpg", exif=exif)
    photo, _ = read_artwork(tmp_path / "photo.jpg")

    assert photo
    assert (photo.width, photo.height) == (80, 160)
    small = thumbnail_of(photo).convert("L")
    assert small.size == (80, 160)
    above, below = small.resize((1, 2)).tobytes()
    assert above < 60
    assert below > 200


def test_exif_that_cannot_be_read_is_no_harm(tmp_path: Path) -> None:
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\xff"
    Image.new("RGB", (80, 160)).save(tmp_path / "photo.jpg", exif=exif)
    photo, problems = read_artwork(tmp_path / "photo.jpg")

    assert problems == ()
    assert photo
    assert thumbnail_of(photo).size == (80, 160)


def test_a_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    artwork = an_artwork(tmp_path / "ab.png", size=(60, 60))

    assert thumbnail_of(artwork).size == (60, 60)


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    _, output, _ = images(a_podcast(artwork=an_artwork(tmp_path / "ab.png")))

    assert _bytes(output) == _bytes(output)
