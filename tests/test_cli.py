from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import validate

from feed_builder.cli import run
from feed_builder.overview import COMMANDS
from feed_builder.rules.book import BOOK

from .builders import PODCAST_YAML, TONE, a_project, a_word_document

REPOSITORY = Path(__file__).parent.parent
BAD = {"episodes/001-rag-paper.yaml": "title: x\npublished: 2026-03-01\nseason: 0\n"}


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A good show, which is the current folder."""
    a_project(tmp_path, {})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_build_says_what_was_written(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build"]) == 0

    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("1 episode public: ")
    assert err.endswith(" files written.\n")


def test_a_build_with_nothing_to_do_says_so(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["build"])
    capsys.readouterr()

    assert run(["build"]) == 0

    assert capsys.readouterr().err.startswith("Nothing has changed: 1 episode, ")


def test_a_quiet_build_without_problems_prints_nothing(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-q"]) == 0
    assert run(["build", "-q"]) == 0

    assert capsys.readouterr() == ("", "")


def test_what_is_held_back_is_named_with_its_date(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/002.yaml").write_text("title: Later\npublished: 2099-01-01 18:00")
    (show / "audio/002.mp3").write_bytes(TONE.read_bytes())

    run(["build"])

    assert "Held back until 2099-01-01 18:00 GMT: Later\n" in capsys.readouterr().err


def test_now_can_be_another_moment(show: Path) -> None:
    assert run(["build", "--now", "2026-02-01"]) == 0
    assert "<item>" not in (show / "output/feed.xml").read_text()

    assert run(["build", "--now", "2026-04-01T00:00:00Z"]) == 0
    assert "<item>" in (show / "output/feed.xml").read_text()


def test_a_preview_shows_what_goes_out_later(show: Path) -> None:
    page = show / "output/episodes/001-rag-paper/index.html"

    assert run(["build", "--now", "2026-02-01", "--future"]) == 0
    assert page.exists()

    assert run(["build", "--now", "2026-02-01"]) == 0
    assert not page.exists()


def test_a_problem_is_shown_with_its_line_a_caret_and_a_remedy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, dict(BAD))
    monkeypatch.chdir(tmp_path)

    assert run(["check"]) == 1

    out, err = capsys.readouterr()
    assert (
        out
        == """\
error[dates-have-times]: published: '2026-03-01' is a date without a time
  --> episodes/001-rag-paper.yaml:2:12
   |
 2 | published: 2026-03-01
   |            ^
  = help: add the time of day: 2026-03-01 18:00
  = more: feed-builder rule dates-have-times

error[values-fit]: season: '0' is not a whole number
  --> episodes/001-rag-paper.yaml:3:9
   |
 3 | season: 0
   |         ^
  = help: write 1, 2, 3 …
  = more: feed-builder rule values-fit

