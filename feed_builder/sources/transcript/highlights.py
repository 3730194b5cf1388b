"""Sections of a document to highlights: what they hold, and what they lack."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ...model import Highlight, HighlightKind, SectionSpec
from .doubts import Doubts
from .lines import Line
from .links import links_of
from .lists import check_items, is_marked, items_of
from .phrases import BUILT_IN, PLACEHOLDERS
from .words import has_letters, letters, unescaped

#: Beyond this, a section has probably swallowed what comes after it.
_LONGEST = {
    HighlightKind.TEXT: 300,
    HighlightKind.LIST: 6000,
    HighlightKind.LINKS: 20_000,
}

_BUILT_IN = {spec.key: spec for spec in BUILT_IN}
_LINKS, _LIST, _TEXT = HighlightKind.LINKS, HighlightKind.LIST, HighlightKind.TEXT


@dataclass(slots=True)
class Section:
    """A named section as it stands in the document."""

    spec: SectionSpec
    heading: str
    line: Line | None
    is_misspelt: bool = False
    body: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """All highlights of a document, one a key; contacts; and lines without a place."""

    highlights: list[Highlight] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)


def highlights_of(sections: Iterable[Section], doubts: Doubts) -> Found:
    """What the sections hold: one highlight a key, none for what is empty."""
    found = Found()
    highlights = []
    for section in sections:
        _check_size(section, doubts)
        highlight = _READERS[section.spec.kind](section, found, doubts)
        if highlight:
            highlights.append(highlight)
    found.highlights = merged(highlights)
    return found


def merged(highlights: Iterable[Highlight]) -> list[Highlight]:
    """The same highlights, those of one key in one."""
    by_key: dict[str, list[Highlight]] = {}
    for highlight in highlights:
        by_key.setdefault(highlight.key, []).append(highlight)
    return [_joined(alike) for alike in by_key.values()]


def _joined(alike: Sequence[Highlight]) -> Highlight:
    """All of one kind; a text keeps its parts as items, as each is somebody's own."""
    first = alike[0]
    if len(alike) == 1:
        return first
    texts = tuple(part for h in alike for part in (h.items or (h.text,)) if part)
    is_text = first.kind is _TEXT
    titles = {h.title for h in alike}
    return replace(
        first,
        title=first.title
        if len(titles) == 1
        else getattr(_BUILT_IN.get(first.key), "title", first.title),
        text="\n".join(texts) if is_text else "",
        items=texts,
        links=tuple(link for h in alike for link in h.links),
    )


def _title(section: Section) -> str:
    """The heading as people should see it; the plain one where it needs mending."""
    title = unescaped(section.heading).strip(" \t#*_<>[]:：.")
    is_whole = title[:1].isalnum() and title == section.heading.strip(" \t#*_<>[]:：.")
    spec = section.spec
    is_own = _BUILT_IN.get(spec.key) == spec and not section.is_misspelt
    return title if is_own and is_whole else spec.title


def _check_size(section: Section, doubts: Doubts) -> None:
    size = sum(len(line.clean) for line in section.body)
    if section.line and size > _LONGEST[section.spec.kind]:
        lines = sum(not line.blank for line in section.body)
        doubts.warn(
            "sections-end",
            f"section {section.heading!r} is very long: {lines} lines, {size} letters",
            section.line.number,
            hint="is a heading missing below it?",
        )


def _links(section: Section, found: Found, doubts: Doubts) -> Highlight | None:
    linked = links_of(section.body, doubts)
    found.contacts.extend(linked.contacts)
    if not linked.links:
        if not any(not line.blank for line in section.body):
            _empty(section, doubts)
        return None
    links = tuple(linked.links)
    return Highlight(
        key=section.spec.key, title=_title(section), kind=_LINKS, links=links
    )


def _list(section: Section, found: Found, doubts: Doubts) -> Highlight | None:
    listed = items_of(section.body)
    found.strays.extend(listed.strays)
    what = "lesson" if section.spec.key == "lessons" else section.spec.title.lower()
    check_items(listed.items, what, doubts)
    items = tuple(item.text for item in listed.items if has_letters(item.text))
    if not listed.items:
        _empty(section, doubts)
    if not items:
        return None
    return Highlight(
        key=section.spec.key, title=_title(section), kind=_LIST, items=items
    )


def _text(section: Section, _: Found, doubts: Doubts) -> Highlight | None:
    lines = [line for line in section.body if not line.blank]
    _check_text(section, lines, doubts)
    written = (" ".join(_unmarked(line).split()) for line in lines)
    text = "\n".join(filter(None, written))
    if letters(text) in PLACEHOLDERS:
        _empty(section, doubts)
        return None
    return Highlight(
        key=section.spec.key, title=_title(section), kind=_TEXT, text=unescaped(text)
    )


def _unmarked(line: Line) -> str:
    return line.clean.lstrip("•·▪▫◦‣*- \t–—") if is_marked(line) else line.clean.strip()


def _check_text(section: Section, lines: Sequence[Line], doubts: Doubts) -> None:
    listed = [
        line for line in lines if is_marked(line) and line.clean.lstrip()[0].isdigit()
    ]
    linked = [line for line in lines if "://" in line.clean]
    for kind, odd in (("a numbered list", listed), ("links", linked)):
        if len(odd) > 1:
            doubts.warn(
                "sections-end",
                f"section {section.heading!r} holds {kind}",
                odd[0].number,
                hint="is a heading missing above this line?",
            )
            return
    if len(lines) > 1 and not all(map(is_marked, lines)):
        doubts.note(
            "sections-end",
            f"section {section.heading!r} was read as {len(lines)} lines long",
            lines[1].number,
            hint="if something else begins here, put a heading above it",
        )


def _empty(section: Section, doubts: Doubts) -> None:
    doubts.warn(
        "sections-filled",
        f"section {section.heading!r} is empty ({section.spec.key})",
        section.line.number if section.line else None,
        hint="write it, or take the heading out",
    )


_READERS = {_LINKS: _links, _LIST: _list, _TEXT: _text}
