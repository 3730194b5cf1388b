"""``feed-builder rule [ID]``."""

from __future__ import annotations

import click

from ..problems import CannotRunError
from ..rules.book import BOOK, near
from ..telling.manuals import Manuals
from .options import debug


@click.command()
@click.argument("rule_id", metavar="[ID]", required=False)
@debug
def rule(rule_id: str | None) -> Manuals:
    """Explain a rule, or list all.

    ID is the word in brackets behind `error` or `warning`: what the rule asks, why,
    who says so, and how it looks.
    """
    if rule_id is None:
        return Manuals(rules=tuple(BOOK.values()), whole=False)
    if rule_id not in BOOK:
        meant = near(rule_id)
        hint = f"did you mean {meant!r}?" if meant else "`feed-builder rule` lists all"
        raise CannotRunError(f"there is no rule {rule_id!r}", hint=hint)
    return Manuals(rules=(BOOK[rule_id],), whole=True)
