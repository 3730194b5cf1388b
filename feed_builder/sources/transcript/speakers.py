"""Who may speak in a document: a closed vocabulary of labels, and what was inferred."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ...model import Person
from .labels import Label
from .names import INITIALS, LETTER, NAMED, SHORTER, Key, keys, words_of
from .people import Named, is_name
from .phrases import COMMON_VOICES, LITTLE_WORDS, NOT_SPEAKERS
from .words import Spellings, letters

#: How often unknown words must stand before colons to be a speaker among known ones.
_OFTEN_INITIALS = 3
_OFTEN_WORDS = 4

_DASHES = ("-", "–", "—")
_AND = re.compile(r"\s*[&+/,]\s*|\s+(?:and|und|et|y|en|e|og|och)\s+")

_HOST, _GUEST, _SHOW = range(3)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a label means.

    ``name`` is None for nobody known, when ``rivals`` share the label, and when people
    speak ``together`` ("NQ & BW:").
    """

    name: str | None
    key: Key
    rivals: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class _Claim:
    """Somebody's right to a label."""

    name: str
    key: Key
    rank: int

    @property
    def weight(self) -> tuple[bool, int]:
        """The lighter wins: people of the document first, then the surest label."""
        is_far = self.rank == _SHOW and self.key.strength != NAMED
        return is_far, self.key.strength


class Vocabulary:
    """The labels that count, made from the people whom the document and the show name.

    The document's own people come before the show's; a host before a guest.
    """

    def __init__(self, named: Sequence[Named], show: Sequence[Person] = ()) -> None:
        self._claims: dict[str, list[_Claim]] = defaultdict(list)
        self._voices: dict[str, Voice] = {}
        self._inferred: dict[str, Voice] = {}
        self._seen: Counter[str] = Counter()
        self._colons: Counter[str] = Counter()
        self._spellings: tuple[Spellings, ...] = ()
        aliases = {letters(p.name): p.aliases for p in show}
        for person in named:
            labels = (*person.aliases, *aliases.pop(letters(person.name), ()))
            rank = _GUEST if person.role == "guest" else _HOST
            self._claim(person.name, labels, rank)
        for known in show:
            if letters(known.name) in aliases:
                self._claim(known.name, known.aliases, _SHOW)
        for role in ("host", "guest"):
            self._claim_role(role, [p.name for p in named if p.role == role])

    def _claim(self, name: str, aliases: Sequence[str], rank: int) -> None:
        for key in keys(name, tuple(aliases)):
            self._claims[key.letters].append(_Claim(name, key, rank))
            self._voices.pop(key.letters, None)

    def _claim_role(self, role: str, names: Sequence[str]) -> None:
        if len(names) == 1:
            self._claims[role].append(_Claim(names[0], Key(role, SHORTER), _HOST))

    def voice(self, label: Label) -> Voice | None:
        """Whom this label means, if it counts as a label."""
        spelt = label.letters
        if spelt in self._inferred:
            return self._inferred[spelt] if _is_marked(label) else None
        voice = self._known(spelt) or self._known(_untitled(label.text))
        if voice is None:
            return self._together(label)
        return voice if self._fits(label, voice) else None

    def _together(self, label: Label) -> Voice | None:
        """Several known people who speak at once."""
        parts = _AND.split(label.text) if label.mark == ":" else ()
        if len(parts) < 2:
            return None
        voices = [self.known(part) for part in parts]
        names = tuple(voice.name for voice in voices if voice and voice.name)
        if len(names) < len(parts):
            return None
        return Voice(None, Key(label.letters, INITIALS), together=names)

    def known(self, text: str) -> Voice | None:
        """Whom these words mean, however they are marked."""
        return self._known(letters(text))

    def _known(self, spelt: str) -> Voice | None:
        claims = self._claims.get(spelt)
        if not claims:
            return None
        if spelt not in self._voices:
            self._voices[spelt] = self._strongest(claims)
        return self._voices[spelt]

    @staticmethod
    def _strongest(claims: Sequence[_Claim]) -> Voice:
        best = min(c.weight for c in claims)
        claims = sorted((c for c in claims if c.weight == best), key=lambda c: c.rank)
        names = tuple(dict.fromkeys(c.name for c in claims))
        hosts = {c.name for c in claims if c.rank == _HOST}
        is_clear = len(names) == 1 or len(hosts) == 1
        name = names[0] if is_clear else None
        return Voice(name, claims[0].key, names[1:] if name else names)

    def _fits(self, label: Label, voice: Voice) -> bool:
        """Whether a known name is written here as a label, and not as a word."""
        key, text = voice.key, label.text
        if key.strength == LETTER:
            return label.mark == ":" and text.isupper() and self._seen[key.letters] > 1
        if label.mark in _DASHES and self._colons[key.letters]:
            # "IT - that is …" is talk where the same person speaks as "IT:".
            return False
        if key.letters in LITTLE_WORDS and not text.isupper():
            return False
        if label.mark == ":" or label.unmistakable:
            return True
        is_full = key.strength == NAMED and not key.initials
        if not label.mark:
            return is_full and len(text.split()) > 1
        return is_full or (text.isupper() and len(text) > 1 and bool(key.initials))

    def nearest(self, spelt: str) -> str | None:
        """The label that this unknown one, by its letters, may be a slip for.

        It is one of the document's own people, if it may be one of theirs.
        """
        if not self._spellings:
            known = [k for k, claims in self._claims.items() if _is_usual(k, claims)]
            own = [k for k in known if any(c.rank != _SHOW for c in self._claims[k])]
            self._spellings = tuple(
                Spellings(each, shortest=2) for each in (own, known)
            )
        near = next(
            filter(None, (each.nearest(spelt) for each in self._spellings)), None
        )
        if near is None:
            return None
        claim = min(self._claims[near], key=lambda c: c.weight)
        return claim.key.initials or claim.name

    def learn(self, labels: Iterable[Label]) -> None:
        """Infer who else speaks from every place where a label may stand.

        A label counts though nobody is known by it when it is introduced in full,
        unmistakable, frequent, or, in a document that names nobody, seen twice.
        """
        uses: dict[str, list[Label]] = defaultdict(list)
        for label in labels:
            uses[label.letters].append(label)
        for spelt, all_of_one in uses.items():
            self._seen[spelt] += len(all_of_one)
            self._colons[spelt] += sum(label.mark == ":" for label in all_of_one)
            self._introduce(all_of_one)
        is_open = not any(
            self._known(spelt) and any(map(self.voice, found))
            for spelt, found in uses.items()
        )
        for spelt, found in uses.items():
            if not self._claims.get(spelt) and _speaks(spelt, found, is_open):
                name = _own_name(found[0].text)
                key = Key(spelt, INITIALS, "")
                self._inferred[spelt] = Voice(name, key, inferred=True)

    def _introduce(self, labels: Sequence[Label]) -> None:
        """Learn from ``Full Name (XX):`` what XX means."""
        for label in labels:
            if not (label.note and is_short(label.note) and is_name(label.text)):
                continue
            voice = self._known(label.letters)
            if voice is None and len(label.text.split()) < 2:
                continue
            name = voice.name if voice and voice.name else label.text
            self._claim(name, (label.note,), _HOST)


