"""The manual page of a problem that is found while reading, keeping or asking."""

from __future__ import annotations

from dataclasses import dataclass

from ..problems import Severity
from .manual import Manual, read_manual

ERROR, WARNING, NOTE = Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What is said of a rule whose breaches are found elsewhere than in this package.

    ``severities`` are those that its problems can have. One that is ``final`` cannot be
    ignored, whatever its severity; an ``occasional`` one is not looked for in every
    run, so that ignoring it is never in vain.
    """

    id: str
    severities: tuple[Severity, ...]
    text: str
    final: bool = False
    occasional: bool = False
    directories: frozenset[str] = frozenset()

    @property
    def manual(self) -> Manual:
        """What the rule asks and why."""
        return read_manual(self.text)

    @property
    def ignorable(self) -> bool:
        """Whether an author may choose to hear no more of it."""
        return not self.final and self.severities != (ERROR,)
