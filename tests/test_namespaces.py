"""What each namespace of the feed says, tag by tag."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from feed_builder.model import Chapter, EpisodeType, FeedTag, Podcast
from feed_builder.render import itunes, podcast_namespace, psc, spotify
from feed_builder.render.tags import Tag, tag

from .builders import GUEST, HOST, a_podcast, a_show, an_episode
from .feeds import ATOM, ITUNES, attributes, parsed, the_channel, the_item

WIDE = FeedTag(name="image", attributes=(("aspect-ratio", "16/9"),))


def said(tags: tuple[Tag, ...], name: str) -> list[Tag]:
    return [each for each in tags if each.name == name and each]


# Podlove Simple Chapters --------------------------------------------------------------


def test_chapters_stand_in_their_order_with_links_and_pictures_hidden_ones_do_not() -> (
    None
):
    chapters = (
        Chapter(
            start=timedelta(hours=1, milliseconds=250),
            title="B",
            link="https://b.example/",
            image="https://b.example/b.png",
        ),
        Chapter(start=timedelta(seconds=9), title="Secret", hidden=True),
        Chapter(start=timedelta(0), title="A"),
    )

    assert psc.item(a_show(), an_episode(chapters=chapters)) == (
        tag(
            "chapters",
            None,
            tag("chapter", start="00:00:00.000", title="A"),
            tag(
                "chapter",
                start="01:00:00.250",
                title="B",
                href="https://b.example/",
                image="https://b.example/b.png",
            ),
            version="1.2",
        ),
    )


def test_hidden_chapters_alone_are_no_chapters() -> None:
    hidden = (Chapter(start=timedelta(0), title="Secret", hidden=True),)

    assert psc.item(a_show(), an_episode(chapters=hidden)) == ()


# Spotify ------------------------------------------------------------------------------


def test_spotify_is_told_its_two_tags() -> None:
    podcast = a_podcast(spotify_limit=10, countries=("gb", "ie"))

    assert spotify.channel(podcast) == (
        tag("limit", recentCount="10"),
        tag("countryOfOrigin", "gb ie"),
    )


def test_spotifys_namespace_is_declared_only_where_it_is_used() -> None:
    assert "spotify" not in parsed(a_podcast()).nsmap
    assert "spotify" in parsed(a_podcast(spotify_limit=10)).nsmap


# Atom ---------------------------------------------------------------------------------


def test_a_hub_stands_after_the_feeds_own_address() -> None:
    channel = the_channel(hubs=("https://hub.example/", "https://other.example/"))

    assert [attributes(link) for link in channel.findall(ATOM + "link")] == [
        {
            "href": "https://paper.example/feed.xml",
            "rel": "self",
            "type": "application/rss+xml",
        },
        {"href": "https://hub.example/", "rel": "hub"},
        {"href": "https://other.example/", "rel": "hub"},
    ]


# Apple --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "name", "text"),
    [
        ({"complete": True}, "complete", "Yes"),
        ({"itunes_summary": "Short."}, "summary", "Short."),
        ({"moved_to": "https://n.example/"}, "new-feed-url", "https://n.example/"),
        ({"tags": (FeedTag(name="block", text="yes"),)}, "block", "Yes"),
    ],
)
def test_apple_is_told_what_the_show_says(
    changes: dict[str, Any], name: str, text: str
) -> None:
    assert said(itunes.channel(a_podcast()), name) == []
    assert said(itunes.channel(a_podcast(**changes)), name) == [tag(name, text)]


@pytest.mark.parametrize(
    "block",
    [
        FeedTag(name="block", text="no"),
        FeedTag(name="block", text="yes", attributes=(("id", "amazon"),)),
    ],
)
def test_apple_may_show_what_others_may_not(block: FeedTag) -> None:
    assert said(itunes.channel(a_podcast(tags=(block,))), "block") == []


def test_an_episode_can_be_hidden_and_summed_up() -> None:
    item = the_item(an_episode(block=True, itunes_summary="Short."))

    assert item.findtext(ITUNES + "block") == "Yes"
    assert item.findtext(ITUNES + "summary") == "Short."


# Podcasting 2.0 -----------------------------------------------------------------------


def trailer(podcast: Podcast) -> list[Tag]:
    return said(podcast_namespace.channel(podcast), "trailer")


def test_an_episode_that_is_a_trailer_is_the_shows_trailer() -> None:
    soon = an_episode(title="Soon", type=EpisodeType.TRAILER, season=2)

    assert trailer(a_podcast(an_episode(), soon)) == [
        tag(
            "trailer",
            "Soon",
            url="https://paper.example/audio/001-rag-paper.mp3",
            pubdate="Sun, 01 Mar 2026 18:00:00 +0000",
            length="123456",
            type="audio/mpeg",
            season="2",
        )
    ]


def test_a_trailer_that_the_author_names_stands_for_all() -> None:
    soon = an_episode(type=EpisodeType.TRAILER)
    named = FeedTag(name="trailer", text="Ours", attributes=(("url", "https://a/"),))

    assert trailer(a_podcast(soon, tags=(named,))) == [
        tag("trailer", "Ours", url="https://a/")
    ]


def test_of_a_tag_that_may_stand_once_the_authors_counts() -> None:
    named = FeedTag(name="season", text="2", attributes=(("name", "Ink"),))
    episode = an_episode(season=2, tags=(named,))

    assert said(podcast_namespace.item(a_show(), episode), "season") == [
        tag("season", "2", name="Ink")
    ]


def test_an_episode_with_a_guest_names_its_hosts_again() -> None:
    people = said(podcast_namespace.item(a_show(), an_episode()), "person")

    assert [person.text for person in people] == [HOST.name, GUEST.name]


def test_tags_stand_in_the_order_of_the_table_whoever_asks_for_them() -> None:
    asked = (FeedTag(name="medium", text="music"), FeedTag(name="txt", text="x"), WIDE)

    tags = podcast_namespace.channel(a_podcast(tags=asked))

    assert [each.name for each in tags] == [
        "guid",
        "locked",
        "medium",
        "person",
        "image",
        "txt",
    ]


def test_a_tag_of_rss_within_a_live_item_has_no_namespace() -> None:
    title = FeedTag(name="title", text="Live <now>", prefix="")
    live = FeedTag(name="liveItem", children=(title, replace(WIDE, prefix="itunes")))

    (written,) = the_channel(tags=(live,)).iterfind("{*}liveItem")

    assert [child.tag for child in written] == ["title", ITUNES + "image"]
    assert written.findtext("title") == "Live <now>"
