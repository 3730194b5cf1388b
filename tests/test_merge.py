from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from feed_builder.guids import episode_guid, podcast_guid
from feed_builder.merge import Material, merged, merged_show
from feed_builder.model import (
    Audio,
    AudioFacts,
    AudioTags,
    Chapter,
    Enclosure,
    Episode,
    EpisodeFacts,
    Origin,
    Overridden,
    Owner,
    Part,
    Person,
    ShowFacts,
    Source,
    Transcript,
    TranscriptKind,
)
from feed_builder.problems import Location

from .builders import a_show

YAML = Path("episodes/1.yaml")
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FACTS = EpisodeFacts(
    slug="1",
    path=YAML,
    title="From the author",
    published=NOON,
    locations={"title": Location(path=YAML, line=1, column=8)},
)
AUDIO = Audio(
    path=Path("audio/1 a.mp3"),
    type="audio/mpeg",
    length=99,
    duration=timedelta(seconds=7),
    tags=AudioTags(title="From the tag", comment="A comment."),
    chapters=(Chapter(start=timedelta(0), title="Tagged"),),
)
TRANSCRIPT = Transcript(form="document", hosts=("Nora Quill",), guests=("Tom Reed",))


def episode(**changes: Any) -> Episode:
    settings: dict[str, Any] = {
        "show": a_show(),
        "stem": "1 a",
        "facts": FACTS,
        "audio": AUDIO,
        **changes,
    }
    result, problems = merged(Material(**settings))
    assert problems == ()
    assert result is not None
    return result


def test_what_the_author_wrote_wins_over_the_audio_tag() -> None:
    result = episode()

    assert result.title == "From the author"
    assert result.origins["title"] == Origin(
        source=Source.AUTHOR,
        location=Location(path=YAML, line=1, column=8),
        overrode=(
            Overridden(
                source=Source.AUDIO,
                value="From the tag",
                location=Location(path=AUDIO.path),
            ),
        ),
    )


def test_the_audio_tag_stands_in_for_the_author() -> None:
    result = episode(facts=replace(FACTS, title=None))

    assert (result.title, result.summary) == ("From the tag", "A comment.")
    assert result.origins["title"].location == Location(path=AUDIO.path)


@pytest.mark.parametrize(
    ("summary", "opening"), [("On rags.", ""), (None, "We visit the mill.")]
)
def test_without_a_summary_the_beginning_of_the_notes_is_known(
    summary: str | None, opening: str
) -> None:
    facts = replace(FACTS, summary=summary, notes="We visit *the mill*.")

    result = episode(facts=facts, audio=replace(AUDIO, tags=AudioTags()))

    assert (result.summary, result.opening) == (summary or "", opening)
    assert result.about == (summary or opening)


def test_people_come_from_the_transcript_before_the_show() -> None:
    known = Person(name="Nora Quill", role="announcer", link="https://nora.example/")

    result = episode(show=a_show(people=(known,)), transcript=TRANSCRIPT)

    assert result.people == (known, Person(name="Tom Reed", role="guest"))


def test_guests_that_the_author_names_win_over_the_transcript() -> None:
    facts = replace(FACTS, guests=(Person(name="Ann", role="guest"),))

    result = episode(facts=facts, transcript=TRANSCRIPT)

    assert [p.name for p in result.people] == ["Nora Quill", "Ann"]


def test_an_author_can_say_that_there_is_no_guest() -> None:
    result = episode(facts=replace(FACTS, guests=()), transcript=TRANSCRIPT)

    assert [p.name for p in result.people] == ["Nora Quill"]


def test_a_guest_of_the_show_list_is_not_in_every_episode() -> None:
    people = (Person(name="Nora Quill"), Person(name="Ann", role="guest"))

    assert [p.name for p in episode(show=a_show(people=people)).people] == [
        "Nora Quill"
    ]


def test_a_guid_is_the_authors_or_made_from_podcast_and_stem() -> None:
    assert episode(facts=replace(FACTS, guid="mine")).guid == "mine"
    assert episode().guid == episode_guid(a_show().guid, "1 a")


def test_local_audio_is_announced_where_it_will_lie() -> None:
    assert episode().enclosure == Enclosure(
        url="https://paper.example/audio/1.mp3", length=99, type="audio/mpeg"
    )


def test_audio_hosted_elsewhere_is_announced_there_and_not_copied() -> None:
    result = episode(show=a_show(audio_url="https://cdn.example/x"))

    assert result.enclosure.url == "https://cdn.example/x/1%20a.mp3"
    assert result.audio is None


