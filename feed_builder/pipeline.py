"""The stages in order: read, merge and check; then render and publish."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .problems import Location, Problem, Report, Severity, in_reading_order
from .project import Project
from .traces import state_of
from .unchanged import LastBuild

# All that reads, renders and publishes is imported late: a build that would only repeat
# the last one needs nothing of it.
if TYPE_CHECKING:
    from .assembly import Assembly
    from .difference import Difference
    from .model import Listing, Podcast
    from .online import Progress
    from .publish import Publication, Unit
    from .render.feed import Items
    from .render.theme import Theme


#: Apps ask for a feed every hour; what is larger, in bytes, weighs on phones.
LARGEST_FEED = 1_000_000
#: The W3C's feed validator reads no more (``MAXDATALENGTH`` in its code).
REFUSED_FEED = 5_000_000
#: A check tries a show's own templates on as many of its newest episodes.
MOST_TRIED = 50


def build(
    project: Project,
    *,
    now: datetime,
    output: Path | None = None,
    drafts: bool = False,
    future: bool = False,
    strict: bool = False,
    online: bool = False,
    lasting: bool = True,
    jobs: int | None = None,
    last: LastBuild | None = None,
) -> Report:
    """Publish what is public at ``now``; after an error nothing is touched.

    ``online`` holds back a due episode whose audio, hosted elsewhere, does not answer
    with the right length yet.

    A live show's ledger is written too, unless this is only a look: with ``output``
    elsewhere, or with ``drafts`` or ``future`` (what is dated after ``now``). What need
    not be ``lasting`` is written faster, with audio linked instead of copied. ``jobs``
    processes do the work; by default, as many as there are processors. If the same was
    asked of ``last`` a moment ago, nothing is looked at once more.
    """
    only_a_look = output is not None or drafts or future
    last = LastBuild(
        project.folder, output, drafts=drafts, future=future, strict=strict, jobs=jobs
    ).or_asked_before(last)
    is_to_be_kept = lasting and not online
    report = last.repeated(now) if is_to_be_kept else None
    if report:
        return report
    from . import addresses
    from .assembly import assembled
    from .former_items import FormerItems
    from .publish import NewLedger, publish

    before = state_of(project.ledger)
    assembly = assembled(project, now=now, drafts=drafts, future=future, jobs=jobs)
    podcast, report = assembly.podcast, assembly.report
    if podcast and online:
        podcast, report = _with_audio(podcast, report, project.output)
    if podcast is None or report.failed(strict=strict):
        return report
    podcast = _as_published(podcast, now)
    ledger = None
    if podcast.ledger and podcast.show.live and not only_a_look:
        ledger = NewLedger(path=project.ledger, ledger=podcast.ledger, was=before)
    folder = output or project.output
    published = partial(
        publish,
        folder=folder,
        last=addresses.FEED,
        ledger=ledger,
        left=last.left if is_to_be_kept else None,
        lasting=lasting,
        jobs=jobs,
    )

    def settled(report: Report) -> None:
        if is_to_be_kept:
            _keep(last, report, project, assembly, now)

    items = FormerItems(folder, assembly.item)
    theme = _theme(project)
    return _published(
        podcast, items, theme, folder, report, published, settled, strict=strict
    )


def _keep(
    last: LastBuild, report: Report, project: Project, assembly: Assembly, now: datetime
) -> None:
    last.keep(
        report,
        now,
        files=(project.podcast, project.ledger, *map(Path, assembly.files)),
        until=assembly.until,
        zone=assembly.podcast.show.timezone if assembly.podcast else None,
    )


def check(
    project: Project,
    *,
    now: datetime,
    drafts: bool = False,
    directories: Collection[str] | None = None,
    online: bool = False,
    progress: Progress | None = None,
) -> Report:
    """All that is wrong, insisting on what the show's directories demand.

    ``online`` asks the published addresses too, and tells ``progress`` how far it is;
    what it learns of audio that is only named by an address goes into the YAML.
    """
    learned: tuple[Problem, ...] = ()
    if online:
        from .remote import learn

        learned = tuple(learn(project))
    from .assembly import assembled

    assembly = assembled(
        project, now=now, drafts=drafts, checking=True, directories=directories
    )
    podcast, report = assembly.podcast, assembly.report
    found: tuple[Problem, ...] = ()
    if podcast:
        # To make the feed anew would take long; the last one has nearly its size.
        found = tuple(_feed_problems(podcast, _feed_size(project.output)))
    if podcast and project.templates.is_dir():  # the default theme is proven by tests
        found += tuple(_template_problems(podcast, _theme(project)))
    if podcast and online:
        from .online import online_problems

        found += tuple(online_problems(podcast, now=now, progress=progress))
    if podcast and found:
        from .rules.ignores import silenced

        found, _ = silenced(found, podcast.show.ignore)
    if not (found or learned):
        return report
    problems = in_reading_order((*report.problems, *learned, *found))
    return replace(report, problems=problems)


def _template_problems(podcast: Podcast, theme: Theme) -> Iterator[Problem]:
    """What a build would find of the theme: its pages are made, and thrown away."""
    from .model import unbundled
    from .render.pages import pages
    from .render.theme import TemplateProblem

    problems = tuple(theme.problems())
    yield from problems
    if any(problem.severity is Severity.ERROR for problem in problems):
        return
    newest = replace(podcast, episodes=podcast.episodes[:MOST_TRIED])
    told: set[Location | None] = set()
    for output in unbundled(pages(newest, theme)):
        try:
            deque(output.made(), maxlen=0)  # only whether it can be made
        except TemplateProblem as error:
            if error.problem.location not in told:
                told.add(error.problem.location)
                yield error.problem


def _with_audio(
    podcast: Podcast, report: Report, output: Path
) -> tuple[Podcast, Report]:
    """The podcast without new episodes whose audio cannot be fetched yet."""
    from .feed_pages import published_feed
    from .online import answers_rightly, is_listed

    last = published_feed(output) or b""
    new = (e for e in podcast.episodes if not (e.audio or is_listed(e, last)))
    early = [episode for episode in new if not answers_rightly(episode)]
    ready = tuple(episode for episode in podcast.episodes if episode not in early)
    problems = in_reading_order((*report.problems, *map(_audio_first, early)))
    return replace(podcast, episodes=ready), replace(
        report, problems=problems, episodes=tuple(episode.slug for episode in ready)
    )


def _audio_first(episode: Listing) -> Problem:
    return Problem(
        rule="online-audio-first",
        severity=Severity.WARNING,
        message=f"{episode.slug} is due, but {episode.enclosure.url} does not answer "
        f"with its {episode.enclosure.length} bytes: it is held back",
        hint="upload the audio; the next build publishes the episode",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What the next build would do; nothing of it is done.

    ``differences`` is what listeners would notice; ``written`` and ``removed`` are
    paths below the output folder.
    """

    assembly: Assembly
    differences: tuple[Difference, ...] = ()
    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def preview(
    project: Project,
    *,
    now: datetime,
    output: Path | None = None,
    drafts: bool = False,
    future: bool = False,
    strict: bool = False,
) -> Preview:
    """What a build at ``now`` would change; it writes nothing."""
    from .assembly import assembled

    assembly = assembled(project, now=now, drafts=drafts, future=future)
    if assembly.podcast is None or assembly.report.failed(strict=strict):
        return Preview(assembly=assembly)
    from .difference import differences
    from .feed_pages import published_feed
    from .publish import outstanding
    from .render.theme import TemplateProblem

    folder = output or project.output
    podcast = _as_published(assembly.podcast, now)
    outputs = _outputs(podcast, _theme(project), assembly.item)
    try:
        written, removed = outstanding(outputs, folder)
    except TemplateProblem as error:
        report = assembly.report
        problems = in_reading_order((*report.problems, error.problem))
        report = replace(report, problems=problems)
        return Preview(assembly=replace(assembly, report=report))
    after = _whole_feed(podcast, assembly.item)
    return Preview(
        assembly=assembly,
        differences=tuple(differences(published_feed(folder), after)),
        written=written,
        removed=removed,
    )


