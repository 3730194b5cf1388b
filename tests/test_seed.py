"""The document that started it, and what becomes of it in other people's hands."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.model import Transcript
from feed_builder.problems import Problem, Severity
from feed_builder.sources.transcript import read_transcript, totals

SEED = Path(__file__).parent.parent / "episodes" / "001-troy-du-moulin.txt"
TEXT = SEED.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
TOTALS = "40 turns (TDM 17, BR 12, IA 11), 4 lessons, 3 links, 1 drink"
LABEL = re.compile(r"(?m)^(TDM|BR|IA) ?:")


def read(text: str | bytes) -> tuple[Transcript, tuple[Problem, ...]]:
    data = text if isinstance(text, bytes) else text.encode()
    return read_transcript(data, Path("seed.txt"))


def said(transcript: Transcript) -> Counter[str | None]:
    return Counter(turn.name for turn in transcript.turns)


def words(transcript: Transcript) -> int:
    return sum(len(turn.text.split()) for turn in transcript.turns)


def parts() -> dict[str, str]:
    """The document's header, talk and sections, by their first word."""
    cut = re.split(r"(?m)^(?=BR: Welcome\.|Endbit|Troy’s rec|Key Less|Useful L)", TEXT)
    return {part.split()[0]: f"{part.strip()}\n\n" for part in cut}


def test_the_seed_is_understood() -> None:
    transcript, problems = read(TEXT)

    assert totals(transcript) == TOTALS
    assert transcript.hosts == ("Barclay Rae", "Ian Aitchison")
    assert transcript.guests == ("Troy Du Moulin",)
    assert [(p.rule, p.location and p.location.line) for p in problems] == [
        ("known-speakers", 18)
    ]


def test_unlabelled_lines_go_on_with_the_turn_before() -> None:
    transcript, _ = read(TEXT)
    starts = {turn.line for turn in transcript.turns}
    longer = [turn for turn in transcript.turns if "\n" in turn.text]

    assert starts.isdisjoint({15, 18, 20, 24, 49})
    assert sum(turn.text.count("\n") for turn in longer) == 5


LABELS = (
    *("TM:", "Troy:", "tdm:", "TROY:", "T.D.M.:", "[TDM]:", "(TDM):", "*TDM*:"),
    *("**TDM:**", "TDM：", "TDM\t:", "Moulin:", "Du Moulin:", "Troy Du Moulin:"),
    "TDM (quietly):",
)


@pytest.mark.parametrize("label", LABELS)
def test_a_speaker_may_be_labelled_otherwise(label: str) -> None:
    transcript, _ = read(re.sub(r"(?m)^TDM ?:", label, TEXT))

    assert said(transcript)["Troy Du Moulin"] == 17
    assert words(transcript) == words(read(TEXT)[0])


@pytest.mark.parametrize("label", ["XY:", "TMD:", "Zed:"])
def test_a_label_that_fits_nobody_is_kept_and_reported(label: str) -> None:
    transcript, problems = read(re.sub(r"(?m)^TDM ?:", label, TEXT))

    assert words(transcript) >= words(read(TEXT)[0])
    assert "known-speakers" in {p.rule for p in problems}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings_with_a_mark_are_read_without_a_word(encoding: str) -> None:
    mark = "\ufeff" if encoding == "utf-16-le" else ""

    transcript, problems = read((mark + TEXT).encode(encoding))

    assert totals(transcript) == TOTALS
    assert "utf-8" not in {p.rule for p in problems}


def test_windows_1252_is_read_and_reported() -> None:
    transcript, problems = read(TEXT.encode("cp1252"))

    assert totals(transcript) == TOTALS
    assert "utf-8" in {p.rule for p in problems if p.severity is Severity.WARNING}


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n", " \n", "\t\r\n"])
def test_line_ends_do_not_matter(ending: str) -> None:
    assert totals(read(TEXT.replace("\n", ending))[0]) == TOTALS


@given(st.permutations(["Endbit", "Troy’s", "Key", "Useful"]))
def test_sections_come_in_any_order(order: list[str]) -> None:
    part = parts()
    text = part["Hosts:"] + part["BR:"] + "".join(part[name] for name in order)

    assert totals(read(text)[0]) == TOTALS


@given(st.sets(st.sampled_from(["Endbit", "Troy’s", "Key", "Useful"])))
def test_sections_may_be_missing(kept: set[str]) -> None:
    part = parts()
    text = part["Hosts:"] + part["BR:"] + "".join(part[name] for name in sorted(kept))

    transcript, _ = read(text)

    assert len(transcript.turns) == 40
    assert ("lessons" in {h.key for h in transcript.highlights}) is ("Key" in kept)


@pytest.mark.parametrize(
    ("heading", "written"),
    [
        ("Endbit", "END BIT"),
        ("Endbit", "<endbit>"),
        ("<mainbit>", "<main bit>"),
        ("Useful Links", "Usefull links:"),
        ("Useful Links", "**Resources**"),
        ("Key Lessons from Troy du Moulin", "Key takeaways"),
        ("Key Lessons from Troy du Moulin", "Key Lesson's from Troy"),
        ("Troy’s recommended drink.", "Recommended Drink:"),
        ("Troy’s recommended drink.", "Troy's recomended drink"),
    ],
)
def test_headings_may_be_written_otherwise(heading: str, written: str) -> None:
    assert totals(read(TEXT.replace(heading, written))[0]) == TOTALS


@given(st.sets(st.integers(0, len(LINES) - 1), max_size=12))
def test_talk_never_shrinks_by_more_than_was_deleted_without_a_warning(
    deleted: set[int],
) -> None:
    kept = [line for index, line in enumerate(LINES) if index not in deleted]

    transcript, problems = read("\n".join(kept))

    lost = words(read(TEXT)[0]) - words(transcript)
    taken = sum(len(LINES[index].split()) for index in deleted)
    warned = any(p.severity is not Severity.NOTE for p in problems)
    assert lost <= taken or warned


@given(st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8")))
def test_no_document_raises(data: bytes) -> None:
    read(data)


_PIECES = st.sampled_from(
    (
        *(
            "Host: Ann Ek",
            "AE:",
            "Guest:",
            "hello",
            "<laughs",
            ">",
            "<mainbit>",
            "Endbit",
        ),
        *("Key lessons", "1 - ", "- a", "Useful links", "https://a.example/(b", "---"),
        *("[00:01]", "# T", "**", "WEBVTT", "1\n00:00:01,000 --> 00:00:02,000", "<p>"),
        *("{", "\t", ":"),
    )
)


@given(st.lists(st.lists(_PIECES, max_size=4).map(" ".join), max_size=12))
def test_no_mixture_of_what_documents_hold_raises(lines: list[str]) -> None:
    transcript, problems = read("\n".join(lines))

    assert all(p.location is not None for p in problems)
    assert transcript.form
