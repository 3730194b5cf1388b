"""Facts before the talk, between two lines of hyphens: people, lessons and links.

Read by line and not as YAML: what people write there often is none ("Episode 1':'"),
and only flat values and lists of names, texts and addresses are wanted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ...model import Highlight, HighlightKind, Link, SectionSpec
from .context import Facts
from .headings import Headings
from .people import Named, is_name, people_in
from .phrases import BUILT_IN, HEADER_WORDS
from .words import has_letters, letters, unescaped

_MOST_LINES = 1000
_FENCE = re.compile(r"-{3,}\s*$")
_END = re.compile(r"(?:-{3,}|\.{3})\s*$")
_KEY = re.compile(r"([^\W\d_][\w -]{0,40}):(?:\s+(.*)|\s*)$")
_ITEM = re.compile(r"\s*-\s+(.*)$|\s*-$")
_FIELD = re.compile(r"\s*(?:-\s+)?([^\W\d_][\w-]{0,20}):\s+(.*)$")

_ROLES = {letters(w): role for role, words in HEADER_WORDS.items() for w in words}
_HEADINGS = Headings()
_NAMES = ("name", "title", "label", "text", "person")
_ADDRESSES = ("url", "link", "href", "address")


@dataclass(slots=True)
class _Entry:
    """One value: plain, or the fields of a mapping."""

    line: int
    text: str = ""
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return next((self.fields[k] for k in _NAMES if k in self.fields), self.text)

    @property
    def label(self) -> str | None:
        name = unescaped(self.name.strip())
        return name if has_letters(name) and name != self.address else None

    @property
    def address(self) -> str:
        found = next((self.fields[k] for k in _ADDRESSES if k in self.fields), "")
        return found or (self.text if "://" in self.text else "")


def front_matter(text: str) -> tuple[Facts, int] | None:
    """The facts at the head of a document, and how many lines they take."""
    if not text.startswith("---"):
        return None
    lines = text.split("\n", _MOST_LINES)[:_MOST_LINES]
    if not _FENCE.match(lines[0]):
        return None
    end = next((i for i, line in enumerate(lines[1:], 1) if _END.match(line)), 0)
    if not any(_KEY.match(line) for line in lines[1:end]):
        return None
    return _facts(lines[1:end]), end + 1


def _facts(lines: Sequence[str]) -> Facts:
    people: list[Named] = []
    highlights: list[Highlight] = []
    for key, entries in _keys(lines):
        role = _ROLES.get(letters(key))
        heading = _HEADINGS.find(key.replace("_", " ").replace("-", " "))
        if role is not None:
            people.extend(p for entry in entries for p in _people(entry, role))
        elif heading and heading.spec in BUILT_IN:
            highlight = _highlight(heading.spec, entries)
            if highlight and all(h.key != highlight.key for h in highlights):
                highlights.append(highlight)
    return Facts(tuple(people), tuple(highlights))


def _keys(lines: Sequence[str]) -> Iterator[tuple[str, list[_Entry]]]:
    key, entries = "", list[_Entry]()
    for number, line in enumerate(lines, 2):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _KEY.match(line)
        if found:
            if key:
                yield key, entries
            key, entries = found[1], list(_values(found[2] or "", number))
        else:
            _add(entries, line, number)
    if key:
        yield key, entries


def _values(written: str, number: int) -> Iterator[_Entry]:
    """What stands behind a key on its own line: a text, or a list in brackets."""
    text = written.strip()
    if text.startswith("[") and text.endswith("]"):
        for part in text[1:-1].split(","):
            yield _Entry(number, _plain(part))
    elif text and text not in ("|", ">", "|-", ">-"):
        yield _Entry(number, _plain(text))


def _add(entries: list[_Entry], line: str, number: int) -> None:
    item, pair = _ITEM.match(line), _FIELD.match(line)
    if item or not entries:
        entries.append(_Entry(number))
    entry = entries[-1]
    if pair and (pair[1].lower() in _NAMES + _ADDRESSES):
        entry.fields[pair[1].lower()] = _plain(pair[2])
    elif item:
        entry.text = _plain(item[1] or "")
    elif not pair:
        entry.text = f"{entry.text} {_plain(line)}".strip()


def _plain(written: str) -> str:
    text = written.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "\"'":
        return text[1:-1]
    if text[:1] in ("'", '"') and text.count(text[0]) == 1:
        text = text[1:]  # the quote that ends it was forgotten
    return text.split(" #")[0].rstrip()


def _people(entry: _Entry, role: str) -> Iterator[Named]:
    for piece in people_in(entry.name, many=True):
        if is_name(piece.text, strict=False):
            yield Named(piece.text, role, entry.line, None, piece.aliases)


def _highlight(spec: SectionSpec, entries: Sequence[_Entry]) -> Highlight | None:
    links = tuple(
        Link(label=entry.label, url=entry.address, line=entry.line)
        for entry in entries
        if entry.address.lower().startswith(("http://", "https://", "mailto:"))
    )
    items = tuple(unescaped(e.name) for e in entries if has_letters(e.name))
    empty = Highlight(key=spec.key, title=spec.title, kind=spec.kind)
    if spec.kind is HighlightKind.LINKS:
        return replace(empty, links=links) if links else None
    if spec.kind is HighlightKind.LIST:
        return replace(empty, items=items) if items else None
    return replace(empty, text="\n".join(items)) if items else None
