from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.model import (
    Chapter,
    Direction,
    Episode,
    Highlight,
    HighlightKind,
    Link,
    Transcript,
    Turn,
)
from feed_builder.render.fitting import fitted, size
from feed_builder.render.notes import (
    APPLE_TAGS,
    DESCRIPTION_BYTES,
    description_html,
    notes_html,
)
from feed_builder.text import PICTURED_TAGS, clean_html, html_of, xml_safe

from .builders import an_episode

DRINK = Highlight(
    key="drink",
    title="Nora’s recommended drink",
    kind=HighlightKind.TEXT,
    text="Nettle tea.\nHot, with milk & honey.",
)
LESSONS = Highlight(
    key="lessons",
    title="Key lessons",
    kind=HighlightKind.LIST,
    items=("Rags beat wood", "Sizing < soaking"),
)
LINKS = Highlight(
    key="links",
    title="Useful links",
    kind=HighlightKind.LINKS,
    links=(
        Link(label="The mill", url="https://mill.example/?a=1&b=2"),
        Link(label=None, url="https://paper.example/guild"),
    ),
)
BOOK = Highlight(
    key="book", title="Book of the week", kind=HighlightKind.TEXT, text="On Paper"
)


def a_transcript(*highlights: Highlight, **changes: Any) -> Transcript:
    return Transcript(form="plain", highlights=highlights, **changes)


def chapters(*titles: str, first: timedelta = timedelta()) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(start=first + timedelta(minutes=40 * n), title=title)
        for n, title in enumerate(titles)
    )


TEN = " ".join(["one"] * 10)

FULL = an_episode(
    summary="How rags became paper.",
    notes="## Thanks\n\nTo *everybody* at [the mill](https://mill.example/).\n",
    chapters=chapters("Hello", "Rags & ropes", "Goodbye"),
    transcript=a_transcript(BOOK, DRINK, LESSONS, LINKS),
)


def test_the_notes_hold_everything_that_was_said_about_the_episode() -> None:
    assert notes_html(FULL) == (
        "<p>How rags became paper.</p>\n"
        "<p>00:00:00 Hello<br>\n"
        "00:40:00 Rags &amp; ropes<br>\n"
        "01:20:00 Goodbye</p>\n"
        "<p><strong>Thanks</strong></p>\n"
        "<p>To <em>everybody</em> at "
        '<a href="https://mill.example/">the mill</a>.</p>\n'
        "<p><strong>Key lessons</strong></p>\n"
        "<ul>\n"
        "<li>Rags beat wood</li>\n"
        "<li>Sizing &lt; soaking</li>\n"
        "</ul>\n"
        "<p><strong>Useful links</strong></p>\n"
        "<ul>\n"
        '<li><a href="https://mill.example/?a=1&amp;b=2">The mill</a></li>\n'
        '<li><a href="https://paper.example/guild">'
        "https://paper.example/guild</a></li>\n"
        "</ul>\n"
        "<p><strong>Nora’s recommended drink</strong></p>\n"
        "<p>Nettle tea.</p>\n"
        "<p>Hot, with milk &amp; honey.</p>\n"
        "<p><strong>Book of the week</strong></p>\n"
        "<p>On Paper</p>"
    )


def test_the_description_says_the_same_in_the_tags_that_apple_knows() -> None:
    assert description_html(FULL) == (
        "<p>How rags became paper.</p>\n"
        "<p>00:00:00 Hello</p>\n"
        "<p>00:40:00 Rags &amp; ropes</p>\n"
        "<p>01:20:00 Goodbye</p>\n"
        "<p>Thanks</p>\n"
        '<p>To everybody at <a href="https://mill.example/">the mill</a>.</p>\n'
        "<p>Key lessons</p>\n"
        "<ul>\n"
        "<li>Rags beat wood</li>\n"
        "<li>Sizing &lt; soaking</li>\n"
        "</ul>\n"
        "<p>Useful links</p>\n"
        "<ul>\n"
        '<li><a href="https://mill.example/?a=1&amp;b=2">The mill</a></li>\n'
        '<li><a href="https://paper.example/guild">'
        "https://paper.example/guild</a></li>\n"
        "</ul>\n"
        "<p>Nora’s recommended drink</p>\n"
        "<p>Nettle tea.</p>\n"
        "<p>Hot, with milk &amp; honey.</p>\n"
        "<p>Book of the week</p>\n"
        "<p>On Paper</p>"
    )


def test_an_episode_with_nothing_to_say_has_no_notes() -> None:
    silent = an_episode(summary="", notes="", transcript=a_transcript())

    assert (notes_html(silent), description_html(silent)) == ("", "")


def test_a_section_with_nothing_in_it_has_no_heading() -> None:
    empty = tuple(
        Highlight(key=kind.value, title="Nothing", kind=kind) for kind in HighlightKind
    )
    episode = an_episode(summary="Hello.", transcript=a_transcript(*empty))

    assert notes_html(episode) == "<p>Hello.</p>"


