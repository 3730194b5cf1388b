"""Whenever a signal ends the program, it ends at once, and without a word."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from .builders import PODCAST_YAML, a_project
from .test_spreading import IN_FRONT
from .test_unchanged import rested

REPOSITORY = Path(__file__).parent.parent
#: Runs the program again and again, and sends it a signal when Python has told for the
#: n-th time what it does: each import, for one, and each file that is opened.
SIGNALLED = """
import os, sys
from feed_builder.__main__ import main

number, growth = int(sys.argv.pop(1)), float(sys.argv.pop(1))

def begin(moment):
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    count = iter(range(1, moment))
    def told(event, _):
        if event != "os.kill" and next(count, None) is None:
            os.kill(os.getpid(), number)
    sys.addaudithook(told)
    main()

moment, code = 1, None
while code != 0:
    child = os.fork()
    if not child:
        begin(moment)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(moment, code, flush=True)
    moment = int(moment * growth) + 1
"""


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show that has come to rest, and was built."""
    folder = tmp_path_factory.mktemp("show")
    a_project(folder, {"podcast.yaml": PODCAST_YAML + "search: false\n"})
    rested(folder)
    subprocess.run(
        [sys.executable, "-m", "feed_builder", "build", "-q"],
        cwd=folder,
        env={"PYTHONPATH": str(REPOSITORY)},
        check=True,
    )
    return folder


@pytest.mark.parametrize(
    "words", ["--version", "--help", "build -q", "build -q --format full", "rule"]
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_at_any_moment_ends_the_program_silently(
    show: Path, words: str, number: signal.Signals
) -> None:
    program = [sys.executable, "-c", SIGNALLED, str(int(number)), "1.3"]

    run = subprocess.run(
        [sys.executable, "-c", IN_FRONT, *program, *words.split()],
        cwd=show,
        env={"PYTHONPATH": str(REPOSITORY)},
        capture_output=True,
        text=True,
        timeout=60,
    )

    codes = [int(line.split()[1]) for line in run.stdout.splitlines()]
    assert run.stderr.strip() == ""
    assert len(codes) > 3
    assert codes == [128 + number] * (len(codes) - 1) + [0]
