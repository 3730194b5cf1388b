"""Judge the pages of the sample show as others would: Lighthouse and the Nu checker.

    make audit

Lighthouse gives 100 of 100 in four categories, or this fails; the Nu HTML checker finds
no error in any page, or this fails. Both come by npm, and need Node, Chromium and Java.
What is timed depends on the machine, so it is no test.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any

from feed_builder import Project, build

REPOSITORY = Path(__file__).parent.parent
MODULES = REPOSITORY / "tests" / "audit" / "node_modules"
LIGHTHOUSE = MODULES / "lighthouse" / "cli" / "index.js"
CHECKER = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
#: Pages with everything on them, and with odd contents.
GOLDEN = REPOSITORY / "tests" / "golden"
NOW = datetime(2026, 6, 1, tzinfo=UTC)
PAGES = ("", "episodes/001-troy-du-moulin/", "search/", "subscribe/", "lessons/")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TRIES = 3
#: A preview is kept out of search engines, and Lighthouse minds.
LIVE = "live: true\n"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> int:
    with TemporaryDirectory() as name:
        site = built(Path(name))
        complaints: list[str] = []
        if can_run("the Nu checker", CHECKER, "java"):
            complaints += html_complaints(site, GOLDEN)
        if can_run("Lighthouse", LIGHTHOUSE, "node", "chromium"):
            complaints += scores(site)
    for complaint in complaints:
        print(complaint)
    return 1 if complaints else 0


def can_run(judge: str, file: Path, *programs: str) -> bool:
    """Whether all that it needs is here; if not, it is skipped by name."""
    missing = [name for name in programs if not shutil.which(name)]
    missing += [] if file.exists() else [str(file.relative_to(REPOSITORY))]
    if missing:
        print(f"skipped {judge}: it needs {', '.join(missing)}")
    return not missing


def built(folder: Path) -> Path:
    """The sample show as it is when it is live."""
    project = folder / "show"
    ours = shutil.ignore_patterns("output", ".*", "tests", "feed_builder", "docs")
    shutil.copytree(REPOSITORY, project, ignore=ours)
    with (project / "podcast.yaml").open("a", encoding="utf-8") as file:
        file.write(LIVE)
    build(Project(folder=project), now=NOW)
    return project / "output"


def html_complaints(*folders: Path) -> Iterator[str]:
    """What the Nu checker says of any page and stylesheet."""
    for kind, pattern in (("--html", "*.html"), ("--css", "style.css")):
        files = sorted(path for folder in folders for path in folder.rglob(pattern))
        options = ("--errors-only", kind, "--format", "json")
        command = ["java", "-jar", str(CHECKER), *options, *map(str, files)]
        done = subprocess.run(command, capture_output=True, check=False)
        messages = json.loads(done.stderr or b'{"messages": []}')["messages"]
        print(f"Nu checker: {len(files)} {pattern}, {len(messages)} messages")
        for message in messages:
            place = f"{message.get('url')}:{message.get('lastLine')}"
            yield f"{place}: {message['type']}: {message['message']}"


def scores(site: Path) -> Iterator[str]:
    """What Lighthouse takes off any of its four marks."""
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        for page in PAGES:
            found, marks = best(f"http://127.0.0.1:{server.server_port}/{page}")
            told = (f"{name} {mark}" for name, mark in marks.items())
            print(f"Lighthouse: /{page}", *told)
            for name, mark in marks.items():
                if mark < 100:
                    yield f"/{page}: {name} {mark}: {', '.join(lost(found, name))}"
        server.shutdown()


def best(url: str) -> tuple[Any, dict[str, int]]:
    """The best of a few reports, for what is timed suffers from a busy machine."""
    for _ in range(TRIES):
        found = lighthouse(url)
        kinds = found["categories"]
        marks = {name: round(kinds[name]["score"] * 100) for name in CATEGORIES}
        if min(marks.values()) == 100:
            break
    return found, marks


def lighthouse(url: str) -> Any:
    """Its whole report."""
    command = ["node", str(LIGHTHOUSE), url, "--output=json", "--quiet"]
    flags = "--chrome-flags=--headless=new --no-sandbox"
    only = f"--only-categories={','.join(CATEGORIES)}"
    chromium = {"CHROME_PATH": shutil.which("chromium") or ""}
    done = subprocess.run(
        [*command, flags, only],
        capture_output=True,
        check=True,
        env={**os.environ, **chromium},
    )
    return json.loads(done.stdout)


def lost(report: Any, category: str) -> Iterator[str]:
    """The audits that cost something in this category."""
    for ref in report["categories"][category]["auditRefs"]:
        audit = report["audits"][ref["id"]]
        if ref["weight"] and audit["score"] is not None and audit["score"] < 1:
            yield f"{ref['id']} ({audit.get('displayValue') or audit['title']})"


if __name__ == "__main__":
    sys.exit(main())
