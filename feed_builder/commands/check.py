"""``feed-builder check``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

import click

from .. import pipeline
from ..model import Directory
from ..telling.report import Reported
from .options import Wishes, common


class Near(click.Choice[str]):
    """One of these words; for another one, the nearest of them is named."""

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The word as it is spelt in the list."""
        near = get_close_matches(str(value).lower(), self.choices, n=1, cutoff=0.5)
        if near and value not in self.choices:
            self.fail(f"there is no {value!r}. Did you mean {near[0]!r}?", param, ctx)
        return super().convert(value, param, ctx)


@click.command()
@click.option("--drafts", is_flag=True, help="Check drafts as if they were public.")
@click.option(
    "--online",
    is_flag=True,
    help="Ask the published addresses too, and write down what the YAML lacks about "
    "audio that it only names by address.",
)
@click.option(
    "--directory",
    "directories",
    multiple=True,
    type=Near([directory.value for directory in Directory]),
    help="Insist on its demands, not on those of the show's directories; repeatable.",
)
@common
@click.pass_obj
def check(
    wishes: Wishes, drafts: bool, online: bool, directories: tuple[str, ...]
) -> Reported:
    """Find what is wrong, and write nothing.

    What the show's directories demand is an error here; a build only warns of it.
    """
    report = pipeline.check(
        wishes.project(),
        now=wishes.now,
        drafts=drafts,
        directories=directories,
        online=online,
        progress=wishes.progress,
    )
    return Reported(report=report, wrote=False)
