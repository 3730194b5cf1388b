from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import html

from feed_builder.model import (
    Chapter,
    Direction,
    Enclosure,
    Episode,
    EpisodeType,
    FeedTag,
    Highlight,
    HighlightKind,
    Link,
    Output,
    Person,
    Podcast,
    Sponsor,
    Transcript,
    TranscriptKind,
    Turn,
    unbundled,
)
from feed_builder.render import site
from feed_builder.render.links import safe
from feed_builder.render.pages import pages
from feed_builder.render.site import site_of
from feed_builder.render.theme import TemplateProblem, Theme
from feed_builder.render.viewpoint import Viewpoint

from .builders import GUEST, HOST, a_podcast, a_show, an_episode

TEMPLATES = Path(__file__).parent.parent / "templates"
HOME = PurePosixPath("index.html")
PAGE = PurePosixPath("episodes/001-rag-paper/index.html")

DRINK = Highlight(
    key="drink",
    title="Nora’s recommended drink.",
    kind=HighlightKind.TEXT,
    text="Cider.\nA dry one.",
)
LESSONS = Highlight(
    key="lessons",
    title="Key lessons",
    kind=HighlightKind.LIST,
    items=("Rags first", "Wood is cheap"),
)
LINKS = Highlight(
    key="links",
    title="Useful links",
    kind=HighlightKind.LINKS,
    links=(
        Link(label="The mill", url="https://www.mill.example/a"),
        Link(label=None, url="https://rags.example/"),
    ),
)


def outputs(podcast: Podcast, *folders: Path) -> dict[PurePosixPath, Output]:
    """The pages, and what they need; but not the files beside episodes' pages."""
    theme = Theme((*folders, TEMPLATES))
    every = {output.path: output for output in unbundled(pages(podcast, theme))}
    return {
        path: output
        for path, output in every.items()
        if path.name == "index.html" or path.parts[0] != "episodes"
    }


def made(podcast: Podcast, path: PurePosixPath, *folders: Path) -> bytes:
    make = outputs(podcast, *folders)[path].make
    assert make is not None
    return make()


def parsed(page: bytes) -> Any:
    return html.document_fromstring(page)


def home_of(podcast: Podcast) -> Any:
    return parsed(made(podcast, HOME))


def page_of(episode: Episode, **show_changes: Any) -> Any:
    podcast = a_podcast(episode, **show_changes)
    path = PurePosixPath("episodes", episode.slug, "index.html")
    return parsed(made(podcast, path))


def texts(page: Any, xpath: str) -> list[str]:
    return [" ".join(element.text_content().split()) for element in page.xpath(xpath)]


def a_turn(name: str, text: str, start: float | None = None) -> Turn:
    return Turn(
        label=name[:1],
        name=name,
        text=text,
        line=1,
        start=None if start is None else timedelta(seconds=start),
    )


def a_transcript(*turns: Turn, **changes: Any) -> Transcript:
    return Transcript(form="plain", turns=turns, **changes)


# The site


def test_the_site_is_a_home_page_an_episode_page_each_and_the_theme_s_files() -> None:
    podcast = a_podcast(an_episode(slug="b"), an_episode(slug="a"))

    assert [str(path) for path in outputs(podcast)] == [
        "index.html",
        "episodes/b/index.html",
        "episodes/a/index.html",
        "subscribe/index.html",
        "search/index.html",
        "people/index.html",
        "people/nora-quill/index.html",
        "people/tom-van-reed/index.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        "copy.js",
        "favicon.svg",
        "feed.css",
        "player.js",
        "search.js",
        "style.css",
    ]


