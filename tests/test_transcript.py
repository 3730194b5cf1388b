"""What ``read_transcript`` promises, on one-fact documents under cases/transcript."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.model import HighlightKind, Person, SectionSpec, Transcript
from feed_builder.problems import Problem, Severity
from feed_builder.sources.transcript import (
    read_transcript,
    totals,
    transcript_json,
    without_directions,
)

CASES = Path(__file__).parent / "cases" / "transcript"
DOCUMENTS = sorted(p for p in CASES.iterdir() if p.suffix not in (".expected", ""))
HOSTILE = sorted((CASES / "hostile").iterdir())

NAMED = "Host: Nora Quill\nGuest: Ben Wild\n\n"


def read(text: str, name: str = "talk.txt", **known: Any) -> Transcript:
    return read_transcript(text.encode(), Path(name), **known)[0]


def problems_of(text: str, name: str = "talk.txt") -> tuple[Problem, ...]:
    return read_transcript(text.encode(), Path(name))[1]


def seen(document: Path) -> dict[str, Any]:
    """What was read, with turns and problems as short as cases state them."""
    found = transcript_json(*read_transcript(document.read_bytes(), document))
    found["turns"] = [[t["label"], t["text"]] for t in found["turns"]]
    found["names"] = {s["label"]: s["name"] for s in found["speakers"]}
    found["links"] = [[link["label"], link["url"]] for link in found["links"]]
    found["directions"] = [d["text"] for d in found["directions"]]
    found["problems"] = [[p["rule"], p["line"]] for p in found["problems"]]
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.stem)
def test_case(document: Path) -> None:
    expected = json.loads(document.with_suffix(".expected").read_text("utf-8"))

    found = seen(document)

    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("document", HOSTILE, ids=lambda path: path.name)
def test_hostile_bytes_are_read_and_reported(document: Path) -> None:
    transcript, problems = read_transcript(document.read_bytes(), document)

    assert problems
    json.dumps(transcript_json(transcript, problems), allow_nan=False).encode("utf-8")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data: bytes) -> None:
    transcript, problems = read_transcript(data, Path("talk.txt"))

    assert transcript_json(transcript, problems)["form"] == transcript.form


PIECES = st.sampled_from(
    [
        *("Host:", "Guest: Ben Wild", "NQ:", "BW:", "Endbit", "Key Lessons", "Drink"),
        *("Useful Links", "<", ">", "<p>", "</p>", "<!--", "-->", "---", "# ", "**"),
        *("[", "](", ")", "https://", "www.", "@", "1 - ", "- ", "00:01", "[00:00:02]"),
        *("WEBVTT", "{", "}", '"segments": [', "00:00:01,000 --> 00:00:02,000"),
        *("<v Ann>", "\n", "\n\n", "\\*", "\x0b", "\u2028", "\u202e", "\u0301"),
        *("\ufeff", "é", "王", " ", "x", "PK\x03\x04"),
    ]
)


@settings(max_examples=500, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_mixture_of_layouts_raises(text: str) -> None:
    transcript, problems = read_transcript(text.encode(), Path("talk.md"))

    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= turn.line <= lines for turn in transcript.turns)
    assert all(p.severity in Severity and p.message for p in problems)


def test_people_of_the_show_speak_under_their_aliases() -> None:
    show = [Person(name="Nora Quill"), Person(name="Ben Wild", aliases=("Ed",))]

    transcript = read("NQ: Hello.\nEd: Yes.\n", people=show)

    assert [turn.name for turn in transcript.turns] == ["Nora Quill", "Ben Wild"]


def test_people_of_the_document_come_before_those_of_the_show() -> None:
    transcript = read(
        f"{NAMED}NQ: Hello.\nBW: Yes.\n", people=[Person(name="Bea West")]
    )

    assert transcript.turns[1].name == "Ben Wild"


def test_a_show_has_sections_of_its_own() -> None:
    book = SectionSpec(
        key="book",
        title="Book of the week",
        headings=("what we read",),
        kind=HighlightKind.TEXT,
    )

    transcript = read(f"{NAMED}NQ: Hi.\n\nWhat we read\nWool\n", sections=[book])

    found = transcript.highlight("book")
    assert found
    assert (found.title, found.text) == ("Book of the week", "Wool")


def test_a_section_of_the_show_replaces_the_built_in_one() -> None:
    links = SectionSpec(
        key="tools", title="Tools", headings=("links",), kind=HighlightKind.LIST
    )

    transcript = read(f"{NAMED}NQ: Hi.\n\nLinks\n- Shears\n", sections=[links])

    assert [(h.key, h.items) for h in transcript.highlights] == [("tools", ("Shears",))]


def test_columns_count_what_an_editor_shows() -> None:
    (problem,) = problems_of(f"{NAMED}NQ: Hi.\nBW: Yes.\n  \u200bWood : it grows.\n")

    assert problem.location
    assert (problem.location.line, problem.location.column) == (6, 4)


def test_problems_come_in_reading_order() -> None:
    lines = [
        p.location.line or 0
        for p in problems_of(f"{NAMED}NQ: <a\nWood: x\nKey Leson\n1 - A\n3 - B\n")
        if p.location
    ]

    assert lines == sorted(lines)


def test_the_nearest_label_is_suggested() -> None:
    (problem,) = problems_of(f"{NAMED}NQ: Hi.\nBW: Yes.\nBX: No.\n")

    assert problem.severity is Severity.WARNING
    assert problem.hint == "did you mean BW?"


def test_of_two_near_labels_that_of_the_document_is_suggested() -> None:
    text = f"{NAMED}NQ: Hi.\nBW: Yes.\nNX: No.\n"
    show = [Person(name="Zoe Xu")]

    _, (problem,) = read_transcript(text.encode(), Path("talk.txt"), people=show)

    assert problem.hint == "did you mean NQ?"


def test_an_ordinary_word_before_a_colon_is_worth_a_note_alone() -> None:
    (problem,) = problems_of(f"{NAMED}NQ: Hi.\nBW: Yes.\nCollaborative : we share.\n")

    assert problem.severity is Severity.NOTE


def test_totals_count_turns_by_speaker_and_what_the_tail_holds() -> None:
    talk = "NQ: Hi.\nBW: Yes.\nNQ: Bye.\n\nDrink\nTea\n\nKey lessons\n- One\n- Two\n"

    assert totals(read(NAMED + talk)) == (
        "3 turns (NQ 2, BW 1), 2 lessons, 0 links, 1 drink"
    )


def test_json_has_the_documented_keys() -> None:
    transcript, problems = read_transcript(f"{NAMED}NQ: Hi.\n".encode(), Path("x.txt"))

    found = transcript_json(transcript, problems)

    assert list(found) == [
        *("form", "hosts", "guests", "speakers", "turns", "sections", "lessons"),
        *("links", "drink", "highlights", "contacts", "directions", "timestamps"),
        *("totals", "problems"),
    ]
    assert found["turns"] == [
        {"label": "NQ", "name": "Nora Quill", "text": "Hi.", "line": 4, "start": None}
    ]
    assert found["totals"] == {
        "turns": 1,
        "by_speaker": {"NQ": 1},
        "lessons": 0,
        "links": 0,
        "drink": 0,
        "text": "1 turn (NQ 1), 0 lessons, 0 links, 0 drinks",
    }
    assert found["problems"] == [
        {
            "rule": "hosts-speak",
            "severity": "warning",
            "path": "x.txt",
            "line": 2,
            "column": 8,
            "message": "Ben Wild is named as guest, but never speaks",
            "hint": "is another label used, or a name misspelt?",
        }
    ]


def test_directions_can_be_left_out_of_what_is_published() -> None:
    text = "Hello <waves> all.\n<long pause>\nIf a < b <3 (laughs) then"

    assert without_directions(text) == "Hello all.\nIf a < b <3 then"


def test_a_time_at_a_heading_is_its_start() -> None:
    text = "[00:01:02] Main bit\n\n**Ann Bee:** Hello.\n\n## Wool (00:05)\n"

    starts = [part.start for part in read(text, "talk.md").sections]

    assert starts == [timedelta(seconds=62), timedelta(seconds=5)]


NOISE = bytes(range(256)) * 12
SEGMENT = '{"speaker": "Nora", "startTime": 0, "body": "Hello."}'


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (NOISE, "t.txt", "t.txt: this is a program's own file, not a text"),
        (b"", "t.txt", "t.txt: the document is empty"),
        (b"\n \n", "t.md", "t.md: the document is empty"),
        (
            b"no archive",
            "t.docx",
            "t.docx: nobody speaks here, and this is no Word document as its name says",
        ),
        (
            b"Not found",
            "t.vtt",
            "t.vtt: nobody speaks here, and this is no WebVTT as its name says",
        ),
        (b"WEBVTT\n", "t.vtt", "t.vtt: there are no captions with words"),
        (
            f'{{"segments": [\n{SEGMENT}'.encode(),
            "t.json",
            "t.json:2:54: this JSON breaks off, or has a slip here",
        ),
        (
            f"[{SEGMENT}]".encode(),
            "t.json",
            "t.json: this JSON holds no segments, as those of the podcast namespace do",
        ),
        (b"[" * 9999, "t.json", "t.json: this is no JSON that anybody writes"),
    ],
)
def test_a_file_that_holds_no_talk_is_one_problem(
    data: bytes, name: str, expected: str
) -> None:
    transcript, (problem,) = read_transcript(data, Path(name))

    assert f"{problem.location}: {problem.message}" == expected
    assert problem.hint
    assert transcript.speakers == ()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_text_is_no_programs_own_file(encoding: str) -> None:
    transcript, problems = read_transcript(
        f"{NAMED}NQ: Hello.\n".encode(encoding), Path("t.txt")
    )

    assert [turn.text for turn in transcript.turns] == ["Hello."]
    assert all(problem.severity is not Severity.ERROR for problem in problems)


LISTED = f"{NAMED}NQ: Hello.\n\nUseful links\n"


@pytest.mark.parametrize(
    ("line", "rule", "hint"),
    [
        (
            "The mill: mill.example/tour",
            "links-have-schemes",
            "write https://mill.example/tour",
        ),
        ("The mill: mill.example", "links-have-schemes", "write https://mill.example"),
        (
            "Mill: https:/mill.example/a",
            "links-have-addresses",
            "write https://mill.example/a",
        ),
        (
            "Mill: htps://mill.example",
            "links-have-addresses",
            "write https://mill.example",
        ),
    ],
)
def test_a_link_that_lost_its_scheme_is_given_it_back(
    line: str, rule: str, hint: str
) -> None:
    found = [p for p in problems_of(LISTED + line) if p.rule.startswith("links")]

    assert [(p.rule, p.hint) for p in found] == [(rule, hint)]


def test_a_link_knows_its_line() -> None:
    transcript = read(f"{LISTED}The mill https://mill.example/\n")

    (highlight,) = transcript.highlights
    assert [link.line for link in highlight.links] == [7]


def test_a_heading_whose_bracket_is_open_is_a_heading_all_the_same() -> None:
    text = f"{NAMED}<mainbit\nNQ: Hello.\nBW: Hello.\n"

    (problem,) = problems_of(text)

    assert (problem.rule, problem.hint) == ("closed-directions", "write <mainbit>")
    assert [part.heading for part in read(text).sections] == ["<mainbit"]


def test_letters_that_came_out_wrong_are_told_of_once() -> None:
    (problem,) = problems_of(f"{NAMED}NQ: Itâ€™s a cafÃ©.\nBW: Itâ€™s.\n")

    assert (problem.rule, str(problem.location)) == ("letters-right", "talk.txt:4:5")
    assert problem.hint == "was it “It’s”? Export the document again, as UTF-8"


def test_a_lesson_that_lost_its_number_is_one_problem() -> None:
    text = f"{NAMED}NQ: Hi.\nBW: Hi.\n\nKey lessons\n1 - Rags\nNever hurry\n3 - Vats\n"

    (problem,) = problems_of(text)

    assert (problem.rule, str(problem.location)) == ("lessons-numbered", "talk.txt:9")
    assert problem.hint == "begin it with 2, like the others"


def test_the_rest_of_an_address_that_ends_in_a_slash_is_known() -> None:
    (problem,) = (
        p
        for p in problems_of(f"{LISTED}Mill https://mill.example/\ntour\n")
        if p.rule.startswith("links")
    )

    assert problem.rule == "links-on-one-line"


@pytest.mark.parametrize("name", ['"Ben Wild', "'Ben Wild", '"Ben Wild"'])
def test_a_name_in_front_matter_needs_no_quotes_that_match(name: str) -> None:
    text = f"---\nhost: Nora Quill\nguest: {name}\n---\n\n**Ben:** Hello.\n"

    assert read(text, "talk.md").guests == ("Ben Wild",)
