from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import validate

from feed_builder.problems import Location, Problem, Severity
from feed_builder.sarif import sarif

#: What SARIF 2.1.0 says of the parts that are used here, section 3.
TEXT = {
    "type": "object",
    "required": ["text"],
    "properties": {"text": {"minLength": 1}},
}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
COUNT = {"type": "integer", "minimum": 1}
RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": {"properties": {"level": LEVEL}},
    },
}
PLACE = {
    "type": "object",
    "properties": {
        "artifactLocation": {
            "required": ["uri"],
            "properties": {"uri": {"pattern": "^[A-Za-z0-9._~/%-]+$"}},
        },
        "region": {"properties": {"startLine": COUNT, "startColumn": COUNT}},
    },
}
RESULT = {
    "type": "object",
    "required": ["message", "ruleId", "ruleIndex"],
    "properties": {
        "level": LEVEL,
        "message": TEXT,
        "locations": {"items": {"properties": {"physicalLocation": PLACE}}},
    },
}
LOG = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name"],
                                "properties": {"rules": {"items": RULE}},
                            }
                        },
                    },
                    "results": {"items": RESULT},
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                },
            }
        },
    },
}


def a_problem(**changes: Any) -> Problem:
    values: dict[str, Any] = {
        "rule": "chapters-fit",
        "severity": Severity.ERROR,
        "message": "chapter 'Outro' starts late",
        "location": Location(path=Path("episodes/Büro 1.yaml"), line=3, column=9),
        "hint": "is this the right audio file?",
    }
    return Problem(**values | changes)


@pytest.mark.parametrize(
    "problems",
    [
        (),
        (a_problem(),),
        (a_problem(location=None, hint=""),),
        (a_problem(location=Location(path=Path("audio/1.mp3"))),),
        (a_problem(rule="not-in-the-book", severity=Severity.NOTE),),
    ],
)
def test_it_is_sarif(problems: tuple[Problem, ...]) -> None:
    validate(sarif(problems), LOG)


def test_every_result_points_to_its_rule() -> None:
    problems = (a_problem(), a_problem(rule="unique-guids"), a_problem())

    (run,) = sarif(problems)["runs"]

    rules = run["tool"]["driver"]["rules"]
    assert [rules[r["ruleIndex"]]["id"] for r in run["results"]] == [
        "chapters-fit",
        "unique-guids",
        "chapters-fit",
    ]
    assert rules[0]["shortDescription"]["text"] == "Chapters start inside the episode."


def test_a_place_is_an_address_within_the_project() -> None:
    (run,) = sarif((a_problem(),))["runs"]

    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "episodes/B%C3%BCro%201.yaml"},
        "region": {"startLine": 3, "startColumn": 9},
    }
