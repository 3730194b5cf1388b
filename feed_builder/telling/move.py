"""What a move changes for listeners, as a table and in lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from ..problems import Report
from ..text import cut, one_line
from .report import Reported

if TYPE_CHECKING:
    from ..importing.proof import Finding, Proof
    from ..terminal import Screen

#: How many differences of one kind are told before they are only counted.
_SHOWN = 3
_WIDEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What a move changes for listeners; without ``proof`` no feed could be made.

    ``report`` and ``done`` are of the import, if there was one.
    """

    report: Report
    proof: Proof | None
    done: str | None = None

    def show(self, screen: Screen) -> bool:
        """Print both; it is a failure if listeners notice it, as far as can be told."""
        proof, report = self.proof, self.report
        if screen.form == "json":
            told = {
                "report": report.as_json(strict=screen.strict),
                "move": proof_json(proof) if proof else None,
            }
            screen.say_json({"version": 1, **told})
        elif self.done or report.problems:
            Reported(report=report, wrote=True, done=self.done).show(screen)
        if proof and screen.is_read:
            screen.say(proof_lines(proof, verbose=screen.verbose))
        noticed = proof is None or bool(proof.noticed)
        return noticed or report.failed(strict=screen.strict)


def proof_lines(proof: Proof, *, verbose: bool) -> Iterator[str]:
    """The table of what was compared, then all that differs, then the verdict."""
    yield from _table(proof)
    yield from _findings(proof.noticed, "!", "red", shown=None if verbose else _SHOWN)
    aside = [finding for finding in proof.findings if not finding.noticed]
    if aside:
        yield "Beside these, what is added, and what few apps read or nobody sees:"
        yield from _findings(aside, "~", "yellow", shown=None if verbose else 1)
    for each in proof.unmoved:
        yield f"Still at the old host {each.host}: {each.what} ({each.count})"
    yield verdict(proof)


def verdict(proof: Proof) -> str:
    """Whether listeners would notice the move, in a sentence."""
    count = len(proof.noticed)
    if not count:
        return "Listeners would notice nothing."
    return f"Listeners would notice {count} difference{'s' * (count > 1)}."


def proof_json(proof: Proof) -> dict[str, Any]:
    """What a move changes, for machines."""
    return {
        "noticed": len(proof.noticed),
        "compared": dict(proof.compared),
        "differences": [
            {
                "field": finding.field,
                "of": finding.of,
                "guid": finding.guid,
                "before": finding.before,
                "after": finding.after,
                "noticed": finding.noticed,
            }
            for finding in proof.findings
        ],
        "unmoved": [
            {"what": each.what, "host": each.host, "count": each.count}
            for each in proof.unmoved
        ],
    }


def _table(proof: Proof) -> Iterator[str]:
    """A line for each field that the old feed has."""
    from ..importing.proof import NOTICED

    yield click.style(f"{'What apps see':<18}{'compared':>9}{'noticed':>9}", bold=True)
    for field in NOTICED:
        if compared := proof.compared.get(field):
            count = sum(finding.field == field for finding in proof.noticed)
            told = click.style(f"{count:>9}", fg="red") if count else f"{'-':>9}"
            yield f"{field:<18}{compared:>9}{told}"


def _findings(
    findings: Iterable[Finding], sign: str, colour: str, *, shown: int | None
) -> Iterator[str]:
    """The findings field by field; after the first ones the rest is counted."""
    fields: dict[str, list[Finding]] = {}
    for finding in findings:
        fields.setdefault(finding.field, []).append(finding)
    for field, some in fields.items():
        for finding in some[:shown]:
            mark = click.style(sign, fg=colour, bold=True)
            yield f"{mark} {field} of {cut(one_line(finding.of), 60)}"
            before, after = _apart(one_line(finding.before), one_line(finding.after))
            yield f"    {before or 'nothing'} → {after or 'nothing'}"
        if shown is not None and len(some) > shown:
            yield f"    and {len(some) - shown} more; -v shows them"


def _apart(before: str, after: str) -> tuple[str, str]:
    """Long texts from a little before the place where they part."""
    if len(before) <= _WIDEST and len(after) <= _WIDEST:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    same = next((i for i, (a, b) in pairs if a != b), min(len(before), len(after)))
    start = max(0, same - 30)
    return _from(before, start), _from(after, start)


def _from(text: str, start: int) -> str:
    shown = cut(text[start:], _WIDEST)
    return f"…{shown}" if start and shown else shown
