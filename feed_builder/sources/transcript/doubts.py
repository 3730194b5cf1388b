"""What is doubtful in one document, collected while it is read."""

from __future__ import annotations

from pathlib import Path

from ...problems import Location, Problem, Severity, in_reading_order


class Doubts:
    """Collects the problems of one file: the only thing that reading writes to."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._problems: dict[Problem, None] = {}

    def error(self, rule: str, message: str, line: int | None, hint: str) -> None:
        """Nothing in the document can be understood."""
        self._add(Severity.ERROR, rule, message, line, None, hint)

    def warn(
        self,
        rule: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        """Something is probably wrong."""
        self._add(Severity.WARNING, rule, message, line, column, hint)

    def note(
        self,
        rule: str,
        message: str,
        line: int | None = None,
        column: int | None = None,
        hint: str = "",
    ) -> None:
        """It was read in one way, and could be meant in another."""
        self._add(Severity.NOTE, rule, message, line, column, hint)

    def in_order(self) -> tuple[Problem, ...]:
        """All problems in reading order, none twice."""
        return in_reading_order(self._problems)

    def _add(
        self,
        severity: Severity,
        rule: str,
        message: str,
        line: int | None,
        column: int | None,
        hint: str,
    ) -> None:
        place = Location(path=self._path, line=line, column=column)
        problem = Problem(
            rule=rule, severity=severity, message=message, location=place, hint=hint
        )
        self._problems[problem] = None
