"""The pages beside those of episodes: what they gather, and what dirties them."""

from __future__ import annotations

import re
from dataclasses import fields
from itertools import pairwise
from pathlib import Path, PurePosixPath
from time import perf_counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import FeedTag, Highlight, HighlightKind, Person, Podcast
from feed_builder.render.pages import pages
from feed_builder.render.site import LONGEST, Part, parts
from feed_builder.render.theme import Theme
from feed_builder.render.wording import Wording
from feed_builder.render.words import LANGUAGES, Words, words

from .builders import GUEST, HOST, a_podcast, an_episode
from .test_pages import (
    DRINK,
    LESSONS,
    LINKS,
    a_transcript,
    home_of,
    keys,
    made,
    outputs,
    parsed,
    texts,
)

#: What is filled in.
BRACES = re.compile(r"{\w+}")

TEMPLATES = Path(__file__).parent.parent / "templates"


def test_a_list_that_grows_changes_its_first_page_only() -> None:
    first = PurePosixPath("index.html")

    before = list(parts(first, range(5 * LONGEST + 7)))
    after = list(parts(first, range(-1, 5 * LONGEST + 7)))

    assert [str(part.path) for part in before] == [
        "index.html",
        "page/4/index.html",
        "page/3/index.html",
        "page/2/index.html",
        "page/1/index.html",
    ]
    assert len(before[0].entries) == LONGEST + 7
    assert before[1:] == after[1:]


@pytest.mark.parametrize("count", [0, 1, LONGEST, 2 * LONGEST, 3 * LONGEST - 1])
def test_every_entry_of_a_list_is_on_one_page(count: int) -> None:
    found = list(parts(PurePosixPath("index.html"), range(count)))

    assert [entry for part in found for entry in part.entries] == list(range(count))
    assert [part.path for part in found] == list(found[0].paths)


@pytest.mark.parametrize(
    ("of", "shown"),
    [
        (1, ["1"]),
        (7, ["1 2 3 4 5 6 7"] * 7),
        (
            9,
            [
                "1 2 3 4 5 … 9",
                "1 2 3 4 5 … 9",
                "1 2 3 4 5 … 9",
                "1 2 3 4 5 … 9",
                "1 … 4 5 6 … 9",
                "1 … 5 6 7 8 9",
                "1 … 5 6 7 8 9",
                "1 … 5 6 7 8 9",
                "1 … 5 6 7 8 9",
            ],
        ),
    ],
)
def test_a_page_of_a_list_leads_to_the_ends_and_to_its_neighbours(
    of: int, shown: list[str]
) -> None:
    found = parts(PurePosixPath("index.html"), range(of * LONGEST))

    assert [" ".join(str(n or "…") for n in part.near) for part in found] == shown


@given(st.integers(1, 10**4), st.data())
def test_no_gap_between_pages_hides_a_single_one(of: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, of))
    near = Part(number=number, entries=(), paths=(PurePosixPath("p"),) * of).near

    known = [n for n in near if n]
    assert {1, max(1, number - 1), number, min(of, number + 1), of} <= set(known)
    assert len(near) == min(of, 7)
    steps = [after - before for before, after in pairwise(known)]
    assert near.count(None) == len([step for step in steps if step > 1])
    assert 2 not in steps


def a_list_of(pages: int, **show_changes: Any) -> Podcast:
    """A podcast whose list of episodes has so many pages."""
    numbers = range(pages * LONGEST, 0, -1)
    return a_podcast(*(an_episode(slug=f"{n:05}") for n in numbers), **show_changes)


