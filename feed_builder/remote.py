"""Audio at an address: its facts, from a few ranges of it and never the whole file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path, PurePosixPath
from shutil import copymode
from typing import Any, BinaryIO, cast
from urllib.parse import unquote, urlsplit

import httpx2

from .model import AudioFacts
from .problems import Location, Problem, Severity
from .project import EpisodeFiles, Project
from .sources.audio import read_facts
from .sources.document import read_document
from .sources.editing import with_values
from .timecode import clock

#: What is fetched at once, and at the most of one file, in bytes: a file whose length
#: in time can only be counted is asked for no further.
BLOCK = 64 * 1024
MOST = 4 * 1024 * 1024
#: Seconds for one answer.
PATIENCE = 10.0


def learn(project: Project) -> Iterator[Problem]:
    """Write the facts of remote audio into the YAML that names only its address.

    A note tells of each file that was written, a warning of audio that told nothing.
    """
    files, _ = project.episodes()
    with a_client() as client:
        for each in files:
            ours = each.facts.is_file() and not project.leads_out(each.facts)
            if ours and (url := _address(each)):
                yield _learned(client, each, url)


class RangedFile(io.RawIOBase):
    """A file at an address, read in blocks as they are asked for."""

    def __init__(self, client: httpx2.Client, url: str) -> None:
        super().__init__()
        self._client = client
        self._url = url
        self._at = 0
        self._blocks: dict[int, bytes] = {}
        self.length = self._whole_length()

    def readable(self) -> bool:
        """It can be read."""
        return True

    def seekable(self) -> bool:
        """And read in any order."""
        return True

    def tell(self) -> int:
        """Where the next byte comes from."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go to a place, as any file does."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.length}
        self._at = max(0, base[whence] + offset)
        return self._at

    def readinto(self, buffer: Any, /) -> int:
        """Fill as much of the buffer as one block holds."""
        block = self._block(self._at // BLOCK)
        data = block[self._at % BLOCK :][: len(buffer)]
        buffer[: len(data)] = data
        self._at += len(data)
        return len(data)

    def _block(self, number: int) -> bytes:
        start = number * BLOCK
        if start >= self.length:
            return b""
        if number not in self._blocks:
            if len(self._blocks) * BLOCK >= MOST:
                raise OSError("its length in time can only be told from the whole file")
            self._blocks[number] = self._range(start, start + BLOCK - 1)
        return self._blocks[number]

    def _range(self, first: int, last: int) -> bytes:
        headers = {"range": f"bytes={first}-{last}"}
        with self._client.stream("GET", self._url, headers=headers) as response:
            if response.status_code != 206:
                raise OSError(f"answers {response.status_code} when asked for a part")
            return response.read()

    def _whole_length(self) -> int:
        response = self._client.head(self._url)
        if response.status_code != 200:
            raise OSError(f"answers {response.status_code}")
        try:
            return int(response.headers["content-length"])
        except (KeyError, ValueError):
            raise OSError("does not say how long it is") from None


def remote_audio(
    client: httpx2.Client, url: str
) -> tuple[AudioFacts | None, tuple[Problem, ...]]:
    """The facts of the audio at this address; raises OSError or HTTPError without."""
    name = PurePosixPath(unquote(urlsplit(url).path)).name or "audio"
    with RangedFile(client, url) as file:
        stream = cast("BinaryIO", io.BufferedReader(file, BLOCK))
        return read_facts(stream, file.length, Path(name))


def announced(audio: AudioFacts) -> dict[str, str | int]:
    """What the YAML says of audio at an address, beside the address."""
    return {
        "length": audio.length or 0,
        "type": audio.type or "",
        "duration": clock(audio.duration or timedelta()),
    }


def _learned(client: httpx2.Client, files: EpisodeFiles, url: str) -> Problem:
    try:
        audio, problems = remote_audio(client, url)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return _unlearned(files, f"{url}: {error or type(error).__name__}")
    if audio is None or audio.duration is None:
        return _unlearned(files, f"{url}: {problems[0].message}")
    written = with_values(
        files.facts.read_bytes(), "audio", {"url": url, **announced(audio)}
    )
    if written is None:
        return _unlearned(files, f"{files.facts.name} could not be edited")
    _replace(files.facts, written)
    return Problem(
        rule="audio-facts-learned",
        severity=Severity.NOTE,
        message=f"wrote the length, type and duration of {url} into {files.facts.name}",
        location=Location(path=files.facts),
    )


def _address(files: EpisodeFiles) -> str | None:
    """The address of audio of which nothing else is written."""
    document, _ = read_document(files.facts.read_bytes(), files.facts)
    value = document.value if isinstance(document.value, dict) else {}
    audio = value.get("audio")
    if isinstance(audio, dict):
        is_known = audio.get("length") and audio.get("duration")
        audio = None if is_known else audio.get("url")
    is_url = isinstance(audio, str) and audio.startswith(("http://", "https://"))
    return audio if is_url else None


def _unlearned(files: EpisodeFiles, reason: str) -> Problem:
    return Problem(
        rule="audio-facts-learned",
        severity=Severity.WARNING,
        message=f"nothing could be learned of the audio of {files.stem}: {reason}",
        location=Location(path=files.facts),
        hint="write its length in bytes and its duration below `audio:` yourself",
    )


def _replace(path: Path, data: bytes) -> None:
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    copymode(path, new)
    new.replace(path)


def a_client() -> httpx2.Client:
    """Who asks: patient for a while, and following a few redirects."""
    return httpx2.Client(
        follow_redirects=True,
        max_redirects=5,
        timeout=PATIENCE,
        headers={"user-agent": "feed-builder", "accept-encoding": "identity"},
    )
