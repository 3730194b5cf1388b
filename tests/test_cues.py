from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.render.captions import SRT, VTT
from feed_builder.render.cues import Cue, Shape, cues, pieces_of
from feed_builder.render.turns import SpokenTurn


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def a_turn(text: str, start: float | None = None, speaker: str = "Nora") -> SpokenTurn:
    return SpokenTurn(
        id="x",
        speaker=speaker,
        paragraphs=(text,),
        start=None if start is None else seconds(start),
    )


def times(*turns: SpokenTurn, duration: float = 60) -> list[tuple[float, float]]:
    found = cues(turns, seconds(duration), VTT)
    return [(cue.start.total_seconds(), cue.end.total_seconds()) for cue in found]


def test_a_turn_lasts_until_the_next_one_and_the_last_until_the_end() -> None:
    assert times(a_turn("One.", 2), a_turn("Two.", 10)) == [(2, 10), (10, 60)]


def test_cues_of_one_turn_share_its_time_by_their_length() -> None:
    turn = a_turn(f"{'a' * 60}. {'b' * 29}.", 0)

    assert times(turn, duration=91) == [(0, 61), (61, 91)]


def test_turns_without_a_time_share_that_of_the_one_before() -> None:
    assert times(a_turn("Four", 0), a_turn("Four"), a_turn("Last", 30)) == [
        (0, 15),
        (15, 30),
        (30, 60),
    ]


def test_turns_before_the_first_time_begin_with_the_episode() -> None:
    assert times(a_turn("One."), a_turn("Two.", 10)) == [(0, 10), (10, 60)]


def test_a_time_that_goes_backwards_is_not_believed() -> None:
    assert times(a_turn("Four", 10), a_turn("Four", 5)) == [(10, 35), (35, 60)]


def test_a_time_after_the_end_is_not_believed() -> None:
    assert times(a_turn("Four", 10), a_turn("Four", 99)) == [(10, 35), (35, 60)]


def test_a_cue_ends_with_a_sentence_rather_than_full() -> None:
    text = (
        "Rags came first. Then came wood, and with it acid, and with it yellow pages."
    )

    assert list(pieces_of(text, VTT)) == [
        "Rags came first.",
        "Then came wood, and with it acid, and with it yellow pages.",
    ]


def test_a_cue_ends_with_a_clause_rather_than_with_any_word() -> None:
    text = "then came wood and with it plenty of acid, and with it the yellow pages"

    assert list(pieces_of(text, VTT)) == [
        "then came wood and with it plenty of acid,",
        "and with it the yellow pages",
    ]


def test_only_a_word_longer_than_a_line_is_cut() -> None:
    assert list(pieces_of(f"so {'a' * 12} it", Shape(width=10))) == [
        "so",
        "a" * 10,
        "aa it",
    ]


def test_a_name_stands_before_what_is_said_when_the_speaker_changes() -> None:
    turns = (
        a_turn("Rags.", speaker="Nora"),
        a_turn("Linen.", speaker="Nora"),
        a_turn("Wood.", speaker="Tom"),
    )

    found = [cue.lines for cue in cues(turns, seconds(30), SRT)]

    assert found == [("Nora: Rags.",), ("Linen.",), ("Tom: Wood.",)]


def test_a_name_is_not_taken_for_a_sentence() -> None:
    turn = a_turn("Rags were boiled and beaten to pulp in a mill.", speaker="Dr. Quill")

    first, *_ = cues((turn,), seconds(30), SRT)

    assert first.lines == (
        "Dr. Quill: Rags were boiled and",
        "beaten to pulp in a mill.",
    )


def test_a_name_longer_than_a_line_leaves_room_for_a_word() -> None:
    (cue,) = cues((a_turn("Yes.", speaker="Nora " * 20),), seconds(30), SRT)

    assert cue.lines == ("Nora Nora Nora Nora Nora Nora…:", "Yes.")


def test_nothing_said_gives_no_cues() -> None:
    assert list(cues((), seconds(30), VTT)) == []


_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1)
_said = st.lists(_text, min_size=1, max_size=40).map(" ".join)
_names = st.sampled_from(["", "Nora Quill", "Tom Van Reed", "N" * 50, "Dr. A B " * 9])
_starts = st.none() | st.floats(0, 700)
_turns = st.lists(st.builds(a_turn, _said, _starts, _names), max_size=12)


def _cues(turns: list[SpokenTurn], shape: Shape) -> list[Cue]:
    return list(cues(turns, seconds(600), shape))


@settings(deadline=None)
@given(_turns, st.sampled_from([VTT, SRT]))
def test_cues_never_overlap_and_stay_inside_the_episode(
    turns: list[SpokenTurn], shape: Shape
) -> None:
    found = _cues(turns, shape)

    assert all(cue.start < cue.end <= seconds(600) for cue in found)
    assert all(one.end <= next_one.start for one, next_one in pairwise(found))


@settings(deadline=None)
@given(_turns, st.sampled_from([VTT, SRT]))
def test_cues_fit(turns: list[SpokenTurn], shape: Shape) -> None:
    for cue in _cues(turns, shape):
        assert 1 <= len(cue.lines) <= shape.lines
        assert max(map(len, cue.lines)) <= shape.width


@settings(deadline=None)
@given(_turns)
def test_cues_keep_every_word_whole(turns: list[SpokenTurn]) -> None:
    said = [word for turn in turns for word in turn.text.split()]
    shown = [
        word for cue in _cues(turns, VTT) for line in cue.lines for word in line.split()
    ]

    assert "".join(shown) == "".join(said)
    assert {word for word in said if len(word) <= VTT.width} <= set(shown)
