"""What is measured: a program that makes a show's site, and how a show is edited."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, ClassVar

import yaml

from .talks import Talk, talk

HERE = Path(__file__).parent
#: Beside the shows: what they were built to before a cold build, until the run ends.
DISCARDED = "discarded"
#: Before each build the show is brought into one of these, in this order.
SITUATIONS = {
    "cold": "cold",
    "unchanged": "unchanged",
    "transcript": "one transcript edited",
    "title": "one title edited",
    "theme": "theme edited",
}


@dataclass(frozen=True)
class Contender(ABC):
    """A program that makes a site of a show; a folder is one show of its own.

    ``word`` chooses it, ``name`` is what tables call it; ``made`` are the files
    and folders that a cold build begins without.
    """

    word: str
    name: str
    made: ClassVar[tuple[str, ...]] = ()
    situations: ClassVar[tuple[str, ...]] = tuple(SITUATIONS)

    @property
    def missing(self) -> str | None:
        """What is not installed, by name."""
        return None

    @abstractmethod
    def write(self, folder: Path, size: int) -> None:
        """Write a show of so many episodes into a new folder."""

    @abstractmethod
    def command(self, size: int) -> list[str]:
        """What builds the show, run in its folder."""

    def prepare(self, situation: str, folder: Path, size: int, take: int) -> None:
        """Bring the show into a situation; each take edits it to something new.

        A cold build begins with the show as it was written, whatever was edited since.
        """
        one = talk(size // 2)
        if situation == "cold":
            for name in self.made:
                discard(folder / name)
            if "transcript" in self.situations:
                self.write_texts(folder, one)
        elif situation == "transcript":
            (label, text), *others = one.turns
            turns = ((label, f"{text} Take {take}."), *others)
            self.write_texts(folder, replace(one, turns=turns))
        elif situation == "title":
            self.write_texts(folder, replace(one, title=f"{one.title}, take {take}"))
        elif situation == "theme":
            self.write_theme(folder, f"<!-- take {take} -->\n</body>")

    @abstractmethod
    def write_texts(self, folder: Path, talk: Talk) -> None:
        """Write all texts of one episode."""

    @abstractmethod
    def write_theme(self, folder: Path, end: str) -> None:
        """Have every page end so."""


def talks(size: int) -> Iterator[Talk]:
    """The episodes of a show of this size."""
    return map(talk, range(1, size + 1))


def write(path: Path, text: str) -> None:
    """Write a file and the folders on its way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def discard(path: Path) -> None:
    """Move what lies there, if anything does, out of the way of what comes now.

    A file system such as ext4 steps over each file that was removed a moment ago
    whenever it makes a new one, which would make a cold build wait.
    """
    if path.exists():
        discarded = path.parent.parent / DISCARDED
        discarded.mkdir(exist_ok=True)
        path.rename(Path(mkdtemp(dir=discarded)) / path.name)


def with_end(page: Path, end: str) -> str:
    """A page's template, ended otherwise."""
    return page.read_text(encoding="utf-8").replace("</body>", end)


def as_yaml(values: dict[str, Any]) -> str:
    """A mapping as people write it, in the order of its keys."""
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=88)
