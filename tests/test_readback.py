"""Other people's parsers read our feed, and find in it what the model holds."""

from __future__ import annotations

import json
import shutil
import subprocess
from calendar import timegm
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import feedparser
import podcastparser
import pytest

from feed_builder import addresses
from feed_builder.model import Episode, EpisodeType, Person
from feed_builder.render.captions import formats
from feed_builder.render.feed import feed_bytes
from feed_builder.render.notes import description_html, notes_html
from feed_builder.timecode import timestamp

from .builders import a_podcast, an_episode
from .feeds import RICH

PEERS = Path(__file__).parent / "peers"

TRAILER = an_episode(
    slug="000-trailer",
    guid="a-guid-of-old",
    title="Coming < soon & “loud” 📄",
    published=datetime(2026, 2, 1, 6, tzinfo=UTC),
    summary="",
    notes="5 < 6 & *so on*",
    number=None,
    type=EpisodeType.TRAILER,
    duration=timedelta(hours=1, minutes=1, seconds=1),
)
PODCAST = a_podcast(
    replace(RICH, title="Rags & <ropes>"), TRAILER, copyright="2026 Nora Quill"
)
SHOW = PODCAST.show
FEED = feed_bytes(PODCAST)
ARTWORK = "https://paper.example/artwork/0f0f0f0f0f0f.png"


def test_feedparser_reads_what_we_meant() -> None:
    read = feedparser.parse(FEED)

    assert (read.bozo, read.version, read.encoding) == (False, "rss20", "utf-8")
    assert _some(read.feed, _FEEDPARSER_CHANNEL) == _FEEDPARSER_CHANNEL
    items = [_feedparser_item(episode) for episode in PODCAST.in_full()]
    assert list(map(_some, read.entries, items)) == items


def test_podcastparser_reads_what_we_meant() -> None:
    read = podcastparser.parse(SHOW.feed_url, BytesIO(FEED))

    for episode in read["episodes"]:
        assert episode.pop("description")  # its own plain text of our HTML
    assert read == {
        "title": "Paper & Ink",
        "link": SHOW.link,
        "description": "Talks about paper.",
        "language": "en",
        "generator": "feed-builder",
        "cover_url": ARTWORK,
        "explicit": False,
        "type": "episodic",
        "itunes_author": "Nora Quill",
        "itunes_owner": {"name": "Nora Quill", "email": "nora@paper.example"},
        "itunes_categories": [["Arts", "Books"]],
        "episodes": [_podcastparser_item(episode) for episode in PODCAST.in_full()],
    }


def test_partytime_reads_what_we_meant(peers: dict[str, Any]) -> None:
    read = peers["partytime"]

    read.pop("lastUpdate")  # its clock
    for item in read["items"]:
        item["description"] = " ".join(item["description"].split())
    assert read == {
        "type": 0,
        "title": "Paper & Ink",
        "link": SHOW.link,
        "description": "Talks about paper.",
        "language": "en",
        "copyright": "2026 Nora Quill",
        "generator": "feed-builder",
        "author": "Nora Quill",
        "owner": {"name": "Nora Quill", "email": "nora@paper.example"},
        "explicit": False,
        "image": {"url": ARTWORK, "title": "Paper & Ink", "link": SHOW.link},
        "itunesImage": ARTWORK,
        "itunesType": "episodic",
        "itunesCategory": ["Arts > Books"],
        "categories": ["arts", "books"],
        "itunesBlock": False,
        "itunesComplete": False,
        "podcastBlocked": "no",
        "pubsub": {"self": SHOW.feed_url},
        "guid": str(SHOW.guid),
        "locked": True,
        "podcastOwner": "nora@paper.example",
        "podcastPeople": [{"name": "Nora Quill", "role": "Host", "group": "Cast"}],
        "trailers": [
            {"title": TRAILER.title, "pubdate": _iso(TRAILER.published)}
            | _enclosure(TRAILER)
        ],
        "pc20support": {
            "1": ["locked", "transcript", "chapters"],
            "2": ["person", "season", "episode"],
            "3": ["trailer", "guid"],
        },
        "lastBuildDate": _iso(PODCAST.changed),
        "pubDate": _iso(PODCAST.changed),
        "lastPubDate": _iso(PODCAST.changed),
        "podcastSeasons": {"2": {"number": 2}},
        "newestItemPubDate": _iso(RICH.published),
        "oldestItemPubDate": _iso(TRAILER.published),
        "items": [_partytime_item(episode) for episode in PODCAST.in_full()],
    }


