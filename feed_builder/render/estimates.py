"""Times for a transcript that has none, estimated from how much is said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import accumulate, pairwise

from ..model import Chapter, Transcript, Turn
from ..text import folded

#: Scripts without spaces between words: there, each character counts as one.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff"
_WORD = re.compile(f"[{_UNSPACED}]|[^\\s{_UNSPACED}]+")

#: A turn by its place among the turns, and the time at which it is known to begin.
_Point = tuple[int, timedelta]


def estimated(
    transcript: Transcript, chapters: Iterable[Chapter], duration: timedelta
) -> Transcript:
    """The transcript with a time for every turn, in order and within the audio.

    The start, the end, and the chapters that are called like a heading are known;
    between two of these every word takes as long as any other.
    """
    turns = transcript.turns
    points = [*_known(transcript, chapters, duration), (len(turns), duration)]
    starts = (
        start
        for here, there in pairwise(points)
        for start in _between(here, there, turns)
    )
    timed = (replace(turn, start=s) for turn, s in zip(turns, starts, strict=True))
    return replace(transcript, turns=tuple(timed))


def _known(
    transcript: Transcript, chapters: Iterable[Chapter], duration: timedelta
) -> Iterator[_Point]:
    """Points that rise in both: what contradicts an earlier one is not believed."""
    turns, times = transcript.turns, _times_by_title(chapters)
    last: _Point = (0, timedelta())
    for part in transcript.sections:
        index = sum(turn.line < part.line for turn in turns)
        time = part.start
        if time is None:
            time = times.get(_letters(part.heading))
        if time is None or not last[1] < time < duration:
            continue
        if last[0] < index < len(turns):
            yield last
        if last[0] <= index < len(turns):
            last = index, time
    yield last


def _times_by_title(chapters: Iterable[Chapter]) -> dict[str, timedelta]:
    """When each chapter starts; names that occur twice tell nothing."""
    listed = tuple(chapters)
    names = Counter(_letters(chapter.title) for chapter in listed)
    return {n: c.start for c in listed if names[n := _letters(c.title)] == 1}


def _letters(title: str) -> str:
    """A title for comparing: "<mainbit>" is "Main bit"."""
    return "".join(filter(str.isalnum, folded(title)))


def _between(here: _Point, there: _Point, turns: Sequence[Turn]) -> Iterator[timedelta]:
    (first, start), (after, end) = here, there
    words = [max(1, len(_WORD.findall(turn.text))) for turn in turns[first:after]]
    said = accumulate(words, initial=0)
    for count, _ in zip(said, words, strict=False):
        yield start + (end - start) * count / sum(words)