def feed(project: Project, *, now: datetime) -> tuple[bytes | None, Report]:
    """The feed that a build at ``now`` gives, its pages as one; None after an error."""
    from .assembly import assembled

    assembly = assembled(project, now=now, drafts=False)
    if assembly.podcast is None or assembly.report.failed():
        return None, assembly.report
    podcast = _as_published(assembly.podcast, now)
    return _whole_feed(podcast, assembly.item), assembly.report


def _whole_feed(podcast: Podcast, items: Items) -> bytes:
    from .feed_pages import joined
    from .render.feed import feed_pages

    whole = joined(feed_pages(podcast, items))
    assert whole is not None  # there is always one page
    return whole


def _as_published(podcast: Podcast, now: datetime) -> Podcast:
    """The podcast with the ledger that publishing it gives."""
    from .keeping import ledger_after

    ledger = ledger_after(podcast.ledger, podcast, now) if podcast.show.live else None
    return replace(podcast, ledger=ledger)


def _theme(project: Project) -> Theme:
    from .render.theme import Theme

    default = default_theme()
    return Theme((project.templates, default), proven=default, home=project.folder)


def _published(
    podcast: Podcast,
    items: Items,
    theme: Theme,
    folder: Path,
    report: Report,
    published: Callable[..., Publication],
    settled: Callable[[Report], None],
    *,
    strict: bool,
) -> Report:
    """The report of publishing the podcast, which ``settled`` is told first."""
    from .render.feed import feed_pages
    from .render.theme import TemplateProblem
    from .rules.ignores import silenced

    problems = [*theme.problems()]
    if strict:  # where a warning is an error, nothing may be written before it
        problems += _feed_problems(podcast, len(feed_pages(podcast, items)[0]))
    found, _ = silenced(problems, podcast.show.ignore)
    report = replace(report, problems=(*report.problems, *found))
    if report.failed(strict=strict):
        return report

    def after(done: Publication) -> Report:
        weight = _feed_problems(podcast, _feed_size(folder))
        found, _ = silenced(weight, podcast.show.ignore)
        return _with(report, done, found)

    def whole(done: Publication) -> None:
        if not done.problems:  # what could not be made is tried again next time
            settled(after(done))

    try:
        done = published(_outputs(podcast, theme, items), settled=whole)
    except TemplateProblem as error:
        told = in_reading_order((*report.problems, error.problem))
        return replace(report, problems=told)
    return after(done)


