"""A look at files tells whether they are others, and can be mended."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from feed_builder import looking
from feed_builder.looking import Look

MANY = 70  # folders: more than are looked at together


@pytest.fixture(params=["one by one", "shared by processes"])
def site(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A folder with many folders in one, as an output folder has them."""
    if request.param == "shared by processes":
        monkeypatch.setattr(looking, "_SHARED", 1)
    folder = tmp_path / "site"
    for number in range(MANY):
        below = folder / "episodes" / f"{number:03}"
        below.mkdir(parents=True)
        (below / "index.html").write_text(f"page {number}")
        (below / "notes.txt").write_text("notes")
    (folder / "index.html").write_text("home")
    (folder / "style").mkdir()
    (folder / "style" / "own.css").write_text("a {}")
    return folder


CHANGES: dict[str, Callable[[Path], object]] = {
    "a page above": lambda f: (f / "index.html").write_text("hello"),
    "a page below": lambda f: (f / "episodes/007/index.html").write_text("other"),
    "a page that is gone": lambda f: (f / "episodes/007/index.html").unlink(),
    "a folder that is gone": lambda f: shutil.rmtree(f / "episodes/007"),
    "a folder of another name": lambda f: (f / "episodes/007").rename(f / "episodes/a"),
    "a folder that is empty": lambda f: (f / "episodes/a").mkdir(),
    "a file that is new": lambda f: (f / "style/more.css").write_text("b {}"),
    "a link that leads nowhere": lambda f: (f / "style/x").symlink_to("nowhere"),
    "all of it": shutil.rmtree,
}
TOUCHED = {
    "a page above": ["index.html"],
    "a page below": ["episodes/007/index.html"],
    "a page that is gone": ["episodes/007/index.html"],
    "a folder that is gone": ["episodes/007/index.html", "episodes/007/notes.txt"],
    "a folder of another name": ["episodes/007/index.html", "episodes/a/index.html"],
    "a folder that is empty": ["episodes/a/index.html"],
    "a file that is new": ["style/more.css"],
    "a link that leads nowhere": ["style/x"],
    "all of it": ["index.html"],
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_and_its_look_can_be_mended(site: Path, change: str) -> None:
    before = Look([site], jobs=2)
    assert Look([site]).digest(site) == before.digest(site)

    CHANGES[change](site)

    after = Look([site], jobs=2)
    assert after.digest(site) != before.digest(site)
    before.again(site, TOUCHED[change])
    assert before.digest(site) == after.digest(site)
    assert before.changed(site) == after.changed(site)


def test_a_change_elsewhere_is_left_to_the_next_look(site: Path) -> None:
    look = Look([site])
    (site / "episodes/008/index.html").write_text("somebody's own")
    (site / "episodes/007/index.html").write_text("ours")

    look.again(site, ["episodes/007/index.html"])

    assert look.digest(site) != Look([site]).digest(site)


def test_folders_are_told_apart(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    look = Look([site, other])
    other.mkdir()
    (other / "file").write_text("new")
    again = Look([site, other])

    assert again.digest(site) == look.digest(site)
    assert again.digest(other) != look.digest(other)
    assert again.changed(other) == (other / "file").stat().st_ctime_ns
    assert look.changed(other) == 0


def test_what_is_our_own_is_not_looked_at(site: Path) -> None:
    look = Look([site])
    (site / ".feed-builder").mkdir()
    (site / ".feed-builder" / "manifest.json").write_text("{}")

    assert look.digest(site) == Look([site]).digest(site)