def test_feedsmith_reads_what_we_meant(peers: dict[str, Any]) -> None:
    assert peers["feedsmith"] == {
        "title": "Paper & Ink",
        "link": SHOW.link,
        "description": "Talks about paper.",
        "language": "en",
        "copyright": "2026 Nora Quill",
        "generator": "feed-builder",
        "lastBuildDate": _rfc2822(PODCAST.changed),
        "image": {"url": ARTWORK, "title": "Paper & Ink", "link": SHOW.link},
        "atom": {
            "links": [
                {"href": SHOW.feed_url, "rel": "self", "type": "application/rss+xml"}
            ]
        },
        "itunes": {
            "author": "Nora Quill",
            "owner": {"name": "Nora Quill", "email": "nora@paper.example"},
            "image": ARTWORK,
            "categories": [{"text": "Arts", "categories": [{"text": "Books"}]}],
            "explicit": False,
            "type": "episodic",
        },
        "podcast": {
            "guid": str(SHOW.guid),
            "locked": {"value": True, "owner": "nora@paper.example"},
            "persons": [{"display": "Nora Quill", "role": "host", "group": "cast"}],
            "trailers": [
                {"display": TRAILER.title, "pubDate": _rfc2822(TRAILER.published)}
                | _enclosure(TRAILER)
            ],
        },
        "items": [_feedsmith_item(episode) for episode in PODCAST.in_full()],
    }


