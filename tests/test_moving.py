"""The guide to a move works: its commands are run in their order."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import yaml

from feed_builder.cli import FINE, run

from .test_fetching import Host, host  # noqa: F401  # a fixture

PAGE = Path(__file__).parent.parent / "docs" / "guide" / "moving.md"
STEP = re.compile(r"^ *```(console|yaml)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
OLD = "https://old.example/feed.xml"


def steps() -> list[tuple[str, str]]:
    """Each command, and what is written into podcast.yaml between them."""
    found = STEP.findall(PAGE.read_text(encoding="utf-8"))
    return [
        (kind, line.strip().removeprefix("$ "))
        for kind, text in found
        for line in text.splitlines()
    ]


def test_the_guide_to_a_move_is_followed(
    host: Host,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    show = tmp_path / "show" / "podcast.yaml"
    proofs = 0
    for kind, line in steps():
        if kind == "yaml":
            key = line.partition(":")[0]
            lines = show.read_text(encoding="utf-8").splitlines()
            kept = [each for each in lines if not each.startswith(f"{key}:")]
            show.write_text("\n".join([*kept, line]) + "\n", encoding="utf-8")
            continue
        _, *arguments = shlex.split(line.replace(OLD, f"{host.url}feed"))
        if "--online" in arguments:  # who answers at example addresses?
            arguments.append("--help")
        assert run(arguments) == FINE, (line, capsys.readouterr().err)
        told = capsys.readouterr().out
        if "--verify" in arguments:
            proofs += 1
            assert told.splitlines()[-1] == "Listeners would notice nothing."

    assert proofs == 2
    assert (
        yaml.safe_load(show.read_text())["moved_to"] == "https://paper.example/feed.xml"
    )
    feed = (tmp_path / "show" / "output" / "feed.xml").read_text()
    assert ">one</guid>" in feed
    assert f'url="{host.url}a/../../1.mp3"' in feed
    assert (tmp_path / "show" / "audio" / "001-rags.mp3").is_file()


def test_a_lost_host_leaves_a_show_that_can_be_built(
    host: Host,  # noqa: F811
    tmp_path: Path,
) -> None:
    old = tmp_path / "old.xml"
    old.write_bytes(host.files["/feed"])
    run(["import", str(old), str(tmp_path / "show")])
    (path,) = (tmp_path / "show" / "episodes").iterdir()
    text = re.sub(r"^audio:\n(?:  .*\n)+", "", path.read_text(), flags=re.MULTILINE)
    path.write_text(text)
    (tmp_path / "show" / "audio").mkdir()
    audio = tmp_path / "show" / "audio" / "001-rags.mp3"
    audio.write_bytes(host.files["/1.mp3"])
    (tmp_path / "show" / "published.json").unlink()

    assert run(["-C", str(tmp_path / "show"), "build"]) == FINE
    feed = (tmp_path / "show" / "output" / "feed.xml").read_text()
    assert ">one</guid>" in feed
    assert 'url="https://old.example/audio/001-rags.mp3"' in feed
    assert (tmp_path / "show" / "output" / "audio" / audio.name).is_file()
