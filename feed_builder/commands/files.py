"""How commands write what an author will go on with: whole, and never over it."""

from __future__ import annotations

from filecmp import cmp
from pathlib import Path
from shutil import copyfile

from ..project import Project
from ..starting import schemas


def write_new(path: Path, data: bytes) -> bool:
    """Write a file that is whole or not there; False if something is there already.

    What an interrupted run leaves behind is hidden, and in nobody's way.
    """
    if path.exists() or path.is_symlink():
        return False
    _write(path, data)
    return True


def copy_new(source: Path, path: Path) -> bool:
    """Copy a file to where nothing is; the same bytes there already are as good."""
    if path.exists() or path.is_symlink():
        return path.is_file() and cmp(source, path, shallow=False)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    copyfile(source, fresh)
    fresh.replace(path)
    return True


def refresh_schemas(project: Project) -> None:
    """Give the author's editor the schemas of this version; they are nobody's work."""
    for place, data in schemas():
        path = project.folder / place
        if not (path.is_file() and path.read_bytes() == data):
            _write(path, data)


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)
