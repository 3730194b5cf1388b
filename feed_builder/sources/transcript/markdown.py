"""Markdown: headings become parts; bold names, and names with times, are labels."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Transcript
from .comments import without_comments
from .context import Context
from .doubts import Doubts
from .lines import Line, line, lines_of
from .reading import read_lines
from .source import Source

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(?=\S)")
_BOLD_LABEL = re.compile(r"^[^\S\n]*(?:\*\*|__)[^*_\n]{1,60}(?:\*\*|__)", re.MULTILINE)
_RULE = re.compile(r" {0,3}(?:-[ -]*-|\*[ *]*\*|_[ _]*_)[ \t]*$")
_SUFFIXES = (".md", ".markdown", ".mdown")


def fits(source: Source) -> bool:
    """Front matter, a suffix, a heading or several bold labels say so."""
    if source.has_front_matter or source.path.suffix.lower() in _SUFFIXES:
        return True
    text = source.text
    # One sign is looked for in a fiftieth of the time that two take.
    may_be_bold = any(sign in text and sign * 2 in text for sign in "*_")
    if may_be_bold and len(_BOLD_LABEL.findall(text, 0, 100_000)) > 1:
        return True
    lines = text.split("\n", 2000) if "#" in text else ()
    return any(_HEADING.match(line) for line in lines if line[:4].lstrip()[:1] == "#")


def read(source: Source, context: Context) -> Transcript:
    """Marks are taken off headings and labels; the talk keeps its Markdown."""
    text = _without_comments(source.text, source.first, context.doubts)
    lines = without_comments(list(_lines(text, source.first)), context.doubts)
    return read_lines(lines, "markdown", context)


def _lines(text: str, first: int) -> Iterator[Line]:
    for written in lines_of(text, first):
        found = _HEADING.match(written.raw) if "#" in written.raw[:8] else None
        if found:
            text = written.raw[found.end() :].rstrip(" \t#")
            yield line(written.number, text, heading=True)
        elif _RULE.match(written.raw):
            yield line(written.number, "")
        else:
            yield written


def _without_comments(text: str, first: int, doubts: Doubts) -> str:
    """The text with closed HTML comments taken out, but not their line ends."""
    kept, at, number = [], 0, first
    while (start := text.find("<!--", at)) >= 0 and (
        end := text.find("-->", start)
    ) > 0:
        number += text.count("\n", at, start)
        doubts.note("comments-left-out", "an HTML comment is not published", number)
        breaks = text.count("\n", start, end)
        kept += [text[at:start], "\n" * breaks]
        number += breaks
        at = end + 3
    return "".join([*kept, text[at:]])
