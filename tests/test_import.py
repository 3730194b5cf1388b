"""An old feed becomes a project whose feed is the same to other people's readers."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path
from typing import Any

import feedparser
import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from feed_builder import build
from feed_builder.cli import CANNOT_RUN, FINE, run
from feed_builder.importing.markdown import markdown_of
from feed_builder.importing.seen import seen
from feed_builder.project import Project
from feed_builder.text import html_of, xml_safe

from .builders import CASES, SHARED

#: What libxml2 reads of one text, in bytes.
LARGEST_TEXT = 10_000_000
NOW = datetime(2026, 6, 1, tzinfo=UTC)
FEEDS = sorted((SHARED / "corpus" / "feeds").glob("*"))
FEED = """\

<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd">
<channel xmlns:podcast="https://podcastindex.org/namespace/1.0"
xmlns:psc="http://podlove.org/simple-chapters"><title>Rags &amp; bones</title><link>https://old.example</link>
<description>Paper.</description><language>en</language>
<item><title>../../etc: 造纸</title><pubDate>Sun, 01 Mar 2026 18:00:00 +0100</pubDate>
<description>Hello&nbsp;*you* &lt;script&gt;x()&lt;/script&gt;</description>
<itunes:duration>24:15</itunes:duration>
<enclosure url="https://old.example/1.mp3" length="8731648" type="audio/mpeg"/></item>
{more}
</channel></rss>
"""
DOUBTFUL = """
<item><title>Lost</title><guid>lost</guid></item>
<item><title>Script</title><guid>script</guid>
<enclosure url="javascript:alert(1)" length="9" type="audio/mpeg"/></item>"""


def an_old_feed(folder: Path, more: str = "", before: str = "") -> Path:
    path = folder / "old.xml"
    path.write_text(before + FEED.format(more=more), encoding="utf-8")
    return path


def read(feed: bytes) -> dict[str, Any]:
    """What feedparser reads of every item with a date and audio, by guid."""
    return {
        item.get("id") or item.enclosures[0].href: (
            " ".join(item.title.split()),
            item.published_parsed,
            item.enclosures[0].href,
        )
        for item in feedparser.parse(feed.lstrip()).entries
        if item.get("enclosures") and item.get("published_parsed")
    }


def published(folder: Path) -> bytes:
    report = build(Project(folder=folder), now=NOW)
    assert not report.failed(), report.problems
    return (folder / "output" / "feed.xml").read_bytes()


@pytest.mark.skipif(not FEEDS, reason="needs ../shared/corpus")
@pytest.mark.parametrize("feed", FEEDS, ids=lambda path: path.name)
def test_nobody_who_listens_to_a_real_feed_would_notice_its_move(
    feed: Path, tmp_path: Path
) -> None:
    assert run(["import", str(feed), str(tmp_path / "show"), "--verify"]) == FINE

    assert read(published(tmp_path / "show")) == read(feed.read_bytes())
    assert run(["-C", str(tmp_path / "show"), "check", "-q"]) == FINE


def test_a_missing_guid_is_the_address_of_the_audio(tmp_path: Path) -> None:
    assert run(["import", str(an_old_feed(tmp_path)), str(tmp_path / "show")]) == FINE

    assert list(read(published(tmp_path / "show"))) == ["https://old.example/1.mp3"]


def test_names_and_scripts_of_the_feed_do_no_harm(tmp_path: Path) -> None:
    run(["import", str(an_old_feed(tmp_path)), str(tmp_path / "show")])

    (episode,) = (tmp_path / "show" / "episodes").iterdir()
    assert episode.name == "001-etc-zao-zhi.yaml"
    assert "x()" not in episode.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"old.xml", "show"}


def test_what_cannot_be_announced_is_a_draft_and_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = an_old_feed(tmp_path, DOUBTFUL)

    assert run(["import", str(feed), str(tmp_path / "show"), "--format=concise"]) == 0

    told = "".join(capsys.readouterr())
    assert "warning[audio-present] Lost and 1 more: no audio" in told
    assert "warning[published-present] Lost and 1 more: no date" in told
    assert len(read(published(tmp_path / "show"))) == 1


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("hunter2")
    doctype = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    item = "<item><title>A&x;B</title><guid>e</guid></item>"
    feed = an_old_feed(tmp_path, item, doctype)

    run(["import", str(feed), str(tmp_path / "show")])

    files = (tmp_path / "show").rglob("*.yaml")
    assert not any("hunter2" in path.read_text(encoding="utf-8") for path in files)


def test_nothing_that_exists_is_overwritten(tmp_path: Path) -> None:
    feed = an_old_feed(tmp_path)
    (tmp_path / "show").mkdir()
    (tmp_path / "show" / "podcast.yaml").write_text("mine")

    assert run(["import", str(feed), str(tmp_path / "show")]) == CANNOT_RUN
    assert (tmp_path / "show" / "podcast.yaml").read_text() == "mine"


def test_an_interrupted_import_can_be_run_again(tmp_path: Path) -> None:
    half = tmp_path / ".show.importing"
    half.mkdir()
    (half / "stray.yaml").write_text("half")

    assert run(["import", str(an_old_feed(tmp_path)), str(tmp_path / "show")]) == FINE
    assert not (tmp_path / "show" / "stray.yaml").exists()
    assert not half.exists()


def test_what_is_no_feed_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<html>404</html>")

    assert run(["import", str(page), str(tmp_path / "show")]) == CANNOT_RUN


@pytest.mark.parametrize(
    "html",
    [
        "<p>Rags <strong>and</strong> <em>bones</em></p>\n",
        '<p>See <a href="https://a.example/x_y">the mill</a></p>\n',
        "<ul>\n<li>One</li>\n<li>Two</li>\n</ul>\n",
        "<p>5 * 3 = [15]</p>\n",
        "<p>One<br>\nTwo</p>\n",
        "<p>1. One</p>\n",
        "<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n",
        "<ul>\n<li>One\n<ul>\n<li>Two</li>\n</ul>\n</li>\n</ul>\n",
        "<blockquote>\n<p>One</p>\n<p>Two</p>\n</blockquote>\n",
        "<p>snake_case &amp;amp; \\n</p>\n",
        '<p><a href="https://a.example/x_y?a=1&amp;b=2">https://a.example/x_y?a=1&amp;b=2'
        "</a></p>\n",
    ],
)
def test_markdown_renders_back_to_the_same_html(html: str) -> None:
    assert html_of(markdown_of(html)) == html


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<div>One</div><div>Two</div>", "One\n\nTwo"),
        ("One<br><br>Two", "One\n\nTwo"),
        ("One\nTwo", "One\\\nTwo"),
        ("on <a href='https://a.example/'>Facebook </a>and", None),
        ("<b>Rags:</b>bones", "Rags:bones"),
        ("<b>Rags: </b>bones", "**Rags:** bones"),
        ("<h1>Rags</h1>bones", "# Rags\n\nbones"),
        ("- One", "\\- One"),
        ("[Pal of the *Pod*]", "[Pal of the \\*Pod\\*]"),
        ("[a]: https://a.example/", "[a\\]: <https://a.example/>"),
        ("at https://a.example/x_y.", "at <https://a.example/x_y>."),
        ("<a href='https://a.example/'></a>One", "One"),
        ("<a href='javascript:x()'>One</a><script>x()</script>", "One"),
        (
            "<a href='https://a.example/'><img src='https://a.example/a.png' alt='A'>"
            "</a>",
            "[![A](<https://a.example/a.png>)](<https://a.example/>)",
        ),
        ("<img src='data:image/png;base64,AA'>", ""),
    ],
)
def test_html_becomes_the_markdown_that_an_author_would_write(
    html: str, markdown: str | None
) -> None:
    if markdown is None:
        markdown = "on [Facebook](<https://a.example/>) and"
    assert markdown_of(html) == markdown


@example("__0__")
@given(st.text(alphabet="ab \n*_[]()!<>&;#-+1.=~`\\|:/") | st.text())
def test_any_text_keeps_its_words(text: str) -> None:
    kept = xml_safe(text).replace("\r", "\n")

    shown = html_of(markdown_of(escape(kept)))

    assert seen_words(shown) == seen_words(escape(kept))


def seen_words(html: str) -> str:
    feed = f"<rss><channel><description><![CDATA[{html}]]></description>"
    shown = seen(feed.encode())
    assert shown is not None
    return shown.facts["notes"][0]


def test_artwork_that_was_not_fetched_is_told_of(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = an_old_feed(tmp_path, '<itunes:image href="https://old.example/a.jpg"/>')

    assert run(["import", str(feed), str(tmp_path / "show"), "--format=concise"]) == 0

    told = "".join(capsys.readouterr())
    assert (
        "warning[artwork-present] the artwork stays at https://old.example/a.jpg"
        in told
    )
    written = (tmp_path / "show" / "podcast.yaml").read_text(encoding="utf-8")
    assert "artwork-present: the artwork is not in this project yet" in written


TAGGED = """
<podcast:funding url="https://old.example/give">A ream</podcast:funding>
<podcast:funding>No address</podcast:funding>
<podcast:person role="host" mood="glad">Nora Quill</podcast:person>
<itunes:keywords>paper</itunes:keywords><itunes:block>yes</itunes:block>
<item><title>Tagged</title><guid>tagged</guid><itunes:keywords>rags</itunes:keywords>
<pubDate>Sun, 08 Mar 2026 18:00:00</pubDate>
<podcast:season name="Ink">2</podcast:season><podcast:episode>3</podcast:episode>
<podcast:person role="Guest" href="https://ada.example/">Ada Moss</podcast:person>
<podcast:chapters url="https://old.example/c.json" type="application/json"/>
<podcast:transcript url="https://old.example/1.vtt" type="text/vtt"/>
<psc:chapters><psc:chapter start="0:00" title="Hello"/>
<psc:chapter start="0:30" title="The vat" href="https://old.example/vat"/>
<psc:chapter start="soon" title="Lost"/></psc:chapters>
<enclosure url="https://old.example/2.mp3" length="1600000" type="audio/mpeg"/></item>
"""


def an_import(folder: Path, more: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The YAML of the show and of the tagged episode."""
    run(["import", str(an_old_feed(folder, more)), str(folder / "show")])
    newest = next((folder / "show" / "episodes").glob("*tagged.yaml"))
    show = folder / "show" / "podcast.yaml"
    texts = (path.read_text(encoding="utf-8") for path in (show, newest))
    first, second = map(yaml.safe_load, texts)
    return first, second


