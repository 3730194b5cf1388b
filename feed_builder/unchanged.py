"""Whether a build would only repeat the last one: then nothing is read or made."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from time import time_ns

from .traces import TICK, digest_of, program, trace

TYPE_CHECKING = False  # as type checkers know it, without importing typing
if TYPE_CHECKING:
    from typing import Any
    from zoneinfo import ZoneInfo

    from .problems import Report

#: What reading a memory raises that is lost, damaged, or of something else.
_UNREADABLE = (OSError, ValueError, TypeError, LookupError, AttributeError)


class LastBuild:
    """What is remembered, in the output folder, of the last build into it.

    A build is repeated when the same was wanted of the same program, no file that it
    read or wrote is another one by its inode, size and times, and nothing became due.
    No copy, checkout or restored backup has the inode and the time of change of what it
    was made from, whatever its clock says. A memory that is lost, damaged or another
    folder's only costs the time to build.
    """

    def __init__(
        self,
        folder: Path,
        output: Path | None = None,
        *,
        drafts: bool = False,
        future: bool = False,
        strict: bool = False,
    ) -> None:
        self._output = output or folder / "output"
        self._file = self._output / ".feed-builder" / "last.json"
        only_a_look = output is not None or drafts or future
        self._wanted = _digest(folder, drafts, future, strict, only_a_look, program())
        self._began = time_ns() - TICK

    def is_repeated(self, now: datetime) -> bool:
        """Whether a build at ``now`` would give what it gave; it had no errors."""
        return self._standing(now) is not None

    def repeated(self, now: datetime) -> Report | None:
        """The report of a build at ``now``, if it is known without building."""
        from .problems import Report  # late: it may only be asked whether

        last = self._standing(now)
        if last is None:
            return None
        try:
            return _in_zone(Report.from_json(last["report"]), last["zone"])
        except _UNREADABLE:
            return None

    def _standing(self, now: datetime) -> dict[str, Any] | None:
        """What is remembered, if it still is so."""
        try:
            last: dict[str, Any] = json.loads(self._file.read_bytes())
            since, until = last["from"], last["until"]
            due = until is not None and now >= datetime.fromisoformat(until)
            if now < datetime.fromisoformat(since) or due:
                return None
            inputs, _ = trace(map(Path, last["folders"]), map(Path, last["files"]))
            if (self._wanted, inputs) != (last["wanted"], last["inputs"]):
                return None
            outputs, _ = trace((self._output,), ())
            return last if outputs == last["outputs"] else None
        except _UNREADABLE:
            return None

    def keep(
        self,
        report: Report,
        now: datetime,
        *,
        folders: tuple[Path, ...],
        files: tuple[Path, ...],
        until: datetime | None,
        zone: ZoneInfo | None,
    ) -> None:
        """Remember this build, unless something changed while it was under way.

        It has read, or looked for, all below the ``folders``, and ``files``. ``until``
        is when the same files give something else, as an episode becomes due; ``zone``
        is the one in which the show tells times.
        """
        inputs, changed = trace(folders, files)
        if changed >= self._began:
            self._file.unlink(missing_ok=True)
            return
        last = {
            "wanted": self._wanted,
            "from": now.isoformat(),
            "until": until and until.isoformat(),
            "folders": [str(folder) for folder in folders],
            "files": [str(file) for file in files],
            "inputs": inputs,
            "outputs": trace((self._output,), ())[0],
            "zone": zone and zone.key,
            "report": report.repeated().as_json(),
        }
        with suppress(OSError):
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(last), encoding="utf-8")
            new.replace(self._file)


def _in_zone(report: Report, zone: str | None) -> Report:
    if not (zone and report.held_back):
        return report
    from zoneinfo import ZoneInfo

    return report.in_zone(ZoneInfo(zone))


def _digest(*values: object) -> str:
    return digest_of(repr(values).encode("utf-8", "replace"))
