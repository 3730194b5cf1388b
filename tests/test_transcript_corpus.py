"""Documents whose structure was read by hand: the seed, its like, and real ones."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from feed_builder.sources.transcript import read_transcript, transcript_json

from .builders import SHARED

FOLDERS = (
    SHARED / "seed",
    SHARED / "corpus" / "transcripts",
    SHARED / "corpus" / "transcripts" / "real",
)
EXPECTATIONS = sorted(
    p for f in FOLDERS if f.is_dir() for p in f.glob("*.expected.json")
)
IN_SEEDS_STYLE = [p for p in EXPECTATIONS if p.parent.name != "real"]

pytestmark = pytest.mark.skipif(not EXPECTATIONS, reason=f"no corpus in {SHARED}")

#: What is fair beside the expectation, and why.
ALSO_FAIR = {
    # https:// may be put in front of an address without a scheme.
    "www.example.com/no-scheme": "https://www.example.com/no-scheme",
    # CC fits nobody named, and names are never guessed.
    "Carlisia Thompson": None,
    # These names are only in the talk itself.
    "Alejandro Serrano": None,
    "Emily Pillmore": None,
    "Andres Löh": None,
}


def document(expectation: Path) -> Path:
    stem = expectation.name.removesuffix(".expected.json")
    whole = expectation.with_name(stem)
    found = (expectation.with_name(stem + end) for end in (".txt", ".md", ".srt"))
    return whole if whole.is_file() else next(p for p in found if p.is_file())


def read(expectation: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    source = document(expectation)
    found = transcript_json(*read_transcript(source.read_bytes(), source))
    return found, json.loads(expectation.read_text("utf-8"))


def fair(value: Any) -> Any:
    if isinstance(value, list):
        return [fair(one) for one in value]
    if isinstance(value, dict):
        return {key: fair(one) for key, one in value.items()}
    if isinstance(value, str):
        return ALSO_FAIR.get(value, " ".join(value.split()))
    return value


def speakers(found: dict[str, Any]) -> dict[str, Any]:
    return {s["label"]: fair(s["name"]) for s in found["speakers"]}


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda p: p.name)
def test_turns_speakers_parts_and_times_agree(expectation: Path) -> None:
    found, expected = read(expectation)

    assert len(found["turns"]) == expected["turns"]
    assert speakers(found) == speakers(expected)
    assert fair(found["sections"]) == fair(expected["sections"])
    assert found["timestamps"] == expected["timestamps"]
    assert fair(found["links"]) == fair(expected["links"])
    assert fair(found["lessons"]) == fair(expected["lessons"])
    assert [d["text"] for d in found["directions"]] == expected["stage_directions"]


@pytest.mark.parametrize("expectation", EXPECTATIONS, ids=lambda p: p.name)
def test_first_and_last_turn_agree(expectation: Path) -> None:
    found, expected = read(expectation)

    for turn, place in (("first_turn", 0), ("last_turn", -1)):
        if expected[turn]:
            said = fair(found["turns"][place]["text"])
            assert said.startswith(fair(expected[turn]["text_start"]))
            assert found["turns"][place]["label"] in expected[turn]["speaker"]


@pytest.mark.parametrize("expectation", IN_SEEDS_STYLE, ids=lambda p: p.name)
def test_documents_in_the_seeds_style_agree_in_all_else(expectation: Path) -> None:
    found, expected = read(expectation)

    by_speaker = Counter(turn["label"] for turn in found["turns"])
    flagged = {flag["line"] for flag in expected.get("flagged_lines", [])}
    assert found["hosts"] == expected["hosts"]
    assert found["guests"] == expected["guests"]
    assert found["drink"] == fair(expected["drink"])
    assert by_speaker == expected["turns_by_speaker"]
    assert found["contacts"] == expected.get("contacts", [])
    assert flagged <= {problem["line"] for problem in found["problems"]}


@pytest.mark.parametrize(
    ("stem", "rules"),
    [
        ("08-timestamps-misspelt-markers", {"closed-directions", "lessons-numbered"}),
        ("08-timestamps-misspelt-markers", {"headings-spelt"}),
        ("10-links-zoo", {"links-have-addresses", "links-have-schemes"}),
        ("13-stub", {"guests-named", "turns-found", "lessons-filled"}),
        ("13-stub", {"sections-filled", "links-have-addresses"}),
    ],
)
def test_what_should_be_said_is_said(stem: str, rules: set[str]) -> None:
    source = SHARED / "corpus" / "transcripts" / f"{stem}.txt"

    _, problems = read_transcript(source.read_bytes(), source)

    assert rules <= {problem.rule for problem in problems}


@pytest.mark.parametrize(
    ("name", "turns", "voices"),
    [
        ("podcastindex-example.srt", 10, {"Travis": 5, "Sarah": 2, "Gilon": 3}),
        ("podcastindex-example.html", 10, {"Travis": 5, "Sarah": 2, "Gilon": 3}),
        ("podcastindex-example.json", 2, {"Darth Vader": 1, "Luke": 1}),
    ],
)
def test_the_standards_own_examples(
    name: str, turns: int, voices: dict[str, int]
) -> None:
    source = FOLDERS[2] / name

    transcript, _ = read_transcript(source.read_bytes(), source)

    assert len(transcript.turns) == turns
    assert Counter(turn.label for turn in transcript.turns) == voices
    assert all(turn.start is not None for turn in transcript.turns)
