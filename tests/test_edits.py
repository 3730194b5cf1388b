"""Whatever is edited, in whatever order: a build gives what a first build would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from feed_builder import Project, Report, build

from .builders import TONE, a_project
from .test_unchanged import files_of, rested

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TALK = (
    "Host: Nora Quill\nGuest: {guest}\n\nNQ: Hello {guest}.\nKey Lessons\n1 - {word}\n"
)
FACTS = """\
title: {title}
published: 2026-0{month}-01 18:00
summary: On {title}.
season: {month}
hosts: [{{name: Nora Quill, image: nora.png}}]
"""
STEMS = ("001-rags", "002-deckle", "003-size", "004-felt")
Edit = Callable[[Path], object]


def _words(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["Rags", "Felt", "Deckle"]).map(
        lambda word: f"{word} {name}"
    )


def _facts(stem: str, title: str, month: int) -> Edit:
    text = FACTS.format(title=title, month=month)
    return lambda folder: (folder / f"episodes/{stem}.yaml").write_text(text)


def _notes(stem: str, words: str) -> Edit:
    """Notes instead of a summary."""

    def edit(folder: Path) -> None:
        path = folder / f"episodes/{stem}.yaml"
        if path.exists():
            known = ("summary:", "notes:")
            lines = path.read_text().splitlines()
            kept = [line for line in lines if not line.startswith(known)]
            path.write_text("\n".join([*kept, f"notes: {words}. Yes.", ""]))

    return edit


def _talk(stem: str, guest: str, word: str) -> Edit:
    text = TALK.format(guest=guest, word=word)
    return lambda folder: (folder / f"episodes/{stem}.txt").write_text(text)


def _gone(name: str) -> Edit:
    return lambda folder: (folder / name).unlink(missing_ok=True)


def _show(key: str) -> Edit:
    def edit(folder: Path) -> None:
        path = folder / "podcast.yaml"
        lines = [line for line in path.read_text().splitlines() if line != key]
        added = [] if key in path.read_text() else [key]
        path.write_text("\n".join([*lines, *added, ""]))

    return edit


def _template(colour: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / "templates").mkdir(exist_ok=True)
        (folder / "templates/own.css").write_text(f"h1 {{ color: {colour} }}\n")

    return edit


def _portrait(colour: str) -> Edit:
    def edit(folder: Path) -> None:
        Image.new("RGB", (8, 8), colour).save(folder / "nora.png")

    return edit


def _older(name: str) -> Edit:
    """A restored backup: what was written last has an old time."""

    def edit(folder: Path) -> None:
        if (folder / name).exists():
            os.utime(folder / name, (1_500_000_000, 1_500_000_000))

    return edit


def _swapped(one: str, other: str) -> Edit:
    def edit(folder: Path) -> None:
        first, second = (folder / f"episodes/{stem}.yaml" for stem in (one, other))
        if one != other and first.exists() and second.exists():
            first.rename(folder / "aside")
            second.rename(first)
            (folder / "aside").rename(second)

    return edit


def _published(name: str) -> Edit:
    """Somebody's hand in the output."""

    def edit(folder: Path) -> None:
        if (folder / "output" / name).exists():
            (folder / "output" / name).write_text("a slip")

    return edit


_stems = st.sampled_from(STEMS)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_facts, _stems, _words("paper"), st.integers(1, 7)),
    st.builds(_notes, _stems, _words("rest")),
    st.builds(_talk, _stems, _words("Maker"), _words("wins")),
    st.builds(_gone, st.builds("episodes/{}.txt".format, _stems)),
    st.builds(
        _show, st.sampled_from(["copyright: Us", "full_notes: 1", "feed_page: 2"])
    ),
    st.builds(_template, st.sampled_from(["#333", "#222"])),
    st.builds(_portrait, st.sampled_from(["#333", "#222"])),
    st.builds(_older, st.builds("episodes/{}.yaml".format, _stems)),
    st.builds(_swapped, _stems, _stems),
    st.builds(_published, st.sampled_from(["index.html", "feed.xml"])),
)


@given(
    rounds=st.lists(
        st.tuples(st.lists(EDITS, max_size=3), st.integers(0, 45), st.booleans()),
        min_size=2,
        max_size=5,
    )
)
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_a_build_gives_what_a_first_build_would(
    rounds: list[tuple[list[Edit], int, bool]], tmp_path: Path
) -> None:
    shutil.rmtree(tmp_path, ignore_errors=True)
    project = _new(tmp_path)
    now = NOW
    for edits, days, wait in rounds:
        for edit in edits:
            edit(project.folder)
        if wait:  # what is a moment old is not remembered: both must be right
            rested(project.folder)
        now += timedelta(days=days)

        report = build(project, now=now)

        first = _first_build(project, now)
        assert report.problems == first.problems
        assert report.episodes == first.episodes
        assert report.held_back == first.held_back
        assert files_of(project.output) == files_of(project.folder / "first")


def _new(folder: Path) -> Project:
    others = ("episodes/001-rag-paper.yaml", "audio/001-rag-paper.mp3")
    audio = {f"audio/{stem}.mp3": TONE for stem in STEMS}
    (folder / "episodes").mkdir(parents=True)
    project = a_project(folder, {**dict.fromkeys(others), **audio})
    _portrait("#111")(folder)
    for stem in STEMS:
        _facts(stem, f"Paper {stem[2]}", int(stem[2]) + 3)(folder)
        _talk(stem, "Tom Van Reed", "Rags")(folder)
    rested(folder)
    build(project, now=NOW)
    return project


def _first_build(project: Project, now: datetime) -> Report:
    """Nothing is remembered, and nothing was published."""
    first = project.folder / "first"
    shutil.rmtree(first, ignore_errors=True)
    new = Project(folder=project.folder, cache_folder=first / ".feed-builder/none")
    return build(new, now=now, output=first)
