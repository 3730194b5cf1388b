"""The ledger, published.json: what listeners were given, read and written."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from shlex import quote
from typing import Any, TypeVar, cast
from uuid import UUID

from .json_places import Trail, line_and_column, places
from .model import Chapter, Enclosure, FormerFile, Ledger, Published
from .problems import CannotRunError, Location, Problem, Severity

NAME = "published.json"
VERSION = 1
_T = TypeVar("_T")
_MERGE_MARK = re.compile(rb"^(?:<{7}|={7}|>{7})", re.MULTILINE)


def read_ledger(data: bytes, path: Path) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger in these bytes; None, and why, if it cannot be read.

    One that is empty or cut off is not whole: a disk was full. Any other mistake was
    made by hand, and is for hands to mend.
    """
    if mark := _MERGE_MARK.search(data):
        line = data.count(b"\n", 0, mark.start()) + 1
        return None, (_unmerged(path, line),)
    text = data.decode("utf-8-sig", "replace")
    try:
        document = json.loads(text, object_pairs_hook=_once)
        _refuse_newer(document, path)
        return _whole_ledger(document), ()
    except json.JSONDecodeError as error:
        if _is_cut_off(text, error):
            return None, (_cut_off(path),)
        return None, (_mistake(path, text, *_slip(text, error)),)
    except _Twice as error:
        reason = f"{error.key!r} is written twice"
        return None, (_mistake(path, text, _second(text, error.key), reason),)
    except _Unfit as error:
        index = dict(reversed([*places(text)])).get(error.trail, 0)
        return None, (_mistake(path, text, index, str(error)),)
    except (ValueError, RecursionError) as error:
        return None, (_mistake(path, text, 0, str(error)),)


