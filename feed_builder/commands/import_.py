"""``feed-builder import FEED [DIR]``."""

from __future__ import annotations

import shlex
import shutil
from datetime import datetime
from pathlib import Path

import click

from ..importing.files import Imported, imported
from ..importing.old_feed import read_old_feed
from ..importing.proof import proof
from ..importing.seen import SeenFeed, newest, seen
from ..pipeline import check
from ..pipeline import feed as built_feed
from ..problems import CannotRunError, Report, Severity, in_reading_order
from ..project import PODCAST, Project
from ..rules.book import BOOK
from .outcome import Moved, Reported, Wishes, common

#: Why a rule is ignored for a start; pictures are not fetched.
_REASON = "the old feed broke it already"
_REASONS = {"artwork-present": "the artwork is not in this project yet"}


@click.command("import")
@click.argument("feed", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("place", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--verify",
    is_flag=True,
    help="Compare the feeds as podcast apps see them; a show that is in DIR already "
    "is only compared.",
)
@common
@click.pass_obj
def import_(
    wishes: Wishes, feed: Path, place: Path, *, verify: bool
) -> Reported | Moved:
    """Make a project of an existing feed.

    FEED is its RSS, saved as a file. Show, episodes and ledger go into DIR, which must
    be new or empty; guids, dates and audio addresses stay as listeners have them. The
    audio stays where it is.
    """
    data = feed.read_bytes()
    target = wishes.folder / place
    if verify and (target / PODCAST).is_file():
        return _moved(_seen(data, feed), Project(folder=target.resolve()), wishes.now)
    report, done = _imported(data, feed, target, place, wishes)
    if not verify:
        return Reported(report=report, wrote=True, done=done)
    project = Project(folder=target.resolve())
    return _moved(_seen(data, feed), project, wishes.now, (report, done))


def _imported(
    data: bytes, feed: Path, target: Path, place: Path, wishes: Wishes
) -> tuple[Report, str]:
    """What became of the import, and in words what was done."""
    old = read_old_feed(data)
    if old is None:
        raise _no_feed(feed)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotRunError(
            f"{target} is not empty, and nothing in it is overwritten",
            hint="name a new folder: feed-builder import FEED DIR; or compare the show "
            "that is there with --verify",
        )
    made = imported(old, feed)
    _write(made, target.resolve(), wishes.now)
    problems = in_reading_order(made.problems)
    report = Report(problems=problems, written=tuple(sorted(made.files)))
    return report, _done(made, len(old.items), place)


def _moved(
    old: SeenFeed,
    project: Project,
    now: datetime,
    done: tuple[Report, str] | None = None,
) -> Moved:
    """The comparison, at a time when all that the old feed has is public."""
    data, built = built_feed(project, now=max(now, newest(old) or now))
    after = seen(data) if data else None
    errors = tuple(p for p in built.problems if p.severity is Severity.ERROR)
    report, words = done or (Report(problems=()), None)
    problems = in_reading_order((*report.problems, *errors))
    report = Report(problems=problems, written=report.written)
    return Moved(report=report, proof=proof(old, after) if after else None, done=words)


def _seen(data: bytes, feed: Path) -> SeenFeed:
    old = seen(data)
    if old is None:
        raise _no_feed(feed)
    return old


def _no_feed(feed: Path) -> CannotRunError:
    return CannotRunError(
        f"{feed} is no RSS feed", hint="save what the feed's address answers"
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
