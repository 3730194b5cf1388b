"""Work spread over processes gives what it gives one by one."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from feed_builder.cli import run
from feed_builder.problems import Location, Problem, Severity
from feed_builder.render.theme import TemplateProblem
from feed_builder.spreading import FEW, all_jobs, spread

from .builders import PODCAST_YAML, a_project
from .test_unchanged import rested


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, FEW, FEW + 1, 5 * FEW + 3])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    items = [f"{number}" for number in range(count)]
    assert list(spread(lambda item: item + "!", items, jobs)) == [
        f"{i}!" for i in items
    ]


@pytest.mark.skipif("sys.platform != 'linux'", reason="forks on Linux only")
def test_many_items_are_done_by_other_processes_and_few_by_this_one() -> None:
    many = set(spread(lambda _: os.getpid(), range(4 * FEW), 2))
    assert os.getpid() not in many
    assert set(spread(lambda _: os.getpid(), range(FEW), 2)) == {os.getpid()}


def test_an_error_in_one_process_is_raised_here_as_it_was() -> None:
    problem = Problem(
        rule="template-renders",
        severity=Severity.ERROR,
        message="no such word",
        location=Location(path=Path("home.html"), line=3),
    )

    def work(number: int) -> int:
        if number == 100:
            raise TemplateProblem(problem)
        return number

    with pytest.raises(TemplateProblem, match="no such word") as raised:
        list(spread(work, range(4 * FEW), 2))
    assert raised.value.problem == problem


def test_there_is_always_somebody_to_work() -> None:
    assert all_jobs() >= 1


def test_a_big_show_has_the_same_bytes_from_one_process_and_from_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_project(tmp_path, _episodes(2 * FEW))
    monkeypatch.chdir(tmp_path)
    codes = [run(["build", "-q", "-o", f"out{n}", "-j", str(n)]) for n in (1, 2)]

    one, two = (_files(tmp_path / f"out{n}") for n in (1, 2))

    assert codes[0] == codes[1] == 0
    assert len(one) > 4 * FEW
    assert one == two


def test_a_big_live_show_is_judged_by_its_ledger_the_same_in_two_processes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shows = []
    for jobs in (1, 2):
        folder = tmp_path / f"{jobs}" / "show"
        live = {"podcast.yaml": f"{PODCAST_YAML}live: true\n"}
        a_project(folder, _episodes(2 * FEW) | live)
        rested(folder)
        monkeypatch.chdir(folder)
        build = ["build", "-q", "-j", str(jobs), "--now"]
        for now in ("2026-02-01", "2026-02-02"):  # the ledger is new to the second one
            assert run([*build, now]) == 0
        shows.append(_files(folder / "output") | _files(folder / "episodes"))
        shows[-1]["ledger"] = (folder / "published.json").read_bytes()

    assert len(shows[0]) > 4 * FEW
    assert shows[0] == shows[1]


def _episodes(count: int) -> dict[str, str]:
    files = {}
    for number in range(count):
        files[f"episodes/{number:03}.txt"] = f"Hosts: Ann Lee\n\nAL: Hello {number}.\n"
        files[f"episodes/{number:03}.yaml"] = (
            f"title: About {number}\n"
            f"published: 2026-01-01T00:{number // 60:02}:{number % 60:02}Z\n"
            f"audio: {{url: https://cdn.example/{number}, length: 9, duration: 60}}\n"
        )
    return files


def _files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".feed-builder" not in path.parts
    }


#: Runs a command as a terminal does, also where the tests run in the background, or
#: under nohup: there it would be told to ignore some signals.
IN_FRONT = (
    "import os, signal, sys\n"
    "for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):\n"
    "    signal.signal(each, signal.SIG_DFL)\n"
    "os.execv(sys.argv[1], sys.argv[1:])"
)
ENDED = [
    (signal.SIGINT, 130),
    (signal.SIGTERM, 128 + signal.SIGTERM),
    (signal.SIGHUP, 128 + signal.SIGHUP),
]


@pytest.mark.parametrize("to_all", [False, True], ids=["it", "all its processes"])
@pytest.mark.parametrize(("ending", "code"), ENDED)
def test_a_build_that_is_ended_leaves_nothing_half_done(
    tmp_path: Path, ending: signal.Signals, code: int, to_all: bool
) -> None:
    a_project(tmp_path, _episodes(6 * FEW))
    command = [sys.executable, "-m", "feed_builder", "-C", str(tmp_path), "build"]
    staging = tmp_path / "output/.feed-builder/staging"
    in_front = [sys.executable, "-c", IN_FRONT, *command, "-j", "2"]
    with subprocess.Popen(
        in_front, stderr=subprocess.PIPE, text=True, process_group=0
    ) as build:
        while build.poll() is None and not staging.exists():
            time.sleep(0.01)
        (os.killpg if to_all else os.kill)(build.pid, ending)
        _, told = build.communicate()

    assert (build.returncode, told.strip()) == (code, "")
    assert not staging.exists()
    assert not (tmp_path / "output/feed.xml").exists()
    assert subprocess.run(command, check=False).returncode == 0
    assert (tmp_path / "output/feed.xml").exists()


@pytest.mark.skipif("sys.platform != 'linux'", reason="forks on Linux only")
def test_a_process_that_has_just_begun_is_ended_too() -> None:
    code = """
import os, signal, sys, time
from multiprocessing.context import ForkProcess
from feed_builder import spreading

start = ForkProcess.start

def interrupted(process):
    start(process)
    os.kill(os.getpid(), signal.SIGTERM)

ForkProcess.start = interrupted
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
list(spreading.spread(time.sleep, [60] * 200, 2))
"""

    assert subprocess.run([sys.executable, "-c", code], timeout=30).returncode == 143


@pytest.mark.skipif("sys.platform != 'linux'", reason="forks on Linux only")
def test_a_process_whose_parent_has_ended_before_it_began_ends_too() -> None:
    code = """
import os, time
from multiprocessing.context import ForkProcess
from feed_builder import spreading

start, begin = ForkProcess.start, spreading._begin

def ended(process):
    start(process)
    os._exit(7)

def late(*parent):
    time.sleep(0.3)
    begin(*parent)

ForkProcess.start, spreading._begin = ended, late
list(spreading.spread(time.sleep, [60] * 200, 2))
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, process_group=0
    ) as ended:
        try:
            ended.communicate(timeout=20)  # until nobody holds its end of the pipe
        finally:
            with suppress(ProcessLookupError):
                os.killpg(ended.pid, signal.SIGKILL)

    assert ended.returncode == 7


def test_who_asked_not_to_be_hung_up_on_is_not(tmp_path: Path) -> None:
    code = """
import os, signal
from feed_builder import cli

signal.signal(signal.SIGHUP, signal.SIG_IGN)
cli.run = lambda *_, **__: os.kill(os.getpid(), signal.SIGHUP) or 0
raise SystemExit(cli.main())
"""

    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
