"""Captions and documents whose times are miswritten: what is told, what is kept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import Mark, Person, Transcript
from feed_builder.problems import Problem, Severity
from feed_builder.sources.transcript import read_transcript
from feed_builder.sources.transcript.doubts import Doubts
from feed_builder.sources.transcript.marks import latest
from feed_builder.sources.transcript.timings import SRT, VTT, timing_of
from feed_builder.timecode import timestamp

PEOPLE = (Person(name="Nora Quill", aliases=("NQ",)), Person(name="Jo Ferrer"))

VTT_FILE = """\
WEBVTT

00:00:00.000 --> 00:00:09.000
<v Nora Quill>Hello Jo.

00:00:10.000 --> 00:00:19.000
<v Jo Ferrer>Hello. The press came
in forty pieces.

00:00:20.000 --> 00:00:29.000
<v Nora Quill>And how many were left?

00:00:30.000 --> 00:00:39.000
<v Jo Ferrer>Three.
"""
SRT_FILE = """\
1
00:00:00,000 --> 00:00:09,000
Nora Quill: Hello Jo.

2
00:00:10,000 --> 00:00:19,000
Jo Ferrer: Hello. The press came
in forty pieces.

3
00:00:20,000 --> 00:00:29,000
Nora Quill: And how many were left?

4
00:00:30,000 --> 00:00:39,000
Jo Ferrer: Three.
"""
TEXT_FILE = """\
Host: Nora Quill
Guest: Jo Ferrer

