"""The stages in order: read, merge and check; then render and publish."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from . import addresses
from .assembly import assembled
from .model import Output, Podcast
from .problems import Report, in_reading_order
from .project import Project

if TYPE_CHECKING:
    from .render.theme import Theme


def build(
    project: Project,
    *,
    now: datetime,
    output: Path | None = None,
    drafts: bool = False,
    strict: bool = False,
) -> Report:
    """Publish what is public at ``now``; after an error nothing is touched."""
    podcast, report = assembled(project, now=now, drafts=drafts)
    if podcast is None or report.failed(strict=strict):
        return report
    return _published(podcast, project, output or project.output, report)


def check(
    project: Project,
    *,
    now: datetime,
    drafts: bool = False,
    directories: Collection[str] | None = None,
) -> Report:
    """All that is wrong, insisting on what the show's directories demand."""
    _, report = assembled(
        project, now=now, drafts=drafts, checking=True, directories=directories
    )
    return report


def _published(
    podcast: Podcast, project: Project, output: Path, report: Report
) -> Report:
    # What follows is needed only when there is something to publish: import it late.
    from .publish import publish
    from .render.theme import TemplateProblem, Theme

    theme = Theme((project.templates, default_theme()))
    if mistakes := tuple(theme.problems()):
        return replace(report, problems=(*report.problems, *mistakes))
    try:
        done = publish(_outputs(podcast, theme), output, last=addresses.FEED)
    except TemplateProblem as error:
        problems = in_reading_order((*report.problems, error.problem))
        return replace(report, problems=problems)
    return replace(
        report, written=done.written, removed=done.removed, unchanged=done.unchanged
    )


def _outputs(podcast: Podcast, theme: Theme) -> Iterator[Output]:
    from .render import captions, chapters, feed, images, media, pages

    yield from media.audio(podcast)
    yield from images.images(podcast)
    yield from captions.transcripts(podcast)
    yield from chapters.chapters(podcast)
    yield from pages.pages(podcast, theme)
    yield feed.feed(podcast)


def default_theme() -> Path:
    """The theme that comes with the package; in a checkout it lies beside it."""
    package = Path(__file__).parent
    packaged = package / "templates"
    return packaged if packaged.is_dir() else package.parent / "templates"