def test_sponsors_are_named_and_search_engines_told_that_they_paid() -> None:
    sponsors = (
        Sponsor(name="Rags & Sons", link="https://rags.example/", text="Buy <rags>."),
        Sponsor(name="The Mill", link="javascript:alert(1)"),
    )

    page = parsed(made(a_podcast(an_episode(sponsors=sponsors)), PAGE))

    assert texts(page, "//section[@id='our-sponsors']//li") == [
        "Rags & Sons Buy <rags>.",
        "The Mill",
    ]
    (link,) = page.xpath("//section[@id='our-sponsors']//a")
    assert dict(link.attrib) == {
        "href": "https://rags.example/",
        "rel": "sponsored noopener",
        "dir": "auto",
    }


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("https://x.example/?a=1&b=<2>", "https://x.example/?a=1&b=%3C2%3E"),
        ("https://müller.example/ö|%7C", "https://müller.example/ö%7C%7C"),
        ("javascript:alert(1)", None),
        ("https://[x", None),
    ],
)
def test_a_link_is_an_address_or_no_link(link: str, href: str | None) -> None:
    assert safe(link) == href


def test_a_film_is_shown_and_a_recording_is_heard() -> None:
    film = Enclosure(url="https://a.example/1.mp4", length=9, type="video/mp4")

    pages = [
        parsed(made(a_podcast(e), PAGE))
        for e in (an_episode(), an_episode(enclosure=film))
    ]

    assert [p.xpath("name(//*[@class='player']/*[1])") for p in pages] == [
        "audio",
        "video",
    ]


def test_times_in_the_notes_play_from_there() -> None:
    episode = an_episode(notes="- 1:05 Rags\n- 99:00 After the end")

    page = parsed(made(a_podcast(episode), PAGE))

    (link,) = page.xpath("//*[@id='notes']//a")
    assert (link.text, link.get("href"), link.get("data-t")) == (
        "1:05",
        "../../audio/001-rag-paper.mp3#t=65",
        "65",
    )


def test_times_in_lessons_play_from_there() -> None:
    lessons = Highlight(
        key="lessons",
        title="Lessons",
        kind=HighlightKind.LIST,
        items=("Rags <first> 1:05",),
    )

    page = parsed(
        made(
            a_podcast(an_episode(transcript=a_transcript(highlights=(lessons,)))), PAGE
        )
    )

    assert page.xpath("//*[@id='lessons']//a/@data-t") == ["65"]
    assert "Rags <first> 1:05" in page.text_content()


def test_the_theme_s_files_are_copied() -> None:
    stylesheet = outputs(a_podcast())[PurePosixPath("style.css")]

    assert (stylesheet.source, stylesheet.make) == (TEMPLATES / "style.css", None)


def test_the_default_theme_has_no_problems() -> None:
    assert list(Theme((TEMPLATES,)).problems()) == []


def test_a_show_replaces_one_part_of_the_page(tmp_path: Path) -> None:
    (tmp_path / "_player.html").write_text("<p>{{ episode.audio.href }}</p>")

    page = made(a_podcast(), PAGE, tmp_path)

    assert b"<p>../../audio/001-rag-paper.mp3</p>" in page
    assert b"<audio" not in page


def test_a_mistake_in_a_show_s_template_has_a_place(tmp_path: Path) -> None:
    (tmp_path / "_player.html").write_text("\n{{ episode.adio }}")

    with pytest.raises(TemplateProblem) as raised:
        made(a_podcast(), PAGE, tmp_path)

    problem = raised.value.problem
    assert str(problem.location) == f"{tmp_path / '_player.html'}:2"
    assert problem.hint == "did you mean 'audio'?"


def keys(*episodes: Episode, **show_changes: Any) -> dict[PurePosixPath, str]:
    made = outputs(a_podcast(*episodes, **show_changes))
    return {path: output.key for path, output in made.items()}


def test_keys_are_the_same_for_the_same_podcast() -> None:
    assert keys(an_episode()) == keys(an_episode())


def test_what_a_page_shows_changes_its_key_and_no_other() -> None:
    before = keys(an_episode(notes="One."))
    after = keys(an_episode(notes="Two."))

    assert {path for path in before if before[path] != after[path]} == {PAGE}


def test_a_neighbour_s_title_changes_the_key() -> None:
    other = an_episode(slug="other")

    before = keys(an_episode(title="Rags"), other)
    after = keys(an_episode(title="Wood"), other)

    changed = {str(path) for path in before if before[path] != after[path]}
    assert changed == {
        "index.html",
        str(PAGE),
        "episodes/other/index.html",
        "people/nora-quill/index.html",
        "people/tom-van-reed/index.html",
        "search/index.html",
    }


