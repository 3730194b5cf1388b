"""A feed as podcast apps see it, read apart from the import, to judge it by.

No parser, table or cleaning is shared with the import, so what that overlooks is seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import mktime_tz, parsedate_tz
from html.parser import HTMLParser
from urllib.parse import quote, unquote

from .soup import Node, tree

#: What may stand in an address as it is.
_WRITTEN = "!#$%&'()*+,/:;=?@[]~"
#: Attributes that are numbers, and the digits behind the point that matter.
_NUMBERS = {"starttime": 3, "duration": 3, "remotestarttime": 3, "suggested": 12}
_REACHED = re.compile(r"https?://[\w.@:-]+(?:[/?#]|$)|mailto:")

Facts = Mapping[str, tuple[str, ...]]
"""What is seen, by its name; several texts where there are several."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An episode that apps can play: it has an address of audio.

    ``facts`` are what listeners notice; ``rest`` is whatever else the item says.
    """

    guid: str
    published: datetime | None
    facts: Facts
    rest: Facts


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenFeed:
    """A show as apps see it; the items in the order of the feed."""

    facts: Facts
    rest: Facts
    items: tuple[SeenItem, ...]


def seen(*pages: bytes) -> SeenFeed | None:
    """What apps see of the feed in these bytes; None if it has no channel.

    Further pages give their items to the first one.
    """
    rss = [rss for page in pages for rss in tree(page).children]
    feeds = [_feed(channel) for each in rss for channel in each.all("channel")]
    if not feeds:
        return None
    return replace(feeds[0], items=tuple(i for feed in feeds for i in feed.items))


def newest(feed: SeenFeed) -> datetime | None:
    """The latest moment of publication that apps can read."""
    return max((item.published for item in feed.items if item.published), default=None)


#: What is understood below; everything else is compared as it stands.
_UNDERSTOOD = frozenset(
    "item title description content:encoded itunes:summary itunes:title link language "
    "pubdate lastbuilddate generator docs ttl guid enclosure image itunes:image "
    "itunes:author itunes:explicit itunes:type itunes:category itunes:complete "
    "itunes:block itunes:duration itunes:season itunes:episode itunes:episodetype "
    "podcast:season podcast:episode podcast:guid podcast:person podcast:transcript "
    "podcast:chapters podcast:trailer podcast:locked psc:chapters".split()
)


def _feed(channel: Node) -> SeenFeed:
    facts = {
        "title": _line(channel.first("title", "itunes:title")),
        "language": channel.first("language").lower(),
        "author": _line(channel.first("itunes:author")),
        "explicit": _truth(channel.first("itunes:explicit")) or "no",
        "type": channel.first("itunes:type").lower() or "episodic",
        "podcast guid": _uuid(channel.first("podcast:guid")),
        "podcast guid as written": channel.first("podcast:guid"),
        "locked": channel.first("podcast:locked").lower(),
        "complete": _truth(channel.first("itunes:complete")),
        "block": _truth(channel.first("itunes:block")),
        "link": channel.first("link").rstrip("/"),
    }
    image = channel.attribute("itunes:image", "href") or _rss_image(channel)
    show = {
        **_single(facts),
        **_image(image),
        **_texts(channel),
        "categories": tuple(_categories(channel)),
        "people": _people(channel),
    }
    items = (_item(item, show) for item in channel.all("item"))
    return SeenFeed(
        facts=show, rest=_rest(channel), items=tuple(item for item in items if item)
    )


def _item(item: Node, show: Facts) -> SeenItem | None:
    """The item; what it does not say, apps take from the show."""
    url = item.attribute("enclosure", "url")
    if not url.startswith(("http://", "https://")):
        return None
    title = _line(item.first("title", "itunes:title"))
    published = _moment(item.first("pubdate"))
    facts = {
        "title": title,
        "title at Apple": _line(item.first("itunes:title")) or title,
        "published": published.isoformat() if published else item.first("pubdate"),
        "audio": url,
        "length": item.attribute("enclosure", "length").lstrip("0"),
        "media type": item.attribute("enclosure", "type"),
        "duration": _duration(item.first("itunes:duration")),
        "explicit": _truth(item.first("itunes:explicit")) or show["explicit"][0],
        "author": _line(item.first("itunes:author")) or show["author"][0],
        "season": _number(item.first("itunes:season", "podcast:season")),
        "episode": _number(item.first("itunes:episode", "podcast:episode")),
        "type": item.first("itunes:episodetype").lower() or "full",
        "block": _truth(item.first("itunes:block")),
        "link": item.first("link"),
    }
    found = item.all("podcast:transcript")
    own_people = _people(item) or tuple(p for p in show["people"] if ", guest" not in p)
    return SeenItem(
        guid=_line(item.first("guid")) or url,
        published=published,
        facts={
            **_single(facts),
            **_image(
                item.attribute("itunes:image", "href") or show["image address"][0]
            ),
            **_texts(item),
            "people": own_people,
            "chapters": tuple(_chapters(item)),
            "chapters file": ("given",) * bool(item.all("podcast:chapters")),
            "transcripts": tuple(sorted({_timed(node) for node in found})),
            "chapters address": (item.attribute("podcast:chapters", "url"),),
            "transcript addresses": tuple(sorted(_urls(found))),
        },
        rest=_rest(item),
    )


def _single(facts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {name: (text,) for name, text in facts.items()}


def _image(address: str) -> dict[str, tuple[str, ...]]:
    return {"image": ("given",) * bool(address), "image address": (address,)}


def _rss_image(channel: Node) -> str:
    return next((image.first("url") for image in channel.all("image")), "")


def _texts(node: Node) -> dict[str, tuple[str, ...]]:
    """What apps show that read the one tag, and those that read the other."""
    short = _Words(node.first("description", "itunes:summary", "content:encoded"))
    whole = _Words(node.first("content:encoded", "description", "itunes:summary"))
    summary = _Words(node.first("itunes:summary"))
    return {
        "description": (short.text,),
        "notes": (whole.text,),
        "summary at Apple": (summary.text or short.text,),
        "links": tuple(dict.fromkeys((*whole.links, *whole.written_out))),
        "pictures in notes": tuple(dict.fromkeys(whole.pictures)),
    }


class _Words(HTMLParser):
    """The words of HTML, or of plain text; its links and pictures."""

    _INLINE = frozenset("a abbr b code em i font s small span strong sub sup u".split())

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[str] = []
        self._parts: list[str] = []
        self._hidden = 0
        self._linked = ""
        self.feed(html)
        self.close()

    @property
    def text(self) -> str:
        return _line("".join(self._parts))

    @property
    def written_out(self) -> Iterator[str]:
        """Addresses in the text, of which many apps make links."""
        found = re.findall(r"https?://[^\s<>]+", self.text)
        return (_address(each.rstrip(".,;:!?)'\"")) for each in found)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self._hidden += tag in ("script", "style")
        self._apart(tag)
        href, src = _address(values.get("href")), _address(values.get("src"))
        if tag == "a":
            self._linked = href
        if tag == "img" and src.startswith(("http://", "https://")):
            self.pictures.append(src)
            self._link()

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style") and self._hidden > 0
        self._linked = "" if tag == "a" else self._linked
        self._apart(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._parts.append(data)
            if data.strip():
                self._link()

    def _link(self) -> None:
        """There is something to tap on, and it leads somewhere."""
        if _REACHED.match(self._linked):
            self.links.append(self._linked)
            self._linked = ""

    def _apart(self, tag: str) -> None:
        self._parts.append("" if tag in self._INLINE else " ")


def _address(text: str | None) -> str:
    """The address as it is asked for, however it is written."""
    return quote(unquote((text or "").strip()), safe=_WRITTEN).rstrip("/")


def _line(text: str) -> str:
    return " ".join(text.split())


def _uuid(text: str) -> str:
    is_one = re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text)
    return text.lower() if is_one else ""


def _truth(text: str) -> str:
    words = {"yes": "yes", "true": "yes", "explicit": "yes"}
    return words.get(text.lower(), "")


def _number(text: str) -> str:
    return text.lstrip("0") if text.isascii() and text.isdigit() else ""


def _moment(text: str) -> datetime | None:
    """The moment in UTC, if the text is one."""
    try:
        if parts := parsedate_tz(text):
            return datetime.fromtimestamp(mktime_tz(parts), UTC)
        moment = datetime.fromisoformat(text)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _duration(text: str) -> str:
    """Whole seconds; nothing where it is none."""
    parts = text.split(":")
    try:
        numbers = [float(part) for part in parts]
    except ValueError:
        return ""
    if len(numbers) > 3 or not all(0 <= number < 1e7 for number in numbers):
        return ""
    whole = sum(n * 60**place for place, n in enumerate(reversed(numbers)))
    return str(int(whole)) if whole >= 1 else ""


def _people(node: Node) -> tuple[str, ...]:
    return tuple(sorted(_person(p) for p in node.all("podcast:person") if p.text))


def _person(node: Node) -> str:
    role = node.attributes.get("role", "").lower() or "host"
    more = (node.attributes.get(name, "") for name in ("href", "img"))
    return ", ".join(filter(None, (_line(node.text), role, *more)))


def _chapters(item: Node) -> Iterator[str]:
    """In the order of time, as apps show them."""
    found = [c for each in item.all("psc:chapters") for c in each.children]
    for chapter in sorted(found, key=_start):
        values, start = chapter.attributes, _start(chapter)
        more = (values.get(name, "") for name in ("title", "href", "image"))
        yield " ".join(filter(None, (str(start), *map(_line, more))))


def _start(chapter: Node) -> int:
    return int(_duration(chapter.attributes.get("start", "")) or "0")


def _timed(transcript: Node) -> str:
    kind = transcript.attributes.get("type", "").lower()
    return "plain" if kind in ("text/plain", "text/html") else "with times"


def _urls(nodes: Iterable[Node]) -> Iterator[str]:
    return (node.attributes.get("url", "") for node in nodes)


def _categories(channel: Node) -> Iterator[str]:
    for category in channel.all("itunes:category"):
        name = _line(category.attributes.get("text", ""))
        inner = (c.attributes.get("text", "") for c in category.children)
        yield from [f"{name} > {_line(sub)}" for sub in inner if sub] or [name]


def _rest(node: Node) -> dict[str, tuple[str, ...]]:
    """Every tag that is not understood above, by its name, as one text each."""
    found: dict[str, list[str]] = {}
    for child in node.children:
        if child.name not in _UNDERSTOOD and (text := _flat(child)):
            found.setdefault(child.name, []).append(text)
    return {name: tuple(sorted(texts)) for name, texts in found.items()}


def _flat(node: Node) -> str:
    pairs = (_pair(k.lower(), v.strip()) for k, v in node.attributes.items() if v)
    inner = sorted(f"[{child.name} {_flat(child)}]" for child in node.children)
    return " ".join(filter(None, (_line(node.text), *sorted(pairs), *inner)))


def _pair(name: str, value: str) -> str:
    """An attribute, as one that is written in another way says the same."""
    if name in ("start", "end", "pubdate") and (moment := _moment(value)):
        value = moment.isoformat()
    elif name in _NUMBERS and re.fullmatch(r"\d+(\.\d*)?", value):
        value = f"{round(float(value), _NUMBERS[name]):g}"
    return f"{name}={value.lower() if name == 'country' else value}"
