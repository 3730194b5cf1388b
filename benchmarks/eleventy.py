"""Eleventy with its RSS plugin: the same pages and feed, from the same front matter."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from .contender import HERE, Contender, as_yaml, talks, with_end, write
from .hugo import front_matter, said
from .talks import Talk

_SITE = HERE / "eleventy-site"
_MODULES = _SITE / "node_modules"
_PROGRAM = _MODULES / "@11ty" / "eleventy" / "cmd.cjs"


@dataclass(frozen=True)
class Eleventy(Contender):
    """Node's heap may grow as far as it wants: with its default, large shows fail."""

    made = ("_site",)
    situations = ("cold",)  # one of 10,000 episodes takes minutes

    @property
    def missing(self) -> str | None:
        """Node, or what npm would install."""
        if shutil.which("node") is None:
            return "node"
        if not _PROGRAM.is_file():
            return f"npm install --prefix benchmarks/{_SITE.name}"
        return None

    def write(self, folder: Path, size: int) -> None:
        """The site's layouts, and texts of 12 KB for each episode."""
        shutil.copytree(_SITE, folder, ignore=shutil.ignore_patterns("node_modules"))
        (folder / "node_modules").symlink_to(_MODULES)
        for one in talks(size):
            self.write_texts(folder, one)

    def command(self, size: int) -> list[str]:
        """The program itself, without npm around it."""
        heap = "--max-old-space-size=20000"  # in MiB; it takes only what it needs
        return ["node", heap, str(_PROGRAM), "--quiet"]

    def write_texts(self, folder: Path, talk: Talk) -> None:
        """A page with front matter, and the transcript as text."""
        write(folder / "transcripts" / f"{talk.slug}.txt", said(talk))
        page = f"---\n{as_yaml(front_matter(talk))}---\n{talk.notes}\n"
        write(folder / "episodes" / f"{talk.slug}.md", page)

    def write_theme(self, folder: Path, end: str) -> None:
        """The layout of all pages, changed."""
        page = with_end(_SITE / "_includes" / "base.njk", end)
        write(folder / "_includes" / "base.njk", page)
