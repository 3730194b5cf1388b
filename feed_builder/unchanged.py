"""Whether a build would only repeat the last one: then nothing is read or made."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from functools import cached_property
from pathlib import Path
from time import time_ns

from .looking import Look, program
from .traces import TICK, State, digest_of, state_of, trace

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
        jobs: int | None = None,
    ) -> None:
        self._output = output or folder / "output"
        self._folder = folder
        self._own = self._output / ".feed-builder"
        self._jobs = jobs
        only_a_look = output is not None or drafts or future
        self._wanted = _digest(folder, drafts, future, strict, only_a_look, program())
        self._began = time_ns() - TICK

    def or_asked_before(self, other: LastBuild | None) -> LastBuild:
        """The other one, if it is of the same build: it has looked at all files."""
        if other is None or other._output != self._output:
            return self
        return other if other._wanted == self._wanted else self

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

    @property
    def left(self) -> State | None:
        """How the manifest is if all that it tells of is as it was left; else None."""
        last = self._last
        manifest = state_of(self._manifest)
        if last is None or manifest is None or last.get("manifest") != [*manifest]:
            return None
        is_whole = self._look.digest(self._output) == last.get("outputs")
        return manifest if is_whole else None

    def keep(
        self,
        report: Report,
        now: datetime,
        *,
        files: Iterable[Path],
        until: datetime | None,
        zone: ZoneInfo | None,
    ) -> None:
        """Remember this build, unless a file changed as it began.

        It has read, or looked for, all in the project's own folders, and ``files``.
        ``until`` is when the same files give something else, as an episode becomes due;
        ``zone`` is the one in which the show tells times.
        """
        others = sorted({*files})
        seen, changed = trace(others)
        if max(changed, self._look.changed(*self._inputs)) >= self._began:
            self._file.unlink(missing_ok=True)
            return
        self._look.again(self._output, (*report.written, *report.removed))
        last = {
            "wanted": self._wanted,
            "from": now.isoformat(),
            "until": until and until.isoformat(),
            "files": [str(file) for file in others],
            "inputs": [self._look.digest(*self._inputs), self._links, seen],
            "outputs": self._look.digest(self._output),
            "manifest": state_of(self._manifest),
            "zone": zone and zone.key,
            "report": report.repeated().as_json(),
        }
        with suppress(OSError):
            new = self._file.with_suffix(f".{os.getpid()}")
            new.write_text(json.dumps(last), encoding="utf-8")
            new.replace(self._file)

    def _standing(self, now: datetime) -> dict[str, Any] | None:
        """What is remembered, if it still is so."""
        last = self._last
        if last is None:
            return None
        try:
            since, until = last["from"], last["until"]
            due = until is not None and now >= datetime.fromisoformat(until)
            if now < datetime.fromisoformat(since) or due:
                return None
            files, _ = trace(map(Path, last["files"]))
            found = (
                self._wanted,
                [self._look.digest(*self._inputs), self._links, files],
                self._look.digest(self._output),
            )
            same = found == (last["wanted"], last["inputs"], last["outputs"])
            return last if same else None
        except _UNREADABLE:
            return None

    @property
    def _file(self) -> Path:
        return self._own / "last.json"

    @property
    def _manifest(self) -> Path:
        return self._own / "manifest.json"

    @cached_property
    def _last(self) -> dict[str, Any] | None:
        try:
            last = json.loads(self._file.read_bytes())
        except _UNREADABLE:
            return None
        return last if isinstance(last, dict) else None

    @cached_property
    def _look(self) -> Look:
        """How all was when this was asked first, before anything was read."""
        return Look((*self._inputs, self._output), self._jobs)

    @cached_property
    def _inputs(self) -> tuple[Path, ...]:
        own = tuple(self._folder / n for n in ("episodes", "audio", "templates"))
        return *own, *(own[-1] / name for name in self._links)

    @cached_property
    def _links(self) -> dict[str, str]:
        """The links to folders below templates/, and where these are."""
        templates = self._folder / "templates"
        if not templates.is_dir():
            return {}
        from .links import Below  # late: few shows have templates

        folders = Below(templates, self._folder).folders
        return {name: str(real) for name, real in folders.items()}


def _in_zone(report: Report, zone: str | None) -> Report:
    if not (zone and report.held_back):
        return report
    from zoneinfo import ZoneInfo

    return report.in_zone(ZoneInfo(zone))


def _digest(*values: object) -> str:
    return digest_of(repr(values).encode("utf-8", "replace"))
