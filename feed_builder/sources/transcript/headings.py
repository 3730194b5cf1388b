"""Lines that open a section: found by their letters, through misspellings and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...model import SectionSpec
from .phrases import BUILT_IN, END_MARKERS, PARTICLES, TALK_MARKERS
from .words import Spellings, letters

TALK, END = "talk", "end"

#: Longer lines are sentences.
LONGEST = 90
_MOST_WORDS = 12

_EDGES = " \t#*_=-–—<>[]{}()|•·:：.!~"

_AND = {"&": "and", "+": "and"}
_POSSESSIVE = ("'s", "’s", "ʼs", "´s", "`s", "s'", "s’", "'", "’")
_CONTRACTIONS = frozenset(
    "its thats heres whats theres hes shes lets whos wheres hows".split()
)
_DETERMINERS = frozenset(
    "the our my your some a few three four five six seven ten die der das unsere meine "
    "einige les nos mes quelques la le los las nuestros algunos de het onze "
    "enkele".split()
)
_FROM = frozenset(
    "from by of for with this in on to von vom mit für aus zu zum de del des du d par "
    "pour per da di van voor uit met från av fra til".split()
)
_DASHES = frozenset("-–—|")
_FROM_OR_DASH = _FROM | _DASHES
_ABOUT_US = frozenset(
    "this the these today todays week weeks our episode show podcast talk interview "
    "and conversation dieser diese folge episode cet cette este esta deze aflevering "
    "épisode episodio questa diesem et und y en all us everyone both".split()
)
_NO_SENTENCE = _ABOUT_US | PARTICLES


@dataclass(frozen=True, slots=True)
class Heading:
    """What a heading opens: a named section, or (``spec`` is None) a part of the talk.

    ``misspelt`` is the phrase that it was taken for, when it is not spelt like it.
    """

    text: str
    spec: SectionSpec | None
    opens: str = ""
    misspelt: str = ""


@lru_cache(maxsize=8)
def headings_of(sections: tuple[SectionSpec, ...]) -> Headings:
    """The headings of a show; to prepare them costs more than to read a document."""
    return Headings(sections)


class Headings:
    """The headings that documents may have: the show's own, then the built-in ones."""

    def __init__(self, sections: Sequence[SectionSpec] = ()) -> None:
        self._opens: dict[str, tuple[SectionSpec | str, str]] = {}
        for spec in (*sections, *BUILT_IN):
            self._know(spec, (*spec.headings, spec.title))
        self._know(TALK, TALK_MARKERS)
        self._know(END, END_MARKERS)
        self._spellings = Spellings(self._opens)
        self._words = Spellings(
            (letters(w) for _, phrase in self._opens.values() for w in phrase.split()),
            shortest=4,
        )

    def _know(self, opens: SectionSpec | str, phrases: Sequence[str]) -> None:
        for phrase in phrases:
            self._opens.setdefault(letters(phrase), (opens, phrase))

    def find(self, text: str, *, misspelt: bool = False) -> Heading | None:
        """The heading that this whole line is, if it is one; or one ``misspelt``."""
        written = text.strip()
        if not written or len(written) > LONGEST:
            return None
        words = tuple(_AND.get(w, w) for w in written.strip(_EDGES).split())
        if not words or len(words) > _MOST_WORDS:
            return None
        phrases = list(_phrases(words))
        for phrase in phrases:
            found = letters("".join(phrase))
            if found in self._opens:
                return self._heading(written, found)
        for phrase in phrases if misspelt else ():
            near = self._nearest(phrase)
            if near:
                return self._heading(written, near, misspelt=True)
        return None

    def _nearest(self, phrase: Sequence[str]) -> str | None:
        """The known heading that is like this in all, or in each of its words."""
        near = self._spellings.nearest(letters("".join(phrase)))
        if near or len(phrase) < 2:
            return near
        meant = ""
        for word in phrase:
            known = self._words.nearest(letters(word))
            if not known:
                return None
            meant += known
        return meant if meant in self._opens else None

    def _heading(self, written: str, found: str, misspelt: bool = False) -> Heading:
        opens, phrase = self._opens[found]
        taken_for = phrase if misspelt else ""
        if isinstance(opens, str):
            return Heading(written, None, opens, taken_for)
        return Heading(written, opens, "", taken_for)


def _phrases(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What is left of a heading without whose it is and whom it is from."""
    for start in _starts(words):
        yield words[start:]
        for end in range(start + 1, len(words)):
            if words[end].lower() in _FROM_OR_DASH and _names(words[end + 1 :]):
                yield words[start:end]
            elif words[end].startswith("("):
                yield words[start:end]
                break


def _starts(words: tuple[str, ...]) -> Iterator[int]:
    yield 0
    for index, word in enumerate(words[:-1]):
        is_owner = word.endswith(_POSSESSIVE) and letters(word) not in _CONTRACTIONS
        if is_owner and _names(words[:index]):
            yield index + 1
    if len(words) > 1 and (_is_small(words[0]) or _is_owner_in_s(words[0])):
        yield 1


def _is_owner_in_s(word: str) -> bool:
    """German "Jürgens", and an English "Troys" that lost its apostrophe."""
    return len(word) > 3 and word.endswith("s") and word[0].isupper()


def _is_small(word: str) -> bool:
    return word.lower() in _DETERMINERS or word.strip(".)").isdecimal()


def _names(words: Sequence[str]) -> bool:
    """Whether these words can be people, or the show: nothing that makes a sentence."""
    return len(words) <= 5 and all(
        not word[0].islower() or word.lower() in _NO_SENTENCE for word in words
    )
