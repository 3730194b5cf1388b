"""What listeners were given is kept: stories that break podcasts, through the door."""

from __future__ import annotations

import json
import shlex
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from feed_builder import Project, pipeline
from feed_builder.cli import run
from feed_builder.ledger import ledger_bytes, read_ledger
from feed_builder.model import Enclosure, Ledger, Published
from feed_builder.problems import Severity
from feed_builder.render.theme import Theme
from feed_builder.sources.own_pages import read_signpost

from .builders import CASES, PODCAST_YAML, TONE, a_project

LIVE = f"{PODCAST_YAML}live: true\n"
SECOND = "title: Wove paper\npublished: 2026-03-08 18:00\nsummary: About wove paper.\n"
DOCUMENT = "Host: Nora Quill\n\nNQ: Hello, this is about {}.\nNQ: That was it.\n"
OTHER_SOUND = CASES / "audio" / "vbr.mp3"


def _known(slug: str, guid: str) -> Published:
    return Published(
        guid=guid,
        stem=slug,
        slug=slug,
        title="Rag paper",
        published=datetime(2026, 3, 1, tzinfo=UTC),
        enclosure=Enclosure(url="https://paper.example/a", length=9, type="audio/mpeg"),
        duration=timedelta(seconds=1.5),
    )


A_LEDGER = ledger_bytes(
    Ledger(
        guid=UUID(int=5),
        feeds=("https://paper.example/feed.xml",),
        link="https://paper.example/",
        episodes=(_known("001", "a"), _known("002", "b")),
    )
)


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A live show with two published episodes, which is the current folder."""
    a_project(
        tmp_path,
        {
            "podcast.yaml": LIVE,
            "episodes/001-rag-paper.txt": DOCUMENT.format("rags"),
            "episodes/002-wove.yaml": SECOND,
            "episodes/002-wove.txt": DOCUMENT.format("wove"),
            "audio/002-wove.mp3": TONE.with_name("cbr-no-header.mp3"),
        },
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    assert run(["build", "-q"]) == 0
    return tmp_path


def ledger(show: Path) -> dict[str, dict[str, object]]:
    document = json.loads((show / "published.json").read_text())
    return {episode["slug"]: episode for episode in document["episodes"]}


def feed(show: Path) -> dict[str, tuple[str, str]]:
    """Guid and audio address of every item, by title."""
    entries = feedparser.parse(show / "output/feed.xml").entries
    return {e.title: (e.id, e.enclosures[0].href) for e in entries}


def rename(show: Path, old: str, new: str) -> None:
    for folder in ("episodes", "audio"):
        for path in (show / folder).glob(f"{old}.*"):
            path.rename(path.with_name(new + path.suffix))


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    """What a build that refuses says; it leaves everything as it was."""
    capsys.readouterr()
    before = Path("output/feed.xml").read_bytes(), Path("published.json").read_bytes()
    assert run(["build"]) == 1
    after = Path("output/feed.xml").read_bytes(), Path("published.json").read_bytes()
    assert before == after
    return capsys.readouterr().err


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """What a check finds, notes left out."""
    capsys.readouterr()
    run(["check", "--format", "json", *arguments])
    problems = json.loads(capsys.readouterr().out)["problems"]
    return [problem for problem in problems if problem["severity"] != "note"]


def test_a_build_writes_down_what_listeners_were_given(show: Path) -> None:
    given = ledger(show)["002-wove"]

    assert given["guid"] == feed(show)["Wove paper"][0]
    assert given["url"] == "https://paper.example/audio/002-wove.mp3"
    assert given["published"] == "2026-03-08T18:00:00+00:00"
    assert given["length"] == (show / "audio/002-wove.mp3").stat().st_size


@pytest.mark.parametrize("option", ["--drafts", "--future"])
def test_a_preview_does_not_go_where_listeners_are(
    show: Path, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    draft = f"{SECOND}draft: true\n" if option == "--drafts" else SECOND
    (show / "episodes/003-secret.yaml").write_text(draft.replace("2026", "2099"))
    (show / "audio/003-secret.mp3").write_bytes(OTHER_SOUND.read_bytes())
    before = (show / "output/feed.xml").read_bytes()

    assert run(["build", option]) == 2

    assert "-o DIR" in capsys.readouterr().err
    assert (show / "output/feed.xml").read_bytes() == before
    assert run(["build", option, "-o", "elsewhere", "-q"]) == 0


def test_a_build_with_nothing_new_leaves_the_ledger_alone(show: Path) -> None:
    before = (show / "published.json").stat().st_mtime_ns

    assert run(["build", "-q"]) == 0

    assert (show / "published.json").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["build", "-o", "elsewhere"],
        ["build", "--drafts"],
        ["build", "--future"],
        ["build", "--now", "2099-01-01", "-o", "elsewhere"],
        ["build", "--now", "2099-01-01", "--dry-run"],
    ],
)
def test_only_a_plain_build_writes_the_ledger(show: Path, arguments: list[str]) -> None:
    (show / "published.json").unlink()
    (show / "output/feed.xml").unlink()

    assert run([*arguments, "-q"]) == 0

    assert not (show / "published.json").exists()


@pytest.mark.parametrize(
    ("arguments", "way_out"),
    [
        (["build"], "-o DIR"),
        (["withdraw", "002-wove"], "leave it out"),
        (["accept", "002-wove", "audio"], "leave it out"),
    ],
)
def test_nothing_is_published_as_if_a_later_moment_had_come(
    show: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], way_out: str
) -> None:
    (show / "episodes/003-later.yaml").write_text(SECOND.replace("2026-03", "2098-03"))
    (show / "audio/003-later.mp3").write_bytes(OTHER_SOUND.read_bytes())
    before = {path: path.read_bytes() for path in show.rglob("*") if path.is_file()}
    capsys.readouterr()

    assert run([*arguments, "--now", "2099-01-01"]) == 2

    said = capsys.readouterr().err
    assert "--now 2099-01-01T00:00:00+00:00 is still to come" in said
    assert way_out in said
    after = {path: path.read_bytes() for path in show.rglob("*") if path.is_file()}
    assert after == before


def test_a_show_that_is_not_live_freezes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_project(tmp_path, {})
    monkeypatch.chdir(tmp_path)

    assert run(["build", "-q"]) == 0

    assert not (tmp_path / "published.json").exists()
    assert "noindex" in (tmp_path / "output/index.html").read_text()


def test_a_live_show_may_be_found(show: Path) -> None:
    assert "noindex" not in (show / "output/index.html").read_text()


def test_a_renamed_file_keeps_guid_and_addresses(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = feed(show)
    rename(show, "002-wove", "002-wove-paper")
    capsys.readouterr()

    assert run(["build", "-v"]) == 0

    assert feed(show) == before
    assert (show / "output/episodes/002-wove/index.html").exists()
    assert "accept 002-wove address" in capsys.readouterr().err


def test_a_new_address_that_is_accepted_leaves_a_redirect(show: Path) -> None:
    guid = feed(show)["Wove paper"][0]
    rename(show, "002-wove", "002-wove-paper")

    assert run(["accept", "002-wove", "address", "-q"]) == 0
    assert run(["build", "-q"]) == 0

    assert feed(show)["Wove paper"][0] == guid
    assert (show / "output/episodes/002-wove-paper/index.html").exists()
    left = (show / "output/episodes/002-wove/index.html").read_text()
    assert "../002-wove-paper/" in left


def test_a_changed_guid_is_refused_until_it_is_accepted(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = feed(show)["Wove paper"][0]
    (show / "episodes/002-wove.yaml").write_text(f"{SECOND}guid: new\n")

    said = refused(capsys)
    assert "error[guids-kept]" in said
    assert "episodes/002-wove.yaml:4:7" in said
    assert "feed-builder accept 002-wove guid" in said

    assert run(["accept", "002-wove", "guid"]) == 0
    assert run(["build"]) == 0
    assert feed(show)["Wove paper"][0] == "new"
    assert ledger(show)["002-wove"]["former_guids"] == [old]


def test_a_guid_that_was_copied_along_is_refused(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guid = feed(show)["Rag paper"][0]
    (show / "episodes/000-new.yaml").write_text(
        f"title: New\npublished: 2026-04-01 18:00\nsummary: New.\nguid: {guid}\n"
    )
    (show / "audio/000-new.mp3").write_bytes(OTHER_SOUND.read_bytes())

    said = refused(capsys)

    assert "error[guids-given-once]" in said or "error[unique-guids]" in said
    assert "000-new.yaml:4:7" in said


def test_a_guid_of_a_withdrawn_episode_is_told_of_before_it_is_given_again(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guid = ledger(show)["002-wove"]["guid"]
    run(["withdraw", "002-wove", "-q"])
    (show / "episodes/003-new.yaml").write_text(
        f"title: New\npublished: 2099-04-01 18:00\nsummary: New.\nguid: {guid}\n"
    )
    (show / "audio/003-new.mp3").write_bytes(OTHER_SOUND.read_bytes())

    rules = {p["rule"]: p for p in told(capsys)}

    assert rules["guids-given-once"]["severity"] == "warning"
    assert rules["guids-given-once"]["path"] == "episodes/003-new.yaml"


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        (None, "its files are gone", "published.json:26:4"),
        (f"draft: true\n{SECOND}", "it is a draft", "episodes/002-wove.yaml:1:8"),
        (
            SECOND.replace("2026-03-08", "2099-03-08"),
            "it is dated 2099-03-08 18:00",
            "episodes/002-wove.yaml:2:12",
        ),
        (
            SECOND.replace("published", "#"),
            "no publication date any more",
            "episodes/002-wove.yaml",
        ),
        ("", "no publication date any more", "episodes/002-wove.yaml"),
    ],
)
def test_an_episode_that_would_vanish_is_refused(
    show: Path,
    capsys: pytest.CaptureFixture[str],
    text: str | None,
    reason: str,
    place: str,
) -> None:
    for path in (*show.glob("episodes/002*"), *show.glob("audio/002*")):
        if text is None:
            path.unlink()
    if text is not None:
        (show / "episodes/002-wove.yaml").write_text(text)

    said = refused(capsys)

    assert "error[episodes-kept]: 002-wove (Wove paper) would vanish" in said
    assert reason in said
    assert f"--> {place}\n" in said
    assert "Found 1 error;" in said
    assert "feed-builder withdraw 002-wove" in said
    assert "001-rag-paper" not in said


def test_audio_alone_that_is_left_of_an_episode_is_part_of_its_absence(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in show.glob("episodes/002*"):
        path.unlink()

    assert [p["rule"] for p in told(capsys)] == ["episodes-kept"]


def test_yaml_that_alone_was_renamed_is_told_of_at_its_new_name(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/002-wove.yaml").rename(show / "episodes/002-woven.yaml")

    (problem,) = told(capsys)

    assert problem["rule"] == "episodes-kept"
    assert problem["path"] == "episodes/002-woven.yaml"
    assert "name it 002-wove.yaml again" in problem["hint"]


def test_a_clock_that_is_wrong_is_suspected_once(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem,) = told(capsys, "--now", "2020-01-01")

    assert problem["rule"] == "episodes-kept"
    assert "001-rag-paper (Rag paper) and 1 more would vanish" in problem["message"]
    assert "is the clock right?" in problem["hint"]
    assert problem["path"] == "episodes/001-rag-paper.yaml"


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "place"),
    [
        (
            "episodes/002-wove.yaml",
            "summary",
            "guid: GUID\nsummary",
            "unique-guids",
            "episodes/002-wove.yaml:3",
        ),
        (
            "episodes/002-wove.yaml",
            "03-08",
            "03-01",
            "dates-kept",
            "episodes/002-wove.yaml:2",
        ),
        (
            "podcast.yaml",
            "paper.example/\n",
            "ink.example/\n",
            "addresses-kept",
            "podcast.yaml:3",
        ),
        (
            "podcast.yaml",
            "link: https",
            "link: http",
            "addresses-kept",
            "podcast.yaml:3",
        ),
        (
            "podcast.yaml",
            "live: true",
            "live: true\naudio_url: https://cdn.example/",
            "addresses-kept",
            "podcast.yaml:12",
        ),
        (
            "podcast.yaml",
            "live: true",
            "live: true\nfeed_url: https://feeds.example/a.xml",
            "feed-address-kept",
            "podcast.yaml:12",
        ),
        (
            "podcast.yaml",
            "live: true",
            "live: true\nguid: 917393e3-1b1e-5cef-ace4-edaa54e1f810",
            "podcast-guid-kept",
            "podcast.yaml:12",
        ),
    ],
)
def test_one_change_is_one_problem_with_a_command_that_can_be_pasted(
    show: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    old: str,
    new: str,
    rule: str,
    place: str,
) -> None:
    text = (show / name).read_text()
    assert old in text
    new = new.replace("GUID", str(ledger(show)["001-rag-paper"]["guid"]))
    (show / name).write_text(text.replace(old, new))

    (problem,) = told(capsys)

    assert problem["rule"] == rule
    assert f"{problem['path']}:{problem['line']}" == place
    if rule != "unique-guids":
        monkeypatch.chdir(show.parent)
        (problem,) = told(capsys, "-C", show.name)
        _, _, command = problem["hint"].rpartition("feed-builder ")
        assert run(shlex.split(command)) == 0
        assert rule not in [p["rule"] for p in told(capsys, "-C", show.name)]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("episodes/002-WOVE.yaml", SECOND.replace("03-08", "07-08")),
        ("audio/002-wove.flac", TONE.with_name("flac.flac")),
        ("audio/002-wove.m4a", TONE.with_name("plain.m4a")),
        ("audio/002-Wove.mp3", OTHER_SOUND),
    ],
)
def test_a_second_file_of_a_kind_does_not_take_the_place_of_a_published_one(
    show: Path, capsys: pytest.CaptureFixture[str], name: str, content: str | Path
) -> None:
    data = content.encode() if isinstance(content, str) else content.read_bytes()
    (show / name).write_bytes(data)

    (problem,) = told(capsys)

    assert problem["rule"] == "one-file-of-a-kind"
    assert problem["path"] == name


@pytest.mark.parametrize(
    ("path", "is_told"), [("audio/wove.mp3", True), ("recordings/wove.mp3", False)]
)
def test_a_wrong_path_of_published_audio_is_told_where_it_is_written(
    show: Path, capsys: pytest.CaptureFixture[str], path: str, is_told: bool
) -> None:
    (show / "episodes/002-wove.yaml").write_text(f"{SECOND}audio: {path}\n")

    problems = told(capsys)

    if not is_told:  # the folder is not here: this may be another machine
        assert problems == []
        return
    (problem,) = problems
    assert problem["rule"] == "audio-exists"
    assert problem["severity"] == "error"
    assert f"{problem['path']}:{problem['line']}" == "episodes/002-wove.yaml:4"
    assert problem["hint"] == "did you mean audio/002-wove.mp3?"


REMOTE = """title: Laid paper
published: 2026-04-01 18:00
summary: About laid paper.
audio:
  url: https://audio.example/3.mp3
  length: 720501
  type: audio/mpeg
  duration: "1:30"
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("720501", "720502", 6, "with 720502 of audio/mpeg at the same address"),
        ("720501", "9", 6, "9 bytes cannot hold 1:30"),
        ("/mpeg", "/mp3", 7, "the audio of 003-laid is audio/mp3"),
        ("/mpeg", "/x-m4a", 7, "ends in .mp3, but it is audio/x-m4a"),
        ("/3.mp3", "/4.mp3", 5, "was at https://audio.example/3.mp3, and would be at"),
        ("https://a", "http://a", 5, "would be at http://audio.example/3.mp3"),
    ],
)
def test_what_is_said_otherwise_of_audio_elsewhere_is_not_another_recording(
    show: Path,
    capsys: pytest.CaptureFixture[str],
    old: str,
    new: str,
    line: int,
    said: str,
) -> None:
    facts = show / "episodes/003-laid.yaml"
    facts.write_text(REMOTE)
    run(["build", "-q"])
    facts.write_text(REMOTE.replace(old, new))

    (problem,) = told(capsys)

    assert said in problem["message"]
    assert str(problem["line"]) == str(line)
    assert "another recording than" not in problem["message"]
    assert run(["accept", "003-laid", "audio"]) == 0
    assert "audio-kept" not in [p["rule"] for p in told(capsys)]


