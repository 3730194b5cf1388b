"""A build that would only repeat the last one is not done; any other one is."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feed_builder import Project, Report, assembly, build, unchanged
from feed_builder.traces import TICK

from .builders import a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
LATER = "title: Deckle\npublished: 2026-06-02 18:00\nsummary: Edges.\ndraft: false\n"


def rested(folder: Path) -> None:
    """Wait until what is in the folder is older than a tick of the disk's clock."""
    newest = max(path.stat().st_ctime_ns for path in (folder, *folder.rglob("*")))
    while time.time_ns() < newest + 2 * TICK:
        time.sleep(TICK / 1e9)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A show that was built; one of its episodes becomes due a day later."""
    audio = tmp_path / "audio"
    project = a_project(
        tmp_path, {"episodes/001-rag-paper.txt": "Host: Nora Quill\n\nNQ: Hello.\n"}
    )
    shutil.copy(audio / "001-rag-paper.mp3", audio / "002-deckle.mp3")
    (tmp_path / "episodes/002-deckle.yaml").write_text(LATER)
    (tmp_path / "templates").mkdir()
    rested(tmp_path)
    assert build(project, now=NOW).written
    return project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets an entry whenever a project is read."""
    times: list[str] = []
    assembled = assembly.assembled

    def counted(*arguments: object, **options: object) -> object:
        times.append("read")
        return assembled(*arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(assembly, "assembled", counted)
    return times


def test_what_was_looked_at_to_ask_is_not_looked_at_to_build(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = unchanged.LastBuild(project.folder)
    (project.folder / "episodes/002-deckle.yaml").write_text(LATER + "explicit: true\n")
    assert not last.is_repeated(NOW)
    looks: list[object] = []
    monkeypatch.setattr(unchanged, "Look", looks.append)

    report = build(project, now=NOW + timedelta(days=2), last=last)

    assert "episodes/002-deckle/index.html" in report.written
    assert not looks


def test_what_was_asked_of_another_build_is_not_taken_for_this_one(
    project: Project,
) -> None:
    of_drafts = unchanged.LastBuild(project.folder, drafts=True)

    assert build(project, now=NOW, last=of_drafts).written == ()


def test_what_has_not_changed_is_not_even_read(
    project: Project, read: list[str]
) -> None:
    again = build(project, now=NOW + timedelta(hours=1))

    assert not read
    shutil.rmtree(project.output / ".feed-builder")
    (project.output / ".feed-builder").mkdir()
    whole = build(project, now=NOW + timedelta(hours=1))
    assert read
    assert again == whole
    assert again.unchanged > 5


def _edited(folder: Path) -> None:
    path = folder / "episodes/001-rag-paper.yaml"
    path.write_text(path.read_text().replace("Rag", "Fig"))


def _edited_with_its_old_time(folder: Path) -> None:
    stat = (folder / "episodes/001-rag-paper.yaml").stat()
    _edited(folder)
    times = (stat.st_atime_ns, stat.st_mtime_ns)
    os.utime(folder / "episodes/001-rag-paper.yaml", ns=times)


def _swapped(folder: Path) -> None:
    path = folder / "episodes/001-rag-paper.yaml"
    other = folder / "other"
    other.write_text(path.read_text().replace("Rag", "Fig"))
    shutil.copystat(path, other)
    other.replace(path)


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit": _edited,
    "an edit of the same size, with its old time": _edited_with_its_old_time,
    "another file of the same size and time": _swapped,
    "a file that is new": lambda f: (f / "episodes/003.yaml").write_text(
        "draft: true\n"
    ),
    "a file that is gone": lambda f: (f / "episodes/001-rag-paper.txt").unlink(),
    "a file that was passed over by name": lambda f: (
        f / "episodes/002-deckle.yaml"
    ).rename(f / "episodes/_002-deckle.yaml"),
    "a first stylesheet": lambda f: (f / "templates/own.css").write_text("a {}"),
    "the show": lambda f: (f / "podcast.yaml").touch(),
    "the show's picture": lambda f: (f / "artwork.png").touch(),
    "a page that somebody edited": lambda f: (f / "output/index.html").write_text("hm"),
    "a page that is gone": lambda f: (f / "output/index.html").unlink(),
    "a damaged memory": lambda f: (f / "output/.feed-builder/last.json").write_bytes(
        (f / "output/.feed-builder/last.json").read_bytes()[:-20]
    ),
    "a memory of something else": lambda f: (
        f / "output/.feed-builder/last.json"
    ).write_text("[]"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_read_again(
    project: Project, read: list[str], change: Callable[[Path], object]
) -> None:
    change(project.folder)

    report = build(project, now=NOW)

    assert read
    _as_if_new(project, report)


def _retargeted(folder: Path) -> None:
    (folder / "other").mkdir()
    (folder / "other/foot.html").write_text("another foot")
    _unlinked(folder / "templates/parts").symlink_to("../other")


def _unlinked(link: Path) -> Path:
    link.unlink()
    return link


BEHIND_A_LINK: dict[str, Callable[[Path], object]] = {
    "an edit": lambda f: (f / "shared/foot.html").write_text("another foot"),
    "an edit below": lambda f: (f / "shared/deep/foot.html").write_text("another foot"),
    "a file that is new": lambda f: (f / "shared/hand.html").write_text("a hand"),
    "a link to another folder": _retargeted,
    "a folder instead of a link": lambda f: (f / "shared").rename(
        _unlinked(f / "templates/parts")
    ),
}


@pytest.mark.parametrize("change", BEHIND_A_LINK.values(), ids=BEHIND_A_LINK)
def test_what_has_changed_behind_a_link_in_templates_is_seen(
    project: Project, read: list[str], change: Callable[[Path], object]
) -> None:
    folder = project.folder
    (folder / "shared/deep").mkdir(parents=True)
    for name in ("shared/foot.html", "shared/deep/foot.html"):
        (folder / name).write_text("foot")
    (folder / "templates/parts").symlink_to("../shared")
    (folder / "templates/_footer.html").write_text(
        '{% include "parts/foot.html" %}{% include "parts/hand.html" ignore missing %}'
        '{% include "parts/deep/foot.html" ignore missing %}'
    )
    rested(folder)
    build(project, now=NOW)
    read.clear()
    assert build(project, now=NOW)
    assert not read

    change(folder)
    report = build(project, now=NOW)

    assert read
    _as_if_new(project, report)


def test_a_copy_is_read_again(
    project: Project, read: list[str], tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project.folder, copy, ignore=lambda *_: ["copy"])

    build(Project(folder=copy), now=NOW)

    assert read


def test_an_episode_that_becomes_due_is_published(
    project: Project, read: list[str]
) -> None:
    assert len(build(project, now=NOW).episodes) == 1
    assert not read

    report = build(project, now=NOW + timedelta(days=2))

    assert len(report.episodes) == 2


def test_a_clock_that_goes_back_is_heeded(project: Project, read: list[str]) -> None:
    build(project, now=NOW - timedelta(days=1))

    assert read


@pytest.mark.parametrize("wish", [{"drafts": True}, {"strict": True}, {"future": True}])
def test_another_wish_is_built(
    project: Project, read: list[str], wish: dict[str, bool]
) -> None:
    build(project, now=NOW, **wish)  # type: ignore[arg-type]

    assert read


def test_what_changed_while_it_was_built_is_read_again(
    project: Project, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _edited(project.folder)
    rested(project.folder)
    published = assembly.assembled

    def meddled(*arguments: object, **options: object) -> object:
        result = published(*arguments, **options)  # type: ignore[arg-type]
        _edited_back(project.folder)
        return result

    monkeypatch.setattr(assembly, "assembled", meddled)
    build(project, now=NOW)
    monkeypatch.setattr(assembly, "assembled", published)
    read.clear()

    report = build(project, now=NOW)

    assert read
    _as_if_new(project, report)


def _edited_back(folder: Path) -> None:
    path = folder / "episodes/001-rag-paper.yaml"
    path.write_text(path.read_text().replace("Fig", "Rag"))


def _as_if_new(project: Project, report: Report) -> None:
    """What was built is what a first build gives."""
    fresh = project.folder / "fresh"
    first = build(project, now=NOW, output=fresh)
    assert first.problems == report.problems
    assert files_of(project.output) == files_of(fresh)


def files_of(folder: Path) -> dict[str, bytes]:
    """All but the search index, of which Pagefind never writes the same bytes twice."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not {".feed-builder", "pagefind"} & {*path.parts}
    }
