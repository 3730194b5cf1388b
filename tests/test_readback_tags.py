"""Other people's parsers read every tag of the podcast namespace as we meant it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from feed_builder import build
from feed_builder.assembly import assembled
from feed_builder.model import FeedTag, Podcast

from .everything import a_full_project
from .test_readback import read_by_peers

NOW = datetime(2026, 6, 1, tzinfo=UTC)
Read = tuple[Podcast, dict[str, Any]]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    """The podcast with every tag, and what the peers read of its feed."""
    project = a_full_project(tmp_path_factory.mktemp("full"))
    build(project, now=NOW)
    podcast = assembled(project, now=NOW, drafts=False).podcast
    assert podcast is not None
    return podcast, read_by_peers(project.output / "feed.xml")


def test_feedsmith_reads_every_tag_of_the_show(read: Read) -> None:
    podcast, peers = read
    meant = as_feedsmith_has_it(podcast.show.tags, "channel")

    assert plain({k: peers["feedsmith"]["podcast"][k] for k in meant}) == plain(meant)


def test_feedsmith_reads_every_tag_of_an_episode(read: Read) -> None:
    podcast, peers = read
    meant = as_feedsmith_has_it(podcast.episodes[0].whole.tags, "item")
    item = peers["feedsmith"]["items"][0]

    assert plain({k: item["podcast"][k] for k in meant}) == plain(meant)


def test_partytime_knows_every_tag_that_it_can_know(read: Read) -> None:
    _, peers = read

    assert peers["partytime"]["pc20support"] == {
        "1": ["locked", "funding", "transcript", "chapters", "soundbite"],
        "2": ["person", "location", "season", "episode"],
        "3": ["trailer", "license", "guid", "alternateEnclosure"],
        "4": ["value", "medium", "images", "liveItem"],
        "5": ["block", "socialInteract"],
        "6": ["txt", "remoteItem", "podroll"],
        "7": ["chat", "publisher"],
    }


def test_partytime_reads_a_live_item_whole(read: Read) -> None:
    _, peers = read

    (live,) = peers["partytime"]["podcastLiveItems"]

    shown = "status start end title guid enclosure link image contentLinks".split()
    assert {key: live[key] for key in shown} == {
        "status": "live",
        "start": "2026-05-01T18:00:00.000Z",
        "end": "2026-05-01T19:00:00.000Z",
        "title": "Live at the vat",
        "guid": "live-1",
        "enclosure": {
            "url": "https://live.example/vat.mp3",
            "length": 0,
            "type": "audio/mpeg",
        },
        "link": "https://paper.example/live",
        "image": "https://paper.example/live.jpg",
        "contentLinks": [
            {"title": "Watch it", "url": "https://video.example/paper"},
        ],
    }


#: Tags of which feedsmith has one; of all others it has lists.
_ONE = frozenset(
    "license medium podroll publisher updateFrequency podping chat season episode "
    "chapters integrity".split()
)
#: Tags that feedsmith does not read at all, by where they stand.
_UNREAD = {
    "channel": {"images", "socialInteract"},
    "item": {"images", "funding", "contentLink"},
    "liveItem": {"images", "funding"},
}
#: Tags whose text feedsmith keeps under a name of its own.
_TEXTS = {"season": "number", "episode": "number", "block": "value"}


def as_feedsmith_has_it(tags: Iterable[FeedTag], parent: str) -> dict[str, Any]:
    """The tags of this parent under feedsmith's names."""
    found: dict[str, Any] = {}
    for tag in tags:
        if tag.prefix != "podcast" or tag.name in _UNREAD.get(parent, ()):
            continue
        alone = tag.name == "remoteItem" and parent in ("publisher", "valueTimeSplit")
        if tag.name in _ONE or alone:
            found[tag.name] = _tag(tag)
        else:
            found.setdefault(f"{tag.name}s", []).append(_tag(tag))
    return found


def _tag(tag: FeedTag) -> Any:
    if tag.name == "medium":
        return tag.text
    text = {_TEXTS.get(tag.name, "display"): tag.text} if tag.text else {}
    attributes = {_camel(name): value for name, value in tag.attributes}
    return {**text, **attributes, **as_feedsmith_has_it(tag.children, tag.name)}


def _camel(name: str) -> str:
    return {"aspect-ratio": "aspectRatio", "pubdate": "pubDate"}.get(name, name)


def plain(value: Any) -> Any:
    """The value with numbers and truths as text, however they were written."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value in ("true", "false", "yes", "no"):
        return str(value in (True, "true", "yes"))
    try:
        return str(float(value))
    except ValueError:
        return value
