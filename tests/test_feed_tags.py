from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import FeedTag
from feed_builder.podcast_spec import CHANNEL, ITEM, LIVE_TAGS, TAGS
from feed_builder.problems import Problem
from feed_builder.sources.document import read_document
from feed_builder.sources.feed_tags import TagReader

LONDON = ZoneInfo("Europe/London")


def read(
    text: str, parent: str = CHANNEL, zone: ZoneInfo | None = LONDON
) -> tuple[tuple[FeedTag, ...], list[Problem]]:
    document, problems = read_document(text.encode(), Path("f.yaml"))
    assert problems == ()
    reader = TagReader(document, zone)
    return reader.file(parent, {}), reader.problems


def tags(text: str, parent: str = CHANNEL) -> tuple[FeedTag, ...]:
    found, problems = read(text, parent)
    assert problems == []
    return found


def told(text: str, parent: str = CHANNEL) -> list[str]:
    _, problems = read(text, parent)
    return [f"{p.location} [{p.rule}] {p.message} | {p.hint}" for p in problems]


def a_tag(name: str, text: str = "", *children: FeedTag, **attributes: str) -> FeedTag:
    return FeedTag(
        name=name,
        text=text,
        attributes=tuple(attributes.items()),
        children=children,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("funding: https://a.example/", a_tag("funding", url="https://a.example/")),
        ("location: Glasgow", a_tag("location", "Glasgow")),
        (
            "location: {name: Leith, geo: '55.97, -3.17', country: GB}",
            a_tag("location", "Leith", geo="geo:55.97,-3.17", country="gb"),
        ),
        ("license: CC-BY-4.0", a_tag("license", "cc-by-4.0")),
        ("txt: 1984", a_tag("txt", "1984")),
        ("block: true", a_tag("block", "yes")),
        ("block: amazon", a_tag("block", "yes", id="amazon")),
        ("medium: music", a_tag("medium", "music")),
        ("podcast: {podping: true}", a_tag("podping", usesPodping="true")),
    ],
)
def test_simple_things_are_simple_on_the_show(text: str, expected: FeedTag) -> None:
    assert tags(text) == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "soundbites: 1:02 0:45 The best",
            a_tag("soundbite", "The best", startTime="62", duration="45"),
        ),
        (
            "soundbites: [{start: 1.5, length: 30}]",
            a_tag("soundbite", startTime="1.5", duration="30"),
        ),
        (
            "podcast: {contentLink: https://a.example/}",
            a_tag("contentLink", href="https://a.example/"),
        ),
    ],
)
def test_simple_things_are_simple_on_an_episode(text: str, expected: FeedTag) -> None:
    assert tags(text, ITEM) == (expected,)


def test_tags_come_in_the_order_of_the_table_whatever_the_authors_is() -> None:
    found = tags("podcast: {podping: true}\ntxt: b\nmedium: music\nlocation: [Y, X]")

    assert [(tag.name, tag.text) for tag in found] == [
        ("medium", "music"),
        ("location", "Y"),
        ("location", "X"),
        ("txt", "b"),
        ("podping", ""),
    ]


def test_a_podroll_is_the_list_of_its_shows() -> None:
    guid, other = TAGS["guid"].example, "9b024349-ccf0-5f69-a609-6b82873eab3c"

    assert tags(f"podcast: {{podroll: [{guid}, {other}]}}") == (
        a_tag(
            "podroll",
            "",
            a_tag("remoteItem", feedGuid=guid),
            a_tag("remoteItem", feedGuid=other),
        ),
    )


