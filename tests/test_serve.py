"""The preview, started as authors start it, asked over HTTP and seen in Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect
from watchfiles import Change

from feed_builder.cli import run
from feed_builder.commands.serve import serve
from feed_builder.problems import CannotRunError, Location, Problem, Report, Severity
from feed_builder.project import Project
from feed_builder.serving import address as addresses
from feed_builder.serving.address import browser_address, is_private, listening
from feed_builder.serving.board import MOST_PROBLEMS, Board, State
from feed_builder.serving.server import interruptible
from feed_builder.serving.site import media_type, with_script
from feed_builder.serving.watching import _Ours, changes

from .builders import EPISODE_YAML, PODCAST_YAML, TONE, a_project
from .previews import PATIENCE, Preview, eventually, previewed
from .test_browser import browser  # noqa: F401 - a fixture

EPISODE = "episodes/001-rag-paper"
FACTS = f"{EPISODE}.yaml"
AUDIO = "audio/001-rag-paper.mp3"
REPOSITORY = Path(__file__).parent.parent
SCRIPT = b"/.feed-builder/page.js"


@pytest.fixture(scope="module")
def show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served") / "show"
    (folder / "secret").mkdir(parents=True)
    (folder / "secret" / "notes.txt").write_text("not for anybody")
    a_project(folder, {f"{EPISODE}.txt": "NQ: Hello.\n"})
    return folder


@pytest.fixture(scope="module")
def preview(show: Path) -> Iterator[Preview]:
    """A preview that only is asked, and never changes."""
    with previewed(show) as running:
        yield running


TYPES = {
    "": "text/html; charset=utf-8",
    f"{EPISODE}/": "text/html; charset=utf-8",
    f"{EPISODE}/transcript.html": "text/html; charset=utf-8",
    f"{EPISODE}/transcript.txt": "text/plain; charset=utf-8",
    AUDIO: "audio/mpeg",
    "feed.xml": "application/xml",
    "style.css": "text/css; charset=utf-8",
    "player.js": "text/javascript; charset=utf-8",
    "favicon.svg": "image/svg+xml",
}


@pytest.mark.parametrize("path", TYPES)
def test_each_file_has_its_type(preview: Preview, path: str) -> None:
    answer = preview.get(path)

    assert (answer.status_code, answer.headers["content-type"]) == (200, TYPES[path])


def test_types_are_the_same_on_every_machine() -> None:
    names = "a.m4a a.M4A a.opus a.vtt a.srt a.json a.webp a.nothing".split()

    assert [media_type(f"some.folder/{name}") for name in names] == [
        "audio/x-m4a",
        "audio/x-m4a",
        "audio/ogg",
        "text/vtt",
        "application/x-subrip",
        "application/json",
        "image/webp",
        "application/octet-stream",
    ]


def test_a_head_tells_the_length_and_sends_nothing(preview: Preview) -> None:
    answer = httpx2.head(preview.address + AUDIO)

    assert answer.status_code == 200
    assert answer.headers["content-length"] == str(TONE.stat().st_size)
    assert answer.headers["accept-ranges"] == "bytes"
    assert answer.content == b""


SIZE = TONE.stat().st_size
RANGES = {
    "bytes=0-1": (206, f"bytes 0-1/{SIZE}", slice(0, 2)),
    "bytes=100-": (206, f"bytes 100-{SIZE - 1}/{SIZE}", slice(100, None)),
    "bytes=-7": (206, f"bytes {SIZE - 7}-{SIZE - 1}/{SIZE}", slice(-7, None)),
    f"bytes=5-{SIZE * 9}": (206, f"bytes 5-{SIZE - 1}/{SIZE}", slice(5, None)),
    f"bytes={SIZE}-": (416, f"bytes */{SIZE}", slice(0, 0)),
}


@pytest.mark.parametrize("asked", RANGES)
def test_a_part_is_sent_when_a_part_is_asked_for(preview: Preview, asked: str) -> None:
    status, told, part = RANGES[asked]

    answer = preview.get(AUDIO, range=asked)

    assert (answer.status_code, answer.headers["content-range"]) == (status, told)
    assert answer.content == TONE.read_bytes()[part]


def test_a_part_of_a_file_that_has_changed_since_is_all_of_it(preview: Preview) -> None:
    etag = preview.get(AUDIO).headers["etag"]

    same = preview.get(AUDIO, range="bytes=0-9", if_range=etag)
    other = preview.get(AUDIO, range="bytes=0-9", if_range='"before"')

    assert (same.status_code, len(same.content)) == (206, 10)
    assert (other.status_code, other.content) == (200, TONE.read_bytes())


def test_a_reload_asks_again_and_pages_are_never_kept(preview: Preview) -> None:
    style = preview.get("style.css")
    later = "Fri, 31 Dec 2099 23:59:59 GMT"

    assert style.headers["cache-control"] == "no-cache"
    etag = style.headers["etag"]
    assert preview.get("style.css", if_none_match=etag).status_code == 304
    assert preview.get("style.css", if_modified_since=later).status_code == 200
    page = preview.get("", if_modified_since=later)
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert "etag" not in page.headers


def test_a_folder_is_its_index(preview: Preview) -> None:
    answer = preview.get(EPISODE)

    assert answer.status_code == 307
    assert answer.headers["location"] == f"{preview.address}{EPISODE}/"


OUTSIDE = (
    "/../podcast.yaml",
    "/../../../../../../etc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd",
    "/..%2f..%2fetc%2fpasswd",
    "/audio/..%5c..%5cpodcast.yaml",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/index.html%00.txt",
    "/%00",
    "/%ff%fe",
    "/" + "a" * 5000,
    "/.feed-builder/manifest.json",
    "/.feed-builder/../manifest.json",
    "/.feed-builder/%2e%2e/site.py",
    "/./.feed-builder/lock",
    "/podcast.yaml",
    "/secret/notes.txt",
)


@pytest.mark.parametrize("target", OUTSIDE)
def test_nothing_but_the_site_is_served(preview: Preview, target: str) -> None:
    # Sent as it stands: clients tidy an address up.
    host, port = httpx2.URL(preview.address).host, httpx2.URL(preview.address).port
    with socket.create_connection((host, port or 0), timeout=PATIENCE) as asking:
        request = f"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        asking.sendall(request.encode())
        answer = b"".join(iter(lambda: asking.recv(65536), b""))

    assert answer.startswith(b"HTTP/1.1 404 ")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(preview: Preview, method: str) -> None:
    assert httpx2.request(method, preview.address + "feed.xml").status_code == 405


def test_a_name_that_somebody_else_gave_this_machine_is_not_answered(
    preview: Preview,
) -> None:
    assert preview.get("", host="evil.example").status_code == 400
    assert preview.get("", host="localhost").status_code == 200


def test_many_are_answered_at_once(preview: Preview) -> None:
    whole = TONE.read_bytes()
    with (
        httpx2.stream("GET", f"{preview.address}.feed-builder/events"),
        ThreadPoolExecutor(max_workers=16) as pool,
    ):
        parts = pool.map(
            lambda n: preview.get(AUDIO, range=f"bytes={n}-{n + 99}").content,
            range(200),
        )
        assert list(parts) == [whole[n : n + 100] for n in range(200)]


def test_what_is_not_there_is_told_on_the_site_s_own_page(tmp_path: Path) -> None:
    a_project(tmp_path / "show", {})
    with previewed(tmp_path / "show") as running:
        (site,) = running.temporary.iterdir()
        (site / "404.html").unlink()
        plain = running.get("nowhere/at/all")
        (site / "404.html").write_text("<!doctype html><title>Lost?</title>")
        own = running.get("nowhere/at/all")

    assert (plain.status_code, own.status_code) == (404, 404)
    assert "There is no page here." in plain.text
    assert own.text.endswith("<title>Lost?</title>")
    assert SCRIPT in plain.content
    assert SCRIPT in own.content


def test_only_pages_get_the_script_and_only_here(preview: Preview, show: Path) -> None:
    run(["-C", str(show), "build", "-o", str(show.parent / "built"), "-q"])

    built = [p for p in (show.parent / "built").rglob("*") if p.is_file()]
    assert not [path for path in built if SCRIPT in path.read_bytes()]
    with_it = [path for path in TYPES if SCRIPT in preview.get(path).content]
    assert with_it == ["", f"{EPISODE}/", f"{EPISODE}/transcript.html"]


def test_a_preview_changes_nothing_of_the_show(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {"podcast.yaml": PODCAST_YAML + "live: true\n"})
    before = _everything(folder)

    with previewed(folder, "--drafts", "--future") as running:
        assert running.get("feed.xml").status_code == 200
    assert _everything(folder) == before


def _everything(folder: Path) -> dict[str, bytes]:
    # What is remembered of audio is no part of the show.
    files = (
        p for p in folder.rglob("*") if p.is_file() and ".feed-builder" not in p.parts
    )
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_audio_is_not_copied(preview: Preview) -> None:
    (audio,) = preview.temporary.glob(f"*/{AUDIO}")

    assert audio.is_symlink()


ALL = {"001-rag-paper", "002-later", "003-draft", "004-draft-for-later"}


@pytest.mark.parametrize(
    ("options", "shown"),
    [
        ((), {"001-rag-paper"}),
        (("--drafts",), {"001-rag-paper", "003-draft"}),
        (("--future",), {"001-rag-paper", "002-later"}),
        (("--drafts", "--future"), ALL),
        (("--now", "2026-01-01"), set()),
        (("--now", "2099-02-01"), {"001-rag-paper", "002-later"}),
    ],
)
def test_what_is_not_public_yet_is_shown_on_request(
    tmp_path: Path, options: tuple[str, ...], shown: set[str]
) -> None:
    later = "title: Later\npublished: 2099-01-01 18:00\n"
    a_project(
        tmp_path / "show",
        {
            "episodes/002-later.yaml": later,
            "audio/002-later.mp3": TONE,
            "episodes/003-draft.yaml": "title: Draft\n",
            "audio/003-draft.mp3": TONE,
            "episodes/004-draft-for-later.yaml": f"{later}draft: true\n",
            "audio/004-draft-for-later.mp3": TONE,
        },
    )
    with previewed(tmp_path / "show", *options) as running:
        feed = running.get("feed.xml").text
        pages = {s for s in ALL if running.get(f"episodes/{s}/").status_code == 200}

    assert pages == shown
    assert feed.count("<item>") == len(shown)


def test_each_build_is_a_line_after_its_problems(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        (folder / FACTS).write_text(f"{EPISODE_YAML}sumary: x\n")
        running.says("stay; found 1 error")
        (folder / FACTS).write_text(EPISODE_YAML.replace("Rag", "Old rag"))
        running.says(" new (")
        (folder / "README.md").write_text("About this folder.")
        running.says("README.md changed: nothing else changes (")
        told = running.text().splitlines()

    assert told[0] == f"Serving {running.address} until you press Ctrl-C."
    assert told[1].startswith("1 episode public: ")
    assert told[2] == "error[known-keys]: `sumary` is not a key"
    assert f"{FACTS}:4:1" in told[3]
    assert " 4 | sumary: x" in told[5]
    assert told[10].startswith(f"{FACTS} changed: the last good pages stay; found 1 er")
    assert told[11].startswith(f"{FACTS} changed: ")


def test_a_file_that_is_gone_is_to_be_put_back(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        (folder / "podcast.yaml").unlink()
        running.says("put it back")


def test_new_and_deleted_episodes_are_seen(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        (folder / "audio/002-new.mp3").write_bytes(TONE.read_bytes())
        (folder / "episodes/002-new.yaml").write_text(
            "title: New\npublished: 2026-03-08 18:00\n"
        )
        _has(running, "episodes/002-new/", 200)
        (folder / "episodes/002-new.yaml").unlink()
        _has(running, "episodes/002-new/", 404)
        shutil.rmtree(folder / "audio")
        running.says("the last good pages stay")


def _has(running: Preview, path: str, status: int) -> None:
    eventually(lambda: running.get(path).status_code == status, f"{path}: not {status}")


def test_a_file_that_replaces_another_is_seen(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        for title in ("Once", "Twice", "Thrice"):
            saved = folder / "episodes/saved-by-an-editor"
            saved.write_text(EPISODE_YAML.replace("Rag paper", title))
            saved.replace(folder / FACTS)
            _shows(running, f"{EPISODE}/", f"<title>{title} ")

        assert "saved-by-an-editor" not in running.text()


def _shows(running: Preview, path: str, text: str) -> None:
    eventually(lambda: text in running.get(path).text, f"{path} does not show {text}")


def test_a_file_that_is_replaced_while_it_is_sent_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {"templates/style.css": "a"})
    styles = ["z" * length for length in range(10_000, 20_001, 1_000)]
    with previewed(folder) as running, ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(_styles, running, styles[-1]) for _ in range(4)]
        for style in styles:
            (folder / "new").write_text(style)
            (folder / "new").replace(folder / "templates/style.css")
            time.sleep(0.1)

        seen = set().union(*(each.result() for each in asked))

    assert {styles[-1]} < seen <= {"a", *styles}


def _styles(running: Preview, last: str) -> set[str]:
    """Every state of the stylesheet that is seen until the last one."""
    seen = set()
    end = time.monotonic() + PATIENCE
    while last not in seen and time.monotonic() < end:
        seen.add(running.get("style.css").text)
    return seen


def test_an_end_is_noticed_though_its_error_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cleared:
        def __del__(self) -> None:
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(0)  # so that it is heard here

    lost: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    with interruptible() as ended:
        Cleared()

        assert [*changes(Project(folder=tmp_path), ended)] == []
    assert lost


def test_templates_and_artwork_are_watched(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        (folder / "templates").mkdir()
        (folder / "templates/style.css").write_text("body { color: red }")
        _shows(running, "style.css", "red")
        (folder / "templates/style.css").write_text("body { color: blue }")
        _shows(running, "style.css", "blue")
        (folder / "artwork.png").unlink()
        running.says("artwork-readable")


OTHERS = {
    "podcast.yaml": True,
    "episodes/001.yaml": True,
    "templates/_card.html": True,
    "output/feed.xml": False,
    "episodes/output/001.yaml": True,
    ".git/index": False,
    "episodes/.001.yaml.swp": False,
    "episodes/001.yaml~": False,
    "episodes/~$001.docx": False,
    "episodes/.~lock.001.docx#": False,
    "episodes/#001.yaml#": False,
    "node_modules/x/podcast.yaml": False,
}


@pytest.mark.parametrize("name", OTHERS)
def test_what_editors_and_builds_leave_behind_is_no_change(
    tmp_path: Path, name: str
) -> None:
    ours = _Ours(Project(folder=tmp_path))

    assert ours(Change.added, str(tmp_path / name)) is OTHERS[name]


def test_a_log_among_the_files_of_the_show_is_no_change(tmp_path: Path) -> None:
    a_project(tmp_path / "show", {})
    log = tmp_path / "show/serve.log"
    with previewed(tmp_path / "show", log=log) as running:
        for name in ("one.md", "two.md"):
            (tmp_path / "show" / name).touch()
            running.says(f"{name} changed")

        assert "serve.log" not in running.text()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_tidily_whoever_is_still_listening(
    tmp_path: Path, ending: signal.Signals
) -> None:
    a_project(tmp_path / "show", {})
    with (
        previewed(tmp_path / "show") as running,
        httpx2.stream("GET", f"{running.address}.feed-builder/events") as events,
    ):
        assert next(events.iter_bytes())
        assert list(running.temporary.iterdir())
        running.process.send_signal(ending)
        code = running.process.wait(PATIENCE)

    assert code == 0
    assert running.text().endswith("Stopped.\n")
    assert list(running.temporary.iterdir()) == []


def test_a_port_that_is_taken_is_named_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_project(tmp_path, {})
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        assert run(["-C", str(tmp_path), "serve", "--port", str(port)]) == 2
    assert capsys.readouterr().err == (
        f"error: port {port} is taken by another program\n"
        "  help: name another one, or any free one: --port 0\n"
    )


def test_without_a_wish_the_next_free_port_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        monkeypatch.setattr(addresses, "PORT", taken)

        with listening("127.0.0.1", None) as listener:
            assert listener.getsockname()[1] != taken


def test_a_host_that_is_not_of_this_machine_is_refused() -> None:
    with pytest.raises(CannotRunError, match=r"192\.0\.2\.1 is not an address of this"):
        listening("192.0.2.1", 0)


@pytest.mark.parametrize(
    ("host", "private", "name"),
    [("127.0.0.1", True, "127.0.0.1"), ("0.0.0.0", False, "localhost")],
)
def test_an_open_host_is_known_for_what_it_is(
    host: str, private: bool, name: str
) -> None:
    with listening(host, 0) as listener:
        port = listener.getsockname()[1]

        assert is_private(listener) is private
        assert browser_address(host, listener) == f"http://{name}:{port}/"


def test_an_open_host_is_warned_of(tmp_path: Path) -> None:
    a_project(tmp_path / "show", {})
    with previewed(tmp_path / "show", "--host", "0.0.0.0") as running:
        assert "Warning: whoever is in your network can see all of it." in (
            running.text()
        )
        assert running.get("", host="my-machine.local").status_code == 200


@pytest.mark.skipif(sys.platform == "darwin", reason="a Mac has `open` of its own")
def test_the_browser_is_opened_on_request(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\nprintf %s "$1" > {tmp_path}/opened\n')
    opener.chmod(0o755)
    monkeypatch.setenv("PATH", str(opener.parent), prepend=os.pathsep)
    a_project(tmp_path / "show", {})

    with previewed(tmp_path / "show", "--open") as running:
        opened = tmp_path / "opened"
        eventually(lambda: opened.exists() and bool(opened.read_text()), "not opened")

    assert opened.read_text() == running.address


GUIDE = REPOSITORY / "docs" / "guide" / "preview.md"


def test_the_guide_shows_what_happens(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    for part in ("podcast.yaml", "episodes", "audio", "artwork.png"):
        source = REPOSITORY / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    facts = folder / "episodes/001-troy-du-moulin.yaml"
    with previewed(folder) as running:
        facts.write_text(facts.read_text().rstrip("\n") + "\nsumary: About us.\n")
        running.says("the last good pages stay")
        told = running.text().replace(f"{folder}/", "")
        told = told.replace(running.address, "http://127.0.0.1:8000/")

    shown = re.findall(
        r"```console\n(?:\$[^\n]*\n)?(.*?)```", GUIDE.read_text(), re.DOTALL
    )
    assert _timeless("".join(shown)) == _timeless(told)


def _timeless(text: str) -> str:
    """The text without what is different each time, or with each theme."""
    return re.sub(r"\d+(?= files )|\d+\.\d+(?= s\))", "…", text)


def test_the_guide_tells_of_every_option() -> None:
    own = [parameter.opts[-1] for parameter in serve.params if parameter.expose_value]

    assert [option for option in own if f"| `{option}" not in GUIDE.read_text()] == []


@pytest.mark.parametrize(
    ("page", "scripted"),
    [
        ("<!doctype html><HEAD\n><meta>", "<!doctype html><HEAD\n>X<meta>"),
        ('<head lang="en"><header>', '<head lang="en">X<header>'),
        ("<!DOCTYPE html>\n<header>a", "<!DOCTYPE html>X\n<header>a"),
        ("just text", "Xjust text"),
        ("", "X"),
    ],
)
def test_the_script_stands_before_all_that_could_forbid_it(
    page: str, scripted: str
) -> None:
    assert with_script(page.encode(), b"X") == scripted.encode()


@given(st.binary())
def test_nothing_else_of_a_page_changes(page: bytes) -> None:
    script = b"<script>\xfe\xff\xfe</script>"

    before, _, after = with_script(page, script).partition(script)

    assert before + after == page


def test_a_page_is_told_of_errors_first_and_of_not_too_many() -> None:
    def problem(severity: Severity) -> Problem:
        return Problem(
            rule="known-keys",
            severity=severity,
            message="…",
            location=Location(path=Path("podcast.yaml"), line=1),
        )

    problems = (problem(Severity.NOTE), *[problem(Severity.WARNING)] * MOST_PROBLEMS)
    board = Board()
    board.post(Report(problems=(*problems, problem(Severity.ERROR))), strict=False)
    told = json.loads(board.state.as_json())

    assert (told["pages"], told["failed"], told["more"]) == ("", True, 1)
    severities = [each["severity"] for each in told["problems"]]
    assert severities == ["error", *["warning"] * (MOST_PROBLEMS - 1)]


def test_pages_have_a_new_name_when_a_file_has_changed() -> None:
    board = Board()
    names = [State().pages]
    for report in (Report(written=("a",)), Report(), Report(removed=("a",))):
        board.post(report, strict=False)
        names.append(board.state.pages)

    assert names[0] == ""
    assert names[1] == names[2] != names[3]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:  # noqa: F811 - as fixtures are named
    opened = browser.new_page()
    expect.set_options(timeout=PATIENCE * 1000)
    yield opened
    opened.close()


def test_an_edit_shows_in_the_open_page(tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    with previewed(folder) as running:
        page.goto(f"{running.address}{EPISODE}/")
        for title in ("Linen", "Cotton", "Straw"):
            (folder / FACTS).write_text(EPISODE_YAML.replace("Rag paper", title))
            expect(page.locator("h1")).to_have_text(title)
        page.goto("about:blank")

    assert complaints == []


def test_what_is_wrong_stands_above_the_last_good_page(
    tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        page.goto(f"{running.address}{EPISODE}/")
        (folder / FACTS).write_text(f"{EPISODE_YAML}sumary: x\n'<img src=x>': 1\n")

        panel = page.locator("details.failed")
        expect(panel).to_contain_text("2 problems: this is the last good page")
        expect(panel).to_contain_text("error[known-keys]: `sumary` is not a key")
        expect(panel).to_contain_text(f"{FACTS}:4:1")
        expect(panel).to_contain_text("help: did you mean `summary`?")
        expect(panel).to_contain_text("`<img src=x>` is not a key")
        expect(panel.locator("img")).to_have_count(0)
        expect(page.locator("h1")).to_have_text("Rag paper")

        page.reload()
        expect(panel).to_contain_text("2 problems")

        (folder / FACTS).write_text(EPISODE_YAML)
        expect(panel).to_have_count(0)
        expect(page.locator("h1")).to_have_text("Rag paper")


def test_a_warning_is_there_for_who_wants_to_read_it(
    tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / "show"
    a_project(folder, {"episodes/002-draft.txt": "NQ: Hello.\n"})
    with previewed(folder) as running:
        page.goto(running.address)

        panel = page.locator("details.fine")
        expect(panel.locator("summary")).to_contain_text("problem")
        expect(panel.locator("li").first).to_be_hidden()
        panel.locator("summary").click()
        expect(panel.locator("li").first).to_be_visible()


def test_a_show_that_cannot_be_built_yet_is_shown_once_it_can(
    tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / "show"
    a_project(folder, {"podcast.yaml": "titel: x\n"})
    with previewed(folder) as running:
        page.goto(f"{running.address}{EPISODE}/")
        expect(page.locator("h1")).to_have_text("Not built yet")
        panel = page.locator("details.failed")
        expect(panel).to_contain_text("nothing could be built yet")
        expect(panel).to_contain_text("podcast.yaml:1:1")

        (folder / "podcast.yaml").write_text(PODCAST_YAML)
        expect(page.locator("h1")).to_have_text("Rag paper")


def test_a_page_whose_policy_forbids_everything_is_loaded_anew_too(
    tmp_path: Path, page: Page
) -> None:
    folder = tmp_path / "show"
    template = (
        "<!doctype html><html lang='en'><head><title>x</title>"
        "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
        "</head><h1>%s</h1></html>"
    )
    a_project(folder, {"templates/home.html": template % "Before"})
    with previewed(folder) as running:
        page.goto(running.address)
        (folder / "templates/home.html").write_text(template % "After")

        expect(page.locator("h1")).to_have_text("After")


def test_an_open_page_finds_the_next_preview(tmp_path: Path, page: Page) -> None:
    folder = tmp_path / "show"
    a_project(folder, {})
    with previewed(folder) as running:
        page.goto(f"{running.address}{EPISODE}/")
        port = str(httpx2.URL(running.address).port)
    shutil.rmtree(running.temporary)
    (folder / FACTS).write_text(EPISODE_YAML.replace("Rag paper", "Later"))

    with previewed(folder, port=port):
        expect(page.locator("h1")).to_have_text("Later")
