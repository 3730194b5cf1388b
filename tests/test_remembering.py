"""What is remembered of an episode is what its files say; else they are read again."""

from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feed_builder import Project, build, reading, remembering, studying, text
from feed_builder.assembly import Assembly, assembled
from feed_builder.cache import Cache
from feed_builder.cli import run
from feed_builder.model import Episode, Listing
from feed_builder.problems import CannotRunError
from feed_builder.render.notes import notes_html, prose

from .builders import PODCAST_YAML, a_project
from .test_unchanged import files_of, rested

REPOSITORY = Path(__file__).parent.parent
NOW = datetime(2026, 6, 1, tzinfo=UTC)
DOCUMENT = "Host: Nora Quill\nGuest: Tom Van Reed\n\nNQ: Hello Tom.\nTVR: Hello.\n"
SHOWS = {
    "sample": REPOSITORY,
    **{
        name: REPOSITORY / "tests/golden" / name / "project"
        for name in ("full", "awkward")
    },
}


def _assembled(project: Project, *, fresh: bool = False) -> Assembly:
    return assembled(project, now=NOW, drafts=False, fresh=fresh)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A live show whose only episode is remembered."""
    project = a_project(
        tmp_path,
        {
            "podcast.yaml": f"{PODCAST_YAML}live: true\n",
            "episodes/001-rag-paper.txt": DOCUMENT,
            "episodes/001-rag-paper.de.txt": DOCUMENT.replace("Hello", "Hallo"),
        },
    )
    rested(tmp_path)
    _assembled(project)
    return project


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Gets the stem of every episode whose files are read."""
    stems: list[str] = []
    real = reading.read_episode

    def counted(project, show, files, hear):  # type: ignore[no-untyped-def]
        stems.append(files.stem)
        return real(project, show, files, hear)

    monkeypatch.setattr(studying, "read_episode", counted)
    return stems


@pytest.mark.parametrize("show", SHOWS.values(), ids=SHOWS)
def test_what_is_remembered_is_what_was_read(
    show: Path, tmp_path: Path, read: list[str]
) -> None:
    folder = tmp_path / "show"
    shutil.copytree(
        show, folder, ignore=shutil.ignore_patterns("output", ".*", "tests", "docs")
    )
    rested(folder)
    project = Project(folder=folder)
    _assembled(project)
    read.clear()

    remembered = _assembled(project)

    assert not read
    fresh = _assembled(project, fresh=True)
    assert remembered.report == fresh.report
    assert remembered.files == fresh.files
    assert [*map(_whole, remembered.episodes)] == [*map(_whole, fresh.episodes)]


def _whole(listing: Listing) -> tuple[Episode, str | None, str | None]:
    """All of the episode without what values won over; and its digests."""
    origins = listing.whole.origins
    losers = {name: replace(origin, overrode=()) for name, origin in origins.items()}
    whole = replace(listing.whole, origins=losers)
    return whole, listing.digest, listing.words


def test_most_of_an_episode_is_left_on_the_disk(
    project: Project, read: list[str]
) -> None:
    (listing,) = _assembled(project).episodes

    assert isinstance(listing, remembering.Remembered)
    episode = listing.whole
    assert not read
    assert episode.transcript is not None
    assert [turn.text for turn in episode.transcript.turns] == ["Hello Tom.", "Hello."]
    (german,) = episode.translations
    assert [turn.text for turn in german.transcript.turns] == ["Hallo Tom.", "Hallo."]


def test_notes_are_understood_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = project.folder / "episodes/001-rag-paper.yaml"
    facts.write_text(f"{facts.read_text()}notes: We visit *the mill*.\n")
    rested(project.folder)
    html = "<p>We visit <em>the mill</em>.</p>\n"
    (read,) = _assembled(project, fresh=True).episodes
    (listing,) = _assembled(project).episodes

    monkeypatch.setattr(text, "_html_of", lambda markdown, pictures: "")

    assert read.whole.html == listing.whole.html == html
    assert prose(listing.whole) == html
    assert notes_html(listing.whole).endswith(html.strip())


def test_files_that_were_checked_out_again_are_not_read(
    project: Project, read: list[str]
) -> None:
    for path in project.folder.glob("*/001*"):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    rested(project.folder)

    _assembled(project)

    assert not read