def place_of(known: Published, path: Path) -> Location:
    """Where the ledger at ``path`` has this episode; without a line if it has not."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return Location(path=path)
    index = text.find(f'"guid": {json.dumps(known.guid, ensure_ascii=False)}')
    if index < 0:
        return Location(path=path)
    line, column = line_and_column(text, index)
    return Location(path=path, line=line, column=column)


def ledger_bytes(ledger: Ledger) -> bytes:
    """The ledger as JSON: an episode's facts a line each, so that diffs read well."""
    document = {
        "version": VERSION,
        "guid": str(ledger.guid),
        "feeds": list(ledger.feeds),
        "link": ledger.link,
        "audio_url": ledger.audio_url,
        "artwork": ledger.artwork,
        **({"pictures": list(ledger.pictures)} if ledger.pictures else {}),
        "episodes": [_episode_json(episode) for episode in ledger.episodes],
        "former_files": [
            {"path": file.path, "until": file.until.isoformat()}
            | ({"guid": file.guid} if file.guid else {})
            for file in ledger.former_files
        ],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def write_ledger(path: Path, ledger: Ledger) -> None:
    """Put the ledger in its place, whole or not at all; one that is equal stays."""
    data = ledger_bytes(ledger)
    if path.is_file() and path.read_bytes() == data:
        return
    new = path.with_name(f".{path.name}.new")
    with new.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    new.replace(path)


def _episode_json(episode: Published) -> dict[str, Any]:
    told = {
        "guid": episode.guid,
        "stem": episode.stem,
        "slug": episode.slug,
        "title": episode.title,
        "published": episode.published.isoformat(),
        "url": episode.enclosure.url,
        "length": episode.enclosure.length,
        "type": episode.enclosure.type,
        "duration": episode.duration.total_seconds(),
        "chapters": [_chapter_json(chapter) for chapter in episode.chapters],
        "sound": episode.sound,
        "text": episode.text,
        "version": episode.version,
        "artwork": episode.artwork,
        "pictures": list(episode.pictures),
        "withdrawn": episode.withdrawn,
        "former_slugs": list(episode.former_slugs),
        "former_guids": list(episode.former_guids),
    }
    return {name: value for name, value in told.items() if value or name in _ALWAYS}


_ALWAYS = ("guid", "stem", "slug", "title", "published", "url", "length", "type")


def _chapter_json(chapter: Chapter) -> dict[str, Any]:
    told = {
        "start": chapter.start.total_seconds(),
        "title": chapter.title,
        "link": chapter.link,
        "image": chapter.image,
        "hidden": chapter.hidden,
    }
    return {n: v for n, v in told.items() if v or n in ("start", "title")}


class _Unfit(Exception):
    """Why what stands at the end of this trail is not a ledger's."""

    def __init__(self, trail: Trail, reason: str) -> None:
        super().__init__(reason)
        self.trail = trail


class _Twice(ValueError):
    """A key that an object has twice, of which JSON would keep the last."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return found


class _Part:
    """An object of the ledger, read key by key."""

    def __init__(self, value: object, trail: Trail) -> None:
        if not isinstance(value, dict):
            raise _Unfit(trail, "an object, in { and }, was needed here")
        self.value = value
        self.trail = trail

    def one(self, key: str, read: Callable[[Any], _T], default: object = ...) -> _T:
        """What stands at the key; the default where it is absent or null."""
        told = self.value.get(key)
        if told is None and default is not ...:
            return cast("_T", default)
        try:
            return read(self.value[key])
        except KeyError:
            raise _Unfit(self.trail, f"{key!r} is missing here") from None
        except (ValueError, TypeError, AttributeError, OverflowError):
            reason = f"{key}: {told!r} is not what stands there otherwise"
            raise _Unfit((*self.trail, key), reason) from None

    def many(
        self, key: str, read: Callable[[_Part], _T], default: object = ...
    ) -> tuple[_T, ...]:
        """What the objects in the list at the key are."""
        entries = self.one(key, _list, default)
        parts = (_Part(e, (*self.trail, key, n)) for n, e in enumerate(entries))
        return tuple(map(read, parts))


def _whole_ledger(document: object) -> Ledger:
    ledger = _ledger(_Part(document, ()))
    first: dict[str, int] = {}
    for number, episode in enumerate(ledger.episodes):
        for name, value in (("guid", episode.guid), ("slug", episode.slug)):
            if first.setdefault(f"{name} {value}", number) != number:
                reason = f"the {name} {value} is listed twice"
                raise _Unfit(("episodes", number, name), reason)
    return ledger


def _ledger(told: _Part) -> Ledger:
    told.one("version", _version)
    return Ledger(
        guid=told.one("guid", UUID),
        feeds=told.one("feeds", _texts),
        link=told.one("link", _text),
        audio_url=told.one("audio_url", _text, None),
        artwork=told.one("artwork", _path, None),
        pictures=told.one("pictures", _paths, ()),
        episodes=told.many("episodes", _episode),
        former_files=told.many("former_files", _former_file, []),
    )


def _episode(told: _Part) -> Published:
    return Published(
        guid=told.one("guid", _text),
        stem=told.one("stem", _text),
        slug=told.one("slug", _text),
        title=told.one("title", _text),
        published=told.one("published", _moment),
        enclosure=Enclosure(
            url=told.one("url", _text),
            length=told.one("length", int),
            type=told.one("type", _text),
        ),
        duration=told.one("duration", _seconds, timedelta()),
        chapters=told.many("chapters", _chapter, []),
        sound=told.one("sound", _text, None),
        text=told.one("text", _text, None),
        version=told.one("version", int, 1),
        artwork=told.one("artwork", _path, None),
        pictures=told.one("pictures", _paths, ()),
        withdrawn=told.one("withdrawn", bool, False),
        former_slugs=told.one("former_slugs", _texts, ()),
        former_guids=told.one("former_guids", _texts, ()),
    )


def _chapter(told: _Part) -> Chapter:
    return Chapter(
        start=told.one("start", _seconds),
        title=told.one("title", _text),
        link=told.one("link", _text, None),
        image=told.one("image", _text, None),
        hidden=told.one("hidden", bool, False),
    )


def _former_file(told: _Part) -> FormerFile:
    return FormerFile(
        path=told.one("path", _path),
        until=told.one("until", _moment),
        guid=told.one("guid", _text, None),
    )


def _text(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError(told)
    return told


def _texts(told: Any) -> tuple[str, ...]:
    return tuple(map(_text, _list(told)))


def _path(told: Any) -> str:
    """A path below output/."""
    path = _text(told)
    if path.startswith("/") or ".." in path.split("/"):
        raise ValueError(told)
    return path


def _paths(told: Any) -> tuple[str, ...]:
    return tuple(map(_path, _list(told)))


def _list(told: Any) -> list[Any]:
    if not isinstance(told, list):
        raise TypeError(told)
    return told


def _seconds(told: Any) -> timedelta:
    return timedelta(seconds=float(told))


def _version(told: Any) -> int:
    if told != VERSION:
        raise ValueError(told)
    return VERSION


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment


def _unmerged(path: Path, line: int) -> Problem:
    return Problem(
        rule="ledger-merged",
        severity=Severity.ERROR,
        message=f"{path.name} holds two versions that git could not merge",
        location=Location(path=path, line=line, column=1),
        hint="keep the episodes of both, and remove the lines <<<<<<<, ======= and "
        ">>>>>>>",
    )


def _refuse_newer(document: Any, path: Path) -> None:
    version = document.get("version") if isinstance(document, dict) else None
    if isinstance(version, int) and version > VERSION:
        raise CannotRunError(
            f"{path} was written by a newer feed-builder",
            hint="update this one; what it does not know would be lost",
        )


def _is_cut_off(text: str, error: json.JSONDecodeError) -> bool:
    """Whether more was to come where the text is no longer JSON.

    Some systems fill what they could not write with NUL.
    """
    written = text.rstrip("\0\r\n\t ")
    rest = written[error.pos :]
    if not rest or error.msg.startswith("Unterminated string"):
        return True
    return written.startswith("{") and not ("\n" in rest or rest.endswith("}"))


def _slip(text: str, error: json.JSONDecodeError) -> tuple[int, str]:
    """Where the hand slipped, and how; the parser notices it one token later."""
    before = len(text[: error.pos].rstrip())
    if error.msg.startswith("Expecting ',' delimiter"):
        return before, "a comma is missing here"
    if text[error.pos :][:1] in tuple("}]") and text[before - 1] == ",":
        return before - 1, "nothing comes after this comma"
    return error.pos, f"this is not JSON: {error.msg.lower()}"


def _second(text: str, key: str) -> int:
    """Where a key stands that its object has already."""
    seen: set[Trail] = set()
    for trail, index in places(text):
        if trail in seen and trail[-1] == key:
            return index
        seen.add(trail)
    raise AssertionError(key)  # the reader has found it there


def _cut_off(path: Path) -> Problem:
    return Problem(
        rule="ledger-whole",
        severity=Severity.ERROR,
        message=f"{path.name}, which keeps what listeners were given, is cut off",
        location=Location(path=path),
        hint=f"take back the last good one: {_checkout(path)}",
    )


def _mistake(path: Path, text: str, index: int, reason: str) -> Problem:
    line, column = line_and_column(text, index)
    return Problem(
        rule="ledger-valid",
        severity=Severity.ERROR,
        message=f"{path.name}, which keeps what listeners were given, cannot be read: "
        f"{reason}",
        location=Location(path=path, line=line, column=column),
        hint=f"mend it, or take back the last good one: {_checkout(path)}",
    )


def _checkout(path: Path) -> str:
    place = f"-C {quote(str(path.parent))} " if path.parent.parts else ""
    return f"git {place}checkout {path.name}"
