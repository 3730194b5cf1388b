"""The report of a build or a check, and what a person wants to know at its end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..problems import Report, Severity

if TYPE_CHECKING:
    from ..terminal import Screen


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A report; ``wrote`` tells a build from a check.

    A check's problems are its result and go to stdout; what a build has to tell people
    goes to stderr. ``done`` is what was done, in words, where it was no build.
    """

    report: Report
    wrote: bool
    done: str | None = None

    def show(self, screen: Screen) -> bool:
        """Print the problems and the summary; an error is a failure."""
        failed = self.report.failed(strict=screen.strict)
        if screen.form == "json":
            screen.say_json(self.report.as_json(strict=screen.strict))
            return failed
        screen.say_problems(self.report.problems, aside=self.wrote)
        if screen.sums_up:
            summary = self._summary(failed=failed, verbose=screen.verbose)
            if screen.form == "concise" and not screen.verbose:  # a line of a log
                summary = iter(["; ".join(line.rstrip(".") for line in summary)])
            screen.tell(summary)
        return failed

    def _summary(self, *, failed: bool, verbose: bool) -> Iterator[str]:
        report, found = self.report, found_words(self.report, verbose=verbose)
        if failed:
            yield f"{found}; nothing was written." if self.wrote else found
            return
        if self.done:
            yield self.done
        elif self.wrote:
            yield from _changes(report, verbose=verbose)
        for held in report.held_back:
            yield f"Held back until {held.until:%Y-%m-%d %H:%M %Z}: {held.title}"
        if report.drafts:
            yield f"Drafts, not published: {', '.join(report.drafts)}"
        if found:
            yield found
        elif not self.wrote:
            yield f"{count(len(report.episodes), 'public episode')}, no problems"


def found_words(report: Report, *, verbose: bool) -> str:
    """How many problems there are; notes are counted where they are shown."""
    told = [
        count(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity) and (verbose or severity is not Severity.NOTE)
    ]
    return "Found " + ", ".join(told) if told else ""


def count(number: int, noun: str) -> str:
    """So many of them, in words."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _changes(report: Report, *, verbose: bool) -> Iterator[str]:
    episodes = count(len(report.episodes), "episode")
    if not report.written and not report.removed:
        yield f"Nothing has changed: {episodes}, {count(report.unchanged, 'file')}."
        return
    told = [f"{count(len(report.written), 'file')} written"]
    if report.removed:
        told.append(f"{len(report.removed)} removed")
    if report.unchanged:
        told.append(f"{report.unchanged} unchanged")
    yield f"{episodes} public: {', '.join(told)}."
    if verbose:
        yield from (f"  wrote {path}" for path in report.written)
        yield from (f"  removed {path}" for path in report.removed)