"""
    )
    assert err == "Found 2 errors\n"


def test_a_problem_in_a_word_document_is_shown_with_its_paragraph(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "talk.docx"
    document.write_bytes(a_word_document("Host: Nora", "Nora: Hello.", "Rag: old."))

    run(["transcript", str(document)])

    shown = " 3 | Rag: old.\n   | ^\n"
    assert shown in capsys.readouterr().out


def test_a_broken_word_document_is_not_shown(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "podcast.yaml").write_bytes(b"PK\x03\x04\xff")

    run(["check"])

    assert " | " not in capsys.readouterr().out


def test_a_problem_can_be_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, dict(BAD))
    monkeypatch.chdir(tmp_path)

    run(["check", "-q", "--format", "concise"])

    assert capsys.readouterr().out.splitlines()[1] == (
        "episodes/001-rag-paper.yaml:3:9: error[values-fit] "
        "season: '0' is not a whole number"
    )


def test_github_gets_annotations_without_being_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, dict(BAD))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    run(["build"])

    assert capsys.readouterr().out.splitlines()[1] == (
        "::error title=feed-builder (values-fit),file=episodes/001-rag-paper.yaml,"
        "line=3,col=9::season: '0' is not a whole number%0Ahelp: write 1, 2, 3 …"
    )


def test_a_report_for_machines_is_as_the_reference_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, dict(BAD))
    monkeypatch.chdir(tmp_path)

    assert run(["build", "--format", "json"]) == 1

    out, err = capsys.readouterr()
    report = json.loads(out)
    schema = json.loads((REPOSITORY / "docs/schema/report.schema.json").read_text())
    validate(report, schema)
    assert err == ""
    assert report["counts"] == {"error": 2, "warning": 0, "note": 0}
    assert report["problems"][1] == {
        "rule": "values-fit",
        "severity": "error",
        "path": "episodes/001-rag-paper.yaml",
        "line": 3,
        "column": 9,
        "message": "season: '0' is not a whole number",
        "hint": "write 1, 2, 3 …",
    }


def test_a_report_can_be_sarif(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, dict(BAD))
    monkeypatch.chdir(tmp_path)

    assert run(["check", "--format", "sarif"]) == 1

    out, err = capsys.readouterr()
    (found,) = json.loads(out)["runs"]
    assert [r["ruleId"] for r in found["results"]] == ["dates-have-times", "values-fit"]
    assert err == ""


def two_hundred(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A show of two hundred episodes with the same fault, the last of them a worse."""
    episodes: dict[str, str | bytes | Path | None] = {}
    for number in range(1, 201):
        day = f"{2000 + number // 28}-02-{number % 28 + 1:02}"
        text = f"title: Number {number}\npublished: {day} 18:00\n"
        episodes[f"episodes/{number:03}.yaml"] = text
        episodes[f"audio/{number:03}.mp3"] = TONE
        if number == 200:
            episodes[f"episodes/{number}.yaml"] = f"{text}sesaon: 1\n"
    a_project(folder, {"episodes/001-rag-paper.yaml": None, **episodes})
    (folder / "audio/001-rag-paper.mp3").unlink()
    monkeypatch.chdir(folder)


def test_a_rule_broken_in_many_episodes_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    two_hundred(tmp_path, monkeypatch)

    assert run(["check", "--format", "concise"]) == 1

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "episodes/001.yaml:1:8: warning[summary-present] 001 has no summary "
        "(and 198 more; -v shows them)",
        "episodes/200.yaml:3:1: error[known-keys] `sesaon` is not a key",
    ]
    assert err == "Found 1 error, 199 warnings\n"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--format", "concise", "-v"], 200),
        (["--format", "github"], 200),
        (["--format", "full"], 2),
    ],
)
def test_all_of_them_are_there_for_who_asks(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    count: int,
) -> None:
    two_hundred(tmp_path, monkeypatch)

    run(["check", *options])

    out = capsys.readouterr().out
    assert out.count("summary-present") + out.count("known-keys") in (count, 2 * count)


