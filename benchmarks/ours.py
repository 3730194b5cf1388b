"""feed-builder and its own layout: YAML, transcript documents and tagged audio."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from feed_builder.pipeline import default_theme

from .contender import Contender, as_yaml, talks, with_end, write
from .recordings import cover, recording
from .talks import AUDIO, DESCRIPTION, EMAIL, HOSTS, LINK, SHOW, Talk

PROGRAM = Path(sys.executable).with_name("feed-builder")
#: Audio is hosted elsewhere, so it is read but not copied, as with the others.
_PODCAST = {
    "title": SHOW,
    "description": DESCRIPTION,
    "link": LINK,
    "audio_url": AUDIO,
    "language": "en-GB",
    "timezone": "UTC",
    "explicit": False,
    "owner": {"email": EMAIL, "name": HOSTS[0]},
    "categories": ["Arts > Books"],
    "artwork": "artwork.jpg",
    "people": list(HOSTS),
    "ignore": {"transcript-fits-audio": "the recordings are short, and silent"},
}
#: What makes pictures and an index, and has rows of its own.
PLAIN = "search: false\ncards: false\n"


@dataclass(frozen=True)
class Ours(Contender):
    """A show with what a default build writes, as ``keys`` of podcast.yaml say."""

    keys: str = PLAIN
    made = ("output", ".feed-builder", "published.json", "templates")

    def write(self, folder: Path, size: int) -> None:
        """Texts of 12 KB and audio of 255 KiB for each episode."""
        picture = cover()
        write(folder / "podcast.yaml", as_yaml(_PODCAST) + self.keys)
        (folder / "artwork.jpg").write_bytes(picture)
        (folder / "audio").mkdir()
        for one in talks(size):
            self.write_texts(folder, one)
            audio = folder / "audio" / f"{one.slug}.mp3"
            audio.write_bytes(recording(one, picture))

    def command(self, size: int) -> list[str]:
        """A build as cron calls it."""
        return [str(PROGRAM), "build", "--quiet"]

    def write_texts(self, folder: Path, talk: Talk) -> None:
        """The facts, and the document that says the rest."""
        facts = {
            "title": talk.title,
            "published": talk.published.isoformat(),
            "episode": talk.number,
            "summary": talk.summary,
            "guests": [talk.guest],
            "notes": talk.notes,
        }
        write(folder / "episodes" / f"{talk.slug}.yaml", as_yaml(facts))
        write(folder / "episodes" / f"{talk.slug}.txt", talk.document)

    def write_theme(self, folder: Path, end: str) -> None:
        """A template of the show's own in place of the default one."""
        page = with_end(default_theme() / "base.html", end)
        write(folder / "templates" / "base.html", page)
