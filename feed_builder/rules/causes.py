"""One cause is one problem: what one breach explains is not told once more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..problems import Problem, Severity

#: Rules whose breach is explained by a breach of one of those beside it: audio that is
#: too short for its chapters is too short for its transcript, and a label that nobody
#: has is most often that of the person who never speaks.
EXPLAINED_BY = {
    "guests-speak": frozenset({"known-speakers", "turns-found"}),
    "hosts-speak": frozenset({"known-speakers"}),
    "turns-fit": frozenset({"chapters-fit"}),
    "soundbites-fit": frozenset({"chapters-fit", "turns-fit"}),
    "transcript-fits-audio": frozenset({"chapters-fit", "turns-fit"}),
}


def one_per_cause(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of one episode without those that another one explains."""
    problems = tuple(problems)
    told = {p.rule for p in problems if p.severity is not Severity.NOTE}
    return (p for p in problems if told.isdisjoint(EXPLAINED_BY.get(p.rule, ())))
