"""`feed-builder tag`, through the door: which file is written, and what is said."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from mutagen.id3 import ID3

from feed_builder.assembly import assembled
from feed_builder.cli import run
from feed_builder.model import Chapter, Episode
from feed_builder.project import Project
from feed_builder.sources.audio.fingerprint import sound_digest

from .builders import CASES, EPISODE_YAML, PODCAST_YAML, TONE, a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FACTS = f"""\
{EPISODE_YAML}season: 2
episode: 7
chapters:
  - 0:00 Welcome
  - 0:00.5 Rags
"""
DOCUMENT = "Host: Nora Quill\n\nNQ: Hello, this is about rags.\n"
SHOW: dict[str, str | bytes | Path | None] = {
    "episodes/001-rag-paper.yaml": FACTS,
    "episodes/001-rag-paper.txt": DOCUMENT,
}
NAME = "001-rag-paper"


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good show, which is the current folder."""
    a_project(tmp_path, SHOW)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(folder: Path) -> dict[str, bytes]:
    ours = ".feed-builder"  # what is remembered is nobody else's
    found = (p for p in folder.rglob("*") if p.is_file() and ours not in p.parts)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


def test_a_copy_is_written_and_nothing_else(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(show)

    assert run(["tag", NAME]) == 0

    after = files(show)
    copy = after.pop("tagged/001-rag-paper.mp3")
    assert after == before
    assert copy.endswith(TONE.read_bytes())
    assert (
        capsys.readouterr().err
        == """\
tagged/001-rag-paper.mp3 (ID3v2.3)
  title     Rag paper
  album     Paper & Ink
  artist    Nora Quill
  date      2026-03-01
  season    2
  number    7
  comment   How rags became paper.
  lyrics    the transcript, 22 words
  chapters  2
  cover     artwork.png, 5 kB
"""
    )


def test_the_tags_say_what_the_episode_says(show: Path) -> None:
    run(["tag", NAME])

    tags = ID3(show / "tagged/001-rag-paper.mp3", translate=False)
    assert {key: str(frame) for key, frame in tags.items() if key[0] in "TCU"} == {
        "TIT2": "Rag paper",
        "TALB": "Paper & Ink",
        "TPE1": "Nora Quill",
        "TPE2": "Nora Quill",
        "TYER": "2026",
        "TDAT": "0103",
        "TRCK": "7",
        "TPOS": "2",
        "COMM::eng": "How rags became paper.",
        "USLT::eng": "Rag paper\nPaper & Ink\n\nThis transcript is edited: a condensed "
        "account of the talk.\n\nNora Quill: Hello, this is about rags.",
    } | {k: str(f) for k, f in tags.items() if k.startswith(("CHAP", "CTOC"))}
    assert sorted(k for k in tags if k.startswith("C")) == [
        "CHAP:chp0",
        "CHAP:chp1",
        "COMM::eng",
        "CTOC:toc",
    ]


@pytest.mark.parametrize("name", ["cbr.mp3", "plain.m4a", "opus.opus", "flac.flac"])
def test_a_build_from_the_copy_alone_says_the_same(tmp_path: Path, name: str) -> None:
    audio = f"audio/001-rag-paper{Path(name).suffix}"
    recording = CASES / "audio" / name
    nothing = {"audio/001-rag-paper.mp3": None}
    a_project(tmp_path / "a", {**nothing, **SHOW, audio: recording})
    assert run(["-C", str(tmp_path / "a"), "tag", NAME]) == 0
    bare = {f"episodes/{NAME}.yaml": "published: 2026-03-01 18:00\n"}
    copy = tmp_path / "a" / "tagged" / Path(audio).name
    a_project(tmp_path / "b", {**nothing, **bare, audio: copy})

    episode = only_episode(tmp_path / "b")
    assert (episode.title, episode.summary) == ("Rag paper", "How rags became paper.")
    assert episode.chapters == (
        Chapter(start=timedelta(0), title="Welcome"),
        Chapter(start=timedelta(seconds=0.5), title="Rags"),
    )
    assert episode.artwork is None  # its cover is the show's artwork, not its own


def test_twice_is_once(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["tag", NAME])
    first = files(show)
    capsys.readouterr()

    assert run(["tag", NAME]) == 0
    assert files(show) == first
    first_line, *_ = capsys.readouterr().err.splitlines()
    assert first_line == "tagged/001-rag-paper.mp3 (ID3v2.3, as it was already)"


@pytest.mark.parametrize(
    "name",
    [NAME, "episodes/001-rag-paper.yaml", "audio/001-rag-paper.mp3", f"{NAME}.txt"],
)
def test_an_episode_goes_by_its_name_or_its_files(show: Path, name: str) -> None:
    assert run(["tag", name, "-q"]) == 0
    assert (show / "tagged/001-rag-paper.mp3").exists()


def test_an_unknown_episode_is_refused_with_the_nearest(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tag", "001-rag"]) == 2

    assert capsys.readouterr().err == (
        "error: there is no episode 001-rag\n  help: did you mean 001-rag-paper?\n"
    )


def test_several_episodes_go_into_one_folder(show: Path) -> None:
    two_episodes(show)

    assert run(["tag", NAME, "002-wove", "-o", "out", "-q"]) == 0
    assert sorted(p.name for p in (show / "out").iterdir()) == [
        "001-rag-paper.mp3",
        "002-wove.mp3",
    ]


def test_the_copy_may_have_a_name_of_its_own(show: Path) -> None:
    assert run(["tag", NAME, "-o", "out/rags.mp3", "-q"]) == 0
    assert sound_digest(show / "out/rags.mp3") == sound_digest(TONE)


REFUSED = {
    "audio of the show": ["-o", "audio"],
    "another episode's audio": ["-o", "audio/002-wove.mp3"],
    "where a build writes": ["-o", "output/audio"],
    "another kind of file": ["-o", "rags.m4a"],
    "two in one file": ["002-wove", "-o", "rags.mp3"],
    "a copy and no copy": ["-o", "out", "--in-place"],
    "an unknown version": ["--id3", "2.2"],
}


@pytest.mark.parametrize("arguments", REFUSED.values(), ids=REFUSED)
def test_what_would_do_harm_is_refused(show: Path, arguments: list[str]) -> None:
    two_episodes(show)
    before = files(show)

    assert run(["tag", NAME, *arguments]) == 2
    assert files(show) == before


def test_audio_is_tagged_in_place_where_that_is_said(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tag", NAME, "--in-place"]) == 0

    audio = show / "audio/001-rag-paper.mp3"
    assert ID3(audio)["TIT2"].text == ["Rag paper"]
    assert sound_digest(audio) == sound_digest(TONE)
    assert not (show / "tagged").exists()
    assert "Listeners have" not in capsys.readouterr().err


def test_in_place_a_link_stays_a_link(show: Path) -> None:
    audio = show / "audio/001-rag-paper.mp3"
    audio.rename(show / "master.mp3")
    audio.symlink_to(show / "master.mp3")

    assert run(["tag", NAME, "--in-place", "-q"]) == 0
    assert audio.is_symlink()
    assert "TIT2" in ID3(show / "master.mp3")


def test_tagging_published_audio_is_no_new_recording(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "podcast.yaml").write_text(f"{PODCAST_YAML}live: true\n")
    assert run(["build", "-q"]) == 0
    ledger = json.loads((show / "published.json").read_text())
    capsys.readouterr()

    assert run(["tag", NAME, "--in-place"]) == 0
    assert (
        "Listeners have this audio already: 001-rag-paper." in capsys.readouterr().err
    )
    assert run(["build", "--format", "concise"]) == 0

    assert "audio-kept" not in capsys.readouterr().err
    after = json.loads((show / "published.json").read_text())
    old, new = ledger["episodes"][0], after["episodes"][0]
    length = (show / "audio/001-rag-paper.mp3").stat().st_size
    assert new == old | {"length": length}
    published = show / "output/audio/001-rag-paper.mp3"
    assert published.read_bytes() == (show / "audio/001-rag-paper.mp3").read_bytes()


def test_a_copy_of_published_audio_changes_nothing_for_listeners(show: Path) -> None:
    (show / "podcast.yaml").write_text(f"{PODCAST_YAML}live: true\n")
    run(["build", "-q"])
    before = files(show / "output")
    run(["tag", NAME, "-q"])

    assert run(["build", "-q"]) == 0
    assert files(show / "output") == before


def test_a_draft_without_a_date_keeps_the_date_of_its_audio(show: Path) -> None:
    (show / "episodes/001-rag-paper.yaml").write_text("title: Rag paper\ndraft: true\n")

    assert run(["tag", NAME, "-q"]) == 0
    tags = ID3(show / "tagged/001-rag-paper.mp3")
    assert ("TDRC" in tags, tags["TIT2"].text) == (False, ["Rag paper"])


def test_audio_that_is_published_elsewhere_may_lie_here_too(show: Path) -> None:
    facts = (
        f"{FACTS}audio: {{url: https://cdn.example/1.mp3, length: 8640, duration: 1}}"
    )
    (show / "episodes/001-rag-paper.yaml").write_text(facts)
    assert run(["tag", NAME, "-q"]) == 0

    (show / "audio/001-rag-paper.mp3").unlink()
    assert run(["tag", NAME, "-q"]) == 2


DIFFICULT = {
    "empty": (b"", "audio-not-empty"),
    "nothing but tags": (b"ID3\3\0\0\0\0\0\0", "audio-readable"),
    "a web page": (b"<!doctype html><title>404</title>", "audio-readable"),
    "cut off in a header": (b"ID3", "audio-readable"),
}


@pytest.mark.parametrize(("data", "rule"), DIFFICULT.values(), ids=DIFFICULT)
def test_what_is_no_audio_is_a_problem_of_that_file(
    show: Path, capsys: pytest.CaptureFixture[str], data: bytes, rule: str
) -> None:
    (show / "audio/001-rag-paper.mp3").write_bytes(data)

    assert run(["tag", NAME, "--format", "concise"]) == 1
    assert capsys.readouterr().err.startswith(
        f"audio/001-rag-paper.mp3: error[{rule}] "
    )
    assert not (show / "tagged").exists()


def test_mistakes_in_the_yaml_come_first(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/001-rag-paper.yaml").write_text("titel: Rags\n")

    assert run(["tag", NAME, "--format", "concise"]) == 1
    assert "1:1: error[known-keys]" in capsys.readouterr().err
    assert not (show / "tagged").exists()


def test_a_folder_in_place_of_audio_is_no_audio(show: Path) -> None:
    (show / "audio/001-rag-paper.mp3").unlink()
    (show / "audio/001-rag-paper.mp3").mkdir()

    assert run(["tag", NAME, "-q"]) == 1


def test_a_folder_in_the_way_of_the_copy_is_said(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "tagged/001-rag-paper.mp3").mkdir(parents=True)

    assert run(["tag", NAME]) == 2
    assert "tagged/001-rag-paper.mp3 is a folder" in capsys.readouterr().err


def test_machines_are_told_in_json(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["tag", NAME, "--format", "json", "--id3", "2.4"]) == 0

    told = json.loads(capsys.readouterr().out)
    (file,) = told.pop("files")
    lyrics = file["tags"].pop("lyrics")
    assert told == {"version": 1, "problems": []}
    assert lyrics.startswith("Rag paper\n")
    assert file == {
        "path": "tagged/001-rag-paper.mp3",
        "form": "ID3v2.4",
        "changed": True,
        "tags": {
            "title": "Rag paper",
            "album": "Paper & Ink",
            "artist": "Nora Quill",
            "date": "2026-03-01",
            "season": 2,
            "number": 7,
            "comment": "How rags became paper.",
            "chapters": 2,
            "cover": "artwork.png",
        },
        "kept": [],
        "missed": [],
        "done": [],
    }


def test_problems_can_be_sarif(show: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (show / "audio/001-rag-paper.mp3").write_bytes(b"")

    assert run(["tag", NAME, "--format", "sarif"]) == 1
    (found,) = json.loads(capsys.readouterr().out)["runs"]
    assert [each["ruleId"] for each in found["results"]] == ["audio-not-empty"]


def two_episodes(show: Path) -> None:
    a_project(show, {**SHOW, "episodes/002-wove.yaml": EPISODE_YAML})
    shutil.copy(TONE, show / "audio/002-wove.mp3")


def only_episode(folder: Path) -> Episode:
    found = assembled(Project(folder=folder), now=NOW, drafts=False)
    (episode,) = found.episodes
    return episode.whole
