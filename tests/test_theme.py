from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from feed_builder.problems import Location, Problem, Severity
from feed_builder.render.theme import TemplateProblem, Theme
from feed_builder.render.views import MomentView


def a_theme(folder: Path, **templates: str) -> Theme:
    """A theme of one folder; ``home="…"`` becomes home.html."""
    folder.mkdir(exist_ok=True)
    for name, text in templates.items():
        (folder / f"{name}.html").write_text(text)
    return Theme((folder,))


def problem_of(theme: Theme, **values: object) -> Problem:
    with pytest.raises(TemplateProblem) as raised:
        theme.render("home.html", **values)
    return raised.value.problem


def test_a_template_is_rendered_and_what_it_shows_is_escaped(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, home="<p>{{ title }}</p>")

    assert theme.render("home.html", title="<&>") == b"<p>&lt;&amp;&gt;</p>"


def test_a_file_of_the_show_replaces_that_of_the_default_theme(tmp_path: Path) -> None:
    own, default = tmp_path / "own", tmp_path / "default"
    a_theme(default, home='{% include "_a.html" %} and {% include "_b.html" %}')
    a_theme(default, _a="default a", _b="default b")
    a_theme(own, _a="own a")

    assert Theme((own, default)).render("home.html") == b"own a and default b"


def test_a_show_without_templates_has_the_default_theme(tmp_path: Path) -> None:
    a_theme(tmp_path / "default", home="default")

    theme = Theme((tmp_path / "none", tmp_path / "default"))

    assert theme.render("home.html") == b"default"


def test_the_digest_changes_with_any_template(tmp_path: Path) -> None:
    before = a_theme(tmp_path, home="one", _part="two").digest

    assert a_theme(tmp_path, home="one", _part="two").digest == before
    assert a_theme(tmp_path, home="one", _part="three").digest != before


LOADS = {
    "a file that is no template": '{% include "logo.svg" %}',
    "with room around its name": "{%-  include\n'logo.svg'   -%}",
    "a list of files": '{% include ["none.svg", "logo.svg"] ignore missing %}',
    "a name that is worked out": '{% include name ~ ".svg" %}',
    "a name of two parts": '{% include "logo" ".svg" %}',
    "a choice": '{% include "none.svg" if dark else "logo.svg" %}',
    "macros": '{% from "logo.svg" import a as b with context %}',
    "all macros": '{% import "logo.svg" as logo %}',
    "a whole page": '{% extends "./logo.svg" %}',
    "by way of another": '{% include "more.txt" %}',
    "by way of a hidden one": '{% include ".hidden.html" %}',
    "after a broken comment": '{# {% include "a" with #}{% include "logo.svg" %}',
    "what stands behind its own": '{% extends "default/home.html" %}',
}


@pytest.mark.parametrize("text", LOADS.values(), ids=LOADS)
def test_the_digest_changes_with_all_that_templates_load(
    tmp_path: Path, text: str
) -> None:
    default, own = tmp_path / "default", tmp_path / "own"
    a_theme(default, home='{% include "logo.svg" %}')
    a_theme(own, home=text)
    (own / "more.txt").write_text('{% include "logo.svg" %}')
    (own / ".hidden.html").write_text('{% include "logo.svg" %}')
    (own / "logo.svg").write_text("one")
    before = Theme((own, default)).digest

    (own / "logo.svg").write_text("two")

    assert Theme((own, default)).digest != before


def test_the_digest_changes_with_the_default_of_what_a_show_extends(
    tmp_path: Path,
) -> None:
    default, own = tmp_path / "default", tmp_path / "own"
    a_theme(own, home='{% extends "default/home.html" %}')
    a_theme(default, home="one")
    before = Theme((own, default)).digest

    a_theme(default, home="two")

    assert Theme((own, default)).digest != before


@pytest.mark.parametrize("name", ["own.css", "logo.svg", ".hidden.html"])
def test_the_digest_does_not_change_with_what_pages_are_not_made_of(
    tmp_path: Path, name: str
) -> None:
    home = '{% include "_part.html" %}{% include "more.txt" %}'
    before = a_theme(tmp_path, home=home, _part="one").digest

    (tmp_path / name).write_text("{}")

    assert Theme((tmp_path,)).digest == before


def test_what_is_no_template_is_published_and_what_is_hidden_is_not(
    tmp_path: Path,
) -> None:
    for name in ("style.css", ".hidden", "fonts/a.woff2", ".git/config", "home.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")

    assert Theme((tmp_path,)).static == {
        PurePosixPath("fonts/a.woff2"): tmp_path / "fonts" / "a.woff2",
        PurePosixPath("style.css"): tmp_path / "style.css",
    }