def test_pages_of_a_list_are_numbered_links() -> None:
    page = parsed(made(a_list_of(9), PurePosixPath("page/5/index.html")))

    (paging,) = page.xpath("//nav[@class='paging']")
    links = [
        (link.text_content(), link.get("aria-label"), link.get("href"))
        for link in paging.xpath(".//a")
    ]
    assert links == [
        ("Newer", None, "../6/"),
        ("1", "Page 1", "../../"),
        ("4", "Page 4", "../6/"),
        ("5", "Page 5", "./"),
        ("6", "Page 6", "../4/"),
        ("9", "Page 9", "../1/"),
        ("Older", None, "../4/"),
    ]
    assert texts(paging, ".//a[@aria-current='page']") == ["5"]
    assert len(paging.xpath(".//li[@class='gap']")) == 2


def test_a_list_on_one_page_is_not_numbered() -> None:
    assert not home_of(a_list_of(1)).xpath("//nav[@class='paging']")


def test_a_new_page_of_a_list_is_told_on_every_one_of_its_pages() -> None:
    before, grown, split = (
        keys(*(an_episode(slug=f"{n:05}") for n in range(count, 0, -1)))
        for count in (2 * LONGEST, 2 * LONGEST + 1, 3 * LONGEST)
    )
    oldest = PurePosixPath("page/1/index.html")

    assert before[oldest] == grown[oldest] != split[oldest]


def test_a_topic_s_page_has_every_episode_about_it() -> None:
    podcast = a_podcast(
        an_episode(slug="b", title="Wood", topics=("Paper", "造纸")),
        an_episode(slug="a", title="Rags", topics=("paper", "PAPER")),
        an_episode(slug="c", title="Glue"),
    )

    page = parsed(made(podcast, PurePosixPath("topics/paper/index.html")))
    every = parsed(made(podcast, PurePosixPath("topics/index.html")))
    episode = parsed(made(podcast, PurePosixPath("episodes/a/index.html")))

    assert texts(page, "//h1") == ["Paper"]
    assert texts(page, "//h3") == ["Wood", "Rags"]
    assert texts(every, "//main//li") == ["Paper", "造纸"]
    assert set(episode.xpath("//a[@rel='tag']/@href")) == {"../../topics/paper/"}


def test_a_show_without_topics_has_no_page_of_them() -> None:
    assert not [path for path in outputs(a_podcast()) if path.parts[0] == "topics"]


def test_a_person_s_page_has_every_appearance_as_host_or_guest() -> None:
    ada = Person(
        name="Ada Moss", role="guest", bio="Ada mends.", link="https://a.example/"
    )
    podcast = a_podcast(
        an_episode(slug="b", title="Wood", people=(HOST, ada)),
        an_episode(slug="a", title="Rags", people=(Person(name="Ada Moss"),)),
        an_episode(slug="c", title="Glue"),
    )

    page = parsed(made(podcast, PurePosixPath("people/ada-moss/index.html")))

    assert texts(page, "//h1") == ["Ada Moss"]
    assert texts(page, "//h3") == ["Wood", "Rags"]
    assert texts(page, "//p[@class='lead']") == ["Ada mends."]
    assert "https://a.example/" in page.xpath("//main//a/@href")


def test_people_are_linked_to_their_pages() -> None:
    page = parsed(made(a_podcast(), PurePosixPath("episodes/001-rag-paper/index.html")))

    assert page.xpath("//ul[@class='people']//a/@href") == [
        "../../people/nora-quill/",
        "../../people/tom-van-reed/",
    ]


def test_names_that_have_no_latin_letters_have_pages_too() -> None:
    people = tuple(Person(name=name) for name in ("王小明", "فاطمة", "🎧"))

    paths = outputs(a_podcast(an_episode(people=people)))

    assert len([path for path in paths if path.parts[0] == "people"]) == 5


