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
from .words import letters, unescaped

#: Beyond this, a section has probably swallowed what comes after it.
_LONG_TEXT = 1200
_MANY_LINES = 60

_LINKS, _LIST, _TEXT = HighlightKind.LINKS, HighlightKind.LIST, HighlightKind.TEXT


@dataclass(slots=True)
class Section:
    """A named section as it stands in the document."""

    spec: SectionSpec
    heading: str
    line: Line | None
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
    for section in sections:
        _check_size(section, doubts)
        highlight = _READERS[section.spec.kind](section, found, doubts)
        if highlight:
            _add(found.highlights, highlight, section.spec)
    return found


def merged(
    highlights: Sequence[Highlight], more: Iterable[Highlight]
) -> list[Highlight]:
    """Both together, one a key."""
    together = list(highlights)
    for highlight in more:
        _add(together, highlight, None)
    return together


def _add(highlights: list[Highlight], new: Highlight, spec: SectionSpec | None) -> None:
    for index, old in enumerate(highlights):
        if old.key == new.key:
            highlights[index] = _joined(old, new, spec)
            return
    highlights.append(new)


def _joined(old: Highlight, new: Highlight, spec: SectionSpec | None) -> Highlight:
    """Two of one kind; a text keeps its parts as items, as each is somebody's own."""
    parts = (*(old.items or (old.text,)), new.text) if new.text else old.items
    return replace(
        old,
        title=old.title if old.title == new.title or not spec else spec.title,
        text="\n".join(filter(None, (old.text, new.text))),
        items=parts if new.kind is _TEXT else (*old.items, *new.items),
        links=(*old.links, *new.links),
    )


def _title(section: Section) -> str:
    """The heading as people should see it; the plain title where it is unfinished."""
    title = unescaped(section.heading).strip(" \t#*_<>[]:：.")
    is_whole = title[:1].isalnum() and title == section.heading.strip(" \t#*_<>[]:：.")
    is_own = section.spec in BUILT_IN
    return title if is_own and is_whole else section.spec.title


def _check_size(section: Section, doubts: Doubts) -> None:
    size = sum(len(line.clean) for line in section.body)
    limit = _LONG_TEXT if section.spec.kind is _TEXT else _LONG_TEXT * 20
    if section.line and (size > limit or len(section.body) > _MANY_LINES * 4):
        doubts.warn(
            "sections-end",
            f"section {section.heading!r} is {len(section.body)} lines long",
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
    items = tuple(item.text for item in listed.items if letters(item.text))
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


def _empty(section: Section, doubts: Doubts) -> None:
    doubts.warn(
        "sections-filled",
        f"section {section.heading!r} is empty ({section.spec.key})",
        section.line.number if section.line else None,
        hint="write it, or take the heading out",
    )


_READERS = {_LINKS: _links, _LIST: _list, _TEXT: _text}
