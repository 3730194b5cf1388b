"""One episode on its way into the podcast: read, merged, checked, and public or not."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from . import merge, rules
from .model import Listing, Published, Show
from .outline import Outline
from .problems import Location, Problem, Severity
from .reading import UNFINISHED, EpisodeReading
from .rules.causes import one_per_cause
from .rules.ignores import silenced


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An episode that may be public: complete or not, now or later.

    ``met`` are the places of ignores that silenced one of its problems. One that
    ``waits`` was never given to listeners, and its audio is not whole yet.
    """

    outline: Outline
    episode: Listing | None
    problems: tuple[Problem, ...]
    met: frozenset[Location] = frozenset()
    until: datetime | None = None
    draft: bool = False
    withdrawn: bool = False
    waits: bool = False

    @property
    def public(self) -> bool:
        """Whether listeners are given it now, if nothing is wrong with it."""
        is_ready = not (self.draft or self.withdrawn or self.waits)
        return self.until is None and is_ready


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an episode's files make of it, if it is complete, and what is wrong with it.

    ``met`` are the places of ignores that silenced one of its problems.
    """

    episode: Listing | None
    problems: tuple[Problem, ...]
    met: frozenset[Location] = frozenset()


def judged(
    show: Show | None,
    reading: EpisodeReading,
    given: Published | None,
    *,
    undated: datetime | None,
    insist: Collection[str],
) -> Judged:
    """The episode by itself, whether it is public or not.

    ``given`` is what listeners were given of it before; ``undated`` is the date of one
    that has none.
    """
    problems = [*_as_remembered(reading, given)]
    episode = None
    if show and (given or not reading.unfinished):
        material = material_of(show, reading, given)
        episode, missing = merge.merged(material, undated=undated)
        problems += missing
    if show and episode:
        problems += rules.episode_problems(episode, show, insist)
    if not reading.facts.whole:
        problems = [p for p in problems if p.rule not in rules.ASKING_FOR_MORE]
    ignores = (*reading.facts.ignore, *(show.ignore if show else ()))
    kept, met = silenced(one_per_cause(problems), ignores)
    if reading.unfinished:
        kept = tuple(_as_left(problem, reading, given) for problem in kept)
    return Judged(episode=episode, problems=kept, met=met)


def candidate_of(
    outline: Outline,
    judged: Judged,
    given: Published | None,
    *,
    now: datetime,
    drafts: bool,
    future: bool = False,
) -> Candidate:
    """The episode, and what is wrong with it, as it matters at ``now``.

    With ``drafts``, a draft counts as public, and with ``future`` what is dated after
    ``now``.
    """
    # Where a date may only have been misread, the episode counts as public: a mistake
    # in its YAML must not take it out of the feed.
    undated = outline.published is None and outline.whole
    due = outline.published is None or outline.published <= now or future
    candidate = Candidate(
        outline=outline,
        episode=judged.episode,
        problems=judged.problems,
        met=judged.met,
        until=None if due else outline.published,
        draft=(outline.draft or undated) and not drafts,
        waits=outline.unfinished and given is None,
    )
    if given and given.withdrawn:
        return replace(
            candidate, problems=(_taken_back(outline),), draft=False, withdrawn=True
        )
    return replace(candidate, problems=tuple(_as_they_matter(candidate)))


def material_of(
    show: Show, reading: EpisodeReading, given: Published | None
) -> merge.Material:
    """What is merged: the reading, and what listeners were given of it before."""
    document = reading.document
    return merge.Material(
        show=show,
        stem=reading.stem,
        facts=reading.facts,
        document=Location(path=document) if document else None,
        transcript=reading.transcript,
        translations=reading.translations,
        audio=reading.audio,
        artwork=reading.artwork,
        alternates=reading.alternates,
        given=given,
        sound=reading.sound,
        text=reading.text,
        unfinished=reading.unfinished,
    )


def _as_remembered(
    reading: EpisodeReading, given: Published | None
) -> Iterator[Problem]:
    """The problems of reading, where audio that was published may be elsewhere."""
    for problem in reading.problems:
        if given is None or problem.rule not in ("audio-present", "transcript-belongs"):
            yield problem
            continue
        yield replace(
            problem,
            rule="audio-remembered",
            severity=Severity.NOTE,
            hint=f"put it at audio/{reading.stem}.mp3, or write where it is: `audio: …`"
            if problem.rule == "transcript-belongs"
            else problem.hint,
            message=f"{reading.stem} has no audio on this machine; what listeners were "
            "given of it stays announced",
        )


def _as_left(
    problem: Problem, reading: EpisodeReading, given: Published | None
) -> Problem:
    """A problem of unfinished audio says what that means; the next run may mend it."""
    if problem.rule not in UNFINISHED:
        return problem
    meaning = "stays as it was published" if given else "is held back"
    return replace(
        problem,
        severity=Severity.WARNING,
        message=f"{problem.message}; {reading.stem} {meaning}",
        hint="still being written? The next run takes it; else copy or export it again",
    )


def _taken_back(outline: Outline) -> Problem:
    return Problem(
        rule="withdrawn-stays",
        severity=Severity.WARNING,
        message=f"{outline.stem} was withdrawn, and is not published again",
        location=Location(path=outline.path),
        hint="remove its files; to publish it anew, give them another name",
    )


def until_then(candidate: Candidate) -> str:
    """From when on a problem of this episode, which is not public yet, blocks."""
    if candidate.until and not candidate.draft:
        return f"blocks from {candidate.until:%Y-%m-%d %H:%M} on"
    if candidate.waits and not candidate.draft:
        return "blocks once its audio is whole"
    return "blocks once it is published"


def _as_they_matter(candidate: Candidate) -> Iterator[Problem]:
    """Problems of an episode that is not public yet block nothing yet."""
    if candidate.public:
        return iter(candidate.problems)
    reason = until_then(candidate)
    return (problem.softened(reason) for problem in candidate.problems)