def test_a_date_may_be_corrected_but_not_moved(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = show / "episodes/002-wove.yaml"
    path.write_text(SECOND.replace("18:00", "19:30"))
    assert run(["build", "-q"]) == 0
    assert ledger(show)["002-wove"]["published"] == "2026-03-08T18:00:00+00:00"

    path.write_text(SECOND.replace("03-08", "05-08"))
    assert "feed-builder accept 002-wove date" in refused(capsys)

    assert run(["accept", "002-wove", "date"]) == 0
    assert run(["build", "-q"]) == 0
    assert ledger(show)["002-wove"]["published"] == "2026-05-08T18:00:00+01:00"


def test_audio_that_changed_behind_its_address_is_refused_and_gets_a_new_one(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guid = feed(show)["Wove paper"][0]
    (show / "audio/002-wove.mp3").write_bytes(OTHER_SOUND.read_bytes())
    assert "error[audio-kept]" in refused(capsys)

    assert run(["accept", "002-wove", "audio", "--now", "2026-06-01"]) == 0
    assert run(["build", "-q", "--now", "2026-06-01"]) == 0

    new = "https://paper.example/audio/002-wove.2.mp3"
    assert feed(show)["Wove paper"] == (guid, new)
    audio = show / "output/audio"
    assert (audio / "002-wove.2.mp3").read_bytes() == OTHER_SOUND.read_bytes()
    assert (audio / "002-wove.mp3").exists(), "the old file stays served for a while"

    assert run(["build", "-q", "--now", "2026-07-15"]) == 0
    assert not (audio / "002-wove.mp3").exists()
    assert (audio / "002-wove.2.mp3").exists()


def test_new_tags_are_no_new_recording(show: Path) -> None:
    from mutagen.id3 import TIT2
    from mutagen.mp3 import MP3

    file = MP3(show / "audio/002-wove.mp3")
    if file.tags is None:
        file.add_tags()
    assert file.tags is not None
    file.tags.add(TIT2(text="New title " * 100))
    file.save()

    assert run(["build", "-q"]) == 0
    size = (show / "audio/002-wove.mp3").stat().st_size
    assert ledger(show)["002-wove"]["length"] == size


def test_a_machine_without_the_audio_builds_what_was_given(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = feed(show)
    (show / "audio/002-wove.mp3").unlink()
    capsys.readouterr()

    assert run(["build", "-v"]) == 0

    assert feed(show) == before
    assert (show / "output/audio/002-wove.mp3").exists()
    assert "note[audio-remembered]" in capsys.readouterr().err


def test_a_transcript_that_vanishes_is_told_until_that_is_accepted(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/002-wove.txt").unlink()
    capsys.readouterr()

    run(["diff"])
    said = capsys.readouterr().out
    assert "~ Wove paper: podcast:transcript is gone" in said

    for _ in range(2):
        assert run(["build"]) == 0
        said = capsys.readouterr().err
        assert "warning[transcripts-kept]" in said
        assert "episodes/002-wove.yaml:1:8" in said
        assert "feed-builder accept 002-wove transcript" in said

    assert run(["accept", "002-wove", "transcript"]) == 0
    capsys.readouterr()
    assert run(["build"]) == 0
    assert "transcripts-kept" not in capsys.readouterr().err


def test_chapters_that_vanish_are_told_until_that_is_accepted(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = show / "episodes/002-wove.yaml"
    facts.write_text(f"{SECOND}chapters: [0:00 Hello]\n")
    run(["build", "-q"])
    facts.write_text(f"{SECOND}chapters: [0:00]\n")
    capsys.readouterr()
    run(["build"])
    assert "chapters-kept" not in capsys.readouterr().err, "the line is to blame"

    facts.write_text(SECOND)
    for _ in range(2):
        assert run(["build"]) == 0
        assert "warning[chapters-kept]" in capsys.readouterr().err

    assert run(["accept", "002-wove", "chapters"]) == 0
    capsys.readouterr()
    assert run(["build"]) == 0
    assert "chapters-kept" not in capsys.readouterr().err


def test_the_same_audio_again_is_a_rerun_with_a_guid_of_its_own(show: Path) -> None:
    (show / "episodes/003-rerun.yaml").write_text(
        "title: Rerun\npublished: 2026-04-01 18:00\nsummary: Again.\n"
    )
    (show / "audio/003-rerun.mp3").write_bytes(
        (show / "audio/001-rag-paper.mp3").read_bytes()
    )

    assert run(["build", "-q"]) == 0

    assert len({guid for guid, _ in feed(show).values()}) == 3


def test_replaced_artwork_stays_served_for_a_while(show: Path) -> None:
    (old,) = (show / "output/artwork").glob("?" * 12 + ".png")
    (show / "artwork.png").write_bytes((CASES / "artwork/small.jpg").read_bytes())

    run(["build", "-q", "--now", "2026-06-01"])
    assert old.exists()

    run(["build", "-q", "--now", "2026-07-15"])
    assert not old.exists()


def test_the_replaced_picture_of_an_episode_stays_served_for_a_while(
    show: Path,
) -> None:
    facts = show / "episodes/002-wove.yaml"
    facts.write_text(f"{SECOND}image: own.png\n")
    (show / "own.png").write_bytes((CASES / "artwork/alpha.png").read_bytes())
    run(["build", "-q"])
    pictures = set((show / "output/artwork").glob("*.png"))
    (show / "own.png").write_bytes((CASES / "artwork/palette.png").read_bytes())

    run(["build", "-q", "--now", "2026-06-01"])
    assert pictures < set((show / "output/artwork").glob("*.png"))

    run(["build", "-q", "--now", "2026-07-15"])
    assert not pictures <= set((show / "output/artwork").glob("*.png"))


PICTURED = (
    f"{SECOND}guests: [{{name: Ada Moss, image: ada.png}}]\n"
    "chapters: [{start: 0, title: Rags, image: rags.png}]\n"
)
PICTURES = CASES / "artwork"


def a_pictured_show(show: Path) -> dict[str, Path]:
    """Published with portraits and a picture of a chapter; where each of them is."""
    host = "{name: Nora Quill, image: nora.png}"
    (show / "podcast.yaml").write_text(LIVE.replace("[Nora Quill]", f"[{host}]"))
    (show / "episodes/002-wove.yaml").write_text(PICTURED)
    places = {}
    for name, case in (("nora", "alpha"), ("ada", "palette"), ("rags", "grey")):
        picture = (PICTURES / f"{case}.png").read_bytes()
        (show / f"{name}.png").write_bytes(picture)
        places[name] = show / "output/artwork" / sha256(picture).hexdigest()[:12]
    assert run(["build", "-q", "--now", "2026-05-01"]) == 0
    return places


def published_sizes(place: Path) -> list[str]:
    """What is published of a picture, by the end of its name."""
    files = place.parent.glob(f"{place.name}*")
    return sorted(file.name.removeprefix(place.name) for file in files)


def test_replaced_portraits_and_pictures_of_chapters_stay_served_for_a_while(
    show: Path,
) -> None:
    places = a_pictured_show(show)
    for name, colour in zip(places, ("red", "green", "blue"), strict=True):
        Image.new("RGB", (400, 400), colour).save(show / f"{name}.png")

    assert run(["build", "-q", "--now", "2026-06-01"]) == 0
    left = {name: published_sizes(place) for name, place in places.items()}
    assert left == {"nora": ["-400.jpg"], "ada": ["-400.jpg"], "rags": [".png"]}

    assert run(["build", "-q", "--now", "2026-07-15"]) == 0
    assert not any(map(published_sizes, places.values()))


def test_the_portrait_of_a_host_who_leaves_stays_served_for_a_while(
    show: Path,
) -> None:
    places = a_pictured_show(show)
    (show / "podcast.yaml").write_text(LIVE)

    assert run(["build", "-q", "--now", "2026-06-01"]) == 0
    assert published_sizes(places["nora"]) == ["-400.jpg"]


def test_a_picture_that_comes_back_stays(show: Path) -> None:
    places = a_pictured_show(show)
    picture = (show / "rags.png").read_bytes()
    (show / "rags.png").write_bytes((PICTURES / "small.jpg").read_bytes())
    run(["build", "-q", "--now", "2026-06-01"])
    (show / "rags.png").write_bytes(picture)
    run(["build", "-q", "--now", "2026-06-02"])

    assert run(["build", "-q", "--now", "2026-07-15"]) == 0
    assert published_sizes(places["rags"]) == ["-240.jpg", ".png"]


@pytest.mark.parametrize("broken", [False, True], ids=["alone", "beside an error"])
def test_the_pictures_of_a_withdrawn_episode_are_gone_at_once(
    show: Path, broken: bool
) -> None:
    """Also those that had been replaced; the host's portrait stays."""
    places = a_pictured_show(show)
    (show / "ada.png").write_bytes((PICTURES / "small.jpg").read_bytes())
    run(["build", "-q", "--now", "2026-06-01"])
    if broken:
        (show / "episodes/001-rag-paper.yaml").write_text("title: [")

    assert run(["withdraw", "002-wove"]) == 0

    assert published_sizes(places["nora"]) == ["-400.jpg"]
    assert not published_sizes(places["rags"])
    assert not published_sizes(places["ada"])


def test_a_show_that_moves_is_asked_for_redirects(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guid = json.loads((show / "published.json").read_text())["guid"]
    (show / "podcast.yaml").write_text(LIVE.replace("paper.example/", "ink.example/"))
    said = refused(capsys)
    assert "Found 1 error" in said
    assert "error[addresses-kept]" in said
    for what in ("pages", "audio", "the feed"):
        assert f"{what} from https://paper.example/" in said

    assert run(["accept", "podcast", "address"]) == 0
    assert run(["build", "-q"]) == 0

    written = json.loads((show / "published.json").read_text())
    assert written["guid"] == guid
    assert written["feeds"] == [
        "https://paper.example/feed.xml",
        "https://ink.example/feed.xml",
    ]
    assert feed(show)["Rag paper"][1] == "https://ink.example/audio/001-rag-paper.mp3"


def test_what_does_not_wait_cannot_be_accepted(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["accept", "002-wove", "audio"]) == 2
    assert "no change waits at all" in capsys.readouterr().err


@pytest.mark.parametrize("broken", [False, True], ids=["alone", "beside an error"])
def test_a_withdrawn_episode_is_gone_at_once(show: Path, broken: bool) -> None:
    guid, _ = feed(show)["Wove paper"]
    if broken:
        (show / "episodes/001-rag-paper.yaml").write_text("title: [")

    assert run(["withdraw", "002-wove"]) == 0

    output = show / "output"
    assert list(feed(show)) == ["Rag paper"]
    assert (
        "no longer available" in (output / "episodes/002-wove/index.html").read_text()
    )
    assert not (output / "audio/002-wove.mp3").exists()
    assert not (output / "episodes/002-wove/transcript.html").exists()
    told = {
        str(path)
        for path in output.rglob("*.html")
        if "Wove" in path.read_text() or "002-wove" in path.read_text()
    }
    assert told == set()
    assert ledger(show)["002-wove"]["withdrawn"] is True
    assert ledger(show)["002-wove"]["guid"] == guid


def test_a_withdrawn_trailer_is_no_longer_the_shows(show: Path) -> None:
    facts = show / "episodes/002-wove.yaml"
    facts.write_text(f"{SECOND}type: trailer\n")
    run(["build", "-q"])
    assert "<podcast:trailer " in (show / "output/feed.xml").read_text()
    (show / "episodes/001-rag-paper.yaml").write_text("title: [")

    assert run(["withdraw", "002-wove"]) == 0

    assert "<podcast:trailer " not in (show / "output/feed.xml").read_text()


def test_a_withdrawn_episode_does_not_come_back_by_itself(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guid, _ = feed(show)["Wove paper"]
    run(["withdraw", "002-wove"])
    capsys.readouterr()

    assert run(["build"]) == 0
    assert "warning[withdrawn-stays]" in capsys.readouterr().err
    assert list(feed(show)) == ["Rag paper"]

    rename(show, "002-wove", "004-again")
    assert run(["build"]) == 0
    assert feed(show)["Wove paper"][0] != guid


def test_a_lost_ledger_is_made_anew_from_the_last_feed(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = feed(show)
    for damage in (None, "", '{"version": 1, "guid":'):
        if damage is None:
            (show / "published.json").unlink()
        else:
            (show / "published.json").write_text(damage)
        capsys.readouterr()

        assert run(["build", "-v"]) == 0

        assert "warning[ledger-kept]" in capsys.readouterr().err
        assert feed(show) == before
        assert set(ledger(show)) == {"001-rag-paper", "002-wove"}


def test_a_show_that_becomes_live_has_lost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, {})
    monkeypatch.chdir(tmp_path)
    assert run(["build", "-q"]) == 0
    (tmp_path / "podcast.yaml").write_text(LIVE)
    capsys.readouterr()

    assert run(["build", "-v"]) == 0

    said = capsys.readouterr().err
    assert "note[ledger-kept]: the show is live from now on" in said
    assert "warning" not in said
    assert set(ledger(tmp_path)) == {"001-rag-paper"}

    (tmp_path / "published.json").unlink()
    assert run(["build"]) == 0
    assert "warning[ledger-kept]" in capsys.readouterr().err


@pytest.mark.parametrize("is_renamed", [False, True], ids=["as it was", "renamed"])
def test_a_withdrawn_episode_stays_away_though_the_ledger_is_lost(
    show: Path, capsys: pytest.CaptureFixture[str], is_renamed: bool
) -> None:
    if is_renamed:
        rename(show, "002-wove", "002-wove-paper")
        run(["accept", "002-wove", "address", "-q"])
        run(["build", "-q"])
    stem = "002-wove-paper" if is_renamed else "002-wove"
    guid, _ = feed(show)["Wove paper"]
    run(["withdraw", stem, "-q"])
    (show / "published.json").unlink()
    capsys.readouterr()

    assert run(["build"]) == 0

    said = capsys.readouterr().err
    assert "warning[ledger-kept]" in said
    assert "warning[withdrawn-stays]" in said
    assert list(feed(show)) == ["Rag paper"]
    kept = {known["guid"]: known for known in ledger(show).values()}
    assert kept[guid]["withdrawn"] is True
    assert (
        "no longer available"
        in (show / "output/episodes/002-wove/index.html").read_text()
    )


def test_an_address_that_moved_still_leads_on_though_the_ledger_is_lost(
    show: Path,
) -> None:
    rename(show, "002-wove", "002 Wove Paper")
    run(["accept", "002-wove", "address", "-q"])
    run(["build", "-q"])
    (show / "published.json").write_text("")

    assert run(["build", "-q"]) == 0

    assert ledger(show)["002-wove-paper"]["former_slugs"] == ["002-wove"]
    assert ledger(show)["002-wove-paper"]["stem"] == "002 Wove Paper"
    left = (show / "output/episodes/002-wove/index.html").read_text()
    assert "../002-wove-paper/" in left


@given(where=st.integers(min_value=0, max_value=len(A_LEDGER) - 3))
def test_a_ledger_that_is_cut_off_anywhere_is_called_that(where: int) -> None:
    read, problems = read_ledger(A_LEDGER[:where], Path("published.json"))

    assert read is None
    assert [p.rule for p in problems] == ["ledger-whole"]


@pytest.mark.parametrize(
    ("right", "wrong", "place", "reason"),
    [
        ('"stem": "001",', '"stem": "001"', "13:17", "a comma is missing"),
        ('"length": 9,', '"length": "big",', "18:4", "length: 'big'"),
        ('"guid": "b",', "", "23:3", "'guid' is missing"),
        ('"guid": "b"', '"guid": "a"', "24:4", "the guid a is listed twice"),
        ('"slug": "002"', '"slug": "001"', "26:4", "the slug 001 is listed twice"),
        ('"stem": "001"', '"guid": "c"', "13:4", "'guid' is written twice"),
        ('"former_files": []', '"former_files": [],', "36:20", "after this comma"),
        ('"length": 9,', "length: 9,", "18:4", "this is not JSON"),
        ('"version": 1,', '"version": 0,', "2:2", "version: 0"),
        (
            '"former_files": []',
            '"former_files": [\n{"path": "../x", "until": "2026-06-01T00:00Z"}]',
            "37:2",
            "path: '../x'",
        ),
        ('"artwork": null', '"artwork": "/x.png"', "9:2", "artwork: '/x.png'"),
        (A_LEDGER.decode(), "[]", "1:1", "an object"),
        (A_LEDGER.decode(), "good evening", "1:1", "this is not JSON"),
        (A_LEDGER.decode(), "[" * 9999, "1:1", "recursion"),
        (A_LEDGER.decode(), "9" * 9999, "1:1", "digits"),
    ],
)
def test_a_mistake_in_the_ledger_has_its_line(
    right: str, wrong: str, place: str, reason: str
) -> None:
    text = A_LEDGER.decode()
    assert right in text

    read, problems = read_ledger(
        text.replace(right, wrong, 1).encode(), Path("published.json")
    )

    assert read is None
    assert [p.rule for p in problems] == ["ledger-valid"]
    assert str(problems[0].location) == f"published.json:{place}"
    assert reason in problems[0].message
    assert "git checkout published.json" in problems[0].hint


@given(
    page=st.binary(max_size=200)
    | st.text(alphabet="<>/=' \"amet", max_size=200).map(str.encode)
)
def test_other_pages_tell_nothing(page: bytes) -> None:
    assert read_signpost(page) is None


def test_a_ledger_with_a_mistake_is_never_made_anew(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = show / "published.json"
    path.write_text(path.read_text().replace('"stem": "002-wove",', '"stem": "002"'))

    assert "error[ledger-valid]" in refused(capsys)
    assert run(["withdraw", "002-wove"]) == 2
    assert run(["accept", "002-wove", "audio"]) == 2


def test_the_ledger_of_a_newer_program_is_left_alone(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = show / "published.json"
    path.write_text(path.read_text().replace('"version": 1', '"version": 2'))
    before = path.read_bytes()

    assert run(["build"]) == 2

    assert "written by a newer feed-builder" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_a_damaged_ledger_without_a_feed_is_an_error(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "published.json").write_text("{")
    (show / "output/feed.xml").unlink()

    assert run(["build"]) == 1
    assert "git checkout published.json" in capsys.readouterr().err


def test_a_ledger_that_git_could_not_merge_is_called_that(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = show / "published.json"
    path.write_text(path.read_text() + "<<<<<<< HEAD\n=======\n>>>>>>> other\n")

    assert run(["build"]) == 1
    said = capsys.readouterr().err
    assert "error[ledger-merged]" in said
    assert "could not merge" in said


def test_a_ledger_can_be_read_back(show: Path) -> None:
    path = show / "published.json"
    data = path.read_bytes()

    read, problems = read_ledger(data, path)

    assert problems == ()
    assert read is not None
    assert ledger_bytes(read) == data


@pytest.mark.parametrize(
    "data",
    [b"", b"[]", b"{}", b"\xff", b'{"version": 1, "guid": 3}'],
)
def test_other_files_are_no_ledger(data: bytes) -> None:
    read, problems = read_ledger(data, Path("published.json"))

    assert read is None
    assert [p.severity for p in problems] == [Severity.ERROR]


def test_an_episode_that_becomes_due_is_written_down_then(show: Path) -> None:
    (show / "episodes/003.yaml").write_text(
        "title: Soon\npublished: 2026-09-01 18:00\nsummary: Soon.\n"
    )
    (show / "audio/003.mp3").write_bytes(OTHER_SOUND.read_bytes())

    run(["build", "-q", "--now", "2026-08-01"])
    assert "003" not in ledger(show)

    run(["build", "-q", "--now", datetime(2026, 9, 2, tzinfo=UTC).isoformat()])
    assert "003" in ledger(show)


def test_a_build_that_was_overtaken_takes_nothing_back(
    show: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real, newer = pipeline._theme, []

    def overtaken(project: Project) -> Theme:
        """Read already, and before it publishes, another build sees a new episode."""
        monkeypatch.setattr(pipeline, "_theme", real)
        (show / "episodes/003-felt.yaml").write_text(SECOND.replace("08", "09"))
        (show / "audio/003-felt.mp3").write_bytes(OTHER_SOUND.read_bytes())
        newer.append(run(["build", "-q"]))
        return real(project)

    monkeypatch.setattr(pipeline, "_theme", overtaken)
    (show / "episodes/002-wove.yaml").write_text(SECOND.replace("Wove", "Laid"))

    code = run(["build", "-q"])

    assert (newer, code) == ([0], 2)
    assert "another command wrote published.json" in capsys.readouterr().err
    assert "003-felt" in ledger(show)
    assert b"003-felt" in (show / "output/feed.xml").read_bytes()
