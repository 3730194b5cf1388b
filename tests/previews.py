"""A preview as an author starts it: `feed-builder serve`, in a process of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2

#: Seconds that a busy machine may need for what takes a fraction of one.
PATIENCE = 60.0
_PROGRAM = (sys.executable, "-m", "feed_builder")
#: Every request asks on a connection of its own: an old one may just be closing.
_NEW = httpx2.Limits(max_keepalive_connections=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A running preview, and where it puts what it builds and what it says."""

    client: httpx2.Client
    process: subprocess.Popen[bytes]
    address: str
    temporary: Path
    said: Path

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """What it answers to a GET; redirects are not followed."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.get(self.address + path, headers=named)

    def text(self) -> str:
        """What it has said so far."""
        return self.said.read_text(encoding="utf-8")

    def says(self, words: str) -> None:
        """Wait until it has said this."""
        eventually(lambda: words in self.text(), f"{words!r} was not said")


def eventually(happened: Callable[[], object], otherwise: str) -> None:
    """Wait for something that happens soon."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)


@contextmanager
def previewed(
    show: Path, *options: str, port: str = "0", log: Path | None = None
) -> Iterator[Preview]:
    """A preview of the show in this folder, whose first build is done."""
    temporary = show.parent / f"temporary-{show.name}"
    temporary.mkdir()
    said = log or show.parent / f"said-{show.name}.txt"
    plain = {"GITHUB_ACTIONS", "FORCE_COLOR"}
    with said.open("wb") as file:
        process = subprocess.Popen(
            [*_PROGRAM, "-C", str(show), "serve", "--port", port, *options],
            env={k: v for k, v in os.environ.items() if k not in plain}
            | {"TMPDIR": str(temporary)},
            stdout=file,
            stderr=file,
        )
    try:
        eventually(lambda: "written.\n" in said.read_text(), "nothing was built")
        (address,) = re.findall(r"Serving (\S+)", said.read_text())
        with httpx2.Client(timeout=PATIENCE, limits=_NEW) as client:
            yield Preview(
                client=client,
                process=process,
                address=address,
                temporary=temporary,
                said=said,
            )
    finally:
        process.terminate()
        process.wait(PATIENCE)
