"""What is already known about audio that has not changed: to hash it takes long."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

#: What tells that a file is the one that was read: no copy, checkout or restored backup
#: has the inode and its time of change of another file, whatever its clock says.
State = tuple[int, int, int, int]


class Cache:
    """Digests by file, kept in the project's ``.feed-builder/``.

    One that is lost, damaged or another folder's only costs the time to read again;
    where it cannot be written, nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / ".feed-builder" / "audio.json"
        self._folder = folder
        self._past = _read(self._file)
        self._now: dict[str, tuple[State, str]] = {}

    def digest(self, path: Path, make: Callable[[Path], str]) -> str:
        """The digest that ``make`` gives of this file, or gave when it was the same."""
        name = os.path.relpath(path, self._folder)
        state = _state(path)
        known = self._past.get(name)
        digest = known[1] if known and known[0] == state else make(path)
        if _state(path) == state:  # else it was being written to
            self._now[name] = state, digest
        return digest

    def save(self) -> None:
        """Keep what this run has seen, for the next one."""
        if self._now == self._past:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(self._now, indent=0), encoding="utf-8")
            new.replace(self._file)


def _state(path: Path) -> State:
    stat = path.stat()
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _read(file: Path) -> dict[str, tuple[State, str]]:
    try:
        entries = json.loads(file.read_bytes()).items()
        return {
            str(name): ((int(a), int(b), int(c), int(d)), str(digest))
            for name, ((a, b, c, d), digest) in entries
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
