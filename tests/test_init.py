"""A newcomer's first minute: init, and what can be done with what it writes."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import pytest
import yaml
from mutagen.mp3 import MP3
from PIL import Image

from feed_builder import Project, build, check
from feed_builder.cli import run
from feed_builder.overview import COMMANDS
from feed_builder.rules.titles import STARTER
from feed_builder.sources.facts import read_show
from feed_builder.starting import Answers, starter_files

NOW = "2026-11-24T08:21:05Z"
MOMENT = datetime(2026, 11, 24, 8, 21, 5, tzinfo=UTC)
WROTE = {
    ".feed-builder/episode.schema.json",
    ".feed-builder/podcast.schema.json",
    ".github/workflows/publish.yml",
    ".gitignore",
    "artwork.png",
    "audio/000-hello.mp3",
    "episodes/000-hello.txt",
    "episodes/000-hello.yaml",
    "podcast.yaml",
}
#: What the tests' own show answers.
GIVEN = [
    *("--title", "Paper & Ink: the show", "--host", "Nora Quill"),
    *("--email", "nora@paper.example", "--link", "paper.example"),
    *("--language", "en-gb", "--timezone", "Europe/London"),
]


@pytest.fixture(autouse=True)
def _somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, on a machine that says little of itself."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def files_in(folder: Path) -> set[str]:
    return {
        str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()
    }


def test_a_new_show_passes_every_check_and_is_built(tmp_path: Path) -> None:
    assert run(["init", "--yes", "paper", "--now", NOW]) == 0

    project = Project(folder=tmp_path / "paper")
    assert files_in(project.folder) == WROTE
    assert check(project, now=MOMENT, directories=["apple", "spotify"]).problems == ()
    report = build(project, now=MOMENT, strict=True)
    assert report.episodes == ("000-hello",)
    assert {"feed.xml", "audio/000-hello.mp3", "index.html"} <= set(report.written)
    assert "episodes/000-hello/transcript.vtt" in report.written


def test_it_names_a_folder_by_its_whole_path(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["init", "--yes", "shows/paper"])

    assert "“Paper” begins in shows/paper/" in capsys.readouterr().err


def test_it_says_what_was_made_what_is_open_and_what_comes_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    run(["init", "--yes", "paper and ink"])

    assert capsys.readouterr() == (
        "",
        """\
“Paper and ink” begins in paper and ink/, with 7 files.
Before you publish it, write the address at which the show will be served: \
paper and ink/podcast.yaml:13
Before you publish it, write an address that directories can write to: \
paper and ink/podcast.yaml:20
Next, after `cd 'paper and ink'`:
  feed-builder build    makes the feed and the pages, in output/
  feed-builder serve    shows them in your browser
  feed-builder new      begins an episode of your own
