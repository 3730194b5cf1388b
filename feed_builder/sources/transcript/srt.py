"""SubRip: numbered cues, with a name and a colon where somebody else begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...model import Transcript
from .context import Context
from .cues import Cue, transcript_of, with_labels
from .source import Source
from .timings import (
    SRT,
    Timing,
    Words,
    doubt_untimed,
    has_timing,
    timing_of,
    without_number,
)

_TAG = re.compile(r"</?(?:b|i|u|font|c)\b[^<>]{0,200}>|\{\\an?\d\}", re.IGNORECASE)


def fits(source: Source) -> bool:
    """A line of times stands among the first lines."""
    return has_timing(source.text, loosely=source.path.suffix.lower() == ".srt")


def read(source: Source, context: Context) -> Transcript:
    """The words below each line of times, with the numbers above it left out."""
    cues = with_labels(list(_cues(source, context)), context)
    return transcript_of(cues, "srt", context)


def _cues(source: Source, context: Context) -> Iterator[Cue]:
    timing: Timing | None = None
    words: Words = []
    for number, line in enumerate(source.text.split("\n"), source.first):
        found = timing_of(line, number, SRT, context.doubts)
        if found is None:
            if line.strip():
                words.append((number, line))
            continue
        yield from _spoken(without_number(words), timing, context)
        timing, words = found, []
    yield from _spoken(words, timing, context)


def _spoken(words: Words, timing: Timing | None, context: Context) -> Iterator[Cue]:
    if words and timing is None:
        doubt_untimed(words, context.doubts)
    for at, (number, line) in enumerate(words):
        text = unescape(_TAG.sub("", line)).strip()
        yield Cue(text, number, timing, is_first=not at)