def test_stage_directions_and_talk_are_no_part_of_the_notes() -> None:
    turn = Turn(label="NQ", name="Nora Quill", text="Hello <laughs> all.", line=3)
    laughs = Direction(text="laughs", line=3)
    transcript = a_transcript(turns=(turn,), directions=(laughs,))

    assert notes_html(an_episode(summary="Hi.", transcript=transcript)) == "<p>Hi.</p>"


@pytest.mark.parametrize(
    "episode",
    [
        an_episode(chapters=chapters("Hello", "Goodbye")),
        an_episode(chapters=chapters("Hello", "Rags", "Bye", first=timedelta(0, 30))),
        an_episode(
            chapters=(
                *chapters("Hello", "Rags"),
                Chapter(start=timedelta(hours=1), title="Secret", hidden=True),
            )
        ),
    ],
    ids=["two chapters", "none at zero", "two that are not hidden"],
)
def test_chapters_that_apps_would_not_take_are_left_out(episode: Episode) -> None:
    assert notes_html(episode) == "<p>How rags became paper.</p>"


def test_a_chapter_that_starts_in_the_first_second_is_at_zero() -> None:
    late = timedelta(milliseconds=400)
    episode = an_episode(summary="", chapters=chapters("A", "B", "C", first=late))

    assert description_html(episode) == (
        "<p>00:00:00 A</p>\n<p>00:40:00 B</p>\n<p>01:20:00 C</p>"
    )


def test_hidden_chapters_stay_hidden() -> None:
    secret = Chapter(start=timedelta(minutes=1), title="Secret", hidden=True)
    listed = chapters("Hello", "Rags", "Goodbye")

    with_it = an_episode(chapters=(secret, *listed))

    assert notes_html(with_it) == notes_html(an_episode(chapters=listed))


def test_relative_links_become_absolute_where_they_are_read_in_an_app() -> None:
    episode = an_episode(summary="", notes="[before](../000-wood/), [home](/)")
    page = "https://paper.example/episodes/001-rag-paper/"

    assert notes_html(episode, page) == (
        '<p><a href="https://paper.example/episodes/000-wood/">before</a>, '
        '<a href="https://paper.example/">home</a></p>'
    )


def test_markup_in_the_authors_words_stays_text() -> None:
    hostile = "<script>alert(1)</script> &lt;b&gt; ]]>"
    items = (hostile,)
    episode = an_episode(
        summary=hostile,
        notes=f"{hostile}\n\n[x](javascript:alert(1))",
        chapters=chapters("A", hostile, "C"),
        transcript=a_transcript(replace(LESSONS, title=hostile, items=items)),
    )

    shown = _Reader(notes_html(episode))

    assert shown.tags <= {"p", "br", "strong", "ul", "li"}
    assert shown.text.count("<script>alert(1)</script>") == 5


def test_a_long_description_is_cut_at_a_word_and_its_tags_are_closed() -> None:
    link = "[a word](https://mill.example/) "
    episode = an_episode(summary="Hello.", notes="- " + link * 100)

    description = description_html(episode)

    assert size(description) <= DESCRIPTION_BYTES
    assert description.startswith('<p>Hello.</p>\n<ul>\n<li><a href="https://mill')
    assert description.endswith("a word</a></li></ul>")


def test_chapters_are_kept_before_anything_else_of_a_long_description() -> None:
    episode = an_episode(
        summary="Rags, " * 1000,
        chapters=chapters("Hello", "Ropes", "Goodbye"),
        transcript=a_transcript(LESSONS),
    )

    description = description_html(episode)

    assert DESCRIPTION_BYTES - 50 < size(description) <= DESCRIPTION_BYTES
    assert description.endswith(
        "Rags…</p>\n"
        "<p>00:00:00 Hello</p>\n<p>00:40:00 Ropes</p>\n<p>01:20:00 Goodbye</p>"
    )


PAGE = "https://paper.example/episodes/001-rag-paper/"
PAGE_LINE = f'<p><a href="{PAGE}">{PAGE}</a></p>'


@pytest.mark.parametrize(
    "notes",
    ["Rags, " * 1000, "By [the mill](https://mill.example/)."],
    ids=["too long", "an address that is not seen"],
)
def test_where_something_is_lost_the_page_is_named(notes: str) -> None:
    episode = an_episode(notes=notes)

    description = description_html(episode, PAGE)

    assert size(description) <= DESCRIPTION_BYTES
    assert description.endswith(f"\n{PAGE_LINE}")


def test_where_nothing_is_lost_there_is_no_need_of_the_page() -> None:
    episode = an_episode(notes="At https://mill.example/?a=1&b=2.")

    assert PAGE not in description_html(episode, PAGE)


