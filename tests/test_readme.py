"""What the README shows is what happens."""

from __future__ import annotations

import pytest

from scripts.make_readme import EXAMPLE, README, readme


def test_the_readme_shows_what_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_ACTIONS", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    text = README.read_text(encoding="utf-8")

    assert len(EXAMPLE.findall(text)) >= 4
    assert text == readme(), "run `make docs`"
