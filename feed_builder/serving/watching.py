"""Which of a project's files have changed, as soon as they have."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter, watch
from watchfiles.main import FileChange

from ..problems import CannotRunError
from ..project import Project

#: Milliseconds: as long as changes follow each other this fast they are one (an editor
#: writes several files to save one), but nobody waits for more than the second number.
STEP, MOST = 50, 800
#: Milliseconds after which the first build begins, once watching has begun.
BEGIN = 100


def changes(project: Project, ended: Event) -> Iterator[tuple[str, ...]]:
    """The names of files that have changed together, each time until it is ``ended``.

    The first time, as soon as every later change will be seen, there are none. Hidden
    files, output/, what editors leave beside a file and the log that we write are
    passed over. Files that lie elsewhere, behind a link at the top of the project, are
    seen too.
    """
    folder = project.folder.resolve()
    linked = (p for p in folder.iterdir() if p.is_symlink() and p.is_dir())
    begun = False
    try:
        for found in watch(
            folder,
            *linked,
            watch_filter=_Ours(project),
            stop_event=ended,
            step=STEP,
            debounce=MOST,
            rust_timeout=BEGIN,
            yield_on_timeout=True,
            ignore_permission_denied=True,
        ):
            names = {_name(folder, path) for _, path in found - _passing(found)}
            if names or not begun:
                begun = True
                yield tuple(sorted(names))
    except OSError as error:
        raise CannotRunError(
            f"{project.folder} cannot be watched: {error}",
            hint="set WATCHFILES_FORCE_POLLING=1 to look at the files now and then",
        ) from error


def _passing(found: set[FileChange]) -> set[FileChange]:
    """What came and went at once, as files do that editors save by way of another."""
    came = {path for change, path in found if change is Change.added}
    gone = {path for path in came if not Path(path).exists()}
    return {(change, path) for change, path in found if path in gone}


class _Ours(DefaultFilter):
    """The files that a show is made of, whatever else lies in its folder."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._folder = project.folder.resolve()
        self._output = project.output.name

    def __call__(self, change: Change, path: str) -> bool:
        """Whether a change of this file is one of the show."""
        if not super().__call__(change, path):
            return False
        parts = Path(_name(self._folder, path)).parts
        hidden = any(part.startswith((".", "~", "#")) for part in parts)
        if not parts or hidden or parts[0] == self._output:
            return False
        return not _is_our_log(path)


def _is_our_log(path: str) -> bool:
    """Whether what we say is written there: each line of it would be a change."""
    for stream in (1, 2):
        try:
            if os.path.samestat(os.stat(path), os.fstat(stream)):  # noqa: PTH116
                return True
        except OSError:  # it is gone, or the stream is closed
            continue
    return False


def _name(folder: Path, path: str) -> str:
    place = Path(path)
    return str(place.relative_to(folder) if place.is_relative_to(folder) else place)
