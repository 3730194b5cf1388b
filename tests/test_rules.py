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
    Enclosure,
    Episode,
    FeedTag,
    Origin,
    Podcast,
    Show,
    ShowType,
    Source,
    Transcript,
    Turn,
)
from feed_builder.problems import Problem, Severity
from feed_builder.rules import (
    EPISODE_RULES,
    PODCAST_RULES,
    RULES,
    SHOW_RULES,
    episode_problems,
    podcast_problems,
    show_problems,
)

from .builders import a_podcast, a_show, an_episode

ART = Artwork(
    path=Path("a.png"), type="image/png", width=3000, height=3000, digest="00"
)
WRITTEN = Origin(source=Source.AUTHOR)
STATED = a_show(origins=dict.fromkeys(["explicit", "artwork"], WRITTEN))
LATE = timedelta(hours=2)


def art(**changes: Any) -> Show:
    return a_show(artwork=replace(ART, **changes))


def late_turn() -> Transcript:
    turn = Turn(label="NQ", name="Nora Quill", text="Hm.", line=3, start=LATE)
    return Transcript(form="document", turns=(turn,))


#: A bad case of every rule; the builders' show and episode are the good ones.
BAD: dict[str, Show | Episode | Podcast] = {
    "artwork-present": a_show(artwork=None),
    "artwork-square": art(width=2000),
    "artwork-sized": art(width=600, height=600),
    "artwork-rgb": art(colours="CMYK"),
    "artwork-opaque": art(colours="RGBA", has_alpha=True),
    "artwork-light": art(length=800_000),
    "artwork-type-matches": art(type="image/jpeg"),
    "categories-known": a_show(categories=(Category(name="Tech"),)),
    "explicit-stated": a_show(),
    "language-known": a_show(language="English"),
    "description-fits": a_show(description="é" * 2001),
    "owner-given": a_show(owner=None),
    "addresses-are-https": a_show(
        link="http://paper.example/", origins=dict.fromkeys(["link"], WRITTEN)
    ),
    "audio-playable": an_episode(
        enclosure=Enclosure(url="https://a.example/1.ogg", length=1, type="audio/ogg")
    ),
    "summary-present": an_episode(summary=""),
    "move-finished": a_show(moved_to="https://new.example/feed.xml"),
    "soundbites-fit": an_episode(
        tags=(
            FeedTag(
                name="soundbite", attributes=(("startTime", "750"), ("duration", "5"))
            ),
        )
    ),
    "chapters-fit": an_episode(chapters=(Chapter(start=LATE, title="Outro"),)),
    "turns-fit": an_episode(transcript=late_turn()),
    "episodes-exist": Podcast(show=a_show(), episodes=()),
    "unique-guids": a_podcast(an_episode(), an_episode(slug="2")),
    "unique-enclosures": a_podcast(an_episode(), an_episode(slug="2")),
    "dates-differ": a_podcast(an_episode(), an_episode(slug="2")),
    "serials-numbered": a_podcast(an_episode(number=None), type=ShowType.SERIAL),
}


def problems(of: Any, insist: tuple[str, ...] = ()) -> list[Problem]:
    if isinstance(of, Show):
        return list(show_problems(of, insist))
    if isinstance(of, Episode):
        return list(episode_problems(of, insist))
    return list(podcast_problems(of, insist))


def test_every_rule_has_a_bad_case() -> None:
    assert BAD.keys() == {rule.id for rule in RULES}


@pytest.mark.parametrize("rule", BAD)
def test_a_breach_is_found_and_says_what_to_do(rule: str) -> None:
    found = [p for p in problems(BAD[rule]) if p.rule == rule]

    assert len(found) == 1
    assert found[0].message
    assert found[0].hint


def test_a_good_show_breaks_no_rule() -> None:
    good = [*problems(STATED), *problems(an_episode()), *problems(a_podcast())]

    assert good == []


@pytest.mark.parametrize("rule", [*SHOW_RULES, *EPISODE_RULES, *PODCAST_RULES])
def test_every_rule_has_a_manual(rule: Any) -> None:
    assert rule.manual.endswith(".")


def test_what_a_directory_demands_is_an_error_where_it_is_insisted_on() -> None:
    bad = BAD["artwork-square"]

    (as_built,) = (p for p in problems(bad) if p.rule == "artwork-square")
    (as_checked,) = (p for p in problems(bad, ("apple",)) if p.rule == "artwork-square")

    assert as_built.severity is Severity.WARNING
    assert as_checked.severity is Severity.ERROR


def test_a_chapter_after_the_end_is_a_problem() -> None:
    (problem,) = problems(BAD["chapters-fit"])

    assert problem.message == (
        "chapter 'Outro' starts at 2:00:00, but the audio is only 12:34 long"
    )


def test_a_category_that_is_nearly_apples_is_named() -> None:
    bad = a_show(categories=(Category(name="Arts", subcategory="Book"),))

    (problem,) = (p for p in problems(bad) if p.rule == "categories-known")

    assert problem.hint == "did you mean 'Books'?"


def test_the_picture_of_an_episode_is_checked_too() -> None:
    bad = an_episode(artwork=replace(ART, width=600, height=600))

    assert [p.rule for p in problems(bad)] == ["artwork-sized"]
