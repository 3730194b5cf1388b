"""Fill in what commands print in README and guide, by running them on the sample show.

python -m scripts.make_readme
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from feed_builder.cli import run

REPOSITORY = Path(__file__).parent.parent
README = REPOSITORY / "README.md"
DOCUMENTS = (README, REPOSITORY / "docs" / "guide" / "tagging.md")
SHOW = ("podcast.yaml", "episodes", "audio", "artwork.png")
EXAMPLE = re.compile(r"```console\n\$ (feed-builder [^\n]+)\n(.*?)```", re.DOTALL)
#: What somebody wrote before the README's example of problems.
MISTAKES = "# about us\ntitle: Troy\npublished: 2021-05-06\nsumary: About us.\n"


def filled(document: Path) -> str:
    """The document with the output of every command as it is now."""
    with _sample() as folder:
        return EXAMPLE.sub(
            lambda found: _example(folder, found[1], found[2]),
            document.read_text(encoding="utf-8"),
        )


def _example(folder: Path, command: str, shown: str) -> str:
    if "sumary" in shown:
        facts = folder / "episodes" / "001-troy-du-moulin.yaml"
        facts.write_text(MISTAKES, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        run(shlex.split(command)[1:])
    return f"```console\n$ {command}\n{out.getvalue()}```"


@contextlib.contextmanager
def _sample() -> Iterator[Path]:
    """A copy of the sample show, as the current folder."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in SHOW:
            source = REPOSITORY / part
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, folder / part)
        os.chdir(folder)
        try:
            yield folder
        finally:
            os.chdir(before)


if __name__ == "__main__":
    for document in DOCUMENTS:
        document.write_text(filled(document), encoding="utf-8")
