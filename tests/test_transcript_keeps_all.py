"""Nothing is swallowed: what a document holds is in what was read, or is reported."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.model import Transcript
from feed_builder.problems import Problem
from feed_builder.sources.transcript import read_transcript

SEED = Path(__file__).parent.parent / "episodes" / "001-troy-du-moulin.txt"
LINES = SEED.read_text("utf-8").split("\n")

#: What is understood rather than kept: labels, header words, list marks, and "and".
UNDERSTOOD = frozenset(
    "br ia tdm hosts host guest guests and http https xx mainbit endbit ba".split()
)


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", text.casefold()))


def held(transcript: Transcript) -> Counter[str]:
    texts = [
        *(turn.text for turn in transcript.turns),
        *(part.heading for part in transcript.sections),
        *transcript.hosts,
        *transcript.guests,
        *transcript.contacts,
        *(d.text for d in transcript.directions),
    ]
    for highlight in transcript.highlights:
        texts += [highlight.text, *highlight.items]
        texts += [f"{link.label or ''} {link.url}" for link in highlight.links]
    return words(" ".join(texts))


def reported(problems: tuple[Problem, ...]) -> set[int]:
    lines: set[int] = set()
    for problem in problems:
        number = problem.location.line if problem.location else None
        many = re.search(r"lines (\d+) to (\d+)", problem.message)
        lines.update(range(int(many[1]), int(many[2]) + 1) if many else [number or 0])
    return lines


def lost(document: str, path: Path = SEED) -> Counter[str]:
    """The words that are neither held nor on a line that a problem points to."""
    transcript, problems = read_transcript(document.encode(), path)
    doubtful = reported(problems)
    written = words(
        " ".join(
            line
            for number, line in enumerate(document.split("\n"), 1)
            if number not in doubtful
        )
    )
    missing = written - held(transcript)
    return Counter({w: n for w, n in missing.items() if w not in UNDERSTOOD})


def test_every_word_of_the_seed_is_held() -> None:
    assert not lost("\n".join(LINES))


@pytest.mark.parametrize("index", range(len(LINES)))
def test_no_word_is_lost_when_a_line_is_deleted(index: int) -> None:
    assert not lost("\n".join(LINES[:index] + LINES[index + 1 :]))


@settings(max_examples=150, deadline=None)
@given(st.sets(st.integers(0, len(LINES) - 1), max_size=20))
def test_no_word_is_lost_when_many_lines_are_deleted(gone: set[int]) -> None:
    kept = [line for index, line in enumerate(LINES) if index not in gone]

    assert not lost("\n".join(kept))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_word_is_lost_when_sections_move(random: Random) -> None:
    blocks = [block.split("\n") for block in "\n".join(LINES).strip().split("\n\n")]
    moved = blocks.pop(random.randrange(len(blocks)))
    lines = [line for block in blocks for line in [*block, ""]]
    at = random.randrange(len(lines) + 1)

    assert not lost("\n".join([*lines[:at], *moved, *lines[at:]]))


@settings(max_examples=150, deadline=None)
@given(st.randoms(use_true_random=False))
def test_no_word_is_lost_when_lines_are_shuffled(random: Random) -> None:
    lines = [line for line in LINES if line.strip()]
    for _ in range(random.randrange(1, 8)):
        lines.insert(random.randrange(len(lines)), lines.pop())
        random.shuffle(lines[:3])

    assert not lost("\n".join(lines))


@pytest.mark.parametrize("old", ["BR", "IA", "TDM"])
@pytest.mark.parametrize("new", ["XX", "Ba", "br", "[BR]", "Moderator", "Q."])
def test_no_word_is_lost_when_a_label_is_renamed(old: str, new: str) -> None:
    renamed = [re.sub(rf"^{old}(?=\s?:)", new, line) for line in LINES]

    assert not set(lost("\n".join(renamed))) - set(words(new))


@pytest.mark.parametrize(
    "encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_the_encoding_changes_nothing(encoding: str) -> None:
    text = "\n".join(LINES)

    plain, _ = read_transcript(text.encode(), SEED)
    encoded, _ = read_transcript(text.encode(encoding), SEED)

    assert encoded == plain


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_nothing(end: str) -> None:
    plain, _ = read_transcript("\n".join(LINES).encode(), SEED)
    ended, _ = read_transcript(end.join(LINES).encode(), SEED)

    assert ended == plain


def test_windows_1252_is_guessed_and_reported() -> None:
    text = "\n".join(LINES)

    plain, _ = read_transcript(text.encode(), SEED)
    guessed, problems = read_transcript(text.encode("cp1252"), SEED)

    assert guessed == plain
    assert [p.message for p in problems if p.rule == "utf-8"] == [
        "the document is not UTF-8; read as Windows-1252"
    ]
