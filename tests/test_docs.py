from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from scripts.make_docs import generated

REPOSITORY = Path(__file__).parent.parent
GENERATED = generated()


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_generated_docs_are_fresh(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == GENERATED[path], "run `make docs`"


@pytest.mark.parametrize(
    "path",
    [REPOSITORY / "podcast.yaml", *sorted((REPOSITORY / "episodes").glob("*.yaml"))],
    ids=lambda path: path.name,
)
def test_the_sample_files_name_the_schema_that_they_fit(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    first, _, _ = text.partition("\n")
    named = path.parent / first.removeprefix("# yaml-language-server: $schema=")
    schema = json.loads(named.read_text(encoding="utf-8"))

    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(
        yaml.load(text, yaml.BaseLoader) | _typed(text)
    )


def _typed(text: str) -> dict[str, object]:
    """Numbers and truths as YAML 1.2 reads them; all else, and dates, as text."""
    loaded = yaml.safe_load(text)
    return {k: v for k, v in loaded.items() if isinstance(v, bool | int)}
