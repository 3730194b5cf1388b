from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import (
    AudioFacts,
    Chapter,
    EpisodeFacts,
    EpisodeType,
    HighlightKind,
    Person,
    SectionSpec,
)
from feed_builder.problems import Location, Problem
from feed_builder.sources.facts import read_episode, read_show

LONDON = ZoneInfo("Europe/London")


def episode(text: str, zone: ZoneInfo | None = LONDON) -> EpisodeFacts:
    facts, problems = read_episode(text.encode(), Path("e.yaml"), "e", zone)
    assert problems == ()
    return facts


def told(text: str, zone: ZoneInfo | None = LONDON) -> list[str]:
    """The problems of an episode's YAML, a line each."""
    _, problems = read_episode(text.encode(), Path("e.yaml"), "e", zone)
    return [line(problem) for problem in problems]


def line(problem: Problem) -> str:
    hint = f" | {problem.hint}" if problem.hint else ""
    return f"{problem.location} [{problem.rule}] {problem.message}{hint}"


def test_everything_an_author_may_write_is_read() -> None:
    facts = episode(
        """\
title: 1984
published: 2026-03-01 18:00
guid: abc
summary: A summary.
notes: |
  Some *notes*.
season: 2
episode: 3
type: bonus
explicit: yes
draft: true
guests: [Tom Van Reed, {name: Ann, link: https://ann.example/}]
chapters:
  - 0:00 Hello
  - {start: 1:02:03.5, title: End, hidden: true}
audio: {url: https://cdn.example/1.mp3, length: 99, duration: 1:00}
"""
    )

    assert (facts.title, facts.guid, facts.season, facts.episode) == (
        "1984",
        "abc",
        2,
        3,
    )
    assert (facts.type, facts.explicit, facts.draft) == (EpisodeType.BONUS, True, True)
    assert facts.published == datetime(2026, 3, 1, 18, 0, tzinfo=LONDON)
    assert facts.notes == "Some *notes*."
    assert facts.guests == (
        Person(name="Tom Van Reed", role="guest"),
        Person(name="Ann", role="guest", link="https://ann.example/"),
    )
    assert facts.chapters == (
        Chapter(start=timedelta(0), title="Hello"),
        Chapter(start=timedelta(seconds=3723.5), title="End", hidden=True),
    )
    assert facts.audio == AudioFacts(
        url="https://cdn.example/1.mp3", length=99, duration=timedelta(minutes=1)
    )


def test_a_date_keeps_its_own_zone() -> None:
    facts = episode("published: 2026-07-01T18:00:00+02:00", zone=None)

    assert facts.published == datetime(2026, 7, 1, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("title: x\n# published: 2026-12-01 18:00  # Tuesday\n", 2),
        ("title: x\npublished:\n#published: 2026-12-01 18:00\n", 3),
        ("title: x\n# published: ask Nora\n", None),
        ("# published: 2026-12-01 18:00\npublished: 2026-12-02 18:00\n", None),
    ],
)
def test_a_date_that_is_proposed_has_its_place(text: str, line: int | None) -> None:
    place = Location(path=Path("e.yaml"), line=line, column=1)

    assert episode(text).proposed == (place if line else None)


def test_an_empty_file_holds_no_facts() -> None:
    assert episode("").title is None


def test_an_empty_value_is_as_good_as_absent() -> None:
    assert episode("summary:\nguests:\n").guests is None


def test_all_mistakes_are_told_in_one_run_each_in_its_place() -> None:
    text = """\
titel: Rag paper
date: 2026-03-01
type: trailler
season: zero
draft: maybe
chapters:
  - 0:00 Intro
  - start: 0:99
    title: End
audio: ../../etc/passwd
"""

    assert sorted(told(text)) == [
        "e.yaml:10:8 [values-fit] audio: '../../etc/passwd' leads out of the project"
        " | give a path inside the folder of podcast.yaml",
        "e.yaml:1:1 [known-keys] `titel` is not a key | did you mean `title`?",
        "e.yaml:2:1 [own-key-names] `date` was read as `published`"
        " | call it `published`",
        "e.yaml:2:7 [dates-have-times] date: '2026-03-01' is a date without a time"
        " | add the time of day: 2026-03-01 18:00",
        "e.yaml:3:7 [values-fit] type: 'trailler' is none of full, trailer, bonus"
        " | did you mean `trailer`?",
        "e.yaml:4:9 [values-fit] season: 'zero' is not a whole number"
        " | write 1, 2, 3 …",
        "e.yaml:5:8 [values-fit] draft: 'maybe' is neither true nor false"
        " | write true or false",
        "e.yaml:8:12 [values-fit] start: '0:99' is not a time"
        " | write it like 1:02:03 or 2:03",
    ]


