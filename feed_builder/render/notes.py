"""Show notes for the feed: an episode's words in the little HTML that apps understand.

Headings are ``<p><strong>``: Apple knows no headings and Spotify no bold, but both keep
the paragraph, and everybody else shows both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

from ..model import Chapter, Episode, Highlight, HighlightKind, Link
from ..text import NO_TAGS, PICTURED_TAGS, clean_html, html_of, xml_safe
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

#: Of clean HTML: a tag that Apple does not know.
_OTHER_TAG = re.compile(rf"</?(?!(?:{'|'.join(sorted(APPLE_TAGS))})\b)\w[^>]*>")
_HEADING, _HEADING_END = re.compile("<h[1-6]>"), re.compile("</h[1-6]>")
#: What may be an attribute of clean HTML that is not wanted, or no whole address.
_UNSURE = re.compile('="(?!https?:|mailto:)')

_LINE_END = text("\n")
_BREAK = Html(void("br") + _LINE_END)


class Notes:
    """An episode's notes, of which the feed gives two versions; links are relative to
    ``base``, its page.

    Everything is HTML as nh3 writes it. Only what holds Markdown or addresses has to go
    through it.
    """

    def __init__(self, episode: Episode, base: str | None = None) -> None:
        self._episode = episode
        self._base = base
        self._summary = _paragraphs(episode.summary.split("\n"))
        self._chapters = [*map(_text, _chapters(episode))]

    @property
    def html(self) -> str:
        """The whole show notes, for ``content:encoded``."""
        return _joined(self._summary, _broken(self._chapters), self._details)

    @property
    def description(self) -> str:
        """The show notes within Apple's bytes and tags, for ``description``.

        Chapter lines are not what is cut, as long as they fit at all. Where something
        does not fit, or addresses vanish when an app takes the tags out, the page's
        address is the last line. What the author wrote for this tag alone, stands
        alone.
        """
        own, base = self._episode.rss_description, self._base
        if own is not None:
            html = _for_apps(html_of(own, pictures=True), base)
            return fitted(_for_apple(html).strip(), DESCRIPTION_BYTES)
        chapters = _for_apple(_in_paragraphs(self._chapters))
        summary, details = _for_apple(self._summary), _for_apple(self._details)
        whole = _joined(summary, chapters, details)
        is_lossy = size(whole) > DESCRIPTION_BYTES or LABELLED_LINK.search(whole)
        page = _page_line(base) if base and is_lossy else ""
        room = DESCRIPTION_BYTES - size(page) - 1
        summary = fitted(summary, room - size(chapters) - 1)
        return _joined(fitted(_joined(summary, chapters, details), room), page)

    @cached_property
    def _details(self) -> str:
        sections = (_section(each, self._base) for each in highlights(self._episode))
        html = prose(self._episode, pictures=True)
        return _joined(_for_apps(html, self._base), *sections)


def notes_html(episode: Episode, base: str | None = None) -> str:
    """The whole show notes."""
    return Notes(episode, base).html


def description_html(episode: Episode, base: str | None = None) -> str:
    """The notes that Apple shows."""
    return Notes(episode, base).description


def prose(episode: Episode, *, pictures: bool = False) -> str:
    """What the author wrote as notes, as clean HTML."""
    has_pictures = pictures and "![" in xml_safe(episode.notes)
    if episode.html is None or has_pictures:
        return html_of(episode.notes, pictures=pictures)
    return episode.html


def highlights(episode: Episode) -> tuple[Highlight, ...]:
    """The named sections of the episode's document in the order of the notes."""
    if episode.transcript is None:
        return ()
    rank = {key: place for place, key in enumerate(FIRST)}
    found = episode.transcript.highlights
    return tuple(sorted(found, key=lambda h: rank.get(h.key, len(rank))))


def _page_line(page: str) -> str:
    return element("p", element("a", text(page), href=page))


def _joined(*blocks: str) -> str:
    # One line a block, so that words do not run together where tags are taken out.
    return "\n".join(filter(None, map(str.strip, blocks)))


def _for_apple(html: str) -> str:
    words = _OTHER_TAG.sub("", html.replace("<pre>", "<p>").replace("</pre>", "</p>"))
    return _EMPTY.sub("", words)


def _for_apps(html: str, base: str | None) -> str:
    html = _HEADING_END.sub("</strong></p>", _HEADING.sub("<p><strong>", html))
    return _cleaned(html, PICTURED_TAGS, base) if _UNSURE.search(html) else html


def _cleaned(html: str, tags: frozenset[str], base: str | None) -> str:
    # Relative links would lead from an app to nowhere; to make a cleaner that knows the
    # base takes as long as to clean an episode's notes.
    needed = base if _UNSURE.search(html) else None
    return clean_html(xml_safe(html), tags, titles=False, base=needed)


def _text(words: str) -> Html:
    """The words as nh3 writes them: of printable ones it only escapes some."""
    html = text(words)
    return html if words.isprintable() else Html(clean_html(xml_safe(html), NO_TAGS))


def _paragraphs(lines: Iterable[str]) -> Html:
    return _in_paragraphs(map(_text, filter(None, map(str.strip, lines))))


def _in_paragraphs(lines: Iterable[Html]) -> Html:
    return joined([element("p", line) for line in lines], _LINE_END)


def _broken(lines: Sequence[Html]) -> Html:
    """The lines as one paragraph, if there are any."""
    return element("p", joined(lines, _BREAK)) if lines else text("")


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


def _section(highlight: Highlight, base: str | None) -> str:
    body = _BODIES[highlight.kind](highlight, base)
    if not body:
        return ""
    heading = element("p", element("strong", _text(highlight.title)))
    return f"{heading}\n{body}"


def _words(highlight: Highlight, _base: str | None) -> str:
    return _paragraphs(highlight.text.split("\n"))


def _items(highlight: Highlight, _base: str | None) -> str:
    return _list(map(_text, highlight.items))


def _links(highlight: Highlight, base: str | None) -> str:
    return _cleaned(_list(map(_link, highlight.links)), APPLE_TAGS, base)


#: What clean HTML each kind of section is; links in it are relative to a base.
_BODIES: dict[HighlightKind, Callable[[Highlight, str | None], str]] = {
    HighlightKind.TEXT: _words,
    HighlightKind.LIST: _items,
    HighlightKind.LINKS: _links,
}


def _link(link: Link) -> Html:
    return element("a", text(link.label or link.url), href=link.url)


def _list(entries: Iterable[Html]) -> Html:
    lines = joined((element("li", entry) for entry in entries), _LINE_END)
    return element("ul", text("\n"), lines, text("\n")) if lines else lines
