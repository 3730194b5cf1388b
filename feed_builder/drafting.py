"""The YAML of a new episode: what is known, and what is left to its author."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from .model import EpisodeType
from .rhythm import Proposal
from .sources.editing import Scalar, scalar

_SCHEMA = "# yaml-language-server: $schema=../.feed-builder/episode.schema.json"

_PROPOSED = re.compile(
    r"^# published: (\d{4}-\d\d-\d\d[ T]\d\d:\d\d(?:[+-]\d\d:\d\d)?)", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is known of an episode before its author has written anything.

    ``title_from`` says where the title came from, if the author did not give it;
    ``audio`` is a path, or what is known of audio at an address. ``has_zone`` tells
    whether the show says in which zone its dates are meant.
    """

    title: str
    title_from: str | None
    guid: str
    proposal: Proposal
    has_zone: bool = True
    type: EpisodeType = EpisodeType.FULL
    season: int | None = None
    number: int | None = None
    guests: tuple[str, ...] = ()
    audio: str | Mapping[str, Scalar] | None = None


@dataclass(slots=True)
class _Page:
    """Lines as they are written, and those that are left to fill in."""

    lines: list[str] = field(default_factory=list)
    left: list[tuple[int, str]] = field(default_factory=list)

    def add(self, line: str, left: str | None = None) -> None:
        self.lines.append(line)
        if left:
            self.left.append((len(self.lines), left))


def drafted(draft: Draft) -> tuple[str, tuple[tuple[int, str], ...]]:
    """The YAML, and each line of it that is left to fill in, with what belongs there.

    The date is a comment: an episode without one is never published.
    """
    page = _Page()
    page.add(_SCHEMA)
    doubt = f"the title is {draft.title_from}" if draft.title_from else None
    page.add(f"title: {scalar(draft.title)}", doubt)
    page.add(*_date(draft))
    for line in _facts(draft):
        page.add(line)
    page.add("")
    page.add("# One plain paragraph: what apps show first.")
    page.add("summary:", "a summary")
    page.add("")
    page.add("# The long text, in Markdown.")
    page.add("notes:", "notes, if you want more than the summary")
    return "\n".join(page.lines) + "\n", tuple(page.left)


def proposed(text: str, zone: ZoneInfo) -> datetime | None:
    """The date that a draft still proposes in a comment; ``zone`` is the show's."""
    found = _PROPOSED.search(text)
    try:
        moment = datetime.fromisoformat(found[1]) if found else None
    except ValueError:  # no such day
        return None
    return moment.replace(tzinfo=moment.tzinfo or zone) if moment else None


def _date(draft: Draft) -> tuple[str, str]:
    moment = draft.proposal.moment
    written = f"{moment:%Y-%m-%d %H:%M}" if draft.has_zone else _with_zone(moment)
    usual = ", as usual" if draft.proposal.is_usual else ""
    line = f"# published: {written}  # {moment:%A}{usual}"
    return line, "the date: a draft until you take away the first #"


def _with_zone(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _facts(draft: Draft) -> Iterator[str]:
    if draft.type is not EpisodeType.FULL:
        yield f"type: {draft.type.value}"
    if draft.season is not None:
        yield f"season: {draft.season}"
    if draft.number is not None:
        yield f"episode: {draft.number}"
    yield f"guid: {scalar(draft.guid)}  # never change it"
    if draft.guests:
        yield "guests:"
        yield from (f"  - {scalar(guest)}" for guest in draft.guests)
    if isinstance(draft.audio, str):
        yield f"audio: {scalar(draft.audio)}"
    elif draft.audio:
        yield "audio:"
        yield from (f"  {name}: {scalar(value)}" for name, value in draft.audio.items())
