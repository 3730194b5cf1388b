"""A good and a bad case of every rule, each a change or two to the builders' show."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from feed_builder import check
from feed_builder.problems import Problem, Severity
from feed_builder.rules.book import BOOK, CHAPTERS

from .builders import CASES, EPISODE_YAML, PODCAST_YAML, a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FOLDER = CASES / "rules"
GOOD_SHOW = {
    "podcast.yaml": PODCAST_YAML,
    "episodes/001-rag-paper.yaml": EPISODE_YAML,
}
#: These need more than files: an earlier build, a server, a disk, a broken binary.
ELSEWHERE = {
    "audio-chapters-usable": "test_audio",
    "audio-duration-known": "test_audio",
    "audio-exists": "test_audio",
    "audio-settled": "test_unfinished",
    "audio-taggable": "test_tagging",
    "audio-tags-readable": "test_audio",
    "artwork-exists": "test_artwork",
    "changes-accepted": "test_book",
    "cover-fits": "test_covers",
    "cover-readable": "test_covers",
    "feed-light": "test_pipeline",
    "file-names-legible": "test_project",
    "files-inside": "test_project",
    "files-readable": "test_pipeline",
    "search-indexed": "test_search",
    "templates-apart": "test_theme",
    "templates-render": "test_pipeline",
    "theme-contrast": "test_contrast",
    **{page.id: "test_keeping" for page in CHAPTERS["What listeners were given"]},
    **{page.id: "test_online" for page in CHAPTERS["Published addresses"]},
    **{page.id: "test_import" for page in CHAPTERS["An old feed"]},
}
RULES = sorted(BOOK.keys() - ELSEWHERE.keys())


def problems_of(rule: str, kind: str, folder: Path) -> tuple[Problem, ...]:
    """What a check of the case finds; notes, too."""
    text = (FOLDER / rule / f"{kind}.yaml").read_text(encoding="utf-8")
    changes = yaml.safe_load(text).items()
    project = a_project(folder, {name: content(name, c) for name, c in changes})
    return check(project, now=NOW).problems


def content(name: str, change: Any) -> str | bytes | Path | None:
    """A file of a case: a text, or a mapping that says how to come by it.

    ``copy`` takes a file of the cases, ``pad`` appends that many bytes to it;
    ``replace`` and ``add`` change the good show's file, ``text`` replaces it;
    ``encoding`` is another one than UTF-8.
    """
    if change is None or isinstance(change, str):
        return None if change is None else str(change)
    if "copy" in change:
        copied: bytes = (CASES / change["copy"]).read_bytes()
        return copied + bytes(change.get("pad", 0))
    text = change.get("text", GOOD_SHOW.get(name, ""))
    for old, new in change.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    return str(text + change.get("add", "")).encode(change.get("encoding", "utf-8"))


def told(problem: Problem, folder: Path) -> str:
    """The problem in one line, as ``--format concise`` has it."""
    place = ""
    if location := problem.location:
        numbers = [str(n) for n in (location.line, location.column) if n]
        path = location.path.relative_to(folder).as_posix()
        place = f"{':'.join([path, *numbers])}: "
    return f"{place}{problem.severity.value}[{problem.rule}] {problem.message}"


@pytest.mark.parametrize("rule", RULES)
def test_a_bad_case_gives_one_problem_at_its_place(rule: str, tmp_path: Path) -> None:
    found = problems_of(rule, "bad", tmp_path)

    expected = (FOLDER / rule / "bad.txt").read_text(encoding="utf-8")
    assert [told(p, tmp_path) for p in found] == expected.splitlines()
    assert [p.rule for p in found] == [rule]
    assert found[0].hint or found[0].severity is Severity.NOTE
    assert found[0].severity in BOOK[rule].severities


@pytest.mark.parametrize("rule", RULES)
def test_a_good_case_gives_none(rule: str, tmp_path: Path) -> None:
    assert [told(p, tmp_path) for p in problems_of(rule, "good", tmp_path)] == []


@pytest.mark.parametrize(
    ("text", "document", "rule"),
    [
        (
            "guests: [Tom Van Reed]",
            "Host: Nora Quill\n\nNQ: Hi.\nXY: Hi.\n",
            "known-speakers",
        ),
        (
            "chapters: [0:00 Hello, 0:10 Rags, 1:00:00 Glue]\n"
            "soundbites: [1:00:00 0:45 The best]",
            f"Host: Nora Quill\n\n[01:00:00] NQ: {'Rags. ' * 300}\n",
            "chapters-fit",
        ),
        ("season: one\nchapters: [0:00 Hello]", "NQ: Hi.\n", "values-fit"),
    ],
)
def test_one_cause_is_one_problem(
    tmp_path: Path, text: str, document: str, rule: str
) -> None:
    project = a_project(
        tmp_path,
        {
            "episodes/001-rag-paper.yaml": f"{EPISODE_YAML}{text}\n",
            "episodes/001-rag-paper.txt": document,
        },
    )

    assert [problem.rule for problem in check(project, now=NOW).problems] == [rule]


def test_a_time_zone_that_is_missing_is_one_problem(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {
            "podcast.yaml": PODCAST_YAML.replace("timezone: Europe/London\n", ""),
            "episodes/002.yaml": EPISODE_YAML.replace("03-01", "03-02"),
            "audio/002.mp3": CASES / "audio" / "vbr.mp3",
        },
    )

    (problem,) = check(project, now=NOW).problems

    assert problem.rule == "dates-have-zones"
    assert str(problem.location).endswith("001-rag-paper.yaml:2:12")
    assert problem.message.endswith("has no time zone (and 1 more have none)")
    assert problem.hint.startswith("add `timezone: Europe/London` (yours)")


def test_every_case_is_of_a_rule() -> None:
    assert sorted(folder.name for folder in FOLDER.iterdir()) == RULES
