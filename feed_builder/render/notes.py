"""Show notes for the feed: an episode's words in the little HTML that apps understand.

Headings are ``<p><strong>``: Apple knows no headings and Spotify no bold, but both keep
the paragraph, and everybody else shows both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup

from ..model import Chapter, Episode, Highlight, HighlightKind, Link
from ..text import PICTURED_TAGS, clean_html, html_of, xml_safe
from ..timecode import timestamp
from .fitting import fitted, size
from .html import Html, element, joined, text, void

#: Apple's limit for a description; PSP-1 counts it in bytes, which is the safe reading.
DESCRIPTION_BYTES = 4000
APPLE_TAGS = frozenset({"p", "ol", "ul", "li", "a"})

#: What comes first; the show's own sections follow in the order of the document.
FIRST = ("lessons", "links", "drink")

#: Apple and Spotify make chapters of timestamps when there are at least this many.
FEWEST_CHAPTERS = 3

#: A link of clean HTML that is called otherwise than its address.
LABELLED_LINK = re.compile(r'<a href="([^"]*)">(?!\1</a>)(.*?)</a>', re.DOTALL)

#: What a picture leaves where none is shown.
_EMPTY = re.compile(r"<a href=\"[^\"]*\"></a>|<p>\s*</p>\n?")

_LINE_END = text("\n")
_HEADINGS = {r"<h[1-6]>": "<p><strong>", r"</h[1-6]>": "</strong></p>"}
_PREFORMATTED = {r"<pre>": "<p>", r"</pre>": "</p>"}


def notes_html(episode: Episode, base: str | None = None) -> str:
    """The whole show notes, for ``content:encoded``; links are relative to ``base``."""
    blocks = (
        _paragraphs(episode.summary),
        _chapter_lines(episode),
        *_details(episode),
    )
    return _only(PICTURED_TAGS, _replaced(_HEADINGS, _joined(*blocks)), base)


def description_html(episode: Episode, base: str | None = None) -> str:
    """The show notes within Apple's bytes and tags, for ``description``.

    Chapter lines are not what is cut, as long as they fit at all. Where something does
    not fit, or addresses vanish when an app takes the tags out, the page's address is
    the last line. What the author wrote for this tag alone, stands alone.
    """
    if episode.rss_description is not None:
        own = _for_apple(html_of(episode.rss_description, pictures=True), base)
        return fitted(own.strip(), DESCRIPTION_BYTES)
    chapters = _for_apple(_chapter_paragraphs(episode), base)
    summary = _for_apple(_paragraphs(episode.summary), base)
    details = _for_apple(_joined(*_details(episode)), base)
    whole = _joined(summary, chapters, details)
    is_lossy = size(whole) > DESCRIPTION_BYTES or LABELLED_LINK.search(whole)
    page = _page_line(base) if base and is_lossy else ""
    room = DESCRIPTION_BYTES - size(page) - 1
    summary = fitted(summary, room - size(chapters) - 1)
    return _joined(fitted(_joined(summary, chapters, details), room), page)


def highlights(episode: Episode) -> tuple[Highlight, ...]:
    """The named sections of the episode's document in the order of the notes."""
    if episode.transcript is None:
        return ()
    rank = {key: place for place, key in enumerate(FIRST)}
    found = episode.transcript.highlights
    return tuple(sorted(found, key=lambda h: rank.get(h.key, len(rank))))


def _page_line(page: str) -> str:
    return Markup('<p><a href="{0}">{0}</a></p>').format(page)


def _details(episode: Episode) -> tuple[str, ...]:
    notes = html_of(episode.notes, pictures=True)
    return notes, *map(_section, highlights(episode))


def _joined(*blocks: str) -> str:
    # One line a block, so that words do not run together where tags are taken out.
    return "\n".join(filter(None, map(str.strip, blocks)))


def _for_apple(html: str, base: str | None) -> str:
    words = _only(APPLE_TAGS, _replaced(_HEADINGS | _PREFORMATTED, html), base)
    return _EMPTY.sub("", words)


def _replaced(table: dict[str, str], html: str) -> str:
    for tag, other in table.items():
        html = re.sub(tag, other, html)
    return html


def _only(tags: frozenset[str], html: str, base: str | None) -> str:
    # Relative links would lead from an app to nowhere.
    return clean_html(xml_safe(html), tags, titles=False, base=base)


def _paragraphs(words: str) -> Html:
    lines = filter(None, map(str.strip, words.split("\n")))
    return joined((element("p", text(line)) for line in lines), _LINE_END)


def _chapter_lines(episode: Episode) -> Html:
    lines = joined(map(text, _chapters(episode)), Html(void("br") + _LINE_END))
    return element("p", lines) if lines else lines


def _chapter_paragraphs(episode: Episode) -> Html:
    lines = _chapters(episode)
    return joined((element("p", text(line)) for line in lines), _LINE_END)


def _chapters(episode: Episode) -> list[str]:
    """A line for every chapter that is not hidden, if apps will know them for such."""
    shown = sorted(
        (chapter for chapter in episode.chapters if not chapter.hidden),
        key=lambda chapter: chapter.start,
    )
    if len(shown) < FEWEST_CHAPTERS or shown[0].start.total_seconds() >= 1:
        return []
    return [*map(_chapter_line, shown)]


def _chapter_line(chapter: Chapter) -> str:
    time, _, _ = timestamp(chapter.start).partition(".")
    return f"{time} {chapter.title}"


def _section(highlight: Highlight) -> str:
    body = _BODIES[highlight.kind](highlight)
    if not body:
        return ""
    heading = element("p", element("strong", text(highlight.title)))
    return f"{heading}\n{body}"


def _text(highlight: Highlight) -> Html:
    return _paragraphs(highlight.text)


def _items(highlight: Highlight) -> Html:
    return _list(map(text, highlight.items))


def _links(highlight: Highlight) -> Html:
    return _list(map(_link, highlight.links))


_BODIES: dict[HighlightKind, Callable[[Highlight], Html]] = {
    HighlightKind.TEXT: _text,
    HighlightKind.LIST: _items,
    HighlightKind.LINKS: _links,
}


def _link(link: Link) -> Html:
    return element("a", text(link.label or link.url), href=link.url)


def _list(entries: Iterable[Html]) -> Html:
    lines = joined((element("li", entry) for entry in entries), _LINE_END)
    return element("ul", text("\n"), lines, text("\n")) if lines else lines
