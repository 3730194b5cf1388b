"""What was learned from files, kept until one of them is another file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from time import time_ns

#: What tells that a file is the one that was read: no copy, checkout or restored backup
#: has the inode and its time of change of another file, whatever its clock says.
State = tuple[int, int, int, int]
#: Files carry the time of the system's last tick; a little more than one, in ns.
TICK = 20_000_000
#: Folders of which nothing is seen: our own, and one that Python makes.
UNSEEN = frozenset({".feed-builder", "__pycache__"})
#: Bytes up to which a file that seems to be another one is compared by what it holds.
SMALL = 1 << 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A file as it was when it was read; without ``state`` it was not there.

    ``digest`` is one of what it holds, if it is small.
    """

    path: str
    state: State | None
    digest: str | None = None

    @property
    def is_still_so(self) -> bool:
        """Whether it is the same file, or another one that holds the same."""
        state = state_of(self.path)
        if state == self.state:
            return True
        if state is None or self.state is None or self.digest is None:
            return False
        return state[1] == self.state[1] and _digest(self.path) == self.digest


class Cache:
    """Files by name in the project's ``.feed-builder/``, or in another ``folder``.

    One that is lost or damaged only costs the time to learn it again; where nothing can
    be written, nothing is kept. What changes while it is read is not remembered.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._began = time_ns() - TICK

    def seen(self, paths: Iterable[Path]) -> tuple[Seen, ...] | None:
        """These files as they are; None if one of them changed since this run began."""
        found = [(str(path), state_of(path)) for path in sorted(paths)]
        if any(state and state[3] >= self._began for _, state in found):
            return None
        return tuple(
            Seen(path=path, state=state, digest=_digest_if_small(path, state))
            for path, state in found
        )

    def path(self, name: str) -> Path:
        """Where what is kept by this name lies."""
        return self._folder / digest_of(name.encode("utf-8", "surrogatepass"))

    def recall(self, name: str, digest: str | None = None) -> bytes | None:
        """What is kept by this name, if it is there and whole; and has this digest."""
        try:
            known, _, data = self.path(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        if digest is not None and known != digest.encode():
            return None
        return data if known == digest_of(data).encode() else None

    def keep(self, name: str, data: bytes) -> str | None:
        """Keep it; gives its digest, or None where that is not possible."""
        path = self.path(name)
        new = path.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            digest = digest_of(data)
            new.write_bytes(digest.encode() + b"\n" + data)
            new.replace(path)
            return digest
        return None

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Remove what is kept by any other name."""
        kept = {self.path(name).name for name in names}
        with suppress(OSError):
            for path in self._folder.iterdir():
                if path.name not in kept:
                    path.unlink()


def state_of(path: Path | str) -> State | None:
    """The inode, size and times of the file; None if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - ten thousand times a run
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns


def _digest_if_small(path: str, state: State | None) -> str | None:
    return _digest(path) if state and state[1] <= SMALL else None


def _digest(path: str) -> str | None:
    try:
        return digest_of(Path(path).read_bytes())
    except OSError:
        return None


def digest_of(data: bytes) -> str:
    """A digest that tells any two contents apart."""
    return sha256(data).hexdigest()[:32]


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


def _walk(folder: Path | str, seen: list[str]) -> int:
    try:
        # Names come and go with a change of their folder, and it knows when.
        changed = Path(folder).stat().st_ctime_ns
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
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


@cache
def program() -> str:
    """Another version, or another state of the code, builds anew."""
    package = Path(__file__).parent
    themes = (package / "templates", package.parent / "templates")
    return trace((package, *themes), ())[0]
