"""An episode begun from its files, or from a title."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mutagen.id3 import ID3, TIT2

from feed_builder import Project, check
from feed_builder.cli import run
from feed_builder.problems import Severity

from .builders import TONE, a_project
from .test_remote import Host, host  # noqa: F401  # a fixture

NOW = "2026-11-24T10:00:00Z"
LATER = datetime(2027, 6, 1, tzinfo=UTC)
DOCUMENT = (
    "Host: Nora Quill\nGuests: Tom Van Reed, Mia O'Brien\n\nNQ: Hello.\nTVR: Hi.\n"
)
SCHEMA = "# yaml-language-server: $schema=../.feed-builder/episode.schema.json\n"
REST = """
# One plain paragraph: what apps show first.
summary:

# The long text, in Markdown.
notes:
"""
New = Callable[..., str]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show with a first episode, which is the current folder."""
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "show"
    facts = "title: Rag paper\npublished: 2026-11-19 07:30\nseason: 1\nepisode: 1\n"
    a_project(folder, {"episodes/001-rag-paper.yaml": facts})
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def new(capsys: pytest.CaptureFixture[str]) -> New:
    """Runs ``new``, and gives back what it says."""

    def said(*arguments: object, fails: bool = False) -> str:
        code = run(["new", "--now", NOW, *map(str, arguments)])
        captured = capsys.readouterr()
        assert captured.out == ""
        assert code == (2 if fails else 0), captured.err
        return captured.err

    return said


def without_guid(path: Path) -> str:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    (guid,) = (line for line in lines if line.startswith("guid: "))
    assert len(guid) == len("guid: ") + 36 + len("  # never change it\n")
    return "".join(line for line in lines if line is not guid)


def test_files_found_by_name_become_an_episode(show: Path, new: New) -> None:
    (show / "episodes/002-of-vats.txt").write_text(DOCUMENT)
    shutil.copy(TONE, show / "audio/002-of-vats.mp3")
    ID3().save(show / "audio/002-of-vats.mp3")

    said = new()

    assert without_guid(show / "episodes/002-of-vats.yaml") == (
        SCHEMA + "title: Tom Van Reed and Mia O'Brien\n"
        "# published: 2026-11-26 07:30  # Thursday\n"
        "season: 1\nepisode: 2\n"
        "guests:\n  - Tom Van Reed\n  - Mia O'Brien\n" + REST
    )
    assert (
        said
        == """\
Wrote episodes/002-of-vats.yaml: episode 2 of season 1.
  audio/002-of-vats.mp3: 0:01
  episodes/002-of-vats.txt: 2 turns (NQ 1, TVR 1), 0 lessons, 0 links, 0 drinks
  a doubt about it: feed-builder transcript episodes/002-of-vats.txt
Left to fill in:
  episodes/002-of-vats.yaml:2  the title is only who is the guest
  episodes/002-of-vats.yaml:3  the date: a draft until you take away the first #
  episodes/002-of-vats.yaml:12  a summary
  episodes/002-of-vats.yaml:15  notes, if you want more than the summary
Then: feed-builder check
"""
    )


def test_what_is_left_stands_where_it_is_said(show: Path, new: New) -> None:
    said = new("Of: vats, and #rags")

    path = "episodes/002-of-vats-and-rags.yaml"
    lines = (show / path).read_text().splitlines()
    told = dict(
        line.strip().removeprefix(f"{path}:").split("  ", 1)
        for line in said.splitlines()
        if line.startswith(f"  {path}:")
    )
    assert {
        lines[int(number) - 1].split(":")[0]: why for number, why in told.items()
    } == {
        "# published": "the date: a draft until you take away the first #",
        "summary": "a summary",
        "notes": "notes, if you want more than the summary",
    }
    assert lines[1] == 'title: "Of: vats, and #rags"'
    assert "  audio/002-of-vats-and-rags.mp3  the audio\n" in said
    assert "  episodes/002-of-vats-and-rags.txt  the transcript, if any\n" in said


def test_it_is_a_draft_until_the_date_is_given(show: Path, new: New) -> None:
    shutil.copy(TONE, show / "audio/002-of-vats.mp3")
    new()

    report = check(Project(folder=show), now=LATER)
    assert report.drafts == ("002-of-vats",)
    assert report.count(Severity.ERROR) == 0

    facts = show / "episodes/002-of-vats.yaml"
    text = facts.read_text().replace("# published", "published")
    facts.write_text(text.replace("summary:", "summary: Of vats.\nexplicit: false"))
    report = check(Project(folder=show), now=LATER)
    assert report.episodes == ("002-of-vats", "001-rag-paper")
    assert report.count(Severity.ERROR) == 0


