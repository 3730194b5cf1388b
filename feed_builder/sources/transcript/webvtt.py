"""WebVTT: cues after timing lines, with ``<v Name>`` for who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...model import Transcript
from ...timecode import parse_timecode
from .context import Context
from .cues import Cue, transcript_of, with_labels
from .source import Source

_TIMING = re.compile(r"\s*([\d:.,]{4,20})\s*-->")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s([^<>]{1,200})>|</v>")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>]{0,200}>|</>")
_NO_TALK = ("NOTE", "STYLE", "REGION")


def fits(source: Source) -> bool:
    """The signature says so."""
    return source.text.lstrip("\ufeff").startswith("WEBVTT")


def read(source: Source, context: Context) -> Transcript:
    """Voices from the tags, or else from names with colons; no notes, no styles."""
    cues = [cue for block in blocks(source) for cue in _cues(block)]
    return transcript_of(with_labels(cues, context), "webvtt", context)


def blocks(source: Source) -> Iterator[list[tuple[int, str]]]:
    """The numbered lines of a caption file, parted at blank lines."""
    block: list[tuple[int, str]] = []
    for number, line in enumerate(source.text.split("\n"), source.first):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cues(block: list[tuple[int, str]]) -> Iterator[Cue]:
    timing = next((i for i, (_, line) in enumerate(block) if "-->" in line), None)
    if timing is None:
        return
    found = _TIMING.match(block[timing][1])
    start = parse_timecode(found[1]) if found else None
    number = block[timing][0] + 1
    text = "\n".join(line for _, line in block[timing + 1 :])
    voice, at = None, 0
    for tag in _VOICE.finditer(text):
        yield Cue(_plain(text[at : tag.start()]), number, start, voice)
        number += text.count("\n", at, tag.start())
        voice, at = tag[1], tag.end()
    yield Cue(_plain(text[at:]), number, start, voice)


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()
