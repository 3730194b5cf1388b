"""``feed-builder build``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import pipeline
from ..problems import CannotRunError
from ..telling.report import Reported
from .options import Wishes, common

if TYPE_CHECKING:
    from ..telling.outcome import Outcome


@click.command()
@click.option(
    "-o",
    "--output",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Write there instead of into output/.",
)
@click.option("--drafts", is_flag=True, help="Publish drafts too, for a preview.")
@click.option(
    "--future", is_flag=True, help="Publish what goes out later too, for a preview."
)
@click.option(
    "--online",
    is_flag=True,
    help="Hold a due episode back until its audio answers at its address.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=1),
    help="Work with N processes.  [default: as many as there are processors]",
)
@common
@click.pass_obj
def build(
    wishes: Wishes,
    output: Path | None,
    drafts: bool,
    future: bool,
    dry_run: bool,
    online: bool,
    jobs: int | None,
) -> Outcome:
    """Write the feed and the show notes.

    What is public by now goes into output/; an episode with a date in the future is
    held back. After an error, everything stays as it was.
    """
    if dry_run:
        from .diff import previewed  # late: most builds write

        return previewed(wishes, output=output, drafts=drafts, future=future)
    project = wishes.project()
    if output is None:
        wishes.refuse_ahead("to look at what will be public then: -o DIR")
        if (drafts or future) and project.ledger.exists():
            raise CannotRunError(
                f"what is not public yet would come out: {project.output} is published",
                hint="to look at it: feed-builder serve, or -o DIR",
            )
    report = pipeline.build(
        project,
        now=wishes.now,
        output=output,
        drafts=drafts,
        future=future,
        strict=wishes.strict,
        online=online,
        jobs=jobs,
        last=wishes.last,
    )
    return Reported(report=report, wrote=True)
