"""An old feed as the files of a project: YAML in our order of keys, and a ledger."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from .. import guids
from ..ledger import NAME, ledger_bytes
from ..model import Enclosure, Ledger, Published
from ..podcast_spec import MAPPING
from ..problems import Location, Problem, Severity
from ..text import clean_html, cut, html_of, one_line, plain_text, slug
from ..timecode import clock
from .carried import Carried, Left
from .markdown import markdown_of
from .old_feed import OldFeed, OldItem, is_address
from .wanted import Wanted, with_files

#: Bytes a second of the commonest MP3, by which what is unknown is estimated.
_USUAL = 16_000
_ESTIMATED = "  # estimated: the old feed does not say it"
_ADDRESS = re.compile(r"\(?https?://\S+")
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_ASSUMED = "  # assumed: the old feed has no date that can be read"
#: What is said of audio of which only the address is known.
UNKNOWN = "neither length nor duration is known yet"
_NEVER = datetime.min.replace(tzinfo=UTC)
_KINDS = frozenset({"trailer", "bonus"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """The files of a project by their paths in it, and what is doubtful about them.

    ``episodes`` is the number of those that listeners had; the others are drafts.
    """

    files: dict[str, bytes]
    problems: tuple[Problem, ...]
    episodes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What earlier items have taken already."""

    guids: set[str]
    addresses: set[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doubt:
    """Why an item may not be what listeners had; it may be a draft for it."""

    rule: str
    message: str
    hint: str
    item: OldItem
    draft: bool


def stems(feed: OldFeed) -> dict[str, str]:
    """The name that the files of each episode get, by its guid."""
    found: dict[str, str] = {}
    for stem, item in _named(tuple(_dated(feed.items))):
        found.setdefault(item.guid, stem)
    return found


def imported(
    feed: OldFeed, source: Path, fetched: Mapping[Wanted, Path] | None = None
) -> Imported:
    """The project; ``source`` is where problems say that they were found.

    The YAML names files that were ``fetched`` in place of their old addresses.
    """
    feed = with_files(replace(feed, items=tuple(_dated(feed.items))), fetched or {})
    address = feed.address if is_address(feed.address) else ""
    link = _folder(feed.link) if is_address(feed.link) else "https://example.invalid/"
    address = address or link + "feed.xml"
    guid = _uuid(feed.guid) or guids.podcast_guid(address)
    files = {"podcast.yaml": _podcast(feed, link, address, guid).encode()}
    doubts: list[_Doubt] = []
    given: list[Published] = []
    drafts = 0
    known = _Known(guids=set(), addresses=set())
    for stem, item in _named(feed.items):
        mended, own = _estimated(item), tuple(_doubts(item, known))
        doubts += own
        draft = any(doubt.draft for doubt in own)
        drafts += draft
        estimated = {name: not getattr(item, name) for name in ("length", "duration")}
        text = _episode(mended, estimated, draft=draft)
        files[f"episodes/{stem}.yaml"] = text.encode()
        if not draft:
            item = mended
            given += [] if item.bare else [_published(stem, item)]
            known.guids.add(item.guid)
            known.addresses.add(item.url)
    episodes = tuple(sorted(given, key=lambda p: (p.published, p.guid)))
    ledger = Ledger(guid=guid, feeds=(address,), link=link, episodes=episodes)
    files[NAME] = ledger_bytes(ledger)
    problems = (
        *_about_show(feed, source),
        *_guid_replaced(feed, guid, source),
        *_left_behind(feed, source),
        *_by_cause(doubts, source),
    )
    return Imported(files=files, problems=problems, episodes=len(feed.items) - drafts)


def _folder(address: str) -> str:
    """Where pages can lie: no question, no place on a page, and a slash at its end."""
    parts = urlsplit(address)
    path = parts.path.rstrip("/") + "/"
    return parts._replace(path=path, query="", fragment="").geturl()


def _about_show(feed: OldFeed, source: Path) -> Iterator[Problem]:
    if feed.image and not feed.artwork:
        yield Problem(
            rule="artwork-present",
            severity=Severity.WARNING,
            message=f"the artwork stays at {one_line(feed.image)}",
            location=Location(path=source),
            hint="--fetch artwork brings it here; or save it beside podcast.yaml, and "
            "write `artwork: artwork.jpg` there",
        )
    for doubt in feed.doubts:
        yield _assumed(doubt, source, "look through titles and notes for odd letters")
    if feed.following:
        yield _assumed(
            f"it goes on at {one_line(feed.following)}; episodes there are missing",
            source,
            "import it by its address, and all pages of it are read",
        )
    absent = {
        "title": not feed.title,
        "link": not is_address(feed.link),
        "feed_url": not is_address(feed.address),
        "language": len(feed.language) < 2,
    }
    for key in (key for key, is_absent in absent.items() if is_absent):
        yield Problem(
            rule="import-assumed",
            severity=Severity.WARNING,
            message=f"the old feed does not say its {key}; it was assumed",
            location=Location(path=source),
            hint=f"write what is true as `{key}:` into podcast.yaml",
        )


def _assumed(message: str, source: Path, hint: str) -> Problem:
    return Problem(
        rule="import-assumed",
        severity=Severity.WARNING,
        message=message,
        location=Location(path=source),
        hint=hint,
    )


def _guid_replaced(feed: OldFeed, guid: UUID, source: Path) -> Iterator[Problem]:
    if feed.guid and not _uuid(feed.guid):
        yield Problem(
            rule="import-assumed",
            severity=Severity.WARNING,
            message=f"its podcast:guid {cut(one_line(feed.guid), 60)!r} is no UUID; "
            f"{guid} stands for it",
            location=Location(path=source),
            hint="apps cannot know the show by it; if you had another one, write it as "
            "`guid:` into podcast.yaml before you publish",
        )


def _left_behind(feed: OldFeed, source: Path) -> Iterator[Problem]:
    """Each name of a tag once, where it stands first."""
    met: dict[str, list[Left]] = {}
    for left in (*feed.more.left, *(each for i in feed.items for each in i.more.left)):
        met.setdefault(one_line(left.name), []).append(left)
    for name, all_of in met.items():
        times = "" if len(all_of) == 1 else f" ({len(all_of)} times)"
        yield Problem(
            rule="import-carried",
            severity=Severity.WARNING,
            message=f"<{name}> could not be carried over{times}",
            location=Location(path=source, line=min(left.line for left in all_of)),
            hint="what it says is in the old feed only; keep a copy of it",
        )


def _by_cause(doubts: list[_Doubt], source: Path) -> Iterator[Problem]:
    """Each cause once, with the first item that has it."""
    causes: dict[tuple[str, str, str], list[OldItem]] = {}
    for doubt in doubts:
        key = (doubt.rule, doubt.message, doubt.hint)
        causes.setdefault(key, []).append(doubt.item)
    for (rule, message, hint), items in causes.items():
        first = min(items, key=lambda item: item.line)
        more = f" and {len(items) - 1} more" if len(items) > 1 else ""
        yield Problem(
            rule=rule,
            severity=Severity.WARNING,
            message=f"{cut(first.title or first.guid, 60)}{more}: {message}",
            location=Location(path=source, line=first.line or None),
            hint=hint,
        )


def _named(items: tuple[OldItem, ...]) -> Iterator[tuple[str, OldItem]]:
    """Each item with a stem of its own: its place from the oldest on, and its title."""
    width = max(3, len(str(len(items))))
    upwards = items[::-1]  # of one moment, the lower is the older
    by_date = sorted(upwards, key=lambda item: item.published or _NEVER)
    for place, item in enumerate(by_date, start=1):
        name = slug(cut(item.title, 60).rstrip("…"))
        yield "-".join(filter(None, (f"{place:0{width}}", name))), item


def _dated(items: tuple[OldItem, ...]) -> Iterator[OldItem]:
    """The items; one without a date that can be read gets one of its neighbours."""
    known = [item.published for item in items]
    for place, item in enumerate(items):
        older = next(filter(None, known[place:]), None)
        newer = next(filter(None, reversed(known[:place])), None)
        assumed = item.published or older or newer
        if assumed and not item.published and is_address(item.url):
            yield replace(item, published=assumed, is_dated=False)
        else:
            yield item


def _doubts(item: OldItem, known: _Known) -> Iterator[_Doubt]:
    """What is doubtful about the item; what is needed for that becomes a draft."""
    told = (_about_audio(item), _about_date(item), _about_twins(item, known))
    for rule, message, hint, draft in filter(None, told):
        aside = "; imported as a draft" if draft else ""
        yield _Doubt(
            rule=rule, message=message + aside, hint=hint, item=item, draft=draft
        )


_Told = tuple[str, str, str, bool]


def _about_audio(item: OldItem) -> _Told | None:
    if item.bare:
        hint = "`feed-builder check --online` asks for it, and writes it into the YAML"
        return "import-assumed", UNKNOWN, hint, False
    if not is_address(item.url) or not (item.length or item.duration):
        hint = "write `audio:` into its YAML, and remove `draft`"
        return "audio-present", "no audio that can be announced", hint, True
    if item.length and item.duration:
        return None
    lacks = "duration" if item.length else "length"
    hint = f"write the true `{lacks}:` below `audio:` in its YAML"
    message = f"the old feed lacks the {lacks} of the audio; it was estimated"
    return "import-assumed", message, hint, False


def _about_date(item: OldItem) -> _Told | None:
    if item.published is None:
        hint = "write `published:` into its YAML, and remove `draft`"
        return "published-present", "no date that can be read", hint, True
    if not item.is_dated:
        hint = "write the true `published:` into its YAML"
        message = "no date that can be read; that of its neighbour was assumed"
        return "import-assumed", message, hint, False
    if not item.zoned:
        hint = "correct `published:` in its YAML, if it was another one"
        return "import-assumed", "its date has no zone; taken as UTC", hint, False
    return None


def _about_twins(item: OldItem, known: _Known) -> _Told | None:
    if item.guid in known.guids:
        hint = "apps show one of the two; is it the same episode? Then remove its file"
        return "unique-guids", "another item has its guid", hint, True
    if item.url in known.addresses:
        hint = "is it the same episode? Apple shows one of the two"
        return "unique-enclosures", "another item has its audio", hint, False
    return None


def _estimated(item: OldItem) -> OldItem:
    """Length or duration by the commonest MP3, where only one of them is known."""
    if not item.length and item.duration:
        length = max(1, round(item.duration.total_seconds() * _USUAL))
        return replace(item, length=length)
    if item.length and not item.duration:
        seconds = max(1, round(item.length / _USUAL))
        return replace(item, duration=timedelta(seconds=seconds))
    return item


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
    owner += [f"  name: {_word(feed.owner)}"] if owner and feed.owner else []
    lines = [
        f"title: {_word(feed.title or 'Untitled')}",
        f"description: {_word(_with_addresses(feed.description) or feed.title or '-')}",
        "# Where output/ will be served: change both when you publish it elsewhere.",
        f"link: {_word(link)}",
        f"feed_url: {_word(address)}",
        f"guid: {guid}",
        f"language: {_word(feed.language if len(feed.language) > 1 else 'en')}",
        *([f"author: {_word(feed.author)}"] if feed.author else []),
        *(["owner:", *owner] if owner else []),
        *(["categories:"] if feed.categories else []),
        *(f"  - {_word(category)}" for category in feed.categories),
        *_artwork(feed),
        *([f"explicit: {_word(feed.explicit)}"] if feed.explicit is not None else []),
        *(["type: serial"] if feed.serial else []),
        *_summary(feed),
        *([f"copyright: {_word(feed.copyright)}"] if feed.copyright else []),
        *([] if feed.locked is None else [f"locked: {_word(feed.locked)}"]),
        *_more(feed.more),
        "# It has listeners: what they were given is kept.",
        "live: true",
    ]
    return "\n".join(lines) + "\n"


def _artwork(feed: OldFeed) -> list[str]:
    if feed.artwork:
        return [f"artwork: {_word(feed.artwork)}"]
    return [f"# artwork: is at {one_line(feed.image)}"] if feed.image else []


def _with_addresses(html: str) -> str:
    """Plain text in which the address of a link stands behind its words."""

    def written(link: re.Match[str]) -> str:
        address, words = link.groups()
        is_said = one_line(plain_text(words)) in (unescape(address), "")
        return words if is_said else f"{words} ({address})"

    return plain_text(_LINK.sub(written, clean_html(html)))


def _summary(feed: OldFeed) -> list[str]:
    text = plain_text(feed.summary)
    is_said = one_line(text) in one_line(plain_text(feed.description))
    return [] if is_said else [f"itunes_summary: {_word(text)}"]


def _episode(item: OldItem, estimated: Mapping[str, bool], *, draft: bool) -> str:
    lines = [f"title: {_word(item.title or item.guid or 'Untitled')}"]
    if item.published:
        about = "" if item.is_dated else _ASSUMED
        lines.append(f"published: {item.published.isoformat()}{about}")
    if guid := one_line(item.guid):
        lines.append(f"guid: {_word(guid)}")
    numbers = {"season": item.season, "episode": item.number}
    lines += (f"{name}: {number}" for name, number in numbers.items() if number)
    if item.kind in _KINDS:
        lines.append(f"type: {item.kind}")
    if item.explicit is not None:
        lines.append(f"explicit: {_word(item.explicit)}")
    lines += ["draft: true"] if draft else []
    lines += _audio(item, estimated)
    lines += [f"image: {_word(item.picture)}"] if item.picture else []
    lines += _more(item.more)
    lines += _texts(item)
    return "\n".join(lines) + "\n"


def _texts(item: OldItem) -> Iterator[str]:
    """The notes, and what apps show that read another tag, where it says more."""
    notes = markdown_of(item.notes)
    told = item.notes
    if item.description not in told:
        description = markdown_of(item.description)
        if _spoken(description) not in _spoken(notes):
            yield from _block("rss_description", description)
            told = item.description
    if item.summary not in told:
        words = _spoken(markdown_of(told))
        if _spoken(markdown_of(item.summary)) not in words:
            yield f"itunes_summary: {_word(plain_text(item.summary))}"
    if notes:
        yield from _block("notes", notes)


def _block(key: str, text: str) -> Iterator[str]:
    yield f"{key}: |"
    yield from (f"  {line}".rstrip() for line in text.split("\n"))


def _spoken(markdown: str) -> str:
    """Its words, without addresses: one tag writes them out, the other one links."""
    return "".join(_ADDRESS.sub("", plain_text(html_of(markdown))).split())


def _audio(item: OldItem, estimated: Mapping[str, bool]) -> list[str]:
    if item.bare:
        return [f"audio: {_word(item.url)}"]
    if not (is_address(item.url) and item.length and item.duration):
        return []
    about = {name: _ESTIMATED * is_guess for name, is_guess in estimated.items()}
    return [
        "audio:",
        f"  url: {_word(item.url)}",
        f"  length: {item.length}{about['length']}",
        f"  type: {_word(item.type or 'audio/mpeg')}",
        f"  duration: {clock(item.duration)}{about['duration']}",
    ]


def _more(more: Carried) -> Iterator[str]:
    """Further keys, a tag or an entry a line."""
    yield from _keys(more)
    if more.extra:
        yield "extra: |"
        yield from (f"  {line}" for xml in more.extra for line in xml.split("\n"))


def _keys(more: Carried) -> Iterator[str]:
    for key, value in more.keys.items():
        if isinstance(value, dict) and key == MAPPING:
            yield f"{key}:"
            yield from (f"  {tag}: {_word(each)}" for tag, each in value.items())
        elif isinstance(value, list):
            yield f"{key}:"
            yield from (f"  - {_word(each)}" for each in value)
        else:
            yield f"{key}: {_word(value)}"


def _word(value: Any) -> str:
    """A value as YAML in one line; a text as JSON has it never means anything else."""
    if isinstance(value, dict):
        inside = ", ".join(f"{key}: {_word(each)}" for key, each in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_word, value))}]"
    return json.dumps(value, ensure_ascii=False)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
