"""HTML is built of parts, and no part gets out of its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fragment_fromstring

from feed_builder.render.html import element, joined, text, void

_TEXTS = st.text(
    st.characters(min_codepoint=0x20, exclude_categories=["Cc", "Cs", "Cn"])
)


@given(_TEXTS, _TEXTS)
def test_texts_and_attributes_are_read_as_they_were_written(
    words: str, title: str
) -> None:
    made = element("p", element("b", text(words), title=title), void("br"))

    parsed = fragment_fromstring(made)

    assert [child.tag for child in parsed] == ["b", "br"]
    assert (parsed[0].text or "") == words
    assert parsed[0].get("title") == title


def test_pieces_stand_one_after_another() -> None:
    rows = joined((element("li", text(each)) for each in "a<"), text("\n"))

    assert rows == "<li>a</li>\n<li>&lt;</li>"