@pytest.mark.parametrize(
    ("html", "limit", "expected"),
    [
        (f"<p>{TEN} two three</p>", 56, f"<p>{TEN} two three</p>"),
        (f"<p>{TEN} two three</p>", 55, f"<p>{TEN} two…</p>"),
        (f"<p><a>{TEN} two</a> three</p>", 56, f"<p><a>{TEN}…</a></p>"),
        (f"<p>one</p><p>{TEN}</p>", 40, "<p>one</p>"),
        (f"<p>one</p><p>{TEN}</p>", 55, f"<p>one</p><p>{TEN[:35]}…</p>"),
        (f"<p>{TEN} R&amp;D</p>", 53, f"<p>{TEN}…</p>"),
        (f"<ul><li>{TEN}</li><li>{TEN}</li></ul>", 98, f"<ul><li>{TEN}</li></ul>"),
        (f"<p>{'紙' * 20}</p>", 60, f"<p>{'紙' * 16}…</p>"),
        ("<p>one</p>", 3, ""),
        ("<p>one</p>", -1, ""),
    ],
)
def test_html_is_fitted_into_bytes(html: str, limit: int, expected: str) -> None:
    assert fitted(html, limit) == expected


_WORDS = st.text(st.sampled_from("ab &<>\"'é紙😀\n*_[](#`-1."), max_size=300)


@given(notes=_WORDS, limit=st.integers(0, 400))
def test_fitted_html_is_clean_and_a_beginning_of_the_whole(
    notes: str, limit: int
) -> None:
    html = description_html(an_episode(summary=notes, notes=notes))

    cut = fitted(html, limit)

    assert size(cut) <= limit or cut == html == ""
    assert clean_html(cut) == cut
    assert _Reader(cut).tags <= APPLE_TAGS
    assert _Reader(html).text.startswith(_Reader(cut).text.rstrip("…"))


@settings(deadline=None, max_examples=50)
@given(_WORDS, st.sampled_from([1, 20, 400]), st.integers(0, 40))
def test_any_description_is_within_apples_bytes_and_closes_its_tags(
    words: str, times: int, count: int
) -> None:
    episode = an_episode(
        summary=words,
        notes=f"- [{words}](https://mill.example/)\n" * times,
        chapters=chapters(*[words or "-"] * count),
    )

    description = description_html(episode, PAGE)

    assert size(description) <= DESCRIPTION_BYTES
    assert clean_html(description) == description
    assert _Reader(description).tags <= APPLE_TAGS


@given(st.text(st.characters(exclude_categories=())))
def test_any_words_come_out_as_they_went_in(words: str) -> None:
    episode = an_episode(summary=words, notes="", transcript=None)

    shown = _Reader(notes_html(episode)).text

    assert shown.split() == xml_safe(words).split()


#: What means something in Markdown, in HTML or in an address.
_PIECES = st.lists(
    st.sampled_from(
        "https://mill.example/?a=1&b=2|javascript:x|/paper|#rags|mailto:a@|paper & ink|"
        '[rags](|![rope](|)| "title"|## |- |1. |> |    |*|`|\n|\n\n|紙|\'|="|'
        "<b>|&amp;|&nbsp|\xa0|\xad|\r|\0".split("|")
    ),
    max_size=12,
).map("".join)


@settings(max_examples=200)
@given(_PIECES, _PIECES, _PIECES)
def test_a_cleaner_finds_nothing_to_clean(notes: str, words: str, address: str) -> None:
    said = a_transcript(
        replace(DRINK, title=words, text=words),
        replace(LESSONS, items=(words,)),
        replace(LINKS, links=(Link(label=words, url=address),)),
    )
    episode = replace(
        FULL,
        summary=words,
        notes=notes,
        chapters=chapters(*[words] * 3),
        transcript=said,
    )

    whole, short = notes_html(episode, PAGE), description_html(episode, PAGE)

    assert clean_html(whole, PICTURED_TAGS, titles=False, base=PAGE) == whole
    assert clean_html(short, APPLE_TAGS, titles=False, base=PAGE) == short


class _Reader(HTMLParser):
    """What a reader sees of HTML, and the tags it was written with."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


PICTURE = "![A vat](https://paper.example/vat.jpg) Hello."


def test_a_picture_in_notes_is_shown_by_apps_that_read_the_whole_notes() -> None:
    episode = an_episode(summary="", notes=PICTURE)

    shown = '<p><img src="https://paper.example/vat.jpg" alt="A vat"> Hello.</p>'
    assert notes_html(episode) == shown
    assert description_html(episode) == "<p> Hello.</p>"


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (PICTURE, '<a href="https://paper.example/vat.jpg">A vat</a> Hello.'),
        (
            "[![A vat](https://paper.example/vat.jpg)](https://vat.example/)",
            '<a href="https://vat.example/">A vat</a>',
        ),
        ("![x](javascript:x)", "![x](javascript:x)"),
    ],
)
def test_on_pages_there_is_a_link_to_a_picture(markdown: str, html: str) -> None:
    assert html_of(markdown) == f"<p>{html}</p>\n"