# Every page


@pytest.mark.parametrize("path", [HOME, PAGE])
def test_every_page_says_what_and_where_it_is(path: PurePosixPath) -> None:
    page = parsed(made(a_podcast(language="en-GB", cards=False), path))
    where = {HOME: "", PAGE: "episodes/001-rag-paper/"}[path]
    title = {HOME: "Paper & Ink", PAGE: "Rag paper · Paper & Ink"}[path]
    about = {HOME: "Talks about paper.", PAGE: "How rags became paper."}[path]

    assert page.get("lang") == "en-GB"
    assert texts(page, "//title") == [title]
    assert page.xpath("//meta[@name='description']/@content") == [about]
    assert page.xpath("//meta[@property='og:description']/@content") == [about]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        f"https://paper.example/{where}"
    ]
    assert page.xpath("//meta[@property='og:image']/@content") == [
        "https://paper.example/artwork/0f0f0f0f0f0f-600.jpg"
    ]
    assert len(page.xpath("//h1")) == 1
    assert len(page.xpath("//main")) == 1
    assert page.xpath("//a/@href")[0] == "#main"


@pytest.mark.parametrize(("path", "up"), [(HOME, ""), (PAGE, "../../")])
def test_pages_link_to_the_rest_of_the_site_relatively(
    path: PurePosixPath, up: str
) -> None:
    page = parsed(made(a_podcast(), path))

    assert page.xpath("//link[@rel='stylesheet']/@href") == [f"{up}style.css"]
    feeds = page.xpath("//link[@type='application/rss+xml']/@href")
    assert feeds == [f"{up}feed.xml"]
    assert page.xpath("//header//img/@src")[0] == f"{up}artwork/0f0f0f0f0f0f-600.jpg"
    assert page.xpath("//a[@class='site-name']/@href") == [up or "./"]


def test_a_feed_served_elsewhere_is_linked_there() -> None:
    podcast = a_podcast(feed_url="https://feeds.example/paper")

    assert home_of(podcast).xpath("//link[@rel='alternate']/@href") == [
        "https://feeds.example/paper"
    ]


def test_a_show_without_artwork_has_pages_without_pictures() -> None:
    assert page_of(an_episode(), artwork=None).xpath("//img") == []


def test_a_language_written_from_right_to_left_is_shown_so() -> None:
    assert page_of(an_episode(), language="ar-EG").get("dir") == "rtl"


def test_a_long_summary_is_cut_for_search_engines() -> None:
    page = page_of(an_episode(summary="Rags and linen. " * 40))

    (description,) = page.xpath("//meta[@name='description']/@content")
    assert len(description) <= 160
    assert description.endswith("…")


def test_what_notes_begin_with_is_told_where_they_do_not_follow() -> None:
    episode = an_episode(summary="", opening="Rags rest.", notes="Rags rest. Yes.")
    podcast = a_podcast(episode)
    page = page_of(episode)

    for path in ("index.html", "people/tom-van-reed/index.html"):
        listed = parsed(made(podcast, PurePosixPath(path)))
        assert texts(listed, "//p[@class='summary']") == ["Rags rest."]
    assert page.xpath("//meta[@name='description']/@content") == ["Rags rest."]
    assert page.xpath("//p[@class='lead']") == []


def test_a_page_that_nothing_is_told_of_has_no_description() -> None:
    page = page_of(an_episode(summary=""))

    tags = page.xpath("//meta/@name | //meta/@property")
    assert [tag for tag in tags if "description" in tag] == []


HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>\x1e"


