from __future__ import annotations

import json
from typing import Any

import pytest

from feed_builder.podcast_spec import FRIENDLY, LIVE_TAGS, TAGS, tags_in

from .builders import SHARED

SPECIFICATION = SHARED / "reference" / "podcast-namespace-spec.json"

#: Where the specification says more in its words than the table of it holds.
SAID_IN_WORDS = {
    "parents": {"valueRecipient"},  # a valueTimeSplit may hold them too
    "uri": {"socialInteract"},  # not needed where comments are disabled
    "medium": {"remoteItem"},  # one of those that the tag medium lists
}


@pytest.fixture(scope="module")
def specification() -> dict[str, Any]:
    if not SPECIFICATION.exists():
        pytest.skip("the specification's table is not here")
    table: dict[str, Any] = json.loads(SPECIFICATION.read_text("utf-8"))
    return table


def test_the_table_has_every_tag_of_the_namespace(
    specification: dict[str, Any],
) -> None:
    assert TAGS.keys() == specification.keys()


@pytest.mark.parametrize("name", TAGS)
def test_a_tag_is_what_the_specification_says(
    specification: dict[str, Any], name: str
) -> None:
    rules, spec = specification[name], TAGS[name]
    parents = {parent.removeprefix("podcast:") for parent in rules["parents"]}
    if "item" in parents:
        parents.add("liveItem")  # "all tags that are allowed as children of an item"

    assert set(spec.attributes) == set(rules["attrs"])
    assert spec.once == (rules["count"] == "single")
    assert (spec.text.most if spec.text else None) == rules["valueMax"]
    if name not in SAID_IN_WORDS["parents"]:
        assert set(spec.parents) == parents


@pytest.mark.parametrize(
    ("name", "attribute"), [(n, a) for n, spec in TAGS.items() for a in spec.attributes]
)
def test_an_attribute_is_what_the_specification_says(
    specification: dict[str, Any], name: str, attribute: str
) -> None:
    rules = specification[name]["attrs"][attribute]
    value = TAGS[name].attributes[attribute]

    assert value.most == rules.get("max")
    if name not in SAID_IN_WORDS.get(attribute, ()):
        assert value.level.value == rules["level"]
        assert list(value.choices) == rules.get("values", [])


@pytest.mark.parametrize("name", [*TAGS, *LIVE_TAGS])
def test_what_a_tag_is_written_by_is_a_part_of_it(name: str) -> None:
    spec = (LIVE_TAGS | TAGS)[name]
    parts = {"text", *spec.attributes, *tags_in(name)}

    assert {spec.brief, *spec.names.values(), *spec.needs} - parts <= {"text"}
    assert not spec.names.keys() & parts


def test_keys_of_their_own_stand_for_tags_that_belong_there() -> None:
    for parent, keys in FRIENDLY.items():
        assert set(keys.values()) <= tags_in(parent).keys()
