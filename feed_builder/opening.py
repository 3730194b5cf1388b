"""How an episode's notes begin: what is told of it where nobody wrote a summary."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .text import cut, html_of, words_of

#: Most first sentences are shorter; more would make a long list of a short one.
LONGEST = 240
#: A block of fewer characters, "Hello!" or "Show notes", goes on with the next one.
_TELLING = 40
#: Whole sentences are told rather than words, but for those that end before this.
_WORTHWHILE = 80

#: What nobody reads as the beginning: headings, and code.
_ASIDE = re.compile(r"<(h[2-4]|pre)>.*?</\1>", re.DOTALL)
#: Behind a short word, "Dr." or "etc.", a full stop may not be one.
_SENTENCE_END = re.compile(r"(?:(?<=\w{4})\.|[!?…])[\"'”’»)\]]*(?=\s)|[。！？]")
_MARKS = tuple(".!?…:。！？")


def opening(markdown: str) -> str:
    """The first sentences of notes as plain text, or as many words as fit.

    It is empty where there are none.
    """
    text = _joined(_blocks(markdown))
    if len(text) <= LONGEST:
        return text
    ends = [found.end() for found in _SENTENCE_END.finditer(text[: LONGEST + 1])]
    if ends and ends[-1] >= _WORTHWHILE:
        return text[: ends[-1]]
    return cut(text, LONGEST)


def _blocks(markdown: str) -> Iterator[str]:
    """The words of each block; without an address at the end, which tells nothing."""
    if not markdown.strip():
        return
    html = _ASIDE.sub("", html_of(markdown)).replace("\n", " ")
    for block in words_of(html).split("\n"):
        words = block.split()
        while words and "://" in words[-1]:
            words.pop()
        if words:
            yield " ".join(words)


def _joined(blocks: Iterable[str]) -> str:
    """As many of the first ones as it takes to tell something."""
    text = ""
    for block in blocks:
        between = " " if text.endswith(_MARKS) else " · "
        text = f"{text}{between}{block}" if text else block
        if len(text) >= _TELLING:
            break
    return text
