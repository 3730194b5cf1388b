"""Audio that is being written is left for the next run, and nothing else waits."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from time import sleep
from typing import BinaryIO

import pytest
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TIT2, CTOCFlags

from feed_builder.cli import run
from feed_builder.sources.audio import read_audio
from feed_builder.sources.audio.containers import Container
from feed_builder.sources.audio.sound import Sound, sound_of
from feed_builder.traces import TICK

from .builders import CASES, PODCAST_YAML, TONE, a_project

NOT_LIVE, LIVE = PODCAST_YAML, f"{PODCAST_YAML}live: true\n"
SECOND = "title: Wove paper\npublished: 2026-03-08 18:00\nsummary: About wove paper.\n"
FIRST_AUDIO, SECOND_AUDIO = Path("audio/001-rag-paper.mp3"), Path("audio/002-wove.mp3")
NEXT_RUN = "still being written? The next run takes it"


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Builds a show of two episodes, the current folder; gives its output."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def started(podcast: str, **others: str | bytes | Path) -> Path:
        a_project(
            tmp_path,
            {
                "podcast.yaml": podcast,
                "episodes/002-wove.yaml": SECOND,
                str(SECOND_AUDIO): TONE.with_name("cbr-no-header.mp3"),
                **{name.replace("__", "/"): text for name, text in others.items()},
            },
        )
        sleep(2 * TICK / 1e9)  # what changed just before is not remembered
        assert run(["build", "-q"]) == 0
        return Path("output")

    return started


def published(output: Path) -> dict[str, bytes]:
    """What listeners can fetch, by path, and the ledger."""
    files = [path for path in output.rglob("*") if path.is_file()]
    kept = {str(p): p.read_bytes() for p in files if ".feed-builder" not in p.parts}
    ledger = Path("published.json")
    return kept | ({"ledger": ledger.read_bytes()} if ledger.exists() else {})


def cut(path: Path) -> None:
    """Leave of the file what is there while it is being written."""
    path.write_bytes((CASES / "audio" / "cut-off.mp3").read_bytes())


def grows(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """Let the file grow each time that it is read: a frame comes while others are."""

    def reading(container: Container, stream: BinaryIO, length: int) -> Sound:
        if Path(stream.name) == path:
            with path.open("ab") as written:
                written.write(TONE.read_bytes()[-1024:])
        return sound_of(container, stream, length)

    monkeypatch.setattr("feed_builder.sources.audio.sound_of", reading)


def said(capsys: pytest.CaptureFixture[str], *command: str) -> list[str]:
    """Rule and message of each problem that the command tells, notes left out."""
    capsys.readouterr()
    run([*command, "--format", "json"])
    problems = json.loads(capsys.readouterr().out)["problems"]
    shown = [p for p in problems if p["severity"] != "note"]
    return [f"{p['severity']}[{p['rule']}] {p['message']}" for p in shown]


@pytest.mark.parametrize("podcast", [NOT_LIVE, LIVE])
def test_a_new_episode_waits_while_its_audio_grows_and_others_are_published(
    start: Callable[..., Path],
    podcast: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    third = SECOND.replace("Wove", "Laid").replace("03-08", "03-15")
    output = start(podcast, episodes__003_laid="")
    Path("episodes/003-laid.yaml").write_text(third)
    Path("episodes/004-vellum.yaml").write_text(third.replace("Laid", "Vellum"))
    shutil.copy(CASES / "audio" / "vbr.mp3", "audio/003-laid.mp3")
    shutil.copy(CASES / "audio" / "vbr-no-header.mp3", "audio/004-vellum.mp3")
    with monkeypatch.context() as patched:
        grows(patched, Path("audio/004-vellum.mp3"))
        capsys.readouterr()

        assert run(["build"]) == 0

    told = capsys.readouterr().err
    assert "warning[audio-settled]" in told
    assert "audio/004-vellum.mp3" in told
    assert "004-vellum.mp3 changed while it was read; 004-vellum is held back" in told
    assert NEXT_RUN in told
    feed = (output / "feed.xml").read_text()
    assert "Laid paper" in feed
    assert "Vellum" not in feed
    assert not (output / "audio/004-vellum.mp3").exists()

    assert run(["build"]) == 0
    assert "Vellum paper" in (output / "feed.xml").read_text()
    assert "audio-settled" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "kept", "rule"),
    [
        ("cut-off.mp3", None, "audio-whole"),
        ("cut-off.m4a", None, "audio-whole"),
        ("plain.m4a", 24, "audio-whole"),  # its index is not written yet
        ("vorbis.ogg", -1, "audio-whole"),
        ("opus.opus", 2000, "audio-whole"),
        ("wav.wav", 8000, "audio-whole"),
        ("vbr.mp3", 0, "audio-not-empty"),
    ],
)
def test_audio_that_ends_early_is_not_published(
    start: Callable[..., Path],
    name: str,
    kept: int | None,
    rule: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = start(NOT_LIVE)
    third = SECOND.replace("Wove", "Laid").replace("03-08", "03-15")
    Path("episodes/003-laid.yaml").write_text(third)
    path = Path("audio/003-laid").with_suffix(Path(name).suffix)
    path.write_bytes((CASES / "audio" / name).read_bytes()[:kept])

    for _ in range(2):  # it is said each time, also where nothing has changed
        (problem,) = said(capsys, "build")
        assert problem.startswith(f"warning[{rule}] {path.name} ")
        assert problem.endswith("; 003-laid is held back")
    assert "Laid" not in (output / "feed.xml").read_text()
    assert run(["build", "--strict"]) == 1
    assert said(capsys, "check") == [problem]


def test_pipes_and_whole_files_are_not_taken_for_cut_off(tmp_path: Path) -> None:
    wav = (CASES / "audio" / "wav.wav").read_bytes()
    piped = tmp_path / "piped.wav"
    piped.write_bytes(wav[:40] + b"\xff\xff\xff\xff" + wav[44:])

    assert read_audio(piped)[1] == ()


@pytest.mark.parametrize("podcast", [NOT_LIVE, LIVE])
@pytest.mark.parametrize("remembers", [True, False])
@pytest.mark.parametrize("how", ["grows", "is cut off"])
def test_a_published_episode_stays_as_it_was_published(
    start: Callable[..., Path],
    podcast: str,
    remembers: bool,
    how: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    output = start(podcast)
    before = published(output)
    if not remembers:
        shutil.rmtree(".feed-builder")
    with monkeypatch.context() as patched:
        if how == "grows":
            grows(patched, FIRST_AUDIO)
            cut(FIRST_AUDIO)
        else:
            cut(FIRST_AUDIO)

        (problem,) = said(capsys, "build")

    assert problem.endswith("; 001-rag-paper stays as it was published")
    assert published(output) == before


@pytest.mark.parametrize("podcast", [NOT_LIVE, LIVE])
def test_what_only_the_tags_said_stays_too(
    start: Callable[..., Path], podcast: str, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = (CASES / "artwork" / "large.png").read_bytes()
    tags = ID3()
    tags.add(TIT2(encoding=3, text="Rag paper, as tagged"))
    tags.add(COMM(encoding=3, lang="eng", text="As the tags tell it."))
    tags.add(APIC(encoding=3, mime="image/png", type=3, data=picture))
    tags.add(CTOC(element_id="toc", flags=CTOCFlags.TOP_LEVEL, child_element_ids=["a"]))
    chapter = [TIT2(encoding=3, text="Rags"), APIC(mime="image/png", data=picture)]
    tags.add(CHAP(element_id="a", start_time=0, end_time=9, sub_frames=chapter))
    Path("audio").mkdir()
    shutil.copy(TONE, FIRST_AUDIO)
    tags.save(FIRST_AUDIO)
    tagged = FIRST_AUDIO.read_bytes()
    output = start(
        podcast,
        episodes__001_rag_paper="",
        **{
            "episodes__001-rag-paper.yaml": "published: 2026-03-01 18:00\n",
            "audio__001-rag-paper.mp3": tagged,
        },
    )
    before = published(output)
    assert b"Rag paper, as tagged" in before["output/feed.xml"]
    assert b"As the tags tell it." in before["output/feed.xml"]

    cut(FIRST_AUDIO)
    said(capsys, "build")
    assert published(output) == before

    Path("episodes/001-rag-paper.yaml").write_text(
        "published: 2026-03-01 18:00\ntitle: Rag paper, renamed\n"
    )
    assert run(["build", "-q"]) == 0  # its card is drawn of the published picture
    assert run(["build", "-q", "-o", "elsewhere"]) == 0
    assert "renamed" in (output / "feed.xml").read_text()


@pytest.mark.parametrize("podcast", [NOT_LIVE, LIVE])
def test_another_recording_that_is_being_written_counts_as_well(
    start: Callable[..., Path], podcast: str, capsys: pytest.CaptureFixture[str]
) -> None:
    opus = CASES / "audio" / "opus.opus"
    yaml = f"{SECOND}podcast: {{alternateEnclosure: {{source: audio/low.opus}}}}\n"
    output = start(
        podcast, **{"audio__low.opus": opus, "episodes__002-wove.yaml": yaml}
    )
    before = published(output)
    assert b"alternateEnclosure" in before["output/feed.xml"]

    Path("audio/low.opus").write_bytes(opus.read_bytes()[:2000])
    (problem,) = said(capsys, "build")

    assert problem.startswith("warning[audio-whole] low.opus is cut off before its end")
    assert problem.endswith("; 002-wove stays as it was published")
    assert published(output) == before


def test_an_author_who_knows_better_publishes_it(start: Callable[..., Path]) -> None:
    output = start(NOT_LIVE)
    third = SECOND.replace("Wove", "Laid").replace("03-08", "03-15")
    Path("episodes/003-laid.yaml").write_text(
        f"{third}ignore: {{audio-whole: cut with a program that forgets the header}}\n"
    )
    cut(Path("audio/003-laid.mp3"))

    assert run(["build", "--strict", "-q"]) == 0

    assert "Laid paper" in (output / "feed.xml").read_text()


def test_the_only_episode_of_a_show_waits_without_being_missed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    a_project(tmp_path, {})
    cut(FIRST_AUDIO)

    (problem,) = said(capsys, "build")

    assert problem.startswith("warning[audio-whole]")


def test_no_other_mistake_of_an_episode_that_waits_blocks_the_build(
    start: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    start(NOT_LIVE)
    third = SECOND.replace("Wove", "Laid").replace("03-08", "03-15")
    Path("episodes/003-laid.yaml").write_text(f"{third}season: one\n")
    cut(Path("audio/003-laid.mp3"))

    waiting, other = said(capsys, "build")

    assert other.startswith("warning[values-fit]")
    assert other.endswith("(blocks once its audio is whole)")
    assert waiting.startswith("warning[audio-whole]")


def test_status_and_diff_tell_what_the_next_build_does(
    start: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    start(LIVE)
    cut(SECOND_AUDIO)
    capsys.readouterr()

    run(["diff"])
    assert "Wove" not in capsys.readouterr().out
    run(["status"])
    shown = capsys.readouterr()
    assert "1 warning" in shown.out + shown.err


def test_a_recording_that_is_whole_again_is_taken_by_the_next_run(
    start: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    output = start(NOT_LIVE)
    cut(FIRST_AUDIO)
    said(capsys, "build")
    shutil.copy(CASES / "audio" / "vbr.mp3", FIRST_AUDIO)

    assert said(capsys, "build") == []

    fresh = (output / FIRST_AUDIO).read_bytes()
    assert fresh == (CASES / "audio" / "vbr.mp3").read_bytes()
