"""What the head of each page says, and that its JSON-LD agrees with the feed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import (
    Artwork,
    Enclosure,
    Episode,
    Person,
    Podcast,
    TranscriptKind,
)
from feed_builder.pipeline import default_theme
from feed_builder.render.cards import cards
from feed_builder.render.feed import feed_bytes
from feed_builder.render.linked_data import as_script
from feed_builder.render.tags import clean
from feed_builder.render.theme import Theme
from scripts.make_golden import NAMES, expected

from .builders import GUEST, HOST, a_podcast, a_show, an_episode
from .test_pages import HOME, PAGE, a_transcript, a_turn, made, parsed

SHOW = {
    "@type": "PodcastSeries",
    "@id": "https://paper.example/",
    "url": "https://paper.example/",
    "name": "Paper & Ink",
    "webFeed": "https://paper.example/feed.xml",
}
NORA = {
    "@type": "Role",
    "roleName": "host",
    "author": {"@type": "Person", "name": "Nora Quill"},
}
TOM = {
    "@type": "Role",
    "roleName": "guest",
    "actor": {"@type": "Person", "name": "Tom Van Reed"},
}
HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "]]> & &amp; \u2028 \u2029 .",
    "\"quoted\" 'too' \\ {{ 7 * 7 }}",
)


def data_of(page: Any) -> list[Any]:
    """All JSON-LD of a page."""
    scripts = page.xpath("//script[@type='application/ld+json']")
    return [json.loads(script.text) for script in scripts]


def data_for(episode: Episode, **show_changes: Any) -> Any:
    """The JSON-LD of the episode's page."""
    podcast = a_podcast(episode, **show_changes)
    path = PurePosixPath("episodes", episode.slug, "index.html")
    (data,) = data_of(parsed(made(podcast, path)))
    return data


def head(page: Any) -> dict[str, str]:
    """The Open Graph and Twitter tags of a page."""
    return {
        meta.get("property") or meta.get("name"): meta.get("content")
        for meta in page.xpath("//meta[@property or starts-with(@name, 'twitter:')]")
    }


# Open Graph


def test_an_episode_is_shared_by_its_own_title_with_its_audio() -> None:
    page = parsed(made(a_podcast(language="en-gb", cards=False), PAGE))

    picture = "https://paper.example/artwork/0f0f0f0f0f0f-600.jpg"
    assert head(page) == {
        "og:site_name": "Paper & Ink",
        "og:type": "article",
        "og:title": "Rag paper",
        "og:description": "How rags became paper.",
        "og:url": "https://paper.example/episodes/001-rag-paper/",
        "og:locale": "en_GB",
        "og:image": picture,
        "og:image:type": "image/jpeg",
        "og:image:width": "600",
        "og:image:height": "600",
        "og:image:alt": "Artwork of Paper & Ink",
        "og:audio": "https://paper.example/audio/001-rag-paper.mp3",
        "og:audio:type": "audio/mpeg",
        "twitter:card": "summary",
        "twitter:title": "Rag paper",
        "twitter:description": "How rags became paper.",
        "twitter:image": picture,
        "twitter:image:alt": "Artwork of Paper & Ink",
    }


def test_an_episode_s_own_picture_is_called_after_it() -> None:
    show = a_show().artwork
    assert show is not None
    own = Artwork(
        path=show.path, type="image/jpeg", width=400, height=300, digest="ab" * 32
    )

    podcast = a_podcast(an_episode(artwork=own), cards=False)
    tags = head(parsed(made(podcast, PAGE)))

    assert [tags[f"og:image{part}"] for part in ("", ":width", ":height", ":alt")] == [
        "https://paper.example/artwork/abababababab-600.jpg",
        "400",
        "300",
        "Artwork of Rag paper",
    ]


@pytest.mark.parametrize(
    ("path", "folder", "alt"),
    [
        (PAGE, "episodes/001-rag-paper", "Episode 1 · Rag paper · Paper & Ink"),
        (HOME, "artwork", "Paper & Ink · Nora Quill"),
    ],
)
def test_a_card_stands_for_the_artwork(
    path: PurePosixPath, folder: str, alt: str
) -> None:
    podcast = a_podcast()
    colours = Theme((default_theme(),)).colours
    paths = [str(output.path) for output in cards(podcast, colours)]

    tags = head(parsed(made(podcast, path)))

    (card,) = (path for path in paths if path.startswith(folder))
    assert tags["og:image"] == tags["twitter:image"] == f"{podcast.show.link}{card}"
    assert (tags["og:image:width"], tags["og:image:height"]) == ("1200", "630")
    assert (tags["og:image:alt"], tags["twitter:card"]) == (alt, "summary_large_image")


