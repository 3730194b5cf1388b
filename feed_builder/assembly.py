"""From a project's files to its podcast: read, merged and checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial

from . import keeping, merge, promises, rules
from .absences import absences, unexplained, without_leftovers
from .cache import Cache
from .candidate import Candidate, candidate_of
from .keeping import Features
from .model import Ledger, Listing, Podcast, Published, Show
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
from .reading import ShowReading, place_in_ledger, read_ledger, read_show
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
    known = _known(project, checking, directories)
    ledger, show = known.ledger, known.show
    studied, given, doubts = _studied(
        project, known, undated=now if drafts else None, jobs=jobs, fresh=fresh
    )
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
    ahead = _held_back(candidates, show.timezone if show else None)
    podcast = _podcast(show, ledger, candidates, ahead) if show else None
    changes, absent = _broken(project, podcast, candidates, given, now)
    problems = [*known.problems, *doubts, *_shared_slugs(candidates)]
    if podcast:
        problems += rules.show_problems(podcast.show, known.insist)
        problems += (change.problem(project) for change in changes)
        problems += _between(project, podcast, candidates, known.insist, absent)
    problems = [*_heard(_sure(problems, known, candidates), known, candidates)]
    for candidate in candidates:
        past = given.get(candidate.outline.stem)
        problems += unexplained(candidate, past, absent)
    problems = [*once(one_per_place(without_leftovers(problems, ledger, absent)))]
    return Assembly(
        podcast=podcast,
        report=_report(candidates, problems, ahead),
        episodes=tuple(c.episode for c in candidates if c.episode),
        changes=changes,
        files=frozenset(_files(project, known.read, studied)),
        until=_until(ledger, candidates, now),
        items={e.judged.episode.slug: e.items for e in studied if e.judged.episode},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What is known of the show before its episodes are read.

    ``insist`` names the directories whose demands count; ``problems`` are those of
    podcast.yaml, the artwork and the ledger.
    """

    read: ShowReading
    ledger: Ledger | None
    show: Show | None
    insist: Collection[str]
    problems: tuple[Problem, ...]


def _known(
    project: Project, checking: bool, directories: Collection[str] | None
) -> _Known:
    read = read_show(project)
    ledger, losses = read_ledger(project, read.facts)
    show = merge.merged_show(read.facts, read.artwork, ledger) if read.facts else None
    own = show.directories if show else ()
    return _Known(
        read=read,
        ledger=ledger,
        show=show,
        insist=(directories or own) if checking else (),
        problems=(*read.problems, *losses),
    )


def _studied(
    project: Project,
    known: _Known,
    *,
    undated: datetime | None,
    jobs: int | None,
    fresh: bool,
) -> tuple[list[Studied], dict[str, Published], tuple[Problem, ...]]:
    """All episodes; what listeners were given of each, by stem; doubts about files."""
    ledger, show = known.ledger, known.show
    published = keeping.file_names(ledger) if ledger else frozenset[str]()
    files, doubts = project.episodes(published)
    study = Study(
        project=project,
        known=known.read.known,
        show=show,
        given={each.stem: each for each in ledger.episodes} if ledger else {},
        published=published,
        undated=undated,
        insist=known.insist,
        cache=None if fresh else Cache(project.cache / "episodes"),
        wanted=(known.read.digest, show, project.folder),
    )
    studied = study.of(files, jobs)
    outlines = [each.outline for each in studied]
    given = keeping.recognised(ledger, map(features_of, outlines)) if ledger else {}
    if show and not show.live:
        unfinished = (o for o in outlines if o.unfinished and o.stem not in given)
        given |= given_in_feed(project, show, unfinished)
    studied = [study.judged(each, given.get(each.outline.stem)) for each in studied]
    return studied, given, tuple(_unexplained(doubts, studied))


def _podcast(
    show: Show,
    ledger: Ledger | None,
    candidates: Iterable[Candidate],
    ahead: tuple[HeldBack, ...],
) -> Podcast:
    return Podcast(
        show=show,
        episodes=_newest_first(candidates),
        ledger=ledger,
        upcoming=ahead if show.upcoming else (),
    )


def _broken(
    project: Project,
    podcast: Podcast | None,
    candidates: list[Candidate],
    given: Mapping[str, Published],
    now: datetime,
) -> tuple[tuple[Change, ...], Mapping[str, Absence]]:
    """What of a live show would break a promise, and the episodes that are missing."""
    if podcast is None or podcast.ledger is None or not podcast.show.live:
        return (), {}
    listed = partial(place_in_ledger, project)
    absent = absences(podcast.ledger, candidates, given, listed)
    return tuple(promises.changes(podcast.ledger, podcast, absent, now)), absent


def _between(
    project: Project,
    podcast: Podcast,
    candidates: list[Candidate],
    insist: Collection[str],
    absent: Collection[str],
) -> Iterator[Problem]:
    """What is wrong with the episodes beside each other, now and when more are due."""
    # Episodes that are missing because of an error are not missed once more.
    expected = absent or any(c.public or c.waits for c in candidates)
    if podcast.episodes or not expected:
        between = tuple(rules.podcast_problems(podcast, insist))
        later = problems_to_come(project, podcast, candidates, insist)
        yield from (*between, *(p for p in later if p not in between))


def _files(
    project: Project, show: ShowReading, studied: Iterable[Studied]
) -> Iterator[str]:
    yield from map(str, show.files)
    for each in studied:
        yield from (file for file in each.files if not project.is_listed(file))


def _until(
    ledger: Ledger | None, candidates: Iterable[Candidate], now: datetime
) -> datetime | None:
    """When an episode becomes due next, or a replaced file need not stay any more."""
    due = [candidate.until for candidate in candidates if candidate.until]
    former = ledger.former_files if ledger else ()
    return min((*due, *(f.until for f in former if f.until > now)), default=None)


def _sure(
    problems: Iterable[Problem], known: _Known, candidates: Iterable[Candidate]
) -> Iterator[Problem]:
    """The problems without what a rule misses where a file could not be read whole.

    It may stand in the very line with the mistake.
    """
    mistakes = (p for p in known.read.problems if p.severity is Severity.ERROR)
    unread = {mistake.location.path for mistake in mistakes if mistake.location}
    unread.update(path for c in candidates for path in c.outline.unread)
    for problem in problems:
        path = problem.location.path if problem.location else None
        if problem.rule not in rules.ASKING_FOR_MORE or path not in unread:
            yield problem


def _heard(
    problems: Iterable[Problem], known: _Known, candidates: Collection[Candidate]
) -> Iterator[Problem]:
    """The problems that nobody ignores, and what is wrong with the ignores."""
    ignores = known.read.facts.ignore if known.read.facts else ()
    own = {c.outline.path: c.outline.ignore for c in candidates if c.outline.ignore}
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
        drafts=tuple(
            c.outline.slug for c in candidates if c.draft and not _is_stray(c)
        ),
    )


def _is_stray(candidate: Candidate) -> bool:
    """Whether it is a document that belongs to no episode, of which that is told."""
    return any(problem.rule == "transcript-belongs" for problem in candidate.problems)


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
