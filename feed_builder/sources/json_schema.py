"""What an author may write, as JSON Schema: editors complete and check by it."""

from __future__ import annotations

import json
from typing import Any

from ..podcast_spec import CHANNEL, ITEM
from .schema import Entry, EpisodeFile, PodcastFile
from .tag_schema import with_tags

#: The files that an author writes: their model, and where their tags come to stand.
FILES: dict[str, tuple[type[Entry], str]] = {
    "podcast": (PodcastFile, CHANNEL),
    "episode": (EpisodeFile, ITEM),
}


def json_schema(kind: type[Entry], parent: str) -> dict[str, Any]:
    """What editors need to complete and check the file as it is written."""
    schema = with_tags(kind.model_json_schema(), parent)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_text(name: str) -> str:
    """The schema of ``FILES`` by this name, to be written into a file."""
    schema = json_schema(*FILES[name])
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
