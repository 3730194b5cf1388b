"""What was learned from files, kept until one of them is another file."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from time import time_ns

from .traces import DIGITS, TICK, State, digest_of, state_of

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
        self._is_made = False
        self._began = time_ns() - TICK

    def seen(self, paths: Iterable[str]) -> tuple[Seen, ...] | None:
        """These files as they are; None if one of them changed since this run began."""
        found = [(path, state_of(path)) for path in paths]
        if any(state and state[3] >= self._began for _, state in found):
            return None
        return tuple(
            Seen(path=path, state=state, digest=_digest_if_small(path, state))
            for path, state in found
        )

    def path(self, name: str) -> Path:
        """Where what is kept by this name lies."""
        return self._folder / _file_name(name)

    def recall(self, name: str, digest: str | None = None) -> memoryview | None:
        """What is kept by this name, if it is there and whole; and has this digest."""
        try:
            kept = memoryview(self.path(name).read_bytes())
        except OSError:
            return None
        known, data = bytes(kept[:DIGITS]), kept[DIGITS:]
        if digest is not None and known != digest.encode():
            return None
        return data if known == digest_of(data).encode() else None

    def keep(self, name: str, pieces: Iterable[bytes | memoryview]) -> str | None:
        """Keep these as one; gives its digest, or None where that is not possible."""
        path = self.path(name)
        new = path.with_suffix(f".{os.getpid()}")
        hashed = sha256()
        with suppress(OSError):
            self._make_folder()
            with new.open("wb") as file:
                file.write(bytes(DIGITS))
                for piece in pieces:
                    hashed.update(piece)
                    file.write(piece)
                digest = hashed.hexdigest()[:DIGITS]
                file.seek(0)
                file.write(digest.encode())
            new.replace(path)
            return digest
        return None

    def _make_folder(self) -> None:
        if not self._is_made:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._is_made = True

    def forget_all_but(self, names: Iterable[str]) -> None:
        """Remove what is kept by any other name."""
        kept = set(map(_file_name, names))
        with suppress(OSError), os.scandir(self._folder) as found:
            for entry in found:
                if entry.name not in kept:
                    (self._folder / entry.name).unlink()


def _file_name(name: str) -> str:
    return digest_of(name.encode("utf-8", "surrogatepass"))


def _digest_if_small(path: str, state: State | None) -> str | None:
    return _digest(path) if state and state[1] <= SMALL else None


def _digest(path: str) -> str | None:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - two times an episode
            return digest_of(file.read())
    except OSError:
        return None
