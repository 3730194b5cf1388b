"""A look at all files below some folders: how they are at one time."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from pathlib import Path

from .traces import Trace, digest_of_all, note

#: Folders of which nothing is seen: our own, and one that Python makes.
UNSEEN = frozenset({".feed-builder", "__pycache__"})
#: A folder that has more folders is looked at by each of these, which stay comparable.
_MANY = 64
#: So many files of a folder are looked at together.
_TOGETHER = 500
#: With more to do than this, it is faster to begin processes that share it.
_SHARED = 4_000

#: A folder, and names of files in it; without names, all below the folder.
_Task = tuple[str, Sequence[str] | None]


class Look:
    """How all files below each of these folders are now.

    A change that comes later, even while it is looked, is seen by comparing with
    another look. ``jobs`` processes share a large one.
    """

    def __init__(self, folders: Iterable[Path], jobs: int | None = None) -> None:
        self._jobs = jobs
        #: The traces below each of the folders, and of each whole folder among them.
        self._below: dict[str, list[Trace]] = {}
        self._whole: dict[str, Trace] = {}
        self._look({str(folder): [*_tasks(str(folder))] for folder in folders})

    def digest(self, *folders: Path) -> str:
        """A digest of how all files below these folders are."""
        return digest_of_all(digest for digest, _ in self._traces(folders))

    def changed(self, *folders: Path) -> int:
        """When the last of these files, or of their names, changed; in ns."""
        return max((changed for _, changed in self._traces(folders)), default=0)

    def again(self, folder: Path, touched: Iterable[str]) -> None:
        """Look again at what was ``touched`` below the folder, as paths in it.

        What else changed there is seen by the next look.
        """
        near = {parent for path in touched for parent in _parents(f"{folder}/{path}")}
        known = {path: t for path, t in self._whole.items() if path not in near}
        self._look({str(folder): [*_tasks(str(folder))]}, known)

    def _look(
        self, tasks: dict[str, list[_Task]], known: dict[str, Trace] | None = None
    ) -> None:
        known = known or {}
        new = [t for below in tasks.values() for t in below if not _is_in(known, t)]
        traces = iter(_shared(new, self._jobs))
        for folder, below in tasks.items():
            self._below[folder] = []
            for task in below:
                trace = known[task[0]] if _is_in(known, task) else next(traces)
                self._below[folder].append(trace)
                if task[1] is None:
                    self._whole[task[0]] = trace

    def _traces(self, folders: Iterable[Path]) -> Iterator[Trace]:
        for folder in folders:
            yield from self._below[str(folder)]


@cache
def program() -> str:
    """Another version, or another state of the code, builds anew."""
    package = Path(__file__).parent
    themes = (package / "templates", package.parent / "templates")
    return Look((package, *themes)).digest(package, *themes)


def _is_in(known: dict[str, Trace], task: _Task) -> bool:
    return task[1] is None and task[0] in known


def _parents(path: str) -> Iterator[str]:
    while path := path.rpartition("/")[0]:
        yield path


def _shared(tasks: Sequence[_Task], jobs: int | None) -> Iterable[Trace]:
    if len(tasks) < _SHARED:
        return map(_trace, tasks)
    from .spreading import spread

    return spread(_trace, tasks, jobs)


def _tasks(folder: str) -> Iterator[_Task]:
    """What there is to do for a folder; nothing if it is not there."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError:
        return
    folders = [e.path for e in entries if _is_seen_folder(e)]
    files = [e.name for e in entries if not e.is_dir(follow_symlinks=False)]
    for first in range(0, len(files) or 1, _TOGETHER):
        yield folder, files[first : first + _TOGETHER]
    for path in folders:
        if len(folders) > _MANY:
            yield path, None
        else:
            yield from _tasks(path)


def _trace(task: _Task) -> Trace:
    folder, names = task
    seen = [folder]
    changed = _walk(folder, seen) if names is None else _files(folder, names, seen)
    return digest_of_all(seen), changed


def _files(folder: str, names: Iterable[str], seen: list[str]) -> int:
    changed = _changed(folder)
    for name in names:
        try:
            stat = os.stat(f"{folder}/{name}")  # noqa: PTH116 - ten thousands a run
        except OSError:
            seen.append(f"{name} leads nowhere")
        else:
            changed = max(changed, note(seen, name, stat))
    return changed


def _walk(folder: str, seen: list[str]) -> int:
    try:
        changed = _changed(folder)
        with os.scandir(folder) as found:
            entries = sorted(found, key=attrgetter("name"))
    except OSError:
        seen.append(f"{folder} is not there")
        return 0
    names = [e.name for e in entries if not e.is_dir(follow_symlinks=False)]
    changed = max(changed, _files(folder, names, seen))
    for entry in entries:
        if _is_seen_folder(entry):
            seen.append(entry.path)
            changed = max(changed, _walk(entry.path, seen))
    return changed


def _changed(folder: str) -> int:
    """When a name came or went there, which a folder knows."""
    try:
        return os.stat(folder).st_ctime_ns  # noqa: PTH116 - ten thousand times a run
    except OSError:
        return 0


def _is_seen_folder(entry: os.DirEntry[str]) -> bool:
    return entry.is_dir(follow_symlinks=False) and entry.name not in UNSEEN
