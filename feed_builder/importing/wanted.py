"""Which files of an old feed can be fetched, and what they are called here.

No name is taken from the feed: it is made of the episode's own and a known suffix.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from ..languages import language_tag
from ..podcast_spec import MAPPING
from ..timecode import parse_timecode
from .carried import Carried
from .old_feed import OldFeed, OldItem, is_address


class Kind(Enum):
    """What can be fetched."""

    TRANSCRIPTS = "transcripts"
    CHAPTERS = "chapters"
    AUDIO = "audio"
    ARTWORK = "artwork"


#: What one file of each kind may have at the most, in bytes.
LARGEST = {
    Kind.TRANSCRIPTS: 20_000_000,
    Kind.CHAPTERS: 2_000_000,
    Kind.AUDIO: 4_000_000_000,
    Kind.ARTWORK: 50_000_000,
}
#: The best first: times and speakers make captions and turns.
_DOCUMENTS = {
    "text/vtt": ".vtt",
    "application/x-subrip": ".srt",
    "application/srt": ".srt",
    "application/json": ".json",
    "text/html": ".html",
    "text/plain": ".txt",
}
_AUDIO = {
    "audio/mpeg": ".mp3",
    "audio/x-m4a": ".m4a",
    "audio/mp4": ".m4a",
    "audio/ogg": ".ogg",
    "audio/opus": ".opus",
    "audio/flac": ".flac",
    "audio/wav": ".wav",
    "video/mp4": ".mp4",
}
_PICTURES = (".jpg", ".png")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A file to fetch: its address, and its place in the project.

    ``guid`` is of its episode, if it is not the show's.
    """

    kind: Kind
    url: str
    path: PurePosixPath
    guid: str | None = None

    @property
    def names(self) -> tuple[PurePosixPath, ...]:
        """What it may be called at last: a picture's suffix is known by its bytes."""
        if self.kind is not Kind.ARTWORK:
            return (self.path,)
        return tuple(self.path.with_suffix(suffix) for suffix in _PICTURES)


def wanted(
    feed: OldFeed, stems: Mapping[str, str], kinds: frozenset[Kind]
) -> Iterator[Wanted]:
    """The files of these kinds; ``stems`` has the name of each guid's files."""
    if feed.image and is_address(feed.image):
        path = PurePosixPath("artwork")
        if Kind.ARTWORK in kinds:
            yield Wanted(kind=Kind.ARTWORK, url=feed.image, path=path)
    for item in feed.items:
        if stem := stems.get(item.guid):
            every = (*_audio(item, stem), *_documents(item, stem, feed.language))
            for each in (*every, *_chapters(item, stem), *_picture(item, stem, feed)):
                if each.kind in kinds and is_address(each.url):
                    yield each


def _audio(item: OldItem, stem: str) -> Iterator[Wanted]:
    suffix = PurePosixPath(unquote(urlsplit(item.url).path)).suffix.lower()
    if suffix not in _AUDIO.values():
        suffix = _AUDIO.get(item.type.lower(), ".mp3")
    path = PurePosixPath("audio", stem + suffix)
    yield Wanted(kind=Kind.AUDIO, url=item.url, path=path, guid=item.guid)


def _documents(item: OldItem, stem: str, language: str) -> Iterator[Wanted]:
    """The best transcript in each language; the show's own one goes without saying."""
    order = list(_DOCUMENTS)
    found: dict[str, dict[str, Any]] = {}
    for each in transcripts(item):
        if each.get("type") in _DOCUMENTS:
            tag = language_tag(str(each.get("language") or language)) or ""
            better = found.get(tag)
            rank = order.index(each["type"])
            if better is None or rank < order.index(better["type"]):
                found[tag] = each
    own = language_tag(language) or ""
    for tag, each in found.items():
        is_own = tag.partition("-")[0] == own.partition("-")[0] or len(found) == 1
        suffix = ("" if is_own else f".{tag}") + _DOCUMENTS[each["type"]]
        path = PurePosixPath("episodes", stem + suffix)
        url = str(each["url"])
        yield Wanted(kind=Kind.TRANSCRIPTS, url=url, path=path, guid=item.guid)


