from __future__ import annotations

from dataclasses import replace

from feed_builder.difference import Difference, Kind, differences
from feed_builder.model import Enclosure, Transcript, Turn
from feed_builder.render.feed import feed_bytes

from .builders import a_podcast, an_episode

OLD = an_episode()
NEW = an_episode(
    slug="002",
    guid="2",
    title="Wove paper",
    enclosure=Enclosure(url="https://paper.example/audio/2.mp3", length=1, type="a/b"),
)


def told(*changed: object) -> list[Difference]:
    before, after = changed
    assert isinstance(before, bytes)
    assert isinstance(after, bytes)
    return list(differences(before, after))


def feed_of(*episodes: object) -> bytes:
    return feed_bytes(a_podcast(*episodes))  # type: ignore[arg-type]  # a short cut


def test_a_feed_does_not_differ_from_itself() -> None:
    assert told(feed_of(OLD), feed_of(OLD)) == []


def test_new_and_vanished_episodes_are_told() -> None:
    assert told(feed_of(OLD), feed_of(NEW, OLD)) == [
        Difference(kind=Kind.NEW, of="Wove paper")
    ]
    assert told(feed_of(NEW, OLD), feed_of(OLD)) == [
        Difference(kind=Kind.GONE, of="Wove paper")
    ]


def test_a_changed_text_is_told_with_its_tag() -> None:
    changed = replace(OLD, itunes_summary="Rags.")

    assert told(feed_of(OLD), feed_of(changed)) == [
        Difference(
            kind=Kind.CHANGED, of="Rag paper", field="itunes:summary", after="Rags."
        )
    ]


def test_a_tag_that_goes_is_told_once() -> None:
    talk = Transcript(
        form="plain", turns=(Turn(label="NQ", name="Nora Quill", text="Hi.", line=1),)
    )
    (gone,) = told(feed_of(replace(OLD, transcript=talk)), feed_of(OLD))

    assert (gone.kind, gone.field) == (Kind.CHANGED, "podcast:transcript")
    assert gone.before.startswith("https://paper.example/episodes/001-rag-paper/")
    assert gone.after == ""


def test_what_apps_would_download_again_is_told_as_such() -> None:
    other = Enclosure(
        url="https://paper.example/x.mp3", length=123456, type="audio/mpeg"
    )

    (audio,) = told(feed_of(OLD), feed_of(replace(OLD, enclosure=other)))
    (guid,) = told(feed_of(OLD), feed_of(replace(OLD, guid="another")))

    assert (audio.kind, audio.field) == (Kind.AGAIN, "enclosure url")
    assert (guid.kind, guid.field) == (Kind.AGAIN, "guid")


def test_a_first_feed_is_all_new() -> None:
    assert [d.of for d in differences(None, feed_of(OLD))] == ["the show", "Rag paper"]
