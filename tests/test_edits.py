"""Whatever is edited, in whatever order: a build gives what a first build would."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image

from feed_builder import Project, Report, build
from feed_builder.cache import Cache

from .builders import PODCAST_YAML, TONE, a_project
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
LAST = "last build"
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


def _written(name: str, text: str) -> Edit:
    def edit(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)

    return edit


def _linked(target: str) -> Edit:
    """Parts of templates that lie elsewhere."""

    def edit(folder: Path) -> None:
        link = folder / "templates/parts"
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(target)

    return edit


def _astray(folder: Path) -> None:
    """A link that must not be there; or it is taken away."""
    link = folder / "templates/away"
    link.parent.mkdir(exist_ok=True)
    if link.is_symlink():
        link.unlink()
    else:
        link.symlink_to("../..")


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


def _with_old_times(wanted: Edit) -> Edit:
    """An edit that cannot be told by the times of files, nor often by their sizes."""

    def edit(folder: Path) -> None:
        before = {path: path.stat() for path in _own(folder)}
        wanted(folder)
        for path in before.keys() & {*_own(folder)}:
            stat = before[path]
            os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    return edit


def _checked_out(folder: Path) -> None:
    """All of it as it was, in other files, which have the time of their making."""
    for path in _own(folder):
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)


def _own(folder: Path) -> list[Path]:
    """The author's files; what others lead to by a link is among them once."""
    ours = {"output", ".feed-builder"}
    every = (p for p in folder.rglob("*") if p.relative_to(folder).parts[0] not in ours)
    return sorted(p for p in every if p.is_file() and not p.is_symlink())


def _damaged(name: str, damage: Callable[[Path], object]) -> Edit:
    """What is remembered by this name, or of the last build."""

    def edit(folder: Path) -> None:
        path = Cache(folder / ".feed-builder/episodes").path(name)
        path = folder / "output/.feed-builder/last.json" if name == LAST else path
        if path.is_file():
            damage(path)

    return edit


def _renamed(one: str, other: str) -> Edit:
    """All files of an episode, unless there is one of that name."""

    def edit(folder: Path) -> None:
        if not (folder / f"episodes/{other}.yaml").exists():
            for path in folder.glob(f"*/{one}.*"):
                path.rename(path.with_stem(other))

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


DAMAGES: list[Callable[[Path], object]] = [
    Path.unlink,
    lambda path: path.write_bytes(b""),
    lambda path: path.write_bytes(path.read_bytes()[:-40]),
    lambda path: path.write_bytes(bytes(range(256))),
]
MEMORIES = [LAST, "all episodes", *STEMS, "005-pulp"]
FOOTERS = [
    '{% include "parts/foot.html" ignore missing %}',
    '{% include "logo.svg" ignore missing %}',
    '{% include "no" ~ "te.txt" ignore missing %}{% include ["a", "logo.svg"] %}',
]
_stems = st.sampled_from(STEMS)
_texts = st.sampled_from(["one", "two"])
_files = ["shared/foot.html", "other/foot.html", "templates/logo.svg"]
_files += ["templates/note.txt", "templates/own.css"]
#: Edits that a show may always have made, and that break no promise to listeners.
CALM: st.SearchStrategy[Edit] = st.one_of(
    st.builds(_talk, _stems, _words("Maker"), _words("wins")),
    st.builds(_show, st.sampled_from(["copyright: Us", "full_notes: 1"])),
    st.builds(_written, st.sampled_from(_files), _texts),
    st.builds(_written, st.just("templates/_footer.html"), st.sampled_from(FOOTERS)),
    st.builds(_linked, st.sampled_from(["../shared", "../other"])),
    st.builds(_damaged, st.sampled_from(MEMORIES), st.sampled_from(DAMAGES)),
    st.builds(_older, st.builds("episodes/{}.yaml".format, _stems)),
    st.builds(_renamed, _stems, st.just("005-pulp")),
    st.builds(_renamed, st.just("005-pulp"), _stems),
    st.just(_checked_out),
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    CALM,
    CALM.map(_with_old_times),
    st.just(_astray),
    st.builds(_facts, _stems, _words("paper"), st.integers(1, 7)),
    st.builds(_facts, _stems, _words("paper"), st.integers(1, 7)).map(_with_old_times),
    st.builds(_notes, _stems, _words("rest")),
    st.builds(_gone, st.builds("episodes/{}.txt".format, _stems)),
    st.builds(_show, st.sampled_from(["feed_page: 2", "search: false"])),
    st.builds(_portrait, st.sampled_from(["#333", "#222"])),
    st.builds(_swapped, _stems, _stems),
    st.builds(_published, st.sampled_from(["index.html", "feed.xml"])),
)


