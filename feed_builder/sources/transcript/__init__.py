"""A transcript document, in any layout, to its talk, its sections and its doubts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...model import Person, SectionSpec, Transcript
from ...problems import Problem
from .as_json import totals, transcript_json
from .context import Context
from .directions import without_directions
from .doubts import Doubts
from .headings import headings_of
from .layouts import layout_of
from .source import source_of

__all__ = ["read_transcript", "totals", "transcript_json", "without_directions"]


def read_transcript(
    data: bytes,
    path: Path,
    *,
    people: Sequence[Person] = (),
    sections: Sequence[SectionSpec] = (),
) -> tuple[Transcript, tuple[Problem, ...]]:
    """What a document says, and all that is doubtful about it, in reading order.

    ``people`` and ``sections`` are the show's own; ``path`` only names the document.
    Any bytes give a transcript: what is not understood is reported, never raised.
    """
    doubts = Doubts(path)
    source = source_of(data, path, doubts)
    context = Context(doubts, headings_of(tuple(sections)), tuple(people), source.facts)
    transcript = layout_of(source).read(source, context)
    return transcript, doubts.in_order()
