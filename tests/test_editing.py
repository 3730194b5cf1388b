"""Where a command edits an author's YAML, every other byte stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feed_builder.sources.document import read_document
from feed_builder.sources.editing import scalar, with_value, with_values

FACTS: dict[str, str | int] = {"url": "https://a.example/1.mp3", "length": 7}

#: What somebody wrote, and what becomes of it when the facts of its audio are learned.
FILES = {
    "a bare address": (
        "# mine\ntitle: 'Rags'   # short\naudio: https://a.example/1.mp3  # ours\n"
        "guests:\n- Tom\n- {name: Mia,   aliases: [MOB]}\n",
        "# mine\ntitle: 'Rags'   # short\naudio:  # ours\n"
        "  url: https://a.example/1.mp3\n  length: 7\n"
        "guests:\n- Tom\n- {name: Mia,   aliases: [MOB]}\n",
    ),
    "a mapping": (
        "audio:\n    url: https://a.example/1.mp3   # ours\n    # nothing more yet\n\n"
        "title:   Rags\nlong: >-\n  folded\n  text\nnumber: 012\n",
        "audio:\n    url: https://a.example/1.mp3   # ours\n    length: 7\n"
        "    # nothing more yet\n\n"
        "title:   Rags\nlong: >-\n  folded\n  text\nnumber: 012\n",
    ),
    "braces": (
        'audio: {url: "https://a.example/1.mp3" } # ours\n\n\ntitle: Rags',
        "audio: {url: https://a.example/1.mp3, length: 7 } # ours\n\n\ntitle: Rags",
    ),
    "an old length": (
        "audio:\n  length: 3 # bytes\n  url: https://a.example/1.mp3\n",
        "audio:\n  length: 7 # bytes\n  url: https://a.example/1.mp3\n",
    ),
    "no audio, and notes at the end": (
        "title: Rags\nnotes: |\n  One.\n\n  Two.\n",
        "title: Rags\nnotes: |\n  One.\n\n  Two.\n"
        "audio:\n  url: https://a.example/1.mp3\n  length: 7\n",
    ),
    "no newline at the end, a comment after it": (
        "title: Rags # so far",
        "title: Rags # so far\naudio:\n  url: https://a.example/1.mp3\n  length: 7",
    ),
    "nothing behind the colon": (
        "audio:\ntitle: Rags\n",
        "audio:\n  url: https://a.example/1.mp3\n  length: 7\ntitle: Rags\n",
    ),
    "a byte order mark, and Windows's lines": (
        "\ufefftitle: Rags\r\naudio: https://a.example/1.mp3\r\n# end\r\n",
        "\ufefftitle: Rags\r\naudio:\r\n  url: https://a.example/1.mp3\r\n"
        "  length: 7\r\n# end\r\n",
    ),
    "everything in braces": (
        "{title: Rags, audio: {}}\n",
        "{title: Rags, audio: {url: https://a.example/1.mp3, length: 7}}\n",
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_only_what_is_learned_is_written(name: str) -> None:
    before, after = FILES[name]

    written = with_values(before.encode(), "audio", FACTS)

    assert written is not None
    assert written.decode() == after


@pytest.mark.parametrize(
    "text",
    [
        "audio: [1, 2]\n",
        "- a list\n",
        "",
        "title: [\n",
        "title: x\naudio: &a\n  url: u\nother: *a\n",
        "{title: x, audio: u}\n",
        "title: caf\udce9\n",
    ],
)
def test_a_file_that_would_mean_something_else_is_left_alone(text: str) -> None:
    assert with_values(text.encode("utf-8", "surrogateescape"), "audio", FACTS) is None


def test_a_value_in_a_list_is_set() -> None:
    text = b"people:\n  - name: You  # change it\n  - Tom\n"

    written = with_value(text, ("people", 0, "name"), "Nora: Quill")

    assert written == b'people:\n  - name: "Nora: Quill"  # change it\n  - Tom\n'


def test_a_block_of_lines_gives_way_to_one() -> None:
    text = b"title: x\nnotes: |\n  One.\n\n  Two.\nseason: 2\n"

    written = with_value(text, ("notes",), "None")

    assert written == b"title: x\nnotes: None\nseason: 2\n"


@given(st.text())
def test_a_written_value_is_read_as_it_was(value: str) -> None:
    document, problems = read_document(f"k: {scalar(value)}\n".encode(), Path())

    if not problems:  # what XML forbids is reported, and left out
        assert document.value == {"k": value}


_WORDS = st.text("ab:#'\"-[]{}&*!|>%@, \t012", max_size=12)


@given(st.dictionaries(st.sampled_from("abcdef"), _WORDS, min_size=1), _WORDS)
def test_one_value_changes_and_no_other(facts: dict[str, str], new: str) -> None:
    text = "".join(f"{key}: {scalar(value)}  # {key}\n" for key, value in facts.items())

    written = with_value(text.encode(), ("c",), new)

    assert written is not None
    document, _ = read_document(written, Path())
    assert document.value == {**facts, "c": new}
    assert all(f"  # {key}\n" in written.decode() for key in facts)
