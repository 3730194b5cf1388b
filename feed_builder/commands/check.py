"""``feed-builder check``."""

from __future__ import annotations

import click

from .. import pipeline
from ..model import Directory
from ..telling.report import Reported
from .options import Near, Wishes, common


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
