"""The files below a folder of templates, behind links too, and links that lead astray.

What is published lies in the project, so no link may lead out of it.
"""

from __future__ import annotations

import os
from operator import attrgetter
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from .looking import UNSEEN

#: Where a build writes, by its name in the project: what it finds it would write again.
_OUTPUT = "output"


class Below:
    """The names of all files below ``folder``, as paths in it.

    A link may lead to another file or folder below it, or to one in ``home`` that is
    neither hidden nor written by a build; to a folder, only one link may, and none from
    inside of it. ``folders`` are the links to folders, and where these are. ``astray``
    tells of other links what is wrong and what to do, of ``folder`` by an empty name;
    nothing is found behind them. Without ``home``, links may lead anywhere.
    """

    def __init__(self, folder: Path, home: Path | None) -> None:
        self.files: list[str] = []
        self.folders: dict[str, Path] = {}
        self.astray: dict[str, tuple[str, str]] = {}
        self._folder = folder
        self._real = _real(folder)
        self._home = home and _real(home)
        if S_ISDIR(_mode(self._real)):
            wrong = self._wrong_place(self._real)
            if wrong:
                self.astray[""] = wrong
            else:
                self._walk("", (self._real,))

    def _walk(self, name: str, around: tuple[Path, ...]) -> None:
        """Find what is in the folder of this name, which these real ones are around."""
        try:
            with os.scandir(self._folder / name) as found:
                entries = sorted(found, key=attrgetter("name"))
        except OSError:  # as where it is somebody else's
            return
        for entry in entries:
            path = f"{name}{entry.name}"
            if entry.name in UNSEEN:
                continue
            if entry.is_symlink():
                self._follow(path, around)
            elif entry.is_dir():
                self._walk(f"{path}/", (*around, around[-1] / entry.name))
            elif entry.is_file():
                self.files.append(path)

    def _follow(self, name: str, around: tuple[Path, ...]) -> None:
        real = _real(self._folder / name)
        mode, wrong = _mode(real), self._wrong(real, around)
        if wrong:
            # Nothing is lost where it leads nowhere; what is hidden is not published.
            self.astray |= {name: wrong} if mode and not _is_hidden(Path(name)) else {}
        elif S_ISDIR(mode):
            self.folders[name] = real
            self._walk(f"{name}/", (*around, real))
        elif S_ISREG(mode):
            self.files.append(name)

    def _wrong(self, real: Path, around: tuple[Path, ...]) -> tuple[str, str] | None:
        """What is wrong with a link that leads there, and what to do about it."""
        if any(each.is_relative_to(real) for each in around):
            return f"leads back to {real}, in which it lies", "remove the link"
        other = next((n for n, at in self.folders.items() if at == real), None)
        if other:
            return f"leads to {real}, as {other} does", "keep one of the two links"
        return None if real.is_relative_to(self._real) else self._wrong_place(real)

    def _wrong_place(self, real: Path) -> tuple[str, str] | None:
        if self._home is None:
            return None
        if not real.is_relative_to(self._home):
            what = "folder" if S_ISDIR(_mode(real)) else "file"
            why = "what is published lies in the project"
            return (
                f"leads out of the project, to {real}",
                f"copy the {what} there: {why}",
            )
        place = real.relative_to(self._home)
        if _is_hidden(place):
            return f"leads to {real}, which is hidden", "copy it there"
        if place.is_relative_to(_OUTPUT):
            return f"leads to {real}, which a build writes", "copy it there"
        return None


def _is_hidden(place: Path) -> bool:
    return any(part.startswith(".") for part in place.parts)


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _mode(path: Path) -> int:
    """What kind of file it is; 0 if it is not there, or nobody may look at it."""
    try:
        return path.stat().st_mode
    except OSError:
        return 0
