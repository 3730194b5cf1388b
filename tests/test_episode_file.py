"""episode.json: its whole value, its schema, and that it agrees with the feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from feed_builder.model import (
    Chapter,
    Highlight,
    HighlightKind,
    Person,
    Podcast,
    TranscriptKind,
)
from feed_builder.render.episode_file import episode_files, facts
from scripts.make_golden import NAMES, expected

from .builders import HOST, a_podcast, a_show, an_episode
from .test_pages import DRINK, LESSONS, LINKS, a_transcript, a_turn

SCHEMA = json.loads(
    (Path(__file__).parent.parent / "docs/schema/episode-page.schema.json").read_text()
)
JUDGE = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
PODCAST = "{https://podcastindex.org/namespace/1.0}"
PAGE = "https://paper.example/episodes/001-rag-paper/"


def written(podcast: Podcast) -> Any:
    """The file of the only episode."""
    (output,) = episode_files(podcast)
    assert str(output.path) == "episodes/001-rag-paper/episode.json"
    assert output.make is not None
    document = json.loads(output.make())
    JUDGE.validate(document)
    return document


def test_a_full_episode_is_told_whole() -> None:
    tom = Person(name="Tom Van Reed", role="guest", link="https://tom.example/")
    book = Highlight(
        key="reading", title="To read:", kind=HighlightKind.LINKS, links=LINKS.links
    )
    episode = an_episode(
        season=2,
        updated=datetime(2026, 3, 2, tzinfo=UTC),
        duration=timedelta(seconds=754.9),
        people=(HOST, tom),
        chapters=(
            Chapter(start=timedelta(seconds=61.5), title="Wood"),
            Chapter(start=timedelta(), title="Rags", link="https://rags.example/"),
            Chapter(start=timedelta(seconds=9), title="Hidden", hidden=True),
        ),
        transcript=a_transcript(
            a_turn("Nora", "Rags?", 0),
            timestamps=True,
            highlights=(DRINK, book, LESSONS, LINKS),
        ),
        transcript_kind=TranscriptKind.VERBATIM,
    )
    links = [
        {"title": "The mill", "url": "https://www.mill.example/a"},
        {"url": "https://rags.example/"},
    ]

    document = written(a_podcast(episode, enclosure_prefix="https://op3.dev/e/"))

    transcripts = document.pop("transcripts")
    assert {(t["url"], t["captions"]) for t in transcripts} >= {
        (f"{PAGE}transcript.txt", False),
        (f"{PAGE}transcript.vtt", True),
    }
    assert document == {
        "version": 1,
        "guid": "11111111-2222-5333-8444-555555555555",
        "title": "Rag paper",
        "url": PAGE,
        "published": "2026-03-01T18:00:00+00:00",
        "updated": "2026-03-02T00:00:00+00:00",
        "summary": "How rags became paper.",
        "language": "en",
        "season": 2,
        "number": 1,
        "type": "full",
        "explicit": False,
        "show": {
            "guid": "5f1f7d4e-6a2b-5c3d-8e4f-0a1b2c3d4e5f",
            "title": "Paper & Ink",
            "url": "https://paper.example/",
            "feed": "https://paper.example/feed.xml",
        },
        "enclosure": {
            "url": "https://op3.dev/e/paper.example/audio/001-rag-paper.mp3",
            "length": 123456,
            "type": "audio/mpeg",
        },
        "duration": 754,
        "image": "https://paper.example/artwork/0f0f0f0f0f0f.png",
        "people": [
            {"name": "Nora Quill", "role": "host", "group": "cast"},
            {
                "name": "Tom Van Reed",
                "role": "guest",
                "group": "cast",
                "url": "https://tom.example/",
            },
        ],
        "chapters": [
            {"start": 0.0, "title": "Rags", "url": "https://rags.example/"},
            {"start": 61.5, "title": "Wood"},
        ],
        "lessons": ["Rags first", "Wood is cheap"],
        "links": links,
        "sections": [
            {
                "key": "drink",
                "title": "Nora’s recommended drink",
                "lines": ["Cider.", "A dry one."],
                "links": [],
            },
            {"key": "reading", "title": "To read", "lines": [], "links": links},
        ],
    }


def test_a_bare_episode_has_empty_lists() -> None:
    document = written(a_podcast(an_episode(number=None, people=()), artwork=None))

    lists = ("people", "chapters", "lessons", "links", "sections", "transcripts")
    assert {name: document[name] for name in lists} == {name: [] for name in lists}
    assert not {"updated", "season", "number", "image"} & document.keys()


def test_unsafe_addresses_and_control_characters_are_left_out() -> None:
    person = Person(name="Tom\0", link="javascript:alert(1)", image="data:,x")
    chapter = Chapter(start=timedelta(), title="A\ud800", link="javascript:alert(1)")

    document = written(
        a_podcast(
            an_episode(title="</script>\x1b", people=(person,), chapters=(chapter,))
        )
    )

    assert document["title"] == "</script>"
    assert document["people"] == [{"name": "Tom", "role": "host", "group": "cast"}]
    assert document["chapters"] == [{"start": 0.0, "title": "A"}]


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "Other"},
        {"people": ()},
        {"transcript": a_transcript(highlights=(LESSONS,))},
        {"transcript": a_transcript(a_turn("Nora", "Rags?"))},
    ],
)
def test_what_it_shows_makes_it_anew(changes: dict[str, Any]) -> None:
    before, after = an_episode(), an_episode(**changes)

    (old,), (new,) = (list(episode_files(a_podcast(e))) for e in (before, after))

    assert facts(a_show(), before) != facts(a_show(), after)
    assert old.key != new.key


@pytest.mark.parametrize("name", NAMES)
def test_it_agrees_with_the_feed(name: str) -> None:
    files = expected(name)
    feeds = [text for path, text in files.items() if path.startswith("feed")]
    items = [
        item
        for text in feeds
        if text.startswith("<?xml")
        for item in etree.fromstring(text.encode()).iterfind("channel/item")
    ]
    documents = [
        json.loads(text)
        for path, text in files.items()
        if path.endswith("episode.json")
    ]

    for document in documents:
        JUDGE.validate(document)
    by_guid = {document["guid"]: told(document) for document in documents}
    assert by_guid == {item.findtext("guid"): heard(item) for item in items} != {}


def told(document: Any) -> dict[str, Any]:
    """What the file says, as far as the feed says it, too."""
    audio = document["enclosure"]
    return {
        "title": document["title"],
        "url": document["url"],
        "published": datetime.fromisoformat(document["published"]),
        "duration": document["duration"],
        "type": document["type"],
        "explicit": document["explicit"],
        "season": document.get("season"),
        "number": document.get("number"),
        "audio": (audio["url"], audio["length"], audio["type"]),
        "people": [
            (p["name"], p["role"], p["group"], p.get("url"), p.get("image"))
            for p in document["people"]
        ],
        "transcripts": [
            (t["url"], t["type"], t["language"], t["captions"])
            for t in document["transcripts"]
        ],
    }


def heard(item: Any) -> dict[str, Any]:
    """The same of an item of the feed."""
    audio = item.find("enclosure").attrib
    return {
        "title": item.findtext("title"),
        "url": item.findtext("link"),
        "published": parsedate_to_datetime(item.findtext("pubDate")),
        "duration": int(item.findtext(ITUNES + "duration")),
        "type": item.findtext(ITUNES + "episodeType"),
        "explicit": item.findtext(ITUNES + "explicit") == "true",
        "season": number(item.findtext(ITUNES + "season")),
        "number": number(item.findtext(ITUNES + "episode")),
        "audio": (audio["url"], int(audio["length"]), audio["type"]),
        "people": [
            (p.text, *(p.get(name) for name in ("role", "group", "href", "img")))
            for p in item.iterfind(PODCAST + "person")
        ],
        "transcripts": [
            (t.get("url"), t.get("type"), t.get("language"), t.get("rel") == "captions")
            for t in item.iterfind(PODCAST + "transcript")
        ],
    }


def number(text: str | None) -> int | None:
    return None if text is None else int(text)
