"""Markdown as HTML that is still to be cleaned."""

from __future__ import annotations

from functools import cache

from linkify_it import LinkifyIt
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.linkify import SCHEME_RE, linkify
from markdown_it.token import Token

#: What a bare address may begin with; and more letters than any of these has.
_SCHEMES = ("http", "https")
_LONGEST = 8
#: No bare address is longer: what is would take the square of its length to look at.
_MOST = 2_048


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

    def test_schema_at(self, text: str, name: str, position: int) -> int:
        """How long the address is after its scheme; 0 for what can be none."""
        start = max(position - len("://"), 0)
        near = text[start : position + _MOST]
        length: int = super().test_schema_at(near, name, position - start)
        return length if length < _MOST else 0


@cache
def _parser(*, pictures: bool) -> MarkdownIt:
    parser = MarkdownIt("js-default", {"linkify": True})
    parser.disable(["table", "strikethrough"])
    # Without raw HTML and nicer quotes, these are asked at every turn and do nothing.
    parser.disable(["html_block", "html_inline", "replacements", "smartquotes"])
    parser.inline.ruler.at("linkify", _bare_address)
    parser.linkify = _WholeLinks()
    parser.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    parser.linkify.add("ftp:", None)  # browsers follow it no more
    parser.core.ruler.push("lower_headings", _lower_headings)
    if not pictures:
        parser.core.ruler.push("link_pictures", _link_pictures)
    return parser


def _bare_address(state: StateInline, silent: bool) -> bool:
    """The parser's own rule, asked only where a scheme stands before a "://".

    It looks at all that was said before each of them, which in a text that is full of
    them takes the square of its length; and fails where it takes for a scheme what
    stands elsewhere, as what is said is not noted while a link's words are looked for.
    """
    if not state.src.startswith("://", state.pos):
        return False
    found = SCHEME_RE.search(state.pending[-_LONGEST:])
    if found is None or found[1].lower() not in _SCHEMES:
        return False
    if not state.src.endswith(found[1], 0, state.pos):
        return False
    if len(state.pending) > _LONGEST and not silent:
        scheme = state.pending[-_LONGEST:]
        state.pending = state.pending[:-_LONGEST]
        state.pushPending()  # texts beside each other are joined in the end
        state.pending = scheme
    return linkify(state, silent)


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
