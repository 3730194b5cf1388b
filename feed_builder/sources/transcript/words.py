"""Words compared by letters, whatever their case, accents or spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

#: Letters that Unicode does not take apart into a base and a mark.
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)

#: Printable ASCII and the spaces that a keyboard gives.
_PLAIN = bytes(range(0x20, 0x7F)) + b"\t\n\r"

_PLAIN_LETTER = re.compile(r"[a-zA-Z0-9]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~&'\"])")

#: Longer words are nobody's label or heading, and folding them costs time.
_LONGEST = 200

#: Below this many letters, one wrong letter makes another word.
_MISSPELT = 5


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """The letters and digits of a short text, without case, accents and spaces."""
    if text.isascii():
        return "".join(filter(str.isalnum, text[:_LONGEST].lower()))
    folded = text[:_LONGEST].casefold().translate(_LETTERS)
    return "".join(filter(_counts, unicodedata.normalize("NFKD", folded)))


def has_letters(text: str) -> bool:
    """Whether there are letters or digits in a text."""
    return bool(_PLAIN_LETTER.search(text, 0, _LONGEST)) or bool(letters(text))


def _counts(char: str) -> bool:
    # The vowel signs of Indian scripts are marks without a combining class.
    is_vowel_sign = char > "\u0900" and unicodedata.category(char) in ("Mn", "Mc")
    return char.isalnum() or (is_vowel_sign and not unicodedata.combining(char))


def unusual(text: str) -> str:
    """The characters of a text that are no plain ASCII, as they follow each other.

    They are few: what is looked for among them is found, or not, in no time.
    """
    encoded = text.encode("utf-8", "surrogatepass").translate(None, _PLAIN)
    return encoded.decode("utf-8", "surrogatepass")


def unescaped(text: str) -> str:
    """The text without the backslashes that Markdown puts before signs."""
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text


def is_escaped(text: str) -> bool:
    """Whether a program escaped its signs: they are many, and of more than one kind."""
    signs = _ESCAPED.findall(text) if "\\" in text else []
    return len(signs) > 2 and len(set(signs)) > 1


class Spellings:
    """Known words, found again when one letter is wrong, missing, doubled or swapped.

    Each word is kept with every form of it that lacks one letter; so is what is looked
    for. A look-up costs the length of the word, not the number of words known.
    """

    def __init__(self, words: Iterable[str], shortest: int = _MISSPELT) -> None:
        self._shortest = shortest
        self._words: dict[str, str] = {}
        self._longest = shortest
        for word in sorted(words, key=len):
            for form in _forms(word) if len(word) >= shortest else (word,):
                self._words.setdefault(form, word)
            self._longest = min(_LONGEST, len(word) + 1)

    def nearest(self, word: str) -> str | None:
        """The known word that this one is, or almost is."""
        if self._words.get(word) == word:
            return word
        if not self._shortest <= len(word) <= self._longest:
            return None
        for form in _forms(word):
            found = self._words.get(form)
            if found and len(found) >= self._shortest:
                return found
        return None


def _forms(word: str) -> Iterator[str]:
    yield word
    for i in range(len(word)):
        yield word[:i] + word[i + 1 :]
