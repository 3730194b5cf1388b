"""Times that an author wrote into the notes, as links that play from there."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from markupsafe import Markup

from ..timecode import parse_timecode

#: Exact for what nh3 writes: it escapes < and > in text and attributes alike.
_TOKEN = re.compile(r"<[^>]*>|[^<]+")
_TAG = re.compile(r"<(/?)(a|code|pre)\b")

#: "1:02:03" or "12:34", but no part of a date, a range of verses, or a longer number.
_TIME = re.compile(
    r"(?<![\w:.,/§-])(?:\d{1,2}:)?\d{1,2}:[0-5]\d(?![\w:/]|[.,]\d|-\d+(?!\d*:))"
)
_MAYBE = re.compile(r":[0-5]\d")  # most text has no time at all
#: Words that make a time of day of it.
_OF_DAY = re.compile(
    r"\s*(?:[ap]\.?\s?m|uhr|h|hrs|o.clock|gmt|utc|bst|cest|[cemp][sd]t)\b",
    re.IGNORECASE,
)

#: Makes a link of a time and the words for it.
_Link = Callable[[timedelta, str], Markup]


def with_times(html: Markup, duration: timedelta, link: _Link) -> Markup:
    """The HTML in which every time before the end is what ``link`` makes of it.

    Times inside links and code stay, and so do times of day, as far as they say so.
    """
    if not _MAYBE.search(html):
        return html
    depth, written = 0, ""
    for token in _TOKEN.findall(html):
        if tag := _TAG.match(token):
            depth += -1 if tag[1] else 1
        if depth or token.startswith("<"):
            written += token
        else:
            written += _linked(token, duration, link)
    return Markup(written)  # noqa: S704 - clean HTML, with links added


def _linked(text: str, duration: timedelta, link: _Link) -> str:
    def replaced(found: re.Match[str]) -> str:
        time = parse_timecode(found[0])
        of_day = _OF_DAY.match(text, found.end())
        if time is None or time >= duration or of_day:
            return found[0]
        return link(time, found[0])

    return _TIME.sub(replaced, text)