def test_a_live_item_holds_tags_of_rss_and_of_apple() -> None:
    (live,) = tags(
        """\
podcast:
  liveItem:
    status: pending
    start: 2026-05-01 19:00
    title: Live
    guid: live-1
    enclosure: {url: https://live.example/, type: audio/mpeg}
    contentLink: https://live.example/page
    itunes:image: https://live.example/a.jpg
"""
    )

    assert live.attributes == (
        ("status", "pending"),
        ("start", "2026-05-01T19:00:00+01:00"),
    )
    assert [(c.prefix, c.name, c.text, c.attributes) for c in live.children] == [
        ("", "title", "Live", ()),
        ("", "guid", "live-1", (("isPermaLink", "false"),)),
        (
            "",
            "enclosure",
            "",
            (("url", "https://live.example/"), ("length", "0"), ("type", "audio/mpeg")),
        ),
        ("itunes", "image", "", (("href", "https://live.example/a.jpg"),)),
        ("podcast", "contentLink", "", (("href", "https://live.example/page"),)),
    ]


def test_the_date_of_a_trailer_is_written_as_e_mail_does() -> None:
    (trailer,) = tags(
        "trailer: {title: Soon, url: https://a.example/, published: 2026-07-01 18:00}"
    )

    assert trailer.attribute("pubdate") == "Wed, 01 Jul 2026 17:00:00 +0000"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "funding: paper.example",
            "f.yaml:1:10 [values-fit] url: 'paper.example' is not a full address"
            " | did you mean https://paper.example?",
        ),
        (
            "funding: {text: Buy us a ream}",
            "f.yaml:1:10 [required-keys] funding: `url` is missing | as in funding: "
            "{url: https://paper.example/support, text: Buy us a ream}",
        ),
        (
            "location: {name: X, goe: '1,2'}",
            "f.yaml:1:21 [known-keys] `goe` is no part of location"
            " | did you mean `geo`?",
        ),
        (
            "location: {name: X, geo: '91,2'}",
            "f.yaml:1:26 [values-fit] geo: '91,2' is no place on earth"
            " | write latitude,longitude in degrees: '55.861,-4.250'",
        ),
        (
            "medium: podcat",
            "f.yaml:1:9 [values-fit] medium: 'podcat' is none of "
            f"{', '.join(TAGS['medium'].text.choices if TAGS['medium'].text else ())}"
            " | did you mean `podcast`?",
        ),
        (
            "medium: [music, video]",
            "f.yaml:1:17 [tags-once] medium: one was needed here, and 2 are written"
            " | keep one of them",
        ),
        (
            "license: cc0-1.0\npodcast: {license: cc-by-4.0}",
            "f.yaml:2:20 [tags-once] license: it is written in two places"
            " | keep either `license` or `podcast: license`",
        ),
        (
            "license: ours",
            "f.yaml:1:10 [tags-whole] license: 'ours' is not a well-known one, and has"
            " no url | add `url: https://…` to its full text, or write one like"
            " cc-by-4.0",
        ),
        (
            "podcast: {soundbite: 0 1 x}",
            "f.yaml:1:11 [known-keys] `soundbite` is no part of channel"
            " | it belongs into an episode's YAML or `liveItem`",
        ),
        (
            "podcast: {podrol: x}",
            "f.yaml:1:11 [known-keys] `podrol` is no part of channel"
            " | did you mean `podroll`?",
        ),
        (
            "podcast: {person: Nora}",
            "f.yaml:1:11 [known-keys] `person` has a key of its own"
            " | write `people` beside `podcast`",
        ),
        (
            "podcast: podroll",
            "f.yaml:1:10 [values-fit] podcast: names of tags were needed here | write "
            "some of medium, block, funding, location, license, trailer, value, image, "
            "images, socialInteract, chat, txt, podroll, publisher, "
            "remoteItem, updateFrequency, podping, liveItem below it, indented",
        ),
        (
            "podcast: {socialInteract: {protocol: nostr}}",
            "f.yaml:1:27 [required-keys] socialInteract: `uri` is missing"
            " | add the address of the post, or write protocol: disabled",
        ),
        (
            "podcast: {publisher: 917393e3-1b1e-5cef-ace4-edaa54e1f810}",
            "f.yaml:1:22 [tags-whole] publisher: it is not one remote item whose medium"
            " is publisher | write `publisher: {feedGuid: …, medium: publisher}`",
        ),
        (
            "podcast: {updateFrequency: {rrule: FREQ=DAILY;COUNT=3}}",
            "f.yaml:1:28 [tags-whole] updateFrequency: its rule counts, but not from"
            " any date | add `dtstart: 2026-03-02T00:00:00+00:00` (the first date)",
        ),
        (
            "podcast: {updateFrequency: {rrule: weekly}}",
            "f.yaml:1:36 [values-fit] rrule: 'weekly' is no recurrence rule"
            " | write it like FREQ=WEEKLY;BYDAY=MO (RFC 5545, section 3.3.10)",
        ),
        (
            "podcast: {images: 'https://a.example/ 600w'}",
            "f.yaml:1:19 [tags-current] images is deprecated; apps read image"
            f" | write `image: {TAGS['image'].example}`",
        ),
        (
            f"funding: {{url: https://a.example/, text: {'x' * 129}}}",
            "f.yaml:1:42 [texts-short] funding: 129 characters; apps may cut it at 128"
            " | shorten it",
        ),
    ],
)
def test_a_breach_is_told_where_it_stands(text: str, expected: str) -> None:
    assert told(text) == [expected]