def _chapters(item: OldItem, stem: str) -> Iterator[Wanted]:
    tags = item.more.keys.get(MAPPING, {})
    if url := tags.get("chapters", {}).get("url"):
        path = PurePosixPath(".feed-builder", "chapters", f"{stem}.json")
        yield Wanted(kind=Kind.CHAPTERS, url=url, path=path, guid=item.guid)


def _picture(item: OldItem, stem: str, feed: OldFeed) -> Iterator[Wanted]:
    if item.image and item.image != feed.image:
        path = PurePosixPath("pictures", stem)
        yield Wanted(kind=Kind.ARTWORK, url=item.image, path=path, guid=item.guid)


def transcripts(item: OldItem) -> list[dict[str, Any]]:
    """The transcripts that the item links to, as its YAML would name them."""
    found = item.more.keys.get(MAPPING, {}).get("transcript", [])
    return found if isinstance(found, list) else [found]


def with_files(feed: OldFeed, fetched: Mapping[Wanted, Path]) -> OldFeed:
    """The feed, with files of the project in place of the addresses they are from."""
    by_guid: dict[str | None, dict[Wanted, Path]] = {}
    for each, path in fetched.items():
        by_guid.setdefault(each.guid, {})[each] = path
    shown = [path.name for each, path in by_guid.pop(None, {}).items() if each]
    artwork = shown[0] if shown else ""
    items = tuple(
        _with_own(item, by_guid.get(item.guid, {}), feed, artwork=artwork)
        for item in feed.items
    )
    more = _without_pictures(feed.more) if artwork else feed.more
    return replace(feed, artwork=artwork, more=more, items=items)


def _with_own(
    item: OldItem, fetched: Mapping[Wanted, Path], feed: OldFeed, *, artwork: str
) -> OldItem:
    paths = {each.kind: path for each, path in fetched.items()}
    keys = dict(item.more.keys)
    tags = dict(keys.pop(MAPPING, {}))
    if Kind.TRANSCRIPTS in paths:
        tags.pop("transcript", None)
    if Kind.CHAPTERS in paths and (found := chapters_in(paths[Kind.CHAPTERS])):
        tags.pop("chapters", None)
        keys["chapters"] = found
    more = replace(item.more, keys=keys | ({MAPPING: tags} if tags else {}))
    picture = paths.get(Kind.ARTWORK)
    if picture or (artwork and item.image == feed.image):
        more = _without_pictures(more)
    own = f"pictures/{picture.name}" if picture else ""
    return replace(item, more=more, picture=own)


def _without_pictures(more: Carried) -> Carried:
    pictures = ("<itunes:image", "<image")
    kept = tuple(xml for xml in more.extra if not xml.startswith(pictures))
    return replace(more, extra=kept)


def chapters_in(path: Path) -> list[dict[str, Any]] | None:
    """The chapters of a file in the podcast namespace's JSON, as YAML has them.

    Source: podcast namespace, chapters/jsonChapters.md.
    """
    try:
        data = json.loads(path.read_bytes())
        entries = data["chapters"]
        found = [chapter for entry in entries if (chapter := _chapter(entry))]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return found or None


def _chapter(entry: Mapping[str, Any]) -> dict[str, Any] | None:
    start, title = (
        str(entry["startTime"]),
        " ".join(str(entry.get("title", "")).split()),
    )
    if parse_timecode(start) is None or not title:
        return None
    found: dict[str, Any] = {"start": start, "title": title}
    for name, key in (("url", "link"), ("img", "image")):
        if is_address(str(entry.get(name, ""))):
            found[key] = entry[name]
    return found | ({"hidden": True} if entry.get("toc") is False else {})
