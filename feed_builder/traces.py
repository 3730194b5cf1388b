"""How files are, and whether they are still so: by inode, size and times.

It is all that a build with nothing to do needs, so it imports little.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

#: What tells that a file is the one that was read: no copy, checkout or restored backup
#: has the inode and its time of change of another file, whatever its clock says.
State = tuple[int, int, int, int]
#: Files carry the time of the system's last tick; a little more than one, in ns.
TICK = 20_000_000
#: Folders of which nothing is seen: our own, and one that Python makes.
UNSEEN = frozenset({".feed-builder", "__pycache__"})


def trace(folders: Iterable[Path], files: Iterable[Path]) -> tuple[str, int]:
    """A digest of how these files are, there or not; when the last of them changed."""
    seen: list[str] = []
    changed = 0
    for path in files:
        try:
            changed = max(changed, _note(seen, str(path), path.stat()))
        except OSError:
            seen.append(f"{path} is not there")
    for folder in folders:
        changed = max(changed, _walk(folder, seen))
    return digest_of("\0".join(seen).encode("utf-8", "replace")), changed


@cache
def program() -> str:
    """Another version, or another state of the code, builds anew."""
    package = Path(__file__).parent
    themes = (package / "templates", package.parent / "templates")
    return trace((package, *themes), ())[0]


def state_of(path: Path | str) -> State | None:
    """The inode, size and times of the file; None if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - ten thousand times a run
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def digest_of(data: bytes | memoryview) -> str:
    """A digest that tells any two contents apart."""
    return sha256(data).hexdigest()[:32]


def _walk(folder: Path | str, seen: list[str]) -> int:
    try:
        # Names come and go with a change of their folder, and it knows when.
        changed = os.stat(folder).st_ctime_ns  # noqa: PTH116 - thousands a run
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError:
        seen.append(f"{folder} is not there")
        return 0
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in UNSEEN:
                seen.append(entry.path)
                changed = max(changed, _walk(entry.path, seen))
        else:
            stat = entry.stat(follow_symlinks=not _leads_nowhere(entry))
            changed = max(changed, _note(seen, entry.name, stat))
    return changed


def _leads_nowhere(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() and not Path(entry.path).exists()


def _note(seen: list[str], name: str, stat: os.stat_result) -> int:
    changed = stat.st_ctime_ns
    seen.append(f"{name} {stat.st_ino} {stat.st_size} {stat.st_mtime_ns} {changed}")
    return changed
