from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.document import Document, read_document

PATH = Path("x.yaml")


def places(data: str | bytes) -> list[tuple[str, int | None, int | None]]:
    """The rules that this file breaks, with line and column."""
    raw = data.encode() if isinstance(data, str) else data
    _, problems = read_document(raw, PATH)
    where = [(p.rule, p.location) for p in problems]
    return [(rule, at.line, at.column) for rule, at in where if at is not None]


def value(text: str) -> object:
    document, problems = read_document(text.encode(), PATH)
    assert problems == ()
    return document.value


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("no", "no"),
        ("on", "on"),
        ("012", 12),
        ("1:30:15", "1:30:15"),
        ("2026-03-01", "2026-03-01"),
        ("true", True),
        ("~", None),
        ("", None),
        ("1.5", 1.5),
        ("'1'", "1"),
        ("9" * 30, "9" * 30),
    ],
)
def test_values_are_those_of_yaml_1_2(written: str, read: object) -> None:
    assert value(f"a: {written}") == {"a": read}


def test_a_number_remembers_how_it_was_written() -> None:
    document, _ = read_document(b"a: 1.10\nb: 007", PATH)

    assert [v.written for v in document.value.values()] == ["1.10", "007"]


def test_every_key_and_value_knows_its_place() -> None:
    document, _ = read_document(b"a: 1\nb:\n  - c: x\n    d: y\n", PATH)

    assert str(document.at(("b", 0, "d"))) == "x.yaml:4:8"
    assert str(document.key(("b", 0, "d"))) == "x.yaml:4:5"


def test_the_place_of_an_absent_value_is_that_of_what_it_would_be_in() -> None:
    document, _ = read_document(b"a: 1\nb:\n  - c: x\n", PATH)

    assert document.at(("b", 0, "q")) == document.at(("b", 0))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: 1\na: 2", [("unique-keys", 2, 1)]),
        ("a: {b: 1, b: 2}", [("unique-keys", 1, 11)]),
        ("a: A: b", [("yaml-syntax", 1, 5)]),
        ("a:\n\tb: 1", [("yaml-syntax", 2, 1)]),
        ('x: 1\na: "open\nb: 2', [("yaml-syntax", 2, 4)]),
        ("a: 1\n---\nb: 2", [("yaml-syntax", 2, 1)]),
        ("a: !!python/object:os.system x", [("no-yaml-tags", 1, 4)]),
        ("? [a]\n: b", [("keys-are-words", 1, 3)]),
        ("a: &x [*x]", [("yaml-bounded", 1, 4)]),
        (b"a: caf\xe9", [("utf-8", 1, 7)]),
        ("a: b\x1ec", [("no-control-characters", 1, 5)]),
        ("a: b\x1ec: d", [("no-control-characters", 1, 5), ("yaml-syntax", 1, 7)]),
        ('a: "b\\x1ec"', [("no-control-characters", 1, 4)]),
    ],
)
def test_a_mistake_is_reported_where_it_stands(
    data: str | bytes, expected: list[tuple[str, int, int]]
) -> None:
    assert places(data) == expected


def test_what_follows_a_line_that_is_not_yaml_is_still_read() -> None:
    document, problems = read_document(b"a: A: b\nc: @x\nd: 1\nd: 2", PATH)

    assert [p.rule for p in problems] == ["yaml-syntax", "yaml-syntax", "unique-keys"]
    assert (document.value, document.partial) == (
        {"a": "A: b", "c": "@x", "d": 1},
        True,
    )


def test_control_characters_are_left_out_and_the_rest_is_read() -> None:
    document, _ = read_document(b"a: b\x1ec\x00\nd: 1", PATH)

    assert document.value == {"a": "bc", "d": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_of_editors_are_read(encoding: str) -> None:
    document, problems = read_document("a: é😀".encode(encoding), PATH)

    assert (document.value, problems) == ({"a": "é😀"}, ())


def test_aliases_within_aliases_are_bounded() -> None:
    bomb = "a0: &a0 [x, x]\n" + "".join(
        f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12)
    )

    assert [rule for rule, *_ in places(bomb)] == ["yaml-bounded"]


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_no_bytes_raise(data: bytes) -> None:
    document, problems = read_document(data, PATH)

    assert isinstance(document, Document)
    assert all(p.location and p.location.line for p in problems)


@given(
    st.lists(st.sampled_from(list("ab:-[]{}\"'#&*!|>%@`\n \t,?01~é\x1e")), max_size=60)
)
def test_no_punctuation_raises(letters: list[str]) -> None:
    read_document("".join(letters).encode(), PATH)


def test_what_git_left_is_one_problem_and_the_first_version_is_read() -> None:
    document, problems = read_document(
        b"<<<<<<< HEAD\na: 1\n=======\na: 2\n>>>>>>> other\nb: 3\n", PATH
    )

    assert [str(p.location) for p in problems] == ["x.yaml:1:1"]
    assert document.value == {"a": 1, "b": 3}


@pytest.mark.parametrize(
    ("text", "place", "hint"),
    [
        ("a: Ink #4", "x.yaml:1:8", 'write "Ink #4"'),
        ("a: #4 Ink", "x.yaml:1:4", 'write "#4 Ink"'),
        ("a:\n  - b\n  - 0:00 Ink #4  ", "x.yaml:3:14", 'write "0:00 Ink #4"'),
        ("a: 'x' #y", "x.yaml:1:8", 'write "x #y"'),
    ],
)
def test_a_hash_sign_that_cuts_a_text_off_is_told_of(
    text: str, place: str, hint: str
) -> None:
    _, (problem,) = read_document(text.encode(), PATH)

    assert (problem.rule, str(problem.location)) == ("texts-uncut", place)
    assert problem.hint == f"{hint}; or, for a comment, a space behind the #"


@pytest.mark.parametrize(
    "text",
    [
        "a: Ink # a comment",
        "a: # a comment\n  b: c",
        "a: Ink#4",
        'a: "Ink #4"',
        "a: 4 #b",
        "a: true #b",
        "#a: b\nc: d",
        "a: |\n  Ink #4",
        "a: >-\n  Ink #4",
    ],
)
def test_comments_and_quoted_texts_are_left_alone(text: str) -> None:
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: |\n  one\n  two x\n", "x.yaml:3:7"),
        ("a: |\n\n  one\n  two x\n", "x.yaml:4:7"),
        ("a: one two x\n", "x.yaml:1:12"),
        ('a: "one two x"\n', "x.yaml:1:13"),
        ("a: >\n  one\n  two x\n", "x.yaml:1:4"),
        ('a: "one\\ttwo x"\n', "x.yaml:1:4"),
    ],
)
def test_a_place_inside_a_text_is_known_where_it_stands_as_it_is(
    text: str, place: str
) -> None:
    document, _ = read_document(text.encode(), PATH)
    written = document.value["a"]

    assert str(document.at(("a",)).inside(written, written.index("x"))) == place


def test_a_value_knows_the_places_of_its_parts() -> None:
    document, _ = read_document(b"a:\n  - {b: 1, c: 2}\n", PATH)
    place = document.at(("a", 0))

    assert str(place.of("c")) == "x.yaml:2:15"
    assert place.of("d") == place
