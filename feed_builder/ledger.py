"""The ledger, published.json: what listeners were given, read and written."""

from __future__ import annotations

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from .model import Chapter, Enclosure, FormerFile, Ledger, Published
from .problems import CannotRunError, Location, Problem, Severity

NAME = "published.json"
VERSION = 1
_MERGE_MARK = re.compile(rb"^(?:<{7}|={7}|>{7})", re.MULTILINE)


def read_ledger(data: bytes, path: Path) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """The ledger in these bytes; None, and why, if it is not whole."""
    if mark := _MERGE_MARK.search(data):
        line = data.count(b"\n", 0, mark.start()) + 1
        return None, (_unmerged(path, line),)
    try:
        document = json.loads(data)
        if document["version"] > VERSION:
            raise CannotRunError(
                f"{path} was written by a newer feed-builder",
                hint="update this one; what it does not know would be lost",
            )
        return _ledger(document), ()
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError):
        return None, (_damaged(path),)


def ledger_bytes(ledger: Ledger) -> bytes:
    """The ledger as JSON: an episode's facts a line each, so that diffs read well."""
    document = {
        "version": VERSION,
        "guid": str(ledger.guid),
        "feeds": list(ledger.feeds),
        "link": ledger.link,
        "audio_url": ledger.audio_url,
        "artwork": ledger.artwork,
        "episodes": [_episode_json(episode) for episode in ledger.episodes],
        "former_files": [
            {"path": file.path, "until": file.until.isoformat()}
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


def _ledger(document: dict[str, Any]) -> Ledger:
    if document["version"] != VERSION:
        raise ValueError(document["version"])
    return Ledger(
        guid=UUID(document["guid"]),
        feeds=tuple(map(str, document["feeds"])),
        link=str(document["link"]),
        audio_url=document.get("audio_url"),
        artwork=document.get("artwork"),
        episodes=tuple(_episode(each) for each in document["episodes"]),
        former_files=tuple(
            FormerFile(path=str(f["path"]), until=_moment(f["until"]))
            for f in document.get("former_files", ())
        ),
    )


def _episode(told: dict[str, Any]) -> Published:
    return Published(
        guid=str(told["guid"]),
        stem=str(told["stem"]),
        slug=str(told["slug"]),
        title=str(told["title"]),
        published=_moment(told["published"]),
        enclosure=Enclosure(
            url=str(told["url"]), length=int(told["length"]), type=str(told["type"])
        ),
        duration=timedelta(seconds=float(told.get("duration", 0))),
        chapters=tuple(_chapter(each) for each in told.get("chapters", ())),
        sound=told.get("sound"),
        text=told.get("text"),
        version=int(told.get("version", 1)),
        artwork=told.get("artwork"),
        withdrawn=bool(told.get("withdrawn", False)),
        former_slugs=tuple(map(str, told.get("former_slugs", ()))),
        former_guids=tuple(map(str, told.get("former_guids", ()))),
    )


def _chapter(told: dict[str, Any]) -> Chapter:
    return Chapter(
        start=timedelta(seconds=float(told["start"])),
        title=str(told["title"]),
        link=told.get("link"),
        image=told.get("image"),
        hidden=bool(told.get("hidden", False)),
    )


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


def _damaged(path: Path) -> Problem:
    return Problem(
        rule="ledger-whole",
        severity=Severity.ERROR,
        message=f"{path.name}, which keeps what listeners were given, is damaged",
        location=Location(path=path),
        hint=f"take back the last good one: git checkout {path.name}",
    )
