"""Published addresses are asked; a server that misbehaves in each way is found out."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer
from typing import Any

import pytest
import trustme

from feed_builder import online
from feed_builder.cli import run
from feed_builder.model import (
    Chapter,
    Enclosure,
    Person,
    Podcast,
    Speaker,
    Transcript,
    TranscriptKind,
    Turn,
)
from feed_builder.online import (
    PICTURES,
    certificate_end,
    online_problems,
    questions,
)
from feed_builder.problems import Location

from .builders import PODCAST_YAML, TONE, a_podcast, an_episode

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SOUND = b"\xff\xfb" * 500
TURN = Turn(label="NQ", name="Nora Quill", text="Hm.", line=1, start=timedelta(0))
TALK = Transcript(
    form="document",
    speakers=(Speaker(label="NQ", name="Nora Quill"),),
    turns=(TURN,),
    timestamps=True,
)
GUID = an_episode().guid


class Host(ThreadingHTTPServer):
    """A server on the loopback address, which misbehaves as it is told."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.faults: dict[str, Any] = {}
        self.url = f"http://127.0.0.1:{self.server_port}/"

    def podcast(self) -> Podcast:
        """A podcast that says it is published here."""
        sound = Enclosure(
            url=f"{self.url}audio/1.mp3", length=len(SOUND), type="audio/mpeg"
        )
        episode = an_episode(
            enclosure=sound, transcript=TALK, transcript_kind=TranscriptKind.VERBATIM
        )
        return a_podcast(episode, link=self.url, feed_url=f"{self.url}feed.xml")


class _Handler(BaseHTTPRequestHandler):
    server: Host

    def do_HEAD(self) -> None:
        self._reply(with_body=False)

    def do_GET(self) -> None:
        self._reply(with_body=True)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""

    def _reply(self, *, with_body: bool) -> None:
        faults = self.server.faults
        status, kind, body = self._resource()
        status = faults.get(self.command, status) if "1.mp3" in self.path else status
        ranged = "Range" in self.headers and "ranges" not in faults and status == 200
        status = 206 if ranged else status
        is_picture = self.path.endswith(".png") and "artwork" not in self.path
        if is_picture:
            status = faults.get(f"picture {self.command}", status)
            kind = faults.get("picture type", kind)
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(2 if ranged else len(body)))
        if "validators" not in faults and not (
            is_picture and "picture validators" in faults
        ):
            self.send_header("ETag", '"1"')
        if "cors" not in faults:
            self.send_header("Access-Control-Allow-Origin", "*")
        if location := faults.get(f"redirect {self.path}"):
            self.send_header("Location", location)
        self.end_headers()
        if with_body:
            self.wfile.write(body[:2] if ranged else body)

    def _resource(self) -> tuple[int, str, bytes]:
        faults = self.server.faults
        if f"redirect {self.path}" in faults:
            return 302, "text/plain", b""
        if self.path.startswith("/feed"):
            feed = f"<rss><guid>{faults.get('guid', GUID)}</guid></rss>"
            return 200, faults.get("feed type", "application/rss+xml"), feed.encode()
        if self.path.endswith(".mp3"):
            body = SOUND + faults.get("longer", b"")
            return 200, faults.get("type", "audio/mpeg; q=1"), body
        kinds = {".png": "image/png", ".vtt": "text/vtt", ".json": "application/json"}
        kind = kinds.get(Path(self.path).suffix, "application/x-subrip")
        return faults.get("artwork", 200) if ".png" in self.path else 200, kind, b"x"


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()


def found(host: Host, **faults: Any) -> list[str]:
    host.faults = {name.replace("_", " "): fault for name, fault in faults.items()}
    return [p.rule for p in online_problems(host.podcast(), now=NOW)]


def test_a_server_that_behaves_is_not_blamed(host: Host) -> None:
    asked: list[tuple[int, int]] = []

    problems = online_problems(
        host.podcast(), now=NOW, progress=lambda *at: asked.append(at)
    )

    assert list(problems) == []
    assert asked[-1] == (6, 6)


