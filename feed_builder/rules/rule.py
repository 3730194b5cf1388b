"""What a rule is: a generator of breaches, and a row in a table beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..problems import Problem, Severity
from .breach import Breach
from .manual import Manual, read_manual


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule is called, who asks for it, and how much a breach matters.

    What a directory demands is as severe as ``severity``, until ``check`` insists on
    that directory: then it is an error. A rule that asks for ``more`` is silent about a
    file with mistakes in it: what it asks for may stand in what could not be read.
    """

    check: Callable[..., Iterator[Breach]]
    severity: Severity = Severity.WARNING
    directories: frozenset[str] = frozenset()
    more: bool = False

    @property
    def id(self) -> str:
        """The wanted state, in kebab-case: the name of the rule's function."""
        return self.check.__name__.replace("_", "-")

    @property
    def severities(self) -> tuple[Severity, ...]:
        """Those that its problems can have."""
        demanded = (Severity.ERROR,) if self.directories else ()
        return tuple(dict.fromkeys((*demanded, self.severity)))

    @property
    def ignorable(self) -> bool:
        """Whether an author may hear no more of it: no listener would be harmed."""
        return self.severity is not Severity.ERROR

    @property
    def manual(self) -> Manual:
        """What the rule asks and why: the docstring of the rule's function."""
        return read_manual(self.check.__doc__ or "")

    def problem(self, breach: Breach, insist: Collection[str]) -> Problem:
        """The breach as a problem, as severe as it is here."""
        demanded = not self.directories.isdisjoint(insist)
        return Problem(
            rule=self.id,
            severity=Severity.ERROR if demanded else self.severity,
            message=breach.message,
            location=breach.location,
            hint=breach.hint,
        )
