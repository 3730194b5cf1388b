"""An author's YAML with a value set; comments, order and style stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError


def with_values(text: str, key: str, values: Mapping[str, str | int]) -> str | None:
    """The text with ``key`` a mapping of these values; None if it is no mapping.

    What the mapping held besides them stays.
    """
    yaml = YAML()  # round-trip: it keeps what a person wrote around the values
    yaml.preserve_quotes = True
    yaml.width = 10_000  # long lines are the author's, and stay
    yaml.indent(mapping=2, sequence=4, offset=2)
    try:
        document = yaml.load(text)
    except YAMLError:
        return None
    if not isinstance(document, dict):
        return None
    before = document.get(key)
    kept = dict(before) if isinstance(before, dict) else {}
    document[key] = {**kept, **values}
    out = StringIO()
    yaml.dump(document, out)
    return out.getvalue()