def test_every_drink_lesson_and_link_stands_on_one_page() -> None:
    full = a_transcript(highlights=(DRINK, LESSONS, LINKS))
    book = Highlight(key="book", title="Book", kind=HighlightKind.TEXT, text="Pulp.")
    podcast = a_podcast(
        an_episode(slug="b", title="Wood", transcript=full),
        an_episode(slug="a", transcript=a_transcript(highlights=(DRINK, book))),
    )

    drinks = parsed(made(podcast, PurePosixPath("drink/index.html")))

    assert texts(drinks, "//h1") == ["Every drink"]
    assert texts(drinks, "//main//li/h2") == ["Wood", "Rag paper"]
    assert drinks.xpath("//main//li/h2/a/@href")[0] == "../episodes/b/#drink"
    assert texts(drinks, "//nav[@class='menu']/a") == [
        "People",
        "Every lesson",
        "Every link",
        "Every drink",
        "Book",
        "RSS feed",
    ]


def test_a_season_has_a_page() -> None:
    podcast = a_podcast(
        an_episode(slug="b", title="Wood", season=2), an_episode(slug="a", season=1)
    )

    page = parsed(made(podcast, PurePosixPath("seasons/2/index.html")))

    assert (texts(page, "//h1"), texts(page, "//h3")) == (["Season 2"], ["Wood"])


def test_the_subscribe_page_leads_to_apps_by_the_feed_and_by_the_show_s_ids() -> None:
    podcast = a_podcast(listen=(("apple", "123"), ("spotify", "https://s.example/1")))

    page = parsed(made(podcast, PurePosixPath("subscribe/index.html")))

    apps = dict(
        zip(
            texts(page, "//ul[@class='apps']//a"),
            page.xpath("//ul[@class='apps']//a/@href"),
            strict=True,
        )
    )
    assert list(apps)[:4] == ["Apple Podcasts", "Overcast", "Castro", "Spotify"]
    assert apps["Apple Podcasts"] == "https://podcasts.apple.com/podcast/id123"
    assert apps["AntennaPod"].endswith("url=https%3A%2F%2Fpaper.example%2Ffeed.xml")
    assert page.xpath("//input/@value") == ["https://paper.example/feed.xml"]
    assert len(page.xpath("//figure/svg")) == 1


def test_the_page_for_what_is_missing_works_at_any_address() -> None:
    podcast = a_podcast(link="https://paper.example/show/")

    page = parsed(made(podcast, PurePosixPath("404.html")))

    assert page.xpath("//link[@rel='stylesheet']/@href") == ["/show/style.css"]
    assert page.xpath("//a[@class='button strong']/@href") == ["/show/"]


def test_search_engines_find_every_page() -> None:
    found = made(a_podcast(), PurePosixPath("sitemap.xml")).decode()

    assert "<loc>https://paper.example/people/tom-van-reed/</loc>" in found
    assert "404" not in found
    assert made(a_podcast(), PurePosixPath("robots.txt")).decode() == (
        "User-agent: *\nAllow: /\nSitemap: https://paper.example/sitemap.xml\n"
    )


def test_a_change_of_notes_changes_one_page_of_a_long_show() -> None:
    many = [an_episode(slug=f"{n:03}") for n in range(120)]
    changed = an_episode(slug="007", notes="New.")

    before = keys(*many)
    after = keys(*many[:7], changed, *many[8:])

    assert [str(path) for path in before if before[path] != after[path]] == [
        "episodes/007/index.html"
    ]


def test_the_pages_of_a_very_long_show_are_known_in_seconds() -> None:
    drink = a_transcript(highlights=(DRINK,))
    many = [
        an_episode(
            slug=f"{n}",
            transcript=drink,
            people=(HOST, Person(name=f"Guest {n % 999}")),
        )
        for n in range(10_000)
    ]
    start = perf_counter()

    count = sum(1 for _ in pages(a_podcast(*many), Theme((TEMPLATES,))))

    assert count > 11_000
    assert perf_counter() - start < 20  # it takes about two on a quiet machine


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_fills_in_the_same(language: str) -> None:
    for field in fields(Words):
        ours = getattr(words(language), field.name)
        english = getattr(words("en"), field.name)
        assert ours.strip()
        assert sorted(BRACES.findall(ours)) == sorted(BRACES.findall(english))


