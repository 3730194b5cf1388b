"""Pictures in audio files: whichever tags hold them, they can be an episode's own."""

# mutagen is typed in part only
# mypy: disable-error-code="attr-defined,index"

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import etree
from mutagen.flac import FLAC, Picture
from mutagen.id3 import APIC, ID3
from mutagen.mp4 import MP4, MP4Cover
from mutagen.oggopus import OggOpus
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

from feed_builder import Report, build
from feed_builder.problems import Problem, Severity
from feed_builder.sources.audio import read_audio

from .builders import CASES, EPISODE_YAML, a_project
from .feeds import ITUNES

NOW = datetime(2026, 6, 1, tzinfo=UTC)
ART = CASES / "artwork"
GOOD = (ART / "good.png").read_bytes()
SMALL = (ART / "small.jpg").read_bytes()
AUDIO = [
    "cbr.mp3",
    "plain.m4a",
    "flac.flac",
    "vorbis.ogg",
    "opus.opus",
    "wav.wav",
]
#: The good one with another ending, so that it is not the show's artwork.
OTHER = GOOD + b"\0"


def with_covers(folder: Path, name: str, *covers: bytes) -> Path:
    """A copy of the case in which these are the cover, and further pictures."""
    path = folder / name
    path.write_bytes((CASES / "audio" / name).read_bytes())
    kinds = [3, *range(4, 3 + len(covers))]
    _WRITERS[path.suffix](path, [*zip(kinds, covers, strict=True)][::-1])
    return path


def _frames(pictures: list[tuple[int, bytes]]) -> list[APIC]:
    return [
        APIC(encoding=3, mime="image/png", type=kind, desc=f"{kind}", data=data)
        for kind, data in pictures
    ]


def _mp3(path: Path, pictures: list[tuple[int, bytes]]) -> None:
    tags = ID3()
    for frame in _frames(pictures):
        tags.add(frame)
    tags.save(path)


def _wav(path: Path, pictures: list[tuple[int, bytes]]) -> None:
    file = WAVE(path)
    for frame in _frames(pictures):
        file.tags.add(frame)
    file.save()


def _m4a(path: Path, pictures: list[tuple[int, bytes]]) -> None:
    file = MP4(path)
    file["covr"] = [MP4Cover(data) for _, data in pictures[::-1]]  # it has no kinds
    file.save()


def _flac(path: Path, pictures: list[tuple[int, bytes]]) -> None:
    file = FLAC(path)
    for picture in map(_picture, pictures):
        file.add_picture(picture)
    file.save()


def _ogg(path: Path, pictures: list[tuple[int, bytes]]) -> None:
    file = (OggOpus if path.suffix == ".opus" else OggVorbis)(path)
    blocks = (_picture(picture).write() for picture in pictures)
    file["metadata_block_picture"] = [b64encode(b).decode() for b in blocks]
    file.save()


def _picture(kind_and_data: tuple[int, bytes]) -> Picture:
    picture = Picture()
    picture.type, picture.data = kind_and_data
    picture.mime = "image/png"
    return picture


_WRITERS = {
    ".mp3": _mp3,
    ".wav": _wav,
    ".m4a": _m4a,
    ".flac": _flac,
    ".ogg": _ogg,
    ".opus": _ogg,
}


def doubt(path: Path) -> Problem:
    audio, problems = read_audio(path)
    assert audio is not None
    assert audio.cover is None
    (problem,) = (p for p in problems if p.rule.startswith("cover"))
    return problem


@pytest.mark.parametrize("name", AUDIO)
def test_the_front_cover_is_found_in_any_kind_of_tag(tmp_path: Path, name: str) -> None:
    audio, problems = read_audio(with_covers(tmp_path, name, GOOD, SMALL))

    assert audio is not None
    assert audio.cover is not None
    assert audio.cover.extract is not None
    assert (audio.cover.width, audio.cover.digest, audio.cover.extract()) == (
        1400,
        sha256(GOOD).hexdigest(),
        GOOD,
    )
    assert not any(problem.rule.startswith("cover") for problem in problems)


@pytest.mark.parametrize("name", AUDIO)
def test_audio_without_a_cover_has_none(name: str) -> None:
    audio, _ = read_audio(CASES / "audio" / name)

    assert audio is not None
    assert audio.cover is None


def test_a_cover_that_directories_would_not_take_is_passed_over(tmp_path: Path) -> None:
    problem = doubt(with_covers(tmp_path, "cbr.mp3", SMALL))

    assert (problem.rule, problem.severity) == ("cover-fits", Severity.NOTE)
    assert problem.message.startswith(
        "cbr.mp3 has a cover of 1399 × 1399 pixels in its tags"
    )


@pytest.mark.parametrize("name", AUDIO)
def test_a_broken_cover_is_told_of_and_passed_over(tmp_path: Path, name: str) -> None:
    problem = doubt(with_covers(tmp_path, name, GOOD[:900]))

    assert (problem.rule, problem.severity, problem.message) == (
        "cover-readable",
        Severity.WARNING,
        f"{name} has a cover that is damaged, or cut off",
    )


def test_what_is_no_picture_block_is_a_broken_cover(tmp_path: Path) -> None:
    path = tmp_path / "vorbis.ogg"
    path.write_bytes((CASES / "audio" / path.name).read_bytes())
    file = OggVorbis(path)
    file["metadata_block_picture"] = ["not base64!"]
    file.save()

    assert doubt(path).rule == "cover-readable"


def built(folder: Path, cover: bytes, yaml: str = EPISODE_YAML) -> Report:
    audio = with_covers(folder, "cbr.mp3", cover)
    changes: dict[str, str | bytes | Path | None] = {
        "audio/001-rag-paper.mp3": audio,
        "episodes/001-rag-paper.yaml": yaml,
        "own.png": ART / "good.png",
    }
    return build(a_project(folder / "show", changes), now=NOW)


def images_of_items(folder: Path) -> list[str]:
    root = etree.parse(folder / "show" / "output" / "feed.xml")
    found = root.iterfind(f"channel/item/{ITUNES}image")
    return [str(image.get("href")) for image in found]


def test_a_cover_is_published_as_the_episodes_own_picture(tmp_path: Path) -> None:
    report = built(tmp_path, OTHER)

    name = f"artwork/{sha256(OTHER).hexdigest()[:12]}.png"
    assert report.problems == ()
    assert images_of_items(tmp_path) == [f"https://paper.example/{name}"]
    assert (tmp_path / "show" / "output" / name).read_bytes() == OTHER


def test_a_cover_that_is_the_shows_artwork_says_nothing_new(tmp_path: Path) -> None:
    built(tmp_path, GOOD)

    assert images_of_items(tmp_path) == []


def test_the_authors_own_picture_wins_over_the_cover(tmp_path: Path) -> None:
    built(tmp_path, OTHER, f"{EPISODE_YAML}image: own.png\n")

    (image,) = images_of_items(tmp_path)
    assert image.endswith(f"{sha256(GOOD).hexdigest()[:12]}.png")
