"""What was understood, what would change, the show at a glance: in lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import unified_diff
from textwrap import indent
from typing import TYPE_CHECKING, Any

import click

from .difference import Difference, Kind
from .model import Directory
from .problems import HeldBack, Severity
from .text import cut, one_line
from .timecode import clock

if TYPE_CHECKING:
    from pathlib import Path

    from .explanation import Explained
    from .model import Episode, Highlight, Transcript, Turn
    from .pipeline import Preview
    from .rules.page import Page
    from .rules.rule import Rule

_COLOURS = {
    Kind.NEW: "green",
    Kind.GONE: "red",
    Kind.CHANGED: "yellow",
    Kind.AGAIN: "red",
}
_WIDEST = 100
#: As wide as the longest id, with what makes it bold.
_ID_WIDTH = 26 + len(click.style("", bold=True))
#: Texts longer than this are compared line by line.
_LONG = 120


def difference_lines(preview: Preview) -> Iterator[str]:
    """What listeners would notice, and how many files would be written."""
    for difference in preview.differences:
        yield from _difference(difference)
    if not preview.differences:
        yield "Listeners would notice nothing."
    if preview.written or preview.removed:
        counts = f"{len(preview.written)} to write, {len(preview.removed)} to remove"
        yield f"Files: {counts}."


def status_lines(preview: Preview, now: datetime) -> Iterator[str]:
    """The show at a glance."""
    podcast, report = preview.assembly.podcast, preview.assembly.report
    if podcast is None:
        yield "podcast.yaml cannot be read; see `feed-builder check`."
        return
    zone = podcast.show.timezone
    yield click.style(podcast.show.title, bold=True) + f"  {podcast.show.feed_url}"
    yield f"  Public: {len(podcast.episodes)}"
    for episode in podcast.episodes[:3]:
        yield f"    {_day(episode.published.astimezone(zone))}  {episode.title}"
    if len(podcast.episodes) > 3:
        yield f"    and {len(podcast.episodes) - 3} older"
    for held in report.held_back:
        when = _day(held.until.astimezone(zone)) + _in(held, now)
        yield f"  Goes out {when}: {held.title}"
    if report.drafts:
        yield f"  Drafts: {', '.join(report.drafts)}"
    if not podcast.show.live:
        yield "  Not live yet: nothing is kept for listeners. Write `live: true` into"
        yield "  podcast.yaml once the feed is submitted to a directory."
    yield f"  {_problems(preview)}"
    yield from (f"  {line}" for line in _next(preview))


def explanation_lines(values: Iterable[Explained]) -> Iterator[str]:
    """A value a line, with where it came from below it."""
    for value in values:
        yield f"{click.style(value.field, bold=True)}: {value.value}"
        yield f"  from {value.origin}"
        yield from (f"  over {lost}" for lost in value.overrode)


def rule_line(rule: Rule | Page) -> str:
    """A rule's id, and what it asks in a sentence."""
    return f"{click.style(rule.id, bold=True):<{_ID_WIDTH}} {rule.manual.summary}"


def manual_lines(rule: Rule | Page) -> Iterator[str]:
    """A rule's manual page."""
    page = rule.manual
    yield click.style(rule.id, bold=True)
    yield ""
    yield page.summary
    yield ""
    yield page.why
    yield ""
    yield f"How severe: {severity_text(rule)}"
    yield f"Source: {page.source}"
    for title, example in (("Good", page.good), ("Bad", page.bad)):
        yield ""
        yield f"{title}:"
        yield indent(example, "    ")
    if rule.ignorable:
        yield ""
        yield f"To hear no more of it: ignore: {{{rule.id}: your reason}}"


def severity_text(rule: Rule | Page) -> str:
    """How severe a breach is, and for whom."""
    base = " or ".join(s.value for s in rule.severities)
    if not rule.directories:
        return base
    mildest = rule.severities[-1].value
    names = [d.value for d in Directory if d.value in rule.directories]
    return f"{mildest}; in `check` an error for {', '.join(names)}"


