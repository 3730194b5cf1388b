"""``feed-builder diff``."""

from __future__ import annotations

from pathlib import Path

import click

from .. import pipeline
from ..telling.outcome import Outcome
from ..telling.preview import Previewed
from ..telling.report import Reported
from .options import Wishes, common


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Compare with the feed there instead of the one in output/.",
)
@click.option("--drafts", is_flag=True, help="As if drafts were public.")
@common
@click.pass_obj
def diff(wishes: Wishes, output: Path | None, drafts: bool) -> Outcome:
    """Show what listeners would notice of the next build.

    New episodes (+), changed texts (~), what would be gone (-), and anything that would
    make apps download an episode again (!).
    """
    return previewed(wishes, output=output, drafts=drafts)


def previewed(
    wishes: Wishes, *, output: Path | None, drafts: bool, future: bool = False
) -> Outcome:
    """What the next build would do; where it would fail, its report instead."""
    preview = pipeline.preview(
        wishes.project(),
        now=wishes.now,
        output=output,
        drafts=drafts,
        future=future,
        strict=wishes.strict,
    )
    report = preview.assembly.report
    if report.failed(strict=wishes.strict):
        return Reported(report=report, wrote=True)
    return Previewed(preview=preview)
