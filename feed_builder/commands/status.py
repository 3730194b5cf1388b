"""``feed-builder status``."""

from __future__ import annotations

import click

from .. import pipeline
from ..telling.preview import Previewed
from .options import Wishes, debug, folder, form, now, quiet, verbose


@click.command()
@folder
@form
@now
@quiet
@verbose
@debug
@click.pass_obj
def status(wishes: Wishes) -> Previewed:
    """Show the show at a glance.

    What is public, what goes out when, drafts, problems, and what the next build would
    change.
    """
    preview = pipeline.preview(wishes.project(), now=wishes.now)
    return Previewed(preview=preview, now=wishes.now)
