"""Comments that word processors export as text: never published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .doubts import Doubts
from .lines import Line
from .lines import line as a_line

_BODY = re.compile(r"\s*\[([a-z]{1,2}|\d{1,3})\]\s*(?=\S)")
_WORD_BODY = re.compile(
    r"\s*(?:Commented|Comment|Kommentar|Commentaire)\s?\[\w{1,8}\]:"
)
_ANCHOR = re.compile(r"(?<=\S)\[([a-z]{1,2}|\d{1,3})\]")


def without_comments(lines: Sequence[Line], doubts: Doubts) -> list[Line]:
    """The lines without comments at the end and the anchors that point to them.

    Google Docs writes ``talk[a]`` and, below everything, ``[a]a comment``. A reference
    such as ``[1] https://…`` has an address and stays.
    """
    if not any("[" in line.clean for line in lines):
        return list(lines)
    end = len(lines)
    bodies: dict[str, int] = {}
    while end and (lines[end - 1].blank or _is_body(lines[end - 1])):
        end -= 1
        found = _BODY.match(lines[end].clean)
        if found:
            bodies[found[1]] = end
    anchors = (a for line in lines[:end] for a in _ANCHOR.findall(line.clean))
    pointed = bodies.keys() & anchors if bodies else set[str]()
    return list(_kept(lines, pointed, {bodies[a] for a in pointed}, doubts))


def _is_body(line: Line) -> bool:
    return bool(_BODY.match(line.clean)) and "://" not in line.clean


def _kept(
    lines: Sequence[Line], anchors: set[str], bodies: set[int], doubts: Doubts
) -> Iterator[Line]:
    for index, line in enumerate(lines):
        if index in bodies or _WORD_BODY.match(line.clean):
            doubts.note(
                "comments-left-out",
                f"a comment is not published: “{line.clean.strip()[:60]}”",
                line.number,
                hint="",
            )
        elif anchors and "[" in line.raw:
            raw = _ANCHOR.sub(lambda a: "" if a[1] in anchors else a[0], line.raw)
            yield a_line(line.number, raw)
        else:
            yield line