def test_tags_of_the_podcast_namespace_are_carried(tmp_path: Path) -> None:
    show, episode = an_import(tmp_path, TAGGED)

    address = {"url": "https://old.example/give", "text": "A ream"}
    assert show["funding"] == address
    assert show["people"] == [{"name": "Nora Quill", "role": "host"}]
    assert show["block"] is True
    guest = {"name": "Ada Moss", "role": "Guest", "link": "https://ada.example/"}
    assert episode["guests"] == [guest]
    assert episode["podcast"] == {
        "season": {"text": "2", "name": "Ink"},
        "transcript": {"url": "https://old.example/1.vtt", "type": "text/vtt"},
        "chapters": {"url": "https://old.example/c.json"},
    }
    assert episode["chapters"] == [
        "0:00 Hello",
        {"start": "0:30", "title": "The vat", "link": "https://old.example/vat"},
    ]
    feed = published(tmp_path / "show").decode()
    assert '<podcast:season name="Ink">2</podcast:season>' in feed
    assert "<podcast:funding>No address</podcast:funding>" in feed  # as it was
    assert "https://old.example/1.vtt" in feed


def test_what_is_lost_or_assumed_is_told_of_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = an_old_feed(tmp_path, TAGGED)
    run(["import", str(feed), str(tmp_path / "show"), "--format=concise"])

    told = "".join(capsys.readouterr()).replace(f"{feed}:", "").splitlines()
    prefix = "warning[import-"
    assert {line.partition(prefix)[2] for line in told if prefix in line} == {
        "assumed] the old feed does not say its feed_url; it was assumed",
        "assumed] Tagged: its date has no zone; taken as UTC",
        "assumed] Tagged: the old feed lacks the duration of the audio; "
        "it was estimated",
        "carried] <podcast:person mood> could not be carried over",
        "carried] <psc:chapter> could not be carried over",
    }


