"""What a reader knows before it reads, and where it puts its doubts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model import Highlight, Person
from .doubts import Doubts
from .headings import Headings
from .people import Named


@dataclass(frozen=True, slots=True)
class Facts:
    """What front matter says; it is never talk."""

    people: tuple[Named, ...] = ()
    highlights: tuple[Highlight, ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What is known around a document: headings, the show's people, its facts."""

    doubts: Doubts
    headings: Headings
    people: Sequence[Person] = ()
    facts: Facts = field(default_factory=Facts)
