from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import Chapter, Part, Transcript, Turn
from feed_builder.render.estimates import estimated

MINUTE = timedelta(minutes=1)


def a_talk(*words: int, headings: dict[int, str] | None = None) -> Transcript:
    """Turns of that many words on lines 10, 20 …; headings by their line."""
    return Transcript(
        form="plain",
        turns=tuple(
            Turn(label="N", name="Nora", text="word " * count, line=10 * n)
            for n, count in enumerate(words, start=1)
        ),
        sections=tuple(
            Part(heading=heading, line=line)
            for line, heading in (headings or {}).items()
        ),
    )


def starts(
    talk: Transcript, *chapters: Chapter, duration: timedelta = 10 * MINUTE
) -> list[float]:
    """Minutes."""
    turns = estimated(talk, chapters, duration).turns
    return [t.start / MINUTE for t in turns if t.start is not None]


def test_every_word_takes_as_long_as_any_other() -> None:
    assert starts(a_talk(10, 30, 60)) == [0, 1, 4]


def test_a_chapter_that_is_called_like_a_heading_is_a_known_point() -> None:
    talk = a_talk(10, 10, 10, 10, headings={25: "The Main Bit"})

    known = Chapter(start=8 * MINUTE, title="the main bit")

    assert starts(talk, known) == [0, 4, 8, 9]


def test_a_heading_before_the_first_turn_tells_when_talk_begins() -> None:
    talk = a_talk(10, 10, headings={5: "Welcome"})

    assert starts(talk, Chapter(start=2 * MINUTE, title="Welcome")) == [2, 6]


def test_a_time_beside_a_heading_is_known() -> None:
    talk = a_talk(10, 10)
    part = Part(heading="Rags", line=15, start=9 * MINUTE)
    timed = Transcript(form="plain", turns=talk.turns, sections=(part,))

    assert starts(timed) == [0, 9]


def test_what_contradicts_the_order_of_the_document_is_not_believed() -> None:
    talk = a_talk(10, 10, 10, headings={15: "A", 25: "B"})
    chapters = (
        Chapter(start=6 * MINUTE, title="A"),
        Chapter(start=1 * MINUTE, title="B"),
        Chapter(start=99 * MINUTE, title="A late one"),
    )

    assert starts(talk, *chapters) == [0, 6, 8]


def test_a_name_that_two_chapters_have_tells_nothing() -> None:
    talk = a_talk(10, 10, headings={15: "Rags"})
    twice = (Chapter(start=n * MINUTE, title="Rags") for n in (1, 2))

    assert starts(talk, *twice) == [0, 5]


def test_languages_without_spaces_are_measured_by_their_characters() -> None:
    turns = tuple(
        Turn(label="", name=None, text=text, line=1) for text in ("紙", "紙は木から")
    )
    talk = Transcript(form="plain", turns=turns)

    assert starts(talk, duration=6 * MINUTE) == [0, 1]


@given(
    st.lists(st.integers(0, 50), min_size=1, max_size=20),
    st.dictionaries(st.integers(1, 210), st.sampled_from("abc"), max_size=6),
    st.lists(st.tuples(st.floats(0, 12), st.sampled_from("abc")), max_size=6),
)
def test_starts_are_in_order_and_within_the_audio(
    words: list[int], headings: dict[int, str], chapters: list[tuple[float, str]]
) -> None:
    talk = a_talk(*words, headings=dict(sorted(headings.items())))
    marks = (Chapter(start=start * MINUTE, title=title) for start, title in chapters)

    found = starts(talk, *marks)

    assert len(found) == len(words)
    assert all(here <= there for here, there in pairwise(found))
    assert found[0] >= 0
    assert found[-1] < 10
