"""`status`, `diff`, `build --dry-run` and `explain`, as their user reads them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from feed_builder.cli import run

from .builders import EPISODE_YAML, TONE, a_project

DOCUMENT = "Host: Nora Quill\nGuest: Tom Van Reed\n\nNQ: Hello Tom.\nTVR: Hello.\n"


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show with an episode, one to come, and a draft, which is the current folder."""
    a_project(
        tmp_path,
        {
            "episodes/001-rag-paper.txt": DOCUMENT,
            "audio/001-rag-paper.mp3": TONE.with_name("tags-all-over.mp3"),
            "episodes/002-later.yaml": "title: Later\npublished: 2026-06-03 18:00\n",
            "audio/002-later.mp3": TONE,
            "episodes/003-draft.yaml": "title: Draft\ndraft: true\n",
            "audio/003-draft.mp3": TONE,
        },
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


NOW = ["--now", "2026-06-01T12:00Z"]


def test_status_shows_the_show_at_a_glance(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-q", *NOW])
    capsys.readouterr()

    assert run(["status", *NOW]) == 0

    out = capsys.readouterr().out
    assert out.startswith("Paper & Ink  https://paper.example/feed.xml\n  Public: 1\n")
    assert "    2026-03-01 18:00 GMT  Rag paper\n" in out
    assert "  Goes out 2026-06-03 18:00 BST, in 2 days: Later\n" in out
    assert "  Drafts: 003-draft\n" in out
    assert "Not live yet" in out
    assert out.endswith("  The next build changes nothing\n")


def test_status_counts_one_problem_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, {"audio/stray.mp3": TONE})

    run(["-C", str(tmp_path), "status", *NOW])

    assert "  Found 1 warning; see `feed-builder check`\n" in capsys.readouterr().out


def test_diff_shows_what_listeners_would_notice_and_writes_nothing(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-q", *NOW])
    before = (show / "output/feed.xml").read_bytes()
    facts = show / "episodes/001-rag-paper.yaml"
    facts.write_text(EPISODE_YAML.replace("Rag paper", "Rags"))
    capsys.readouterr()

    for command in (["diff"], ["build", "--dry-run"]):
        assert run([*command, "--now", "2026-06-04"]) == 0
        out = capsys.readouterr().out
        assert "~ Rags: title\n    Rag paper → Rags\n" in out
        assert "+ Later is new\n" in out

    assert (show / "output/feed.xml").read_bytes() == before
    assert not (show / "output/episodes/002-later").exists()


def test_a_dry_run_of_a_first_build_creates_no_folder(show: Path) -> None:
    assert run(["build", "--dry-run", *NOW]) == 0
    assert run(["diff", *NOW]) == 0
    assert run(["status", *NOW]) == 0

    assert not (show / "output").exists()


def test_a_dry_run_fails_where_a_build_would(show: Path) -> None:
    (show / "episodes/001-rag-paper.yaml").write_text("title: [")

    assert run(["build", "--dry-run", *NOW]) == 1


def test_explain_shows_where_a_value_came_from_and_what_it_overrode(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", "001-rag-paper", "title"]) == 0
    assert capsys.readouterr().out == (
        "title: Rag paper\n"
        "  from episodes/001-rag-paper.yaml:1:8\n"
        f"  over {_tag_title()} (audio tag audio/001-rag-paper.mp3)\n"
    )

    assert run(["explain", "001-rag-paper", "guests"]) == 0
    assert capsys.readouterr().out == (
        "guests: Tom Van Reed (guest)\n  from transcript episodes/001-rag-paper.txt\n"
    )


def _tag_title() -> str:
    from feed_builder.sources.audio import read_audio

    audio, _ = read_audio(TONE.with_name("tags-all-over.mp3"))
    assert audio is not None
    return str(audio.tags.title)


def test_explain_tells_dates_in_the_time_zone_of_the_show(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = show / "episodes/001-rag-paper.yaml"
    facts.write_text(EPISODE_YAML.replace("03-01 18:00", "05-01T17:00:00Z"))

    assert run(["explain", "001-rag-paper", "published"]) == 0

    assert capsys.readouterr().out.startswith("published: 2026-05-01 18:00 BST\n")


def test_a_copy_of_a_project_has_nothing_to_write(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-q", *NOW])
    copied = show / "a copy"
    for path in sorted(show.rglob("*")):
        if path.is_file():
            target = copied / path.relative_to(show)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    (copied / "output/index.html").write_text("changed by somebody")
    capsys.readouterr()

    assert run(["build", "--dry-run", "-C", str(copied), *NOW]) == 0

    assert capsys.readouterr().out == (
        "Listeners would notice nothing.\nFiles: 1 to write, 0 to remove.\n"
    )


def test_a_preview_tells_of_a_template_that_cannot_be_rendered(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build", "-q", *NOW])
    (show / "templates").mkdir()
    (show / "templates/_card.html").write_text("{{ episod.title }}")
    capsys.readouterr()

    assert run(["diff", *NOW]) == 1
    assert "error[templates-render]" in capsys.readouterr().err
    assert run(["status", *NOW]) == 0


@pytest.mark.parametrize("name", ["episodes/001-rag-paper.yaml", "001-rag-paper.mp3"])
def test_explain_knows_an_episode_by_its_files(show: Path, name: str) -> None:
    assert run(["explain", name]) == 0


def test_explain_knows_an_episode_by_its_number(show: Path) -> None:
    facts = show / "episodes/001-rag-paper.yaml"
    facts.write_text(f"{facts.read_text()}episode: 7\n")

    assert run(["explain", "7"]) == 0
    assert run(["explain", "8"]) == 2


def test_explain_works_for_what_is_held_back(show: Path) -> None:
    assert run(["explain", "002-later"]) == 0


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["explain", "001-rag"], "did you mean 001-rag-paper?"),
        (["explain", "001-rag-paper", "colour"], "it has slug, guid, title"),
    ],
)
def test_what_cannot_be_explained_is_said(
    show: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    hint: str,
) -> None:
    assert run(arguments) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(
    "command", [["status"], ["diff"], ["explain", "001-rag-paper"]]
)
def test_each_speaks_json_too(
    show: Path, capsys: pytest.CaptureFixture[str], command: list[str]
) -> None:
    assert run([*command, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["version"] == 1