def test_files_from_elsewhere_are_copied_and_named_as_the_show_does(
    show: Path, tmp_path: Path, new: New
) -> None:
    shutil.copy(TONE, tmp_path / "raw mix FINAL.MP3")
    tags = ID3()
    tags.add(TIT2(text="The last rag mill"))
    tags.save(tmp_path / "raw mix FINAL.MP3")
    (tmp_path / "talk.md").write_text(DOCUMENT)

    said = new("--audio", "../raw mix FINAL.MP3", "--transcript", "../talk.md")

    assert said.startswith("Wrote episodes/002-the-last-rag-mill.yaml: episode 2")
    assert "the title is from the audio's tags" in said
    copied = show / "audio/002-the-last-rag-mill.mp3"
    assert copied.read_bytes() == (tmp_path / "raw mix FINAL.MP3").read_bytes()
    assert (show / "episodes/002-the-last-rag-mill.md").read_text() == DOCUMENT
    assert (tmp_path / "talk.md").exists()


def test_audio_of_another_name_in_its_folder_is_named_in_the_yaml(
    show: Path, new: New
) -> None:
    shutil.copy(TONE, show / "audio/raw.mp3")
    (show / "episodes/002-of-vats.txt").write_text(DOCUMENT)

    new("--audio", "audio/raw.mp3", "--transcript", "episodes/002-of-vats.txt")

    assert (
        "\naudio: audio/raw.mp3\n" in (show / "episodes/002-of-vats.yaml").read_text()
    )
    assert new("--audio", "audio/raw.mp3", "Again").startswith(
        "Wrote episodes/raw.yaml"
    )
    assert "nothing in audio/ or episodes/ waits" in new(fails=True)


@pytest.mark.parametrize(
    ("option", "name", "line"),
    [("--trailer", "trailer", "type: trailer"), ("--bonus", "bonus", "type: bonus")],
)
def test_a_trailer_or_an_extra_has_no_number(
    option: str, name: str, line: str, show: Path, new: New
) -> None:
    said = new(option)

    assert said.startswith(f"Wrote episodes/{name}.yaml: {name} of season 1.\n")
    text = (show / f"episodes/{name}.yaml").read_text()
    assert f"\n{line}\nseason: 1\nguid: " in text
    assert "episode:" not in text


def test_an_extra_is_named_as_one(show: Path, new: New) -> None:
    assert new("--bonus", "Outtakes").startswith("Wrote episodes/bonus-outtakes.yaml")


def test_a_number_in_a_files_name_counts(show: Path, new: New) -> None:
    (show / "episodes/007-of-ink.txt").write_text(DOCUMENT)

    assert new("007-of-ink").startswith("Wrote episodes/007-of-ink.yaml: episode 7 of")
    assert new("Of glue").startswith("Wrote episodes/008-of-glue.yaml: episode 8 of")


def test_files_that_are_still_to_come_may_be_named(show: Path, new: New) -> None:
    assert new("009-of-ink").startswith("Wrote episodes/009-of-ink.yaml: episode 9 of")
    assert "title: Of ink\n" in (show / "episodes/009-of-ink.yaml").read_text()


def test_a_season_begins_anew(show: Path, new: New) -> None:
    said = new("Of ink", "--season", "2")

    assert said.startswith("Wrote episodes/001-of-ink.yaml: episode 1 of season 2.")


@pytest.mark.parametrize("name", ["001-rag-paper", "001-RAG-paper"])
def test_an_episode_that_exists_is_left_alone(name: str, show: Path, new: New) -> None:
    before = (show / "episodes/001-rag-paper.yaml").read_text()

    said = new(name, fails=True)

    assert "episodes/001-rag-paper.yaml is there already" in said
    assert (show / "episodes/001-rag-paper.yaml").read_text() == before


def test_a_file_in_the_way_is_not_written_over(
    show: Path, tmp_path: Path, new: New
) -> None:
    (show / "episodes/002-vats.txt").write_text("mine")
    (tmp_path / "talk.txt").write_text(DOCUMENT)

    said = new("Vats", "--transcript", "../talk.txt", fails=True)

    assert "episodes/002-vats.txt is there already, and is not ../talk.txt" in said
    assert (show / "episodes/002-vats.txt").read_text() == "mine"
    assert not (show / "episodes/002-vats.yaml").exists()


def test_what_was_copied_before_a_run_was_stopped_is_good(
    show: Path, tmp_path: Path, new: New
) -> None:
    (tmp_path / "talk.txt").write_text(DOCUMENT)
    (show / "episodes/002-vats.txt").write_text(DOCUMENT)

    assert "episode 2" in new("Vats", "--transcript", "../talk.txt")


