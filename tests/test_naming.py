from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.naming import name_of, style_of, title_in
from feed_builder.numbering import next_place

DAY = date(2026, 12, 3)


@pytest.mark.parametrize(
    ("stems", "following"),
    [
        ([], "013-rag-paper"),
        (["001-of-rags", "002-of-vats"], "013-rag-paper"),
        (["0012-of-rags"], "0013-rag-paper"),
        (["9", "10", "11"], "13-rag-paper"),
        (["ep11_rags", "ep12_vats"], "ep13_rag-paper"),
        (["Episode 11", "Episode 12"], "Episode 13-rag-paper"),
        (["vat-11-rags", "vat-12-ink"], "vat-13-rag-paper"),
        (["s01e04-rags", "s02e01-vats"], "s02e13-rag-paper"),
        (["2026-11-19-rags", "2026-11-26-vats"], "2026-12-03-rag-paper"),
        (["rags", "vats"], "rag-paper"),
        (["top-10-tips"], "rag-paper"),
        (["2024-in-paper", "2025-in-paper"], "rag-paper"),
        (["rags", "011-vats", "012-ink"], "013-rag-paper"),
    ],
)
def test_the_next_name_follows_the_latest(stems: list[str], following: str) -> None:
    style = style_of(stems)

    assert style.stem("Rag paper!", season=2, number=13, day=DAY) == following


def test_what_has_no_number_has_a_name_all_the_same() -> None:
    style = style_of(["001-rags"])

    assert style.stem("Trailer", season=1, number=None, day=DAY) == "trailer"


@pytest.mark.parametrize(
    ("stem", "season", "number", "title"),
    [
        ("012-troy-du-moulin", None, 12, "Troy du moulin"),
        ("s02e03 Rag_paper", 2, 3, "Rag paper"),
        ("Troy's raw  mix", None, None, "Troy's raw mix"),
        ("2025-in-paper", None, None, "2025 in paper"),
        ("2026-11-19-rags", None, None, "Rags"),
        ("000-hello", None, None, "Hello"),
        ("12", None, 12, ""),
    ],
)
def test_a_name_is_taken_apart(
    stem: str, season: int | None, number: int | None, title: str
) -> None:
    name = name_of(stem, style_of(["001-rags"]))

    assert (name.season, name.number, title_in(name.words)) == (season, number, title)


def test_a_number_behind_words_counts_only_where_the_show_does_so() -> None:
    assert name_of("top-10-tips", style_of(["001-rags"])).number is None
    assert name_of("vat-10-tips", style_of(["vat-8-a", "vat-9-b"])).number == 10


@given(st.lists(st.text(min_size=1), max_size=4), st.text())
def test_any_names_have_a_next_one(stems: list[str], words: str) -> None:
    name = style_of(stems).stem(words, season=None, number=3, day=DAY)

    assert "\n" not in name or any("\n" in stem for stem in stems)


@pytest.mark.parametrize(
    ("places", "season", "expected"),
    [
        ([], None, (None, 1)),
        ([(None, 1), (None, 7)], None, (None, 8)),
        ([(1, 1), (1, 2), (2, 1)], None, (2, 2)),
        ([(1, 1), (1, 2), (2, 1)], 3, (3, 1)),
        ([(1, 1), (1, 2), (2, 3)], 3, (3, 4)),
        ([(1, 1), (1, 2)], 2, (2, 1)),
        ([(1, 1), (1, 2), (2, 1)], 1, (1, 3)),
        ([(None, None), (None, None)], None, (None, None)),
        ([(None, None), (None, 4)], None, (None, 5)),
    ],
)
def test_numbers_go_on(
    places: list[tuple[int | None, int | None]],
    season: int | None,
    expected: tuple[int | None, int | None],
) -> None:
    assert next_place(places, season=season) == expected


def test_a_number_that_is_asked_for_is_given() -> None:
    assert next_place([(1, 1)], number=9) == (1, 9)
    assert next_place([(None, None)], number=9) == (None, 9)
