from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import Direction, Transcript, Turn
from feed_builder.render.turns import SpokenTurn, spoken
from feed_builder.sources.transcript import read_transcript


def a_turn(text: str, name: str | None = "Nora Quill", **changes: object) -> Turn:
    return replace(Turn(label="NQ", name=name, text=text, line=1), **changes)  # type: ignore[arg-type]  # any field


def a_transcript(*turns: Turn, directions: tuple[str, ...] = ()) -> Transcript:
    return Transcript(
        form="plain",
        turns=turns,
        directions=tuple(Direction(text=text, line=1) for text in directions),
    )


def said(text: str, *directions: str, show: bool = False) -> str | None:
    turns = spoken(a_transcript(a_turn(text), directions=directions), directions=show)
    return turns[0].text if turns else None


def ids(*turns: Turn) -> list[str]:
    return [turn.id for turn in spoken(a_transcript(*turns), directions=False)]


def test_a_turn_is_published_with_its_name_its_paragraphs_and_its_address() -> None:
    turn = a_turn("Rags  were boiled.\nThen beaten.", start=timedelta(seconds=90))

    assert spoken(a_transcript(turn), directions=False) == (
        SpokenTurn(
            id="nora-quill-rags-were-boiled-then-beaten",
            speaker="Nora Quill",
            paragraphs=("Rags were boiled.", "Then beaten."),
            start=timedelta(seconds=90),
        ),
    )


def test_a_speaker_nobody_knows_goes_by_the_label() -> None:
    (turn,) = spoken(a_transcript(a_turn("Yes.", name=None)), directions=False)

    assert turn.speaker == "NQ"


def test_there_is_nothing_to_read_without_a_transcript() -> None:
    assert spoken(None, directions=False) == ()


def test_directions_are_left_out() -> None:
    assert said("So <laughs> what next?", "laughs") == "So what next?"


def test_a_show_may_ask_for_its_directions() -> None:
    assert said("So <laughs> what?", "laughs", show=True) == "So <laughs> what?"


def test_what_is_no_direction_stays() -> None:
    assert said("a < b and <3 <laughs> <b>", "laughs") == "a < b and <3 <b>"


def test_dots_after_a_leading_direction_go_with_it() -> None:
    assert said("<laughs>... so tell us", "laughs") == "so tell us"


def test_dots_elsewhere_stay() -> None:
    assert said("Hello. <chats>... what now?", "chats") == "Hello. ... what now?"


def test_a_comma_after_a_direction_stands_close() -> None:
    assert said("Well <laughs>, yes <sighs>.", "laughs", "sighs") == "Well, yes."


def test_directions_in_a_row_leave_one_space() -> None:
    assert said("Oh <laughs> <sighs> dear", "laughs", "sighs") == "Oh dear"


def test_a_direction_may_hold_what_patterns_mean() -> None:
    assert said("Oh <hm (2.5*)> dear", "hm (2.5*)") == "Oh dear"


def test_a_turn_of_nothing_but_directions_is_not_published() -> None:
    assert said("<laughs>", "laughs") is None


def test_a_paragraph_of_nothing_but_a_direction_is_not_published() -> None:
    assert said("One.\n<laughs>\nTwo.", "laughs") == "One. Two."


def test_characters_that_xml_forbids_are_not_published() -> None:
    assert said("pa\x1eper\x00") == "paper"


def test_spaces_that_must_not_break_are_kept() -> None:
    assert said("Quoi\u00a0?\u2028Rien.") == "Quoi\u00a0? Rien."


def test_an_address_is_made_of_the_first_words_only() -> None:
    long = "One two three four five six seven eight nine ten."

    assert ids(a_turn(long)) == ["nora-quill-one-two-three-four-five-six-seven-eight"]


def test_repeats_are_told_apart() -> None:
    assert ids(a_turn("Yes."), a_turn("Yes!"), a_turn("Yes.")) == [
        "nora-quill-yes",
        "nora-quill-yes-2",
        "nora-quill-yes-3",
    ]


def test_repeats_with_a_time_are_told_apart_by_it() -> None:
    late = timedelta(minutes=2)

    assert ids(a_turn("Yes."), a_turn("Yes.", start=late)) == [
        "nora-quill-yes",
        "nora-quill-yes-120s",
    ]


def test_a_turn_without_any_letter_has_an_address_too() -> None:
    assert ids(a_turn("🎧", name="🙂")) == ["turn"]


_WORDS = st.lists(st.sampled_from("rag pulp mould deckle felt".split()), min_size=1)


@given(st.lists(_WORDS.map(" ".join)), st.data())
def test_inserting_a_turn_moves_no_other(texts: list[str], data: st.DataObject) -> None:
    turns = [a_turn(text) for text in texts]
    at = data.draw(st.integers(0, len(turns)))
    new = a_turn("Something never said before")

    assert ids(*turns[:at], new, *turns[at:])[:at] == ids(*turns)[:at]
    assert ids(*turns[:at], new, *turns[at:])[at + 1 :] == ids(*turns)[at:]


@given(st.lists(st.text(max_size=12)))
def test_no_two_turns_share_an_address(texts: list[str]) -> None:
    addresses = ids(*map(a_turn, texts))

    assert len(set(addresses)) == len(addresses)


def test_the_sample_show_s_directions_are_not_published() -> None:
    document = Path(__file__).parent.parent / "episodes" / "001-troy-du-moulin.txt"
    transcript, _ = read_transcript(document.read_bytes(), document)

    turns = spoken(transcript, directions=False)

    assert len(turns) == 40
    assert not [turn for turn in turns if "<" in turn.text or ">" in turn.text]
    assert len(transcript.directions) == 3