def _with(report: Report, done: Publication, found: Iterable[Problem]) -> Report:
    return replace(
        report,
        problems=in_reading_order((*report.problems, *done.problems, *found)),
        written=done.written,
        removed=done.removed,
        unchanged=done.unchanged,
    )


def _feed_problems(podcast: Podcast, size: int) -> Iterator[Problem]:
    """What is wrong with a feed of so many bytes."""
    from . import addresses
    from .model import place

    if size <= LARGEST_FEED:
        return
    refused = ", and validators refuse it" if size > REFUSED_FEED else ""
    yield Problem(
        rule="feed-light",
        severity=Severity.WARNING,
        message=f"{addresses.FEED} is {size / 1_000_000:.1f} MB, and every app fetches "
        f"all of it when something has changed{refused}",
        location=place(podcast.show, "full_notes", "feed_page", "title"),
        hint="write `full_notes: 50`, and older episodes come with their short notes",
    )


def _feed_size(output: Path) -> int:
    from . import addresses

    path = output / addresses.FEED
    return path.stat().st_size if path.is_file() else 0


def _outputs(podcast: Podcast, theme: Theme, items: Items) -> Iterator[Unit]:
    from .indexing import search_index
    from .render import cards, feed, images, media, pages, signposts

    yield from search_index(podcast)  # first, for it takes longest
    yield from media.audio(podcast)
    yield from media.former(podcast)
    yield from images.images(podcast)
    yield from cards.cards(podcast, theme.colours)
    yield from pages.pages(podcast, theme)
    yield from signposts.signposts(podcast)
    yield from feed.feeds(podcast, items)


def default_theme() -> Path:
    """The theme that comes with the package; in a checkout it lies beside it."""
    package = Path(__file__).parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"
