"""Plain text: turns after labels, sections after headings; and text without either."""

from __future__ import annotations

from dataclasses import replace

from ...model import Transcript
from .comments import without_comments
from .context import Context
from .lines import lines_of
from .reading import read_lines
from .source import Source, what_it_is


def fits(_: Source) -> bool:
    """Everything does."""
    return True


def read(source: Source, context: Context) -> Transcript:
    """The form is ``document``, or ``text`` when nothing in it was understood."""
    refused = None if source.text else what_it_is(source.data)
    if refused:
        what, hint = refused
        context.doubts.error("text-document", f"this is {what}, not a text", None, hint)
        return Transcript(form="unknown")
    lines = list(lines_of(source.text, source.first))
    transcript = read_lines(
        without_comments(lines, context.doubts), "document", context
    )
    is_understood = transcript.speakers or transcript.sections or transcript.highlights
    named = transcript.hosts or transcript.guests
    return transcript if is_understood or named else replace(transcript, form="text")
