"""Unchanged audio is hashed once; whatever may have changed is hashed again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from feed_builder.cache import Cache


def _asked(folder: Path, path: Path) -> tuple[str, bool]:
    """The digest that one run is given, and whether the file was read for it."""
    read: list[Path] = []

    def make(file: Path) -> str:
        read.append(file)
        return file.read_text()

    cache = Cache(folder)
    sound = cache.sound(path, make)
    cache.keep([sound])
    return sound.digest, bool(read)


@pytest.fixture
def audio(tmp_path: Path) -> Path:
    path = tmp_path / "a.mp3"
    path.write_text("sound")
    assert _asked(tmp_path, path) == ("sound", True)
    return path


def test_what_has_not_changed_is_not_read_again(tmp_path: Path, audio: Path) -> None:
    assert _asked(tmp_path, audio) == ("sound", False)


def _restored_with_its_old_time(audio: Path) -> None:
    stat = audio.stat()
    audio.write_text("noise")
    os.utime(audio, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def _swapped_in_by_rename(audio: Path) -> None:
    other = audio.with_name("other")
    other.write_text("noise")
    shutil.copystat(audio, other)
    other.replace(audio)


@pytest.mark.parametrize("change", [_restored_with_its_old_time, _swapped_in_by_rename])
def test_other_sound_of_the_same_size_and_time_is_read(
    tmp_path: Path, audio: Path, change: Callable[[Path], None]
) -> None:
    change(audio)
    assert _asked(tmp_path, audio) == ("noise", True)


def test_a_copied_project_is_read_anew(tmp_path: Path, audio: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(tmp_path, copy, ignore=shutil.ignore_patterns("copy"))
    assert _asked(copy, copy / "a.mp3") == ("sound", True)
    assert _asked(copy, copy / "a.mp3") == ("sound", False)


@pytest.mark.parametrize(
    "damage", ["", "{", "[]", '{"a.mp3": 1}', '{"a.mp3": [[1, 2, 3], "x"]}', "\0\xff"]
)
def test_a_damaged_cache_only_costs_time(
    tmp_path: Path, audio: Path, damage: str
) -> None:
    (tmp_path / ".feed-builder" / "audio.json").write_text(damage)
    assert _asked(tmp_path, audio) == ("sound", True)
    assert _asked(tmp_path, audio) == ("sound", False)


def test_where_nothing_can_be_kept_all_is_read(tmp_path: Path) -> None:
    (tmp_path / ".feed-builder").write_text("a file where the folder would be")
    (tmp_path / "a.mp3").write_text("sound")
    for _ in range(2):
        assert _asked(tmp_path, tmp_path / "a.mp3") == ("sound", True)


def test_what_is_written_to_meanwhile_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("sou")

    def make(file: Path) -> str:
        file.write_text("sound")
        return "sou"

    cache = Cache(tmp_path)
    cache.keep([cache.sound(path, make)])
    assert _asked(tmp_path, path) == ("sound", True)