def test_remote_audio_is_announced_with_the_facts_that_the_author_wrote() -> None:
    remote = AudioFacts(
        url="https://cdn.example/1.mp3", length=5, duration=timedelta(seconds=9)
    )

    result = episode(facts=replace(FACTS, audio=remote), audio=None)

    assert (result.enclosure.length, result.duration) == (5, timedelta(seconds=9))


def test_chapters_of_the_author_win_over_the_audio() -> None:
    mine = (Chapter(start=timedelta(0), title="Mine"),)

    assert episode(facts=replace(FACTS, chapters=mine)).chapters == mine
    assert episode().chapters == AUDIO.chapters


def test_headings_with_times_are_chapters() -> None:
    parts = (
        Part(heading="<mainbit>", line=1, start=timedelta(seconds=3)),
        Part(heading="Endbit", line=9),
    )

    result = episode(transcript=replace(TRANSCRIPT, sections=parts))

    assert result.chapters == (Chapter(start=timedelta(seconds=3), title="mainbit"),)


@pytest.mark.parametrize(
    ("timestamps", "kind"),
    [(True, TranscriptKind.VERBATIM), (False, TranscriptKind.EDITED)],
)
def test_a_document_with_times_is_taken_for_verbatim(
    timestamps: bool, kind: TranscriptKind
) -> None:
    transcript = replace(TRANSCRIPT, timestamps=timestamps)

    assert episode(transcript=transcript).transcript_kind is kind


def test_what_is_missing_for_publishing_says_where_to_write_it() -> None:
    facts = EpisodeFacts(slug="1", path=YAML)
    audio = replace(AUDIO, tags=AudioTags())

    result, problems = merged(
        Material(show=a_show(), stem="1", facts=facts, audio=audio)
    )

    assert result is None
    assert [(p.rule, p.hint) for p in problems] == [
        (
            "title-present",
            "write `title: …` into 1.yaml, or give the audio file a title tag",
        ),
        (
            "published-present",
            "write when it goes out into 1.yaml, as `published: 2030-01-31 18:00`; "
            "or give these files the name of their YAML",
        ),
    ]


def test_a_date_that_is_a_comment_is_what_is_missing() -> None:
    here = Location(path=YAML, line=3, column=1)
    facts = replace(FACTS, published=None, proposed=here)

    _, (problem,) = merged(Material(show=a_show(), stem="1", facts=facts, audio=AUDIO))

    assert problem.location == here
    assert problem.hint == "take away this # when the date is right"


def test_a_draft_without_a_date_can_be_previewed() -> None:
    facts = replace(FACTS, published=None)

    result, _ = merged(
        Material(show=a_show(), stem="1", facts=facts, audio=AUDIO), undated=NOON
    )

    assert result is not None
    assert result.published == NOON


def test_what_the_show_leaves_out_is_derived() -> None:
    facts = ShowFacts(
        path=Path("podcast.yaml"),
        title="T",
        description="D",
        link="https://a.example/show/",
        language="en",
        people=(Person(name="Nora Quill"), Person(name="Ann", role="guest")),
    )

    show = merged_show(facts, None)

    assert show.feed_url == "https://a.example/show/feed.xml"
    assert show.guid == podcast_guid("https://a.example/show/feed.xml")
    assert (show.author, show.explicit) == ("Nora Quill", False)


@pytest.mark.parametrize(
    ("roles", "author"),
    [
        (["host"], "A"),
        (["host", "editor", "guest", "co-host", "producer"], "A, D"),
        (["editor", "host"], "B"),
        (["producer", "narrator"], "A, B"),  # a show without a host
        (["guest"], "T"),
        ([], "T"),
    ],
)
def test_the_author_of_a_show_is_its_hosts(roles: list[str], author: str) -> None:
    people = (
        Person(name=n, role=role) for n, role in zip("ABCDE", roles, strict=False)
    )
    facts = ShowFacts(
        path=Path("podcast.yaml"),
        title="T",
        description="D",
        link="https://a.example/show/",
        language="en",
        owner=Owner(name="", email="t@a.example"),
        people=tuple(people),
    )

    show = merged_show(facts, None)

    assert show.author == author
    assert show.owner == Owner(name=author, email="t@a.example")


def test_an_editor_of_the_show_is_credited_in_its_episodes() -> None:
    people = (Person(name="Nora Quill"), Person(name="Ada Moss", role="editor"))

    assert episode(show=a_show(people=people)).people == people


def test_a_podcast_guid_that_is_written_down_is_kept() -> None:
    guid = UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    facts = ShowFacts(
        path=Path("podcast.yaml"),
        title="T",
        description="D",
        link="https://moved.example/",
        language="en",
        guid=guid,
    )

    assert merged_show(facts, None).guid == guid
