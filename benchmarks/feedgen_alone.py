"""A script: facts.json in, feed.xml out through feedgen, and nothing else."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

from feedgen.feed import FeedGenerator


def main() -> None:
    """Write the feed of the facts in this folder."""
    facts = json.loads(Path("facts.json").read_text(encoding="utf-8"))
    feed = FeedGenerator()
    feed.load_extension("podcast")
    feed.title(facts["title"])
    feed.link(href=facts["link"])
    feed.description(facts["description"])
    for episode in facts["episodes"]:
        entry = feed.add_entry(order="append")  # else each is put before all others
        entry.title(episode["title"])
        entry.guid(episode["link"], permalink=True)
        entry.link(href=episode["link"])
        entry.pubDate(datetime.fromisoformat(episode["published"]))
        entry.description(episode["summary"])
        entry.content(episode["notes"], type="CDATA")
        entry.enclosure(episode["audio"], episode["length"], "audio/mpeg")
        entry.podcast.itunes_duration(episode["duration"])
    feed.rss_file("feed.xml", pretty=True)


if __name__ == "__main__":
    main()
