"""WebVTT: cues after timing lines, with ``<v Name>`` for who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from ...model import Transcript
from .context import Context
from .cues import Cue, transcript_of, with_labels
from .source import Source
from .speakers import Vocabulary
from .timings import (
    VTT,
    Timing,
    Words,
    doubt_untimed,
    has_timing,
    timing_of,
    without_number,
)

_SIGNATURE = "WEBVTT"
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?\s([^<>]{1,200})>|</v>")
_OPEN_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})? +(\w[^<>\n]{0,200})(?=[<\n]|$)")
_TAG = re.compile(r"</?[a-zA-Z\d][^<>]{0,200}>|</>")
_NO_TALK = ("NOTE", "STYLE", "REGION")
#: As many words as a name has.
_LONGEST_NAME = 4


def fits(source: Source) -> bool:
    """The signature says so; where that is missing, the file's name and its times."""
    is_named = source.path.suffix.lower() == ".vtt"
    return _is_signed(source) or (is_named and has_timing(source.text, loosely=True))


def read(source: Source, context: Context) -> Transcript:
    """Voices from the tags, or else from names with colons; no notes, no styles."""
    if not _is_signed(source):
        context.doubts.note(
            "webvtt-signed",
            "the first line of a WebVTT file is missing: WEBVTT",
            source.first,
            1,
            hint="begin the file with a line WEBVTT and an empty line",
        )
    cues = [
        cue
        for number, block in enumerate(_blocks(source))
        for cue in _cues(block, context, is_first=not number)
    ]
    return transcript_of(with_labels(cues, context), "webvtt", context)


def _is_signed(source: Source) -> bool:
    return source.text.lstrip("\ufeff").startswith(_SIGNATURE)


def _blocks(source: Source) -> Iterator[Words]:
    """The numbered lines of a caption file, parted at blank lines."""
    block: Words = []
    for number, line in enumerate(source.text.split("\n"), source.first):
        if line.strip():
            block.append((number, line))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cues(block: Words, context: Context, *, is_first: bool) -> Iterator[Cue]:
    """The cues of a block: one, or more where no empty line parts them."""
    if _is_no_talk(block):
        return
    timing: Timing | None = None
    words: Words = []
    for number, line in block:
        found = timing_of(line, number, VTT, context.doubts)
        if found is None:
            words.append((number, line))
            continue
        if timing:
            yield from _spoken(without_number(words), timing, context)
        timing, words = found, []  # what stands above the times is the cue's name
    if timing is None:
        words = [] if is_first else without_number(words)
        if words:
            doubt_untimed(words, context.doubts)
    yield from _spoken(words, timing, context)


def _is_no_talk(block: Words) -> bool:
    """Whether it is a note, a style or a region; one with times may be none."""
    is_so = block[0][1].startswith(_NO_TALK)
    return is_so and not any("-->" in line for _, line in block[1:2])


def _spoken(words: Words, timing: Timing | None, context: Context) -> Iterator[Cue]:
    """The words of one cue, a line at a time and parted where the voice changes."""
    voice, column, is_first = None, None, True
    for number, line in words:
        line, at = _closed(line, number, context), 0
        for tag in _VOICE.finditer(line):
            text = _plain(line[at : tag.start()])
            yield Cue(text, number, timing, voice, column, is_first)
            voice, at, is_first = tag[1], tag.end(), False
            column = tag.start(1) + 1 if voice else None
        yield Cue(_plain(line[at:]), number, timing, voice, column, is_first)
        is_first, column = False, None


def _closed(line: str, number: int, context: Context) -> str:
    """The line with every voice's tag closed, behind the name if that is known."""
    opened = _OPEN_VOICE.search(line)
    if opened is None:
        return line
    name = _name_at_the_front(opened[1], Vocabulary((), context.people))
    example = f"<v {name}>" if name else "<v Name>"
    context.doubts.warn(
        "voices-closed",
        f"“{opened[0][:40]}” names who speaks, and is never closed",
        number,
        opened.start() + 1,
        hint=f"write > behind the name: {example}",
    )
    before, behind = line[: opened.start()], line[opened.start(1) + len(name) :]
    return f"{before}{example if name else ''}{behind}"


def _name_at_the_front(text: str, vocabulary: Vocabulary) -> str:
    words = text.split(" ", _LONGEST_NAME)[:_LONGEST_NAME]
    names = (" ".join(words[:end]) for end in range(len(words), 0, -1))
    return next((name for name in names if vocabulary.known(name)), "")


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()