@pytest.mark.parametrize(
    ("faults", "rules"),
    [
        ({"HEAD": 404}, ["online-reachable"]),
        ({"HEAD": 405}, ["online-head"]),
        ({"HEAD": 500}, ["online-reachable"]),
        ({"artwork": 403}, ["online-reachable"]),
        ({"ranges": True}, ["online-ranges"]),
        ({"type": "text/html"}, ["online-type"]),
        ({"longer": b"!"}, ["online-length"]),
        ({"feed type": "text/html"}, ["online-type"]),
        ({"guid": "another"}, ["online-feed-fresh"]),
        ({"cors": True}, ["online-cors"] * 3),
        ({"validators": True}, ["online-validators"] * 6),
    ],
)
def test_each_misbehaviour_is_found(
    host: Host, faults: dict[str, Any], rules: list[str]
) -> None:
    assert found(host, **faults) == rules


def a_pictured_podcast(host: Host) -> Podcast:
    """One with a portrait and two chapter pictures, elsewhere and on its own site."""
    away = host.url.replace("127.0.0.1", "localhost")
    podcast = host.podcast()
    here = Location(path=Path("podcast.yaml"), line=7)
    host_of_show = Person(name="Nora Quill", image=f"{away}nora.png", location=here)
    chapters = (
        Chapter(start=timedelta(0), title="Rags", image=f"{away}rags.png"),
        Chapter(start=timedelta(1), title="Wood", image=f"{away}rags.png"),
        Chapter(start=timedelta(2), title="Glue", image=f"{host.url}glue.png"),
        Chapter(start=timedelta(3), title="Ink"),
    )
    (episode,) = podcast.episodes
    return replace(
        podcast,
        show=replace(podcast.show, people=(host_of_show,), artwork=None),
        episodes=(replace(episode.whole, people=(host_of_show,), chapters=chapters),),
    )


@pytest.mark.parametrize(
    ("faults", "told"),
    [
        ({}, []),
        (
            {"picture HEAD": 405},
            ["error[online-head]: the picture of the chapter 'Glue'"],
        ),
        (
            {"artwork": 404},
            [
                "podcast.yaml:7: warning[online-reachable]: the portrait of Nora Quill",
                "warning[online-reachable]: the picture of the chapter 'Rags' of 001",
                "error[online-reachable]: the picture of the chapter 'Glue' of 001",
            ],
        ),
        (
            {"picture type": "text/html"},
            [
                "podcast.yaml:7: warning[online-type]: the portrait of Nora Quill",
                "warning[online-type]: the picture of the chapter 'Rags' of 001",
                "warning[online-type]: the picture of the chapter 'Glue' of 001",
            ],
        ),
        (
            {"picture validators": True},
            ["warning[online-validators]: the picture of the chapter 'Glue' of 001-"],
        ),
    ],
)
def test_portraits_and_pictures_of_chapters_are_asked_for(
    host: Host, faults: dict[str, Any], told: list[str]
) -> None:
    """Each once; of what lies elsewhere only whether it is there, and a picture."""
    host.faults = faults

    problems = online_problems(a_pictured_podcast(host), now=NOW)

    lines = [
        f"{p.location or ''}{': ' if p.location else ''}"
        f"{p.severity.value}[{p.rule}]: {p.message}"
        for p in problems
    ]
    assert [line[: len(start)] for line, start in zip(lines, told, strict=True)] == told


def test_a_thousand_pictures_are_not_all_asked_for(host: Host) -> None:
    chapters = tuple(
        Chapter(start=timedelta(n), title=f"{n}", image=f"https://far.example/{n}.png")
        for n in range(1000)
    )

    asked = questions(a_podcast(an_episode(chapters=chapters)))

    assert len([q for q in asked if q.elsewhere]) == PICTURES


