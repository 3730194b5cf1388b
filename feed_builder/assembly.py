"""From a project's files to its podcast: read, merged and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from . import keeping, merge, promises, rules
from .absences import absences, unexplained, without_leftovers
from .cache import Cache
from .candidate import Candidate, candidate_of
from .keeping import Features
from .model import Ignore, Listing, Podcast, Show
from .outline import Outline
from .problems import (
    HeldBack,
    Location,
    Problem,
    Report,
    Severity,
    in_reading_order,
)
from .project import Project
from .promises import Absence, Change
from .reading import place_in_ledger, read_ledger, read_show
from .remembering import Studied
from .render.feed import Item
from .rules.causes import once, one_per_place
from .rules.ignores import ignore_problems, silenced
from .studying import Study
from .unfinished import given_in_feed
from .waiting import problems_to_come


@dataclass(frozen=True, slots=True, kw_only=True)
class Assembly:
    """A podcast, if it can be told what it is; its report; what it would change.

    ``episodes`` are all that are complete, public or not. ``files`` were read or looked
    for on the way, beside those in episodes/ and audio/; ``until`` is when the same
    files will give something else. ``items`` are what stands of each in the feed, by
    its slug.
    """

    podcast: Podcast | None
    report: Report
    episodes: tuple[Listing, ...] = ()
    changes: tuple[Change, ...] = ()
    files: frozenset[str] = frozenset()
    until: datetime | None = None
    items: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)

    def item(self, show: Show, episode: Listing, whole: bool) -> Item:
        """The episode's item of the feed; ``whole`` with all of its notes."""
        return self.items[episode.slug][0 if whole else 1]


def assembled(
    project: Project,
    *,
    now: datetime,
    drafts: bool,
    future: bool = False,
    checking: bool = False,
    directories: Collection[str] | None = None,
    jobs: int | None = None,
    fresh: bool = False,
) -> Assembly:
    """The podcast that is public at ``now``, and what was found on the way to it.

    ``jobs`` processes read its episodes; by default, as many as there are processors.
    What is remembered of them is used, unless they shall be read ``fresh``.
    """
    read = read_show(project)
    ledger, losses = read_ledger(project, read.facts)
    show = merge.merged_show(read.facts, read.artwork, ledger) if read.facts else None
    insist: Collection[str] = ()
    if checking:
        insist = directories or (show.directories if show else ())
    published = keeping.file_names(ledger) if ledger else frozenset[str]()
    files, doubts = project.episodes(published)
    study = Study(
        project=project,
        known=read.known,
        show=show,
        given={each.stem: each for each in ledger.episodes} if ledger else {},
        published=published,
        undated=now if drafts else None,
        insist=insist,
        cache=None if fresh else Cache(project.cache / "episodes"),
        wanted=(read.digest, show, project.folder),
    )
    studied = study.of(files, jobs)
    outlines = [each.outline for each in studied]
    given = keeping.recognised(ledger, map(features_of, outlines)) if ledger else {}
    if show and not show.live:
        unfinished = (o for o in outlines if o.unfinished and o.stem not in given)
        given |= given_in_feed(project, show, unfinished)
    studied = [study.judged(each, given.get(each.outline.stem)) for each in studied]
    candidates = [
        candidate_of(
            each.outline,
            each.judged,
            given.get(each.outline.stem),
            now=now,
            drafts=drafts,
            future=future,
        )
        for each in studied
    ]
    doubts = tuple(_unexplained(doubts, studied))
    problems = [*read.problems, *losses, *doubts, *_shared_slugs(candidates)]
    ahead = _held_back(candidates, show.timezone if show else None)
    podcast = None
    changes: tuple[Change, ...] = ()
    absent: Mapping[str, Absence] = {}
    if show:
        episodes = _newest_first(candidates)
        podcast = Podcast(
            show=show,
            episodes=episodes,
            ledger=ledger,
            upcoming=ahead if show.upcoming else (),
        )
        problems += rules.show_problems(show, insist)
        if ledger and show.live:
            listed = partial(place_in_ledger, project)
            absent = absences(ledger, candidates, given, listed)
            changes = tuple(promises.changes(ledger, podcast, absent, now))
            problems += (change.problem(project) for change in changes)
        # Episodes that are missing because of an error are not missed once more.
        expected = absent or any(c.public or c.waits for c in candidates)
        if podcast.episodes or not expected:
            between = tuple(rules.podcast_problems(podcast, insist))
            later = problems_to_come(project, podcast, candidates, insist)
            problems += (*between, *(p for p in later if p not in between))
    ignores = read.facts.ignore if read.facts else ()
    mistakes = (p for p in read.problems if p.severity is Severity.ERROR)
    unread = {mistake.location.path for mistake in mistakes if mistake.location}
    unread.update(path for outline in outlines for path in outline.unread)
    problems = [*_heard(_sure(problems, unread), ignores, candidates)]
    for candidate in candidates:
        known = given.get(candidate.outline.stem)
        problems += unexplained(candidate, known, absent)
    problems = [*once(one_per_place(without_leftovers(problems, ledger, absent)))]
    report = _report(candidates, problems, ahead)
    complete = tuple(c.episode for c in candidates if c.episode)
    moments = [c.until for c in candidates if c.until]
    moments += (
        (file.until for file in ledger.former_files if file.until > now)
        if ledger
        else ()
    )
    return Assembly(
        podcast=podcast,
        report=report,
        episodes=complete,
        changes=changes,
        files=frozenset(
            (
                *map(str, read.files),
                *(f for e in studied for f in e.files if not project.is_listed(f)),
            )
        ),
        until=min(moments, default=None),
        items={e.judged.episode.slug: e.items for e in studied if e.judged.episode},
    )


