"""How files are, and whether they are still so: by inode, size and times.

It is all that a build with nothing to do needs, so it imports little.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

#: What tells that a file is the one that was read: no copy, checkout or restored backup
#: has the inode and its time of change of another file, whatever its clock says.
State = tuple[int, int, int, int]
#: A digest of how some files are, and when the last of them changed, in ns.
Trace = tuple[str, int]
#: Files carry the time of the system's last tick; a little more than one, in ns.
TICK = 20_000_000
#: So many hexadecimal digits of a SHA-256 tell any two contents apart.
DIGITS = 32


def trace(files: Iterable[Path]) -> Trace:
    """How these files are, there or not."""
    seen: list[str] = []
    changed = 0
    for path in files:
        try:
            changed = max(changed, note(seen, str(path), path.stat()))
        except OSError:
            seen.append(f"{path} is not there")
    return digest_of_all(seen), changed


def note(seen: list[str], name: str, stat: os.stat_result) -> int:
    """Note how the file of this name is; gives when it changed."""
    changed = stat.st_ctime_ns
    seen.append(f"{name} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {changed}")
    return changed


def state_of(path: Path | str) -> State | None:
    """The inode, size and times of the file; None if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - ten thousand times a run
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def digest_of(data: bytes | memoryview) -> str:
    """A digest that tells any two contents apart."""
    return sha256(data).hexdigest()[:DIGITS]


def digest_of_all(texts: Iterable[str]) -> str:
    """A digest of texts that hold no null character, as names of files."""
    return digest_of("\0".join(texts).encode("utf-8", "replace"))
