"""Values as JSON, in texts that agree with the feed to the last character."""

from __future__ import annotations

import json

from .tags import clean


def json_text(value: object, *, indent: int | None = None) -> str:
    """The value as JSON, its texts exactly as the feed has them."""
    separators = (",", ":" if indent is None else ": ")
    return json.dumps(
        _clean(value), ensure_ascii=False, indent=indent, separators=separators
    )


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