def test_a_sound_theme_has_no_problems(tmp_path: Path) -> None:
    assert list(a_theme(tmp_path, home="{{ anything }}").problems()) == []


def test_bad_syntax_is_a_problem_at_its_line(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, home="ok", _part="<p>\n{% if %}\n</p>")

    assert list(theme.problems()) == [
        Problem(
            rule="templates-render",
            severity=Severity.ERROR,
            message="_part.html cannot be rendered: Expected an expression, "
            "got 'end of statement block'",
            location=Location(path=tmp_path / "_part.html", line=2),
            hint="compare it with the template of that name in the default theme",
        )
    ]


def test_templates_of_the_default_theme_are_not_tried_again(tmp_path: Path) -> None:
    default, own = tmp_path / "default", tmp_path / "own"
    a_theme(default, home="{% if %}", _part="{% if %}")
    a_theme(own, home="{% if %}", page="{% if %}")

    problems = Theme((own, default), proven=default).problems()

    places = [problem.location for problem in problems]
    assert places == [
        Location(path=own / "home.html", line=1),
        Location(path=own / "page.html", line=1),
    ]


def test_bytes_that_are_no_text_are_a_problem(tmp_path: Path) -> None:
    (tmp_path / "home.html").write_bytes(b"\xff\xfe\xff")

    (problem,) = Theme((tmp_path,)).problems()

    assert problem.location == Location(path=tmp_path / "home.html")


def test_an_unknown_name_is_a_problem_that_knows_what_was_meant(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, home='<p>\n{% include "_a.html" %}', _a="\n\n{{ titel }}")

    problem = problem_of(theme, title="Rags")

    assert problem == Problem(
        rule="templates-render",
        severity=Severity.ERROR,
        message="home.html cannot be rendered: 'titel' is undefined",
        location=Location(path=tmp_path / "_a.html", line=3),
        hint="did you mean 'title'?",
    )


def test_an_unknown_field_is_a_problem_that_knows_what_was_meant(
    tmp_path: Path,
) -> None:
    theme = a_theme(tmp_path, home="{{ day.txet }}")

    problem = problem_of(theme, day=MomentView(text="1 May 2026", iso="2026-05-01"))

    assert problem.location == Location(path=tmp_path / "home.html", line=1)
    assert problem.hint == "did you mean 'text'?"


def test_a_missing_template_is_a_problem_where_it_is_wanted(tmp_path: Path) -> None:
    theme = a_theme(tmp_path, home='\n{% include "_plyer.html" %}', _player="")

    problem = problem_of(theme)

    assert problem.location == Location(path=tmp_path / "home.html", line=2)
    assert problem.message.endswith("there is no template named '_plyer.html'")
    assert problem.hint == "did you mean '_player.html'?"


def test_any_other_mistake_in_a_template_is_a_problem_too(tmp_path: Path) -> None:
    problem = problem_of(a_theme(tmp_path, home="\n{{ 1 + 'one' }}"))

    assert problem.location == Location(path=tmp_path / "home.html", line=2)


def test_templates_cannot_reach_into_python(tmp_path: Path) -> None:
    problem = problem_of(a_theme(tmp_path, home="{{ ''.__class__.__mro__ }}"))

    assert problem.location == Location(path=tmp_path / "home.html", line=1)


@pytest.mark.parametrize("name", ["secret.txt", "outside/secret.txt", "../secret.txt"])
def test_templates_cannot_reach_out_of_the_project(tmp_path: Path, name: str) -> None:
    theme = tmp_path / "show/templates"
    theme.mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (theme / "secret.txt").symlink_to(tmp_path / "secret.txt")
    (theme / "outside").symlink_to(tmp_path)

    problem = problem_of(a_theme(theme, home=f'{{% include "{name}" %}}'))

    assert problem.message.endswith(f"there is no template named {name!r}")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("./part.html", "part.html"),
        ("parts//a.html", "parts/a.html"),
        (".part.html", ".part.html"),
        ("parts/logo.svg", "parts/logo.svg"),
        ("default/part.html", "part.html"),
    ],
)
def test_a_file_is_included_by_any_of_its_names(
    tmp_path: Path, name: str, file: str
) -> None:
    (tmp_path / "parts").mkdir()
    (tmp_path / file).write_text("a part")

    theme = a_theme(tmp_path, home=f'{{% include "{name}" %}}')

    assert theme.render("home.html") == b"a part"


def test_a_file_of_a_theme_cannot_take_the_place_of_the_feed(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_text("mine")

    (problem,) = Theme((tmp_path,)).problems()

    assert problem.rule == "templates-apart"