def test_an_estimate_is_marked_in_the_yaml(tmp_path: Path) -> None:
    an_import(tmp_path, TAGGED)

    (path,) = (tmp_path / "show" / "episodes").glob("*tagged.yaml")
    line = "duration: 1:40  # estimated: the old feed does not say it"
    assert line in path.read_text(encoding="utf-8")


def test_the_last_line_says_what_was_imported_and_what_is_next(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(["import", str(an_old_feed(tmp_path, DOUBTFUL)), str(tmp_path / "show")])

    place = tmp_path / "show"
    line = (
        f"Imported 3 episodes into {place}, 2 of them as drafts; the feed names audio "
        f"where it is. Next: feed-builder -C {place} check, then build"
    )
    assert line in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("before", "more"),
    [
        (
            '<!DOCTYPE rss [<!ENTITY a "haha">'
            + "".join(
                f'<!ENTITY {name} "{f"&{of};" * 10}">'
                for of, name in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "]>",
            "<item><title>&i;</title><guid>bomb</guid></item>",
        ),
        ("", f"<item><title>{'x' * 12_000_000}</title><guid>big</guid></item>"),
        ("", "<podcast:value>" * 5_000),
        ("", '<item><title>a/../../b\\..\\c\x00</title><guid>"\n../x</guid></item>'),
    ],
    ids=["entity bomb", "gigantic text", "deep", "paths"],
)
def test_a_hostile_feed_is_refused_or_bounded(
    before: str, more: str, tmp_path: Path
) -> None:
    feed = an_old_feed(tmp_path, more, before)

    assert run(["import", str(feed), str(tmp_path / "show")]) in {FINE, CANNOT_RUN}

    assert {path.name for path in tmp_path.iterdir()} <= {"old.xml", "show"}
    memories = tmp_path / "show/.feed-builder"
    files = [
        path
        for path in (tmp_path / "show").rglob("*")
        if path.is_file() and not path.is_relative_to(memories)
    ]
    assert sum(path.stat().st_size for path in files) < LARGEST_TEXT + 50_000


KEPT = """
<itunes:summary>Of paper, in short.</itunes:summary>
<itunes:subtitle>Rags</itunes:subtitle><podcast:guid>my-guid</podcast:guid>
<podcast:locked owner="ada@old.example">yes</podcast:locked>
<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/>
<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="https://f.example/"/>
<image><url>https://old.example/a.png</url><title>Rags</title></image>
<script>x()</script><acme:go xmlns:acme="https://acme.example/">javascript:x()</acme:go>
<item><title>Tagged</title><guid>tagged</guid><itunes:title>Best</itunes:title>
<pubDate>2026-03-08T18:00:00+01:00</pubDate><itunes:duration>00:60:05</itunes:duration>
<description>In short.</description><itunes:summary>Shorter.</itunes:summary>
<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">
&lt;p>At length.&lt;/p></content:encoded><itunes:image href="https://old.example/t.png"/>
<acme:mood xmlns:acme="https://acme.example/" deep="yes">glad &amp; <acme:b>x</acme:b>
</acme:mood><rating:x>1</rating:x><author>nora@old.example</author>
<enclosure url="https://old.example/2.mp3" length="1600000" type="audio/mpeg"/></item>
"""


def test_what_no_key_stands_for_is_kept_and_published_again(tmp_path: Path) -> None:
    show, episode = an_import(tmp_path, KEPT)

    assert show["itunes_summary"] == "Of paper, in short."
    assert show["hub"] == ["https://hub.example/"]
    assert show["extra"].splitlines() == [
        "<itunes:subtitle>Rags</itunes:subtitle>",
        '<podcast:locked owner="ada@old.example">yes</podcast:locked>',
        "<image><url>https://old.example/a.png</url><title>Rags</title></image>",
    ]
    assert episode["audio"]["duration"] == 3605
    assert episode["rss_description"] == "In short.\n"
    assert episode["itunes_summary"] == "Shorter."
    assert episode["notes"] == "At length.\n"
    assert episode["extra"].splitlines() == [
        "<itunes:title>Best</itunes:title>",
        '<itunes:image href="https://old.example/t.png"/>',
        '<acme:mood xmlns:acme="https://acme.example/" deep="yes">glad &amp; '
        "<acme:b>x</acme:b> </acme:mood>",
        "<author>nora@old.example</author>",
    ]
    (item,) = (
        entry
        for entry in feedparser.parse(published(tmp_path / "show")).entries
        if entry.id == "tagged"
    )
    assert item.summary == "Shorter."
    assert item.content[0].value == "<p>At length.</p>"
    assert item.image.href == "https://old.example/t.png"
    feed = published(tmp_path / "show").decode()
    assert ' xmlns:acme="https://acme.example/"' in feed.partition("<channel>")[0]
    assert "<description><![CDATA[<p>In short.</p>]]></description>" in feed
    assert feed.count("<itunes:title>") == 2
    assert "<itunes:title>Best</itunes:title>" in feed
    assert "ada@old.example" in feed
    assert feed.count("<podcast:locked") == 1


def test_what_could_be_run_or_is_no_xml_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    feed = an_old_feed(tmp_path, KEPT)
    run(["import", str(feed), str(tmp_path / "show"), "--format=concise"])

    told = "".join(capsys.readouterr()).splitlines()
    assert [
        line.partition("<")[2] for line in told if "warning[import-carried]" in line
    ] == [
        "script> could not be carried over",
        "acme:go> could not be carried over",
        "rating:x> could not be carried over",
    ]
    assert any("its podcast:guid 'my-guid' is no UUID" in line for line in told)


def test_artwork_of_the_project_counts_before_the_old_picture(tmp_path: Path) -> None:
    an_import(tmp_path, KEPT)
    show = tmp_path / "show" / "podcast.yaml"
    (tmp_path / "show" / "a.png").write_bytes((CASES / "artwork/good.png").read_bytes())
    show.write_text(show.read_text() + "artwork: a.png\n")

    feed = published(tmp_path / "show").decode()

    assert "https://old.example/a.png" not in feed


CONFIG = """\
metadata:
  title: Paper & Ink
  description: Talks about *paper*.
  link: https://paper.example/
  rss_feed_url: https://paper.example/feed.xml
  itunes_email: nora@paper.example
  author: Nora Quill
  category: Technology
  image: https://paper.example/art.png
  podcast_locked: "no"
episodes:
- title: Rags
  description: We visit **the last** mill.
  publication_date: "2026-03-01T18:00:00"
  asset_url: https://paper.example/1.mp3
  episode: 1
  episode_type: bonus
  explicit: true
  image: https://paper.example/art.png
  transcripts: [{url: https://paper.example/1.vtt, type: text/vtt}]
"""


def test_a_configuration_of_podcast_rss_generator_is_imported(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "podcast_config.yaml").write_text(CONFIG)

    code = run(["import", str(tmp_path / "podcast_config.yaml"), str(tmp_path / "a")])

    assert code == FINE
    assert "check --online, then build" in capsys.readouterr().err
    show = yaml.safe_load((tmp_path / "a" / "podcast.yaml").read_text())
    assert show["categories"] == ["Technology"]
    assert show["owner"] == {"email": "nora@paper.example"}
    assert show["language"] == "en-us"
    assert show["locked"] is False
    (path,) = (tmp_path / "a" / "episodes").iterdir()
    assert yaml.safe_load(path.read_text()) == {
        "title": "Rags",
        "published": datetime(2026, 3, 1, 18, tzinfo=UTC),
        "guid": "https://paper.example/1.mp3",
        "episode": 1,
        "type": "bonus",
        "explicit": True,
        "audio": "https://paper.example/1.mp3",
        "podcast": {
            "transcript": {"url": "https://paper.example/1.vtt", "type": "text/vtt"}
        },
        "notes": "We visit **the last** mill.\n",
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: x", "has no `metadata` and `episodes`"),
        ("[1", "has no `metadata` and `episodes`"),
        (
            CONFIG.replace("author:", "use_asset_hash_as_guid: true\n  author:"),
            "feed-builder import https://paper.example/feed.xml DIR",
        ),
    ],
)
def test_a_configuration_that_does_not_say_enough_is_refused(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "c.yaml").write_text(text)

    assert run(["import", str(tmp_path / "c.yaml"), str(tmp_path / "a")]) == CANNOT_RUN
    assert told in capsys.readouterr().err


