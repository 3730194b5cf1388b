from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest
from filelock import FileLock

from feed_builder import locking
from feed_builder.manifest import Record, made_of, write_manifest
from feed_builder.model import Bundle, Output, OutputFolder
from feed_builder.problems import CannotRunError
from feed_builder.publish import Publication, Unit, outstanding, publish

FEED = PurePosixPath("feed.xml")


def an_output(path: str, content: str, key: str | None = None) -> Output:
    return Output(path=PurePosixPath(path), key=key or content, make=content.encode)


def files(folder: Path) -> dict[str, str]:
    """What lies in the folder, without feed-builder's own corner."""
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".feed-builder" not in path.parts
    }


def mtimes(folder: Path) -> dict[Path, int]:
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


def test_every_output_is_written(tmp_path: Path) -> None:
    outputs = [an_output("a/b.html", "b"), an_output("feed.xml", "f")]

    done = publish(outputs, tmp_path / "out", last=FEED)

    assert files(tmp_path / "out") == {"a/b.html": "b", "feed.xml": "f"}
    assert done == Publication(written=("a/b.html", "feed.xml"))


def test_a_second_run_touches_nothing(tmp_path: Path) -> None:
    outputs = [an_output("a.html", "a"), an_output("feed.xml", "f")]
    publish(outputs, tmp_path, last=FEED)
    before = mtimes(tmp_path)

    done = publish(outputs, tmp_path, last=FEED)

    assert (done, mtimes(tmp_path)) == (Publication(unchanged=2), before)


def test_a_folder_for_a_look_links_to_what_is_published_as_it_is(
    tmp_path: Path,
) -> None:
    source = tmp_path / "a.mp3"
    out = tmp_path / "out"
    audio = Output(path=PurePosixPath("audio/a.mp3"), key="1", source=source)
    done = []
    for sound in ("one", "one", "other"):
        if not source.exists() or source.read_text() != sound:
            source.write_text(sound)
        outputs = [audio, an_output("feed.xml", "f")]
        done.append(publish(outputs, out, last=FEED, lasting=False).written)

    assert done == [("audio/a.mp3", "feed.xml"), (), ("audio/a.mp3",)]
    assert files(out) == {"audio/a.mp3": "other", "feed.xml": "f"}
    assert (out / "audio/a.mp3").readlink() == source


def test_an_output_with_a_known_key_is_not_made_again(tmp_path: Path) -> None:
    publish([an_output("feed.xml", "f", key="1")], tmp_path, last=FEED)

    def never() -> bytes:
        raise AssertionError

    again = Output(path=FEED, key="1", make=never)

    assert publish([again], tmp_path, last=FEED).unchanged == 1


def test_a_file_whose_bytes_stay_the_same_keeps_its_time(tmp_path: Path) -> None:
    publish([an_output("feed.xml", "f", key="1")], tmp_path, last=FEED)
    before = (tmp_path / "feed.xml").stat().st_mtime_ns

    done = publish([an_output("feed.xml", "f", key="2")], tmp_path, last=FEED)

    assert done.written == ()
    assert (tmp_path / "feed.xml").stat().st_mtime_ns == before


def test_a_file_that_somebody_changed_is_restored(tmp_path: Path) -> None:
    publish([an_output("feed.xml", "f")], tmp_path, last=FEED)
    (tmp_path / "feed.xml").write_text("other")

    publish([an_output("feed.xml", "f")], tmp_path, last=FEED)

    assert files(tmp_path) == {"feed.xml": "f"}


def test_only_files_that_were_published_before_are_removed(tmp_path: Path) -> None:
    outputs = [an_output("old/page.html", "p"), an_output("feed.xml", "f")]
    publish(outputs, tmp_path, last=FEED)
    (tmp_path / "CNAME").write_text("podcast.example.com")

    done = publish(outputs[1:], tmp_path, last=FEED)

    assert files(tmp_path) == {"CNAME": "podcast.example.com", "feed.xml": "f"}
    assert done.removed == ("old/page.html",)
    assert not (tmp_path / "old").exists()


