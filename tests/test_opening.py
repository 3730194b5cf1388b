from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.opening import LONGEST, opening
from feed_builder.text import cut, html_of, words_of

#: 100 characters, as sentences and as one.
SENTENCES = "We visit the mill at Leith. " * 3 + "Rags go there."
WORDS = "rags and linen, " * 7


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        ("", ""),
        (" \n", ""),
        ("We visit *the last* [rag mill](https://mill.example).", None),
        ("Tom Reed & Ada Moss on <i>rags</i>.", "Tom Reed & Ada Moss on <i>rags</i>."),
        # a paragraph that is wrapped is one line; what comes after it is left out
        (
            "How rags become paper, and why\nthey need a rest.\n\nThanks to the mill.",
            "How rags become paper, and why they need a rest.",
        ),
        # what says too little goes on
        ("Hello!\n\nWe visit the mill.", "Hello! We visit the mill."),
        ("Show notes\n\n* Rags\n* Linen\n", "Show notes · Rags · Linen"),
        ("Topics:\n\n* Rags\n* Linen\n", "Topics: Rags · Linen"),
        ("## In this episode\n\nRags.\n\n```\ncode\n```\n", "Rags."),
        # addresses tell nothing
        ("https://mill.example/\n\nRags.", "Rags."),
        ("Rags. https://mill.example/?a=1 https://paper.example/", "Rags."),
        ("At https://mill.example/ they make paper.", None),
        ("https://mill.example/", ""),
        ("![Cover](cover.png)\n\nRags.", "Cover · Rags."),
        # what is too long ends with a sentence
        (f"{SENTENCES} {SENTENCES} {WORDS}", f"{SENTENCES} {SENTENCES}"),
        (f"“{SENTENCES}” {WORDS} {WORDS}", f"“{SENTENCES}”"),
        ("紙は水と布でできている。" * 30, "紙は水と布でできている。" * 20),
        # or else with a word: where a sentence ends too early, or only seems to end
        *(
            (notes, cut(notes, LONGEST))
            for notes in (
                f"Hello everybody! {WORDS * 3}".strip(),
                f"{WORDS}with Dr. Tom Reed {WORDS * 3}".strip(),
            )
        ),
    ],
)
def test_notes_begin_with_what_tells_something(
    notes: str, expected: str | None
) -> None:
    whole = words_of(html_of(notes))

    assert opening(notes) == (whole if expected is None else expected)


@given(st.text(st.sampled_from("ab .!\n#*-`<>&:/。é"), max_size=600))
def test_an_opening_is_one_short_line_of_what_is_there(notes: str) -> None:
    found = opening(notes)

    assert len(found) <= LONGEST
    assert found == " ".join(found.split())
    words = words_of(html_of(notes))
    assert set(found.rstrip("…")) <= {*words, " ", "·"}
