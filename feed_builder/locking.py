"""One builder at a time: another one is waited for briefly, and then named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from .problems import CannotRunError

#: How long a second builder waits for the first one, in seconds.
PATIENCE = 10
_PROC = Path("/proc")


@contextmanager
def alone(folder: Path, file: Path) -> Iterator[None]:
    """Write to the folder while nobody else does, which this file in it tells.

    A builder that was killed holds nothing any more.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(file)
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        message = f"another build{_holder(file)} is writing to {folder}"
        raise CannotRunError(message, hint="try again when it is done") from None
    try:
        yield
    finally:
        lock.release()


def _holder(file: Path) -> str:
    """Who holds the lock, and since when; nothing where the system does not tell."""
    try:
        process = _process_of(str(file.stat().st_ino))
        return f" (process {process}, for {_span(_age(process))})" if process else ""
    except (OSError, ValueError, LookupError):  # no Linux, or it has ended meanwhile
        return ""


def _process_of(inode: str) -> str | None:
    """The process that locks the file with this inode; see proc_locks(5)."""
    for line in (_PROC / "locks").read_text(encoding="ascii").splitlines():
        _, kind, _, _, process, place, *_ = line.split()
        if kind == "FLOCK" and place.rpartition(":")[2] == inode:
            return process
    return None


def _age(process: str) -> float:
    """Seconds since it began; see proc_pid_stat(5), whose name may hold anything."""
    stat = (_PROC / process / "stat").read_text(encoding="utf-8", errors="replace")
    ticks = int(stat.rpartition(")")[2].split()[19])
    uptime, _ = (_PROC / "uptime").read_text(encoding="ascii").split()
    return float(uptime) - ticks / os.sysconf("SC_CLK_TCK")


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
