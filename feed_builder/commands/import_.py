"""``feed-builder import FEED [DIR]``."""

from __future__ import annotations

import shlex
import shutil
from datetime import datetime
from pathlib import Path

import click

from ..importing.files import Imported, imported
from ..importing.old_feed import read_old_feed
from ..pipeline import check
from ..problems import CannotRunError, Report, Severity, in_reading_order
from ..project import PODCAST, Project
from ..rules.book import BOOK
from .outcome import Reported, Wishes, common

#: Why a rule is ignored for a start; pictures are not fetched.
_REASON = "the old feed broke it already"
_REASONS = {"artwork-present": "the artwork is not in this project yet"}


@click.command("import")
@click.argument("feed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("place", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@common
@click.pass_obj
def import_(wishes: Wishes, feed: Path, place: Path) -> Reported:
    """Make a project of an existing feed.

    FEED is its RSS, saved as a file. Show, episodes and ledger go into DIR, which must
    be new or empty; guids, dates and audio addresses stay as listeners have them. The
    audio stays where it is.
    """
    old = read_old_feed(feed.read_bytes())
    if old is None:
        raise CannotRunError(
            f"{feed} is no RSS feed", hint="save what the feed's address answers"
        )
    target = wishes.folder / place
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotRunError(
            f"{target} is not empty, and nothing in it is overwritten",
            hint="name a new folder: feed-builder import FEED DIR",
        )
    made = imported(old, feed)
    _write(made, target.resolve(), wishes.now)
    problems = in_reading_order(made.problems)
    return Reported(
        report=Report(problems=problems, written=tuple(sorted(made.files))),
        wrote=True,
        done=_done(made, len(old.items), place),
    )


def _done(made: Imported, items: int, place: Path) -> str:
    drafts = f", {items - made.episodes} of them as drafts" * (items > made.episodes)
    count = f"{items} episode" + "s" * (items != 1)
    folder = "" if place == Path() else f"-C {shlex.quote(str(place))} "
    return (
        f"Imported {count} into {place}{drafts}; audio stays where it is. Next: "
        f"feed-builder {folder}check, then build"
    )


def _write(made: Imported, target: Path, now: datetime) -> None:
    """All files or none: they are written beside the folder, which then is renamed."""
    staged = target.with_name(f".{target.name}.importing")
    shutil.rmtree(staged, ignore_errors=True)  # of an import that was interrupted
    for name, data in made.files.items():
        path = staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with (staged / PODCAST).open("a", encoding="utf-8") as file:
        file.write(_ignored(Project(folder=staged), now))
    if target.exists():
        target.rmdir()
    staged.rename(target)


def _ignored(project: Project, now: datetime) -> str:
    """YAML that ignores what the old feed broke already, as far as that is allowed."""
    problems = check(project, now=now).problems
    broken = {p.rule for p in problems if p.severity is Severity.ERROR}
    rules = sorted(rule for rule in broken if BOOK[rule].ignorable)
    if not rules:
        return ""
    lines = (f"  {rule}: {_REASONS.get(rule, _REASON)}" for rule in rules)
    about = "# Mend these when you can, and remove their lines:"
    return "\n".join((about, "ignore:", *lines)) + "\n"
