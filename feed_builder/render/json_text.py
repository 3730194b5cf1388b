"""Values as JSON, in texts that agree with the feed to the last character."""

from __future__ import annotations

import msgspec

from .tags import clean


def json_text(value: object, *, indent: int | None = None) -> str:
    """The value as JSON, its texts exactly as the feed has them."""
    text = msgspec.json.encode(_clean(value))
    if indent is not None:
        text = msgspec.json.format(text, indent=indent)
    return text.decode()


def _clean(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _clean(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_clean(inner) for inner in value]
    return value