def test_a_share_without_a_recipient_is_told() -> None:
    text = """\
value:
  type: lightning
  method: keysend
  recipients: [{type: node, address: x, split: all}]
  splits: [{start: 0, length: 1}]
"""

    assert told(text) == [
        "f.yaml:4:48 [values-fit] split: 'all' is not a whole number"
        " | write 0, 1, 2, 3 …",
        "f.yaml:5:12 [tags-whole] valueTimeSplit: it holds neither recipients nor one"
        " remote item | write either `recipients:` or one `remoteItem:` below it",
    ]


def test_a_recording_needs_its_type_unless_it_lies_in_the_project() -> None:
    (known,) = tags("podcast: {alternateEnclosure: audio/low.opus}", ITEM)
    (problem,) = told("podcast: {alternateEnclosure: https://a.example/low.opus}", ITEM)

    assert known.children == (a_tag("source", uri="audio/low.opus"),)
    assert "alternateEnclosure: `type` is missing" in problem


def test_a_live_stream_is_no_file_of_the_project() -> None:
    text = """\
podcast:
  liveItem:
    status: live
    start: 2026-05-01 19:00
    title: Live
    guid: live-1
    enclosure: {url: https://live.example/, type: audio/mpeg}
    contentLink: https://live.example/page
    alternateEnclosure: audio/low.opus
"""

    (problem,) = told(text)

    assert "[tags-whole] liveItem: a file of the project is no live stream" in problem


def test_a_date_without_a_zone_is_told_where_the_show_has_none() -> None:
    text = "podcast: {updateFrequency: {rrule: FREQ=DAILY, dtstart: 2026-05-01 19:00}}"

    _, (problem,) = read(text, zone=None)

    assert problem.rule == "dates-have-zones"


def test_what_is_right_beside_a_breach_is_kept() -> None:
    found, _ = read("funding: [x, https://a.example/]\nlocation: Leith")

    assert [tag.name for tag in found] == ["funding", "location"]


_WORDS = st.sampled_from(
    [*TAGS, *LIVE_TAGS, "text", "url", "href", "type", "value", "start", "x", "1"]
)
_VALUES = st.recursive(
    st.sampled_from(["", "x", "1", "1:02", "https://a.example/", "true", None]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(_WORDS, _VALUES, max_size=4), st.sampled_from([CHANNEL, ITEM]))
def test_no_combination_of_values_raises(
    values: dict[str, object], parent: str
) -> None:
    document, _ = read_document(b"", Path("f.yaml"))
    reader = TagReader(document, None)

    reader.mapping(values, ("podcast",), parent)
