from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import (
    Category,
    Chapter,
    Enclosure,
    Origin,
    Person,
    Podcast,
    ShowType,
    Source,
    Transcript,
    TranscriptKind,
)
from feed_builder.render.feed import feed, feed_bytes
from feed_builder.text import xml_safe

from .builders import GUEST, HOST, a_podcast, a_show, an_episode
from .feeds import (
    CONTENT,
    ITUNES,
    LESSONS,
    PODCAST,
    RICH,
    TURN,
    attributes,
    parsed,
    the_channel,
    the_item,
)

WHOLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="feed.css"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
xmlns:podcast="https://podcastindex.org/namespace/1.0" \
xmlns:psc="http://podlove.org/simple-chapters" \
xmlns:content="http://purl.org/rss/1.0/modules/content/" version="2.0">
  <channel>
    <title>Paper &amp; Ink</title>
    <link>https://paper.example/</link>
    <description>Talks about paper.</description>
    <copyright>2026 Nora Quill</copyright>
    <generator>feed-builder</generator>
    <image>
      <url>https://paper.example/artwork/0f0f0f0f0f0f.png</url>
      <title>Paper &amp; Ink</title>
      <link>https://paper.example/</link>
    </image>
    <language>en</language>
    <lastBuildDate>Thu, 05 Mar 2026 09:30:00 +0000</lastBuildDate>
    <atom:link href="https://paper.example/feed.xml" rel="self" \
type="application/rss+xml"/>
    <itunes:author>Nora Quill</itunes:author>
    <itunes:owner>
      <itunes:name>Nora Quill</itunes:name>
      <itunes:email>nora@paper.example</itunes:email>
    </itunes:owner>
    <itunes:image href="https://paper.example/artwork/0f0f0f0f0f0f.png"/>
    <itunes:category text="Arts">
      <itunes:category text="Books"/>
    </itunes:category>
    <itunes:explicit>false</itunes:explicit>
    <itunes:type>episodic</itunes:type>
    <podcast:guid>5f1f7d4e-6a2b-5c3d-8e4f-0a1b2c3d4e5f</podcast:guid>
    <podcast:locked owner="nora@paper.example">yes</podcast:locked>
    <podcast:person role="host" group="cast">Nora Quill</podcast:person>
    <item>
      <title>Rag paper</title>
      <link>https://paper.example/episodes/001-rag-paper/</link>
      <description><![CDATA[<p>How rags became paper.</p>
<p>00:00:00 Part 0</p>
<p>00:01:00 Part 1</p>
<p>00:02:00 Part 2</p>
<p>Lessons</p>
<ul>
<li>Soak first</li>
</ul>]]></description>
      <content:encoded><![CDATA[<p>How rags became paper.</p>
<p>00:00:00 Part 0<br>
00:01:00 Part 1<br>
00:02:00 Part 2</p>
<p><strong>Lessons</strong></p>
<ul>
<li>Soak first</li>
</ul>]]></content:encoded>
      <guid isPermaLink="false">11111111-2222-5333-8444-555555555555</guid>
      <enclosure url="https://paper.example/audio/001-rag-paper.mp3" length="123456" \
type="audio/mpeg"/>
      <pubDate>Sun, 01 Mar 2026 18:00:00 +0000</pubDate>
      <itunes:title>Rag paper</itunes:title>
      <itunes:duration>754</itunes:duration>
      <itunes:season>2</itunes:season>
      <itunes:episode>1</itunes:episode>
      <itunes:episodeType>bonus</itunes:episodeType>
      <itunes:explicit>true</itunes:explicit>
      <itunes:image href="https://paper.example/artwork/abababababab.jpg"/>
      <podcast:person role="host" group="cast" \
img="https://paper.example/nora.jpg">Nora Quill</podcast:person>
      <podcast:person role="guest" group="cast" \
href="https://tom.example/">Tom Van Reed</podcast:person>
      <podcast:season>2</podcast:season>
      <podcast:episode>1</podcast:episode>
      <podcast:transcript \
url="https://paper.example/episodes/001-rag-paper/transcript.html" \
type="text/html" language="en"/>
      <podcast:transcript \
url="https://paper.example/episodes/001-rag-paper/transcript.txt" \
type="text/plain" language="en"/>
      <podcast:transcript \
url="https://paper.example/episodes/001-rag-paper/transcript.vtt" \
type="text/vtt" language="en" rel="captions"/>
      <podcast:transcript \
