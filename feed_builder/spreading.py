"""Work on many items, spread over processes where that is faster."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")

#: Fewer items are done before a second process would have begun.
FEW = 64
#: What asks a program to end.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_DIE_WITH_PARENT = 1  # Linux's PR_SET_PDEATHSIG
#: So many pieces for each process keep all of them busy to the end.
_PIECES = 8


def all_jobs() -> int:
    """As many processes as this one may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def spread(
    work: Callable[[_T], _R], items: Sequence[_T], jobs: int | None
) -> Iterator[_R]:
    """What ``work`` gives for each of the items, in their order.

    With ``jobs`` processes (None: as many as there are processors) the work
    itself is inherited, not sent; only its results travel, which must be picklable. An
    error in one of them is raised here.
    """
    jobs = min(jobs or all_jobs(), -(-len(items) // FEW))
    if jobs < 2 or sys.platform != "linux":  # forking is not safe on a Mac
        yield from map(work, items)
    else:
        yield from _over_processes(work, items, jobs)


def _over_processes(
    work: Callable[[_T], _R], items: Sequence[_T], jobs: int
) -> Iterator[_R]:
    # Late: a few items are done before these have been imported.
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    size = -(-len(items) // (jobs * _PIECES))
    starts = range(0, len(items), size)
    pieces = [range(at, min(at + size, len(items))) for at in starts]
    _INHERITED[:] = [work, items]
    gc.freeze()  # to look for garbage there would copy the memory that they share
    try:
        begin = partial(_begin, os.getpid())
        with ProcessPoolExecutor(jobs, get_context("fork"), begin) as pool:
            try:
                with _undisturbed():
                    done = [pool.submit(_done, piece) for piece in pieces]
                for results in done:
                    yield from results.result()
            except BaseException:  # nobody waits for what is not wanted any more
                for process in active_children():
                    process.kill()
                raise
    finally:
        gc.unfreeze()
        _INHERITED.clear()


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let a signal wait until processes have begun, and are known to have."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


#: What the processes find in their copy of our memory: the work and all its items.
_INHERITED: list[Any] = []


def _begin(parent: int) -> None:
    """Leave it to the process that asked to be ended, and do not outlive it."""
    for each in ENDING:
        signal.signal(each, signal.SIG_IGN)
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it has ended before
        os._exit(1)


def _done(piece: range) -> list[Any]:
    work, items = _INHERITED
    return [work(items[index]) for index in piece]
