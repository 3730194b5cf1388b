"""Values as JSON in the characters that the feed may hold, too."""

from __future__ import annotations

import json

from ..text import xml_safe


def json_text(value: object, *, indent: int | None = None) -> str:
    """The value as JSON, without the characters that XML, and so the feed, forbids."""
    separators = (",", ":" if indent is None else ": ")
    return json.dumps(
        _clean(value), ensure_ascii=False, indent=indent, separators=separators
    )


def _clean(value: object) -> object:
    if isinstance(value, str):
        return xml_safe(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
