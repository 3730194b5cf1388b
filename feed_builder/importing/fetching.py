"""An old feed and its files over HTTP: bounded, and resumed after an interruption."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING

import httpx2

from ..problems import CannotRunError, Location, Problem, Severity
from ..remote import a_client
from ..sources.artwork import read_artwork
from .old_feed import LARGEST as LARGEST_FEED
from .old_feed import is_address, next_page
from .wanted import LARGEST, Kind, Wanted

if TYPE_CHECKING:
    from httpx2 import Client, Response

Progress = Callable[[int, int], None]
#: Seconds for a feed, and for one file; none of them may make us wait for ever.
FEED_PATIENCE, FILE_PATIENCE = 120.0, 3600.0
#: Pages of a feed that are read one after the other.
MOST_PAGES = 200
AT_ONCE = 4
#: What is left free on the disk, in bytes.
SPARE = 500_000_000
_BROKEN = (httpx2.HTTPError, httpx2.InvalidURL, OSError)
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png"}


def is_remote(feed: str) -> bool:
    """Whether a feed is named by an address."""
    return feed.startswith(("http://", "https://"))


def fetched_feed(address: str) -> tuple[bytes, ...]:
    """The pages of the feed at this address, the newest one first.

    A whole feed is one page; RFC 5005 says how further ones are linked.
    """
    pages: list[bytes] = []
    asked = set[str]()
    begun, url = monotonic(), address
    with a_client() as client:
        while url not in asked and len(pages) < MOST_PAGES:
            asked.add(url)
            room = LARGEST_FEED - sum(map(len, pages))
            data = _page(client, url, room, begun + FEED_PATIENCE)
            pages.append(data)
            following = next_page(data)
            if not following or not is_address(following):
                break
            url = following
    return tuple(pages)


def _page(client: Client, url: str, room: int, until: float) -> bytes:
    try:
        headers = {"accept-encoding": "gzip, deflate", "accept": "*/*"}
        with client.stream("GET", url, headers=headers) as response:
            if response.status_code != 200:
                raise _unanswered(url, f"answers {response.status_code}")
            data = bytearray()
            for chunk in response.iter_bytes():
                data += chunk
                if len(data) > room:
                    raise _unanswered(url, f"has more than {LARGEST_FEED} bytes")
                if monotonic() > until:
                    raise _unanswered(url, f"takes more than {FEED_PATIENCE:.0f} s")
            return _declared(bytes(data), response)
    except _BROKEN as error:
        raise _unanswered(url, str(error) or type(error).__name__) from None


def _declared(data: bytes, response: Response) -> bytes:
    """In UTF-8, where only the header says that it is in another encoding."""
    charset = response.charset_encoding
    if charset is None or b"encoding" in data[:200].partition(b"?>")[0]:
        return data
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeDecodeError):
        return data


def _unanswered(url: str, reason: str) -> CannotRunError:
    return CannotRunError(
        f"{url}: {reason}",
        hint="open it in a browser; what can be saved there can be imported as a file",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """Paths of files by what was wanted, and why others are missing.

    ``new`` is how many of them were not there before.
    """

    paths: dict[Wanted, Path] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    new: int = 0


def fetch(
    files: tuple[Wanted, ...],
    folder: Path,
    source: Path,
    progress: Progress | None = None,
) -> Fetched:
    """Fetch what is not in the folder yet, a few files at once.

    What an earlier run has begun is gone on with, if the server says that it is still
    the same file. Nothing that is there is written over.
    """
    paths = {each: there for each in files if (there := _there(each, folder))}
    missing = [each for each in files if each not in paths]
    problems: list[Problem] = []
    stop = Event()
    with a_client() as client, ThreadPoolExecutor(max_workers=AT_ONCE) as pool:
        waiting = {pool.submit(_got, client, w, folder, stop): w for w in missing}
        try:
            for number, done in enumerate(as_completed(waiting), start=1):
                each, got = waiting[done], done.result()
                if isinstance(got, Path):
                    paths[each] = got
                else:
                    problems.append(_missed(each, got, source))
                if progress:
                    progress(number, len(missing))
        except BaseException:
            stop.set()
            pool.shutdown(wait=True, cancel_futures=True)
            raise
    return Fetched(
        paths=paths, problems=tuple(problems), new=len(missing) - len(problems)
    )


def _there(wanted: Wanted, folder: Path) -> Path | None:
    paths = (folder / name for name in wanted.names)
    return next((path for path in paths if path.exists()), None)


def _got(client: Client, wanted: Wanted, folder: Path, stop: Event) -> Path | str:
    """The file, or why there is none."""
    path = folder / wanted.path
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    limit = LARGEST[wanted.kind]
    try:
        reason = _downloaded(client, wanted.url, part, limit, stop)
    except _BROKEN as error:
        return str(error) or type(error).__name__
    return reason or _placed(wanted, part, folder)


def _downloaded(
    client: Client, url: str, part: Path, limit: int, stop: Event
) -> str | None:
    """Write the file to ``part``, or say why not; what is there stays for next time."""
    mark = part.with_name(f"{part.name}.etag")
    begun = part.stat().st_size if part.exists() and mark.exists() else 0
    headers = (
        {"range": f"bytes={begun}-", "if-range": mark.read_text()} if begun else {}
    )
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code == 416:  # it ends where we are, or is another file
            if response.headers.get("content-range") == f"bytes */{begun}":
                return None
            part.unlink()
            mark.unlink()
            return "has changed meanwhile; run it again"
        if response.status_code not in (200, 206):
            return f"answers {response.status_code}"
        goes_on = _goes_on(response, begun)
        _remember(mark, response)
        whole = int(response.headers.get("content-length") or 0)
        if whole > limit or shutil.disk_usage(part.parent).free < whole + SPARE:
            return f"has {whole} bytes, more than there is room for"
        with part.open("ab" if goes_on else "wb") as file:
            return _written(response, file.write, limit, stop)


def _goes_on(response: Response, begun: int) -> bool:
    """Whether it is the rest of what is there; other bytes would spoil it."""
    given = response.headers.get("content-range", "")
    return response.status_code == 206 and given.startswith(f"bytes {begun}-")


def _remember(mark: Path, response: Response) -> None:
    """By what the server knows the file again: only a strong tag, or its date."""
    tag = response.headers.get("etag", "")
    known = tag if tag.startswith('"') else response.headers.get("last-modified", "")
    if known:
        mark.write_text(known)
    else:
        mark.unlink(missing_ok=True)


def _written(
    response: Response, write: Callable[[bytes], int], limit: int, stop: Event
) -> str | None:
    length, until = 0, monotonic() + FILE_PATIENCE
    for chunk in response.iter_bytes():
        length += write(chunk)
        if length > limit:
            return f"has more than {limit} bytes"
        if stop.is_set() or monotonic() > until:
            return "took too long; run it again to go on"
    return None


def _placed(wanted: Wanted, part: Path, folder: Path) -> Path | str:
    """The file under its name, if it is what it should be."""
    mark = part.with_name(f"{part.name}.etag")
    path = folder / wanted.path
    reason = None
    if wanted.kind is Kind.ARTWORK:
        picture, problems = read_artwork(part)
        if picture is None:
            reason = problems[0].message.removeprefix(f"{part.name} ")
        elif picture.type in _SUFFIXES:
            path = path.with_suffix(_SUFFIXES[picture.type])
    elif path.suffix != ".html" and _is_page(part):
        reason = "is a web page"
    mark.unlink(missing_ok=True)
    if reason:
        part.unlink()
        return reason
    part.replace(path)
    return path


def _is_page(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(100).lstrip().lower().startswith((b"<!doctype", b"<html"))


def _missed(wanted: Wanted, reason: str, source: Path) -> Problem:
    return Problem(
        rule="import-fetched",
        severity=Severity.WARNING,
        message=f"{wanted.path.name}: {wanted.url} {reason}",
        location=Location(path=source),
        hint="run the same command again: what is there is not fetched again",
    )


def leftovers(folder: Path) -> Iterator[Path]:
    """What interrupted downloads have left there."""
    yield from folder.rglob("*.part")
    yield from folder.rglob("*.part.etag")
