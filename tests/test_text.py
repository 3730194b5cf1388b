from __future__ import annotations

from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from slugify import slugify

from feed_builder.text import (
    FORBIDDEN,
    NO_TAGS,
    clean_html,
    cut,
    folded,
    html_of,
    misread,
    plain_text,
    slug,
    without_code,
    without_tracking,
    words_of,
    xml_safe,
)


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b* **c**", "<p>a <em>b</em> <strong>c</strong></p>\n"),
        ("# Top", "<h3>Top</h3>\n"),
        ("## A\n### B\n## C", "<h3>A</h3>\n<h4>B</h4>\n<h3>C</h3>\n"),
        ("### A\n# B\n#### C", "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,x)", "<p>[x](data:text/html,x)</p>\n"),
        ("![x](https://a.example/p.png)", None),
        (
            "https://a.example",
            '<p><a href="https://a.example">https://a.example</a></p>\n',
        ),
        ("example.com", "<p>example.com</p>\n"),
        ("a\x1eb", "<p>ab</p>\n"),
    ],
)
def test_markdown_becomes_clean_html(markdown: str, html: str | None) -> None:
    rendered = html_of(markdown)

    assert "<img" not in rendered
    if html is not None:
        assert rendered.replace("<p>&lt;", "&lt;").replace("gt;</p>\n", "gt;") == html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        (
            "see https://a.example/(x)_y* and ftp://b.example",
            '<p>see <a href="https://a.example/(x)_y">https://a.example/(x)_y</a>* and '
            "ftp://b.example</p>\n",
        ),
        ("xhttp://a.example", "<p>xhttp://a.example</p>\n"),
        (f"http://a.example/{'a' * 2_048}", f"<p>http://a.example/{'a' * 2_048}</p>\n"),
        (  # at which the parser alone fails
            "example[http://a://",
            '<p>example[<a href="http://a">http://a</a>://</p>\n',
        ),
    ],
)
def test_bare_addresses_become_links(markdown: str, html: str) -> None:
    assert html_of(markdown) == html


@pytest.mark.parametrize("pattern", ["a://b://", "http://", "http://a.b/(", "//a.b/("])
def test_a_text_full_of_addresses_does_not_take_the_square_of_its_length(
    pattern: str,
) -> None:
    text = pattern * (100_000 // len(pattern))  # else it would take many minutes

    assert words_of(html_of(text)) == text


def test_plain_text_has_one_line_a_block() -> None:
    html = "<p>A &amp; <b>b</b></p><ul><li>c<br>d</li></ul>"

    assert plain_text(html) == "A & b\nc\nd"


_MARKDOWN = st.text(
    st.sampled_from("ab &;<>\"'é紙😀\xa0\xad\n *_[](#`-1.!=:/"), max_size=200
)


_ADDRESSES = st.lists(
    st.sampled_from(
        "http:// https:// ftp:// :// // a.example /x_y mailto:a@b.c see * _ ( ) [ ] <"
        " > & . \\ ` ! x + - \n".split(" ")
    ),
    max_size=25,
).map("".join)


@given(_ADDRESSES)
def test_whatever_stands_around_addresses_becomes_clean_html(markdown: str) -> None:
    html = html_of(markdown)

    assert clean_html(html) == html


@given(_MARKDOWN)
def test_the_words_of_notes_are_what_a_cleaner_leaves_of_them(markdown: str) -> None:
    html = html_of(markdown, pictures=True)

    words = unescape(clean_html(html, NO_TAGS))

    assert "".join(words_of(html).split()) == "".join(words.split())


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("hello world", 11, "hello world"),
        ("hello world", 10, "hello…"),
        ("hello, world", 8, "hello…"),
        ("incomprehensible", 5, "inco…"),
    ],
)
def test_text_is_cut_at_a_word(text: str, limit: int, expected: str) -> None:
    assert cut(text, limit) == expected


@given(st.text(), st.integers(1, 50))
def test_what_is_cut_is_never_too_long(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit


@given(st.text(st.characters(codec=None), max_size=50))
def test_safe_text_can_stand_in_xml(text: str) -> None:
    element = etree.Element("a")
    element.text = xml_safe(text)

    etree.fromstring(etree.tostring(element))
    assert element.text == FORBIDDEN.sub("", text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "https://a.example/?utm_source=x&id=1&fbclid=2#top",
            "https://a.example/?id=1#top",
        ),
        ("https://a.example/?utm_source=x", "https://a.example/"),
        ("https://a.example/?a=utm_x&ref=1", "https://a.example/?a=utm_x&ref=1"),
    ],
)
def test_tracking_parameters_can_be_stripped(url: str, expected: str) -> None:
    assert without_tracking(url) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("012 Über Größe!", "012-uber-grosse"), ("東京", "dong-jing"), ("😀", "")],
)
def test_addresses_are_ascii(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_names_are_compared_without_case_and_accents() -> None:
    assert folded("  SØREN  Ångström") == folded("søren angstro\u0308m")


#: Letters whose slugs are known without the library, and some that are not.
_LATIN = st.characters(max_codepoint=0xFF) | st.sampled_from(
    "0123,'&œıłŽ‘’“”–—…\u202f\uff0c"
)


@given(st.text(_LATIN))
@example("It’s 1,000 – no, 1’,0 or 1',0 … «Ça» &amp; &lt")
@example("  groß  ßß’’, œ " + "a’ß " * 30)
def test_common_text_has_the_slug_that_the_library_gives(text: str) -> None:
    whole = slugify(text, max_length=100, word_boundary=True, backend="text-unidecode")
    assert slug(text) == whole


@pytest.mark.parametrize("meant", ["Café", "It’s", "Grüße", "Gijón", "5€"])
def test_letters_that_a_program_read_wrongly_are_known(meant: str) -> None:
    wrong = meant.encode().decode("cp1252", "replace")
    assert "\ufffd" not in wrong

    found = misread(f"so {wrong} it")

    assert found
    assert found[2] in meant


@pytest.mark.parametrize(
    "text",
    [
        "NÃO",
        "MANHÃ”",
        "MANHÃ…",
        "Â«",
        "château",
        "„Ä“",
        "Å”",
        "Málaga",
        "“café…”",
        "a â b",
    ],
)
def test_letters_that_may_be_meant_are_left_alone(text: str) -> None:
    assert misread(text) is None


def test_code_is_spaces_of_the_same_shape() -> None:
    markdown = "a `<b>` c\n```\n<i>\n```\nd"

    assert without_code(markdown) == "a       c\n   \n   \n   \nd"
