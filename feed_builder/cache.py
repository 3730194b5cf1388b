"""What is already known about audio that has not changed: to hash it takes long."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

#: What tells that a file is the one that was read: no copy, checkout or restored backup
#: has the inode and its time of change of another file, whatever its clock says.
State = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """A digest of a file's sound; ``state`` is None if it was being written to."""

    path: Path
    state: State | None
    digest: str


class Cache:
    """Digests by file, kept in the project's ``.feed-builder/``.

    One that is lost, damaged or another folder's only costs the time to read again;
    where it cannot be written, nothing is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / ".feed-builder" / "audio.json"
        self._folder = folder
        self._past = _read(self._file)

    def sound(self, path: Path, make: Callable[[Path], str]) -> Sound:
        """The digest that ``make`` gives of this file, or gave when it was the same."""
        state = _state(path)
        known = self._past.get(self._name(path))
        digest = known[1] if known and known[0] == state else make(path)
        whole = _state(path) == state
        return Sound(path=path, state=state if whole else None, digest=digest)

    def keep(self, sounds: Iterable[Sound]) -> None:
        """Remember what this run has heard, and nothing else, for the next one."""
        now = {self._name(s.path): (s.state, s.digest) for s in sounds if s.state}
        if now == self._past:
            return
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(now, indent=0), encoding="utf-8")
            new.replace(self._file)

    def _name(self, path: Path) -> str:
        return os.path.relpath(path, self._folder)


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
