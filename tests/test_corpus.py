"""Documents of ../shared/corpus, compared with their structure as read by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from feed_builder.sources.transcript import read_transcript, transcript_json

from .builders import SHARED

CORPUS = SHARED / "corpus" / "transcripts"
EXPECTED = sorted(
    [*CORPUS.rglob("*.expected.json"), *(SHARED / "seed").glob("*.expected.json")]
)
needs_corpus = pytest.mark.skipif(
    not EXPECTED, reason="needs ../shared/corpus/transcripts"
)

#: Where a document may fairly be read otherwise, as the expectations themselves say.
NOT_DEMANDED = {
    "020-kubernetes-operating-systems": {"speakers"},  # initials that fit nobody
    "15-hacktoberfest-part-2": {"guests"},  # she is called a guest in talk only
    "changelog-news-1": {"hosts"},  # no header
    "haskell-interlude-01": {"hosts", "guests", "speakers"},  # names in talk only
    "ltb-319-barnacles": {"hosts", "guests"},  # a list of participants, without roles
    "spotlight-1": {"hosts"},  # no header
}
FIELDS = (
    "hosts guests speakers turns turns_by_speaker first_turn last_turn sections "
    "lessons links drink contacts stage_directions timestamps".split()
)


def document_of(expected: Path) -> Path:
    stem = expected.name.removesuffix(".expected.json")
    others = (p for p in expected.parent.iterdir() if p != expected)
    return next(p for p in others if p.name in (stem, f"{stem}{p.suffix}"))


def read(path: Path) -> dict[str, Any]:
    """How we read a document, in the words of the expectations."""
    told = transcript_json(*read_transcript(path.read_bytes(), path))
    turns = told["turns"]
    return {
        **told,
        "turns": len(turns),
        "turns_by_speaker": Counter(turn["label"] for turn in turns),
        "first_turn": turns[0] if turns else None,
        "last_turn": turns[-1] if turns else None,
        "stage_directions": [d["text"] for d in told["directions"]],
        "contacts": told["contacts"],
    }


def agrees(field: str, expected: Any, found: Any) -> bool:
    if field in ("first_turn", "last_turn"):
        return expected is found is None or (
            expected["speaker"] in _names(found)
            and _begins(found["text"], expected["text_start"])
        )
    if field == "speakers":
        return sorted(map(str, expected)) == sorted(map(str, found))
    if field == "links":
        return _comparable(expected) == _comparable(found)
    return bool(expected == found)


def _names(turn: dict[str, Any]) -> set[str]:
    label, name = turn["label"], turn["name"]
    return {label, name, f"{name} ({label})"}


def _begins(text: str, start: str) -> bool:
    return " ".join(text.split()).startswith(" ".join(start.split()))


def _comparable(links: list[dict[str, Any]]) -> list[tuple[Any, str]]:
    # Of an address that was wrapped, joining it or not are both fair.
    wrapped = "https://example.org/a/very/long/path/that/was/"
    return [
        (
            link["label"],
            wrapped if link["url"].startswith(wrapped) else _with_scheme(link["url"]),
        )
        for link in links
    ]


def _with_scheme(url: str) -> str:
    return f"https://{url}" if url.startswith("www.") else url


@needs_corpus
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem.split(".")[0])
def test_a_document_is_read_as_a_careful_person_reads_it(expected: Path) -> None:
    wanted = json.loads(expected.read_text())
    found = read(document_of(expected))
    fair = NOT_DEMANDED.get(expected.name.removesuffix(".expected.json"), set())

    differing = {
        field: (wanted[field], found[field])
        for field in FIELDS
        if field in wanted
        and field not in fair
        and not agrees(field, wanted[field], found[field])
    }

    assert differing == {}


@needs_corpus
@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.stem.split(".")[0])
def test_a_line_that_looks_like_a_turn_and_is_none_is_reported(expected: Path) -> None:
    wanted = json.loads(expected.read_text())
    told = {problem["line"] for problem in read(document_of(expected))["problems"]}

    assert {flag["line"] for flag in wanted.get("flagged_lines", ())} <= told
