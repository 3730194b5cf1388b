"""What lies below a folder of templates, and links there that must not be followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from feed_builder.links import Below

FILES = (
    "outside/secret.txt",
    "show/.git/config",
    "show/output/index.html",
    "show/shared/deep/logo.svg",
    "show/shared/part.html",
    "show/templates/.icons/a.svg",
    "show/templates/home.html",
    "show/templates/parts/one.html",
)
OWN = [".icons/a.svg", "home.html", "parts/one.html"]


def below(folder: Path, links: dict[str, str]) -> Below:
    """What is found below the templates of a show that has these links, too."""
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    for name, target in links.items():
        (folder / "show" / name).symlink_to(
            target.replace("OUTSIDE", str(folder / "outside"))
        )
    return Below(folder / "show/templates", folder / "show")


FOLLOWED = {
    "to a file": ({"templates/a.html": "../shared/part.html"}, ["a.html"]),
    "to a file, twice": (
        {"templates/a.html": "home.html", "templates/b.html": "home.html"},
        ["a.html", "b.html"],
    ),
    "to a folder": (
        {"templates/a": "../shared"},
        ["a/deep/logo.svg", "a/part.html"],
    ),
    "to a folder beside it": ({"templates/a": "parts"}, ["a/one.html"]),
    "to a hidden folder of the templates": ({"templates/a": ".icons"}, ["a/a.svg"]),
    "behind another one": (
        {"shared/more": "deep", "templates/a": "../shared/more"},
        ["a/logo.svg"],
    ),
    "from a folder behind a link": (
        {"templates/a": "../shared", "shared/own": "../templates/parts"},
        ["a/deep/logo.svg", "a/own/one.html", "a/part.html"],
    ),
}


@pytest.mark.parametrize(("links", "more"), FOLLOWED.values(), ids=FOLLOWED)
def test_a_link_in_the_project_is_as_good_as_what_it_leads_to(
    tmp_path: Path, links: dict[str, str], more: list[str]
) -> None:
    found = below(tmp_path, links)

    assert sorted(found.files) == sorted([*OWN, *more])
    assert found.astray == {}


ASTRAY = {
    "a folder elsewhere": (
        {"templates/a": "OUTSIDE"},
        {"a": "leads out of the project"},
    ),
    "a file elsewhere": (
        {"templates/parts/a": "OUTSIDE/secret.txt"},
        {"parts/a": "leads out of the project"},
    ),
    "elsewhere by way of the project": (
        {"more": "OUTSIDE", "templates/a": "../more"},
        {"a": "leads out of the project"},
    ),
    "elsewhere from a folder behind a link": (
        {"templates/a": "../shared", "shared/deep/b": "OUTSIDE/secret.txt"},
        {"a/deep/b": "leads out of the project"},
    ),
    "itself": ({"templates/parts/a": "."}, {"parts/a": "leads back"}),
    "the project": ({"templates/a": ".."}, {"a": "leads back"}),
    "each other": (
        {"templates/a": "../shared", "shared/b": "../templates"},
        {"a/b": "leads back"},
    ),
    "one folder": (
        {"templates/a": "../shared", "templates/b": "../shared"},
        {"b": "as a does"},
    ),
    "what git keeps": ({"templates/a": "../.git"}, {"a": "which is hidden"}),
    "a file of git": ({"templates/a": "../.git/config"}, {"a": "which is hidden"}),
    "what was published": ({"templates/a": "../output"}, {"a": "a build writes"}),
}


@pytest.mark.parametrize(("links", "told"), ASTRAY.values(), ids=ASTRAY)
def test_a_link_astray_is_told_and_not_followed(
    tmp_path: Path, links: dict[str, str], told: dict[str, str]
) -> None:
    found = below(tmp_path, links)

    assert found.astray.keys() == told.keys()
    for name, (wrong, _) in found.astray.items():
        assert told[name] in wrong
    assert not any(name in found.files for name in told)
    assert not any(
        name.startswith(f"{stray}/") for name in found.files for stray in told
    )


@pytest.mark.parametrize(
    "links",
    [
        {"templates/a": "nowhere"},
        {"templates/a": "a"},
        {"templates/a": "b", "templates/b": "a"},
        {"templates/.venv": "OUTSIDE"},
    ],
)
def test_a_link_to_nowhere_and_one_that_is_hidden_are_passed_over(
    tmp_path: Path, links: dict[str, str]
) -> None:
    found = below(tmp_path, links)

    assert (sorted(found.files), found.astray) == (OWN, {})


def test_the_templates_as_a_whole_may_not_lie_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "show").mkdir()
    (tmp_path / "theme").mkdir()
    (tmp_path / "theme/home.html").write_text("home")
    templates = tmp_path / "show/templates"
    templates.symlink_to(tmp_path / "theme")

    found = Below(templates, tmp_path / "show")

    assert found.files == []
    assert found.astray == {
        "": (
            f"leads out of the project, to {tmp_path / 'theme'}",
            "copy the folder there: what is published lies in the project",
        )
    }


def test_many_links_among_folders_are_soon_followed(tmp_path: Path) -> None:
    store = tmp_path / "templates/.store"
    names = [f"{number:02}" for number in range(20)]
    for name in names:
        (store / name).mkdir(parents=True)
        (store / name / "file").write_text("")
    for one in names:
        for other in names:
            (store / one / f"to-{other}").symlink_to(f"../{other}")

    found = Below(tmp_path / "templates", tmp_path)

    assert len(found.files) < 1_000
