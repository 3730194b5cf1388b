from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from struct import pack
from tempfile import TemporaryDirectory
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from feed_builder.model import Artwork
from feed_builder.problems import Location, Severity
from feed_builder.rules import show_problems
from feed_builder.sources.artwork import read_artwork

from .builders import SHARED, a_show

CASES = Path(__file__).parent / "cases" / "artwork"
CORPUS = SHARED / "corpus" / "artwork"


def test_a_picture_that_directories_take_has_no_problem() -> None:
    path = CASES / "good.png"

    assert read_artwork(path) == (
        Artwork(
            path=path,
            type="image/png",
            width=1400,
            height=1400,
            digest=sha256(path.read_bytes()).hexdigest(),
            length=path.stat().st_size,
        ),
        (),
    )


@pytest.mark.parametrize(
    ("name", "colours", "has_alpha"),
    [
        ("alpha.png", "RGBA", True),
        ("cmyk.jpg", "CMYK", False),
        ("grey.png", "L", False),
        ("palette.png", "P", False),
    ],
)
def test_colours_and_transparency_are_told(
    name: str, colours: str, has_alpha: bool
) -> None:
    artwork, _ = read_artwork(CASES / name)

    assert artwork is not None
    assert (artwork.colours, artwork.has_alpha) == (colours, has_alpha)


def test_the_type_is_that_of_the_bytes_and_not_of_the_name() -> None:
    artwork, _ = read_artwork(CASES / "jpeg.png")

    assert artwork is not None
    assert artwork.type == "image/jpeg"


def test_a_missing_picture_is_one_problem(tmp_path: Path) -> None:
    assert breach(tmp_path / "art.png") == ("artwork-exists", "art.png is missing")


def test_a_folder_is_not_a_picture(tmp_path: Path) -> None:
    (tmp_path / "art.png").mkdir()

    assert breach(tmp_path / "art.png") == (
        "artwork-readable",
        "art.png is a folder, not a file",
    )


def png_header(width: int, height: int) -> bytes:
    header = b"IHDR" + pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = pack(">I", 13) + header + pack(">I", crc32(header))
    data = b"IDAT" + b"\x78\x9c\x03\x00\x00\x00\x00\x01"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk
        + pack(">I", len(data) - 4)
        + data
        + pack(">I", crc32(data))
    )


UNREADABLE = [
    (b"", "artwork-not-empty", "is empty: it has no bytes at all"),
    (
        b"GIF89a\1\0\1\0\0\0\0;",
        "artwork-readable",
        "is neither JPEG nor PNG: it begins like a GIF picture",
    ),
    (
        b"RIFF\x10\0\0\0WEBPVP8 ",
        "artwork-readable",
        "is neither JPEG nor PNG: it begins like a WebP picture",
    ),
    (
        b"Nora's cover\n",
        "artwork-readable",
        "is neither JPEG nor PNG: it begins like plain text",
    ),
    (b"\0\1\2\3", "artwork-readable", "is neither JPEG nor PNG"),
    (png_header(3000, 3000), "artwork-readable", "is damaged, or cut off"),
    (
        png_header(7000, 7000),
        "artwork-readable",
        "is 7000 × 7000 pixels, too large to open safely",
    ),
    (
        png_header(10_000, 10_000),
        "artwork-readable",
        "is gigantic, too large to open safely",
    ),
    (
        png_header(2_000_000, 2_000_000),
        "artwork-readable",
        "is gigantic, too large to open safely",
    ),
]


@pytest.mark.parametrize(("data", "rule", "message"), UNREADABLE)
def test_what_cannot_be_shown_is_one_problem_that_says_why(
    tmp_path: Path, data: bytes, rule: str, message: str
) -> None:
    path = tmp_path / "art.png"
    path.write_bytes(data)

    assert breach(path) == (rule, f"art.png {message}")


def test_a_picture_cut_in_half_is_one_problem(tmp_path: Path) -> None:
    whole = (CASES / "small.jpg").read_bytes()
    path = tmp_path / "art.jpg"
    path.write_bytes(whole[: len(whole) // 2])

    assert breach(path) == ("artwork-readable", "art.jpg is damaged, or cut off")


def test_a_file_too_heavy_for_artwork_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "art.png"
    with path.open("wb") as file:
        file.truncate(60_000_000)

    assert breach(path) == (
        "artwork-readable",
        "art.png is 60 MB, far too heavy for artwork",
    )


CORPUS_PICTURES = {
    "beginnenmetbitcoin.github.io--Logo-big-palette.png": (
        ("image/png", 3000),
        ["artwork-rgb", "artwork-opaque"],
    ),
    "jtfnews--podcast-artwork.png": (("image/png", 3000), ["artwork-opaque"]),
    "podcast--itunes.png": (("image/jpeg", 3000), ["artwork-type-matches"]),
    "site-codetimecn.com--logo-3000x3000.png": (("image/png", 3000), []),
    "the-work-between--podcast-cover-art-1024.jpg": (
        ("image/jpeg", 1024),
        ["artwork-sized"],
    ),
}
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="shared/corpus/artwork is not there"
)


@needs_corpus
def test_every_picture_of_the_corpus_has_its_expectation() -> None:
    assert {path.name for path in CORPUS.iterdir()} == CORPUS_PICTURES.keys()


@needs_corpus
@pytest.mark.parametrize("name", CORPUS_PICTURES)
def test_real_artwork_is_seen_as_it_is(name: str) -> None:
    artwork, _ = read_artwork(CORPUS / name)

    assert artwork is not None
    assert artwork.width == artwork.height
    found = (p.rule for p in show_problems(a_show(artwork=artwork), ()))
    assert CORPUS_PICTURES[name] == (
        (artwork.type, artwork.width),
        [rule for rule in found if rule.startswith("artwork-")],
    )


@pytest.fixture(scope="module", name="tiny")
def tiny_pictures() -> list[bytes]:
    return list(tiny())


def tiny() -> Iterator[bytes]:
    for mode in ("RGB", "RGBA", "P", "L"):
        yield saved(Image.new(mode, (9, 9)), "PNG")
    for mode in ("RGB", "CMYK", "L"):
        yield saved(Image.new(mode, (9, 9)), "JPEG")


def saved(image: Image.Image, kind: str) -> bytes:
    data = BytesIO()
    image.save(data, kind)
    return data.getvalue()


@given(st.binary(max_size=500))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    assert_read_calmly(data)


@settings(max_examples=300)
@given(data=st.data())
def test_damaged_pictures_never_raise(tiny: list[bytes], data: st.DataObject) -> None:
    picture = bytearray(data.draw(st.sampled_from(tiny)))
    places = st.integers(0, len(picture) - 1)
    for at in data.draw(st.lists(places, min_size=1, max_size=20)):
        picture[at] = data.draw(st.integers(0, 255))
    length = data.draw(st.just(len(picture)) | places)

    assert_read_calmly(bytes(picture[:length]))


def breach(path: Path) -> tuple[str, str]:
    artwork, (problem,) = read_artwork(path)
    assert artwork is None
    assert problem.severity is Severity.ERROR
    assert problem.location == Location(path=path)
    assert problem.hint
    return problem.rule, problem.message


def assert_read_calmly(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "art.png"
        path.write_bytes(data)
        artwork, problems = read_artwork(path)
    assert artwork is not None or problems
    assert all(p.location == Location(path=path) for p in problems)