def transcript_lines(
    path: Path, transcript: Transcript, *, turns: bool
) -> Iterator[str]:
    """A document as it was understood, for the person who wrote it.

    With ``turns``, every turn too: its line, who says it, and how it begins.
    """
    from .sources.transcript.as_json import totals

    yield click.style(f"{path.name}, read as {transcript.form}", bold=True)
    for title, names in (("Hosts", transcript.hosts), ("Guests", transcript.guests)):
        yield f"  {title}: {', '.join(names) or 'none named'}"
    for speaker in transcript.speakers:
        said = sum(turn.label == speaker.label for turn in transcript.turns)
        name = speaker.name or click.style("nobody known", fg="yellow")
        yield f"  {speaker.label or 'unnamed'}: {name}, {_counted(said, 'turn')}"
    yield from _parts(transcript, turns=turns)
    for highlight in transcript.highlights:
        yield from _highlight(highlight)
    if transcript.contacts:
        yield f"  Contacts: {', '.join(transcript.contacts)}"
    if transcript.directions:
        said_aside = ", ".join(f"<{d.text}>" for d in transcript.directions)
        yield f"  Directions, left out: {cut(one_line(said_aside), _WIDEST)}"
    yield click.style(totals(transcript), bold=True)
    yield ""


def _parts(transcript: Transcript, *, turns: bool) -> Iterator[str]:
    """Headings and, if wanted, turns, in the order of the document."""
    told = [(part.line, part.heading.strip()) for part in transcript.sections]
    if turns:
        told += [(turn.line, _turn(turn)) for turn in transcript.turns]
    for line, text in sorted(told):
        yield f"  line {line}: {text}"


def _turn(turn: Turn) -> str:
    time = f"[{clock(turn.start)}] " if turn.start is not None else ""
    return f"{time}{turn.label or '?'}: {cut(one_line(turn.text), 60)}"


def _highlight(highlight: Highlight) -> Iterator[str]:
    yield f"  {highlight.title.strip()} ({highlight.key})"
    if highlight.text:
        yield f"    {cut(one_line(highlight.text), _WIDEST)}"
    for item in highlight.items:
        yield f"    - {cut(item, _WIDEST)}"
    for link in highlight.links:
        yield f"    - {link.label or 'no words'}: {link.url}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def preview_json(preview: Preview) -> dict[str, Any]:
    """What the next build would do, for machines."""
    return {
        "version": 1,
        "report": preview.assembly.report.as_json(),
        "differences": [
            {
                "kind": difference.kind.name.lower(),
                "of": difference.of,
                "field": difference.field,
                "before": difference.before,
                "after": difference.after,
            }
            for difference in preview.differences
        ],
        "written": list(preview.written),
        "removed": list(preview.removed),
    }


def explanation_json(episode: Episode, values: Iterable[Explained]) -> dict[str, Any]:
    """Origins for machines."""
    return {
        "version": 1,
        "episode": episode.slug,
        "values": [
            {
                "field": value.field,
                "value": value.value,
                "origin": value.origin,
                "overrode": list(value.overrode),
            }
            for value in values
        ],
    }


def _difference(difference: Difference) -> Iterator[str]:
    sign = click.style(difference.kind.value, fg=_COLOURS[difference.kind], bold=True)
    if difference.field is None:
        told = "is new" if difference.kind is Kind.NEW else "is gone"
        yield f"{sign} {difference.of} {told}"
        return
    again = ""
    if difference.kind is Kind.AGAIN:
        again = ": apps would download it again"
    gone = " is gone" if not difference.after else ""
    yield f"{sign} {difference.of}: {difference.field}{gone}{again}"
    yield from (f"    {line}" for line in _change(difference.before, difference.after))


def _change(before: str, after: str) -> Iterator[str]:
    if len(before) < _LONG and len(after) < _LONG:
        yield f"{_short(before)} → {_short(after)}"
        return
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    for line in list(lines)[2:]:
        if not line.startswith("@@"):
            yield cut(line, _WIDEST)


def _short(text: str) -> str:
    return one_line(text) or "nothing"


def _problems(preview: Preview) -> str:
    report = preview.assembly.report
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    if not errors and not warnings:
        return "No problems"
    return f"Problems: {errors} errors, {warnings} warnings; see `feed-builder check`"


def _next(preview: Preview) -> Iterator[str]:
    if preview.assembly.report.failed():
        yield "The next build would write nothing, because of the errors."
        return
    counts = {kind: sum(d.kind is kind for d in preview.differences) for kind in Kind}
    told = [
        f"{counts[kind]} {noun}"
        for kind, noun in (
            (Kind.NEW, "new"),
            (Kind.CHANGED, "changed"),
            (Kind.GONE, "gone"),
            (Kind.AGAIN, "to be downloaded again"),
        )
        if counts[kind]
    ]
    if told:
        yield f"The next build: {', '.join(told)}; see `feed-builder diff`"
    elif preview.written or preview.removed:
        yield "The next build changes pages only"
    else:
        yield "The next build changes nothing"


def _day(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M %Z}"


def _in(held: HeldBack, now: datetime) -> str:
    days = (held.until - now).days
    if days > 60:
        return ""
    return f", in {days} days" if days > 1 else ", within two days"
