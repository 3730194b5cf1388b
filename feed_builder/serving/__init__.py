"""A preview of the site: built into a temporary folder, served, and built anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from ..problems import Report
from ..project import Project
from .board import Board
from .server import interruptible, running
from .site import site
from .watching import changes


def serve(
    project: Project,
    listener: socket,
    *,
    rebuild: Callable[[Path, tuple[str, ...]], Report],
    strict: bool,
    debug: bool,
) -> None:
    """Serve the project's site, anew after each change, until a signal ends it.

    ``rebuild`` builds into a folder of ours, which is removed in the end. It is told
    the names of the files that have changed; before the first build there are none.
    """
    with interruptible() as ended, TemporaryDirectory(prefix="feed-builder-") as name:
        board = Board()
        with running(site(Path(name), board, listener), listener, board, debug=debug):
            for changed in changes(project, ended):
                board.post(rebuild(Path(name), changed), strict=strict)
