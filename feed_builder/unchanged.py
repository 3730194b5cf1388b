"""Whether a build would only repeat the last one: then nothing is read or made."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from .cache import TICK, digest_of, program, trace
from .problems import Report

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What a build has read, or looked for: all below the ``folders``, and ``files``.

    ``until`` is when the same files give something else, as an episode becomes due;
    ``zone`` is the one in which the show tells times.
    """

    folders: tuple[Path, ...]
    files: tuple[Path, ...]
    until: datetime | None
    zone: ZoneInfo | None


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
        self._wanted = _digest(wanted, program())
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
            seen, _ = trace(folders, map(Path, last["files"]))
            if (self._wanted, seen) != (last["wanted"], last["seen"]):
                return None
            return _in_zone(Report.from_json(last["report"]), last["zone"])
        except (OSError, ValueError, TypeError, LookupError, AttributeError):
            return None

    def keep(self, report: Report, inputs: Inputs, now: datetime) -> None:
        """Remember this build, unless something changed while it was under way."""
        folders = (*inputs.folders, self._output)
        _, changed = trace(inputs.folders, inputs.files)
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
            "seen": trace(folders, inputs.files)[0],
            "zone": inputs.zone and inputs.zone.key,
            "report": again.as_json(),
        }
        with suppress(OSError):
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(last), encoding="utf-8")
            new.replace(self._file)


def _in_zone(report: Report, zone: str | None) -> Report:
    if not (zone and report.held_back):
        return report
    from zoneinfo import ZoneInfo

    there = ZoneInfo(zone)
    return replace(
        report,
        held_back=tuple(
            replace(held, until=held.until.astimezone(there))
            for held in report.held_back
        ),
    )


def _digest(*values: object) -> str:
    return digest_of(repr(values).encode("utf-8", "replace"))
