"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from feed_builder.cli import run

REPOSITORY = Path(__file__).parent.parent
SHOW = ("podcast.yaml", "episodes", "audio", "artwork.png")
README = (REPOSITORY / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(
    r"```console\n\$ (feed-builder [^\n]+)\n(.*?)```", README, re.DOTALL
)
#: What somebody wrote before the README's example of problems.
MISTAKES = "# about us\ntitle: Troy\npublished: 2021-05-06\nsumary: About us.\n"


@pytest.fixture
def _sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in SHOW:
        source = REPOSITORY / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


@pytest.mark.usefixtures("_sample")
def test_the_readme_shows_what_happens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, shown in EXAMPLES:
        if "sumary" in shown:
            facts = tmp_path / "episodes" / "001-troy-du-moulin.yaml"
            facts.write_text(MISTAKES)
        run(shlex.split(command)[1:])
        out, err = capsys.readouterr()
        assert out + err == shown
