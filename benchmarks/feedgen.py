"""feedgen alone, which makes a feed and nothing else: the floor for Python."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from .contender import HERE, Contender, talks, write
from .recordings import LENGTH, SECONDS
from .talks import AUDIO, DESCRIPTION, LINK, SHOW, Talk


@dataclass(frozen=True)
class Feedgen(Contender):
    """All facts lie ready in one file of JSON."""

    made = ("feed.xml",)
    situations = ("cold",)

    def write(self, folder: Path, size: int) -> None:
        """The facts of all episodes."""
        show = {"title": SHOW, "link": LINK, "description": DESCRIPTION}
        episodes = [_facts(one) for one in talks(size)]
        write(folder / "facts.json", json.dumps({**show, "episodes": episodes}))

    def command(self, size: int) -> list[str]:
        """A process of its own, so that its imports count."""
        script = HERE / "feedgen_alone.py"
        return [
            sys.executable,
            "-P",
            str(script),
        ]  # -P: else it would import this module

    def write_texts(self, folder: Path, talk: Talk) -> None:
        """Never asked for: it has no situation but a cold build."""
        raise NotImplementedError

    def write_theme(self, folder: Path, end: str) -> None:
        """Never asked for, as there are no pages."""
        raise NotImplementedError


def _facts(talk: Talk) -> dict[str, str | int]:
    return {
        "title": talk.title,
        "link": f"{LINK}episodes/{talk.slug}/",
        "published": talk.published.isoformat(),
        "summary": talk.summary,
        "notes": f"<p>{talk.notes}</p>",
        "audio": f"{AUDIO}{talk.slug}.mp3",
        "length": str(LENGTH),
        "duration": round(SECONDS),
    }