def test_an_error_leaves_the_former_files_whole(tmp_path: Path) -> None:
    publish([an_output("a.html", "a"), an_output("feed.xml", "f")], tmp_path, last=FEED)

    def outputs() -> Iterator[Output]:
        yield an_output("a.html", "new")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        publish(outputs(), tmp_path, last=FEED)

    assert files(tmp_path) == {"a.html": "a", "feed.xml": "f"}
    assert not (tmp_path / ".feed-builder" / "staging").exists()


def test_the_feed_is_swapped_in_after_what_it_points_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    swapped: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        swapped.append(Path(target).name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    names = ["feed.xml", "a.html", "z.mp3"]

    publish([an_output(name, name) for name in names], tmp_path, last=FEED)

    assert [n for n in swapped if n in names] == ["a.html", "z.mp3", "feed.xml"]


def test_what_is_new_goes_where_somebody_else_has_files_or_a_link(
    tmp_path: Path,
) -> None:
    out, elsewhere = tmp_path / "out", tmp_path / "elsewhere"
    elsewhere.mkdir()
    publish([an_output("a/1.html", "1"), an_output("feed.xml", "f")], out, last=FEED)
    (out / "a" / "own.txt").write_text("theirs")
    (out / "b").symlink_to(elsewhere)
    new = [an_output(path, "new") for path in ("a/1.html", "a/c/2.html", "b/3.html")]

    done = publish([*new, an_output("feed.xml", "f")], out, last=FEED)

    assert done.written == ("a/1.html", "a/c/2.html", "b/3.html")
    assert files(out) == {
        "a/1.html": "new",
        "a/c/2.html": "new",
        "a/own.txt": "theirs",
        "feed.xml": "f",
    }
    assert files(elsewhere) == {"3.html": "new"}


def test_a_copy_is_a_file_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    source.write_bytes(b"first")
    copy = Output(path=PurePosixPath("audio/a.mp3"), key="1", source=source)
    publish([copy], tmp_path / "out", last=FEED)

    with source.open("r+b") as file:  # as an editor that exports in place
        file.write(b"again")

    assert (tmp_path / "out" / "audio" / "a.mp3").read_bytes() == b"first"


DAMAGES = [
    "",
    "{",
    "[]",
    "\0",
    '{"a": 1}',
    '{"a": {"x": 1}}',
    '{"feed.xml": ["", 1, 0]}',
]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_manifest_does_no_harm(tmp_path: Path, damage: str) -> None:
    outputs = [an_output("feed.xml", "f")]
    publish(outputs, tmp_path, last=FEED)
    (tmp_path / ".feed-builder" / "manifest.json").write_text(damage)

    assert publish(outputs, tmp_path, last=FEED).written == ()


@pytest.mark.parametrize(
    ("path", "goes"),
    [
        ("old.html", True),
        ("b/../old.html", False),
        ("../mine.txt", False),
        ("{folder}/mine.txt", False),
    ],
)
def test_a_manifest_cannot_remove_what_lies_outside(
    tmp_path: Path, path: str, goes: bool
) -> None:
    out = tmp_path / "out"
    publish([an_output("feed.xml", "f")], out, last=FEED)
    (out / "b").mkdir()
    for file in (tmp_path / "mine.txt", out / "old.html"):
        file.write_text("mine")
    files = {path.format(folder=tmp_path): Record("1", size=4, mtime_ns=0)}
    write_manifest(out / ".feed-builder/manifest.json", {"a": made_of("1", files)})

    done = publish([an_output("feed.xml", "f")], out, last=FEED)

    assert (tmp_path / "mine.txt").exists()
    assert (out / "old.html").exists() is not goes
    assert done.removed == (("old.html",) if goes else ())


def test_a_folder_with_files_of_somebody_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("…")

    with pytest.raises(CannotRunError, match="did not write"):
        publish([an_output("feed.xml", "f")], tmp_path, last=FEED)

    assert files(tmp_path) == {"thesis.doc": "…"}


def test_a_folder_that_holds_a_show_is_refused(tmp_path: Path) -> None:
    (tmp_path / "podcast.yaml").write_text("title: x")

    with pytest.raises(CannotRunError, match="own files"):
        publish([], tmp_path, last=FEED)


def test_a_second_builder_is_named_after_a_while(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    (tmp_path / ".feed-builder").mkdir()

    with (
        FileLock(tmp_path / ".feed-builder" / "lock"),
        pytest.raises(CannotRunError) as raised,
    ):
        publish([an_output("feed.xml", "f")], tmp_path, last=FEED)

    who = rf" \(process {os.getpid()}, for \d+ (seconds|minutes)\)"
    if sys.platform != "linux":
        who = ""
    assert re.fullmatch(
        rf"another build{who} is writing to {re.escape(str(tmp_path))}",
        str(raised.value),
    )


def test_a_builder_that_the_system_does_not_name_is_told_of_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "PATIENCE", 0.1)
    monkeypatch.setattr(locking, "_PROC", tmp_path / "proc")
    (tmp_path / "out/.feed-builder").mkdir(parents=True)

    with (
        FileLock(tmp_path / "out/.feed-builder/lock"),
        pytest.raises(CannotRunError, match=r"^another build is writing to "),
    ):
        publish([an_output("feed.xml", "f")], tmp_path / "out", last=FEED)


_SLOW_BUILD = """
import sys, time
from pathlib import Path, PurePosixPath
from feed_builder.manifest import Record, made_of, write_manifest
from feed_builder.model import Bundle, Output, OutputFolder
from feed_builder.publish import publish

def outputs():
    for n in range(3):
        yield Output(path=PurePosixPath(f"{n}.html"), key="2", make=b"new".strip)
    print("staged", flush=True)
    time.sleep(60)

publish(outputs(), Path(sys.argv[1]), last=PurePosixPath("feed.xml"))
"""


def test_a_killed_build_harms_nothing_and_the_next_one_succeeds(tmp_path: Path) -> None:
    old = [an_output(f"{n}.html", "old", key="1") for n in range(3)]
    publish([*old, an_output("feed.xml", "f")], tmp_path, last=FEED)
    before = files(tmp_path)

    with subprocess.Popen(
        [sys.executable, "-c", _SLOW_BUILD, str(tmp_path)], stdout=subprocess.PIPE
    ) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"staged\n"
        os.kill(build.pid, signal.SIGKILL)

    assert files(tmp_path) == before
    new = [an_output(f"{n}.html", "new", key="2") for n in range(3)]
    publish([*new, an_output("feed.xml", "f2")], tmp_path, last=FEED)
    assert set(files(tmp_path).values()) == {"new", "f2"}


def test_what_a_killed_swap_left_behind_is_still_known_as_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish([an_output("feed.xml", "f")], tmp_path, last=FEED)
    replace = Path.replace

    def dying(self: Path, target: Path) -> Path:
        if Path(target).name == "feed.xml":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        with pytest.raises(KeyboardInterrupt):
            publish(
                [an_output("new.html", "n"), an_output("feed.xml", "f2")],
                tmp_path,
                last=FEED,
            )

    publish([an_output("feed.xml", "f")], tmp_path, last=FEED)

    assert files(tmp_path) == {"feed.xml": "f"}


def a_bundle(key: str, **files: str) -> Bundle:
    """A bundle in the folder ``e`` of files by their names."""
    outputs = [an_output(f"e/{name}.html", text) for name, text in files.items()]
    return Bundle(path=PurePosixPath("e"), key=key, outputs=lambda: iter(outputs))


def test_of_a_bundle_only_what_has_changed_is_written(tmp_path: Path) -> None:
    publish(
        [a_bundle("1", a="a", b="b"), an_output("feed.xml", "f")], tmp_path, last=FEED
    )

    done = publish(
        [a_bundle("2", a="a", c="c"), an_output("feed.xml", "f")], tmp_path, last=FEED
    )

    assert done == Publication(
        written=("e/c.html",), removed=("e/b.html",), unchanged=2
    )
    assert files(tmp_path) == {"e/a.html": "a", "e/c.html": "c", "feed.xml": "f"}


def test_nobody_asks_for_the_files_of_a_bundle_with_a_known_key(tmp_path: Path) -> None:
    publish([a_bundle("1", a="a"), an_output("feed.xml", "f")], tmp_path, last=FEED)

    def never() -> Iterator[Output]:
        raise AssertionError

    again = Bundle(path=PurePosixPath("e"), key="1", outputs=never)

    outputs: list[Unit] = [again, an_output("feed.xml", "f")]

    assert outstanding(outputs, tmp_path) == ((), ())
    assert publish(outputs, tmp_path, last=FEED) == Publication(unchanged=2)


def test_a_file_of_a_bundle_that_is_gone_is_made_again(tmp_path: Path) -> None:
    outputs: list[Unit] = [a_bundle("1", a="a", b="b"), an_output("feed.xml", "f")]
    publish(outputs, tmp_path, last=FEED)
    (tmp_path / "e/a.html").unlink()

    assert outstanding(outputs, tmp_path) == (("e/a.html",), ())
    done = publish(outputs, tmp_path, last=FEED)

    assert done == Publication(written=("e/a.html",), unchanged=2)


@pytest.mark.parametrize("damage", ["touched", "forgotten"])
def test_what_is_kept_stays_whatever_became_of_its_record(
    tmp_path: Path, damage: str
) -> None:
    feed = an_output("feed.xml", "f")
    publish([an_output("audio/a.mp3", "sound"), feed], tmp_path, last=FEED)
    if damage == "touched":  # as by a copy of the folder
        os.utime(tmp_path / "audio/a.mp3", (1, 1))
    else:
        (tmp_path / ".feed-builder/manifest.json").unlink()
    kept = Output(path=PurePosixPath("audio/a.mp3"), key="")

    done = publish([kept, feed], tmp_path, last=FEED)

    assert done == Publication(unchanged=2)
    assert files(tmp_path) == {"audio/a.mp3": "sound", "feed.xml": "f"}
    assert publish([feed], tmp_path, last=FEED).removed == ("audio/a.mp3",)


def test_what_is_kept_and_touched_is_made_anew_with_its_source(tmp_path: Path) -> None:
    audio, feed = an_output("audio/a.mp3", "sound"), an_output("feed.xml", "f")
    publish([audio, feed], tmp_path, last=FEED)
    (tmp_path / "audio/a.mp3").write_text("noise")
    kept = Output(path=PurePosixPath("audio/a.mp3"), key="")
    publish([kept, feed], tmp_path, last=FEED)

    done = publish([audio, feed], tmp_path, last=FEED)

    assert done.written == ("audio/a.mp3",)
    assert files(tmp_path)["audio/a.mp3"] == "sound"


def test_a_source_that_is_published_already_is_not_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.mp3"
    source.write_text("sound")
    path, feed = PurePosixPath("audio/a.mp3"), an_output("feed.xml", "f")
    first = Output(path=path, key="1", source=source)
    publish([first, feed], tmp_path / "out", last=FEED)
    monkeypatch.setattr("feed_builder.publish._copy", None)
    moved = Output(path=path, key="2", source=source)

    done = publish([moved, feed], tmp_path / "out", last=FEED, jobs=1)

    assert done == Publication(unchanged=2)


def test_what_a_killed_build_left_behind_is_not_published(tmp_path: Path) -> None:
    def fill(folder: Path) -> None:
        (folder / "index").write_text("i")

    search = OutputFolder(path=PurePosixPath("search"), key="1", make=fill)
    outputs: list[Unit] = [a_bundle("1", a="a"), search, an_output("feed.xml", "f")]
    publish(outputs, tmp_path, last=FEED)
    staging = tmp_path / ".feed-builder/staging"
    for name in ("e/a.html", "search/index"):
        (staging / name).parent.mkdir(parents=True)
        (staging / name).write_text("half")
    again = OutputFolder(path=PurePosixPath("search"), key="2", make=fill)

    done = publish(
        [a_bundle("2", a="a", b="b"), again, outputs[2]], tmp_path, last=FEED
    )

    assert done == Publication(written=("e/b.html",), unchanged=3)
    assert files(tmp_path)["e/a.html"] == "a"