@pytest.fixture(scope="module")
def peers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the parsers that are written in JavaScript read."""
    file = tmp_path_factory.mktemp("feed") / "feed.xml"
    file.write_bytes(FEED)
    return read_by_peers(file)


def read_by_peers(feed: Path) -> dict[str, Any]:
    """What partytime and feedsmith read in this file, each under its name."""
    node = shutil.which("node")
    if node is None or not (PEERS / "node_modules").is_dir():
        pytest.skip("needs Node and tests/peers/node_modules: .ci/run installs them")
    command = [node, str(PEERS / "read.mjs"), str(feed)]
    answer = subprocess.run(command, capture_output=True, check=True)
    read: dict[str, Any] = json.loads(answer.stdout)
    return read


_FEEDPARSER_CHANNEL: dict[str, Any] = {
    "title": "Paper & Ink",
    "link": SHOW.link,
    "links": [
        {"href": SHOW.link, "rel": "alternate", "type": "text/html"},
        {"href": SHOW.feed_url, "rel": "self", "type": "application/rss+xml"},
    ],
    "subtitle": "Talks about paper.",
    "language": "en",
    "rights": "2026 Nora Quill",
    "generator": "feed-builder",
    "updated": format_datetime(datetime(2026, 3, 5, 9, 30, tzinfo=UTC)),
    "image": {"href": ARTWORK},
    "author": "Nora Quill",
    "publisher_detail": {"name": "Nora Quill", "email": "nora@paper.example"},
    "tags": [
        {"term": term, "scheme": "http://www.itunes.com/", "label": None}
        for term in ("Arts", "Books")
    ],
    "itunes_type": "episodic",
    "podcast_guid": str(SHOW.guid),
    "podcast_locked": {"owner": "nora@paper.example"},
}


def _feedparser_item(episode: Episode) -> dict[str, Any]:
    # It knows ``explicit`` only as "yes" and "no", and keeps the last person alone.
    enclosure = episode.enclosure
    return {
        "title": episode.title,
        "itunes_title": episode.title,
        "id": episode.guid,
        "guidislink": False,
        "link": addresses.page_url(SHOW, episode),
        "links": [
            {"href": _page(episode), "rel": "alternate", "type": "text/html"},
            {
                "href": enclosure.url,
                "length": str(enclosure.length),
                "type": enclosure.type,
                "rel": "enclosure",
            },
        ],
        "published": _rfc2822(episode.published),
        "published_parsed": episode.published.utctimetuple(),
        "summary": description_html(episode),
        "content": [
            {
                "value": notes_html(episode).replace("<br>", "<br />"),
                "type": "text/html",
                "language": None,
                "base": "",
            }
        ],
        "itunes_duration": str(int(episode.duration.total_seconds())),
        "itunes_episodetype": episode.type.value,
        **_if("itunes_season", episode.season and str(episode.season)),
        **_if("itunes_episode", episode.number and str(episode.number)),
        **_if("image", {"href": _art(episode)} if episode.artwork else None),
    }


def _podcastparser_item(episode: Episode) -> dict[str, Any]:
    return {
        "title": episode.title,
        "guid": episode.guid,
        "link": _page(episode),
        "published": timegm(episode.published.utctimetuple()),
        "enclosures": [
            {
                "url": episode.enclosure.url,
                "file_size": episode.enclosure.length,
                "mime_type": episode.enclosure.type,
            }
        ],
        "total_time": int(episode.duration.total_seconds()),
        "explicit": episode.explicit,
        "type": episode.type.value,
        "payment_url": None,
        "description_html": notes_html(episode),
        **_if("season", episode.season),
        **_if("number", episode.number),
        **_if("episode_art_url", _art(episode)),
        **_if(
            "chapters",
            [
                {"start": c.start.total_seconds(), "title": c.title}
                for c in episode.chapters
            ],
        ),
    }


def _partytime_item(episode: Episode) -> dict[str, Any]:
    return {
        "title": episode.title,
        "guid": episode.guid,
        "link": _page(episode),
        "pubDate": _iso(episode.published),
        "enclosure": _enclosure(episode),
        "duration": int(episode.duration.total_seconds()),
        "explicit": episode.explicit,
        # it decodes HTML as well as XML
        "description": " ".join(unescape(description_html(episode)).split()),
        "content": unescape(notes_html(episode)),
        "itunesEpisodeType": episode.type.value,
        **_if("itunesSeason", episode.season),
        **_if("itunesEpisode", episode.number),
        **_if("itunesImage", _art(episode)),
        **_if("image", _art(episode)),
        **_if("podcastTranscripts", _transcripts(episode, srt="application/srt")),
        **_if("podcastChapters", _chapters(episode)),
        **_if("podcastSeason", _numbered(episode.season)),
        **_if("podcastEpisode", _numbered(episode.number)),
        "podcastPeople": [
            {
                "name": person.name,
                "role": person.role.title(),
                "group": person.group.title(),
                **_picture_and_link(person),
            }
            for person in episode.people
        ],
    }


def _feedsmith_item(episode: Episode) -> dict[str, Any]:
    return {
        "title": episode.title,
        "guid": {"value": episode.guid, "isPermaLink": False},
        "link": _page(episode),
        "pubDate": _rfc2822(episode.published),
        "enclosures": [_enclosure(episode)],
        "description": description_html(episode),
        "content": {"encoded": notes_html(episode)},
        "itunes": {
            "title": episode.title,
            "duration": int(episode.duration.total_seconds()),
            "explicit": episode.explicit,
            "episodeType": episode.type.value,
            **_if("season", episode.season),
            **_if("episode", episode.number),
            **_if("image", _art(episode)),
        },
        "podcast": {
            **_if("transcripts", _transcripts(episode, srt="application/x-subrip")),
            **_if("chapters", _chapters(episode)),
            **_if("season", _numbered(episode.season)),
            **_if("episode", _numbered(episode.number)),
            "persons": [
                {
                    "display": person.name,
                    "role": person.role,
                    "group": person.group,
                    **_picture_and_link(person),
                }
                for person in episode.people
            ],
        },
        **_if("psc", _simple_chapters(episode)),
    }


def _simple_chapters(episode: Episode) -> dict[str, Any] | None:
    chapters = [
        {"start": timestamp(c.start), "title": c.title} for c in episode.chapters
    ]
    return {"chapters": chapters} if chapters else None


def _numbered(number: int | None) -> dict[str, int] | None:
    return {"number": number} if number else None


def _enclosure(episode: Episode) -> dict[str, Any]:
    enclosure = episode.enclosure
    return {"url": enclosure.url, "length": enclosure.length, "type": enclosure.type}


def _transcripts(episode: Episode, srt: str) -> list[dict[str, str]]:
    return [
        {
            "url": f"{_page(episode)}transcript{form.suffix}",
            "type": srt if form.suffix == ".srt" else form.type,
            "language": "en",
            **_if("rel", "captions" if form.timed else None),
        }
        for form in formats(SHOW, episode)
    ]


def _chapters(episode: Episode) -> dict[str, str] | None:
    if not episode.chapters:
        return None
    return {
        "url": f"{_page(episode)}chapters.json",
        "type": "application/json+chapters",
    }


def _picture_and_link(person: Person) -> dict[str, str]:
    return {**_if("img", person.image), **_if("href", person.link)}


def _page(episode: Episode) -> str:
    return f"https://paper.example/episodes/{episode.slug}/"


def _art(episode: Episode) -> str | None:
    if episode.artwork is None:
        return None
    return f"https://paper.example/artwork/{episode.artwork.digest[:12]}.jpg"


def _iso(moment: datetime | None) -> str:
    assert moment is not None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _rfc2822(moment: datetime | None) -> str:
    assert moment is not None
    return format_datetime(moment.astimezone(UTC))


def _if(key: str, value: Any) -> dict[str, Any]:
    """The entry, unless there is no value."""
    return {} if value in (None, []) else {key: value}


def _some(read: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """What was read under the keys that are expected."""
    return {key: read[key] for key in expected if key in read}
