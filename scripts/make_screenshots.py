"""Take the pictures in the README, of the sample show in Chromium.

    python -m scripts.make_screenshots

It needs a `chromium` and what `make test` sets up.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Literal

from PIL import Image
from playwright.sync_api import sync_playwright

from feed_builder import Project, build

REPOSITORY = Path(__file__).parent.parent
IMAGES = REPOSITORY / "docs" / "images"
NOW = datetime(2026, 6, 1, tzinfo=UTC)

Scheme = Literal["light", "dark"]

#: The picture, the page, its width and height in CSS pixels, and its colours.
SHOTS: tuple[tuple[str, str, int, int, Scheme], ...] = (
    ("episode-page", "episodes/001-troy-du-moulin/", 1280, 1480, "light"),
    ("lessons-dark", "lessons/", 820, 940, "dark"),
)


def main() -> None:
    with TemporaryDirectory() as folder:
        build(Project(folder=REPOSITORY), now=NOW, output=Path(folder, "out"))
        handler = partial(SimpleHTTPRequestHandler, directory=f"{folder}/out")
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            _take(f"http://127.0.0.1:{server.server_port}/")
            server.shutdown()


def _take(site: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        for name, path, width, height, scheme in SHOTS:
            page = browser.new_page(
                viewport={"width": width, "height": height}, color_scheme=scheme
            )
            page.goto(site + path)
            _save(page.screenshot(), IMAGES / f"{name}.png")
        browser.close()


def _save(shot: bytes, path: Path) -> None:
    """In 128 colours: a third of the bytes, and nobody sees it."""
    with Image.open(BytesIO(shot)) as picture:
        picture.convert("RGB").quantize(128).save(path, optimize=True)
    print(path)


if __name__ == "__main__":
    main()