def _sure(problems: Iterable[Problem], unread: Collection[Path]) -> Iterator[Problem]:
    """The problems without what a rule misses where a file could not be read whole.

    It may stand in the very line with the mistake.
    """
    for problem in problems:
        path = problem.location.path if problem.location else None
        if problem.rule not in rules.ASKING_FOR_MORE or path not in unread:
            yield problem


def _heard(
    problems: Iterable[Problem], ignores: Iterable[Ignore], candidates: list[Candidate]
) -> Iterator[Problem]:
    """The problems that nobody ignores, and what is wrong with the ignores."""
    own = {c.outline.path: c.outline.ignore for c in candidates}
    kept, met = silenced(problems, ignores, own)
    yield from kept
    everything = (*ignores, *(each for some in own.values() for each in some))
    yield from ignore_problems(everything, met.union(*(c.met for c in candidates)))


def _unexplained(
    doubts: Collection[Problem], studied: Collection[Studied]
) -> Iterator[Problem]:
    """Doubts about audio that no episode names as its own or another recording."""
    known = frozenset[str]().union(*(e.files for e in studied)) if doubts else ()
    return (d for d in doubts if not (d.location and str(d.location.path) in known))


def features_of(outline: Outline) -> Features:
    """By what the ledger knows the episode again."""
    return Features(
        stem=outline.stem, guid=outline.guid, sound=outline.sound, text=outline.text
    )


def _newest_first(candidates: Iterable[Candidate]) -> tuple[Listing, ...]:
    public = (c.episode for c in candidates if c.public and c.episode)
    return tuple(sorted(public, key=lambda e: (e.published, e.slug), reverse=True))


def _shared_slugs(candidates: Iterable[Candidate]) -> Iterator[Problem]:
    taken: dict[str, Outline] = {}
    for outline in (c.outline for c in candidates):
        first = taken.setdefault(outline.slug, outline)
        if first is not outline:
            yield Problem(
                rule="unique-slugs",
                severity=Severity.ERROR,
                message=f"{outline.stem} and {first.stem} would both be published "
                f"as {outline.slug}",
                location=Location(path=outline.document or outline.path),
                hint="rename the files of one of them",
            )


def _report(
    candidates: Sequence[Candidate],
    problems: Iterable[Problem],
    ahead: tuple[HeldBack, ...],
) -> Report:
    return Report(
        problems=in_reading_order(problems),
        episodes=tuple(e.slug for e in _newest_first(candidates)),
        held_back=ahead,
        drafts=tuple(c.outline.slug for c in candidates if c.draft),
    )


def _held_back(
    candidates: Iterable[Candidate], zone: tzinfo | None
) -> tuple[HeldBack, ...]:
    """What is complete and dated after now, soonest first, in the show's own zone."""
    held = (
        HeldBack(
            episode=c.episode.slug,
            title=c.episode.title,
            until=c.until.astimezone(zone or c.until.tzinfo),
        )
        for c in candidates
        if c.until and c.episode and not (c.draft or c.withdrawn)
    )
    return tuple(sorted(held, key=lambda h: h.until))
