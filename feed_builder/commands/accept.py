"""``feed-builder accept EPISODE CHANGE``."""

from __future__ import annotations

import click

from ..assembly import assembled
from ..ledger import write_ledger
from ..problems import CannotRunError
from ..promises import Change
from ..telling.said import Told
from .options import Wishes, debug, folder, now, quiet


@click.command()
@click.argument("episode")
@click.argument("change")
@folder
@now
@quiet
@debug
@click.pass_obj
def accept(wishes: Wishes, episode: str, change: str) -> Told:
    """Accept a change to what listeners were given.

    EPISODE is an episode's slug, or `podcast`; CHANGE is guid, date, audio, address,
    transcript, chapters or feed. A build that refuses a change, or warns of it, says
    which one to accept, and what it means.
    """
    wishes.refuse_ahead("leave it out: what listeners have is changed now")
    project = wishes.project()
    changes = assembled(project, now=wishes.now, drafts=False).changes
    chosen = next((c for c in changes if (c.of, c.name) == (episode, change)), None)
    if chosen is None or chosen.accepted is None:
        message = f"nothing about the {change} of {episode} waits to be accepted"
        raise CannotRunError(message, hint=_waiting(changes))
    write_ledger(project.ledger, chosen.accepted)
    return Told(
        lines=(
            f"Accepted: {chosen.message}.",
            f"The next build publishes it. Commit {project.ledger.name}.",
        )
    )


def _waiting(changes: tuple[Change, ...]) -> str:
    names = [f"{change.of} {change.name}" for change in changes if change.name]
    if not names:
        return "no change waits at all; see `feed-builder check`"
    return "what waits: " + ", ".join(names)
