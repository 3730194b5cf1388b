"""Whether a build would only repeat the last one: then nothing is read or made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from time import time_ns

from .problems import Report

#: Files carry the time of the system's last tick; a little more than one, in ns.
TICK = 20_000_000
#: Folders of which nothing is seen: our own, and one that Python makes.
UNSEEN = frozenset({".feed-builder", "__pycache__"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a build has read, or looked for: all below the ``folders``, and ``files``.

    ``until`` is when the same files give something else, as an episode becomes due.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    until: datetime | None


class LastBuild:
    """What is remembered, in the output folder, of the last build into it.

    A build is repeated when the same was wanted of the same program, no file that it
    read or wrote is another one by its inode, size and times, and nothing became due.
    No copy, checkout or restored backup has the inode and the time of change of what it
    was made from, whatever its clock says. A memory that is lost, damaged or another
    folder's only costs the time to build.
    """

    def __init__(self, output: Path, *wanted: object) -> None:
        self._output = output
        self._file = output / ".feed-builder" / "last.json"
        self._wanted = _digest(wanted, _program())
        self._began = time_ns() - TICK

    def repeated(self, now: datetime) -> Report | None:
        """The report of a build at ``now``, if it is known without building."""
        try:
            last = json.loads(self._file.read_bytes())
            since, until = last["from"], last["until"]
            due = until is not None and now >= datetime.fromisoformat(until)
            if now < datetime.fromisoformat(since) or due:
                return None
            folders = (*map(Path, last["folders"]), self._output)
            seen, _ = _trace(folders, map(Path, last["files"]))
            if (self._wanted, seen) != (last["wanted"], last["seen"]):
                return None
            return Report.from_json(last["report"])
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return None

    def keep(self, report: Report, inputs: Inputs, now: datetime) -> None:
        """Remember this build, unless something changed while it was under way."""
        folders = (*inputs.folders, self._output)
        _, changed = _trace(inputs.folders, inputs.files)
        if changed >= self._began:
            self._file.unlink(missing_ok=True)
            return
        count = report.unchanged + len(report.written)
        again = replace(report, written=(), removed=(), unchanged=count)
        last = {
            "wanted": self._wanted,
            "from": now.isoformat(),
            "until": inputs.until and inputs.until.isoformat(),
            "folders": [str(folder) for folder in inputs.folders],
            "files": [str(file) for file in inputs.files],
            "seen": _trace(folders, inputs.files)[0],
            "report": again.as_json(),
        }
        with suppress(OSError):
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(last), encoding="utf-8")
            new.replace(self._file)


def _trace(folders: Iterable[Path], files: Iterable[Path]) -> tuple[str, int]:
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
    return _digest(*seen), changed


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


def _program() -> str:
    """Another version, or another state of the code, builds anew."""
    package = Path(__file__).parent
    themes = (package / "templates", package.parent / "templates")
    return _trace((package, *themes), ())[0]


def _digest(*values: object) -> str:
    return sha256("\0".join(map(str, values)).encode("utf-8", "replace")).hexdigest()