def test_a_feed_that_moves_for_a_while_only_is_told(host: Host) -> None:
    moved = {"redirect /feed.xml": f"{host.url}feed2.xml"}

    assert found(host, **moved) == ["online-redirects-last"]


def test_an_endless_redirect_is_given_up(host: Host) -> None:
    assert found(host, **{"redirect /audio/1.mp3": "/audio/1.mp3"}) == [
        "online-reachable"
    ]


def test_a_host_that_does_not_answer_is_told() -> None:
    with TCPServer(("127.0.0.1", 0), BaseRequestHandler) as silent:
        port = silent.server_address[1]
    podcast = a_podcast(feed_url=f"http://127.0.0.1:{port}/feed.xml", artwork=None)
    podcast = replace(podcast, episodes=())

    rules = [p.rule for p in online_problems(podcast, now=NOW)]

    assert rules == ["online-reachable"]


def test_a_server_that_nobody_meets_is_told_once() -> None:
    podcast = (closed := Host()).podcast()
    closed.server_close()

    (problem,) = online_problems(podcast, now=NOW)

    assert problem.rule == "online-reachable"
    assert problem.message == (
        f"127.0.0.1:{closed.server_port} cannot be reached: Connection refused"
    )


def test_a_certificate_that_ends_soon_is_told(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    secure = replace(host.podcast().show, audio_url="https://cdn.example/")
    podcast = replace(host.podcast(), show=secure)
    monkeypatch.setattr(online, "certificate_end", lambda *_: NOW + timedelta(days=13))

    problems = list(online_problems(podcast, now=NOW))

    assert [p.rule for p in problems] == ["online-certificate"]
    assert problems[0].message == "the certificate of cdn.example ends on 2026-06-14"


def test_the_end_of_a_certificate_is_read_from_the_host() -> None:
    authority = trustme.CA()
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=3)
    identity = authority.issue_cert("localhost", not_after=ends)
    server_side = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    identity.configure_cert(server_side)
    client_side = ssl.create_default_context()
    authority.configure_trust(client_side)

    with TCPServer(("127.0.0.1", 0), BaseRequestHandler) as server:
        server.socket = server_side.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.handle_request, daemon=True).start()
        port = int(server.server_address[1])
        assert certificate_end("localhost", port, client_side) == ends


def a_hosted_show(folder: Path, host: Host) -> None:
    """A show whose audio is at ``host`` and as long as the server says."""
    (folder / "episodes").mkdir()
    (folder / "audio").mkdir()
    (folder / "podcast.yaml").write_text(
        PODCAST_YAML.replace("artwork: artwork.png\n", "")
        + f"audio_url: {host.url}audio/\n"
    )
    (folder / "episodes/1.yaml").write_text(
        "title: Rag paper\npublished: 2026-03-01 18:00\nsummary: Rags.\n"
    )
    (folder / "audio/1.mp3").write_bytes(TONE.read_bytes())


@pytest.mark.parametrize("complete", [True, False])
def test_a_due_episode_waits_for_its_audio(
    tmp_path: Path,
    host: Host,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    complete: bool,
) -> None:
    a_hosted_show(tmp_path, host)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    length = TONE.stat().st_size - len(SOUND)
    host.faults = {"longer": b"." * (length if complete else length - 1)}

    assert run(["build", "--online"]) == 0

    feed = (tmp_path / "output/feed.xml").read_text()
    assert ("<item>" in feed) is complete
    assert ("online-audio-first" in capsys.readouterr().err) is not complete


def test_check_asks_the_published_addresses_when_told_to(
    tmp_path: Path,
    host: Host,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    a_hosted_show(tmp_path, host)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    text = (tmp_path / "podcast.yaml").read_text()
    link = text.replace("https://paper.example/", host.url)
    (tmp_path / "podcast.yaml").write_text(link)

    run(["check", "--online"])

    out = capsys.readouterr().out
    assert "error[online-length]: the audio of 1" in out
    assert "warning[online-feed-fresh]: the feed" in out
