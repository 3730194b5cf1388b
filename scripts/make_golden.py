"""Write the whole outputs of the golden projects, against which tests compare.

    python scripts/make_golden.py

Read the difference before it is committed: it is what listeners would see change.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from PIL import Image, UnidentifiedImageError

from feed_builder import Problem, Project, addresses, build
from feed_builder.pipeline import default_theme

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
NAMES = ("minimal", "full", "awkward")
NOW = datetime(2026, 6, 1, tzinfo=UTC)
#: Lists what is not text: a copy of a file, or a picture that was made.
OTHERS = "OTHERS.txt"
PROBLEMS = "PROBLEMS.txt"


def golden(name: str) -> dict[str, str]:
    """What a build of the project gives now, by path; all of it is text."""
    with TemporaryDirectory() as folder:
        project = Path(folder, name)
        shutil.copytree(GOLDEN / name / "project", project)
        report = build(Project(folder=project), now=NOW)
        return {
            PROBLEMS: "".join(f"{_told(p, project)}\n" for p in report.problems),
            **_published(project),
        }


def expected(name: str) -> dict[str, str]:
    """What it gave when the golden files were last written."""
    folder = GOLDEN / name / "expected"
    return {
        path.relative_to(folder).as_posix(): _text(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def main() -> None:
    for name in NAMES:
        folder = GOLDEN / name / "expected"
        shutil.rmtree(folder, ignore_errors=True)
        for path, text in golden(name).items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        print(folder)


def _told(problem: Problem, project: Path) -> str:
    where = str(problem.location or "").replace(f"{project}/", "")
    hint = f" ({problem.hint})" if problem.hint else ""
    told = f"{problem.severity.value}[{problem.rule}] {problem.message}{hint}"
    return f"{where}: {told}" if where else told


def _published(project: Path) -> dict[str, str]:
    """Every published file: text as it is, of the others what they are."""
    sources = {
        path.read_bytes(): f"= {kind}/{path.relative_to(folder).as_posix()}"
        for kind, folder in (("theme", default_theme()), ("project", project))
        for path in sorted(folder.rglob("*"))
        if path.is_file() and project / "output" not in path.parents
    }
    texts: dict[str, str] = {}
    others: list[str] = []
    for path in sorted((project / "output").rglob("*")):
        place = path.relative_to(project / "output")
        if not path.is_file() or place.parts[0] == ".feed-builder":
            continue
        if addresses.SEARCH_INDEX in map(PurePosixPath, place.parents):
            continue  # Pagefind's, and not the same each time
        data = path.read_bytes()
        if what := sources.get(data) or _picture(data):
            others.append(f"{place.as_posix()} {what}\n")
        else:
            texts[place.as_posix()] = _text(data)
    ledger = project / "published.json"
    if ledger.exists():  # it lies beside output/, where no file has its name
        texts[ledger.name] = _text(ledger.read_bytes())
    return {OTHERS: "".join(others), **texts}


def _picture(data: bytes) -> str | None:
    """Its kind and its size; other versions of Pillow make other bytes of it."""
    try:
        with Image.open(BytesIO(data)) as picture:
            return f"{picture.format} {picture.width} × {picture.height}"
    except UnidentifiedImageError:
        return None


def _text(data: bytes) -> str:
    return data.decode("utf-8")


if __name__ == "__main__":
    main()