""",
    )


def test_what_is_said_stands_where_the_example_was(tmp_path: Path) -> None:
    run(["init", *GIVEN, "--now", NOW])

    written = (tmp_path / "podcast.yaml").read_bytes()
    facts, problems = read_show(written, tmp_path / "podcast.yaml")
    assert problems == ()
    assert facts is not None
    assert facts.owner is not None
    assert (facts.title, facts.link) == (
        "Paper & Ink: the show",
        "https://paper.example/",
    )
    assert (facts.language, str(facts.timezone)) == ("en-GB", "Europe/London")
    assert (facts.owner.email, facts.people[0].name) == (
        "nora@paper.example",
        "Nora Quill",
    )


def test_a_live_show_must_not_keep_the_words_of_the_starter() -> None:
    files = dict(starter_files(Answers(), MOMENT))
    facts = yaml.safe_load(files[PurePosixPath("podcast.yaml")])

    told = {**facts, "people": facts["people"][0]["name"]}
    assert {name: told[name] for name in STARTER} == STARTER


def test_the_starter_is_a_show_by_itself_and_only_answers_are_changed() -> None:
    starter = Path(sys.modules["feed_builder.starting"].__file__ or "").parent
    lines = (starter / "starter" / "podcast.yaml").read_text().splitlines()
    changed = {"title": "T", "host": "H", "link": "https://t.example/"}

    files = dict(starter_files(Answers(**changed), MOMENT))

    (podcast,) = (data for path, data in files.items() if path.name == "podcast.yaml")
    after = podcast.decode().splitlines()
    assert [line for line in after if line not in lines] == [
        "title: T",
        "link: https://t.example/",
        "  - name: H",
    ]
    assert len(after) == len(lines)


def test_the_machine_says_its_zone_and_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")

    run(["init", "--now", NOW])

    podcast = yaml.safe_load((tmp_path / "podcast.yaml").read_text())
    assert (podcast["timezone"], podcast["language"]) == ("Europe/Berlin", "de-AT")
    assert (
        "published: 2026-11-24 09:00\n"
        in (tmp_path / "episodes/000-hello.yaml").read_text()
    )


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--link", "not an address", "is not a full address"),
        ("--email", "nora", "is not an e-mail address"),
        ("--language", "klingonish", "is no language"),
        ("--timezone", "Mars/Olympus", "is no time zone"),
        ("--title", " ", "nothing was said"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused(
    option: str,
    value: str,
    said: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["init", option, value]) == 2

    assert said in capsys.readouterr().err
    assert files_in(tmp_path) == set()


def test_what_is_there_is_left_and_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".gitignore").write_text("mine\n")
    (tmp_path / "artwork.png").write_bytes(b"mine, too")

    assert run(["init", "--yes"]) == 0

    err = capsys.readouterr().err
    assert err.startswith("Left as it was: artwork.png\nLeft as it was: .gitignore\n")
    assert (tmp_path / ".gitignore").read_text() == "mine\n"
    assert (tmp_path / "artwork.png").read_bytes() == b"mine, too"


def test_a_show_gets_only_what_it_lacks_and_no_example(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "podcast.yaml").write_text("title: Mine\n")

    assert run(["init"]) == 0

    assert capsys.readouterr().err == (
        "Left as it was: podcast.yaml\n"
        "Added: .github/workflows/publish.yml\nAdded: .gitignore\n"
    )
    assert (tmp_path / "podcast.yaml").read_text() == "title: Mine\n"
    assert not (tmp_path / "episodes").exists()


def test_a_folder_with_episodes_becomes_a_show_without_the_example(
    tmp_path: Path,
) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "1.txt").write_text("Host: Nora\n")

    run(["init"])

    assert files_in(tmp_path / "episodes") == {"1.txt"}
    assert (tmp_path / "podcast.yaml").exists()


@pytest.mark.parametrize("missing", range(1, 7))
def test_an_interrupted_init_can_be_run_again(tmp_path: Path, missing: int) -> None:
    run(["init", *GIVEN, "--now", NOW])
    whole = {name: (tmp_path / name).read_bytes() for name in files_in(tmp_path)}
    last = [path for path, _ in starter_files(Answers(), MOMENT)][-missing:]
    for path in last:
        (tmp_path / path).unlink()
    (tmp_path / ".podcast.yaml.new").write_bytes(b"hal")

    run(["init", *GIVEN, "--now", NOW])

    assert {name: (tmp_path / name).read_bytes() for name in whole} == whole
    assert files_in(tmp_path) == whole.keys()


def test_editors_get_the_schemas_of_this_version(tmp_path: Path) -> None:
    run(["init"])
    schema = tmp_path / ".feed-builder" / "podcast.schema.json"
    fresh = schema.read_text()
    schema.write_text("{}")

    run(["init"])

    assert schema.read_text() == fresh
    for name in ("podcast.yaml", "episodes/000-hello.yaml"):
        first = (tmp_path / name).read_text().split("\n", 1)[0]
        named = first.removeprefix("# yaml-language-server: $schema=")
        assert (tmp_path / name).parent.joinpath(named).is_file()


def test_a_file_where_the_folder_should_be_is_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "paper").write_text("a shopping list")

    assert run(["init", "paper"]) == 2
    assert "paper is no folder" in capsys.readouterr().err


def test_the_next_commands_exist(capsys: pytest.CaptureFixture[str]) -> None:
    run(["init"])

    _, _, after = capsys.readouterr().err.partition("Next:\n")
    named = [line.split()[1] for line in after.splitlines()]
    assert named == ["build", "serve", "new"]
    assert set(named) <= COMMANDS.keys()


def test_the_example_is_small_and_honest() -> None:
    files = {path.name: data for path, data in starter_files(Answers(), MOMENT)}

    assert sum(map(len, files.values())) < 250_000
    assert b"synthetic" in files["000-hello.txt"]


def test_the_example_fits_what_apple_asks(tmp_path: Path) -> None:
    run(["init"])

    with Image.open(tmp_path / "artwork.png") as picture:
        assert (picture.size, picture.mode) == ((3000, 3000), "RGB")
    audio = MP3(tmp_path / "audio/000-hello.mp3")
    assert audio.info is not None
    assert 20 < audio.info.length < 40
    assert "synthetic" in str(audio.tags).lower()


def on_a_terminal(arguments: list[str], typed: str, folder: Path) -> str:
    """What a person sees who types this at the questions."""
    master, slave = pty.openpty()
    os.write(master, typed.encode())
    process = subprocess.Popen(
        [sys.executable, "-m", "feed_builder", *arguments],
        cwd=folder,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    seen = b"".join(_until_closed(master))
    assert process.wait(timeout=30) == 0
    return seen.decode().replace("\r\n", "\n")


def _until_closed(master: int) -> Iterator[bytes]:
    try:
        while data := os.read(master, 4096):
            yield data
    except OSError:  # how Linux says that nobody writes any more
        return
    finally:
        os.close(master)


def test_on_a_terminal_four_questions_are_asked(tmp_path: Path) -> None:
    typed = "Paper & Ink\n\nnora\nnora@paper.example\npaper.example\n"

    seen = on_a_terminal(["init", "paper"], typed, tmp_path)

    assert "What is the show called? [Paper]: " in seen
    assert "Who is its host? [Your Name]: " in seen
    assert "'nora' is not an e-mail address: write it like hello@example.com" in seen
    assert seen.count("]: ") == 5  # four questions, one of them twice
    podcast = yaml.safe_load((tmp_path / "paper/podcast.yaml").read_text())
    assert podcast["title"] == "Paper & Ink"
    assert podcast["people"] == [{"name": "Your Name"}]
    assert podcast["owner"] == {"email": "nora@paper.example"}
    assert podcast["link"] == "https://paper.example/"


def test_on_a_terminal_nothing_is_asked_with_yes(tmp_path: Path) -> None:
    assert "?" not in on_a_terminal(["init", "--yes"], "", tmp_path)
