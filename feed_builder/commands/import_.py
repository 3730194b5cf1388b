"""``feed-builder import FEED [DIR]``."""

from __future__ import annotations

import shlex
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from ..importing.config import feed_of_config
from ..importing.fetching import Fetched, fetch, fetched_feed, is_remote, leftovers
from ..importing.files import UNKNOWN, Imported, imported, stems
from ..importing.old_feed import OldFeed, is_address, read_old_feed
from ..importing.proof import proof
from ..importing.seen import SeenFeed, newest, seen
from ..importing.wanted import Kind, wanted
from ..ledger import read_ledger
from ..pipeline import check
from ..pipeline import feed as built_feed
from ..problems import CannotRunError, Report, Severity, in_reading_order
from ..project import PODCAST, Project
from ..rules.book import BOOK
from ..telling.move import Moved
from ..telling.report import Reported
from .options import Wishes, common

#: Why a rule is ignored for a start.
_REASON = "the old feed broke it already"
_REASONS = {"artwork-present": "the artwork is not in this project yet"}
#: What says of which feed an import was interrupted.
_MARK = ".importing"
#: The old feed, where it came from an address.
_KEPT = "old-feed.xml"


class _Kinds(click.ParamType[frozenset[Kind]]):
    """Words with commas between them, each a kind of file."""

    name = "KINDS"

    def convert(
        self,
        value: str | frozenset[Kind],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> frozenset[Kind]:
        """The kinds that are named."""
        if not isinstance(value, str):
            return value
        try:
            return frozenset(Kind(word.strip()) for word in value.split(","))
        except ValueError:
            known = ", ".join(kind.value for kind in Kind)
            self.fail(f"{value!r} is not some of {known}", param, ctx)


@click.command("import")
@click.argument("feed")
@click.argument("place", metavar="[DIR]", default=".", type=click.Path(path_type=Path))
@click.option(
    "--fetch",
    "kinds",
    type=_Kinds(),
    default=frozenset(),
    help="Fetch some of transcripts,chapters,audio,artwork from where the old feed has "
    "them. Run again, it goes on where it was interrupted.",
)
@click.option(
    "--verify",
    is_flag=True,
    help="Compare the feeds as podcast apps see them; a show that is in DIR already "
    "is only compared.",
)
@common
@click.pass_obj
def import_(
    wishes: Wishes, feed: str, place: Path, *, kinds: frozenset[Kind], verify: bool
) -> Reported | Moved:
    """Make a project of an existing feed.

    FEED is the address of its RSS, a file in which that was saved, or the
    podcast_config.yaml of podcast-rss-generator. Show, episodes
    and ledger go into DIR, which must be new or empty; guids, dates and audio
    addresses stay as listeners have them. What is not fetched stays where it is.
    """
    target = (wishes.folder / place).resolve()
    pages = _pages(feed)
    source = target / _KEPT if is_remote(feed) else Path(feed)
    old = read_old_feed(*pages)
    if old and _is_config(feed):
        items = (replace(i, bare=is_address(i.url), line=0) for i in old.items)
        old = replace(old, items=tuple(items))
    before = seen(*pages)
    if old is None or before is None:
        raise CannotRunError(
            f"{feed} is no RSS feed", hint="save what the feed's address answers"
        )
    if (kinds or verify) and (target / PODCAST).is_file():
        done = _added(old, source, target, kinds, wishes) if kinds else None
    else:
        _refuse_to_overwrite(target)
        staged = _staged(target, feed)
        files = tuple(wanted(old, stems(old), kinds))
        fetched = fetch(files, staged, source, wishes.progress) if files else Fetched()
        made = imported(old, source, fetched.paths)
        _write(made, staged, target, wishes.now)
        done = _report(made, fetched), _done(made, fetched, len(old.items), place)
        if is_remote(feed):
            _keep(pages, target)
    if verify:
        return _moved(before, Project(folder=target), wishes.now, done)
    assert done is not None
    return Reported(report=done[0], wrote=True, done=done[1])


def _pages(feed: str) -> tuple[bytes, ...]:
    """The bytes of the feed, page by page."""
    if is_remote(feed):
        return fetched_feed(feed)
    path = Path(feed)
    if not path.is_file():
        raise CannotRunError(
            f"there is no file {feed}",
            hint="name a file, or an address that begins with https://",
        )
    data = path.read_bytes()
    return (feed_of_config(data, path) if _is_config(feed) else data,)


def _is_config(feed: str) -> bool:
    return feed.lower().endswith((".yaml", ".yml")) and not is_remote(feed)


def _keep(pages: tuple[bytes, ...], target: Path) -> None:
    """The old feed as it was: what the show can still be compared with later."""
    for number, page in enumerate(pages, start=1):
        name = (
            Path(_KEPT) if number == 1 else Path(_KEPT).with_stem(f"old-feed-{number}")
        )
        (target / name).write_bytes(page)


def _refuse_to_overwrite(target: Path) -> None:
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise CannotRunError(
            f"{target} is not empty, and nothing in it is overwritten",
            hint="name a new folder: feed-builder import FEED DIR; or compare the show "
            "that is there with --verify",
        )


def _report(made: Imported, fetched: Fetched) -> Report:
    problems = in_reading_order((*made.problems, *fetched.problems))
    return Report(problems=problems, written=tuple(sorted(made.files)))


def _added(
    old: OldFeed, source: Path, target: Path, kinds: frozenset[Kind], wishes: Wishes
) -> tuple[Report, str]:
    """Files that are fetched into a show that is there; its YAML stays its author's."""
    path = Project(folder=target).ledger
    ledger, problems = read_ledger(path.read_bytes() if path.exists() else b"", path)
    names = {each.guid: each.stem for each in (ledger.episodes if ledger else ())}
    files = tuple(wanted(old, names, kinds - {Kind.CHAPTERS}))
    fetched = fetch(files, target, source, wishes.progress)
    report = Report(problems=in_reading_order((*problems, *fetched.problems)))
    told = (
        f"Fetched {_files(fetched.new)}; the YAML was not changed: it names the old "
        "addresses until you remove them there"
    )
    return report, told


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


def _done(made: Imported, fetched: Fetched, items: int, place: Path) -> str:
    drafts = f", {items - made.episodes} of them as drafts" * (items > made.episodes)
    count = f"{items} episode" + "s" * (items != 1)
    folder = "" if place == Path() else f"-C {shlex.quote(str(place))} "
    online = " --online" * any(p.message.endswith(UNKNOWN) for p in made.problems)
    files = f", and fetched {_files(len(fetched.paths))}" if fetched.paths else ""
    return (
        f"Imported {count} into {place}{drafts}{files}; the feed names audio where it "
        f"is. Next: feed-builder {folder}check{online}, then build"
    )


def _files(count: int) -> str:
    return f"{count} file" + "s" * (count != 1)


def _staged(target: Path, feed: str) -> Path:
    """Where the project is made: with what an interrupted import of it has fetched."""
    staged = target.with_name(f".{target.name}.importing")
    mark = staged / _MARK
    if not mark.is_file() or mark.read_text(encoding="utf-8") != feed:
        shutil.rmtree(staged, ignore_errors=True)
    staged.mkdir(parents=True, exist_ok=True)
    mark.write_text(feed, encoding="utf-8")
    return staged


def _write(made: Imported, staged: Path, target: Path, now: datetime) -> None:
    """All files or none: they are written beside the folder, which then is renamed."""
    for name, data in made.files.items():
        path = staged / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    with (staged / PODCAST).open("a", encoding="utf-8") as file:
        file.write(_ignored(Project(folder=staged), now))
    for path in (staged / _MARK, *leftovers(staged)):
        path.unlink()
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
