"""An old feed as the files of a project: YAML in our order of keys, and a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from .. import guids
from ..ledger import NAME, ledger_bytes
from ..model import Enclosure, Ledger, Published
from ..problems import Location, Problem, Severity
from ..text import cut, one_line, plain_text, slug
from ..timecode import clock
from .markdown import markdown_of
from .old_feed import OldFeed, OldItem

#: Bytes a second of the commonest MP3, by which what is unknown is estimated.
_USUAL = 16_000
_KINDS = frozenset({"trailer", "bonus"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The files of a project by their paths in it, and what is doubtful about them."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What earlier items have taken already."""

    guids: set[str]
    addresses: set[str]


def imported(feed: OldFeed, source: Path) -> Imported:
    """The project; ``source`` is where problems say that they were found."""
    address = feed.address if _is_address(feed.address) else ""
    link = feed.link if _is_address(feed.link) else "https://example.invalid/"
    link = link.rstrip("/") + "/"
    address = address or link + "feed.xml"
    guid = _uuid(feed.guid) or guids.podcast_guid(address)
    files = {"podcast.yaml": _podcast(feed, link, address, guid).encode()}
    problems = [*_left_behind(feed, source)]
    given: list[Published] = []
    known = _Known(guids=set(), addresses=set())
    for stem, item in _named(feed.items):
        item, doubts = _mended(item, known, source)
        problems += doubts
        draft = any(doubt.severity is Severity.WARNING for doubt in doubts)
        files[f"episodes/{stem}.yaml"] = _episode(item, draft=draft).encode()
        if not draft:
            given.append(_published(stem, item))
            known.guids.add(item.guid)
            known.addresses.add(item.url)
    episodes = tuple(sorted(given, key=lambda p: (p.published, p.guid)))
    ledger = Ledger(guid=guid, feeds=(address,), link=link, episodes=episodes)
    files[NAME] = ledger_bytes(ledger)
    return Imported(files=files, problems=tuple(problems))


def _left_behind(feed: OldFeed, source: Path) -> Iterator[Problem]:
    if feed.image:
        yield Problem(
            rule="artwork-present",
            severity=Severity.WARNING,
            message=f"the artwork was not fetched from {one_line(feed.image)}",
            location=Location(path=source),
            hint="save it beside podcast.yaml and write `artwork: artwork.jpg` there "
            "before you publish, or the show loses its picture",
        )


def _named(items: tuple[OldItem, ...]) -> Iterator[tuple[str, OldItem]]:
    """Each item with a stem of its own: its place from the oldest on, and its title."""
    width = max(3, len(str(len(items))))
    for place, item in enumerate(reversed(items), start=1):
        name = slug(cut(item.title, 60).rstrip("…"))
        yield "-".join(filter(None, (f"{place:0{width}}", name))), item


def _mended(
    item: OldItem, known: _Known, source: Path
) -> tuple[OldItem, list[Problem]]:
    """The item with what can be estimated, and its doubts; warnings make it a draft."""
    place = Location(path=source, line=item.line, column=1)
    problems: list[Problem] = []

    def doubt(rule: str, message: str, hint: str, severity: Severity) -> None:
        problems.append(
            Problem(
                rule=rule,
                message=f"{item.title or item.guid}: {message}",
                severity=severity,
                location=place,
                hint=hint,
            )
        )

    if not _is_address(item.url) or not (item.length or item.duration):
        message = "no audio that can be announced; imported as a draft"
        hint = "write `audio:` into its YAML, and remove `draft`"
        doubt("audio-present", message, hint, Severity.WARNING)
    elif not (item.length and item.duration):
        seconds = timedelta(seconds=max(1, round(item.length / _USUAL)))
        duration = item.duration or seconds
        length = item.length or round(duration.total_seconds() * _USUAL)
        item = replace(item, duration=duration, length=length)
        message = "the old feed lacks a length or duration; it was estimated"
        hint = "write what is true below `audio:` in its YAML"
        doubt("audio-duration-known", message, hint, Severity.NOTE)
    if item.published is None:
        hint = "write `published:` into its YAML, and remove `draft`"
        message = "no date that can be read; imported as a draft"
        doubt("published-present", message, hint, Severity.WARNING)
    if item.guid in known.guids:
        hint = "is it the same episode? Then remove its file"
        message = "another item has its guid; imported as a draft"
        doubt("unique-guids", message, hint, Severity.WARNING)
    elif item.url in known.addresses:
        hint = "is it the same episode? Then remove its file"
        message = "another item has its audio; imported as a draft"
        doubt("unique-enclosures", message, hint, Severity.WARNING)
    return item, problems


def _published(stem: str, item: OldItem) -> Published:
    assert item.published is not None  # else it is a draft
    assert item.duration is not None
    return Published(
        guid=one_line(item.guid),
        stem=stem,
        slug=stem,
        title=item.title,
        published=item.published,
        enclosure=Enclosure(
            url=item.url, length=item.length, type=item.type or "audio/mpeg"
        ),
        duration=item.duration,
    )


def _podcast(feed: OldFeed, link: str, address: str, guid: UUID) -> str:
    owner = [f"  email: {_word(feed.email)}"] if "@" in feed.email else []
    lines = [
        f"title: {_word(feed.title or 'Untitled')}",
        f"description: {_word(plain_text(feed.description) or feed.title or '-')}",
        "# Where output/ will be served: change both when you publish it elsewhere.",
        f"link: {_word(link)}",
        f"feed_url: {_word(address)}",
        f"guid: {guid}",
        f"language: {_word(feed.language if len(feed.language) > 1 else 'en')}",
        *([f"author: {_word(feed.author)}"] if feed.author else []),
        *(["owner:", *owner] if owner else []),
        *(["categories:"] if feed.categories else []),
        *(f"  - {_word(category)}" for category in feed.categories),
        *([f"# artwork: was at {one_line(feed.image)}"] if feed.image else []),
        *([f"explicit: {_word(feed.explicit)}"] if feed.explicit is not None else []),
        *(["type: serial"] if feed.serial else []),
        *([f"copyright: {_word(feed.copyright)}"] if feed.copyright else []),
        "# It has listeners: what they were given is kept.",
        "live: true",
    ]
    return "\n".join(lines) + "\n"


def _episode(item: OldItem, *, draft: bool) -> str:
    lines = [f"title: {_word(item.title or item.guid or 'Untitled')}"]
    if item.published:
        lines.append(f"published: {item.published.isoformat()}")
    if guid := one_line(item.guid):
        lines.append(f"guid: {_word(guid)}")
    numbers = {"season": item.season, "episode": item.number}
    lines += (f"{name}: {number}" for name, number in numbers.items() if number)
    if item.kind in _KINDS:
        lines.append(f"type: {item.kind}")
    if item.explicit is not None:
        lines.append(f"explicit: {_word(item.explicit)}")
    lines += ["draft: true"] if draft else []
    lines += _audio(item)
    if notes := markdown_of(item.notes):
        lines += ["notes: |", *(f"  {line}".rstrip() for line in notes.split("\n"))]
    return "\n".join(lines) + "\n"


def _audio(item: OldItem) -> list[str]:
    if not (_is_address(item.url) and item.length and item.duration):
        return []
    return [
        "audio:",
        f"  url: {_word(item.url)}",
        f"  length: {item.length}",
        f"  type: {_word(item.type or 'audio/mpeg')}",
        f"  duration: {clock(item.duration)}",
    ]


def _word(value: str | bool) -> str:
    """A value as YAML in double quotes, in which nothing has another meaning."""
    return json.dumps(value, ensure_ascii=False)


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False
    return fits and not any(c.isspace() for c in text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