[00:00:00] NQ: Hello Jo.
[00:00:10] JF: Hello. The press came in forty pieces.
[00:00:20] NQ: And how many were left?
[00:00:30] JF: Three.
"""
TALK = [
    ("Nora Quill", "Hello Jo."),
    ("Jo Ferrer", "Hello. The press came in forty pieces."),
    ("Nora Quill", "And how many were left?"),
    ("Jo Ferrer", "Three."),
]


def read(text: str, name: str) -> tuple[Transcript, tuple[Problem, ...]]:
    return read_transcript(text.encode(), Path(name), people=PEOPLE)


def said(transcript: Transcript) -> list[tuple[str | None, str]]:
    return [(turn.name, turn.text) for turn in transcript.turns]


def told(problems: tuple[Problem, ...]) -> list[str]:
    return [
        f"{p.location.line}:{p.location.column} {p.message} | {p.hint}"
        for p in problems
        if p.location
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [(VTT_FILE, "t.vtt"), (SRT_FILE, "t.srt"), (TEXT_FILE, "t.txt")],
)
def test_good_times_say_nothing(text: str, name: str) -> None:
    transcript, problems = read(text, name)

    assert told(problems) == []
    assert said(transcript) == TALK
    assert transcript.last
    assert transcript.last.line == len(text.splitlines()) - (name != "t.txt")


BROKEN = [
    (
        "t.vtt",
        ("00:00:20.000 -->", "00:00:20:000 -->"),
        "10:1 “00:00:20:000” was read as “00:00:20.000”"
        " | WebVTT wants 00:00:20.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:20.000 -->", "00:00:20.000 ->"),
        "10:14 “->” was read as “-->” | WebVTT wants 00:00:20.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:20.000 -->", "00:00:20.000 →"),
        "10:14 “→” was read as “-->” | WebVTT wants 00:00:20.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:20.000 -->", "00:00:20,000 -->"),
        "10:1 “00:00:20,000” was read as “00:00:20.000”"
        " | WebVTT wants 00:00:20.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:20.000 -->", "00:00:2X.000 -->"),
        "10:1 “00:00:2X.000” is no time"
        " | write the line like 00:01:25.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:20.000 -->", "-->"),
        "10:1 a time is missing | write the line like 00:01:25.000 --> 00:00:29.000",
    ),
    (
        "t.vtt",
        ("00:00:29.000", "00:00:09.000"),
        "10:18 0:09, the end, comes before 0:20, the beginning"
        " | is a digit wrong in one of the two?",
    ),
    (
        "t.vtt",
        ("00:00:20.000 --> 00:00:29.000", "00:00:05.000 --> 00:00:29.000"),
        "10:1 0:05 comes before 0:10, the time above it"
        " | is a digit wrong? Else put the lines in the order of the talk",
    ),
    (
        "t.vtt",
        ("00:00:10.000 --> 00:00:19.000", "00:10:10.000 --> 00:10:19.000"),
        "6:1 10:10 comes after 0:20, the time below it"
        " | is a digit wrong? Else put the lines in the order of the talk",
    ),
    (
        "t.vtt",
        ("came\nin forty", "came\n\nin forty"),
        "9:1 “in forty pieces.” stands below no times; read as talk going on"
        " | take out an empty line above it, or put a line of times there",
    ),
    (
        "t.vtt",
        ("<v Jo Ferrer>Three", "<v Jo Ferrer Three"),
        "14:1 “<v Jo Ferrer Three.” names who speaks, and is never closed"
        " | write > behind the name: <v Jo Ferrer>",
    ),
    (
        "t.vtt",
        ("WEBVTT\n\n", ""),
        "1:1 the first line of a WebVTT file is missing: WEBVTT"
        " | begin the file with a line WEBVTT and an empty line",
    ),
    (
        "t.srt",
        ("00:00:20,000 --> 00:00:29,000", "00:00:20,000 -> 29"),
        "11:14 “->” was read as “-->” | SRT wants 00:00:20,000 --> 00:00:29,000",
    ),
    (
        "t.srt",
        ("00:00:20,000 -->", "00:00:20 -->"),
        "11:1 “00:00:20” was read as “00:00:20,000”"
        " | SRT wants 00:00:20,000 --> 00:00:29,000",
    ),
    (
        "t.srt",
        ("00:00:20,000 -->", "00:0O:2O,000 -->"),
        "11:1 “00:0O:2O,000” was read as “00:00:20,000”"
        " | SRT wants 00:00:20,000 --> 00:00:29,000",
    ),
    (
        "t.srt",
        ("00:00:20,000 -->", "00:00:77,000 -->"),
        "11:1 “00:00:77,000” is no time"
        " | write the line like 00:01:25,000 --> 00:00:29,000",
    ),
    (
        "t.txt",
        ("[00:00:20]", "[00:00:76]"),
        "6:2 “00:00:76” is no time"
        " | write it like 1:25 or 0:01:25; minutes and seconds end at 59",
    ),
    (
        "t.txt",
        ("[00:00:20]", "[00:00:2X]"),
        "6:2 “00:00:2X” is no time"
        " | write it like 1:25 or 0:01:25; minutes and seconds end at 59",
    ),
    (
        "t.txt",
        ("[00:00:20] NQ:", "NQ [00:76]:"),
        "6:5 “00:76” is no time"
        " | write it like 1:25 or 0:01:25; minutes and seconds end at 59",
    ),
    (
        "t.txt",
        ("[00:00:20] NQ:", "NQ: [00:76]"),
        "6:6 “00:76” is no time"
        " | write it like 1:25 or 0:01:25; minutes and seconds end at 59",
    ),
    (
        "t.txt",
        ("[00:00:20]", "[00:00:06]"),
        "6:2 0:06 comes before 0:10, the time above it"
        " | is a digit wrong? Else put the lines in the order of the talk",
    ),
]
FILES = {"t.vtt": VTT_FILE, "t.srt": SRT_FILE, "t.txt": TEXT_FILE}


@pytest.mark.parametrize(("name", "change", "expected"), BROKEN)
def test_a_slip_is_told_once_and_the_talk_is_kept(
    name: str, change: tuple[str, str], expected: str
) -> None:
    assert change[0] in FILES[name]

    transcript, problems = read(FILES[name].replace(*change, 1), name)

    assert told(problems) == [expected]
    assert said(transcript) == TALK


def test_the_same_slip_in_every_line_is_told_once_with_its_number() -> None:
    _, problems = read(VTT_FILE.replace(".000 ", ",000 "), "t.vtt")

    assert told(problems) == [
        "3:1 “00:00:00,000” was read as “00:00:00.000” (4 times)"
        " | WebVTT wants 00:00:00.000 --> 00:00:09.000"
    ]


def test_captions_without_an_empty_line_between_them_are_parted() -> None:
    transcript, problems = read(VTT_FILE.replace("\n\n0", "\n0"), "t.vtt")

    assert said(transcript) == TALK
    assert told(problems) == []


@pytest.mark.parametrize(
    ("name", "change", "place"),
    [
        ("t.vtt", ("<v Nora Quill>And", "<v Nroa Quill>And"), (11, 4)),
        ("t.srt", ("Nora Quill: And", "Nora Quil: And"), (12, 1)),
        ("t.srt", ("Nora Quill: And", "Noar: And"), (12, 1)),
    ],
)
def test_a_name_that_is_nearly_somebodys_is_asked_about(
    name: str, change: tuple[str, str], place: tuple[int, int]
) -> None:
    people = (*PEOPLE, Person(name="Nora"))
    text = FILES[name].replace(*change)

    _, (problem,) = read_transcript(text.encode(), Path(name), people=people)

    assert problem.rule == "known-speakers"
    assert problem.severity is Severity.WARNING
    assert problem.hint.startswith("did you mean Nora")
    assert problem.location
    assert (problem.location.line, problem.location.column) == place


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("t.vtt", ("<v Nora Quill>", "<v Nroa Quill>")),
        ("t.srt", ("Nora Quill:", "Nroa Quill:")),
        ("t.txt", ("JF:", "JFF:")),
    ],
)
def test_a_name_misspelt_again_and_again_is_one_problem(
    name: str, change: tuple[str, str]
) -> None:
    _, problems = read(FILES[name].replace(*change), name)

    (problem,) = (p for p in problems if p.rule == "known-speakers")
    assert "2 times" in problem.message
    assert problem.hint.startswith("did you mean")


def test_a_direction_is_told_of_on_its_own_line() -> None:
    text = VTT_FILE.replace("in forty", "[laughs] in forty")

    transcript, _ = read(text, "t.vtt")

    assert [(d.text, d.line) for d in transcript.directions] == [("laughs", 8)]


def test_a_name_on_a_line_of_its_own_speaks_the_rest_of_the_caption() -> None:
    transcript, _ = read(
        SRT_FILE.replace("Nora Quill: And", "Nora Quill:\nAnd"), "a.srt"
    )

    assert said(transcript) == TALK


def test_two_parts_that_each_begin_at_zero_are_told_of_once() -> None:
    text = TEXT_FILE + "[00:00:00] NQ: Part two.\n[00:00:20] JF: Yes.\n"

    _, problems = read(text, "t.txt")

    assert [p.rule for p in problems] == ["times-ascend"]


@pytest.mark.parametrize(
    "line",
    [
        "It was 12:30 -> so we left",
        "10 -> 12 people",
        "a --> b",
        "Nora Quill: from 3:16 on",
        "",
    ],
)
def test_talk_is_no_line_of_times(line: str) -> None:
    doubts = Doubts(Path("t.srt"))

    assert timing_of(line, 1, SRT, doubts) is None
    assert doubts.in_order() == ()


_moments = st.integers(0, 9 * 3600 * 1000).map(lambda ms: timedelta(milliseconds=ms))


@given(_moments, _moments, st.sampled_from([VTT, SRT]))
def test_times_written_by_us_are_read_without_a_doubt(start, end, form) -> None:  # type: ignore[no-untyped-def]  # hypothesis gives what is said above
    doubts = Doubts(Path("t.vtt"))
    line = f"{timestamp(start, form.point)} --> {timestamp(end, form.point)}"

    timing = timing_of(line, 7, form, doubts)

    assert timing
    assert (timing.start, timing.end, timing.line) == (start, end, 7)
    assert doubts.in_order() == ()


@given(st.lists(st.integers(0, 9999)))
def test_times_in_their_order_are_never_doubted(numbers: list[int]) -> None:
    doubts = Doubts(Path("t.vtt"))
    spans = [(Mark(time=timedelta(seconds=n), line=1), None) for n in sorted(numbers)]

    last = latest(spans, doubts)

    assert doubts.in_order() == ()
    assert (last.time.total_seconds() if last else None) == max(numbers, default=None)
