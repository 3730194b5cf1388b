"""What was measured in; the Markdown that docs/performance.md shows out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .contender import SITUATIONS
from .measuring import Measure

#: What a start is compared with.
BARE = "python -c pass"

_MARKED = re.compile(
    r"(?<=<!-- measured -->\n).*?(?=<!-- end of measured -->)", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All measures, by number of episodes, name and situation.

    ``yardstick`` is the name that others are compared with, ``ours`` the one whose
    growth is told; ``starts`` are seconds by command, ``BARE`` among them; ``skipped``
    says of others what they lack.
    """

    ours: str
    yardstick: str
    machine: str = ""
    measures: dict[tuple[int, str, str], list[Measure]] = field(default_factory=dict)
    starts: dict[str, list[float]] = field(default_factory=dict)
    skipped: dict[str, str] = field(default_factory=dict)

    def add(self, size: int, name: str, situation: str, measure: Measure) -> None:
        """Keep one more measure."""
        self.measures.setdefault((size, name, situation), []).append(measure)

    def seconds(self, size: int, name: str, situation: str) -> float | None:
        """The median of the seconds measured, if any were."""
        found = self.measures.get((size, name, situation))
        return median(measure.seconds for measure in found) if found else None

    def peak(self, size: int, name: str) -> int | None:
        """The median in bytes of the peaks of cold builds, if any were measured."""
        found = self.measures.get((size, name, "cold"))
        return round(median(measure.peak for measure in found)) if found else None


def tables(results: Results) -> str:
    """All that was measured, as Markdown."""
    parts = [*_shows(results), *_growth(results), *_starts(results)]
    parts += [f"Not measured: {n} ({why})." for n, why in results.skipped.items()]
    return "\n\n".join((*parts, results.machine)) + "\n"


def with_tables(page: str, results: Results) -> str:
    """The page with these tables between its marks."""
    new = f"\n{tables(results)}\n"
    text, count = _MARKED.subn(lambda _: new, page)
    if count != 1:
        raise ValueError("the page does not have its two marks exactly once")
    return text


def _shows(results: Results) -> Iterator[str]:
    names = list(dict.fromkeys(name for _, name, _ in results.measures))
    for size in sorted({size for size, _, _ in results.measures}):
        head = (f"{size:,} episodes", *SITUATIONS.values(), "peak MiB, cold")
        rows = [_row(results, size, name) for name in names]
        yield _markdown(head, [row for row in rows if any(row[1:])])


def _row(results: Results, size: int, name: str) -> list[str]:
    def compared(value: float | None, base: float | None, text: str) -> str:
        if value is None or base is None or name == results.yardstick:
            return text
        return f"{text} (× {value / base:.2f})"

    row = [name]
    for situation in SITUATIONS:
        seconds = results.seconds(size, name, situation)
        base = results.seconds(size, results.yardstick, situation)
        row.append(compared(seconds, base, _time(seconds)))
    peak, base_peak = results.peak(size, name), results.peak(size, results.yardstick)
    row.append(compared(peak, base_peak, f"{peak / 2**20:,.0f}" if peak else ""))
    return row


def _growth(results: Results) -> Iterator[str]:
    sizes = sorted({size for size, _, _ in results.measures})
    for small, large in pairwise(sizes):
        for name in (results.ours, results.yardstick):
            before = results.seconds(small, name, "cold")
            after = results.seconds(large, name, "cold")
            if before and after:
                yield (
                    f"From {small:,} to {large:,} episodes, a cold build of {name} "
                    f"takes {after / before:.1f} times as long."
                )


def _starts(results: Results) -> Iterator[str]:
    times = {command: median(runs) for command, runs in results.starts.items()}
    rows = [
        [f"`{command}`", f"{1000 * time:.0f} ms", f"{time / times[BARE]:.1f}"]
        for command, time in times.items()
    ]
    if rows:
        yield _markdown(("start", "takes", "× the interpreter"), rows)


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _time(seconds: float | None) -> str:
    if seconds is None:
        return ""
    return f"{seconds:.1f} s" if seconds >= 10 else f"{seconds:.2f} s"
