"""Lines that go on with a turn, and look as if they should begin one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .doubts import Doubts
from .labels import Label
from .lines import Line
from .speakers import Vocabulary

_LONGEST = 30
_MOST_WORDS = 4
_DASHES = ("-", "–", "—")
_INSIDE = re.compile(r"[.!?…>\"”’]\s+([^\W\d_a-z]{2,5})\s?:\s")
#: The end of such a label, which few lines have: most colons follow a small letter.
_BEHIND_CAPITAL = re.compile(r":(?:(?<=[^\W\d_a-z]:)|(?<=[^\W\d_a-z]\s:))\s")
_FIRST_COLON = 4  # in “. AB:”
_NO_LABEL = frozenset(".?!,;[]()`<>")


def doubt_label(
    line: Line, labels: Sequence[Label], vocabulary: Vocabulary, doubts: Doubts
) -> None:
    """Report words like a label that nobody has, or a label without its colon."""
    label = next((label for label in labels if label.mark == ":"), None)
    if label and _is_shaped(label.text):
        _doubt_unknown(line, label, vocabulary, doubts)
    elif forgotten := _forgotten_colon(line, vocabulary):
        doubts.note(
            "known-speakers",
            f"“{forgotten}” begins a line without a colon; read as talk going on",
            line.number,
            1,
            hint=f"write “{forgotten}:” if a new turn begins here",
        )


def doubt_inside(line: Line, vocabulary: Vocabulary, doubts: Doubts) -> None:
    """Report a label in the middle of a line, behind the end of a sentence."""
    if not _BEHIND_CAPITAL.search(line.clean, _FIRST_COLON):
        return
    for found in _INSIDE.finditer(line.clean):
        voice = vocabulary.known(found[1])
        if voice and voice.key.initials:
            doubts.warn(
                "turns-begin-lines",
                f"“{found[1]}:” stands inside a line; read as talk going on",
                line.number,
                line.column(found.start(1)),
                hint="begin a new line before it",
            )


def _doubt_unknown(
    line: Line, label: Label, vocabulary: Vocabulary, doubts: Doubts
) -> None:
    column = line.column(label.column)
    if label.letters in ("http", "https"):
        doubts.note(
            "known-speakers",
            "the line begins with an address; read as talk going on",
            line.number,
            column,
            hint="move it to the links if listeners should find it there",
        )
        return
    near = vocabulary.nearest(label.letters)
    report = doubts.warn if near or _is_like_initials(label.text) else doubts.note
    report(
        "known-speakers",
        f"“{label.text}” is nobody known; the line was read as talk going on",
        line.number,
        column,
        hint=f"did you mean {near}?"
        if near
        else "if it is a speaker, name them in the header or as an alias",
        group=label.letters,
    )


def _forgotten_colon(line: Line, vocabulary: Vocabulary) -> str | None:
    first, _, rest = line.clean.lstrip().partition(" ")
    sign = rest.lstrip()[:1]
    if not (_is_like_initials(first) and (sign.isupper() or sign in _DASHES)):
        return None
    voice = vocabulary.known(first)
    return first if voice and voice.key.initials else None


def _is_shaped(text: str) -> bool:
    is_short = len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS
    return is_short and not _NO_LABEL & set(text.rstrip("."))


def _is_like_initials(text: str) -> bool:
    return text.isupper() and text.isalpha() and 1 < len(text) <= 4
