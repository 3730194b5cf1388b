"""Whole small projects and all that is published of them, byte for byte."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import feedparser
import pytest
import webvtt
import yaml
from jsonschema import Draft202012Validator

from feed_builder.podcast_spec import CHANNEL, FRIENDLY, ITEM, tags_in
from feed_builder.sources.schema import Entry, EpisodeFile, PodcastFile
from scripts.make_golden import GOLDEN, NAMES, PROBLEMS, expected, golden

from .builders import SHARED

FULL = GOLDEN / "full" / "project"
CAPTIONS = sorted(GOLDEN.glob("*/expected/**/*.vtt"))


@pytest.mark.parametrize("name", NAMES)
def test_all_that_is_published_is_as_it_was(name: str) -> None:
    now, then = golden(name), expected(name)

    assert now.keys() == then.keys(), "run `make golden`, and read the difference"
    for path, text in now.items():
        assert text == then[path], f"{path}: run `make golden`, read the difference"


@pytest.mark.parametrize("name", NAMES)
def test_a_golden_project_has_no_errors(name: str) -> None:
    assert "error[" not in expected(name)[PROBLEMS]


def test_golden_projects_are_small() -> None:
    files = (path for path in GOLDEN.rglob("*") if path.is_file())

    assert sum(path.stat().st_size for path in files) < 1_000_000


@pytest.mark.parametrize("name", NAMES)
def test_others_read_the_feed_without_a_complaint(name: str) -> None:
    feeds = [text for path, text in expected(name).items() if path.startswith("feed")]

    read = [feedparser.parse(text.encode()) for text in feeds]

    assert [feed.bozo for feed in read] == [False] * len(feeds)
    assert all(
        entry.title and entry.enclosures for feed in read for entry in feed.entries
    )


@pytest.mark.parametrize("path", CAPTIONS, ids=lambda path: path.name)
def test_others_read_our_captions(path: Path) -> None:
    captions = webvtt.from_buffer(StringIO(path.read_text("utf-8"))).captions

    assert captions
    assert all(caption.text for caption in captions)


@pytest.mark.parametrize("kind", ["chapters", "transcript"])
def test_json_keeps_to_its_schema(kind: str) -> None:
    schema = SHARED / "reference" / f"{kind}.schema.json"
    if not schema.exists():
        pytest.skip(f"needs {schema.name}, which is not here")
    judge = Draft202012Validator(json.loads(schema.read_text("utf-8")))

    for path in GOLDEN.glob(f"*/expected/**/{kind}*.json"):
        judge.validate(json.loads(path.read_text("utf-8")))


def loaded(pattern: str) -> list[dict[str, Any]]:
    """Every file of the full project that fits, as plain values."""
    paths = sorted(FULL.glob(pattern))
    return [yaml.safe_load(path.read_text("utf-8")) for path in paths]


def entries(values: list[Any]) -> list[dict[str, Any]]:
    """The mappings among these values, and in the lists among them."""
    flat = [
        v for value in values for v in (value if isinstance(value, list) else [value])
    ]
    return [value for value in flat if isinstance(value, dict)]


def missing(kind: type[Entry], mappings: list[dict[str, Any]]) -> set[str]:
    """Keys of the schema, with those of nested entries, that no mapping has."""
    used = {key for mapping in mappings for key in mapping}
    absent = set(kind.model_fields) - used
    for key, nested in kind.nested.items():
        below = entries([m[key] for m in mappings if key in m])
        absent |= {f"{key}.{name}" for name in missing(nested, below)}
    return absent


@pytest.mark.parametrize(
    ("kind", "pattern"),
    [(PodcastFile, "podcast.yaml"), (EpisodeFile, "episodes/*.yaml")],
    ids=["podcast.yaml", "episodes"],
)
def test_the_full_project_uses_every_key(kind: type[Entry], pattern: str) -> None:
    assert missing(kind, loaded(pattern)) == set()


@pytest.mark.parametrize(
    ("parent", "pattern"), [(CHANNEL, "podcast.yaml"), (ITEM, "episodes/*.yaml")]
)
def test_the_full_project_uses_every_tag(parent: str, pattern: str) -> None:
    mappings = loaded(pattern)
    named = {
        tag for key, tag in FRIENDLY[parent].items() if any(key in m for m in mappings)
    }
    named |= {tag for m in entries([m.get("podcast") for m in mappings]) for tag in m}
    merged = {"guid", "locked", "person", "block"}  # have keys of their own

    assert set(tags_in(parent)) - named - merged == set()
