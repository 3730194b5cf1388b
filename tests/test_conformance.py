"""What other generators of feeds got wrong, each as a case that ours gets right."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

from feed_builder import build
from feed_builder.model import Enclosure, Person

from .builders import SHARED, a_podcast, a_show, an_episode
from .everything import a_full_project, feed_of
from .feeds import (
    CONTENT,
    COVER,
    ITUNES,
    PODCAST,
    attributes,
    parsed,
    the_channel,
    the_item,
)

SPECIFICATION = SHARED / "reference" / "podcast-namespace-spec.json"


def test_a_less_than_sign_in_a_title_is_text() -> None:
    item = the_item(an_episode(title="Rags < wood & <b>bold</b>"))

    assert item.findtext("title") == "Rags < wood & <b>bold</b>"


def test_a_control_character_in_a_title_never_reaches_the_feed() -> None:
    item = the_item(an_episode(title="Rag\x1e paper 📄"))

    assert item.findtext("title") == "Rag paper 📄"


def test_escaped_angle_brackets_in_notes_do_not_become_tags() -> None:
    item = the_item(an_episode(summary="Hi.", notes="the &lt;img src=x&gt; tag"))

    assert item.findtext(CONTENT + "encoded") == (
        "<p>Hi.</p>\n<p>the &lt;img src=x&gt; tag</p>"
    )


def test_the_end_of_a_cdata_section_in_notes_ends_nothing() -> None:
    item = the_item(an_episode(summary="a ]]> b", notes="`]]>`"))

    assert item.findtext(CONTENT + "encoded") == (
        "<p>a ]]&gt; b</p>\n<p><code>]]&gt;</code></p>"
    )


@pytest.mark.parametrize(
    ("published", "written"),
    [
        (datetime(2026, 3, 1, 18, tzinfo=UTC), "Sun, 01 Mar 2026 18:00:00 +0000"),
        (
            datetime(2026, 7, 1, 0, 30, tzinfo=ZoneInfo("Europe/Berlin")),
            "Tue, 30 Jun 2026 22:30:00 +0000",
        ),
    ],
)
def test_publication_dates_are_those_of_rfc_2822_in_utc(
    published: datetime, written: str
) -> None:
    item = the_item(an_episode(published=published))

    assert item.findtext("pubDate") == written
    assert parsedate_to_datetime(written) == published


def test_an_enclosure_is_announced_as_what_it_is() -> None:
    video = Enclosure(
        url="https://cdn.example/a%20b.mp4?x=1&y=2", length=0, type="video/mp4"
    )

    (enclosure,) = the_item(an_episode(enclosure=video)).findall("enclosure")

    assert attributes(enclosure) == {
        "url": "https://cdn.example/a%20b.mp4?x=1&y=2",
        "length": "0",
        "type": "video/mp4",
    }


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        (timedelta(hours=1, minutes=5), "3900"),
        (timedelta(hours=11, minutes=59, seconds=59.9), "43199"),
        (timedelta(seconds=59), "59"),
    ],
)
def test_a_duration_is_whole_seconds_however_long(
    duration: timedelta, seconds: str
) -> None:
    item = the_item(an_episode(duration=duration))

    assert item.findtext(ITUNES + "duration") == seconds


def test_only_the_namespaces_that_everybody_knows_are_declared() -> None:
    assert parsed(a_podcast()).nsmap == {
        "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
        "podcast": "https://podcastindex.org/namespace/1.0",
        "atom": "http://www.w3.org/2005/Atom",
        "content": "http://purl.org/rss/1.0/modules/content/",
    }


def test_the_copyright_is_the_authors() -> None:
    assert the_channel(copyright="1998 Nora").findtext("copyright") == "1998 Nora"


def test_the_podcast_guid_is_the_shows() -> None:
    assert the_channel().findtext(PODCAST + "guid") == str(a_show().guid)


def test_a_guid_is_no_address_and_keeps_its_case() -> None:
    (guid,) = the_item(an_episode(guid="https://Old.example/?p=1")).findall("guid")

    assert (guid.text, attributes(guid)) == (
        "https://Old.example/?p=1",
        {"isPermaLink": "false"},
    )


def test_a_picture_is_announced_whatever_its_suffix_is() -> None:
    assert the_channel(artwork=COVER).findtext("image/url") == (
        "https://paper.example/artwork/abababababab.jpg"
    )


def test_names_have_no_spaces_around_them() -> None:
    item = the_item(an_episode(title=" Rag paper\n", people=(Person(name=" Nora "),)))

    assert item.findtext("title") == "Rag paper"
    assert item.findtext(PODCAST + "person") == "Nora"


def test_every_podcast_tag_keeps_to_the_specification(tmp_path: Path) -> None:
    if not SPECIFICATION.exists():
        pytest.skip("the specification's table is not here")
    specification = json.loads(SPECIFICATION.read_text("utf-8"))
    project = a_full_project(tmp_path)
    assert not build(project, now=datetime(2026, 6, 1, tzinfo=UTC)).failed()

    written = [e for e in feed_of(project).iter() if str(e.tag).startswith(PODCAST)]

    assert {etree.QName(e).localname for e in written} == specification.keys()
    breaches = [b for element in written for b in breaches_of(specification, element)]
    assert breaches == []


def breaches_of(specification: dict[str, Any], element: etree._Element) -> list[str]:
    name = etree.QName(element).localname
    rules = specification[name]
    parent = element.getparent()
    assert parent is not None
    text, known, given = element.text or "", rules["attrs"], attributes(element)
    required = {a for a, rule in known.items() if rule["level"] == "required"}
    twins = Counter(child.tag for child in parent)[element.tag]
    checks = {
        "parent": bool(_roles(parent) & set(rules["parents"])),
        "count": rules["count"] == "multiple" or twins == 1,
        "attributes known": set(given) <= set(known),
        "attributes required": required <= set(given),
        "attribute values": all(
            value in known[key].get("values", [value])
            and len(value) <= known[key].get("max", len(value))
            for key, value in given.items()
        ),
        "value": text in rules.get("values", [text]),
        "length": len(text) <= (rules["valueMax"] or len(text)),
    }
    return [f"{name}: {check}" for check, kept in checks.items() if not kept]


def _roles(parent: etree._Element) -> set[str]:
    """What the parent is to the specification: a live item takes what an item takes."""
    name = str(parent.tag).replace(PODCAST, "podcast:")
    more = {"podcast:liveItem": {"item"}, "podcast:valueTimeSplit": {"podcast:value"}}
    return {name} | more.get(name, set())
