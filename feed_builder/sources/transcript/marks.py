"""The times of a document one after another: do they run forward, until when?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ...model import Mark
from ...timecode import clock
from .doubts import Doubts

#: Programs let captions overlap by less; nobody notices.
_SLACK = timedelta(seconds=1)

Span = tuple[Mark, Mark | None]
"""When something begins, and when it ends if that is written."""


def latest(spans: Sequence[Span], doubts: Doubts) -> Mark | None:
    """The latest time in these spans, which stand in the order of the document.

    A span that leads backwards is reported, and does not count: a digit is mistyped, or
    two parts stand in the wrong order.
    """
    right = [span for span in spans if _ends_after_it_begins(span, doubts)]
    wrong = dict(_backwards([start for start, _ in right]))
    for mark, neighbour in wrong.values():
        order = "comes before" if mark.time < neighbour.time else "comes after"
        side = "above" if mark.time < neighbour.time else "below"
        doubts.warn(
            "times-ascend",
            f"{clock(mark.time)} {order} {clock(neighbour.time)}, the time {side} it",
            mark.line,
            mark.column,
            hint="is a digit wrong? Else put the lines in the order of the talk",
        )
    marks = (m for at, span in enumerate(right) if at not in wrong for m in span if m)
    return max(marks, key=lambda mark: mark.time, default=None)


def _ends_after_it_begins(span: Span, doubts: Doubts) -> bool:
    start, end = span
    if end is None or end.time + _SLACK > start.time:
        return True
    doubts.warn(
        "times-ascend",
        f"{clock(end.time)}, the end, comes before {clock(start.time)}, the beginning",
        end.line,
        end.column,
        hint="is a digit wrong in one of the two?",
    )
    return False


def _backwards(starts: Sequence[Mark]) -> Iterator[tuple[int, tuple[Mark, Mark]]]:
    """What breaks the order, by its index, with the neighbour that shows it."""
    for at in range(1, len(starts)):
        before, here = starts[at - 1], starts[at]
        if here.time + _SLACK > before.time:
            continue
        if _juts_out(starts, at - 1):
            yield at - 1, (before, here)
        else:
            yield at, (here, before)


def _juts_out(starts: Sequence[Mark], at: int) -> bool:
    """Whether it is this time that is too late, and not the next one too early."""
    fits = at == 0 or starts[at - 1].time <= starts[at + 1].time
    return fits and at + 2 < len(starts) and starts[at + 2].time < starts[at].time
