"""Markdown as HTML that is still to be cleaned."""

from __future__ import annotations

from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


def rendered(markdown: str, *, pictures: bool) -> str:
    """The HTML; raw HTML shows as text, bare addresses become links.

    Without ``pictures``, there are links to them.
    """
    html: str = _parser(pictures=pictures).render(markdown)
    return html


class _WholeLinks(LinkifyIt):  # type: ignore[misc]  # linkify-it has no types
    """Links that tell their scheme."""

    def pretest(self, text: str) -> bool:
        """Whether there may be one; most text has none, which is quickly seen."""
        possible = "//" in text or "mailto:" in text.lower()
        return possible and super().pretest(text)


@cache
def _parser(*, pictures: bool) -> MarkdownIt:
    parser = MarkdownIt("js-default", {"linkify": True})
    parser.disable(["table", "strikethrough"])
    # Without raw HTML and nicer quotes, these are asked at every turn and do nothing.
    parser.disable(["html_block", "html_inline", "replacements", "smartquotes"])
    parser.linkify = _WholeLinks()
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.core.ruler.push("lower_headings", _lower_headings)
    if not pictures:
        parser.core.ruler.push("link_pictures", _link_pictures)
    return parser


def _lower_headings(state: StateCore) -> None:
    # Notes stand below a page's h1 and a section's h2; no level may be left out.
    headings = [t for t in state.tokens if t.type in ("heading_open", "heading_close")]
    highest = min((token.tag for token in headings), default="")
    begun = False
    for token in headings:
        begun = begun or token.tag == highest
        token.tag = "h4" if begun and token.tag != highest else "h3"


def _link_pictures(state: StateCore) -> None:
    """A link to each picture or, where it is the label of one, its words."""
    for token in state.tokens:
        linked, children = 0, []
        for child in token.children or []:
            linked += child.nesting if child.type.startswith("link_") else 0
            children += _linked(child, linked) if child.type == "image" else [child]
        token.children = children


def _linked(picture: Token, linked: int) -> list[Token]:
    address = str(picture.attrs.get("src", ""))
    words = Token("text", "", 0, content=picture.content or address)
    if linked:
        return [words]
    opening = Token("link_open", "a", 1, attrs={"href": address})
    return [opening, words, Token("link_close", "a", -1)]
