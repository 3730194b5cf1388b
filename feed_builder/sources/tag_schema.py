"""The specification's table as JSON Schema: what editors complete and check."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..podcast_spec import (
    CHANNEL,
    FRIENDLY,
    ITEM,
    MAPPING,
    Kind,
    TagSpec,
    ValueSpec,
    tags_in,
)
from .document import read_document

Schema = dict[str, Any]

#: What an author may write for each kind; numbers and truths need no quotes.
_KINDS: dict[Kind, Schema] = {
    Kind.URL: {"type": "string", "pattern": "^https?://"},
    Kind.WHOLE: {"type": "integer", "minimum": 0},
    Kind.NUMBER: {"type": "number", "minimum": 0},
    Kind.TIME: {"type": ["string", "number"]},
    Kind.TRUTH: {"type": "boolean"},
    Kind.YES_NO: {"enum": ["yes", "no", True, False]},
    Kind.TEXT: {"type": ["string", "number"]},
}


#: Of the tags without a key of their own, the one that is shown as an example.
_SHOWN = {CHANNEL: "podroll", ITEM: "alternateEnclosure"}


def with_tags(schema: Schema, parent: str) -> Schema:
    """The schema of a file whose keys for tags are described as well."""
    tags = tags_in(parent)
    own = {name: spec for name, spec in tags.items() if parent not in spec.elsewhere}
    keys = {key: _used(name, tags[name]) for key, name in FRIENDLY[parent].items()}
    keys[MAPPING] = {
        "type": "object",
        "properties": {name: _used(name, spec) for name, spec in own.items()},
        "additionalProperties": False,
    }
    examples = {key: tags[name].example for key, name in FRIENDLY[parent].items()}
    shown = _SHOWN[parent]
    examples[MAPPING] = f"{{{shown}: {tags[shown].example}}}"
    properties = {
        key: {**known, **keys[key], "examples": [_parsed(examples[key])]}
        if key in keys
        else known
        for key, known in schema["properties"].items()
    }
    definitions = {**schema.get("$defs", {}), **dict(_definitions(own))}
    return {**schema, "properties": properties, "$defs": definitions}


def _parsed(example: str) -> Any:
    document, _ = read_document(example.encode(), Path())
    return document.value


def _definitions(tags: dict[str, TagSpec]) -> Iterator[tuple[str, Schema]]:
    for name, spec in tags.items():
        ways = [_brief(name, spec), _mapping(name, spec)]
        schema = {"anyOf": [way for way in ways if way]}
        about = {"description": spec.about, "examples": [_parsed(spec.example)]}
        yield _key(name, spec), {**about, **schema}
        yield from _definitions(tags_in(name))


def _key(name: str, spec: TagSpec) -> str:
    return name if ":" in name else f"{spec.prefix or 'rss'}:{name}"


def _used(name: str, spec: TagSpec) -> Schema:
    """One tag, or a list: of tags, or of the children that make up the one."""
    one = {"$ref": f"#/$defs/{_key(name, spec)}"}
    children = tags_in(name)
    if not spec.once:
        listed = one
    elif spec.brief in children:
        listed = {"$ref": f"#/$defs/{_key(spec.brief, children[spec.brief])}"}
    else:
        return one
    return {"anyOf": [one, {"type": "array", "items": listed}]}


def _brief(name: str, spec: TagSpec) -> Schema | None:
    children = tags_in(name)
    if spec.brief in children:
        return {"$ref": f"#/$defs/{_key(spec.brief, children[spec.brief])}"}
    if spec.line:
        return {"type": ["string", "boolean"] if spec.brief == "text" else "string"}
    value = spec.text if spec.brief == "text" else spec.attributes[spec.brief]
    return _value(value) if value else None


def _mapping(name: str, spec: TagSpec) -> Schema:
    fields = {"text": spec.text} if spec.text else {}
    properties: dict[str, Schema] = {
        field: _value(value) for field, value in {**fields, **spec.attributes}.items()
    }
    properties |= {child: _used(child, known) for child, known in tags_in(name).items()}
    properties |= {other: properties[field] for other, field in spec.names.items()}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _value(value: ValueSpec) -> Schema:
    schema = {"enum": list(value.choices)} if value.choices else {}
    limit = {"maxLength": value.most} if value.most else {}
    return {**(schema or _KINDS.get(value.kind, {"type": "string"})), **limit}