def test_other_directories_can_be_insisted_on_for_once(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = PODCAST_YAML.replace("owner: {email: nora@paper.example}\n", "")
    (show / "podcast.yaml").write_text(text)

    assert run(["check"]) == 0
    assert run(["check", "--directory", "apple"]) == 0
    assert run(["check", "--directory", "apple", "--directory", "youtube"]) == 1
    assert "error[owner-given]" in capsys.readouterr().out


def test_a_directory_nobody_knows_is_a_mistake_in_the_yaml(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "podcast.yaml").write_text(PODCAST_YAML + "directories: [apple, spotfy]\n")

    assert run(["check", "--format", "concise"]) == 1

    assert capsys.readouterr().out == (
        "podcast.yaml:11:22: error[values-fit] directories: 'spotfy' is none of "
        "apple, spotify, amazon, youtube, psp-1\n"
    )


def test_a_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule", "owner-given"]) == 0

    out = capsys.readouterr().out
    assert out.startswith(
        "owner-given\n\nThe feed names an owner with an e-mail address.\n"
    )
    assert "How severe: warning; in `check` an error for amazon, youtube" in out
    assert "ignore: {owner-given: your reason}" in out


def test_all_rules_are_listed_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rule"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(BOOK)
    assert lines[0] == "artwork-present            The show has artwork."


def test_strict_makes_a_warning_fail(show: Path) -> None:
    (show / "audio/stray.mp3").write_bytes(TONE.read_bytes())

    assert run(["check"]) == 0
    assert run(["check", "--strict"]) == 1


def test_a_show_elsewhere_is_named_with_c(tmp_path: Path) -> None:
    a_project(tmp_path / "show", {})

    assert run(["-C", str(tmp_path / "show"), "build", "-q"]) == 0
    assert run(["build", "-C", str(tmp_path / "show"), "-q"]) == 0
    assert (tmp_path / "show/output/feed.xml").exists()


def test_a_show_is_found_from_a_folder_in_it(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(show / "episodes")

    assert run(["build", "-q"]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build"], "there is no podcast.yaml here"),
        (["built"], "There is no command 'built'. Did you mean 'build'?"),
        (["build", "--formt", "json"], "No such option"),
        (["-q", "build"], "behind the command: feed-builder build -q"),
        (["--format", "json", "check"], "feed-builder check --format"),
        (["build", "."], "A show's folder stands behind -C: -C ."),
        (["build", "absent"], "Got unexpected extra argument (absent)\n"),
        (["build", "--now", "tomorrow"], "is not a date like"),
        (["check", "--directory", "aple"], "Did you mean 'apple'?"),
        (["check", "--directory", "x"], "is not one of"),
        (["rule", "chapter-fit"], "did you mean 'chapters-fit'?"),
        (["rule", "x"], "there is no rule 'x'"),
        (["transcript"], "Missing argument 'FILE'"),
        (["transcript", "absent.txt"], "does not exist"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_why(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)

    assert run(arguments) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert message in err


def test_a_full_disk_ends_with_2_and_harms_nothing(
    show: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device", "output/x")

    monkeypatch.setattr("feed_builder.publish._make", full)

    assert run(["build"]) == 2
    assert "No space left on device" in capsys.readouterr().err


def test_a_bug_ends_with_101_and_one_friendly_line(
    show: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr("feed_builder.pipeline.build", broken)

    assert run(["build"]) == 101
    err = capsys.readouterr().err
    assert "this is a bug in feed-builder: ZeroDivisionError: oops" in err
    assert "Traceback" not in err

    assert run(["build", "--debug"]) == 101
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_ends_with_130(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("feed_builder.pipeline.build", interrupted)

    assert run(["build"]) == 130


def test_colours_are_for_terminals_and_can_be_asked_for(
    show: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "podcast.yaml").write_text(PODCAST_YAML + "x: 1")
    run(["check"])
    assert "\x1b[" not in capsys.readouterr().out

    monkeypatch.setenv("FORCE_COLOR", "1")
    run(["check"])
    assert "\x1b[" in capsys.readouterr().out


def test_a_file_cannot_steer_the_terminal(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/001-rag-paper.yaml").write_bytes(b"titel: \x1b]0;owned\x07")

    run(["check"])

    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["build", "-h"], ["-V"]])
def test_help_and_version_are_results(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([command, "--help"]) == 0
    assert COMMANDS[command].rstrip(".") in capsys.readouterr().out


def test_a_transcript_is_understood_as_its_show_would_have_it(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sections = "sections: [{key: film, title: Film, headings: [Film], kind: text}]\n"
    (show / "podcast.yaml").write_text(PODCAST_YAML + sections)
    (show / "episodes/001-rag-paper.yaml").write_text("guests: [Ada Moss]\n")
    document = show / "episodes/001-rag-paper.txt"
    document.write_text("NQ: Hello.\nAM: Hello.\n\nFilm\nThe Third Man\n")

    assert run(["transcript", "-v", str(document)]) == 0

    out = capsys.readouterr().out
    assert "  NQ: Nora Quill, 1 turn\n" in out
    assert "  AM: Ada Moss, 1 turn\n" in out
    assert "  Film (film)\n    The Third Man\n" in out


def test_a_transcript_is_shown_though_its_show_has_mistakes(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "podcast.yaml").write_text("title: [")
    document = show / "episodes/001-rag-paper.txt"
    document.write_text("Host: Nora Quill\n\nNQ: Hello.\nNQ: Bye.\n")

    assert run(["transcript", str(document)]) == 0

    out = capsys.readouterr().out
    assert "  NQ: Nora Quill, 2 turns\n" in out
    assert "warning[yaml-syntax]" in out
