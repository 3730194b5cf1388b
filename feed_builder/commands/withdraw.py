"""``feed-builder withdraw EPISODE``."""

from __future__ import annotations

import click

from .. import pipeline
from ..keeping import files_beside, withdrawn
from ..ledger import write_ledger
from ..model import Ledger, Published
from ..problems import CannotRunError
from ..project import Project
from ..publish import take_down
from ..reading import read_ledger, read_show
from ..takedown import taken_down
from ..telling.said import Told
from .options import Wishes, debug, folder, now, quiet


@click.command()
@click.argument("episode")
@folder
@now
@quiet
@debug
@click.pass_obj
def withdraw(wishes: Wishes, episode: str) -> Told:
    """Take a published episode back, for good.

    Its item, page, captions, audio and artwork, and every mention of it, are taken off
    at once, even when something else is wrong. A page that says so stays at its
    address, and its guid is never given again.
    """
    wishes.refuse_ahead("leave it out: what listeners have is changed now")
    project = wishes.project()
    ledger = _ledger(project)
    known = _known(ledger, episode)
    write_ledger(project.ledger, withdrawn(ledger, known))
    report = pipeline.build(project, now=wishes.now)
    told = [f"Withdrawn: {known.title} ({known.slug})."]
    if report.failed() and project.output.is_dir():
        beside = files_beside(ledger, known)
        changes = taken_down(project.output, known, ledger.link, beside)
        take_down(project.output, *changes)
        told.append("Other problems keep the show from being built; see `check`.")
        told.append("So it was taken out of what was published before.")
    told.append(f"Publish output/ now, and commit {project.ledger.name}.")
    return Told(lines=tuple(told))


def _ledger(project: Project) -> Ledger:
    ledger, problems = read_ledger(project, read_show(project).facts)
    if ledger is None:
        said = problems[0].message if problems else "nothing was published so far"
        hint = problems[0].hint if problems else "a show has listeners once it is live"
        raise CannotRunError(said, hint=hint)
    return ledger


def _known(ledger: Ledger, episode: str) -> Published:
    public = [known for known in ledger.episodes if not known.withdrawn]
    for known in public:
        if episode in (known.slug, known.stem, *known.former_slugs):
            return known
    names = ", ".join(known.slug for known in public) or "none"
    message = f"{episode} is not among the published episodes"
    raise CannotRunError(message, hint=f"these are: {names}")
