"""In cron, nothing to do means nothing said and nothing touched; a log gets a line."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from feed_builder.cli import run

from .builders import TONE, a_project
from .test_unchanged import rested

COMMAND = [sys.executable, "-m", "feed_builder"]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A show that has come to rest, was built, and is the current folder."""
    later = "title: Later\npublished: 2099-01-01 18:00\n"
    a_project(tmp_path, {"episodes/002.yaml": later, "audio/002.mp3": TONE})
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    rested(tmp_path)
    assert run(["build", "-q"]) == 0
    return tmp_path


def _states(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """Every file and folder, with our own: which it is, and when it was changed."""
    stats = {path: path.lstat() for path in (folder, *folder.rglob("*"))}
    return {p: (s.st_ino, s.st_mtime_ns, s.st_ctime_ns) for p, s in stats.items()}


@pytest.mark.parametrize("options", ["-q", "--quiet", "-q -v", "", "-q --format json"])
def test_a_build_with_nothing_to_do_touches_nothing(show: Path, options: str) -> None:
    before = _states(show)

    ended = subprocess.run(
        [*COMMAND, "build", *options.split()], capture_output=True, text=True
    )

    assert _states(show) == before
    assert ended.returncode == 0
    if options in ("-q", "--quiet", "-q -v"):
        assert (ended.stdout, ended.stderr) == ("", "")


def test_a_program_gets_a_run_in_a_line(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["build", "-q", "--format", "json"]) == 0

    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert json.loads(out)["written"] == []
    assert err == ""


def test_a_log_gets_a_run_in_a_line(
    show: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (show / "episodes/003.yaml").write_text(
        "title: Draft\naudio: 002.mp3\ndraft: true\n"
    )

    assert run(["build", "--format", "concise"]) == 0

    *problems, last = capsys.readouterr().err.splitlines()
    assert all("warning[" in problem for problem in problems)
    assert last.startswith("Nothing has changed: 1 episode, ")
    assert "; Held back until 2099-01-01 18:00 GMT: Later; " in last
    assert "; Drafts, not published: 003" in last


@pytest.mark.parametrize("arguments", ["--help", "build -h", "rule", "status"])
def test_who_has_read_enough_is_not_told_of_it(show: Path, arguments: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)

    ended = subprocess.run(
        [*COMMAND, *arguments.split()], stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)

    assert (ended.returncode, ended.stderr) == (2, b"")


@pytest.mark.parametrize("arguments", ["--version", "build", "status", "rule"])
def test_what_cannot_be_told_to_anybody_is_done_all_the_same(
    show: Path, arguments: str
) -> None:
    (show / "output/index.html").unlink()
    closing = f"exec {sys.executable} -m feed_builder {arguments} <&- >&- 2>&-"

    assert subprocess.run(["/bin/sh", "-c", closing]).returncode == 0
    assert (show / "output/index.html").exists() == (arguments == "build")