@lru_cache(maxsize=1024)  # once to learn the labels, and once to read them
def _untitled(text: str) -> str:
    return letters("".join(words_of(text))) if " " in text else ""


def _is_marked(label: Label) -> bool:
    return label.mark == ":" or label.unmistakable


def _is_usual(spelt: str, claims: Sequence[_Claim]) -> bool:
    return len(spelt) > 1 and any(c.key.strength <= SHORTER for c in claims)


def is_short(note: str) -> bool:
    """Whether these are initials: "(AL)" behind a name, and no manner of speaking."""
    return (
        1 < len(note) <= 4
        and note.isalpha()
        and note[0].isupper()
        and note[-1].isupper()
    )


def _own_name(text: str) -> str | None:
    is_full = len(text.split()) > 1 and not any(c.isdigit() for c in text)
    return text if is_full and is_name(text) else None


def _speaks(spelt: str, labels: Sequence[Label], is_open: bool) -> bool:
    """Whether an unknown label is used as only a speaker's is."""
    marked = [label for label in labels if _is_marked(label)]
    if not marked or spelt in NOT_SPEAKERS or not _is_shaped(marked[0].text):
        return False
    text = marked[0].text
    words = text.split()
    is_initials = len(words) == 1 and text.isupper() and 1 < len(spelt) <= 4
    if any(label.unmistakable for label in marked):
        is_twice = any(label.bold and label.start is not None for label in marked)
        return is_twice or len(words) > 1 or text.isupper() or len(marked) > 1
    if words[0].strip(".").lower() in COMMON_VOICES and text[0].isupper():
        return True
    if is_open:
        return len(marked) > 1
    return len(marked) >= (_OFTEN_INITIALS if is_initials else _OFTEN_WORDS)


def _is_shaped(text: str) -> bool:
    """Whether these few words look like a name, or like "Speaker 1"."""
    plain = text.rstrip("0123456789").rstrip()
    return len(text.split()) <= 4 and is_name(plain)
