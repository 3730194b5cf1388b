"""Spoken turns cut into timed cues, each short enough to be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from textwrap import wrap

from .. import text as texts
from .turns import SpokenTurn

#: Starts closer together than this share one stretch of time: a cue must have a length.
SHORTEST = timedelta(milliseconds=100)

_MILLISECOND = timedelta(milliseconds=1)
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_CLAUSE_END = re.compile(r"[,;:–—，、；：][\"'”’»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One timed caption, wrapped; ``speaker`` says it even where ``lines`` do not."""

    start: timedelta
    end: timedelta
    speaker: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """How large a cue may be; ``named``: with "Name:" where the speaker changes."""

    width: int
    lines: int = 1
    named: bool = False


def cues(
    turns: Sequence[SpokenTurn], duration: timedelta, shape: Shape
) -> Iterator[Cue]:
    """Cues in order that keep every word, never overlap and end with the episode.

    A turn lasts until the next timed one; inside it, time is shared by length of text.
    """
    before = ""
    for start, end, group in _stretches(turns, duration):
        pieces: list[tuple[str, str]] = []
        for turn in group:
            changed = shape.named and turn.speaker and turn.speaker != before
            lead = f"{texts.cut(turn.speaker, shape.width - 1)}: " if changed else ""
            before = turn.speaker
            cuts = pieces_of(turn.text, shape, lead)
            pieces += ((turn.speaker, piece) for piece in cuts)
        yield from _timed(pieces, start, end, shape)


def pieces_of(text: str, shape: Shape, lead: str = "") -> Iterator[str]:
    """The text cut at sentences, clauses or words; ``lead`` begins the first piece."""
    words = list(_short_words(text, shape.width))
    at = 0
    while at < len(words):
        count = _fitting(words, at, lead, shape)
        if at + count < len(words):
            count = _good_break(words[at : at + count])
        yield lead + " ".join(words[at : at + count])
        at, lead = at + count, ""


def _stretches(
    turns: Sequence[SpokenTurn], duration: timedelta
) -> Iterator[tuple[timedelta, timedelta, Sequence[SpokenTurn]]]:
    """Turns by the time they share: a timed one and the untimed ones after it."""
    marks = [(0, timedelta())]
    for index, turn in enumerate(turns):
        if turn.start is None or turn.start > duration - SHORTEST:
            continue
        if index == 0:
            marks = [(0, turn.start)]
        elif turn.start >= marks[-1][1] + SHORTEST:
            marks.append((index, turn.start))
    for (first, start), (after, end) in pairwise([*marks, (len(turns), duration)]):
        yield start, end, turns[first:after]


def _timed(
    pieces: list[tuple[str, str]], start: timedelta, end: timedelta, shape: Shape
) -> Iterator[Cue]:
    whole = sum(len(text) for _, text in pieces)
    span = (end - start) // _MILLISECOND
    done = 0
    for speaker, text in pieces:
        begin = start + span * done // whole * _MILLISECOND
        done += len(text)
        yield Cue(
            start=begin,
            end=start + span * done // whole * _MILLISECOND,
            speaker=speaker,
            lines=tuple(_wrapped(text, shape.width)),
        )


def _short_words(text: str, width: int) -> Iterator[str]:
    for word in text.split(" "):
        yield from (word[i : i + width] for i in range(0, len(word), width))


def _fitting(words: list[str], at: int, lead: str, shape: Shape) -> int:
    """How many words, one at least, fit into one cue."""
    count = 1
    text = lead + words[at]
    for word in words[at + 1 :]:
        text = f"{text} {word}"
        if len(text) > shape.width and len(_wrapped(text, shape.width)) > shape.lines:
            break
        count += 1
    return count


def _good_break(words: list[str]) -> int:
    """After the last sentence; else after the last clause, if that is well along."""
    for index in range(len(words), 0, -1):
        if _SENTENCE_END.search(words[index - 1]):
            return index
    for index in range(len(words), len(words) // 2, -1):
        if _CLAUSE_END.search(words[index - 1]):
            return index
    return len(words)


def _wrapped(text: str, width: int) -> list[str]:
    return wrap(text, width, break_long_words=False, break_on_hyphens=False)
