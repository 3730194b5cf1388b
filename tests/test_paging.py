from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from feed_builder import build
from feed_builder.feed_pages import published_feed
from feed_builder.model import Podcast, Published
from feed_builder.render.feed import feeds
from feed_builder.takedown import taken_down

from .builders import PODCAST_YAML, TONE, a_podcast, a_project, an_episode
from .feeds import ATOM

HOME = "https://paper.example/"


def a_paged(size: int | None, episodes: int = 5, **changes: Any) -> Podcast:
    made = [an_episode(guid=str(n), slug=str(n)) for n in range(episodes, 0, -1)]
    return a_podcast(*made, feed_page=size, **changes)


def read(podcast: Podcast) -> dict[str, etree._Element]:
    """The channel of each page by its path, in the order they are made."""
    return {
        str(output.path): etree.fromstring(b"".join(output.made()))[0]
        for output in feeds(podcast)
    }


def links(channel: etree._Element) -> dict[str | None, str | None]:
    return {
        link.get("rel"): link.get("href") for link in channel.findall(ATOM + "link")
    }


def test_a_feed_is_one_page_unless_asked_for_more() -> None:
    pages = read(a_paged(None))

    assert pages.keys() == {"feed.xml"}
    assert links(pages["feed.xml"]) == {"self": f"{HOME}feed.xml"}
    assert len(pages["feed.xml"].findall("item")) == 5


def test_the_newest_stand_in_the_feed_and_it_is_made_last() -> None:
    pages = read(a_paged(2))

    assert {
        path: [guid.text for guid in channel.iterfind("item/guid")]
        for path, channel in pages.items()
    } == {"feed-3.xml": ["1"], "feed-2.xml": ["3", "2"], "feed.xml": ["5", "4"]}
    assert list(pages) == ["feed-3.xml", "feed-2.xml", "feed.xml"]


def test_pages_lead_to_each_other() -> None:
    pages = read(a_paged(2, feed_url="https://feeds.example/paper"))

    first = "https://feeds.example/paper"
    assert {path: links(channel) for path, channel in pages.items()} == {
        "feed.xml": {
            "self": first,
            "first": first,
            "last": f"{HOME}feed-3.xml",
            "next": f"{HOME}feed-2.xml",
        },
        "feed-2.xml": {
            "self": f"{HOME}feed-2.xml",
            "first": first,
            "last": f"{HOME}feed-3.xml",
            "previous": first,
            "next": f"{HOME}feed-3.xml",
        },
        "feed-3.xml": {
            "self": f"{HOME}feed-3.xml",
            "first": first,
            "last": f"{HOME}feed-3.xml",
            "previous": f"{HOME}feed-2.xml",
        },
    }


def test_a_show_without_episodes_has_a_page_all_the_same() -> None:
    empty = Podcast(show=a_paged(2).show, episodes=())

    assert list(read(empty)) == ["feed.xml"]


def test_pages_are_published_and_go_again(tmp_path: Path) -> None:
    now = datetime(2026, 6, 1, tzinfo=UTC)
    more: dict[str, str | bytes | Path | None] = {
        "episodes/002-rope.yaml": "title: Rope\npublished: 2026-04-01 18:00\n"
        "summary: R.",
        "audio/002-rope.mp3": TONE.with_name("vbr.mp3"),
    }
    show = f"{PODCAST_YAML}feed_page: 1\n"

    paged = build(a_project(tmp_path, {"podcast.yaml": show, **more}), now=now)
    whole = build(a_project(tmp_path, {"podcast.yaml": PODCAST_YAML, **more}), now=now)

    assert {"feed.xml", "feed-2.xml"} <= set(paged.written)
    assert "feed-2.xml" in whole.removed


def test_pages_that_were_published_are_one_feed_again(tmp_path: Path) -> None:
    for output in feeds(a_paged(2)):
        (tmp_path / output.path).write_bytes(b"".join(output.made()))

    whole = published_feed(tmp_path)

    assert whole is not None
    channel = etree.fromstring(whole)[0]
    assert [guid.text for guid in channel.iterfind("item/guid")] == list("54321")


def test_an_episode_is_taken_off_the_page_that_it_stands_on(tmp_path: Path) -> None:
    podcast = a_paged(2)
    for output in feeds(podcast):
        (tmp_path / output.path).write_bytes(b"".join(output.made()))
    (oldest,) = (e for e in podcast.episodes if e.guid == "1")
    known = Published(
        guid="1",
        stem="1",
        slug="1",
        title=oldest.title,
        published=oldest.published,
        enclosure=oldest.enclosure,
        duration=oldest.duration,
    )

    changed, _ = taken_down(tmp_path, known, HOME)

    last = etree.fromstring(changed[PurePosixPath("feed-3.xml")])
    assert last.findall("channel/item") == []
    assert list(changed)[-1] == PurePosixPath("feed.xml")