def _with_its_old_time(path: Path) -> None:
    stat = path.stat()
    path.write_text(path.read_text().replace("Rag", "Fig"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "an edit with its old time": lambda f: _with_its_old_time(
        f / "episodes/001-rag-paper.yaml"
    ),
    "no document": lambda f: (f / "episodes/001-rag-paper.txt").unlink(),
    "another translation": lambda f: shutil.copy(
        f / "episodes/001-rag-paper.de.txt", f / "episodes/001-rag-paper.fr.txt"
    ),
    "other audio": lambda f: shutil.copy(
        REPOSITORY / "tests/cases/audio/vbr.mp3", f / "audio/001-rag-paper.mp3"
    ),
    "another word in podcast.yaml": lambda f: (f / "podcast.yaml").write_text(
        f"{PODCAST_YAML}live: true\ncopyright: Nora Quill\n"
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_has_changed_is_read_again(
    project: Project, read: list[str], change: Callable[[Path], object]
) -> None:
    change(project.folder)

    changed = _assembled(project)

    assert read == ["001-rag-paper"]
    fresh = _assembled(project, fresh=True)
    assert changed.report == fresh.report
    assert [*map(_whole, changed.episodes)] == [*map(_whole, fresh.episodes)]


def test_a_picture_that_was_missing_is_found(project: Project, read: list[str]) -> None:
    facts = project.folder / "episodes/001-rag-paper.yaml"
    facts.write_text(f"{facts.read_text()}image: rag.png\n")
    rested(project.folder)
    assert any(
        p.rule == "artwork-readable" for p in _assembled(project).report.problems
    )
    shutil.copy(project.folder / "artwork.png", project.folder / "rag.png")

    (episode,) = _assembled(project).episodes

    assert episode.artwork
    assert episode.artwork.path.name == "rag.png"


def test_a_guest_with_another_portrait_is_known_anew(
    project: Project, read: list[str]
) -> None:
    facts = project.folder / "episodes/001-rag-paper.yaml"
    facts.write_text(f"{facts.read_text()}guests: {{name: Tom, image: tom.png}}\n")
    shutil.copy(project.folder / "artwork.png", project.folder / "tom.png")
    rested(project.folder)
    (before,) = _assembled(project).episodes
    shutil.copy(REPOSITORY / "tests/cases/artwork/grey.png", project.folder / "tom.png")

    (after,) = _assembled(project).episodes

    assert read == ["001-rag-paper"] * 2
    portraits = [e.people[-1].portrait for e in (before, after)]
    assert [p and p.colours for p in portraits] == ["RGB", "L"]


def test_sound_is_heard_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    (before,) = _assembled(project).episodes
    monkeypatch.setattr(remembering, "sound_digest", _deaf)
    _with_its_old_time(project.folder / "episodes/001-rag-paper.yaml")

    (after,) = _assembled(project).episodes

    assert (after.title, after.sound) == ("Fig paper", before.sound)


def _deaf(path: Path) -> str:
    raise AssertionError(f"{path} was heard again")


def _memories(project: Project) -> list[Path]:
    """Where all of the episode lies, and what the show needs of it."""
    cache = Cache(project.cache / "episodes")
    return [cache.path("001-rag-paper"), cache.path("all episodes")]


@given(data=st.data(), which=st.sampled_from([[0], [1], [0, 1]]))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_memory_only_costs_time(
    project: Project, data: st.DataObject, which: list[int]
) -> None:
    whole = {path: path.read_bytes() for path in _memories(project)}
    for path in (_memories(project)[number] for number in which):
        at = data.draw(st.integers(0, len(whole[path]) - 1))
        other = data.draw(st.binary(max_size=3))
        rest = whole[path][at + len(other) + 1 :]
        path.write_bytes(whole[path][:at] + other + rest)
    try:
        damaged = _assembled(project)
        found = [*map(_whole, damaged.episodes)]
        fresh = _assembled(project, fresh=True)
    finally:
        for path, content in whole.items():
            path.write_bytes(content)

    assert damaged.report == fresh.report
    assert found == [*map(_whole, fresh.episodes)]


@pytest.mark.parametrize("gone", [0, 1])
def test_half_of_a_memory_is_enough(
    project: Project, read: list[str], gone: int
) -> None:
    _memories(project)[gone].unlink()

    (episode,) = _assembled(project).episodes
    _assembled(project)

    assert not read
    assert episode.whole.title == "Rag paper"
    assert read == (["001-rag-paper"] if gone == 0 else [])


DAMAGES: dict[str, Callable[[Path], object]] = {
    "whole": lambda path: None,
    "lost": Path.unlink,
    "cut short": lambda path: path.write_bytes(path.read_bytes()[:-40]),
    "empty": lambda path: path.write_bytes(b""),
    "garbage": lambda path: path.write_bytes(bytes(range(256))),
    "a folder": lambda path: (path.unlink(), path.mkdir()),  # type: ignore[func-returns-value]
}


@pytest.mark.parametrize("index", ["whole", "lost"])
@pytest.mark.parametrize("record", DAMAGES)
def test_a_lost_record_is_read_again_whatever_listeners_were_given_since(
    project: Project, record: str, index: str
) -> None:
    folder = project.folder
    build(project, now=NOW)
    for path in folder.glob("*/001-rag-paper*"):
        path.rename(path.with_name(path.name.replace("001-rag-paper", "101-rag")))
    rested(folder)
    build(project, now=NOW)  # the renamed files are known only from now on
    cache = Cache(project.cache / "episodes")
    DAMAGES[record](cache.path("101-rag"))
    DAMAGES[index](cache.path("all episodes"))
    (folder / "templates").mkdir()
    (folder / "templates/_footer.html").write_text("a new foot")

    first = build(
        Project(folder=folder, cache_folder=folder / "none"),
        now=NOW,
        output=folder / "first",
    )
    report = build(project, now=NOW)

    assert report.problems == first.problems
    assert files_of(project.output) == files_of(folder / "first")


def test_what_is_lost_and_changed_at_once_is_not_shown(project: Project) -> None:
    (episode,) = _assembled(project).episodes
    _memories(project)[0].unlink()
    (project.folder / "episodes/001-rag-paper.txt").write_text("Host: N\n\nN: Bye.\n")

    with pytest.raises(CannotRunError, match="changed"):
        _ = episode.whole


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("trapped",)


def test_a_memory_from_elsewhere_runs_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, read: list[str]
) -> None:
    monkeypatch.chdir(project.folder)
    cache = Cache(project.cache / "episodes")
    for name in ("001-rag-paper", "all episodes"):
        assert cache.keep(name, [pickle.dumps(_Trap())])

    _assembled(project)

    assert read == ["001-rag-paper"]
    assert not Path("trapped").exists()


def test_where_nothing_can_be_kept_all_is_read(tmp_path: Path, read: list[str]) -> None:
    project = a_project(tmp_path, {".feed-builder": "a file in the folder's place"})
    rested(tmp_path)
    for _ in range(2):
        assert _assembled(project).episodes

    assert read == ["001-rag-paper"] * 2


def test_what_is_gone_is_forgotten(project: Project) -> None:
    a_project(project.folder, {"episodes/002.yaml": "draft: true\n"})
    rested(project.folder)
    _assembled(project)
    memories = project.folder / ".feed-builder/episodes"
    assert len([*memories.iterdir()]) == 3
    (project.folder / "episodes/002.yaml").unlink()
    (project.folder / "episodes/003.yaml").write_text("draft: true\n")
    rested(project.folder)

    _assembled(project)

    assert len([*memories.iterdir()]) == 3


def test_memories_may_lie_elsewhere(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(project.folder / ".feed-builder")
    monkeypatch.chdir(project.folder)

    assert run(["build", "-q", "--cache", str(tmp_path / "elsewhere")]) == 0

    assert len([*(tmp_path / "elsewhere/episodes").iterdir()]) == 2
    assert not (project.folder / ".feed-builder").exists()


def test_an_explanation_tells_what_lost(
    project: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project.folder)
    run(["explain", "001-rag-paper", "title"])
    before = capsys.readouterr().out
    build(project, now=NOW)

    run(["explain", "001-rag-paper", "title"])

    assert capsys.readouterr().out == before
