"""Every problem has a stable id, and every id a manual page."""

from __future__ import annotations

import ast
import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from feed_builder.problems import Severity
from feed_builder.rules.book import BOOK, CHAPTERS, near
from feed_builder.rules.manual import read_manual
from feed_builder.sources.transcript import read_transcript

REPOSITORY = Path(__file__).parent.parent
PACKAGE = REPOSITORY / "feed_builder"
IS_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
#: Calls that begin with a rule, or have it in second place.
FIRST = {"warn", "note", "error", "report", "Unfit", "_report", "_severe"}
SECOND = {"problem"}


def used() -> Iterator[tuple[str, str]]:
    """Every rule id that the code gives to a problem, and where."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            for value in _rules_in(node):
                for rule in _texts(value):
                    if IS_ID.fullmatch(rule):
                        yield rule, f"{path.name}:{value.lineno}"


def _rules_in(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "rule":
        yield from [node.value] if node.value else []
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield from node.value.elts[:1]  # the rule, before a message and a hint
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    yield from (k.value for k in node.keywords if k.arg == "rule")
    if name in FIRST:
        yield from node.args[:1]
    if name in SECOND:
        yield from node.args[1:2]


def _texts(value: ast.expr) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield value.value
    elif isinstance(value, ast.JoinedStr):
        name = ast.unparse(value)[2:-1]
        yield from (name.replace("{kind}", kind) for kind in ("audio", "artwork"))


def test_every_problem_has_a_manual_page() -> None:
    missing = {rule: place for rule, place in used() if rule not in BOOK}

    assert missing == {}


def test_every_manual_page_is_of_a_problem() -> None:
    told = {rule for rule, _ in used()}
    tables = "".join(path.read_text() for path in PACKAGE.rglob("*.py"))
    for title, entries in CHAPTERS.items():
        if title != "The show and its episodes":  # these are found by their functions
            for page in entries:
                assert page.id in told or tables.count(f'"{page.id}"') > 1, page.id


def test_no_id_stands_for_two_rules() -> None:
    assert len(BOOK) == sum(map(len, CHAPTERS.values()))


@pytest.mark.parametrize("rule", BOOK)
def test_a_manual_page_is_a_sentence_reasons_a_source_and_two_examples(
    rule: str,
) -> None:
    page = BOOK[rule].manual

    assert page.summary.endswith(".")
    assert ". " not in page.summary
    assert page.why.endswith((".", ")"))
    assert page.source
    assert page.good != page.bad


@pytest.mark.parametrize("rule", BOOK)
def test_an_id_is_a_few_small_words(rule: str) -> None:
    assert IS_ID.fullmatch(rule)
    assert len(rule) < 27


@pytest.mark.parametrize("part", ["Source", "Good", "Bad"])
def test_a_manual_without_one_of_its_parts_is_no_manual(part: str) -> None:
    whole = "It is so.\n\nBecause.\n\nSource: a book.\nGood:\n    a\nBad:\n    b"

    assert read_manual(whole).bad == "b"
    with pytest.raises(ValueError, match=part.lower()):
        read_manual(whole.replace(part, "Other"))


def test_what_cannot_be_ignored_is_what_harms_or_is_accepted() -> None:
    for entry in BOOK.values():
        if entry.severities == (Severity.ERROR,):
            assert not entry.ignorable
    assert not any(page.ignorable for page in CHAPTERS["What listeners were given"])


def test_a_near_id_is_found() -> None:
    assert near("chapter-fit") == "chapters-fit"
    assert near("qqq") is None


def test_tracked_changes_of_word_are_noted() -> None:
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"""<w:document xmlns:w="{namespace}"><w:body>
    <w:p><w:r><w:t>NQ: Hello </w:t></w:r><w:ins><w:r><w:t>Tom.</w:t></w:r></w:ins></w:p>
    <w:p><w:r><w:t>NQ: Goodbye.</w:t></w:r></w:p></w:body></w:document>"""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("word/document.xml", body)

    _, doubts = read_transcript(data.getvalue(), Path("e.docx"))

    assert "changes-accepted" in [doubt.rule for doubt in doubts]


def test_the_rules_are_listed_without_heavy_libraries() -> None:
    code = "import sys, feed_builder.commands.rule; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=REPOSITORY,
    ).stdout.split()

    heavy = {"yaml", "pydantic", "mutagen", "PIL", "jinja2", "feedgen", "lxml", "babel"}
    assert heavy.isdisjoint(loaded)