def test_nothing_an_author_writes_becomes_markup() -> None:
    bad = "javascript:alert(1)"
    person = Person(name=HOSTILE, role=HOSTILE, link=bad)
    highlight = Highlight(
        key="drink",
        title=HOSTILE,
        kind=HighlightKind.LINKS,
        text=HOSTILE,
        items=(HOSTILE,),
        links=(Link(label=HOSTILE, url=bad), Link(label=HOSTILE, url="http://[x")),
    )
    episode = an_episode(
        title=HOSTILE,
        summary=HOSTILE,
        notes=f"{HOSTILE} [x]({bad}) <b onclick=alert(1)>",
        people=(person,),
        chapters=(Chapter(start=timedelta(), title=HOSTILE, link=bad),),
        transcript=a_transcript(a_turn(HOSTILE, HOSTILE), highlights=(highlight,)),
    )
    podcast = a_podcast(
        episode,
        title=HOSTILE,
        description=HOSTILE,
        author=HOSTILE,
        copyright=HOSTILE,
        people=(person,),
        artwork=None,
    )

    for path in (HOME, PAGE):
        text = made(podcast, path).decode()
        page = parsed(text.encode())
        assert page.xpath("//script/@src") in ([], ["../../player.js"])
        assert page.xpath("//script[not(@type)]/text() | //img") == []
        assert page.xpath("//@*[starts-with(name(), 'on')]") == []
        assert "javascript:" not in "".join(page.xpath("//@href | //@src"))
        assert "\x1e" not in text


# The home page


def test_the_home_page_lists_the_episodes_newest_first() -> None:
    newest = an_episode(
        slug="b",
        title="Wood",
        summary="It is cheap.",
        season=2,
        number=5,
        published=datetime(2026, 4, 1, tzinfo=UTC),
        duration=timedelta(minutes=65),
    )
    home = home_of(a_podcast(newest, an_episode()))

    assert texts(home, "//h1") == ["Paper & Ink"]
    assert texts(home, "//ol[@class='episodes']/li") == [
        "Season 2 · Episode 5 April 1, 2026 1 h 5 min "
        "Wood It is cheap. With Tom Van Reed",
        "Episode 1 March 1, 2026 13 min "
        "Rag paper How rags became paper. With Tom Van Reed",
    ]
    assert home.xpath("//h3/a/@href") == ["episodes/b/", "episodes/001-rag-paper/"]


def test_the_home_page_offers_the_address_of_the_feed() -> None:
    assert texts(home_of(a_podcast()), "//code") == ["https://paper.example/feed.xml"]


def test_a_show_without_episodes_says_so() -> None:
    home = home_of(Podcast(show=a_show(), episodes=()))

    assert texts(home, "//section[@id='episodes']/p") == [
        "No episodes yet. Subscribe, and the first one will come to you."
    ]


# The episode page


def test_an_episode_is_introduced() -> None:
    page = page_of(
        an_episode(
            published=datetime(2021, 5, 5, 23, 30, tzinfo=UTC),
            people=(
                HOST,
                Person(name="Tom", role="guest", link="https://tom.example/"),
            ),
            explicit=True,
        )
    )

    assert texts(page, "//h1") == ["Rag paper"]
    assert texts(page, "//p[@class='facts']/*") == [
        "Episode 1",
        "May 6, 2021",
        "13 min",
        "Explicit",
    ]
    assert page.xpath("//p[@class='facts']/time/@datetime") == [
        "2021-05-06T00:30:00+01:00",
        "PT754S",
    ]
    assert texts(page, "//ul[@class='people']/li/span[@class='who']") == [
        "Nora Quill Host",
        "Tom Guest",
    ]
    assert page.xpath("//ul[@class='people']//a/@href") == [
        "../../people/nora-quill/",
        "../../people/tom/",
    ]


@pytest.mark.parametrize(
    ("duration", "words"),
    [(42, "42 s"), (60, "1 min"), (754, "13 min"), (3599, "1 h")],
)
def test_a_length_is_told_as_people_tell_it(duration: int, words: str) -> None:
    page = page_of(an_episode(duration=timedelta(seconds=duration)))

    assert texts(page, "//p[@class='facts']/time")[1] == words


def test_an_episode_without_a_number_says_what_it_is() -> None:
    trailer = an_episode(number=None, type=EpisodeType.TRAILER)

    assert texts(page_of(trailer), "//p[@class='facts']/span") == ["Trailer"]