def test_without_artwork_a_page_is_shared_without_a_picture() -> None:
    tags = head(parsed(made(a_podcast(artwork=None), HOME)))

    assert not [name for name in tags if "image" in name]
    assert tags["twitter:card"] == "summary"


@pytest.mark.parametrize("language", ["en", "zh-Hant", "es-419"])
def test_a_language_without_a_country_is_no_locale(language: str) -> None:
    assert "og:locale" not in head(parsed(made(a_podcast(language=language), HOME)))


# JSON-LD


def test_the_home_page_describes_the_show() -> None:
    (data,) = data_of(parsed(made(a_podcast(copyright="2026 Nora"), HOME)))

    assert data == {
        "@context": "https://schema.org",
        **SHOW,
        "description": "Talks about paper.",
        "image": "https://paper.example/artwork/0f0f0f0f0f0f.png",
        "inLanguage": "en",
        "genre": ["Arts"],
        "isAccessibleForFree": True,
        "isFamilyFriendly": True,
        "creditText": "Nora Quill",
        "copyrightNotice": "2026 Nora",
        "author": [NORA],
    }


def test_an_episode_s_page_describes_the_episode() -> None:
    tom = Person(
        name="Tom Van Reed",
        role="guest",
        link="https://tom.example/",
        image="https://tom.example/me.jpg",
    )
    editor = Person(name="Ada Moss", role="editor", group="writing")
    data = data_for(
        an_episode(
            season=2,
            people=(HOST, tom, editor),
            updated=datetime(2026, 3, 2, tzinfo=UTC),
            explicit=True,
            transcript=a_transcript(a_turn("Nora", "Rags?", 0), timestamps=True),
            transcript_kind=TranscriptKind.VERBATIM,
        )
    )

    page = "https://paper.example/episodes/001-rag-paper/"
    assert data == {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "@id": page,
        "url": page,
        "identifier": "11111111-2222-5333-8444-555555555555",
        "name": "Rag paper",
        "description": "How rags became paper.",
        "image": "https://paper.example/artwork/0f0f0f0f0f0f.png",
        "datePublished": "2026-03-01T18:00:00+00:00",
        "dateModified": "2026-03-02T00:00:00+00:00",
        "duration": "PT754S",
        "episodeNumber": 1,
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isFamilyFriendly": False,
        "author": [NORA],
        "actor": [
            {
                "@type": "Role",
                "roleName": "guest",
                "actor": {
                    "@type": "Person",
                    "name": "Tom Van Reed",
                    "url": "https://tom.example/",
                    "image": "https://tom.example/me.jpg",
                },
            }
        ],
        "contributor": [
            {
                "@type": "Role",
                "roleName": "editor",
                "contributor": {"@type": "Person", "name": "Ada Moss"},
            }
        ],
        "partOfSeason": {
            "@type": "PodcastSeason",
            "url": "https://paper.example/seasons/2/",
            "seasonNumber": 2,
        },
        "partOfSeries": SHOW,
        "associatedMedia": {
            "@type": "AudioObject",
            "contentUrl": "https://paper.example/audio/001-rag-paper.mp3",
            "encodingFormat": "audio/mpeg",
            "contentSize": "123456",
            "duration": "PT754S",
            "transcript": f"{page}transcript.txt",
            "caption": {
                "@type": "MediaObject",
                "contentUrl": f"{page}transcript.vtt",
                "encodingFormat": "text/vtt",
            },
        },
    }


def test_nothing_is_said_of_what_is_not_known() -> None:
    data = data_for(an_episode(number=None, people=(), summary=""), artwork=None)

    absent = {"episodeNumber", "partOfSeason", "image", "author", "description"}
    assert not absent & data.keys()
    assert "transcript" not in data["associatedMedia"]


def test_without_a_summary_an_episode_is_described_by_how_its_notes_begin() -> None:
    episode = an_episode(summary="", opening="Rags rest.", notes="Rags rest. Yes.")

    assert data_for(episode)["description"] == "Rags rest."
    tags = head(parsed(made(a_podcast(episode), PAGE)))
    assert tags["og:description"] == tags["twitter:description"] == "Rags rest."


