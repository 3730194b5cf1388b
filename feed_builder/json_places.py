"""Where each value of a JSON text stands, to point at the one that is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

Trail = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{},:]|[^\s\[\]{},:"]+')


def places(text: str) -> Iterator[tuple[Trail, int]]:
    """The trail of every value of this valid JSON, and the index where it begins.

    A value of an object begins with its key. They come in the order in which they
    stand; a key that is written twice comes twice.
    """
    trail: list[str | int] = []
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "{":
                trail.append("")
            case "[":
                trail.append(0)
                yield from _entry(text, trail, token.end())
            case "}" | "]":
                trail.pop()
            case ",":
                if isinstance(trail[-1], int):
                    trail[-1] += 1
                    yield from _entry(text, trail, token.end())
            case word if word.startswith('"') and _is_key(text, token.end()):
                trail[-1] = json.loads(word)
                yield tuple(trail), token.start()


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """The place of this index, both counted from 1."""
    start = text.rfind("\n", 0, index) + 1
    return text.count("\n", 0, index) + 1, index - start + 1


def _entry(
    text: str, trail: list[str | int], after: int
) -> Iterator[tuple[Trail, int]]:
    following = _TOKEN.search(text, after)
    if following and following[0] != "]":
        yield tuple(trail), following.start()


def _is_key(text: str, end: int) -> bool:
    following = _TOKEN.search(text, end)
    return following is not None and following[0] == ":"
