"""The search: what its index is made of, and when it is made."""

from __future__ import annotations

import gzip
import json
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from feed_builder import Project, addresses, build
from feed_builder.cli import run
from feed_builder.indexing import search_index
from feed_builder.model import Highlight, HighlightKind, Podcast, Transcript, Turn
from feed_builder.render.search import searched, text_key

from .builders import (
    EPISODE_YAML,
    PODCAST_YAML,
    TONE,
    a_podcast,
    a_project,
    a_show,
    an_episode,
)
from .test_unchanged import rested

NOW = datetime(2026, 6, 1, tzinfo=UTC)
INDEX = addresses.SEARCH_INDEX
TALK = """\
Hosts: Nora Quill
Guest: Tom Van Reed

NQ: What came first?

TVR: Rags & all that is < straw.
"""
PROJECT = {"episodes/001-rag-paper.txt": TALK}


def a_talk(*said: tuple[str, str]) -> Transcript:
    return Transcript(
        form="plain",
        turns=tuple(Turn(label=n, name=n, text=text, line=1) for n, text in said),
        highlights=(
            Highlight(key="drink", title="Drink", kind=HighlightKind.TEXT, text="Tea"),
        ),
    )


def an_indexed_project(folder: Path) -> Project:
    project = a_project(folder, PROJECT)
    build(project, now=NOW)
    return project


def index_of(project: Project) -> dict[str, tuple[int, bytes]]:
    """Every file of the index, with its time and bytes."""
    return {
        path.relative_to(project.output / INDEX).as_posix(): (
            path.stat().st_mtime_ns,
            path.read_bytes(),
        )
        for path in sorted((project.output / INDEX).rglob("*"))
        if path.is_file()
    }


def fragments(project: Project) -> Iterator[dict[str, Any]]:
    """What Pagefind has kept of each episode."""
    for path in sorted((project.output / INDEX / "fragment").iterdir()):
        data = gzip.decompress(path.read_bytes())
        yield json.loads(data.removeprefix(b"pagefind_dcd"))


# What is searched ---------------------------------------------------------------------


def test_every_part_has_the_address_that_it_has_on_its_page() -> None:
    episode = an_episode(
        season=2,
        notes="Of *rags*",
        transcript=a_talk(("Nora Quill", "Why?"), ("Tom Van Reed", "a < b\nAnd so.")),
    )

    page = etree.fromstring(searched(a_show(), episode), etree.HTMLParser())

    elements = list(page.iter("h2", "p"))[1:]  # after the summary
    pairs = zip(elements[::2], elements[1::2], strict=True)
    assert [(heading.get("id"), heading.text, p.text) for heading, p in pairs] == [
        ("notes", "Notes", "Of rags"),
        ("drink", "Drink", "Tea"),
        ("nora-quill-why", "Nora Quill", "Why?"),
        ("tom-van-reed-a-b-and-so", "Tom Van Reed", "a < b\nAnd so."),
    ]
    assert [
        (span.get("data-pagefind-filter"), span.text) for span in page.iter("span")
    ] == [("season", "2"), ("speaker", "Nora Quill"), ("speaker", "Tom Van Reed")]


def test_the_index_knows_turns_by_their_addresses(tmp_path: Path) -> None:
    (known,) = fragments(an_indexed_project(tmp_path))

    assert known["url"] == "/episodes/001-rag-paper/"
    assert known["meta"]["title"] == "Rag paper"
    assert [anchor["id"] for anchor in known["anchors"]][-2:] == [
        "nora-quill-what-came-first",
        "tom-van-reed-rags-all-that-is-straw",
    ]
    assert known["filters"] == {"speaker": ["Nora Quill", "Tom Van Reed"]}


# When it is made ----------------------------------------------------------------------

TOLD = an_episode(transcript=a_talk(("Nora Quill", "Why?")))


@pytest.mark.parametrize(
    ("changed", "is_new"),
    [
        (a_podcast(replace(TOLD, notes="More")), True),
        (a_podcast(replace(TOLD, title="Straw paper")), True),
        (a_podcast(replace(TOLD, season=3)), True),
        (a_podcast(replace(TOLD, transcript=a_talk(("Tom", "Why?")))), True),
        (a_podcast(replace(TOLD, transcript=a_talk(("Nora Quill", "How?")))), True),
        (a_podcast(TOLD, language="de"), True),
        (a_podcast(TOLD, replace(TOLD, slug="002")), True),
        (a_podcast(replace(TOLD, updated=NOW, explicit=True, block=True)), False),
        (a_podcast(TOLD, description="Else.", author="Somebody"), False),
    ],
)
def test_it_is_made_again_when_its_text_has_changed(
    changed: Podcast, is_new: bool
) -> None:
    assert (text_key(changed) != text_key(a_podcast(TOLD))) is is_new


