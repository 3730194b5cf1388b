"""The workflow that `init` writes: its shape, and its shell steps on a real repository.

The actions it uses are GitHub's; what they would hand over is put there by the test.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from feed_builder.cli import run

STEPS = ("Build", "Stay below the gigabyte that Pages ends at", "Keep published.json")
SEE = "See whether anything has changed"


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone of a new show, as GitHub's runner has it; `origin` lies beside it."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    run(["init", "--yes", "-q", str(tmp_path / "author")])
    author = tmp_path / "author"
    git(author, "init", "-q", "-b", "main")
    commit(author, "Begin")
    git(tmp_path, "clone", "-q", "--bare", "author", "origin")
    git(tmp_path, "clone", "-q", "origin", "runner")
    return tmp_path / "runner"


def git(folder: Path, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


def commit(folder: Path, message: str) -> None:
    git(folder, "add", ".")
    who = ("-c", "user.name=Nora Quill", "-c", "user.email=nora@paper.example")
    git(folder, *who, "commit", "-qm", message)


def workflow(show: Path) -> dict[str, Any]:
    text = (show / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    loaded = yaml.load(text, yaml.BaseLoader)  # where `on` is a word
    assert isinstance(loaded, dict)
    return loaded


def steps(show: Path) -> Iterator[dict[str, Any]]:
    for job in workflow(show)["jobs"].values():
        yield from job["steps"]


def step(show: Path, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """One step's shell, run as GitHub runs it: bash, stopping at the first failure."""
    (found,) = (each for each in steps(show) if each.get("name") == name)
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", found["run"]],
        cwd=show,
        env={**os.environ, "PATH": programs, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def seen(show: Path, asked_for: str = "false") -> dict[str, str]:
    """What the step that looks for changes hands on."""
    output = show.parent / "github-output"
    output.write_text("")
    done = step(show, SEE, ASKED_FOR=asked_for, GITHUB_OUTPUT=str(output))
    assert done.returncode == 0, done.stderr
    return dict(line.split("=", 1) for line in output.read_text().splitlines())


def test_it_runs_on_a_push_and_off_the_full_hour(show: Path) -> None:
    when = workflow(show)["on"]

    (schedule,) = when["schedule"]
    minute, *rest = schedule["cron"].split()
    assert 0 < int(minute) < 60
    assert rest == ["*", "*", "*", "*"]
    assert "main" in when["push"]["branches"]
    assert "workflow_dispatch" in when


def test_jobs_hand_on_what_others_ask_for(show: Path) -> None:
    jobs = workflow(show)["jobs"]

    assert list(jobs) == ["check", "build", "publish"]
    assert jobs["publish"]["needs"] == "build"
    handed_on = jobs["build"]["outputs"]
    assert handed_on.keys() == {"changed", "digest"}
    (see,) = (each for each in steps(show) if each.get("id") == "site")
    for name, value in handed_on.items():
        assert value == f"${{{{ steps.site.outputs.{name} }}}}"
        assert f"{name}=" in see["run"]
    assert jobs["publish"]["if"] == "needs.build.outputs.changed == 'true'"


def test_every_step_runs_something_and_no_action_floats(show: Path) -> None:
    for each in steps(show):
        assert ("run" in each) != ("uses" in each)
        if action := each.get("uses"):
            name, _, version = action.partition("@")
            assert name.startswith("actions/")
            assert version.startswith("v")


def test_it_may_write_only_what_it_must(show: Path) -> None:
    all_of_it = workflow(show)
    jobs = all_of_it["jobs"]

    assert all_of_it["permissions"] == {"contents": "read"}
    assert "permissions" not in jobs["check"]
    assert jobs["build"]["permissions"] == {"contents": "write"}
    assert jobs["publish"]["permissions"] == {"pages": "write", "id-token": "write"}


def test_it_says_what_github_does_not_do(show: Path) -> None:
    text = (show / ".github/workflows/publish.yml").read_text(encoding="utf-8")

    assert "sixty days" in text
    assert "1 GB" in text
    assert "audio_url" in text


def test_a_show_that_is_not_live_is_built_and_nothing_is_committed(show: Path) -> None:
    before = git(show, "rev-parse", "HEAD")

    for name in STEPS:
        done = step(show, name)
        assert done.returncode == 0, done.stderr

    assert (show / "output/feed.xml").exists()
    assert git(show, "rev-parse", "HEAD") == before
    assert git(show, "status", "--porcelain") == ""


def test_what_listeners_were_given_is_committed_once(show: Path) -> None:
    podcast = show / "podcast.yaml"
    podcast.write_text(podcast.read_text().replace("# live: true", "live: true"))
    commit(show, "Go live")

    for _ in range(2):
        for name in STEPS:
            done = step(show, name)
            assert done.returncode == 0, done.stdout + done.stderr

    titles = git(show.parent / "origin", "log", "--format=%s", "main").splitlines()
    assert titles == ["Keep what listeners were given", "Go live", "Begin"]
    assert git(show.parent / "origin", "show", "main:published.json").startswith("{")


def test_a_commit_that_came_in_between_is_kept(show: Path) -> None:
    podcast = show / "podcast.yaml"
    podcast.write_text(podcast.read_text().replace("# live: true", "live: true"))
    commit(show, "Go live")
    step(show, "Build")
    author = show.parent / "author"
    (author / "ideas.txt").write_text("An episode about vats\n")
    commit(author, "Have an idea")
    git(author, "push", "-q", "../origin", "main")

    done = step(show, "Keep published.json")

    assert done.returncode == 0, done.stderr
    titles = git(show.parent / "origin", "log", "--format=%s", "main").splitlines()
    assert titles == [
        "Keep what listeners were given",
        "Go live",
        "Have an idea",
        "Begin",
    ]


def test_a_mistake_stops_the_build_at_its_line(show: Path) -> None:
    facts = show / "episodes/000-hello.yaml"
    facts.write_text(facts.read_text().replace("type: trailer", "type: trailor"))

    done = step(show, "Build")

    assert done.returncode == 1
    assert "::error title=feed-builder (" in done.stdout
    assert "file=episodes/000-hello.yaml,line=8" in done.stdout
    assert not (show / "output").exists()


def test_the_check_annotates_what_directories_demand(show: Path) -> None:
    podcast = show / "podcast.yaml"
    podcast.write_text(podcast.read_text().replace("explicit: false", "# explicit"))

    done = step(show, "Check")

    assert done.returncode == 1
    assert done.stdout.startswith("::error title=feed-builder (")


def test_too_much_for_pages_is_not_published(show: Path) -> None:
    (show / "output").mkdir()
    with (show / "output/huge.mp3").open("wb") as file:
        file.truncate(1_100_000_000)  # it takes no space

    done = step(show, "Stay below the gigabyte that Pages ends at")

    assert done.returncode == 1
    assert done.stdout.startswith("::error file=podcast.yaml,")


def test_the_site_is_published_again_only_when_it_has_changed(show: Path) -> None:
    step(show, "Build")
    first = seen(show)
    assert first["changed"] == "true"
    step(show, "Write down what was published", DIGEST=first["digest"])

    step(show, "Build")
    assert seen(show) == {**first, "changed": "false"}
    assert seen(show, asked_for="true") == first  # the button publishes in any case

    facts = show / "episodes/000-hello.yaml"
    facts.write_text(facts.read_text().replace("Hello, and welcome", "Hello again"))
    step(show, "Build")
    later = seen(show)
    assert later["changed"] == "true"
    assert later["digest"] != first["digest"]


def test_every_machine_has_the_same_digest(show: Path) -> None:
    step(show, "Build")
    first = seen(show)
    git(show.parent, "clone", "-q", "origin", "elsewhere")
    elsewhere = show.parent / "elsewhere"

    step(elsewhere, "Build")

    assert seen(elsewhere) == first
