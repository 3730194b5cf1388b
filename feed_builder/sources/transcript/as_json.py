"""A transcript as plain data: what ``transcript FILE --format json`` prints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from ...model import Highlight, HighlightKind, Link, Transcript, Turn
from ...problems import Problem

JSON = dict[str, Any]

#: How one and many of each built-in highlight are counted in words.
_COUNTED = (
    ("lessons", "lesson", "lessons"),
    ("links", "link", "links"),
    ("drink", "drink", "drinks"),
)


def transcript_json(transcript: Transcript, problems: Sequence[Problem]) -> JSON:
    """The transcript and its problems under the documented keys; times in seconds."""
    return {
        "form": transcript.form,
        "hosts": list(transcript.hosts),
        "guests": list(transcript.guests),
        "speakers": [{"label": s.label, "name": s.name} for s in transcript.speakers],
        "turns": [_turn(turn) for turn in transcript.turns],
        "sections": [part.heading for part in transcript.sections],
        "lessons": list(_items(transcript, "lessons")),
        "links": _links(_held(transcript, "links")),
        "drink": _text(transcript, "drink"),
        "highlights": {h.key: _highlight(h) for h in transcript.highlights},
        "contacts": list(transcript.contacts),
        "directions": [{"text": d.text, "line": d.line} for d in transcript.directions],
        "timestamps": transcript.timestamps,
        "totals": counts(transcript) | {"text": totals(transcript)},
        "problems": [problem.as_json() for problem in problems],
    }


def counts(transcript: Transcript) -> dict[str, int | dict[str, int]]:
    """How many turns, in all and by speaker, and how many lessons, links and drinks."""
    by_speaker = Counter(turn.label for turn in transcript.turns)
    return {
        "turns": len(transcript.turns),
        "by_speaker": dict(by_speaker.most_common()),
        **{key: _count(transcript.highlight(key)) for key, _, _ in _COUNTED},
    }


def totals(transcript: Transcript) -> str:
    """The same for people: ``40 turns (TDM 17, BR 12, IA 11), 4 lessons, …``."""
    by_speaker = Counter(turn.label or "unnamed" for turn in transcript.turns)
    shares = ", ".join(f"{label} {n}" for label, n in by_speaker.most_common())
    turns = _counted(len(transcript.turns), "turn", "turns")
    held = (
        _counted(_count(transcript.highlight(key)), one, many)
        for key, one, many in _COUNTED
    )
    return ", ".join([f"{turns} ({shares})" if shares else turns, *held])


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _count(highlight: Highlight | None) -> int:
    if highlight is None:
        return 0
    return len(highlight.items or highlight.links) or int(bool(highlight.text))


def _held(transcript: Transcript, key: str) -> Sequence[Link]:
    highlight = transcript.highlight(key)
    return highlight.links if highlight else ()


def _items(transcript: Transcript, key: str) -> Sequence[str]:
    highlight = transcript.highlight(key)
    return highlight.items if highlight else ()


def _text(transcript: Transcript, key: str) -> str | None:
    highlight = transcript.highlight(key)
    return highlight.text or None if highlight else None


def _turn(turn: Turn) -> JSON:
    return {
        "label": turn.label,
        "name": turn.name,
        "text": turn.text,
        "line": turn.line,
        "start": _seconds(turn.start),
    }


def _seconds(moment: timedelta | None) -> float | None:
    return None if moment is None else moment.total_seconds()


def _links(links: Sequence[Link]) -> list[Mapping[str, str | None]]:
    return [{"label": link.label, "url": link.url} for link in links]


def _highlight(highlight: Highlight) -> JSON:
    held: JSON = {"title": highlight.title, "kind": highlight.kind.value}
    if highlight.kind is HighlightKind.LIST:
        return held | {"items": list(highlight.items)}
    if highlight.kind is HighlightKind.LINKS:
        return held | {"links": _links(highlight.links)}
    return held | {"text": highlight.text}
