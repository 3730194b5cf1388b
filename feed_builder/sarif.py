"""Problems in SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from . import __version__
from .problems import Location, Problem, Severity
from .rules.book import BOOK
from .rules.page import Page
from .rules.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(problems: Iterable[Problem]) -> dict[str, Any]:
    """One run: the rules that were broken, with their manuals, and every breach."""
    problems = tuple(problems)
    broken = tuple(dict.fromkeys(problem.rule for problem in problems))
    driver = {
        "name": "feed-builder",
        "version": __version__,
        "rules": [_rule(rule) for rule in broken],
    }
    return {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [_result(p, broken.index(p.rule)) for p in problems],
            }
        ],
    }


def _rule(rule: str) -> dict[str, Any]:
    entry = BOOK.get(rule)
    return {"id": rule} if entry is None else {"id": rule, **_described(entry)}


def _described(entry: Rule | Page) -> dict[str, Any]:
    page = entry.manual
    return {
        "shortDescription": {"text": page.summary},
        "fullDescription": {"text": " ".join(page.why.split())},
        "help": {
            "text": f"{page.why}\n\nSource: {page.source}\n\nGood:\n{page.good}\n\n"
            f"Bad:\n{page.bad}\n"
        },
        "defaultConfiguration": {"level": _level(entry.severities[-1])},
    }


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    hint = f"\n{problem.hint}" if problem.hint else ""
    result = {
        "ruleId": problem.rule,
        "ruleIndex": rule,
        "level": _level(problem.severity),
        "message": {"text": f"{problem.message}{hint}"},
    }
    if problem.location:
        result["locations"] = [{"physicalLocation": _place(problem.location)}]
    return result


def _place(location: Location) -> dict[str, Any]:
    place: dict[str, Any] = {
        "artifactLocation": {"uri": quote(os.fsencode(location.path.as_posix()))}
    }
    if location.line:
        place["region"] = {"startLine": location.line}
        if location.column:
            place["region"]["startColumn"] = location.column
    return place


def _level(severity: Severity) -> str:
    return severity.value  # SARIF has the same three words