def test_of_several_that_wait_one_is_named(show: Path, new: New) -> None:
    shutil.copy(TONE, show / "audio/002-vats.mp3")
    (show / "episodes/003-ink.txt").write_text(DOCUMENT)

    said = new(fails=True)

    assert "2 episodes wait for their YAML: 002-vats, 003-ink" in said
    assert 'help: name one: feed-builder new "002-vats"' in said
    assert "episode 3" in new("003-ink")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--audio", "podcast.yaml"], "podcast.yaml is not named like audio"),
        (["--transcript", "artwork.png"], "artwork.png is not named like a transcript"),
        (
            ["--audio", "broken.mp3"],
            "broken.mp3 is not audio that podcast apps play",
        ),
        (["--audio-url", "rags.mp3"], "is not a full address"),
        (["--trailer", "--bonus"], "a trailer or a bonus, and not both"),
        (["--season", "0", "x"], "0 is not in the range"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    arguments: list[str], said: str, show: Path, new: New
) -> None:
    (show / "broken.mp3").write_bytes(b"no sound at all, and a little longer" * 9)

    assert said in new(*arguments, fails=True)
    assert len(list((show / "episodes").iterdir())) == 1


def test_a_show_that_cannot_be_read_is_told_of(show: Path, new: New) -> None:
    (show / "podcast.yaml").write_text("title: Rags\n")

    assert "podcast.yaml:1:1: `description` is missing" in new("x", fails=True)


def test_an_old_episode_that_cannot_be_read_whole_is_no_hindrance(
    show: Path, new: New
) -> None:
    (show / "episodes/004-x.yaml").write_text("title: [\n")

    assert new("Of ink").startswith("Wrote episodes/005-of-ink.yaml: episode 5")


def test_a_show_that_counts_files_and_not_episodes_goes_on_so(
    show: Path, new: New
) -> None:
    (show / "episodes/001-rag-paper.yaml").write_text("title: Rag paper\n")

    new("Of ink")

    assert "episode:" not in (show / "episodes/002-of-ink.yaml").read_text()


def test_each_has_a_guid_of_its_own(show: Path, new: New) -> None:
    new("Of ink")
    first = (show / "episodes/002-of-ink.yaml").read_text()
    (show / "episodes/002-of-ink.yaml").unlink()
    run(["new", "Of ink", "--now", "2026-11-25T10:00Z"])
    second = (show / "episodes/002-of-ink.yaml").read_text()

    def guid(text: str) -> str:
        return next(line for line in text.splitlines() if line.startswith("guid"))

    assert guid(first) != guid(second)


def test_without_a_zone_the_date_says_its_own(show: Path, new: New) -> None:
    podcast = show / "podcast.yaml"
    podcast.write_text(podcast.read_text().replace("timezone: Europe/London\n", ""))
    (show / "episodes/001-rag-paper.yaml").write_text("title: Rag paper\n")

    new("Of ink")

    text = (show / "episodes/002-of-ink.yaml").read_text()
    assert "# published: 2026-12-01T18:00+00:00  # Tuesday\n" in text


def test_audio_at_an_address_is_asked_for_its_length(
    show: Path,
    new: New,
    host: Host,  # noqa: F811
) -> None:
    url = f"{host.url}cbr.mp3"

    said = new("Of ink", "--audio-url", url)

    assert (
        f"audio:\n  url: {url}\n  length: {TONE.stat().st_size}\n"
        in (show / "episodes/002-of-ink.yaml").read_text()
    )
    assert "  the audio\n" not in said
    report = check(Project(folder=show), now=LATER)
    assert report.count(Severity.ERROR) == 0


def test_audio_at_an_address_that_is_silent_is_named_all_the_same(
    show: Path,
    new: New,
    host: Host,  # noqa: F811
) -> None:
    url = f"{host.url}absent.mp3"

    said = new("Of ink", "--audio-url", url)

    assert f"audio:\n  url: {url}\n" in (show / "episodes/002-of-ink.yaml").read_text()
    assert f"nothing could be learned of {url}: answers 404" in said
    assert "`feed-builder check --online` asks again" in said


def test_the_editor_gets_its_schema(show: Path, new: New) -> None:
    new("Of ink")

    assert (show / ".feed-builder/episode.schema.json").is_file()


@pytest.mark.parametrize(
    ("recorded", "stem"),
    [("rec2", "002-rec2"), ("STE-005", "002-ste-005"), ("2 Glue", "002-glue")],
)
def test_an_episode_goes_by_the_name_that_a_recorder_gave(
    show: Path, new: New, recorded: str, stem: str
) -> None:
    sound = show.parent / f"{recorded}.mp3"
    shutil.copy(TONE, sound)

    assert f"episodes/{stem}.yaml:2  the title is from the file's name" in new(
        "--audio", sound
    )


def test_a_trailer_is_not_named_by_its_recorder(show: Path, new: New) -> None:
    sound = show.parent / "rec2.mp3"
    shutil.copy(TONE, sound)

    assert "Wrote episodes/trailer.yaml" in new("--trailer", "--audio", sound)


def test_two_drafts_are_not_proposed_the_same_date(show: Path) -> None:
    run(["new", "--now", NOW, "--title", "One"])
    run(["new", "--now", NOW, "--title", "Two"])

    lines = [
        line.partition("  #")[0]
        for path in sorted((show / "episodes").glob("*.yaml"))
        for line in path.read_text().splitlines()
        if line.startswith("# published:")
    ]
    assert len(lines) == len(set(lines)) == 2
