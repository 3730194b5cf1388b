from __future__ import annotations

from pathlib import Path

import pytest

from feed_builder.problems import Location, Problem, Severity
from feed_builder.render.contrast import ENOUGH, contrast_problems, light_colours, ratio

TEMPLATES = Path(__file__).parent.parent / "templates"


BAD = """/* ours:
 --accent: #000 */
:root {
  --accent: light-dark(#fc0, #ff9c7d);
}
"""


def problems_of(folder: Path, css: str) -> list[Problem]:
    """Of the default stylesheet with this one after it."""
    own = folder / "own.css"
    own.write_text(css)
    return list(contrast_problems(iter((TEMPLATES / "style.css", own))))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((0, 0, 0), (255, 255, 255), 21),
        ((119, 119, 119), (255, 255, 255), 4.478),  # the W3C's own example, #777
        ((9, 9, 9), (9, 9, 9), 1),
    ],
)
def test_the_ratio_is_that_of_wcag(
    one: tuple[int, int, int], other: tuple[int, int, int], expected: float
) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.001)


def test_the_default_theme_can_be_read(tmp_path: Path) -> None:
    assert problems_of(tmp_path, "") == []


def test_a_colour_that_cannot_be_read_is_a_problem_with_numbers_and_a_remedy(
    tmp_path: Path,
) -> None:
    here = Location(path=tmp_path / "own.css", line=4)

    problems = problems_of(tmp_path, BAD)

    assert problems[0] == Problem(
        rule="theme-contrast",
        severity=Severity.WARNING,
        message="in light pages --accent #ffcc00 on --paper #fdf7ef has a contrast of "
        "1.42 to 1, and text needs 4.5",
        location=here,
        hint="use #8a6e00, the nearest shade that can be read there",
    )
    assert [problem.location for problem in problems] == [here] * 3


def test_a_show_s_own_colours_win(tmp_path: Path) -> None:
    paths = (tmp_path / "style.css", tmp_path / "own.css")
    paths[0].write_text(":root { --a: #123; --b: light-dark(#fff, #000) }")
    paths[1].write_text(":root { --a: #456 }")

    assert light_colours(paths) == {"a": "#445566", "b": "#ffffff"}


def test_the_remedy_is_enough(tmp_path: Path) -> None:
    (first, *_) = problems_of(tmp_path, ":root { --accent: #f0f }")
    remedy = first.hint.split()[1].rstrip(",")

    left = problems_of(tmp_path, f":root {{ --accent: light-dark({remedy}, #ff9c7d) }}")

    assert ENOUGH == 4.5
    assert not any("--paper" in problem.message for problem in left)


def test_colours_in_words_that_we_cannot_compute_are_let_pass(tmp_path: Path) -> None:
    assert problems_of(tmp_path, ":root { --accent: oklch(60% 0.2 30) }") == []