def test_what_is_right_beside_a_mistake_is_still_read() -> None:
    facts, _ = read_episode(
        b"title: A\ntype: x\ndraft: true", Path("e.yaml"), "e", LONDON
    )

    assert (facts.title, facts.draft, facts.type) == ("A", True, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "published: 2026-03-01 18:00",
            "e.yaml:1:12 [dates-have-zones] 2026-03-01 18:00 has no time zone"
            " | add `timezone: Europe/London` (yours) to podcast.yaml,"
            " or write 2026-03-01T18:00:00+00:00",
        ),
        (
            "- a",
            "e.yaml:1:1 [yaml-mapping] the file holds no keys and values"
            " | begin with a line like `title: …`",
        ),
        (
            "title: true",
            "e.yaml:1:8 [values-fit] title: true stands where a text was needed"
            ' | for the word, write it between quotes: "true"',
        ),
        (
            "audio: https://cdn.example/1.mp3",
            "e.yaml:1:8 [values-fit] audio: audio at an address needs its length and"
            " duration | write audio: {url: …, length: 8731648, duration: 24:15},"
            " or let `feed-builder check --online` find out",
        ),
        (
            "chapters: [{start: 0:00, titel: x}]",
            "e.yaml:1:26 [known-keys] `titel` is not a key | did you mean `title`?",
        ),
        (
            "title: A\nname: B",
            "e.yaml:2:1 [unique-keys] `name` means `title` | keep one of the two",
        ),
    ],
)
def test_a_mistake_says_what_was_needed(text: str, expected: str) -> None:
    assert expected in told(text, zone=None)


def test_a_show_is_read_with_its_people_and_sections() -> None:
    facts, problems = read_show(
        b"""\
title: Paper & Ink
description: Talks about paper.
link: https://paper.example
language: en
people:
  - {name: Nora Quill, aliases: [NQ, Nor]}
sections: {key: song, title: Song, headings: Song of the week, kind: text}
""",
        Path("podcast.yaml"),
    )

    assert problems == ()
    assert facts is not None
    assert facts.link == "https://paper.example/"
    assert facts.people == (Person(name="Nora Quill", aliases=("NQ", "Nor")),)
    assert facts.sections == (
        SectionSpec(
            key="song",
            title="Song",
            headings=("Song of the week",),
            kind=HighlightKind.TEXT,
        ),
    )


def test_what_a_show_lacks_is_told_once_each() -> None:
    facts, problems = read_show(b"title: A\nlink: paper", Path("podcast.yaml"))

    assert facts is not None
    assert not facts.whole
    assert facts.unread == {"description", "link", "language"}
    assert [line(problem) for problem in problems] == [
        "podcast.yaml:1:1 [required-keys] `description` is missing"
        " | add a line `description: Talks about paper, and the people who make it.`"
        " (What the show is about)",
        "podcast.yaml:2:7 [values-fit] link: 'paper' is not a full address"
        " | begin with https://, and write spaces as %20",
        "podcast.yaml:1:1 [required-keys] `language` is missing"
        " | add a line `language: en` (What is spoken)",
    ]


def test_what_is_right_in_a_show_with_mistakes_is_known() -> None:
    facts, problems = read_show(
        b"title: A\npeople: [Nora Quill]\nsections: 3\n", Path("podcast.yaml")
    )

    assert facts is not None
    assert facts.people == (Person(name="Nora Quill"),)
    assert facts.unread == {"description", "link", "language", "sections"}
    assert len(problems) == 4


@pytest.mark.parametrize("text", [b"", b"# nothing yet\n"])
def test_an_empty_show_is_one_problem(text: bytes) -> None:
    facts, problems = read_show(text, Path("podcast.yaml"))

    assert facts is None
    assert [line(problem) for problem in problems] == [
        "podcast.yaml:1:1 [yaml-mapping] the file is empty"
        " | begin with a line like `title: \u2026`"
    ]


def test_a_key_whose_line_is_unreadable_is_not_told_to_be_missing() -> None:
    _, problems = read_show(
        b"title: A: B\ndescription: d\nlink: https://a.example\nlanguage: en",
        Path("podcast.yaml"),
    )

    assert [problem.rule for problem in problems] == ["yaml-syntax"]


_KEYS = st.sampled_from(
    "title published date guests chapters audio people owner link sections x".split()
)
_SCALARS = st.sampled_from(
    ["1", "x", "~", "true", "[]", "{}", "0:00 A", "[[1], {a: b}]"]
)


@given(st.lists(st.tuples(_KEYS, _SCALARS), max_size=8))
def test_no_combination_of_values_raises(pairs: list[tuple[str, str]]) -> None:
    text = "\n".join(f"{key}: {scalar}" for key, scalar in pairs).encode()

    read_episode(text, Path("e.yaml"), "e", None)
    read_show(text, Path("podcast.yaml"))


def test_a_misspelt_key_is_not_missing_too() -> None:
    text = "title: A\ndescription: b\nlink: https://a.example/\nlangauge: en\n"
    _, problems = read_show(text.encode(), Path("p.yaml"))
    assert [p.rule for p in problems] == ["known-keys"]


def test_a_misspelt_zone_is_a_zone_that_is_told_of() -> None:
    text = "title: A\ndescription: b\nlink: https://a.example/\nlanguage: en\n"
    facts, problems = read_show(
        f"{text}timezone: Europe/Londn\n".encode(), Path("p.yaml")
    )
    assert [p.rule for p in problems] == ["values-fit"]
    assert facts is None or facts.timezone == ZoneInfo("UTC")
