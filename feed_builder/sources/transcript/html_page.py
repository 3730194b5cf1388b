"""HTML: a paragraph a line, headings as parts, ``cite`` and ``time`` as labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from html import unescape

from ...model import Transcript
from ...timecode import parse_timecode
from .context import Context
from .lines import Line, line
from .phrases import SOUNDS
from .reading import read_lines
from .source import Source
from .words import letters

_TAG = re.compile(
    r"</?([a-zA-Z][a-zA-Z\d]{0,20})\b([^<>]{0,4000})>|<!--|<![a-zA-Z][^<>]{0,400}>"
)
_SNIFFED = re.compile(
    r"<(?:p|h[1-6]|cite|div|li|body|html|br)\b[^<>]{0,400}>", re.IGNORECASE
)
_HREF = re.compile(
    r"\bhref\s?=\s?[\"']?((?:https?://|mailto:)[^\"'\s>]{1,2000})", re.IGNORECASE
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "p div li tr br hr ul ol dl dt dd table section article header footer main body "
    "html blockquote pre nav aside figure tbody thead head".split()
)
_CAPTIONS = frozenset({"cite", "time"})
_UNSEEN = {
    name: re.compile(rf"</{name}\b[^<>]{{0,100}}>", re.IGNORECASE)
    for name in ("script", "style", "title", "template")
}
_LONGEST_UNSEEN = 200_000
_STRONG = frozenset({"b", "strong"})
_EMPHASIS = frozenset({"em", "i"})


def fits(source: Source) -> bool:
    """Block elements open many of its lines, or it says that it is HTML."""
    head = source.text[:100_000].lstrip()
    if head[:15].lower().startswith(("<!doctype html", "<html")):
        return True
    if not _SNIFFED.search(head):
        return False
    lines = [line for text in head.split("\n") if (line := text.lstrip())]
    opened = sum(line[0] == "<" and bool(_SNIFFED.match(line[:420])) for line in lines)
    return opened * 2 > len(lines) if len(lines) > 1 else opened > 0


def read(source: Source, context: Context) -> Transcript:
    """The text of its elements, read like a document."""
    return read_lines(list(_lines(source)), "html", context)


class _Page:
    """Walks through tags and text, and gives a line for every block that ends."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._number = 0
        self._voice: str | None = None
        self._start: timedelta | None = None
        self._inside = ""
        self._is_heading = False
        self._is_strong = False
        self._is_emphasis = False
        self._href = ""

    def text(self, text: str, number: int) -> None:
        """Words between tags."""
        if text.strip() and self._is_empty():
            self._number = number
        self._texts.append(unescape(text))

    def tag(
        self, name: str, is_end: bool, attributes: str, number: int
    ) -> Iterator[Line]:
        """A tag; block elements end the line before them."""
        if name in _BLOCKS:
            yield from self._end()
            self._is_heading = name in _HEADINGS and not is_end
        elif name in _CAPTIONS and (is_end or self._is_empty()):
            yield from self._end()
            self._inside = "" if is_end else name
        elif (
            name in _STRONG and self._is_empty() != is_end and self._is_strong == is_end
        ):
            self._is_strong = not is_end
            self.text("**", number)
        elif name in _EMPHASIS and self._is_empty():
            self._is_emphasis = not is_end
        elif name == "a":
            self._link(is_end, attributes)

    def end(self) -> Iterator[Line]:
        """What is left when the page ends."""
        yield from self._end()

    def _is_empty(self) -> bool:
        return not any(text.strip() for text in self._texts)

    def _link(self, is_end: bool, attributes: str) -> None:
        found = _HREF.search(attributes)
        if found and not is_end:
            self._href = unescape(found[1])
            self._texts.append("[")
        elif is_end and self._href:
            self._texts.append(f"]({self._href})")
            self._href = ""

    def _end(self) -> Iterator[Line]:
        words = " ".join("".join(self._texts).split())
        self._texts, self._is_strong = [], False
        emphasis, self._is_emphasis = self._is_emphasis, False
        if not words:
            return
        if self._inside == "cite":
            self._voice = words.rstrip(" :：")
        elif self._inside == "time" and _moment(words) is not None:
            self._start = _moment(words)
        else:
            if emphasis and letters(words.split()[0]) in SOUNDS:
                words = f"[{words.strip('[]()')}]"
            yield self._line(words)

    def _line(self, words: str) -> Line:
        if self._is_heading:
            return line(self._number, words, heading=True)
        voice, start = self._voice, self._start
        self._voice, self._start = None, None
        return line(self._number, words, voice=voice, start=start)


def _moment(words: str) -> timedelta | None:
    return parse_timecode(words.strip("[]() "))


def _lines(source: Source) -> Iterator[Line]:
    text, page = source.text, _Page()
    last_end = text.rfind("-->")
    at, number = 0, source.first
    while found := _TAG.search(text, at):
        page.text(
            text[at : found.start()], _first_line(text, at, found.start(), number)
        )
        end = _end_of(text, found, last_end)
        name = (found[1] or "").lower()
        number += text.count("\n", at, found.start())
        if name:
            is_end = text.startswith("</", found.start())
            yield from page.tag(name, is_end, found[2], number)
        number += text.count("\n", found.start(), end)
        at = end
    page.text(text[at:], _first_line(text, at, len(text), number))
    yield from page.end()


def _first_line(text: str, start: int, end: int, number: int) -> int:
    """The line on which the words of this stretch begin."""
    blank = end - start - len(text[start:end].lstrip())
    return number + text.count("\n", start, start + blank)


def _end_of(text: str, found: re.Match[str], last_end: int) -> int:
    """Where reading goes on: behind the tag, or behind what is not shown at all."""
    if found[0] == "<!--":
        is_closed = found.end() <= last_end
        return text.find("-->", found.end()) + 3 if is_closed else found.end()
    hidden = _UNSEEN.get((found[1] or "").lower())
    if hidden is None or found[0].startswith("</"):
        return found.end()
    end_tag = hidden.search(text, found.end(), found.end() + _LONGEST_UNSEEN)
    return end_tag.end() if end_tag else found.end()
