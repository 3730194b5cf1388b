"""Facts of audio at an address, from ranges, into a YAML that stays its author's."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from feed_builder import remote
from feed_builder.project import Project

from .builders import CASES, PODCAST_YAML

AUDIO = CASES / "audio"


class Host(ThreadingHTTPServer):
    """Serves the audio cases on the loopback address, by ranges; counts the bytes."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.ranges = True
        self.padding = 0
        self.sent = 0


class _Handler(BaseHTTPRequestHandler):
    server: Host

    def do_HEAD(self) -> None:
        data = self._data()
        self.send_response(200 if data else 404)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()

    def do_GET(self) -> None:
        first, _, last = self.headers["Range"].removeprefix("bytes=").partition("-")
        part = self._data()[int(first) : int(last) + 1]
        self.send_response(206 if self.server.ranges else 200)
        self.send_header("Content-Length", str(len(part)))
        self.end_headers()
        self.wfile.write(part)
        self.server.sent += len(part)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def _data(self) -> bytes:
        path = AUDIO / self.path.lstrip("/")
        return path.read_bytes() + b"\0" * self.server.padding if path.exists() else b""


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def a_show(folder: Path, audio: str) -> Project:
    (folder / "episodes").mkdir()
    (folder / "podcast.yaml").write_text(PODCAST_YAML)
    (folder / "episodes/1.yaml").write_text(
        f"# My first one.\ntitle: 'Rags'   # short\naudio: {audio}\n"
    )
    return Project(folder=folder)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("cbr.mp3", "type: audio/mpeg"),
        ("vbr-no-header.mp3", "type: audio/mpeg"),
        ("plain.m4a", "type: audio/x-m4a"),
        ("opus.opus", "type: audio/ogg"),
    ],
)
def test_facts_are_learned_from_ranges(
    tmp_path: Path, host: Host, name: str, facts: str
) -> None:
    project = a_show(tmp_path, host.url + name)

    (problem,) = remote.learn(project)

    text = (tmp_path / "episodes/1.yaml").read_text()
    assert problem.message.startswith("wrote the length, type and duration")
    assert text.startswith("# My first one.\ntitle: 'Rags'   # short\naudio:\n  url: ")
    assert f"length: {(AUDIO / name).stat().st_size}" in text
    assert facts in text
    assert "duration: " in text
    assert list(remote.learn(project)) == []


def test_what_is_written_is_read_again(tmp_path: Path, host: Host) -> None:
    from feed_builder.sources.facts import read_episode

    list(remote.learn(a_show(tmp_path, f"{{url: '{host.url}cbr.mp3'}}")))

    path = tmp_path / "episodes/1.yaml"
    facts, problems = read_episode(path.read_bytes(), path, "1", None)
    assert problems == ()
    assert facts.audio is not None
    assert facts.audio.length == (AUDIO / "cbr.mp3").stat().st_size


def test_a_large_file_is_not_fetched_whole(tmp_path: Path, host: Host) -> None:
    host.padding = 50_000_000

    list(remote.learn(a_show(tmp_path, f"{host.url}vbr.mp3")))

    assert host.sent <= remote.MOST + remote.BLOCK


@pytest.mark.parametrize(
    ("name", "ranges", "reason"),
    [
        ("absent.mp3", True, "answers 404"),
        ("cbr.mp3", False, "answers 200 when asked for a part"),
    ],
)
def test_what_cannot_be_learned_is_told_and_nothing_is_written(
    tmp_path: Path, host: Host, name: str, ranges: bool, reason: str
) -> None:
    host.ranges = ranges
    project = a_show(tmp_path, host.url + name)
    before = (tmp_path / "episodes/1.yaml").read_text()

    (problem,) = remote.learn(project)

    assert reason in problem.message
    assert problem.hint
    assert (tmp_path / "episodes/1.yaml").read_text() == before