def _rounds(
    edits: st.SearchStrategy[Edit],
) -> st.SearchStrategy[list[tuple[list[Edit], int, bool]]]:
    """What is edited before each build, how many days go by, whether the disk rests."""
    round_ = st.tuples(st.lists(edits, max_size=4), st.integers(0, 45), st.booleans())
    return st.lists(round_, min_size=2, max_size=4)


def _each_alone(*edits: Edit) -> list[tuple[list[Edit], int, bool]]:
    return [([edit], 0, True) for edit in edits]


_settings = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@example(
    rounds=_each_alone(
        _linked("../shared"),
        _written("templates/_footer.html", FOOTERS[0]),
        _written("shared/foot.html", "one"),
        _linked("../other"),
        _with_old_times(_written("other/foot.html", "two")),
        _astray,
    )
)
@example(
    rounds=_each_alone(
        _written("templates/_footer.html", FOOTERS[1]),
        _written("templates/logo.svg", "one"),
        _with_old_times(_written("templates/logo.svg", "two")),
        _written("templates/_footer.html", FOOTERS[2]),
        _written("templates/note.txt", "one"),
    )
)
@given(rounds=_rounds(EDITS))
@_settings
def test_a_build_gives_what_a_first_build_would(
    rounds: list[tuple[list[Edit], int, bool]], tmp_path: Path
) -> None:
    _as_first_builds(_new(tmp_path), rounds)


@example(
    rounds=_each_alone(
        _renamed("001-rags", "005-pulp"),
        _damaged("005-pulp", Path.unlink),
        _written("templates/_footer.html", "one"),
    )
)
@given(rounds=_rounds(CALM))
@_settings
def test_a_build_of_a_live_show_gives_what_a_first_build_would(
    rounds: list[tuple[list[Edit], int, bool]], tmp_path: Path
) -> None:
    _as_first_builds(_new(tmp_path, "live: true"), rounds)


def _as_first_builds(
    project: Project, rounds: list[tuple[list[Edit], int, bool]]
) -> None:
    now = NOW
    for edits, days, wait in rounds:
        for edit in edits:
            edit(project.folder)
        if wait:  # what is a moment old is not remembered: both must be right
            rested(project.folder)
        now += timedelta(days=days)
        before = files_of(project.output)

        first = _first_build(project, now)
        report = build(project, now=now)

        assert report.problems == first.problems
        assert report.episodes == first.episodes
        assert report.held_back == first.held_back
        wanted = before if first.failed() else files_of(_first(project))
        assert files_of(project.output) == wanted


def _new(folder: Path, more: str = "") -> Project:
    shutil.rmtree(folder, ignore_errors=True)
    show = folder / "show"
    others = ("episodes/001-rag-paper.yaml", "audio/001-rag-paper.mp3")
    # Each sounds a little different, and is known by it if it is renamed.
    tone = TONE.read_bytes()[:-1]
    own = {f"audio/{stem}.mp3": tone + stem[2].encode() for stem in STEMS}
    yaml = f"{PODCAST_YAML}search: false\n{more}\n"
    (show / "episodes").mkdir(parents=True)
    project = a_project(show, {"podcast.yaml": yaml, **dict.fromkeys(others), **own})
    for name in ("shared", "other"):
        _written(f"{name}/foot.html", f"the {name} foot")(show)
    _portrait("#111")(show)
    for stem in STEMS:
        _facts(stem, f"Paper {stem[2]}", int(stem[2]) + 3)(show)
        _talk(stem, "Tom Van Reed", "Rags")(show)
    rested(show)
    build(project, now=NOW)
    return project


def _first_build(project: Project, now: datetime) -> Report:
    """Nothing is remembered, and nothing was published."""
    shutil.rmtree(_first(project), ignore_errors=True)
    new = Project(
        folder=project.folder, cache_folder=_first(project) / ".feed-builder/none"
    )
    return build(new, now=now, output=_first(project), lasting=False)


def _first(project: Project) -> Path:
    return project.folder.parent / "first"
