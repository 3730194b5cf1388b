"""Bytes to text: shortcuts for what is plain change nothing."""

from __future__ import annotations

import sys
import unicodedata
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.transcript.decoding import _COMPOSED, decoded
from feed_builder.sources.transcript.doubts import Doubts
from feed_builder.sources.transcript.words import unusual

WRITTEN = st.text(st.sampled_from("e \n’“—é\u0301\u030aAÅ\u212b가\u1100\u1161ЙИ\u0306"))


@given(WRITTEN)
def test_words_are_composed(text: str) -> None:
    composed = decoded(text.encode(), Doubts(Path("x.txt")))

    assert composed.split() == [unicodedata.normalize("NFC", w) for w in text.split()]


def test_letters_that_are_passed_over_are_never_composed() -> None:
    every = [chr(code) for code in range(sys.maxunicode) if not 0xD800 <= code < 0xE000]
    apart = (unicodedata.decomposition(c).split() for c in every)
    second = {chr(int(d[1], 16)) for d in apart if len(d) == 2 and d[0][0] != "<"}

    for char in (c for c in every if not _COMPOSED.match(c)):
        assert unicodedata.is_normalized("NFC", char)
        assert not unicodedata.combining(char)
        assert char not in second


@given(st.text())
def test_unusual_characters_keep_their_order(text: str) -> None:
    plain = {chr(code) for code in (*range(0x20, 0x7F), 9, 10, 13)}

    assert unusual(text) == "".join(c for c in text if c not in plain)
