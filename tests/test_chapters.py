from __future__ import annotations

import json
from datetime import timedelta
from pathlib import PurePosixPath
from typing import Any

import jsonschema
import pytest

from feed_builder.model import Chapter
from feed_builder.render.chapters import chapters

from .builders import SHARED, a_podcast, an_episode


def a_chapter(start: float, title: str, **changes: Any) -> Chapter:
    return Chapter(start=timedelta(seconds=start), title=title, **changes)


def document(*marks: Chapter) -> Any:
    (output,) = chapters(a_podcast(an_episode(chapters=marks)))
    assert output.make is not None
    return json.loads(output.make())


FULL = (
    a_chapter(0, "Rags & “pulp”"),
    a_chapter(
        90.5, "Wood", link="https://wood.example/", image="https://w.example/w.png"
    ),
    a_chapter(100, "Jingle", hidden=True),
)


def test_an_episode_without_chapters_has_no_file() -> None:
    assert list(chapters(a_podcast())) == []


def test_chapters_are_published_beside_the_page() -> None:
    (output,) = chapters(a_podcast(an_episode(chapters=FULL)))

    assert output.path == PurePosixPath("episodes/001-rag-paper/chapters.json")


def test_chapters_are_written_as_the_namespace_has_it() -> None:
    assert document(*FULL) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.0, "title": "Rags & “pulp”"},
            {
                "startTime": 90.5,
                "title": "Wood",
                "url": "https://wood.example/",
                "img": "https://w.example/w.png",
            },
            {"startTime": 100.0, "title": "Jingle", "toc": False},
        ],
    }


def test_chapters_come_in_the_order_of_time() -> None:
    late_first = document(a_chapter(60, "Wood"), a_chapter(0, "Rags"))

    assert [mark["title"] for mark in late_first["chapters"]] == ["Rags", "Wood"]


def test_chapters_fit_their_schema() -> None:
    schema = SHARED / "reference" / "chapters.schema.json"
    if not schema.exists():
        pytest.skip(f"needs {schema}")

    jsonschema.validate(document(*FULL), json.loads(schema.read_text()))
