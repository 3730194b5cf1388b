"""A project that says all that can be said in tags: the examples of the reference."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from feed_builder.podcast_spec import CHANNEL, FRIENDLY, ITEM, TAGS, tags_in
from feed_builder.project import Project

from .builders import EPISODE_YAML, PODCAST_YAML, TONE, a_project

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
    "spotify": "http://www.spotify.com/ns/rss",
}


def examples(parent: str) -> str:
    """Every tag that this parent may hold, as its example in the reference has it."""
    friendly = {tag: key for key, tag in FRIENDLY[parent].items()}
    own = (f"{key}: {TAGS[tag].example}" for tag, key in friendly.items())
    others = (
        f"  {name}: {spec.example}"
        for name, spec in tags_in(parent).items()
        if name not in friendly and parent not in spec.elsewhere and name != "liveItem"
    )
    return "\n".join([*own, "podcast:", *others]) + "\n"


def _in_the_project(text: str) -> str:
    """The tags, with a second recording that is a file of the project."""
    remote = TAGS["alternateEnclosure"].example
    return text.replace(remote, f"[{remote}, audio/low.opus]")


def a_live_item() -> str:
    """A live item that holds all that it may hold."""
    lines = [f"    {n}: {spec.example}" for n, spec in tags_in("liveItem").items()]
    return "\n".join(
        [
            "  liveItem:",
            "    status: live",
            "    start: 2026-05-01T19:00:00+01:00",
            "    end: 2026-05-01T20:00:00+01:00",
            *lines,
        ]
    )


SHOW = PODCAST_YAML + examples(CHANNEL) + a_live_item() + "\n"
EPISODE = f"""\
{EPISODE_YAML}season: 2
episode: 3
chapters: ["0:00 Hello", {{start: 0:00.5, title: Hidden, hidden: true}}]
{_in_the_project(examples(ITEM))}"""


def a_full_project(folder: Path) -> Project:
    """The show and an episode with every tag."""
    return a_project(
        folder,
        {
            "podcast.yaml": SHOW,
            "episodes/001-rag-paper.yaml": EPISODE,
            "episodes/000-trailer.yaml": "title: Soon\npublished: 2026-02-01 06:00\n"
            "type: trailer\nsummary: What is to come.\n",
            "audio/low.opus": TONE.with_name("opus.opus"),
            "audio/000-trailer.mp3": TONE.with_name("vbr.mp3"),
        },
    )


def feed_of(project: Project) -> etree._Element:
    """The root of the feed that was published for this project."""
    return etree.fromstring((project.output / "feed.xml").read_bytes())
