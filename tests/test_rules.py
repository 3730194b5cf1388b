"""Rules on values; a good and a bad file for each is in tests/cases/rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from feed_builder.model import (
    Artwork,
    Category,
    Chapter,
    Directory,
    Enclosure,
    Episode,
    EpisodeType,
    Origin,
    Owner,
    Podcast,
    Show,
    Source,
    Transcript,
    TranscriptKind,
    Turn,
)
from feed_builder.problems import Location, Problem, Severity
from feed_builder.rules import (
    RULES,
    episode_problems,
    podcast_problems,
    show_problems,
)

from .builders import GUEST, HOST, a_podcast, a_show, an_episode

ART = Artwork(
    path=Path("a.png"), type="image/png", width=3000, height=3000, digest="00"
)
WRITTEN = Origin(source=Source.AUTHOR, location=Location(path=Path("e.yaml")))
STATED = a_show(origins=dict.fromkeys(["explicit", "artwork"], WRITTEN))
LATE = timedelta(hours=2)
HOUR = timedelta(hours=1)


def problems(of: Any, insist: tuple[str, ...] = ()) -> list[Problem]:
    if isinstance(of, Show):
        return list(show_problems(of, insist))
    if isinstance(of, Episode):
        return list(episode_problems(of, a_show(), insist))
    return list(podcast_problems(of, insist))


def broken(of: Any, insist: tuple[str, ...] = ()) -> list[str]:
    return [problem.rule for problem in problems(of, insist)]


def talk(words: int, *names: str | None, letters: str = "paper") -> Transcript:
    turns = tuple(
        Turn(label="XX", name=name, text=f"{letters} " * words, line=3)
        for name in names or ("Nora Quill",)
    )
    return Transcript(form="document", turns=turns)


def test_a_good_show_breaks_no_rule() -> None:
    assert broken(STATED) + broken(an_episode()) + broken(a_podcast()) == []


def test_no_rule_has_the_name_of_another_one() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_directories_that_there_are(rule: Any) -> None:
    assert rule.directories <= {directory.value for directory in Directory}


def test_what_a_directory_demands_is_an_error_where_it_is_insisted_on() -> None:
    bad = replace(STATED, artwork=replace(ART, width=2000))

    (as_built,) = problems(bad)
    (as_checked,) = problems(bad, ("apple",))

    assert as_built.severity is Severity.WARNING
    assert as_checked.severity is Severity.ERROR


def test_what_only_youtube_asks_is_a_note_for_all_others() -> None:
    bad = an_episode(title="x" * 101)

    (for_apple,) = problems(bad, ("apple",))
    (for_youtube,) = problems(bad, ("youtube",))

    assert for_apple.severity is Severity.NOTE
    assert for_youtube.severity is Severity.ERROR


def test_what_harms_subscribers_is_an_error_whoever_is_insisted_on() -> None:
    bad = an_episode(chapters=(Chapter(start=LATE, title="Outro"),))

    found = [p for p in problems(bad) if p.rule == "chapters-fit"]

    assert [p.severity for p in found] == [Severity.ERROR]


def test_a_chapter_after_the_end_is_a_problem() -> None:
    late = Chapter(start=LATE, title="Outro")

    found = [
        p for p in problems(an_episode(chapters=(late,))) if p.rule == "chapters-fit"
    ]

    assert [problem.message for problem in found] == [
        "chapter 'Outro' starts at 2:00:00, but the audio is only 12:34 long"
    ]


def test_another_recordings_chapters_are_one_problem() -> None:
    late = tuple(Chapter(start=LATE + n * HOUR, title=f"{n}") for n in range(9))

    assert broken(an_episode(chapters=late)).count("chapters-fit") == 1


@pytest.mark.parametrize(
    ("name", "below", "hint"),
    [
        ("arts", None, "write 'Arts'"),
        ("Art", None, "did you mean 'Arts'?"),
        ("Arts", "books", "write 'Books'"),
        ("Arts", "Book", "did you mean 'Books'?"),
        ("Books", None, "it stands below another one: write 'Arts > Books'"),
        ("Education", "Books", "it stands below another one: write 'Arts > Books'"),
        (
            "Technology",
            "Gadgets",
            "nothing stands below this category: write its name alone",
        ),
    ],
)
def test_a_category_that_is_nearly_apples_is_named(
    name: str, below: str | None, hint: str
) -> None:
    bad = replace(STATED, categories=(Category(name=name, subcategory=below),))

    (problem,) = problems(bad)

    assert (problem.rule, problem.hint) == ("categories-known", hint)


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("en_GB", "did you mean en-GB?"),
        ("en-UK", "did you mean en-GB?"),
        ("de-XX", "did you mean de?"),
        ("jp", "did you mean ja?"),
        ("German", "did you mean de?"),
        ("gsw", "write it like en, en-GB or de"),
        ("xx", "write it like en, en-GB or de"),
    ],
)
def test_a_wrong_language_is_told_the_right_one(written: str, hint: str) -> None:
    (problem,) = problems(replace(STATED, language=written))

    assert (problem.rule, problem.hint) == ("language-known", hint)


@pytest.mark.parametrize("written", ["en", "EN-us", "zh-Hant", "es-419", "zh-Hans-CN"])
def test_a_right_language_is_fine(written: str) -> None:
    assert broken(replace(STATED, language=written)) == []


def test_the_picture_of_an_episode_is_checked_too() -> None:
    bad = an_episode(artwork=replace(ART, width=600, height=600))

    assert broken(bad) == ["artwork-sized"]


@pytest.mark.parametrize(
    ("title", "number"),
    [
        ("Episode 12: Rags", None),
        ("Ep. 12 Rags", 12),
        ("#12 Rags", None),
        ("S2E12 Rags", None),
        ("12. Rags", 12),
        ("012 - Rags", 12),
    ],
)
def test_a_title_that_repeats_the_number_is_a_problem(
    title: str, number: int | None
) -> None:
    assert broken(an_episode(title=title, number=number)) == ["titles-unnumbered"]


@pytest.mark.parametrize(
    "title", ["12 ways to make paper", "1984: the paper", "Episode zero", "No. Never."]
)
def test_other_numbers_belong_to_a_title(title: str) -> None:
    assert broken(an_episode(title=title, number=12)) == []


@pytest.mark.parametrize(
    "title", ["Paper & Ink: Rags", "Rags – paper & ink", "Rags (Paper & Ink)"]
)
def test_a_title_that_repeats_the_show_is_a_problem(title: str) -> None:
    assert broken(an_episode(title=title)) == ["titles-without-show"]


def test_a_trailer_may_name_the_show() -> None:
    trailer = an_episode(title="Trailer: Paper & Ink", type=EpisodeType.TRAILER)

    assert broken(trailer) == []


def test_html_in_a_title_is_not_told_twice() -> None:
    assert broken(an_episode(title="<b>Rags</b>")) == ["titles-plain"]


def test_a_verbatim_transcript_with_few_words_is_half_of_one() -> None:
    short = talk(30 * 60)

    verbatim = an_episode(
        duration=HOUR, transcript=short, transcript_kind=TranscriptKind.VERBATIM
    )
    edited = an_episode(duration=HOUR, transcript=short)

    assert broken(verbatim) == ["transcript-fits-audio"]
    assert broken(edited) == []


def test_nobody_speaks_four_hundred_words_a_minute() -> None:
    assert broken(an_episode(duration=HOUR, transcript=talk(400 * 60))) == [
        "transcript-fits-audio"
    ]


@pytest.mark.parametrize(
    ("words", "minutes", "letters"),
    [(3, 1, "paper"), (199, 0.1, "paper"), (30, 60, "造紙的人與他們的工藝與歷史傳承")],
)
def test_where_no_pace_can_be_told_none_is(
    words: int, minutes: float, letters: str
) -> None:
    episode = an_episode(
        duration=timedelta(minutes=minutes), transcript=talk(words, letters=letters)
    )

    assert broken(episode) == []


def test_a_named_guest_who_is_silent_is_a_problem_at_their_line() -> None:
    here = Location(path=Path("e.yaml"), line=7)
    guest = replace(GUEST, location=here)
    episode = an_episode(
        duration=timedelta(minutes=4),
        people=(HOST, guest),
        transcript=talk(3, "Nora Quill"),
        origins={"guests": WRITTEN},
    )

    (problem,) = problems(episode)

    assert (problem.rule, problem.location) == ("guests-speak", here)


def test_an_unnamed_speaker_may_be_the_guest() -> None:
    guest = replace(GUEST, location=Location(path=Path("e.yaml"), line=7))
    episode = an_episode(
        duration=timedelta(minutes=4),
        people=(HOST, guest),
        transcript=talk(3, "Nora Quill", None),
        origins={"guests": WRITTEN},
    )

    assert broken(episode) == []


def test_a_bonus_may_have_the_number_of_an_episode() -> None:
    full = an_episode()
    bonus = an_episode(
        slug="2",
        guid="2",
        type=EpisodeType.BONUS,
        published=full.published + HOUR,
        enclosure=Enclosure(url="https://a.example/2.mp3", length=1, type="audio/mpeg"),
    )

    assert broken(a_podcast(bonus, full)) == []


def test_kilobytes_are_no_bytes() -> None:
    remote = an_episode(
        duration=HOUR,
        enclosure=Enclosure(
            url="https://a.example/2.mp3", length=28_800, type="audio/mpeg"
        ),
        origins={"enclosure": WRITTEN},
    )

    assert broken(remote) == ["lengths-in-bytes"]


@pytest.mark.parametrize(
    ("email", "live", "is_told"),
    [
        ("you@example.com", True, True),
        ("you@example.com", False, False),
        ("nora@paper.example", True, False),
    ],
)
def test_directories_cannot_write_to_the_owner_of_an_example(
    email: str, live: bool, is_told: bool
) -> None:
    owner = Owner(name="Nora Quill", email=email)

    assert ("owner-given" in broken(replace(STATED, owner=owner, live=live))) is is_told


def test_an_empty_feed_is_told_at_the_show() -> None:
    show = a_show(origins={"title": WRITTEN})

    (problem,) = problems(Podcast(show=show, episodes=()))

    assert (problem.rule, problem.location) == ("episodes-exist", WRITTEN.location)


@pytest.mark.parametrize(
    "title",
    ["Ink \u202efrom", "Ink \u202dfrom\u202c", "\u202bInk", "\u2066a\u2067b\u2069"],
)
def test_a_sign_that_turns_letters_around_is_told_of(title: str) -> None:
    assert broken(an_episode(title=title)) == ["titles-plain"]


@pytest.mark.parametrize(
    "title", ["\u202bInk\u202c", "\u2068Ink\u2069", "שלום \u200f!"]
)
def test_signs_of_right_to_left_languages_are_left_alone(title: str) -> None:
    assert broken(an_episode(title=title)) == []


@pytest.mark.parametrize(
    ("notes", "rule", "hint"),
    [
        (
            "[a](mill.example/b)",
            "notes-links-whole",
            "write https://mill.example/b",
        ),
        ("[a](https:/m.example)", "notes-links-whole", "write https://m.example"),
        ("So: https:/m.example/b", "notes-links-whole", "write https://m.example/b"),
        (
            "[a](javascript:alert(1))",
            "notes-links-whole",
            "write an address that begins with https://",
        ),
        (
            "[a](/about)",
            "notes-links-whole",
            "write an address that begins with https://",
        ),
        (
            "<script>alert(1)</script> b",
            "notes-in-markdown",
            "write Markdown: *emphasis*, [words](https://…), an empty line between "
            "paragraphs",
        ),
    ],
)
def test_what_notes_cannot_show_is_told_of(notes: str, rule: str, hint: str) -> None:
    (problem,) = problems(an_episode(notes=notes))

    assert (problem.rule, problem.hint) == (rule, hint)


@pytest.mark.parametrize(
    "notes",
    [
        "[a](https://m.example/b_(c)) and <https://m.example> and https://m.example",
        "[a](mailto:a@m.example) <a@m.example>",
        "`[a](b)` and `<i>`",
        "    <i>[a](b)",
        "1 < 2 and 3 > 2, a<b",
        "[1] (see below)",
    ],
)
def test_notes_that_apps_can_show_are_left_alone(notes: str) -> None:
    assert broken(an_episode(notes=notes)) == []


@pytest.mark.parametrize(
    ("url", "is_file"),
    [
        ("https://www.dropbox.com/s/a/1.mp3?dl=0", False),
        ("https://dropbox.com/scl/fi/a/1.mp3?rlkey=b&dl=0", False),
        ("https://www.dropbox.com/s/a/1.mp3?dl=1", True),
        ("https://dl.dropboxusercontent.com/s/a/1.mp3", True),
        ("https://drive.google.com/file/d/a/view?x=1.mp3", False),
        ("https://audio.example/dropbox.com/1.mp3", True),
    ],
)
def test_an_address_for_sharing_is_no_file(url: str, is_file: bool) -> None:
    sound = replace(an_episode().enclosure, url=url)
    found = broken(an_episode(enclosure=sound, origins={"enclosure": WRITTEN}))

    assert ("addresses-are-files" not in found) == is_file
