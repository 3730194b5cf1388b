"""Lines that are not YAML: one problem each, where it is, with the line mended."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.document import Document, read_document

GOOD = """\
title: Rag paper
season: 2
notes: |
  He said: "so
  [and on
guests:
  - name: Tom Van Reed
    link: https://tom.example/
chapters: ["0:00 Hello", "1:00 Rags"]
"""
READ = {
    "title": "Rag paper",
    "season": 2,
    "notes": 'He said: "so\n[and on\n',
    "guests": [{"name": "Tom Van Reed", "link": "https://tom.example/"}],
    "chapters": ["0:00 Hello", "1:00 Rags"],
}


def read(text: str) -> tuple[Document, list[str]]:
    document, problems = read_document(text.encode(), Path("e.yaml"))
    return document, [
        f"{p.location.line}:{p.location.column} {p.message} | {p.hint}"
        for p in problems
        if p.location
    ]


SLIPS = [
    (
        "title: Rag paper",
        'title: "Rag paper',
        '1:8 the quote that opens here is not closed | write `title: "Rag paper"`',
        {},
    ),
    (
        "  - name: Tom Van Reed",
        "  - name: 'Tom Van Reed",
        "7:11 the quote that opens here is not closed | write `- name: 'Tom Van Reed'`",
        {},
    ),
    (
        "title: Rag paper",
        "title: 'Nora's rag paper'",
        "1:8 the quote that opens here ends at 'Nora'"
        ' | write `title: "Nora\'s rag paper"`',
        {"title": "Nora's rag paper"},
    ),
    (
        "title: Rag paper",
        'title: "Rag" paper',
        '1:8 the quote that opens here ends at "Rag" | write `title: \'"Rag" paper\'`',
        {"title": '"Rag" paper'},
    ),
    (
        "title: Rag paper",
        "title: Rag: paper",
        "1:11 a text with a colon and a space in it needs quotes around it"
        ' | write `title: "Rag: paper"`',
        {"title": "Rag: paper"},
    ),
    *(
        (
            "title: Rag paper",
            f"title: {sign}Rag paper",
            f"1:8 a text that begins with {sign.strip()} needs quotes around it"
            f' | write `title: "{sign}Rag paper"`',
            {"title": f"{sign}Rag paper"},
        )
        for sign in ("@", "%", "`", "- ")
    ),
    (
        "title: Rag paper",
        "title: *Rag* paper",
        "1:8 a text that begins with * needs quotes around it"
        ' | write `title: "*Rag* paper"`',
        {"title": "*Rag* paper"},
    ),
    (
        "title: Rag paper",
        "title: [Rerun] Rag paper",
        "1:8 a text that begins with [ needs quotes around it"
        ' | write `title: "[Rerun] Rag paper"`',
        {"title": "[Rerun] Rag paper"},
    ),
    (
        'chapters: ["0:00 Hello", "1:00 Rags"]',
        'chapters: ["0:00 Hello", "1:00 Rags"',
        "9:11 the bracket that opens here, [, is not closed"
        ' | write `chapters: ["0:00 Hello", "1:00 Rags"]`',
        {},
    ),
    (
        "    link:",
        "\tlink:",
        "8:1 a tab stands before the words; YAML indents with spaces"
        " | put 4 spaces there",
        {},
    ),
    (
        "season: 2",
        "season:2",
        "2:7 a space is missing behind the colon | write `season: 2`",
        {},
    ),
    (
        "season: 2",
        "season 2",
        "2:7 there is no colon behind the key | write `season: 2`",
        {},
    ),
    (
        "season: 2",
        "season = 2",
        "2:7 “=” stands for the colon | write `season: 2`",
        {},
    ),
    (
        "season: 2",
        "   season: 2",
        "2:1 the line is indented more than the one above it | let it begin the line",
        {},
    ),
]


@pytest.mark.parametrize(
    ("right", "wrong", "expected", "changed"),
    SLIPS,
    ids=[wrong for _, wrong, *_ in SLIPS],
)
def test_a_slip_is_one_problem_and_the_line_is_mended(
    right: str, wrong: str, expected: str, changed: dict[str, object]
) -> None:
    assert right in GOOD

    document, told = read(GOOD.replace(right, wrong))

    assert told == [expected]
    assert document.value == {**READ, **changed}
    assert document.partial


def test_a_good_file_has_no_slip() -> None:
    document, told = read(GOOD)

    assert (document.value, told, document.partial) == (READ, [], False)


def test_below_a_second_document_nothing_is_read() -> None:
    document, told = read(f"{GOOD}---\ntitle: Other\n")

    assert told == [
        "10:1 a second document begins here; a file holds one"
        " | take out the line `---`; what is below it was not read"
    ]
    assert document.value == READ


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "title: A\n season: 1\n  - x\nb: 2\n",
            "2:1 the line is indented more than the one above it"
            " | let it begin the line",
        ),
        (
            "guests:\n  - A\n - B\n",
            "3:2 the line is indented less or more than it should be"
            " | compare it with the lines around it",
        ),
    ],
)
def test_what_cannot_be_mended_is_passed_over(text: str, expected: str) -> None:
    _, told = read(text)

    assert told[0] == expected


def test_several_slips_are_told_in_one_run() -> None:
    _, told = read("title: @A\nseason:2\nsummary: 'It's so\nguests: [A\n")

    assert [line.split(" ")[0] for line in told] == ["1:8", "2:7", "3:10", "4:9"]


@given(
    st.lists(
        st.sampled_from(
            [
                "a: ",
                "b:",
                '"',
                "'",
                "[",
                "]",
                "{",
                "\n",
                "\n  ",
                "\n- ",
                "\t",
                "x",
                ": ",
            ]
        ),
        max_size=30,
    ).map("".join)
)
def test_no_slip_keeps_the_reader_busy(text: str) -> None:
    _, told = read(text)

    assert len(told) <= 30
