"""What became of a preview when files had changed: a line after its problems."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from ..problems import Report
from .report import Reported, count, found_words

if TYPE_CHECKING:
    from ..terminal import Screen

#: Of more changed files than this only the first are named.
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a build gave after these files had changed; none before the first build."""

    report: Report
    changed: tuple[str, ...]
    took: timedelta

    def show(self, screen: Screen) -> bool:
        """Print it, the first build like any other; a preview goes on, whatever is."""
        if not self.changed or screen.form in ("json", "sarif"):
            Reported(report=self.report, wrote=True).show(screen)
        else:
            screen.say_problems(self.report.problems, aside=True)
            screen.tell([self._line(strict=screen.strict)])
        return False

    def _line(self, *, strict: bool) -> str:
        report, names = self.report, ", ".join(self.changed[:_MOST_NAMED])
        if len(self.changed) > _MOST_NAMED:
            names += f" and {len(self.changed) - _MOST_NAMED} more"
        found = found_words(report, verbose=False)
        touched = len(report.written) + len(report.removed)
        done = f"{count(touched, 'file')} new" if touched else "nothing else changes"
        if report.failed(strict=strict):
            done = "the last good pages stay"
        told = "; ".join(filter(None, (done, found[:1].lower() + found[1:])))
        return f"{names} changed: {told} ({self.took.total_seconds():.2f} s)"
