"""What is remembered, in the output folder, of the files that were published there."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec


class Record(NamedTuple):
    """A published file: the key by which it was made, its size and its time."""

    key: str
    size: int
    mtime_ns: int


class Made(NamedTuple):
    """What was made of one output: the key of all of it, and so many files.

    Their records lie packed until somebody asks for them: a show may have a hundred
    thousand.
    """

    key: str
    number: int
    packed: msgspec.Raw

    @property
    def files(self) -> dict[str, Record]:
        """Its files by path; none where the manifest was tampered with."""
        try:
            files = _FILES.decode(self.packed)
        except (ValueError, msgspec.MsgspecError):
            return {}
        return files if _are_below(files) else {}

    def is_whole(self, folder: Path) -> bool:
        """Whether all of its files are in ``folder`` as they were published."""
        return self.number > 0 and all(
            record == record_of(record.key, f"{folder}/{path}")
            for path, record in self.files.items()
        )


def made_of(key: str, files: Mapping[str, Record]) -> Made:
    """What was made of an output with this key."""
    return Made(key, len(files), msgspec.Raw(msgspec.json.encode(files)))


#: By the path of the output; all paths are below the output folder.
Manifest = dict[str, Made]

#: What was made of an output that was never published.
NOTHING = made_of("", {})
_ABSENT = Record(key="", size=0, mtime_ns=0)


def record_of(key: str, path: Path | str) -> Record:
    """The record of a file; an empty one if there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - seventy thousand times a run
    except FileNotFoundError:
        return _ABSENT
    return Record(key, stat.st_size, stat.st_mtime_ns)


def read_manifest(path: Path) -> Manifest:
    """What was published before; nothing when the file is absent or damaged."""
    try:
        return _DECODER.decode(path.read_bytes())
    except (OSError, ValueError, msgspec.MsgspecError):
        return {}


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Replace the file, which is on the disk when this returns."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.write(msgspec.json.encode(dict(sorted(manifest.items()))))
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def files_of(manifest: Manifest) -> set[str]:
    """The paths of all files."""
    return {path for made in manifest.values() for path in made.files}


def gone(past: Manifest, now: Manifest) -> set[str]:
    """The paths of files that were made, and are no more."""
    return files_of(_others(past, now)) - files_of(_others(now, past))


def together(past: Manifest, now: Manifest) -> Manifest:
    """All files of both, of which ``now`` knows better."""
    both = {
        path: made_of(now[path].key, made.files | now[path].files)
        for path, made in _others(past, now).items()
        if path in now
    }
    return past | now | both


def _others(these: Manifest, those: Manifest) -> Manifest:
    return {path: made for path, made in these.items() if those.get(path) != made}


def _are_below(paths: Iterable[str]) -> bool:
    return all(path[:1] != "/" and "/../" not in f"/{path}/" for path in paths)


_DECODER = msgspec.json.Decoder(Manifest)
_FILES = msgspec.json.Decoder(dict[str, Record])
