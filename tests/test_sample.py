"""The sample show, which is this repository, is as the README promises."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from mutagen.mp3 import MP3

from feed_builder import Project, build, check
from feed_builder.problems import Severity

from .builders import SHARED

REPOSITORY = Path(__file__).parent.parent
PROJECT = Project(folder=REPOSITORY)
NOW = datetime(2026, 11, 24, tzinfo=UTC)
AUDIO = sorted((REPOSITORY / "audio").glob("*.mp3"))


def test_the_sample_show_builds_without_a_warning(tmp_path: Path) -> None:
    report = build(PROJECT, now=NOW, output=tmp_path / "out", strict=True)

    assert report.episodes == ("001-troy-du-moulin", "000-trailer")
    assert [held.episode for held in report.held_back] == ["002-postcard-to-the-future"]
    assert (tmp_path / "out" / "episodes" / "000-trailer" / "transcript.vtt").exists()


def test_directories_have_nothing_against_the_sample_show() -> None:
    report = check(PROJECT, now=NOW)

    assert {p.severity for p in report.problems} <= {Severity.NOTE}


def test_the_sample_audio_is_small_and_honestly_tagged() -> None:
    assert sum(path.stat().st_size for path in AUDIO) < 4_000_000
    for path in AUDIO:
        tags = MP3(path).tags
        assert tags is not None
        assert {"TIT2", "TPE1", "TALB", "TDRC"} <= tags.keys()
        assert tags.getall("COMM")
        assert tags.getall("APIC")
        assert len(tags.getall("CHAP")) >= 2
        assert tags.getall("CTOC")


def test_the_first_transcript_is_the_seed_byte_for_byte() -> None:
    seed = SHARED / "seed" / "troy-du-moulin.txt"
    if not seed.exists():
        pytest.skip("needs ../shared/seed")

    ours = REPOSITORY / "episodes" / "001-troy-du-moulin.txt"
    assert ours.read_bytes() == seed.read_bytes()