@pytest.mark.parametrize("language", sorted({*LANGUAGES} - {"en"}))
def test_every_language_has_words_of_its_own(language: str) -> None:
    """But for those that are the same everywhere, and units."""
    every = [field.name for field in fields(Words)]
    ours = [n for n in every if getattr(words(language), n) != getattr(words("en"), n)]

    assert len(ours) > 0.75 * len(every)


@pytest.mark.parametrize(
    ("language", "sizes"),
    [
        ("en", ["1 kB", "999 kB", "1.0 MB", "1234 MB"]),
        ("fr", ["1 ko", "999 ko", "1,0 Mo", "1234 Mo"]),
        ("pl", ["1 kB", "999 kB", "1,0 MB", "1234 MB"]),
        ("ar-EG", ["١ كيلوبايت", "٩٩٩ كيلوبايت", "١٫٠ ميغابايت", "١٢٣٤ ميغابايت"]),
        ("fa", ["۱ کیلوبایت", "۹۹۹ کیلوبایت", "۱٫۰ مگابایت", "۱۲۳۴ مگابایت"]),
        ("mr", ["1 kB", "999 kB", "1.0 MB", "1234 MB"]),
    ],
)
def test_sizes_are_written_in_the_digits_of_the_language(
    language: str, sizes: list[str]
) -> None:
    said = Wording(language)

    assert [said.size(n) for n in (1, 999_000, 1_000_000, 1_234_000_000)] == sizes


def test_pages_are_numbered_in_the_digits_of_the_language() -> None:
    """Of CLDR's default for the region."""
    page = home_of(a_list_of(3, language="ar-EG"))

    assert texts(page, "//nav[@class='paging']//li") == ["١", "٢", "٣"]
    assert page.xpath("//nav[@class='paging']//li/a/@aria-label")[1] == "الصفحة ٢"
    assert page.xpath("/html/@dir") == ["rtl"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("de-AT", "Folge 1 1. März 2026 13 min"),
        ("fr", "Épisode 1 1 mars 2026 13 min"),
        ("es", "Episodio 1 1 de marzo de 2026 13 min"),
        ("nl", "Aflevering 1 1 maart 2026 13 min"),
        ("it", "Episodio 1 1 marzo 2026 13 min"),
        ("pt-PT", "Episódio 1 1 de março de 2026 13 min"),
        ("pl", "Odcinek 1 1 marca 2026 13 min"),
        ("ja", "第1回 2026年3月1日 13分"),
        ("ar", "الحلقة 1 1 مارس 2026 13 د"),
        ("ar-SA", "الحلقة ١ ١ مارس ٢٠٢٦ ١٣ د"),
        ("he", "פרק 1 1 במרץ 2026 13 דק׳"),
        ("fa", "قسمت ۱ ۱ مارس ۲۰۲۶ ۱۳ دقیقه"),
        ("bn", "Episode 1 1 মার্চ, 2026 13 min"),
        ("tlh", "Episode 1 March 1, 2026 13 min"),
    ],
)
def test_pages_speak_the_language_of_the_show(language: str, said: str) -> None:
    podcast = a_podcast(language=language)

    page = parsed(made(podcast, PurePosixPath("episodes/001-rag-paper/index.html")))

    assert texts(page, "//p[@class='facts']") == [said]


def test_the_script_is_small() -> None:
    assert (TEMPLATES / "player.js").stat().st_size < 2048


def test_support_is_asked_for_where_the_show_wants_it() -> None:
    asked = FeedTag(
        name="funding",
        text="Buy us a ream",
        attributes=(("url", "https://f.example/"),),
    )
    page = parsed(made(a_podcast(tags=(asked,)), PurePosixPath("index.html")))

    assert texts(page, "//section[@id='funding']//a") == ["Buy us a ream"]
    assert GUEST.name not in texts(page, "//h1")
