"""The labels that a person may speak under, made from the name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from .phrases import TITLES
from .words import letters

#: More words than this are no name, and would make too many combinations.
_MOST_WORDS = 6

#: How surely a label means a person; the surest wins when two people share one.
NAMED, INITIALS, SHORTER, LOOSE, LETTER = range(5)


class Key(NamedTuple):
    """One label by its letters: how sure it is, and how initials are best written."""

    letters: str
    strength: int
    initials: str = ""


@lru_cache(maxsize=1024)
def keys(name: str, aliases: tuple[str, ...] = ()) -> tuple[Key, ...]:
    """Every label for this name, the surest first, none twice."""
    found: dict[str, Key] = {}
    for key in sorted(_keys(name, aliases), key=lambda k: k.strength):
        if key.letters:
            found.setdefault(key.letters, key)
    return tuple(found.values())


def words_of(name: str) -> tuple[str, ...]:
    """The words of a name that count: no titles, no letters after the name."""
    words = tuple(w for w in name.replace(",", " ").split() if letters(w))
    kept = tuple(w for w in words if letters(w) not in TITLES)
    return (kept or words)[:_MOST_WORDS]


def _keys(name: str, aliases: tuple[str, ...]) -> Iterator[Key]:
    for alias in aliases:
        short = alias if _is_initials(alias) else ""
        yield Key(letters(alias), NAMED, short.replace(".", ""))
    words = words_of(name)
    yield Key(letters(name), NAMED)
    yield Key(letters("".join(words)), NAMED)
    if len(words) < 2:
        yield from _keys_of_one_word(words)
        return
    yield from _initials(words)
    yield from _parts(words)


def _keys_of_one_word(words: tuple[str, ...]) -> Iterator[Key]:
    for word in words:
        if _is_unspaced(word):
            # Chinese, Japanese and Korean names: the family name is mostly one sign.
            yield Key(letters(word[0]), SHORTER)
            yield Key(letters(word[1:]), SHORTER)
        else:
            yield Key(letters(word[0]), LETTER, word[0].upper())


def _initials(words: tuple[str, ...]) -> Iterator[Key]:
    choices = [_letters_of(word, i, len(words)) for i, word in enumerate(words)]
    for index, parts in enumerate(product(*choices)):
        text = "".join(parts)
        strength = INITIALS if not index else SHORTER if len(text) > 1 else LETTER
        yield Key(letters(text), strength, text)
    first, last = words[0], words[-1]
    yield Key(letters(first[0] + last[:2]), LOOSE, first[0].upper() + last[:2])
    yield Key(letters(first[:2] + last[0]), LOOSE, first[:2] + last[0].upper())
    yield Key(letters(first[0]), LETTER, first[0].upper())


def _letters_of(word: str, index: int, count: int) -> tuple[str, ...]:
    """What a word can give to initials, as people do it most often first."""
    parts = [p for p in word.replace("’", "'").replace("'", "-").split("-") if p]
    whole = "".join(_first_letter(p) for p in parts)
    options = [whole, _first_letter(word)]
    if word[:2] in ("Mc", "O'", "O’") and len(word) > 2:
        options += [word[0] + word[2].upper(), word[:2] + word[2].upper()]
    if word[:3] == "Mac" and word[3:4].isupper():
        options.append(word[0] + word[3])
    if 0 < index < count - 1:
        options.append("")
    return tuple(dict.fromkeys(options))


def _first_letter(word: str) -> str:
    return next((c for c in word if c.isalnum()), "").upper()


def _parts(words: tuple[str, ...]) -> Iterator[Key]:
    """First name, surname with and without its little words, and first and last."""
    yield Key(letters(words[0]), SHORTER)
    for start in range(1, len(words)):
        yield Key(letters("".join(words[start:])), SHORTER)
    yield Key(letters(words[0] + words[-1]), NAMED)
    yield Key(letters(words[0] + words[-1][0]), LOOSE)
    for part in words[-1].split("-") + words[0].split("-"):
        if len(part) > 1:
            yield Key(letters(part), LOOSE)


def _is_initials(text: str) -> bool:
    short = text.replace(".", "")
    return 0 < len(short) <= 5 and short.isalpha() and short[0].isupper()


def _is_unspaced(word: str) -> bool:
    return len(word) > 1 and not word[0].isupper() and not word[0].islower()
