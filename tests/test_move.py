"""A move is proven: old and new feed are compared as podcast apps see them."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import podcastparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.cli import CANNOT_RUN, FINE, PROBLEMS, run
from feed_builder.importing.proof import Unmoved, proof
from feed_builder.importing.seen import SeenFeed, seen
from feed_builder.importing.soup import tree

from .builders import SHARED

FEEDS = sorted((SHARED / "corpus" / "feeds").glob("*"))
FEED = """\
<?xml version="1.0"?>
<rss version="2.0" xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:acme="https://acme.example/ns">
<channel><title>Rags &amp; bones</title><link>https://old.example/</link>
<description>Paper, <![CDATA[and <b>ink</b>]]>.</description><language>en</language>
<i:author>Nora Quill</i:author><i:explicit>no</i:explicit><i:type>episodic</i:type>
<i:category text="Arts"><i:category text="Books"/></i:category>
<podcast:person>Nora Quill</podcast:person>
<item><title>Wove</title><guid>two</guid>
<pubDate>Sun, 08 Mar 2026 18:00:00 +0000</pubDate>
<enclosure url="https://old.example/2.mp3" length="160000" type="audio/mpeg"/>
<i:duration>0:10</i:duration><description>All of it.</description>
<podcast:transcript url="https://old.example/2.vtt" type="text/vtt"/>
<podcast:soundbite startTime="1" duration="2">Hear</podcast:soundbite></item>
<item><title>Rags</title><guid>one</guid>
<pubDate>Sun, 01 Mar 2026 18:00:00 +0000</pubDate>
<enclosure url="https://old.example/1.mp3" length="160000" type="audio/mpeg"/>
<i:duration>10</i:duration><i:season>1</i:season><i:episode>1</i:episode>
<acme:mood>glad</acme:mood>
<content:encoded>&lt;p&gt;See &lt;a href="https://mill.example/"&gt;it&lt;/a&gt;&lt;/p&gt;
</content:encoded></item>
</channel></rss>
"""


def see(text: str | bytes) -> SeenFeed:
    found = seen(text.encode() if isinstance(text, str) else text)
    assert found is not None
    return found


def noticed(before: str, after: str) -> list[tuple[str, str]]:
    return [(f.field, f.of) for f in proof(see(before), see(after)).noticed]


def test_a_feed_is_the_same_as_itself() -> None:
    found = proof(see(FEED), see(FEED))

    assert found.findings == ()
    assert found.compared["episodes"] == found.compared["audio"] == 2


@pytest.mark.parametrize(
    ("old", "new", "field", "of"),
    [
        ("<guid>one", "<guid>1", "episodes", "Rags"),
        ("<title>Wove", "<title>Laid", "title", "Wove"),
        ("08 Mar 2026 18:00:00 +0000", "08 Mar 2026 18:00:00 +0100", "published", ""),
        ("https://old.example/2.mp3", "https://new.example/2.mp3", "audio", "Wove"),
        ('length="160000"', 'length="160001"', "length", "Wove"),
        ('type="audio/mpeg"', 'type="audio/mp3"', "media type", "Wove"),
        ("<i:duration>10<", "<i:duration>11<", "duration", "Rags"),
        ("<i:explicit>no<", "<i:explicit>true<", "explicit", "the show"),
        ("<i:season>1<", "<i:season>2<", "season", "Rags"),
        ("<i:episode>1<", "<i:episode>2<", "episode", "Rags"),
        ("All of it.", "Half of it.", "description", "Wove"),
        ("https://mill.example/", "https://miller.example/", "links", "Rags"),
        ("<podcast:person>Nora Quill", "<podcast:person>Ada", "people", "the show"),
        ("<podcast:transcript ", "<acme:transcript ", "transcripts", "Wove"),
        ("<podcast:soundbite ", "<acme:soundbite ", "podcast:soundbite", "Wove"),
        ("<i:author>Nora", "<i:author>Ada", "author", "the show"),
        ("Books", "Comics", "categories", "the show"),
        ("<language>en", "<language>de", "language", "the show"),
        # What is said otherwise, or is read by few apps, is not noticed.
        ("<i:explicit>no<", "<i:explicit>false<", "", ""),
        ("<i:duration>0:10<", "<i:duration>10<", "", ""),
        ("18:00:00 +0000", "19:00:00 +0100", "", ""),
        ("<acme:mood>glad</acme:mood>", "", "", ""),
        ("All of it.", "&lt;p&gt;All of it.&lt;/p&gt;", "", ""),
        ("All of it.", "0:00 Hello. All of it.", "", ""),
        ("https://old.example/2.vtt", "https://new.example/2.vtt", "", ""),
    ],
)
def test_what_listeners_would_notice_is_found(
    old: str, new: str, field: str, of: str
) -> None:
    assert old in FEED

    found = noticed(FEED, FEED.replace(old, new))

    assert (field in dict(found)) if field else not found
    assert not of or of in [each for name, each in found if name == field]


def test_another_order_is_noticed_unless_it_was_none_of_dates() -> None:
    first, second = re.findall(r"<item>.*?</item>", FEED, re.DOTALL)
    turned = FEED.replace(first, "X").replace(second, first).replace("X", second)

    assert noticed(FEED, turned) == [("order", "the show")]
    assert noticed(turned, FEED) == []


def test_of_episodes_with_one_guid_apps_show_one() -> None:
    item = FEED[FEED.index("<item>") : FEED.index("</item>") + 7]
    twice = FEED.replace(item, item + item.replace("2.mp3", "x.mp3"))

    found = proof(see(twice), see(FEED))

    assert found.noticed == ()
    assert [(f.field, f.after) for f in found.findings] == [("guid", "one")]


def test_files_that_were_not_moved_are_counted() -> None:
    new = FEED.replace("https://old.example/2.vtt", "https://new.example/2.vtt")

    assert proof(see(FEED), see(new)).unmoved == (
        Unmoved(what="audio", host="old.example", count=2),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_whatever_its_encoding_the_text_is_read(encoding: str) -> None:
    assert see(FEED.replace("Wove", "Vélin").encode(encoding)).items[0].facts[
        "title"
    ] == ("Vélin",)


@given(st.text(alphabet="<>/!-[]CDATA&;='\"? abx:\n") | st.text())
def test_any_text_is_scanned(text: str) -> None:
    tree(text.encode())
    seen(f"<rss><channel>{text}<item>{text}".encode())


@pytest.mark.parametrize(
    "text",
    ["<a ", '<a b="', "<!--", "<![CDATA[", "<a>", "</a>", "<!DOCTYPE [", "&amp", "<?"],
)
def test_scanning_takes_time_in_proportion(text: str) -> None:
    start = time.process_time()
    tree((text * (2_000_000 // len(text))).encode())

    assert time.process_time() - start < 10  # a minute and more, were it squared


def an_import(folder: Path, *options: str) -> tuple[int, Path]:
    old = folder / "old.xml"
    old.write_text(FEED)
    return run(["import", str(old), str(folder / "show"), *options]), old


def test_an_import_is_proven(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _ = an_import(tmp_path, "--verify")

    told = capsys.readouterr().out.splitlines()
    assert code == FINE
    assert told[0].split() == ["What", "apps", "see", "compared", "noticed"]
    assert "audio                     2        -" in told
    assert told[-2] == "Still at the old host old.example: transcripts (1)"
    assert told[-1] == "Listeners would notice nothing."


def test_a_show_that_was_imported_is_compared_and_not_touched(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, old = an_import(tmp_path)
    (episode,) = (tmp_path / "show" / "episodes").glob("*wove.yaml")
    written = episode.read_text().replace("All of it.", "Half of it.")
    episode.write_text(written.replace('title: "Wove"', "title: Laid"))
    before = written_at(tmp_path / "show")
    capsys.readouterr()

    code = run(["import", str(old), str(tmp_path / "show"), "--verify"])

    told = capsys.readouterr().out
    assert code == PROBLEMS
    assert "! title of Wove\n    Wove → Laid\n" in told
    assert "! description of Wove\n    All of it. → Half of it.\n" in told
    assert written_at(tmp_path / "show") == before


def written_at(show: Path) -> dict[Path, int]:
    """The files that are there, but for what was learned of them, and their times."""
    found = (path for path in show.rglob("*") if ".feed-builder" not in path.parts)
    return {path: path.stat().st_mtime_ns for path in found if path.is_file()}


def test_the_proof_is_for_machines_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    an_import(tmp_path, "--verify", "--format=json")

    told = json.loads(capsys.readouterr().out)
    assert told["version"] == 1
    assert told["move"]["noticed"] == 0
    assert told["move"]["compared"]["audio"] == 2
    differences = told["move"]["differences"]
    assert {
        "field": "locked",
        "of": "the show",
        "guid": None,
        "before": "",
        "after": "yes",
        "noticed": False,
    } in differences
    assert told["report"]["problems"]


def test_a_show_that_cannot_be_built_proves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, old = an_import(tmp_path)
    show = tmp_path / "show" / "podcast.yaml"
    show.write_text(show.read_text().replace("language:", "lang uage:"))

    code = run(["import", str(old), str(tmp_path / "show"), "--verify"])

    assert code == PROBLEMS
    assert "known-keys" in capsys.readouterr().err


def test_what_is_no_feed_proves_nothing(tmp_path: Path) -> None:
    _, old = an_import(tmp_path)
    old.write_text("<html>404</html>")

    assert run(["import", str(old), str(tmp_path / "show"), "--verify"]) == CANNOT_RUN


@pytest.mark.skipif(not FEEDS, reason="needs ../shared/corpus")
@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: path.name)
def test_other_readers_see_the_same(feed: Path) -> None:
    data = feed.read_bytes()
    theirs = feedparser.parse(data.lstrip())

    assert [
        (item.guid, item.facts["title"][0], item.facts["audio"][0])
        for item in see(data).items
    ] == [
        (" ".join(entry.get("id", url).split()), " ".join(entry.title.split()), url)
        for entry in theirs.entries
        for url in [link.href for link in entry.get("enclosures", ())][:1]
    ]
    assert [item.published for item in see(data).items if item.published] == [
        _moment(entry.published_parsed)
        for entry in theirs.entries
        if entry.get("enclosures") and entry.get("published_parsed")
    ]


def _moment(parts: time.struct_time) -> datetime:
    return datetime(*parts[:6], tzinfo=UTC)


@pytest.mark.skipif(not FEEDS, reason="needs ../shared/corpus")
@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: path.name)
def test_podcastparser_sees_the_same_durations(feed: Path) -> None:
    data = feed.read_bytes().lstrip()
    try:
        with feed.open("rb") as file:
            theirs = podcastparser.parse(feed.as_uri(), file)
    except podcastparser.FeedParseError:
        return  # it takes whole XML only

    ours = {i.facts["audio"][0]: i.facts["duration"][0] for i in see(data).items}
    for episode in theirs["episodes"]:
        for url in (e["url"] for e in episode["enclosures"] if e["url"] in ours):
            whole = timedelta(seconds=int(episode["total_time"]))
            assert ours[url] == (str(whole // timedelta(seconds=1)) if whole else "")
