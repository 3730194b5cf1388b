from __future__ import annotations

from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports


def test_imports_point_from_the_command_line_to_the_nouns() -> None:
    assert lint_imports(no_cache=True) == EXIT_STATUS_SUCCESS
