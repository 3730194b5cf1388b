"""The server in a thread of its own, and the signals that end a preview."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from socket import socket
from threading import Event, Thread
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from .board import Board

#: Seconds that requests have to end by themselves: a paused player keeps one open.
PATIENCE = 1
#: Ctrl-C, a polite kill, and a terminal that was closed.
ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def running(
    app: ASGIApp, listener: socket, board: Board, *, debug: bool
) -> Iterator[None]:
    """Serve ``app`` from another thread, as long as the block lasts."""
    # A file that is replaced while it is sent is no news; only --debug tells of it.
    config = uvicorn.Config(
        app,
        lifespan="off",
        ws="none",
        log_config=None,
        log_level="error" if debug else "critical",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([listener],), name="preview")
    thread.start()
    try:
        yield
    finally:
        board.close()
        server.should_exit = True
        thread.join()


@contextmanager
def interruptible() -> Iterator[Event]:
    """Let every signal that ends a program do so as Ctrl-C does: only once, tidily.

    The event tells that one came, should the error be lost: Python passes over one that
    is raised while an object is cleared.
    """
    ended = Event()

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        ended.set()
        # A second one must not cut short the tidying up after the first.
        for each in ENDING:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    before = {number: signal.signal(number, interrupt) for number in ENDING}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