ITEM = """<item><title>{0}</title><guid>{0}</guid>{1}
<enclosure url="https://old.example/{0}.mp3" length="1600000" type="audio/mpeg"/>
<itunes:duration>100</itunes:duration></item>"""


@pytest.mark.parametrize(
    ("date", "published", "doubt"),
    [
        ("Sun, 08 Mar 2026 18:00:00 -0000", "2026-03-08T18:00:00+00:00", ""),
        ("Sun, 08 Mar 2026 18:00:00 EST", "2026-03-08T18:00:00-05:00", ""),
        ("2026-03-08T18:00:00Z", "2026-03-08T18:00:00+00:00", ""),
        ("Sun, 08 Mar 2026 18:00:00", "2026-03-08T18:00:00+00:00", "no zone"),
        ("Sun, 38 Mar 2026 18:00:00 +0000", "2026-03-01T18:00:00+01:00", "neighbour"),
        ("soon", "2026-03-01T18:00:00+01:00", "neighbour"),
        ("0001-01-01T00:00:00+14:00", "2026-03-01T18:00:00+01:00", "neighbour"),
        ("", "2026-03-01T18:00:00+01:00", "neighbour"),
    ],
)
def test_a_doubtful_date_is_the_nearest_that_can_be_meant(
    date: str,
    published: str,
    doubt: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    item = ITEM.format("tagged", f"<pubDate>{date}</pubDate>")
    text = FEED.format(more="").replace("<item>", f"{item}<item>", 1)
    (tmp_path / "old.xml").write_text(text, encoding="utf-8")

    run(["import", str(tmp_path / "old.xml"), str(tmp_path / "show")])

    (path,) = (tmp_path / "show" / "episodes").glob("*tagged.yaml")
    lines = path.read_text().splitlines()
    assert lines[1].partition("  #")[0] == f"published: {published}"
    assert doubt in capsys.readouterr().err


def test_names_count_from_the_oldest_whatever_the_order_of_the_feed(
    tmp_path: Path,
) -> None:
    older = ITEM.format("older", "<pubDate>Sun, 01 Feb 2026 18:00:00 GMT</pubDate>")

    an_import(tmp_path, older.replace("older", "tagged"))

    names = sorted(path.name for path in (tmp_path / "show" / "episodes").iterdir())
    assert names == ["001-tagged.yaml", "002-etc-zao-zhi.yaml"]


def test_two_guids_with_one_audio_stay_two_episodes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    date = "<pubDate>Sun, 08 Mar 2026 18:00:00 GMT</pubDate>"
    again = ITEM.format("tagged", date).replace("tagged.mp3", "1.mp3")
    feed = an_old_feed(tmp_path, again)

    code = run(["import", str(feed), str(tmp_path / "show"), "--verify"])

    assert code == FINE
    assert "warning[unique-enclosures]" in capsys.readouterr().err
    assert len(read(published(tmp_path / "show"))) == 2


@pytest.mark.parametrize(
    ("declared", "encoding", "told"),
    [
        ('<?xml version="1.0"?>', "cp1252", "read as Windows-1252"),
        ('<?xml version="1.0" encoding="utf-8"?>', "cp1252", "read as Windows-1252"),
        ('<?xml version="1.0" encoding="klingon"?>', "utf-8", "read as UTF-8"),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "iso-8859-1", ""),
        ('<?xml version="1.0" encoding="utf-16"?>', "utf-16", ""),
    ],
)
def test_a_feed_in_another_encoding_than_it_says_is_read(
    declared: str,
    encoding: str,
    told: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = FEED.format(more="").replace("造纸", "Vélin").lstrip()
    (tmp_path / "old.xml").write_bytes(f"{declared}{text}".encode(encoding))

    code = run(["import", str(tmp_path / "old.xml"), str(tmp_path / "a"), "--verify"])

    assert code == FINE
    assert told in capsys.readouterr().err
    (episode,) = (tmp_path / "a" / "episodes").iterdir()
    assert "Vélin" in episode.read_text(encoding="utf-8")


def test_addresses_that_could_be_run_go_nowhere(tmp_path: Path) -> None:
    links = "&lt;a href='javascript:x()'>One&lt;/a>&lt;img src='javascript:x()'>"
    show, _ = an_import(
        tmp_path,
        "<link>javascript:x()</link><itunes:image href='javascript:x()'/>"
        "<podcast:funding url='javascript:x()'>Give</podcast:funding>"
        + ITEM.format("tagged", f"<description>{links}</description>"),
    )

    assert show["link"] == "https://old.example/"
    texts = [path.read_text() for path in (tmp_path / "show").rglob("*.yaml")]
    assert "javascript:" not in "".join(texts).replace("# artwork: is at", "")
    assert "javascript:" not in published(tmp_path / "show").decode()
