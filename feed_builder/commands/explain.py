"""``feed-builder explain EPISODE [FIELD]``."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

import click

from ..assembly import assembled
from ..explanation import explained
from ..model import Listing
from ..problems import CannotRunError
from ..telling.origins import Explanation
from .options import Wishes, debug, folder, form, now


@click.command()
@click.argument("episode")
@click.argument("field", required=False)
@folder
@form
@now
@debug
@click.pass_obj
def explain(wishes: Wishes, episode: str, field: str | None) -> Explanation:
    """Show where each value of an episode came from.

    The file and line, the audio tag, the transcript or a default; and what it overrode.
    EPISODE is a slug, a number, or the name of one of the episode's files.
    """
    assembly = assembled(wishes.project(), now=wishes.now, drafts=False, fresh=True)
    found = _found(assembly.episodes, episode).whole
    zone = assembly.podcast.show.timezone if assembly.podcast else None
    values = tuple(explained(found, zone))
    chosen = tuple(v for v in values if field in (None, v.field))
    if not chosen:
        names = ", ".join(value.field for value in values)
        raise CannotRunError(f"an episode has no {field}", hint=f"it has {names}")
    return Explanation(episode=found, values=chosen)


def _found(episodes: tuple[Listing, ...], name: str) -> Listing:
    by_name = {key: e for e in episodes for key in (e.slug, e.stem)}
    for tried in (name, Path(name).name, Path(name).stem):
        if tried in by_name:
            return by_name[tried]
    numbered = [episode for episode in episodes if name == str(episode.number)]
    if len(numbered) == 1:
        return numbered[0]
    near = get_close_matches(name, by_name, n=1, cutoff=0.4)
    hint = f"did you mean {near[0]}?" if near else f"these are: {', '.join(by_name)}"
    raise CannotRunError(f"there is no episode {name} that can be read", hint=hint)
