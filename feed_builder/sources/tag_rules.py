"""What the specification says of a tag in words only: no table can hold it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..model import FeedTag
from ..podcast_spec import CHANNEL, ITEM, LIVE_TAGS, TAGS, WELL_KNOWN_LICENSE
from ..problems import Severity
from .tag_values import is_address


@dataclass(frozen=True, slots=True, kw_only=True)
class TagBreach:
    """What does not go together in a tag, and what to do about it."""

    message: str
    hint: str
    rule: str = "tags-whole"
    severity: Severity = Severity.ERROR


def breaches(tag: FeedTag) -> Iterator[TagBreach]:
    """What is wrong with a tag whose parts are each right."""
    return _RULES.get(tag.name, _nothing)(tag)


def derived(tag: FeedTag, attribute: str) -> bool:
    """Whether the value of a missing attribute is read from a file of the project."""
    return attribute == "type" and any(
        not is_address(source.attribute("uri") or "")
        for source in tag.children
        if source.name == "source"
    )


def wrong_place(name: str) -> str:
    """Where a tag belongs that does not belong here; empty if there is no such tag."""
    spec = {**LIVE_TAGS, **TAGS}.get(name)
    places = (
        [_PLACES.get(place, f"`{place}`") for place in spec.parents] if spec else []
    )
    return f"it belongs into {' or '.join(places)}" if places else ""


_PLACES = {CHANNEL: "podcast.yaml", ITEM: "an episode's YAML"}


def _nothing(_tag: FeedTag) -> Iterator[TagBreach]:
    return iter(())


def _license(tag: FeedTag) -> Iterator[TagBreach]:
    if not tag.attribute("url") and not WELL_KNOWN_LICENSE.fullmatch(tag.text):
        yield TagBreach(
            message=f"license: {tag.text!r} is not a well-known one, and has no url",
            hint="add `url: https://…` to its full text, or write one like cc-by-4.0",
            severity=Severity.WARNING,
        )


def _social_interact(tag: FeedTag) -> Iterator[TagBreach]:
    if tag.attribute("protocol") != "disabled" and not tag.attribute("uri"):
        yield TagBreach(
            message="socialInteract: `uri` is missing",
            hint="add the address of the post, or write protocol: disabled",
            rule="required-keys",
        )


def _value_time_split(tag: FeedTag) -> Iterator[TagBreach]:
    names = [child.name for child in tag.children]
    if names != ["remoteItem"] and set(names) != {"valueRecipient"}:
        yield TagBreach(
            message="valueTimeSplit: it holds neither recipients nor one remote item",
            hint="write either `recipients:` or one `remoteItem:` below it",
        )


def _publisher(tag: FeedTag) -> Iterator[TagBreach]:
    if [child.attribute("medium") for child in tag.children] != ["publisher"]:
        yield TagBreach(
            message="publisher: it is not one remote item whose medium is publisher",
            hint="write `publisher: {feedGuid: …, medium: publisher}`",
        )


def _update_frequency(tag: FeedTag) -> Iterator[TagBreach]:
    if "COUNT=" in (tag.attribute("rrule") or "") and not tag.attribute("dtstart"):
        yield TagBreach(
            message="updateFrequency: its rule counts, but not from any date",
            hint="add `dtstart: 2026-03-02T00:00:00+00:00` (the first date)",
        )


def _live_item(tag: FeedTag) -> Iterator[TagBreach]:
    for child in tag.children:
        if child.name == "alternateEnclosure" and derived(child, "type"):
            yield TagBreach(
                message="liveItem: a file of the project is no live stream",
                hint="give the stream's full address as its source",
            )


_RULES: dict[str, Callable[[FeedTag], Iterator[TagBreach]]] = {
    "license": _license,
    "liveItem": _live_item,
    "socialInteract": _social_interact,
    "valueTimeSplit": _value_time_split,
    "publisher": _publisher,
    "updateFrequency": _update_frequency,
}
