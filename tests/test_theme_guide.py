"""The guide to themes, done as it says on a small show."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale

from feed_builder import build
from feed_builder.render.words import LANGUAGES

from .builders import a_project

GUIDE = Path(__file__).parent.parent / "docs" / "guide" / "theme.md"
EXAMPLE = re.compile(r"<!-- file: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)
EXAMPLES = dict(EXAMPLE.findall(GUIDE.read_text(encoding="utf-8")))
NOW = datetime(2026, 6, 1, tzinfo=UTC)
MISSPELT = """\
{% extends "default/episode.html" %}
{% block after %}
{{ episode.card.titel }}
{% endblock %}
"""
PAGE = "episodes/001-rag-paper/index.html"


def test_the_guide_names_every_language_that_pages_speak() -> None:
    names = ", ".join(sorted(str(Locale(tag).english_name) for tag in LANGUAGES))
    before, _, last = names.rpartition(", ")

    said = " ".join(GUIDE.read_text(encoding="utf-8").split())
    assert f"Pages speak the `language` of the show: {before} and {last}." in said


def published(folder: Path, **changes: str) -> dict[str, str]:
    """The pages of a show with the guide's examples."""
    project = a_project(folder, {**EXAMPLES, **changes})
    report = build(project, now=NOW)
    assert not [p for p in report.problems if "templates" in str(p.location)]
    return {
        str(path.relative_to(project.output)): path.read_text(encoding="utf-8")
        for path in project.output.rglob("*.html")
    }


def test_the_examples_do_what_the_guide_says(tmp_path: Path) -> None:
    pages = published(tmp_path)

    assert set(EXAMPLES) == {
        "templates/own.css",
        "templates/_footer.html",
        "templates/episode.html",
    }
    assert all("Made of rags by Nora Quill." in pages[p] for p in ("index.html", PAGE))
    assert "Thank you for listening to “Rag paper”." in pages[PAGE]
    assert "<audio" in pages[PAGE]
    assert 'href="../../own.css"' in pages[PAGE]


def test_a_show_without_its_own_stylesheet_links_to_none(tmp_path: Path) -> None:
    build(project := a_project(tmp_path, {}), now=NOW)

    assert "own.css" not in (project.output / "index.html").read_text("utf-8")


@pytest.mark.parametrize("block", ["meta", "head", "header", "main", "after", "footer"])
def test_a_block_can_be_filled_anew(tmp_path: Path, block: str) -> None:
    own = (
        f'{{% extends "default/home.html" %}}{{% block {block} %}}Mine.{{% endblock %}}'
    )
    project = a_project(tmp_path, {"templates/home.html": own})

    build(project, now=NOW)

    assert "Mine." in (project.output / "index.html").read_text("utf-8")


def test_a_misspelt_field_stops_the_build_at_its_line(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"templates/episode.html": MISSPELT})

    (problem,) = (
        p for p in build(project, now=NOW).problems if p.rule == "templates-render"
    )

    assert str(problem.location) == f"{tmp_path / 'templates' / 'episode.html'}:3"
    assert problem.hint == "did you mean 'title'?"
    assert not (project.output / "index.html").exists()