def test_a_date_stands_as_written_where_the_show_has_no_time_zone() -> None:
    late = datetime(2021, 5, 5, 23, 30, tzinfo=ZoneInfo("America/New_York"))

    page = page_of(an_episode(published=late), timezone=None)

    assert texts(page, "//p[@class='facts']/time")[0] == "May 5, 2021"


def test_the_audio_is_played_and_downloaded_from_the_site() -> None:
    page = page_of(an_episode())

    (player,) = page.xpath("//audio")
    assert dict(player.attrib) == {
        "controls": "",
        "preload": "none",
        "src": "../../audio/001-rag-paper.mp3",
        "aria-label": "Rag paper",
    }
    assert texts(page, "//a[@class='download']") == ["Download MP3, 123 kB"]
    assert page.xpath("//a[@class='download']/@href") == [
        "../../audio/001-rag-paper.mp3"
    ]


def policy_of(page: Any) -> list[str]:
    (policy,) = page.xpath("//meta[@http-equiv]/@content")
    return [part.strip() for part in policy.split(";")]


def test_audio_hosted_elsewhere_is_played_from_there() -> None:
    enclosure = Enclosure(
        url="https://cdn.example/1.m4a", length=42_600_000, type="audio/x-m4a"
    )
    page = page_of(an_episode(audio=None, enclosure=enclosure))

    assert page.xpath("//audio/@src") == ["https://cdn.example/1.m4a"]
    assert texts(page, "//a[@class='download']") == ["Download M4A, 43 MB"]
    assert "media-src 'self' https:" in policy_of(page)


def test_audio_that_is_not_encrypted_is_played_all_the_same() -> None:
    enclosure = Enclosure(url="http://cdn.example/1.mp3", length=42, type="audio/mpeg")
    page = page_of(an_episode(audio=None, enclosure=enclosure))

    assert "media-src 'self' https: http:" in policy_of(page)


def a_tag(name: str, text: str = "", **attributes: str) -> FeedTag:
    return FeedTag(name=name, text=text, attributes=tuple(attributes.items()))


def test_stretches_worth_hearing_play_from_their_start_to_their_end() -> None:
    tags = (
        a_tag("soundbite", "The best", startTime="73", duration="45.5"),
        a_tag("soundbite", startTime="80", duration="20"),
    )
    page = page_of(an_episode(tags=tags))

    path = "//section[@id='our-soundbites']//"
    assert texts(page, f"{path}li") == ["1:13 The best 46 s", "1:20 Rag paper 20 s"]
    assert page.xpath(f"{path}a/@href") == [
        "../../audio/001-rag-paper.mp3#t=73,118.5",
        "../../audio/001-rag-paper.mp3#t=80,100",
    ]


PARTICULARS = {
    "a place on a map": (
        a_tag("location", "Leith", osm="N1906767", geo="geo:55.9,-3.1"),
        "Place: Leith",
        ["https://www.openstreetmap.org/node/1906767"],
    ),
    "a place": (a_tag("location", "Leith <x>"), "Place: Leith <x>", []),
    "a known licence": (
        a_tag("license", "cc-by-nc-sa-4.0"),
        "Licence: CC BY-NC-SA 4.0",
        ["https://creativecommons.org/licenses/by-nc-sa/4.0/"],
    ),
    "a licence of its own": (
        a_tag("license", "Ours", url="https://paper.example/licence"),
        "Licence: Ours",
        ["https://paper.example/licence"],
    ),
    "a name only": (a_tag("license", "mit"), "Licence: mit", []),
    "comments": (
        a_tag("socialInteract", protocol="activitypub", uri="https://s.example/@n/1"),
        "Comments",
        ["https://s.example/@n/1"],
    ),
    "no comments": (a_tag("socialInteract", protocol="disabled"), "", []),
    "comments that are a script": (
        a_tag("socialInteract", protocol="x", uri="javascript:alert(1)"),
        "",
        [],
    ),
}


