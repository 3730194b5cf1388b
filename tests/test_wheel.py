from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from hatchling.build import build_wheel

REPOSITORY = Path(__file__).parent.parent


def test_the_wheel_carries_the_theme_and_a_new_show(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)

    name = build_wheel(str(tmp_path))

    with ZipFile(tmp_path / name) as wheel:
        names = set(wheel.namelist())
    templates = {path.name for path in (REPOSITORY / "templates").iterdir()}
    assert {f"feed_builder/templates/{template}" for template in templates} <= names
    starter = REPOSITORY / "feed_builder" / "starter"
    files = {f.relative_to(REPOSITORY) for f in starter.rglob("*") if f.is_file()}
    assert {str(path) for path in files} <= names
    assert len(files) == 7
    assert not [name for name in names if name.startswith(("tests/", "scripts/"))]
