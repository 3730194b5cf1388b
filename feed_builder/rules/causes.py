"""One cause is one problem: what one breach explains is not told once more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..problems import Location, Problem, Severity, in_reading_order

#: Rules whose breach is explained by a breach of one of those beside it: audio that is
#: too short for its chapters is too short for its transcript, a time after the end is
#: one with a wrong digit, a document by itself has no facts at all, and a label that
#: nobody has is most often that of the person who never speaks.
EXPLAINED_BY = {
    "title-present": frozenset({"transcript-belongs"}),
    "titles-filled": frozenset({"title-present"}),
    "texts-uncut": frozenset({"title-present"}),
    "title-tags-agree": frozenset({"titles-plain", "texts-uncut", "letters-right"}),
    "published-present": frozenset({"transcript-belongs"}),
    "guests-speak": frozenset({"known-speakers", "turns-found"}),
    "hosts-speak": frozenset({"known-speakers"}),
    "turns-fit": frozenset({"chapters-fit", "times-ascend"}),
    "soundbites-fit": frozenset({"chapters-fit", "turns-fit"}),
    "transcript-fits-audio": frozenset({"chapters-fit", "turns-fit"}),
}


def one_per_cause(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of one episode without those that another one explains."""
    problems = tuple(problems)
    told = {p.rule for p in problems if p.severity is not Severity.NOTE}
    return (p for p in problems if told.isdisjoint(EXPLAINED_BY.get(p.rule, ())))


#: Rules whose breaches have one cause, however many there are: a key that is missing
#: from podcast.yaml.
TOLD_ONCE = frozenset({"dates-have-zones"})


def once(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of those that are told once only the first, with their count."""
    problems = in_reading_order(problems)
    counts = Counter(problem.rule for problem in problems)
    told: set[str] = set()
    for problem in problems:
        if problem.rule in told:
            continue
        more = counts[problem.rule] - 1
        if problem.rule in TOLD_ONCE and more:
            told.add(problem.rule)
            message = f"{problem.message} (and {more} more have none)"
            problem = replace(problem, message=message)
        yield problem


#: Rules whose breach is explained by one of those beside it at the same place.
EXPLAINED_AT_PLACE = {
    "addresses-kept": frozenset({"addresses-are-https"}),
    "guids-kept": frozenset({"unique-guids", "guids-given-once"}),
    "guids-given-once": frozenset({"unique-guids"}),
    "dates-differ": frozenset({"dates-kept"}),
    "audio-kept": frozenset(
        {
            "audio-playable",
            "audio-addresses-named",
            "addresses-are-https",
            "lengths-in-bytes",
        }
    ),
}


def one_per_place(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems without those that another one at the same place explains.

    Of two such the more severe one is told: what blocks a build goes on blocking it.
    """
    problems = tuple(problems)
    together: dict[Location | None, list[Problem]] = {}
    for problem in problems:
        if problem.rule in _AT_PLACE:
            together.setdefault(problem.location, []).append(problem)
    for problem in problems:
        beside = together.get(problem.location, ())
        if any(_instead(other, problem) for other in beside):
            continue
        causes = EXPLAINED_AT_PLACE.get(problem.rule, ())
        reasons = [other.message for other in beside if other.rule in causes]
        if reasons:
            message = f"{problem.message} ({'; '.join(reasons)})"
            problem = replace(problem, message=message)
        yield problem


_AT_PLACE = frozenset(EXPLAINED_AT_PLACE).union(*EXPLAINED_AT_PLACE.values())
_MILDNESS = {severity: number for number, severity in enumerate(Severity)}


def _instead(other: Problem, problem: Problem) -> bool:
    """Whether the other one is told, and this one is not."""
    mildness = _MILDNESS[problem.severity] - _MILDNESS[other.severity]
    if other.rule in EXPLAINED_AT_PLACE.get(problem.rule, ()):
        return mildness >= 0
    return mildness > 0 and problem.rule in EXPLAINED_AT_PLACE.get(other.rule, ())
