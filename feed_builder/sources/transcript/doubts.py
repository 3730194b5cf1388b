"""What is doubtful in one document, collected while it is read."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...problems import Location, Problem, Severity, in_reading_order


class Doubts:
    """Collects the problems of one file: the only thing that reading writes to.

    Those of one ``group`` are one problem, where the first of them stands, with their
    number: a label that is misspelt in every other line is misspelt once.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._problems: dict[object, Problem] = {}
        self._counts: dict[object, int] = {}

    def error(
        self,
        rule: str,
        message: str,
        line: int | None,
        hint: str,
        column: int | None = None,
    ) -> None:
        """Nothing in the document can be understood."""
        self._add(Severity.ERROR, rule, message, line, column, hint)

    def warn(
        self,
        rule: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
        group: str = "",
    ) -> None:
        """Something is probably wrong."""
        self._add(Severity.WARNING, rule, message, line, column, hint, group)

    def note(
        self,
        rule: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
        group: str = "",
    ) -> None:
        """It was read in one way, and could be meant in another."""
        self._add(Severity.NOTE, rule, message, line, column, hint, group)

    def in_order(self) -> tuple[Problem, ...]:
        """All problems in reading order, none twice."""
        return in_reading_order(
            replace(problem, message=f"{problem.message} ({self._counts[key]} times)")
            if self._counts.get(key, 1) > 1
            else problem
            for key, problem in self._problems.items()
        )

    def _add(
        self,
        severity: Severity,
        rule: str,
        message: str,
        line: int | None,
        column: int | None,
        hint: str,
        group: str = "",
    ) -> None:
        place = Location(path=self.path, line=line, column=column)
        problem = Problem(
            rule=rule, severity=severity, message=message, location=place, hint=hint
        )
        key = (rule, group) if group else problem
        if group:
            self._counts[key] = self._counts.get(key, 0) + 1
        self._problems.setdefault(key, problem)
