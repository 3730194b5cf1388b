"""The move proven: an old feed and the new one compared as podcast apps see them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from .seen import SeenFeed, SeenItem

#: What listeners would notice if it were lost or changed, in the order of telling.
NOTICED = (
    "episodes",
    "order",
    "title",
    "title at Apple",
    "published",
    "audio",
    "length",
    "media type",
    "duration",
    "explicit",
    "season",
    "episode",
    "type",
    "description",
    "notes",
    "summary at Apple",
    "links",
    "image",
    "people",
    "chapters",
    "chapters file",
    "transcripts",
    "block",
    "complete",
    "language",
    "author",
    "categories",
    "podcast guid",
)
_WORDS = frozenset({"description", "notes", "summary at Apple"})
#: Of these, more is no harm.
_SETS = frozenset({"links", "transcripts", "pictures in notes"})
_ADDRESS = re.compile(r"\(?https?://\S+")
_SHOW = "the show"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that differs; ``of`` is an episode's title, with its ``guid``.

    It is ``noticed`` when something that listeners had is lost or changed.
    """

    field: str
    of: str
    before: str
    after: str
    noticed: bool
    guid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmoved:
    """How many files of a kind lie where the old feed has them, on one of its hosts."""

    what: str
    host: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was compared, by field how often, and what came of it."""

    compared: Mapping[str, int]
    findings: tuple[Finding, ...]
    unmoved: tuple[Unmoved, ...]

    @property
    def noticed(self) -> tuple[Finding, ...]:
        """The findings that matter to listeners."""
        return tuple(finding for finding in self.findings if finding.noticed)


def proof(old: SeenFeed, new: SeenFeed) -> Proof:
    """What a move from one feed to the other changes for those who subscribe."""
    compared: Counter[str] = Counter()
    after = {item.guid: item for item in new.items}
    before = _by_guid(old, after)
    findings = list(_compared(old, new, _SHOW, None, compared))
    for guid, item in before.items():
        compared["episodes"] += 1
        title = item.facts["title"][0] or guid
        if guid in after:
            findings += _compared(item, after[guid], title, guid, compared)
        else:
            findings.append(_finding("episodes", title, "there", "", guid=guid))
    findings += (
        _finding("episodes", item.facts["title"][0], "", "there", guid=guid)
        for guid, item in after.items()
        if guid not in before
    )
    findings += _doubles(old)
    findings += _order(old, new, compared)
    places = {name: place for place, name in enumerate(NOTICED)}
    findings.sort(key=lambda f: (not f.noticed, places.get(f.field, len(places))))
    return Proof(
        compared=dict(compared),
        findings=tuple(findings),
        unmoved=tuple(_unmoved(old, new)),
    )


def _by_guid(old: SeenFeed, after: Mapping[str, SeenItem]) -> dict[str, SeenItem]:
    """Of several items with one guid apps show one: any will do that is like ours."""
    found: dict[str, SeenItem] = {}
    for item in old.items:
        ours = after.get(item.guid)
        is_ours = ours is not None and ours.facts["audio"] == item.facts["audio"]
        if item.guid not in found or is_ours:
            found[item.guid] = item
    return found


def _doubles(old: SeenFeed) -> Iterator[Finding]:
    for guid, count in Counter(item.guid for item in old.items).items():
        if count > 1:
            title = next(i.facts["title"][0] for i in old.items if i.guid == guid)
            many = f"{count} episodes with one guid, of which apps show one"
            yield _finding("guid", title, many, "one", guid=guid, noticed=False)


def _order(old: SeenFeed, new: SeenFeed, compared: Counter[str]) -> Iterator[Finding]:
    """Apps that do not sort by date themselves show the order of the feed."""
    compared["order"] += 1
    shared = {item.guid for item in old.items} & {item.guid for item in new.items}
    before, after = (
        list(dict.fromkeys(item.guid for item in feed.items if item.guid in shared))
        for feed in (old, new)
    )
    if before == after:
        return
    dates = {item.guid: item.facts["published"] for item in old.items}
    by_date = sorted(before, key=lambda guid: dates[guid], reverse=True)
    noticed = before == by_date
    why = "as it was" if noticed else "not by date"
    yield _finding("order", _SHOW, why, "the newest first", noticed=noticed)


def _compared(
    old: SeenFeed | SeenItem,
    new: SeenFeed | SeenItem,
    of: str,
    guid: str | None,
    compared: Counter[str],
) -> Iterator[Finding]:
    for field in dict.fromkeys((*old.facts, *new.facts)):
        before, after = old.facts.get(field, ()), new.facts.get(field, ())
        compared[field] += any(before)
        lost = _lost(field, before, after, new)
        if before != after:
            noticed = lost and field in NOTICED
            yield _difference(field, of, guid, before, after, noticed=noticed)
    for field in dict.fromkeys((*old.rest, *new.rest)):
        before, after = old.rest.get(field, ()), new.rest.get(field, ())
        if before != after:
            noticed = field.startswith("podcast:") and any(before)
            yield _difference(field, of, guid, before, after, noticed=noticed)


def _lost(
    field: str,
    before: tuple[str, ...],
    after: tuple[str, ...],
    new: SeenFeed | SeenItem,
) -> bool:
    """Whether something that was there is not there any more."""
    if not any(before):
        return False
    if field in _SETS:
        return not set(before) <= set(after)
    if field in _WORDS:
        return not _said(before[0], after[0], new.facts["notes"][0])
    return before != after


def _said(before: str, after: str, notes: str) -> bool:
    """Whether the words are all there; or cut, and whole in the notes beside them."""
    before, after, notes = map(_spoken, (before, after, notes))
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, after, strict=False))
    cut = sum(1 for _ in alike)
    is_cut = after[cut : cut + 1] == "…" and before in notes
    return before in after or is_cut


def _spoken(text: str) -> str:
    """The text without addresses, which one tag writes out and the other one links."""
    return " ".join(_ADDRESS.sub(" ", text).split())


def _difference(
    field: str,
    of: str,
    guid: str | None,
    before: tuple[str, ...],
    after: tuple[str, ...],
    *,
    noticed: bool,
) -> Finding:
    if len(before) > 1 or len(after) > 1:  # of lists, what differs is enough
        less, more = Counter(before) - Counter(after), Counter(after) - Counter(before)
        before, after = tuple(less.elements()), tuple(more.elements())
    texts = ("\n".join(filter(None, texts)) for texts in (before, after))
    return _finding(field, of, *texts, guid=guid, noticed=noticed)


def _finding(
    field: str,
    of: str,
    before: str,
    after: str,
    *,
    guid: str | None = None,
    noticed: bool | None = None,
) -> Finding:
    return Finding(
        field=field,
        of=of,
        before=before,
        after=after,
        guid=guid,
        noticed=bool(before) if noticed is None else noticed,
    )


#: Where the addresses of files stand, and what they are of.
_FILES = {
    "audio": "audio",
    "image address": "pictures",
    "transcript addresses": "transcripts",
    "chapters address": "chapters",
}


def _unmoved(old: SeenFeed, new: SeenFeed) -> Iterator[Unmoved]:
    for field, what in _FILES.items():
        before = set(_addresses(old, field))
        hosts = Counter(_host(a) for a in _addresses(new, field) if a in before)
        for host, count in sorted(hosts.items()):
            yield Unmoved(what=what, host=host, count=count)


def _addresses(feed: SeenFeed, field: str) -> Iterator[str]:
    holders: tuple[SeenFeed | SeenItem, ...] = (feed, *feed.items)
    return (a for holder in holders for a in holder.facts.get(field, ()) if a)


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or address
    except ValueError:
        return address