def test_a_build_that_changes_no_text_leaves_it_alone(tmp_path: Path) -> None:
    project = an_indexed_project(tmp_path)
    before = index_of(project)
    changed = EPISODE_YAML + "explicit: true\n"
    (tmp_path / "episodes/001-rag-paper.yaml").write_text(changed)

    report = build(project, now=NOW)

    assert "episodes/001-rag-paper/index.html" in report.written
    assert index_of(project) == before


def test_what_has_changed_is_found_and_what_was_there_is_gone(tmp_path: Path) -> None:
    project = an_indexed_project(tmp_path)
    (tmp_path / "episodes/001-rag-paper.txt").write_text(TALK.replace("Rags", "Reeds"))

    build(project, now=NOW)

    (known,) = fragments(project)
    assert "Reeds" in known["content"]
    assert "Rags" not in known["content"]


def test_a_file_that_is_missing_has_all_made_again(tmp_path: Path) -> None:
    project = an_indexed_project(tmp_path)
    (script,) = (project.output / INDEX).glob("pagefind.js")
    script.unlink()

    build(project, now=NOW)

    assert script.is_file()
    (meta,) = (project.output / INDEX).glob("*.pf_meta")
    entry = json.loads((project.output / INDEX / "pagefind-entry.json").read_text())
    assert meta.name == f"pagefind.{entry['languages']['en']['hash']}.pf_meta"


def test_a_preview_keeps_the_index_that_it_began_with(tmp_path: Path) -> None:
    project, out = a_project(tmp_path, PROJECT), tmp_path / "look"
    build(project, now=NOW, output=out, lasting=False)
    (tmp_path / "episodes/001-rag-paper.txt").write_text(TALK.replace("Rags", "Reeds"))

    report = build(project, now=NOW, output=out, lasting=False)

    assert "episodes/001-rag-paper/index.html" in report.written
    assert not [path for path in report.written if path.startswith(str(INDEX))]
    assert (out / INDEX / "pagefind.js").is_file()


def test_a_show_may_do_without(tmp_path: Path) -> None:
    project = an_indexed_project(tmp_path)
    (tmp_path / "podcast.yaml").write_text(PODCAST_YAML + "search: false\n")

    build(project, now=NOW)

    assert not (project.output / "search").exists()
    assert "search/" not in (project.output / "index.html").read_text()


def test_nothing_is_indexed_of_a_show_without_episodes() -> None:
    assert list(search_index(Podcast(show=a_show(), episodes=()))) == []


@pytest.mark.parametrize("is_broken", [False, True])
def test_what_is_withdrawn_is_found_no_more(tmp_path: Path, is_broken: bool) -> None:
    second = EPISODE_YAML.replace("Rag", "Reed")
    project = a_project(
        tmp_path,
        {
            **PROJECT,
            "podcast.yaml": f"{PODCAST_YAML}live: true\n",
            "episodes/002-reed-paper.yaml": second,
            "audio/002-reed-paper.mp3": TONE.with_name("vbr.mp3"),
        },
    )
    build(project, now=NOW)
    assert len(list(fragments(project))) == 2
    if is_broken:
        (tmp_path / "episodes/002-reed-paper.yaml").write_text("title: [\n")

    assert run(["-C", str(tmp_path), "withdraw", "001-rag-paper"]) == 0

    texts = [data for _, data in index_of(project).values()]
    assert bool(texts) is not is_broken
    assert "Rag paper" not in (project.output / "search/index.html").read_text()
    if not is_broken:
        (known,) = fragments(project)
        assert known["url"] == "/episodes/002-reed-paper/"


# Where it cannot be made --------------------------------------------------------------


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("not a program", "Exec format error"),
        ("#!/bin/sh\necho 'It is too hot.' >&2\nexit 3\n", "It is too hot."),
        (None, "there is no Pagefind for this machine"),
    ],
)
def test_the_site_is_whole_without_it(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    program: str | None,
    message: str,
) -> None:
    project = an_indexed_project(tmp_path)
    (tmp_path / "episodes/001-rag-paper.txt").write_text(TALK.replace("Rags", "Reeds"))
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: tmp_path / "broken")
    if program is None:
        monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    else:
        (tmp_path / "broken").write_text(program)
        (tmp_path / "broken").chmod(stat.S_IRWXU)
    rested(tmp_path)

    report = build(project, now=NOW)

    (problem,) = (p for p in report.problems if p.rule == "search-indexed")
    assert message in problem.message
    assert not report.failed()
    assert "search/index.html" not in report.removed
    assert index_of(project) == {}, "an index of what was there before is wrong"

    monkeypatch.undo()
    assert build(project, now=NOW).problems == ()
    assert index_of(project), "it is tried again, though no file has changed"
