"""Podcast Index JSON: segments with a speaker, a time and a body."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from ...model import Transcript
from ...timecode import parse_timecode
from .context import Context
from .cues import Cue, transcript_of, with_labels
from .doubts import Doubts
from .source import Source
from .timings import Timing

#: The standard's word first, then those of programs that write nearly the same.
_SPEAKER = ("speaker", "speakerName", "speaker_label")
_START = ("startTime", "start", "start_time")
_END = ("endTime", "end", "end_time")
_BODY = ("body", "text", "transcript")

_BODY_KEY = re.compile(r'"(?:body|text|transcript)"')
_LONGEST = timedelta(days=40).total_seconds()


def fits(source: Source) -> bool:
    """It is a JSON object with segments, or is called so and begins like JSON."""
    text = source.text.lstrip()
    if source.path.suffix.lower() == ".json":
        return text[:1] in ("{", "[")
    return text[:1] == "{" and bool(_segments(text))


def read(source: Source, context: Context) -> Transcript:
    """Each segment as a cue; those of one speaker in a row are one turn."""
    if not _segments(source.text):
        _doubt(source, context.doubts)
        return Transcript(form="unknown")
    cues = list(_cues(source, context.doubts))
    return transcript_of(with_labels(cues, context), "podcast-index-json", context)


def _doubt(source: Source, doubts: Doubts) -> None:
    """Report JSON that breaks off, or that says something else."""
    rule, hint = "text-document", "export it again, and wait until that has finished"
    try:
        json.loads(source.text)
    except json.JSONDecodeError as error:
        line = source.first + error.lineno - 1
        message = "this JSON breaks off, or has a slip here"
        doubts.error(rule, message, line, hint, error.colno)
    except (ValueError, RecursionError):
        doubts.error(rule, "this is no JSON that anybody writes", None, hint)
    else:
        doubts.error(
            rule,
            "this JSON holds no segments, as those of the podcast namespace do",
            None,
            "export the transcript as Podcast Index JSON, as .vtt or as .txt",
        )


def _segments(text: str) -> list[Mapping[str, Any]]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return []
    segments = whole.get("segments") if isinstance(whole, dict) else None
    if not isinstance(segments, list):
        return []
    return [segment for segment in segments if isinstance(segment, dict)]


def _cues(source: Source, doubts: Doubts) -> Iterator[Cue]:
    segments = _segments(source.text)
    lines = _lines(source, len(segments))
    for segment, line in zip(segments, lines, strict=True):
        body, speaker = _first(segment, _BODY), _first(segment, _SPEAKER)
        voice = speaker.strip() if isinstance(speaker, str) else ""
        if isinstance(body, str):
            text = body.encode("utf-8", "replace").decode("utf-8")
            timing = _timing(segment, line, doubts)
            yield Cue(text, line, timing, voice or None, 1 if voice else None)


def _lines(source: Source, count: int) -> list[int]:
    """The line of each segment's body; of the first line where they cannot be told."""
    lines, at, number = [], 0, source.first
    for key in _BODY_KEY.finditer(source.text):
        number += source.text.count("\n", at, key.start())
        at = key.start()
        lines.append(number)
    return lines if len(lines) == count else [source.first] * count


def _first(segment: Mapping[str, Any], keys: tuple[str, ...]) -> object:
    return next((segment[key] for key in keys if key in segment), None)


def _timing(segment: Mapping[str, Any], line: int, doubts: Doubts) -> Timing:
    start, end = _first(segment, _START), _first(segment, _END)
    moment = _moment(start)
    if moment is None and start is not None:
        doubts.warn(
            "times-readable",
            f"startTime: {str(start)[:30]!r} is no time",
            line,
            hint="write it in seconds, as 85.5",
            group="start",
        )
    return Timing(moment, _moment(end), line)


def _moment(value: object) -> timedelta | None:
    if isinstance(value, str):
        return parse_timecode(value[:30])
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return timedelta(seconds=value) if 0 <= value < _LONGEST else None
