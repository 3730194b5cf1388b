"""An old feed and its files come over HTTP, whatever the old host does."""

from __future__ import annotations

import gzip
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from feed_builder.cli import CANNOT_RUN, FINE, run
from feed_builder.importing import fetching, wanted

from .builders import CASES, TONE

PICTURE = (CASES / "artwork" / "good.png").read_bytes()
CAPTIONS = b"WEBVTT\n\n00:00.000 --> 00:01.000\n<v Nora>Hello.\n"
CHAPTERS = {
    "version": "1.2.0",
    "chapters": [
        {"startTime": 0, "title": "Hello"},
        {"startTime": 0.5, "title": "The vat", "url": "https://vat.example/"},
        {"startTime": 0.7, "title": "Hidden", "toc": False},
    ],
}
FEED = """<?xml version="1.0"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:atom="http://www.w3.org/2005/Atom"
 xmlns:podcast="https://podcastindex.org/namespace/1.0">
<channel><title>Vélin</title><link>https://old.example/</link><language>en</language>
<description>Paper.</description><itunes:image href="{host}art"/>{more}
<item><title>Rags</title><guid>one</guid>
<pubDate>Sun, 01 Mar 2026 18:00:00 +0000</pubDate>
<enclosure url="{host}a/../../1.mp3" length="{length}" type="audio/mpeg"/>
<itunes:duration>1</itunes:duration><itunes:image href="{host}own"/>
<podcast:transcript url="{host}1.vtt" type="text/vtt"/>
<podcast:transcript url="{host}1.txt" type="text/plain"/>
<podcast:chapters url="{host}1.json" type="application/json+chapters"/></item>
</channel></rss>"""
KINDS = "--fetch=transcripts,chapters,audio,artwork"


