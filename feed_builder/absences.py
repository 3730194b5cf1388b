"""Why published episodes would vanish: what stands in their files, or is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from .candidate import Candidate
from .model import Ledger, Published
from .problems import Location, Problem
from .promises import Absence
from .text import folded

#: What is missing from a published episode is told of by its absence.
_EXPLAINED = frozenset({"published-present", "title-present"})


def absences(
    ledger: Ledger,
    candidates: Iterable[Candidate],
    given: Mapping[str, Published],
    listed: Callable[[Published], Location],
) -> dict[str, Absence]:
    """Why each episode of the ledger is not public, by its guid.

    ``listed`` tells where the ledger has it: nothing else is left of one whose files
    are gone.
    """
    candidates = tuple(candidates)
    missing = {known.guid: known for known in ledger.episodes}
    found: dict[str, Absence] = {}
    for candidate in candidates:
        known = given.get(candidate.outline.stem)
        if known is None:
            continue
        missing.pop(known.guid, None)
        if candidate.public and candidate.episode is None:
            found[known.guid] = Absence(is_told=True)
        elif not (candidate.public or candidate.withdrawn):
            alone = _alone(candidates, known, given)
            found[known.guid] = _torn(known, alone) if alone else _of(candidate, known)
    for known in missing.values():
        if not known.withdrawn:
            found[known.guid] = Absence(
                reason="its files are gone",
                remedy="put them back as they were",
                location=listed(known),
            )
    return found


def unexplained(
    candidate: Candidate, known: Published | None, found: Mapping[str, Absence]
) -> Iterator[Problem]:
    """The candidate's problems that no absence explains."""
    absence = found.get(known.guid) if known else None
    places = {a.location for a in found.values() if a.location}
    for problem in candidate.problems:
        is_part = problem.rule == "audio-present" and problem.location in places
        if not is_part and not (absence and problem.rule in _EXPLAINED):
            yield problem


def without_leftovers(
    problems: Iterable[Problem], ledger: Ledger | None, found: Mapping[str, Absence]
) -> Iterator[Problem]:
    """The problems without audio that is all that is left of an absent episode."""
    known = ledger.episodes if ledger else ()
    stems = {folded(each.stem) for each in known if each.guid in found}
    for problem in problems:
        place = problem.location
        is_audio = problem.rule == "audio-belongs"
        if not (is_audio and place and folded(place.path.stem) in stems):
            yield problem


def _of(candidate: Candidate, known: Published) -> Absence:
    outline = candidate.outline
    date = f"`published: {known.published.isoformat()}`"
    if outline.draft:
        return Absence(
            reason="it is a draft",
            remedy="remove the line `draft: true`",
            location=outline.places.get("draft"),
        )
    if candidate.until:
        return Absence(
            reason=f"it is dated {candidate.until:%Y-%m-%d %H:%M}",
            remedy=f"write {date}, as it was",
            location=outline.places.get("published"),
        )
    return Absence(
        reason="it has no publication date any more",
        remedy=f"write {date} into {outline.path.name}, as it was",
        location=Location(path=outline.path),
    )


def _alone(
    candidates: Iterable[Candidate], known: Published, given: Mapping[str, Published]
) -> Candidate | None:
    """YAML by another name that tells the episode's title, and has neither text nor
    audio beside it.
    """
    for candidate in candidates:
        outline = candidate.outline
        is_bare = outline.document is None and outline.audio is None
        if is_bare and outline.stem not in given and outline.title == known.title:
            return candidate
    return None


def _torn(known: Published, yaml: Candidate) -> Absence:
    path = yaml.outline.path
    return Absence(
        reason=f"its YAML is called {path.name} now, and its other files are not",
        remedy=f"name it {known.stem}{path.suffix} again, or all of them alike",
        location=Location(path=path),
    )