url="https://paper.example/episodes/001-rag-paper/transcript.srt" \
type="application/x-subrip" language="en" rel="captions"/>
      <podcast:transcript \
url="https://paper.example/episodes/001-rag-paper/transcript.json" \
type="application/json" language="en" rel="captions"/>
      <podcast:chapters \
url="https://paper.example/episodes/001-rag-paper/chapters.json" \
type="application/json+chapters"/>
      <psc:chapters version="1.2">
        <psc:chapter start="00:00:00.000" title="Part 0"/>
        <psc:chapter start="00:01:00.000" title="Part 1"/>
        <psc:chapter start="00:02:00.000" title="Part 2"/>
      </psc:chapters>
    </item>
  </channel>
</rss>
"""

#: A show that leaves out all it may leave out, before its first episode.
BARE = """\
<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet type="text/css" href="feed.css"?>
<rss xmlns:atom="http://www.w3.org/2005/Atom" \
xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" \
xmlns:podcast="https://podcastindex.org/namespace/1.0" version="2.0">
  <channel>
    <title>Paper &amp; Ink</title>
    <link>https://paper.example/</link>
    <description>Talks about paper.</description>
    <generator>feed-builder</generator>
    <language>en</language>
    <atom:link href="https://paper.example/feed.xml" rel="self" \
type="application/rss+xml"/>
    <itunes:author>Nora Quill</itunes:author>
    <itunes:explicit>true</itunes:explicit>
    <itunes:type>serial</itunes:type>
    <podcast:guid>5f1f7d4e-6a2b-5c3d-8e4f-0a1b2c3d4e5f</podcast:guid>
    <podcast:locked>no</podcast:locked>
  </channel>
