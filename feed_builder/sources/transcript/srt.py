"""SubRip: numbered cues, with a name and a colon where somebody else begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...model import Transcript
from ...timecode import parse_timecode
from .context import Context
from .cues import Cue, transcript_of, with_labels
from .source import Source

_TIMING = re.compile(r"\s*(\d{1,3}:\d\d:\d\d[,.]?\d{0,3})\s*-->\s*\d")
_TAG = re.compile(r"</?(?:b|i|u|font|c)\b[^<>]{0,200}>|\{\\an?\d\}", re.IGNORECASE)


def fits(source: Source) -> bool:
    """A timing line stands among the first lines."""
    head = source.text.split("\n", 20)[:20]
    return any(_TIMING.match(line) for line in head)


def read(source: Source, context: Context) -> Transcript:
    """A cue for each timing line, with the numbers above it left out."""
    return transcript_of(with_labels(list(_cues(source)), context), "srt", context)


def _cues(source: Source) -> Iterator[Cue]:
    lines = source.text.split("\n")
    timings = [
        i for i, line in enumerate(lines) if "-->" in line and _TIMING.match(line)
    ]
    for index, end in zip(timings, [*timings[1:], len(lines) + 1], strict=True):
        found = _TIMING.match(lines[index])
        # The line above the next timing is its number.
        words = [line.strip() for line in lines[index + 1 : end]]
        if end <= len(lines) and words and words[-1].isdecimal():
            words.pop()
        text = "\n".join(word for word in words if word)
        start = parse_timecode(found[1]) if found else None
        yield Cue(unescape(_TAG.sub("", text)), source.first + index + 1, start)
