"""The program starts fast: what is told at the door, and what is imported for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import pytest

from feed_builder import __version__
from feed_builder.cli import program, run
from feed_builder.overview import OPTIONS, overview

from .builders import a_project
from .test_unchanged import rested

REPOSITORY = Path(__file__).parent.parent
MAIN = "import sys; from feed_builder.__main__ import main; main()"
#: Says at the end, on a line of its own, what was imported.
TELLING = """
import atexit, sys
before = {*sys.modules}
atexit.register(lambda: print(*sys.modules.keys() - before, file=sys.stderr))
"""
#: Python 3.13 and later import a few others of its own library; these are slow ones.
SLOW = set("click dataclasses inspect pathlib traceback typing urllib.parse".split())


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show that has come to rest, and was built."""
    folder = tmp_path / "show"
    a_project(folder, {})
    rested(folder)
    _started(["build", "-q"], folder)
    return folder


def _started(
    arguments: Sequence[str], folder: Path, before: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", before + MAIN, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )


def _imported(arguments: Sequence[str], folder: Path) -> set[str]:
    """The modules that are imported for it beside those of Python's own start."""
    told = _started(arguments, folder, TELLING).stderr
    return set(told.splitlines()[-1].split())


def _ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.partition(".")[0] == "feed_builder"}


@pytest.mark.parametrize("option", ["--version", "-V", "--help", "-h"])
def test_what_needs_no_parser_is_told_at_the_door(tmp_path: Path, option: str) -> None:
    modules = _imported([option], tmp_path)

    assert _ours(modules) == {
        "feed_builder",
        "feed_builder.__main__",
        "feed_builder.overview",
    }
    assert not modules & (SLOW | {"collections", "datetime", "enum", "json", "re"})


@pytest.mark.parametrize(
    ("words", "place"), [("build -q", ""), ("-C show build --quiet", "..")]
)
def test_a_quiet_build_without_changes_is_known_at_the_door(
    show: Path, words: str, place: str
) -> None:
    _started(words.split(), show / place)  # from elsewhere its paths are others

    modules = _imported(words.split(), show / place)

    assert _ours(modules) == {
        "feed_builder",
        "feed_builder.__main__",
        "feed_builder.looking",
        "feed_builder.traces",
        "feed_builder.unchanged",
    }
    # pathlib imports urllib.parse before Python 3.13.
    assert not modules & (SLOW - {"pathlib", "urllib.parse"})


def test_any_other_build_without_changes_reads_nothing(show: Path) -> None:
    modules = _imported(["build"], show)

    assert _ours(modules) == {
        "feed_builder",
        "feed_builder.__main__",
        "feed_builder.cli",
        "feed_builder.commands",
        "feed_builder.commands.build",
        "feed_builder.commands.options",
        "feed_builder.languages",
        "feed_builder.looking",
        "feed_builder.overview",
        "feed_builder.pipeline",
        "feed_builder.problems",
        "feed_builder.project",
        "feed_builder.telling",
        "feed_builder.telling.problems",
        "feed_builder.telling.report",
        "feed_builder.terminal",
        "feed_builder.traces",
        "feed_builder.unchanged",
    }
    others = {name.partition(".")[0] for name in modules - _ours(modules)}
    assert others - sys.stdlib_module_names == {"click"}


def test_the_door_and_the_parser_tell_the_same(
    capsys: pytest.CaptureFixture[str],
) -> None:
    context = click.Context(program, **program.context_settings)
    options = (p.get_help_record(context) for p in program.get_params(context))
    assert [*options] == [*OPTIONS.items()]

    run(["-C", ".", "--help"])
    assert capsys.readouterr().out == f"{overview()}\n"
    assert _started(["--help"], Path()).stdout == f"{overview()}\n"

    run(["-C", ".", "--version"])
    assert capsys.readouterr().out == f"feed-builder {__version__}\n"
    assert _started(["--version"], Path()).stdout == f"feed-builder {__version__}\n"


def test_python_m_is_the_same_program() -> None:
    told = subprocess.run(
        [sys.executable, "-m", "feed_builder", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    )

    assert told.stdout == f"feed-builder {__version__}\n"


def test_a_quiet_build_after_a_change_is_done(show: Path) -> None:
    episode = show / "episodes/001-rag-paper.yaml"
    episode.write_text(episode.read_text().replace("Rag", "Fig"))

    told = _started(["build", "-q"], show)

    assert (told.stdout, told.stderr) == ("", "")
    assert "<title>Fig" in (show / "output/feed.xml").read_text()