</rss>
"""


def test_the_feed_says_everything_that_directories_ask_for() -> None:
    podcast = a_podcast(RICH, copyright="2026 Nora Quill")

    assert feed_bytes(podcast).decode() == WHOLE


def test_what_a_show_does_not_say_is_left_out_and_so_is_the_clock() -> None:
    bare = a_show(
        owner=None,
        artwork=None,
        categories=(),
        people=(),
        explicit=True,
        locked=False,
        type=ShowType.SERIAL,
    )

    assert feed_bytes(Podcast(show=bare, episodes=())).decode() == BARE


def test_categories_keep_their_order_and_their_subcategories() -> None:
    categories = (
        Category(name="Society & Culture", subcategory="Documentary"),
        Category(name="Arts"),
    )

    channel = the_channel(categories=categories)

    assert [
        [c.get("text") for c in category.iter(ITUNES + "category")]
        for category in channel.findall(ITUNES + "category")
    ] == [["Society & Culture", "Documentary"], ["Arts"]]


def test_a_guest_whom_the_show_knows_is_credited_only_where_there_was_a_visit() -> None:
    channel = the_channel(people=(HOST, GUEST))

    assert [p.text for p in channel.findall(PODCAST + "person")] == ["Nora Quill"]


def test_items_stand_in_the_order_in_which_they_are_given() -> None:
    episodes = [an_episode(guid=guid) for guid in ("third", "second", "first")]

    channel = parsed(a_podcast(*episodes))[0]

    assert [guid.text for guid in channel.iterfind("item/guid")] == [
        "third",
        "second",
        "first",
    ]


def test_the_same_podcast_always_gives_the_same_bytes() -> None:
    podcast = a_podcast(RICH, an_episode(guid="another"))

    assert feed_bytes(podcast) == feed_bytes(podcast)


def test_an_edited_transcript_is_announced_but_not_as_captions() -> None:
    item = the_item(replace(RICH, transcript_kind=TranscriptKind.EDITED))

    assert [attributes(t) for t in item.findall(PODCAST + "transcript")] == [
        {
            "url": "https://paper.example/episodes/001-rag-paper/transcript.html",
            "type": "text/html",
            "language": "en",
        },
        {
            "url": "https://paper.example/episodes/001-rag-paper/transcript.txt",
            "type": "text/plain",
            "language": "en",
        },
    ]


def test_the_output_is_the_feed_itself() -> None:
    output = feed(a_podcast(RICH, copyright="2026 Nora Quill"))

    made = b"".join(output.made())
    assert (str(output.path), made) == ("feed.xml", WHOLE.encode())


@pytest.mark.parametrize(
    "changed",
    [
        a_podcast(RICH, title="Ink"),
        a_podcast(RICH, RICH),
        a_podcast(replace(RICH, notes="More.")),
        a_podcast(replace(RICH, transcript=None)),
        a_podcast(replace(RICH, transcript_kind=TranscriptKind.EDITED)),
    ],
    ids=["show", "episodes", "notes", "lessons", "captions"],
)
def test_the_feed_is_made_again_when_something_that_it_shows_changes(
    changed: Podcast,
) -> None:
    assert feed(changed).key != feed(a_podcast(RICH)).key


def test_the_feed_is_not_made_again_for_what_it_does_not_show() -> None:
    said = Transcript(
        form="markdown",
        turns=(replace(TURN, text="Hello."), TURN),
        timestamps=True,
        highlights=(LESSONS,),
    )
    origins = {"title": Origin(source=Source.AUTHOR)}

    other = replace(RICH, transcript=said, origins=origins)

    assert feed(a_podcast(other)).key == feed(a_podcast(RICH)).key


@pytest.mark.parametrize(
    ("prefix", "audio", "announced"),
    [
        (
            "https://op3.dev/e/",
            "https://paper.example/a.mp3?x=1",
            "https://op3.dev/e/paper.example/a.mp3?x=1",
        ),
        (
            "https://dts.podtrac.com/redirect.mp3",
            "https://paper.example/a.mp3",
            "https://dts.podtrac.com/redirect.mp3/paper.example/a.mp3",
        ),
        (
            "https://op3.dev/e/",
            "http://paper.example/a.mp3",
            "https://op3.dev/e/http://paper.example/a.mp3",
        ),
        (
            "https://op3.dev/e/",
            "https://op3.dev/e/paper.example/a.mp3",
            "https://op3.dev/e/paper.example/a.mp3",
        ),
    ],
    ids=["OP3", "Podtrac", "http", "prefixed by the author"],
)
def test_downloads_are_counted_through_a_prefix(
    prefix: str, audio: str, announced: str
) -> None:
    episode = an_episode(enclosure=Enclosure(url=audio, length=9, type="audio/mpeg"))

    (item,) = parsed(a_podcast(episode, enclosure_prefix=prefix)).iter("item")

    (enclosure,) = item.findall("enclosure")
    assert enclosure.get("url") == announced


@pytest.mark.parametrize(("limit", "whole"), [(None, 3), (2, 2), (0, 0), (9, 3)])
def test_older_items_may_do_without_their_whole_notes(
    limit: int | None, whole: int
) -> None:
    episodes = (an_episode(guid=guid) for guid in ("third", "second", "first"))

    channel = parsed(a_podcast(*episodes, full_notes=limit))[0]

    has_notes = [
        item.find(CONTENT + "encoded") is not None for item in channel.iter("item")
    ]
    assert has_notes == [True] * whole + [False] * (3 - whole)
    assert all(item.findtext("description") for item in channel.iter("item"))


def test_a_feed_names_its_stylesheet_for_browsers() -> None:
    _, instruction, *_ = feed_bytes(a_podcast()).splitlines()

    assert instruction == b'<?xml-stylesheet type="text/css" href="feed.css"?>'


# Whatever people write ----------------------------------------------------------------

_ANY = st.text(st.characters(exclude_categories=()))
_NAME = _ANY.filter(lambda text: xml_safe(text).strip())


@given(title=_NAME, name=_NAME, words=_ANY)
def test_any_text_gives_a_feed_that_says_it(title: str, name: str, words: str) -> None:
    episode = an_episode(
        title=title,
        people=(Person(name=name, role=title),),
        summary=words,
        notes=words,
        chapters=tuple(Chapter(start=timedelta(n), title=name) for n in range(3)),
    )

    channel = parsed(a_podcast(episode, title=name, description=title, author=name))[0]

    item = channel.find("item")
    assert item is not None
    (person,) = item.findall(PODCAST + "person")
    assert [channel.findtext(tag) for tag in ("title", "description")] == [
        written(name),
        written(title),
    ]
    assert channel.findtext(ITUNES + "author") == written(name)
    assert item.findtext("title") == written(title)
    assert (person.text, person.get("role")) == (written(name), written(title))


def written(text: str) -> str:
    """The text as XML can hold it: its line ends are LF, its ends no spaces."""
    lines = xml_safe(text).replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()