class Host(ThreadingHTTPServer):
    """An old host on the loopback address, and what it was asked for.

    ``slow`` paths send half of their bytes and then wait; ``tags`` says whether it
    tells by what a file is known again.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}/"
        self.headers: dict[str, dict[str, str]] = {}
        self.asked: list[tuple[str, str]] = []
        self.slow: set[str] = set()
        self.tags = True
        self.files = {
            "/art": PICTURE,
            "/own": PICTURE + b"0",
            "/1.mp3": TONE.read_bytes(),
            "/1.vtt": CAPTIONS,
            "/1.json": json.dumps(CHAPTERS).encode(),
        }
        self.feed()

    def feed(self, more: str = "") -> None:
        length = len(self.files["/1.mp3"])
        text = FEED.format(host=self.url, length=length, more=more)
        self.files["/feed"] = text.encode()


class _Handler(BaseHTTPRequestHandler):
    server: Host

    def do_GET(self) -> None:
        path = "/1.mp3" if self.path.endswith("1.mp3") else self.path
        wanted = self.headers.get("Range", "")
        self.server.asked.append((path, wanted))
        data = self.server.files.get(path)
        more = self.server.headers.get(path, {})
        start = int(wanted.removeprefix("bytes=").rstrip("-") or 0)
        is_rest = bool(start) and self.headers.get("If-Range") == '"1"'
        start = start if is_rest else 0
        code = 404 if data is None else 206 if is_rest else 200
        self.send_response(int(more.get("status", code)))
        for name, value in more.items():
            self.send_header(name, value)
        if is_rest:
            whole = len(data or b"")
            self.send_header("Content-Range", f"bytes {start}-{whole - 1}/{whole}")
        if self.server.tags:
            self.send_header("ETag", '"1"')
        rest = (data or b"")[start:]
        self.send_header("Content-Length", str(len(rest)))
        self.end_headers()
        if path in self.server.slow:
            self.wfile.write(rest[: len(rest) // 2])
            self.wfile.flush()
            time.sleep(60)
        self.wfile.write(rest)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture
def host() -> Iterator[Host]:
    with Host() as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def written(folder: Path) -> set[str]:
    """What lies there, but for what is remembered of episodes."""
    paths = (p.relative_to(folder) for p in folder.rglob("*") if p.is_file())
    memories = Path(".feed-builder", "episodes")
    return {path.as_posix() for path in paths if not path.is_relative_to(memories)}


def values(path: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def test_a_feed_comes_from_its_address_and_is_kept(host: Host, tmp_path: Path) -> None:
    assert run(["import", f"{host.url}feed", str(tmp_path / "show")]) == FINE

    kept = (tmp_path / "show" / "old-feed.xml").read_bytes()
    assert kept == host.files["/feed"]
    assert values(tmp_path / "show" / "podcast.yaml")["title"] == "Vélin"


@pytest.mark.parametrize(
    ("headers", "encode"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress),
        ({"Content-Type": "text/xml; charset=iso-8859-1"}, None),
        ({"Content-Type": "text/xml; charset=utf-8"}, bytes),
        ({"Content-Type": "text/xml; charset=nonsense"}, bytes),
    ],
    ids=["gzip", "by header", "utf-8", "unknown"],
)
def test_it_is_read_however_it_is_sent(
    headers: dict[str, str], encode: object, host: Host, tmp_path: Path
) -> None:
    data = host.files["/feed"]
    latin = data.decode().encode("iso-8859-1")
    host.files["/feed"] = encode(data) if callable(encode) else latin
    host.headers["/feed"] = headers

    assert run(["import", f"{host.url}feed", str(tmp_path / "show")]) == FINE
    assert values(tmp_path / "show" / "podcast.yaml")["title"] == "Vélin"


def test_redirects_are_followed_and_an_endless_one_is_given_up(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host.files |= {"/old": b"", "/loop": b""}
    host.headers["/old"] = {"status": "301", "Location": "/feed"}
    host.headers["/loop"] = {"status": "302", "Location": "/loop"}

    assert run(["import", f"{host.url}old", str(tmp_path / "show")]) == FINE
    assert run(["import", f"{host.url}loop", str(tmp_path / "other")]) == CANNOT_RUN
    assert "redirects" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("nothing", "answers 404"),
        ("large", "has more than 1000 bytes"),
        ("page", "is no RSS feed"),
    ],
)
def test_why_there_is_no_feed_is_told(
    address: str,
    told: str,
    host: Host,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(fetching, "LARGEST_FEED", 1000)
    host.files |= {"/large": gzip.compress(b" " * 2000), "/page": b"<html>Hello"}
    host.headers["/large"] = {"Content-Encoding": "gzip"}

    assert run(["import", host.url + address, str(tmp_path / "show")]) == CANNOT_RUN

    assert told in capsys.readouterr().err
    assert not (tmp_path / "show").exists()


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "http://[", "nothing.xml"])
def test_what_cannot_be_reached_is_no_bug(address: str, tmp_path: Path) -> None:
    assert run(["import", address, str(tmp_path / "show")]) == CANNOT_RUN


def test_all_pages_of_a_feed_are_read_once(host: Host, tmp_path: Path) -> None:
    older = (
        host.files["/feed"].replace(b">one<", b">older<").replace(b"1.mp3", b"0.mp3")
    )
    host.feed(f'<atom:link rel="next" href="{host.url}2"/>')
    again = f'<atom:link rel="next" href="{host.url}feed"/><item'.encode()
    host.files["/2"] = older.replace(b"<item", again, 1)

    code = run(["import", f"{host.url}feed", str(tmp_path / "show"), "--verify"])

    assert code == FINE
    assert len(list((tmp_path / "show" / "episodes").iterdir())) == 2
    assert {"old-feed.xml", "old-feed-2.xml"} <= written(tmp_path / "show")


def test_a_saved_page_says_that_there_are_more(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host.feed(f'<atom:link rel="next" href="{host.url}2"/>')
    (tmp_path / "old.xml").write_bytes(host.files["/feed"])

    run(["import", str(tmp_path / "old.xml"), str(tmp_path / "show")])

    assert f"it goes on at {host.url}2; episodes there are missing" in (
        capsys.readouterr().err
    )


def test_files_are_fetched_and_named_in_the_yaml(host: Host, tmp_path: Path) -> None:
    code = run(["import", f"{host.url}feed", str(tmp_path / "show"), KINDS, "--verify"])

    show = tmp_path / "show"
    assert code == FINE
    assert written(show) == {
        ".feed-builder/chapters/001-rags.json",
        "artwork.png",
        "audio/001-rags.mp3",
        "episodes/001-rags.vtt",
        "episodes/001-rags.yaml",
        "old-feed.xml",
        "pictures/001-rags.png",
        "podcast.yaml",
        "published.json",
    }
    episode = values(show / "episodes" / "001-rags.yaml")
    assert values(show / "podcast.yaml")["artwork"] == "artwork.png"
    assert episode["image"] == "pictures/001-rags.png"
    assert episode["chapters"] == [
        {"start": "0", "title": "Hello"},
        {"start": "0.5", "title": "The vat", "link": "https://vat.example/"},
        {"start": "0.7", "title": "Hidden", "hidden": True},
    ]
    assert not episode.keys() & {"podcast", "extra"}
    audio = episode["audio"]
    assert isinstance(audio, dict)
    assert audio["url"] == f"{host.url}a/../../1.mp3"  # listeners have this one
    assert run(["-C", str(show), "build"]) == FINE


def test_what_the_old_host_does_not_give_stays_there(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    host.files |= {
        "/1.vtt": b"<!DOCTYPE html>Sorry",
        "/own": b"GIF89a",
        "/1.json": b"{",
    }
    del host.files["/art"]

    code = run(["import", f"{host.url}feed", str(tmp_path / "show"), KINDS, "--verify"])

    told = capsys.readouterr().err
    assert code == FINE
    for reason in (
        "1.vtt is a web page",
        "art answers 404",
        "/own is neither JPEG nor PNG",
    ):
        assert reason in told, reason
    text = (tmp_path / "show" / "episodes" / "001-rags.yaml").read_text()
    for name in ("1.vtt", "1.json", "own"):
        assert f"{host.url}{name}" in text


def a_half_import(host: Host, tmp_path: Path, path: str) -> Path:
    """Kill an import while it fetches that path; hand back what it leaves."""
    host.slow = {path}
    program = [sys.executable, "-m", "feed_builder"]
    arguments = ["import", f"{host.url}feed", str(tmp_path / "show"), KINDS]
    staged = tmp_path / ".show.importing"
    with subprocess.Popen([*program, *arguments], stderr=subprocess.DEVNULL) as process:
        end = time.monotonic() + 60
        while time.monotonic() < end and not is_half_done(staged):
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
    host.slow = set()
    assert not (tmp_path / "show").exists()
    return staged


def is_half_done(staged: Path) -> bool:
    """Whether all is there but the audio, of which there is some."""
    done = {"artwork.png", "pictures/001-rags.png", "episodes/001-rags.vtt"}
    sizes = [part.stat().st_size for part in parts(staged)]
    is_all = {*done, ".feed-builder/chapters/001-rags.json"} <= written(staged)
    return is_all and len(sizes) == 1 and sizes[0] > 0


def parts(folder: Path) -> list[Path]:
    return list(folder.rglob("*.part")) if folder.exists() else []


@pytest.mark.parametrize("tags", [True, False])
def test_an_import_that_was_killed_goes_on(
    tags: bool, host: Host, tmp_path: Path
) -> None:
    host.files["/1.mp3"] = TONE.read_bytes() * 300
    host.feed()
    host.tags = tags
    staged = a_half_import(host, tmp_path, "/1.mp3")
    (part,) = parts(staged)
    begun = part.stat().st_size
    host.asked.clear()

    code = run(["import", f"{host.url}feed", str(tmp_path / "show"), KINDS])

    assert code == FINE
    rest = f"bytes={begun}-" if tags else ""  # it may be another file by now
    assert sorted(host.asked) == [("/1.mp3", rest), ("/feed", "")]
    audio = tmp_path / "show" / "audio" / "001-rags.mp3"
    assert audio.read_bytes() == host.files["/1.mp3"]
    assert not staged.exists()
    assert not parts(tmp_path)


def test_a_show_that_is_there_gets_its_files_and_keeps_its_yaml(
    host: Host, tmp_path: Path
) -> None:
    show = tmp_path / "show"
    run(["import", f"{host.url}feed", str(show)])
    (show / "episodes" / "001-rags.vtt").write_text("WEBVTT\n\nmine")
    before = {p: p.read_bytes() for p in show.rglob("*") if p.is_file()}
    host.asked.clear()

    assert run(["import", f"{host.url}feed", str(show), KINDS]) == FINE

    assert {path: path.read_bytes() for path in before} == before
    assert sorted(path for path, _ in host.asked) == ["/1.mp3", "/art", "/feed", "/own"]
    assert {"audio/001-rags.mp3", "artwork.png"} <= written(show)


def test_a_file_beyond_its_bounds_is_left(
    host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(wanted.LARGEST, wanted.Kind.AUDIO, 10)

    run(["import", f"{host.url}feed", str(tmp_path / "show"), "--fetch=audio"])

    assert not (tmp_path / "show" / "audio" / "001-rags.mp3").exists()


def test_what_cannot_be_fetched_is_no_kind(
    host: Host, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["import", f"{host.url}feed", str(tmp_path / "show"), "--fetch=videos"])

    assert code == CANNOT_RUN
    assert "transcripts, chapters, audio, artwork" in capsys.readouterr().err
