"""Clean HTML cut to a number of bytes, as directories count a description."""

from __future__ import annotations

import re
from html import escape, unescape

from ..text import cut

#: Bytes of text that are worth a block of their own, and longer than most words.
WORTHWHILE = 30

#: Exact for what nh3 writes: it escapes < and > in text and attributes alike.
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_HALF_ENTITY = re.compile(r"&\w*$")


def size(text: str) -> int:
    """How many bytes the text takes."""
    return len(text.encode())


def fitted(html: str, limit: int) -> str:
    """HTML in ``limit`` bytes: cut at a word, every tag closed, and none left empty.

    It is HTML from nh3 without void elements such as ``br``.
    """
    if size(html) <= limit:
        return html
    fitting, kept, opened = "", "", list[str]()
    for token in _TOKEN.findall(html):
        closing = "".join(f"</{name}>" for name in reversed(opened))
        if token.startswith("</"):
            opened.pop()
        elif token.startswith("<"):
            opened.append(token.strip("<>").split()[0])
        elif size(kept + token + closing) > limit:
            words = _words(token, limit - size(kept + closing))
            return kept + words + closing if words else fitting
        elif token.strip():
            fitting = kept + token + closing
        kept += token
    return fitting


def _words(text: str, room: int) -> str:
    """The first words of escaped text that go into ``room`` bytes, and an ellipsis."""
    head = text.encode()[: max(room - size("…"), 0)].decode(errors="ignore")
    whole = unescape(_HALF_ENTITY.sub("", head))
    if not whole.strip() or size(whole) < WORTHWHILE:
        return ""
    return escape(cut(unescape(text), len(whole) + 1), quote=False)
