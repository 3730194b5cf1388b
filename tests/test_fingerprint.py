from __future__ import annotations

import shutil
from pathlib import Path

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.audio.fingerprint import sound_digest

CASES = Path(__file__).parent / "cases" / "audio"


@pytest.mark.parametrize(
    "name", ["cbr.mp3", "plain.m4a", "opus.opus", "flac.flac", "film.mp4"]
)
def test_new_tags_are_the_same_sound(tmp_path: Path, name: str) -> None:
    tagged = Path(shutil.copy(CASES / name, tmp_path / name))
    file = mutagen.File(tagged, easy=True)
    file["title"] = "Another title" * 500
    file.save()

    assert tagged.read_bytes() != (CASES / name).read_bytes()
    assert sound_digest(tagged) == sound_digest(CASES / name)


def test_another_recording_is_another_sound(tmp_path: Path) -> None:
    data = bytearray((CASES / "cbr.mp3").read_bytes())
    data[-200] ^= 1
    (tmp_path / "a.mp3").write_bytes(data)

    assert sound_digest(tmp_path / "a.mp3") != sound_digest(CASES / "cbr.mp3")


def test_an_mp4_file_may_begin_without_saying_so(tmp_path: Path) -> None:
    data = (CASES / "plain.m4a").read_bytes()
    rest = data[int.from_bytes(data[:4], "big") :]  # behind its ftyp
    (tmp_path / "a.mov").write_bytes(b"\0\0\0\x08wide" + rest)

    assert sound_digest(tmp_path / "a.mov") == sound_digest(CASES / "plain.m4a")


@given(st.binary(max_size=200), st.sampled_from(["fLaC", "OggS", "RIFF", "ID3", ""]))
def test_no_bytes_raise(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, magic: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "sound"
    path.write_bytes(magic.encode() + data)

    assert len(sound_digest(path)) == 32
