"""A command in; the seconds that it takes and the most memory that it holds out."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Event, Thread
from time import perf_counter

import psutil


@dataclass(frozen=True, slots=True)
class Measure:
    """Seconds from start to end; ``busy`` are those that processors worked for it.

    ``peak`` is the most memory in bytes that all its processes held together.
    """

    seconds: float
    busy: float = 0
    peak: int = 0


class FailedError(Exception):
    """A command that was to be measured did not end well; this is what it said."""


def measured(command: Sequence[str], folder: Path) -> Measure:
    """One run of a command in a folder."""
    with TemporaryFile() as said:
        began, busy = perf_counter(), _busy()
        with subprocess.Popen(command, cwd=folder, stdout=said, stderr=said) as process:
            watch = _Watch(process.pid)
            watch.start()
            code = process.wait()
            seconds = perf_counter() - began
            watch.end()
        if code:
            said.seek(0)
            text = said.read().decode(errors="replace")
            raise FailedError(f"{' '.join(command)} ended with {code}:\n{text}")
    return Measure(seconds, _busy() - busy, watch.peak)


def started(command: Sequence[str], folder: Path, times: int) -> list[float]:
    """The seconds of each of these runs, with nothing else that is measured."""
    return [_seconds(command, folder) for _ in range(times)]


def settled() -> None:
    """Let the disk finish what was written before, which is nobody's time."""
    if hasattr(os, "sync"):
        os.sync()


def _busy() -> float:
    """Seconds that processors worked for the processes that this one has waited for."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _seconds(command: Sequence[str], folder: Path) -> float:
    began = perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return perf_counter() - began


class _Watch(Thread):
    """Samples the memory of a process and all those that it started."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._process = process
        self._ended = Event()

    def run(self) -> None:
        began, pause = perf_counter(), 0.0
        while not self._ended.wait(pause):
            self.peak = max(self.peak, sum(_memory_of_all(self._process)))
            # Often at first, so that a short run is seen; then seldom, because looking
            # takes time from two cores.
            pause = min(0.1, max(0.01, (perf_counter() - began) / 10))

    def end(self) -> None:
        self._ended.set()
        self.join()


def _memory_of_all(process: int) -> Iterator[int]:
    try:
        parent = psutil.Process(process)
        everybody = [parent, *parent.children(recursive=True)]
    except psutil.Error:
        return
    for one in everybody:
        try:
            yield _memory(one.pid)
        except (psutil.Error, OSError):  # it has ended meanwhile
            continue


def _proportional(process: int) -> int:
    """What it holds in bytes; what is shared is shared out (Linux's PSS)."""
    for line in Path(f"/proc/{process}/smaps_rollup").read_bytes().splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) << 10
    return 0


def _resident(process: int) -> int:
    return int(psutil.Process(process).memory_info().rss)


_memory: Callable[[int], int] = _proportional if psutil.LINUX else _resident
