"""``feed-builder build``."""

from __future__ import annotations

from pathlib import Path

import click

from .. import pipeline
from .outcome import Reported, Wishes, common


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write there instead of into output/.",
)
@click.option("--drafts", is_flag=True, help="Publish drafts too, for a preview.")
@common
@click.pass_obj
def build(wishes: Wishes, output: Path | None, drafts: bool) -> Reported:
    """Write the feed and the show notes.

    What is public by now goes into output/; an episode with a date in the future is
    held back. After an error, everything stays as it was.
    """
    report = pipeline.build(
        wishes.project(),
        now=wishes.now,
        output=output,
        drafts=drafts,
        strict=wishes.strict,
    )
    return Reported(report=report, wrote=True)
