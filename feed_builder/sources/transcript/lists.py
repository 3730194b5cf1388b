"""A section that is a list: one item a line, numbered, bulleted or plain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from .doubts import Doubts
from .lines import Line
from .words import has_letters, unescaped

_NUMBER = re.compile(
    r"\s*(?:(?:lesson|takeaway|point|tip|no|nr)\.?\s)?[(#\[]?\s?(\d{1,3})"
    r"(?:\s+[-–—]\s*|\s?[-–—]\s+|\s?[.):\]]+\s*[-–—]?\s*(?!\d)|$)",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(\d{1,3})\s+(?=\S)")
_BULLET = re.compile(
    r"\s*(?:[-–—*+>o](?:\s+|$)|[a-zA-Z]\)\s+|"
    r"[•·▪▫◦‣→➢✓✔✅●○■□♦]\ufe0f?\s*)(?:\[[ xX]\]\s)?"
)
_PLAIN = re.compile(r"\s*")

#: Numbered items are seldom written without a sign; all of them must be.
_STYLES = (_NUMBER, _BULLET)


@dataclass(slots=True)
class Item:
    """One entry: its number, if it has one, and where it stands."""

    number: int | None
    text: str
    line: Line
    ends: int = 0


@dataclass(slots=True)
class Items:
    """The entries of a list, and the lines that belong to none."""

    items: list[Item] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)


def is_marked(line: Line) -> bool:
    """Whether the line begins as items of lists do."""
    return any(style.match(line.clean) for style in _STYLES)


def items_of(lines: Sequence[Line]) -> Items:
    """The entries of a list, in the style of its first one.

    Only the leading mark is taken off. In a list with marks, a line without one goes on
    with the item above it, and after a blank line belongs to none.
    """
    style = _style([line for line in lines if not line.blank])
    found = Items()
    apart = True
    for line in lines:
        mark = None if line.blank else _mark(style, line)
        if line.blank:
            apart = True
        elif mark:
            number = int(mark[1]) if mark.re.groups and mark[1] else None
            found.items.append(Item(number, _text(line, mark.end()), line))
            apart = False
        elif apart:
            found.strays.append(line)
        else:
            last = found.items[-1]
            last.text = f"{last.text} {_text(line, 0)}".strip()
            last.ends = line.number
    return found


def check_items(items: Sequence[Item], what: str, doubts: Doubts) -> None:
    """Report items without words, and numbers that leave one out."""
    jumps = list(_jumps(items))
    told = [before for before, _ in jumps if before and _goes_on(before)]
    for place, item in enumerate(items, 1):
        if not has_letters(item.text):
            doubts.warn(
                "lessons-filled",
                f"{what} {item.number or place} is empty",
                item.line.number,
                hint="write it, or take the line out",
            )
        elif _goes_on(item) and item not in told:
            doubts.note(
                "lessons-on-one-line",
                f"the line was read as part of the {what} above",
                item.ends,
                hint="write each on one line, or mark this one like the others",
            )
    for before, item in jumps:
        _doubt_number(before, item, what, doubts)


def _goes_on(item: Item) -> bool:
    """Whether a line without a mark was read as going on with the item."""
    return item.ends > item.line.number


def _jumps(items: Sequence[Item]) -> Iterator[tuple[Item | None, Item]]:
    """Items whose number does not follow that of the one before, with that one."""
    numbered = [item for item in items if item.number is not None]
    if len({item.number for item in numbered}) < 2:
        return
    before: Item | None = None
    for item in numbered:
        expected = (before.number or 0) + 1 if before else 1
        if item.number not in (expected, 1):
            yield before, item
        before = item


def _doubt_number(before: Item | None, item: Item, what: str, doubts: Doubts) -> None:
    last = (before.number or 0) if before else 0
    if before and _goes_on(before):
        doubts.warn(
            "lessons-numbered",
            f"the line has no number; it was read as part of {what} {last}",
            before.ends,
            hint=f"begin it with {last + 1}, like the others",
        )
        return
    where = (
        f"jumps from {last} to {item.number}" if last else f"begins at {item.number}"
    )
    doubts.warn(
        "lessons-numbered",
        f"{what} numbering {where}",
        item.line.number,
        hint="is one missing?",
    )


def _style(lines: Sequence[Line]) -> re.Pattern[str]:
    if lines and all(_BARE_NUMBER.match(line.clean) for line in lines):
        first = _BARE_NUMBER.match(lines[0].clean)
        if first and first[1] == "1" and not _NUMBER.match(lines[0].clean):
            return _BARE_NUMBER
    for style in _STYLES:
        marked = [bool(style.match(line.clean)) for line in lines]
        if marked and (marked[0] or sum(marked) * 2 >= len(marked)):
            return style
    return _PLAIN


def _mark(style: re.Pattern[str], line: Line) -> re.Match[str] | None:
    if style is _PLAIN or style is _BARE_NUMBER:
        return style.match(line.clean)
    found = (other.match(line.clean) for other in (style, *_STYLES))
    return next((mark for mark in found if mark), None)


def _text(line: Line, begin: int) -> str:
    return unescaped(" ".join(line.clean[begin:].split()))
