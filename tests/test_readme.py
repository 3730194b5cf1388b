"""What the README and the guide show is what happens."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.make_readme import DOCUMENTS, EXAMPLE, README, filled


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_a_document_shows_what_happens(
    document: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    text = document.read_text(encoding="utf-8")

    assert len(EXAMPLE.findall(text)) >= (4 if document == README else 2)
    assert text == filled(document), "run `make docs`"