def test_an_edited_transcript_is_no_caption() -> None:
    talk = a_transcript(a_turn("Nora", "Rags?", 0), timestamps=True)

    media = data_for(an_episode(transcript=talk))["associatedMedia"]

    assert media["transcript"].endswith("/transcript.txt")
    assert "caption" not in media


def test_a_film_is_a_video() -> None:
    film = Enclosure(url="https://a.example/1.mp4", length=9, type="video/mp4")
    page = parsed(made(a_podcast(an_episode(enclosure=film)), PAGE))

    (data,) = data_of(page)

    assert data["associatedMedia"]["@type"] == "VideoObject"
    assert "og:audio" not in head(page)


def test_other_pages_describe_nothing() -> None:
    assert data_of(parsed(made(a_podcast(), PurePosixPath("404.html")))) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_leaves_the_script_element(text: str) -> None:
    person = Person(name=text, role="guest", link="javascript:alert(1)")
    episode = an_episode(title=text, summary=text, guid=text, people=(person,))
    podcast = a_podcast(episode, title=text, author=text)

    page = parsed(made(podcast, PAGE))
    (data,) = data_of(page)

    assert [data[name] for name in ("name", "description", "identifier")] == [text] * 3
    assert data["actor"][0]["actor"] == {"@type": "Person", "name": text}
    assert "alert" not in "".join(
        script.text or "" for script in page.xpath("//script[not(@type)]")
    )
    assert head(page)["og:title"] == text


@given(st.text())
def test_any_text_comes_back_as_the_feed_has_it(text: str) -> None:
    script = as_script({"name": text})

    assert not set(script) & set("<>&\u2028\u2029")
    (name,) = json.loads(script).values()
    page = parsed(f"<meta charset=utf-8><script>{script}</script>".encode())
    assert [element.text for element in page.iter("script")] == [script]
    assert name == clean(text)


def test_a_control_character_is_left_out_as_in_the_feed() -> None:
    episode = an_episode(title="Rag\0 paper\x1b", summary="a\ud800b")

    data = data_for(episode)

    assert (data["name"], data["description"]) == ("Rag paper", "ab")


def agrees(data: Any, entry: Any) -> None:
    """Fails unless JSON-LD and the feed's item say the same."""
    (enclosure,) = entry.enclosures
    media = data["associatedMedia"]
    published = datetime.fromisoformat(data["datePublished"]).astimezone(UTC)
    assert {
        "name": data["name"],
        "url": data["url"],
        "guid": data["identifier"],
        "published": published.timetuple()[:6],
        "duration": data["duration"],
        "audio": (media["contentUrl"], media["encodingFormat"], media["contentSize"]),
        "episode": data.get("episodeNumber"),
        "season": data.get("partOfSeason", {}).get("seasonNumber"),
        "image": data.get("image"),
    } == {
        "name": entry.title,
        "url": entry.link,
        "guid": entry.id,
        "published": entry.published_parsed[:6],
        "duration": f"PT{entry.itunes_duration}S",
        "audio": (enclosure.href, enclosure.type, enclosure.length),
        "episode": number(entry.get("itunes_episode")),
        "season": number(entry.get("itunes_season")),
        "image": entry.image.href if "image" in entry else data.get("image"),
    }


def number(text: str | None) -> int | None:
    return None if text is None else int(text)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_said_agrees_with_the_feed(name: str) -> None:
    files = expected(name)
    feeds = [text for path, text in files.items() if path.startswith("feed")]
    entries = [e for text in feeds for e in feedparser.parse(text.encode()).entries]

    assert entries
    for entry in entries:
        path = entry.link.split("/episodes/")[1]
        (data,) = data_of(parsed(files[f"episodes/{path}index.html"].encode()))
        agrees(data, entry)


def test_audio_goes_through_the_service_that_counts_and_ends_at_a_whole_second() -> (
    None
):
    podcast = Podcast(
        show=a_show(enclosure_prefix="https://op3.dev/e/"),
        episodes=(an_episode(duration=timedelta(seconds=59.9), people=(HOST, GUEST)),),
    )

    (data,) = data_of(parsed(made(podcast, PAGE)))

    (entry,) = feedparser.parse(feed_bytes(podcast)).entries
    agrees(data, entry)
    assert data["duration"] == "PT59S"
    assert data["actor"] == [TOM]
