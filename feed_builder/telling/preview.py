"""What the next build would do: what listeners notice, or the show at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from difflib import unified_diff
from typing import TYPE_CHECKING, Any

import click

from ..difference import Difference, Kind
from ..problems import HeldBack
from ..text import cut, one_line
from .report import found_words

if TYPE_CHECKING:
    from ..pipeline import Preview
    from ..terminal import Screen

_COLOURS = {
    Kind.NEW: "green",
    Kind.GONE: "red",
    Kind.CHANGED: "yellow",
    Kind.AGAIN: "red",
}
_WIDEST = 100
#: Texts longer than this are compared line by line.
_LONG = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """What the next build would do; with ``now``, the show at a glance at this moment.

    To have looked is no failure, whatever there is to see.
    """

    preview: Preview
    now: datetime | None = None

    def show(self, screen: Screen) -> bool:
        """Print it."""
        if screen.form == "json":
            screen.say_json(preview_json(self.preview))
        elif self.now is None:
            screen.say(difference_lines(self.preview))
        else:
            screen.say(status_lines(self.preview, self.now))
        return False


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
    found = found_words(preview.assembly.report, verbose=False)
    return f"{found}; see `feed-builder check`" if found else "No problems"


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
