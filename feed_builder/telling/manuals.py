"""What rules ask, and why: their manual pages, or a line of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import indent
from typing import TYPE_CHECKING

import click

from ..model import Directory

if TYPE_CHECKING:
    from ..rules.page import Page
    from ..rules.rule import Rule
    from ..terminal import Screen

#: As wide as the longest id, with what makes it bold.
_ID_WIDTH = 26 + len(click.style("", bold=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Manuals:
    """Rules whose manual was asked for; where all were, a line of each is enough."""

    rules: tuple[Rule | Page, ...]
    whole: bool

    def show(self, screen: Screen) -> bool:
        """Print them; to have explained is no failure."""
        if self.whole:
            screen.say(line for rule in self.rules for line in manual_lines(rule))
        else:
            screen.say(map(rule_line, self.rules))
        return False


def rule_line(rule: Rule | Page) -> str:
    """A rule's id, and what it asks in a sentence."""
    return f"{click.style(rule.id, bold=True):<{_ID_WIDTH}} {rule.manual.summary}"


def manual_lines(rule: Rule | Page) -> Iterator[str]:
    """A rule's manual page."""
    page = rule.manual
    yield click.style(rule.id, bold=True)
    yield ""
    yield page.summary
    yield ""
    yield page.why
    yield ""
    yield f"How severe: {severity_text(rule)}"
    yield f"Source: {page.source}"
    for title, example in (("Good", page.good), ("Bad", page.bad)):
        yield ""
        yield f"{title}:"
        yield indent(example, "    ")
    if rule.ignorable:
        yield ""
        yield f"To hear no more of it: ignore: {{{rule.id}: your reason}}"


def severity_text(rule: Rule | Page) -> str:
    """How severe a breach is, and for whom."""
    base = " or ".join(s.value for s in rule.severities)
    if not rule.directories:
        return base
    mildest = rule.severities[-1].value
    names = [d.value for d in Directory if d.value in rule.directories]
    return f"{mildest}; in `check` an error for {', '.join(names)}"