@pytest.mark.parametrize("case", PARTICULARS)
@pytest.mark.parametrize("of", ["show", "episode"])
def test_a_page_tells_the_particulars_of_its_episode_or_its_show(
    case: str, of: str
) -> None:
    tag, told, links = PARTICULARS[case]
    own = (tag,) if of == "episode" else ()
    general = (tag,) if of == "show" else (a_tag(tag.name, "Elsewhere"),)
    page = page_of(an_episode(tags=own), tags=general)

    assert texts(page, "//ul[@class='particulars']/li") == ([told] if told else [])
    assert page.xpath("//ul[@class='particulars']//a/@href") == links


def test_a_page_lets_the_browser_load_nothing_from_elsewhere() -> None:
    assert policy_of(page_of(an_episode())) == [
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


def test_remembered_notes_from_elsewhere_bring_no_script() -> None:
    page = page_of(
        an_episode(notes="By hand.", html="<p>By hand.<script>no()</script></p>")
    )

    words = page.text_content()
    assert "By hand." in words
    assert "no()" not in words


def test_notes_are_shown_as_the_markdown_they_are() -> None:
    page = page_of(an_episode(notes="Made *by hand*.\n\n- rags"))

    assert texts(page, "//section[@id='notes']//em | //section[@id='notes']//li") == [
        "by hand",
        "rags",
    ]


def test_highlights_have_blocks_of_their_own() -> None:
    transcript = a_transcript(highlights=(DRINK, LESSONS, LINKS))

    page = page_of(an_episode(transcript=transcript))

    assert texts(page, "//section[@id='drink']/*[self::h2 or self::p]") == [
        "Nora’s recommended drink",
        "Cider.",
        "A dry one.",
    ]
    assert texts(page, "//section[@id='lessons']//li") == [
        "Rags first",
        "Wood is cheap",
    ]
    assert texts(page, "//section[@id='links']//li") == [
        "The mill mill.example",
        "https://rags.example/",
    ]
    assert page.xpath("//section[@id='links']//a/@href") == [
        "https://www.mill.example/a",
        "https://rags.example/",
    ]


def test_a_show_s_own_section_is_shown_by_its_kind() -> None:
    book = Highlight(
        key="book", title="Book of the week", kind=HighlightKind.TEXT, text="Pulp."
    )
    page = page_of(an_episode(transcript=a_transcript(highlights=(book,))))

    assert texts(page, "//section[@id='book']") == ["Book of the week Pulp."]


def test_chapters_are_links_into_the_audio() -> None:
    page = page_of(
        an_episode(
            chapters=(
                Chapter(start=timedelta(seconds=90.5), title="Wood"),
                Chapter(start=timedelta(), title="Rags", link="https://rags.example/"),
                Chapter(start=timedelta(seconds=99), title="Jingle", hidden=True),
            )
        )
    )

    assert texts(page, "//ol[@class='chapters']/li") == ["0:00 Rags More", "1:30 Wood"]
    times = page.xpath("//ol[@class='chapters']//a[@class='time']")
    assert [(time.get("href"), time.get("data-t")) for time in times] == [
        ("../../audio/001-rag-paper.mp3#t=0", "0"),
        ("../../audio/001-rag-paper.mp3#t=90.5", "90.5"),
    ]


def test_a_transcript_has_a_speaker_and_an_address_for_each_turn() -> None:
    page = page_of(
        an_episode(
            transcript=a_transcript(
                a_turn("Nora Quill", "What came first?"),
                a_turn("Tom Van Reed", "Rags.\nThen wood."),
            )
        )
    )

    assert [
        (turn.get("id"), *texts(turn, "p | div/p")) for turn in page.find_class("turn")
    ] == [
        ("nora-quill-what-came-first", "Nora Quill", "What came first?"),
        ("tom-van-reed-rags-then-wood", "Tom Van Reed", "Rags.", "Then wood."),
    ]
    assert texts(page, "//p[@class='kind']") == [
        "Edited: a condensed account of the talk, not every word of it."
    ]


def test_a_transcript_with_times_plays_from_them() -> None:
    turn = a_turn("Nora Quill", "What came first?", 61)
    page = page_of(an_episode(transcript=a_transcript(turn)))

    (time,) = page.xpath("//div[@id='nora-quill-what-came-first']//a[@data-t]")
    assert (time.text, time.get("href")) == (
        "1:01",
        "../../audio/001-rag-paper.mp3#t=61",
    )


def test_a_transcript_comes_with_its_files() -> None:
    page = page_of(
        an_episode(
            transcript=a_transcript(a_turn("Nora", "Hello.", 0), timestamps=True),
            transcript_kind=TranscriptKind.VERBATIM,
        )
    )

    assert page.xpath("//ul[@class='files']//a/@href") == [
        "transcript.html",
        "transcript.txt",
        "transcript.vtt",
        "transcript.srt",
        "transcript.json",
    ]
    assert page.find_class("kind") == []


def test_directions_are_shown_only_if_the_show_wants_them() -> None:
    transcript = a_transcript(
        a_turn("Nora", "So <laughs> what?"),
        directions=(Direction(text="laughs", line=1),),
    )
    episode = an_episode(transcript=transcript)

    assert texts(page_of(episode), "//div[@class='said']") == ["So what?"]
    assert texts(page_of(episode, show_directions=True), "//div[@class='said']") == [
        "So <laughs> what?"
    ]


def test_what_is_not_there_is_said() -> None:
    page = page_of(an_episode())

    assert texts(page, "//p[@class='empty']") == [
        "No notes for this episode.",
        "No transcript yet: for this episode there is only the talk itself.",
    ]


def test_an_episode_leads_to_its_neighbours() -> None:
    podcast = a_podcast(
        an_episode(slug="c", title="Glue"),
        an_episode(slug="b", title="Wood"),
        an_episode(slug="a", title="Rags"),
    )

    def neighbours(slug: str) -> list[tuple[str, str, str]]:
        path = PurePosixPath("episodes", slug, "index.html")
        page = parsed(made(podcast, path))
        return [
            (a.get("rel"), a.get("href"), " ".join(a.text_content().split()))
            for a in page.xpath("//nav[@class='neighbours']/a")
        ]

    assert neighbours("c") == [("prev", "../b/", "Previous episode Wood")]
    assert neighbours("b") == [
        ("prev", "../a/", "Previous episode Rags"),
        ("next", "../c/", "Next episode Glue"),
    ]
    assert neighbours("a") == [("next", "../b/", "Next episode Wood")]


def test_a_slug_with_odd_letters_is_linked_as_addresses_are_written() -> None:
    view = Viewpoint(show=a_show(), here=PAGE, site=site_of(a_podcast()))

    assert view.link_to("episodes/ça va?/index.html") == "../%C3%A7a%20va%3F/"


def test_lists_name_who_is_heard_beside_the_hosts() -> None:
    others = (Person(name="Ada", role="editor"), Person(name="Bo", role="narrator"))
    podcast = a_podcast(an_episode(people=(HOST, GUEST, *others)))

    assert texts(home_of(podcast), "//p[@class='with']") == ["With Tom Van Reed, Bo"]
    own = parsed(made(podcast, PurePosixPath("people/tom-van-reed/index.html")))
    assert texts(own, "//p[@class='with']") == ["With Bo"]


def test_a_page_is_the_same_whatever_was_made_before_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(site, "LONGEST", 1)
    transcript = Transcript(form="plain", highlights=(DRINK, LESSONS))
    episodes = [
        an_episode(
            slug=f"00{number}",
            season=number,
            topics=("Rags",),
            people=(HOST, replace(GUEST, name=f"Guest {number}")),
            transcript=transcript,
        )
        for number in (3, 2, 1)
    ]
    podcast = a_podcast(*episodes, people=(HOST,), search=True)
    theme = Theme((TEMPLATES,))
    outputs = unbundled(pages(podcast, theme))
    together = {o.path: o.make() for o in outputs if o.make}

    for path, page in together.items():
        outputs = unbundled(pages(podcast, theme))
        alone = next(o.make for o in outputs if o.path == path)
        assert alone
        assert alone() == page
