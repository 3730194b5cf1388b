from __future__ import annotations

import pytest

from feed_builder.languages import direction, language_tag, own_name, three_letters


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("pt-br", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("es-419", "es-419"),
        ("fil", "fil"),
    ],
)
def test_a_known_language_has_a_tag(text: str, tag: str) -> None:
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    "word", ["5-special", "v2", "two", "bak", "fin", "deu", "raw", "", "x", "de_DE"]
)
def test_a_word_is_no_language(word: str) -> None:
    assert language_tag(word) is None


def test_a_language_is_called_as_its_speakers_call_it() -> None:
    assert (own_name("de"), own_name("cy"), own_name("nonsense")) == (
        "Deutsch",
        "Cymraeg",
        "nonsense",
    )


def test_some_languages_are_written_from_right_to_left() -> None:
    assert (direction("ar-EG"), direction("en")) == ("rtl", "ltr")


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-GB", "eng"),
        ("de", "deu"),
        ("zh-Hant", "chi"),
        ("sr", "srp"),
        ("fil", "fil"),
        ("qq", "XXX"),
    ],
)
def test_id3_wants_three_letters(tag: str, code: str) -> None:
    assert three_letters(tag) == code
