from __future__ import annotations

from pathlib import Path

import pytest

from feed_builder.project import EpisodeFiles, Project, find_project

from .builders import a_project


def test_the_files_of_an_episode_share_a_stem(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"episodes/001-rag-paper.txt": "…"})

    files, problems = project.episodes()

    assert problems == ()
    assert files == (
        EpisodeFiles(
            stem="001-rag-paper",
            facts=tmp_path / "episodes" / "001-rag-paper.yaml",
            document=tmp_path / "episodes" / "001-rag-paper.txt",
            audio=tmp_path / "audio" / "001-rag-paper.mp3",
        ),
    )


def test_a_transcript_is_enough_to_make_an_episode(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"episodes/002-x.md": "…"})

    files, _ = project.episodes()

    assert [f.stem for f in files] == ["001-rag-paper", "002-x"]
    assert files[1].facts == tmp_path / "episodes" / "002-x.yaml"


def test_stems_are_compared_as_a_mac_does(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {"episodes/002-Caf\u00e9.txt": "…", "audio/002-cafe\u0301.MP3": b"x"},
    )

    files, problems = project.episodes()

    assert problems == ()
    assert files[1].stem == "002-Caf\u00e9"
    assert files[1].audio == tmp_path / "audio" / "002-cafe\u0301.MP3"


@pytest.mark.parametrize("name", [".DS_Store.txt", "_draft.txt", "README.md", "a.bak"])
def test_other_files_are_no_episodes(tmp_path: Path, name: str) -> None:
    project = a_project(tmp_path, {f"episodes/{name}": "…"})

    assert len(project.episodes()[0]) == 1


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("episodes/001-rag-paper.md", "one-file-of-a-kind"),
        ("episodes/001-rag-paper.yml", "one-file-of-a-kind"),
        ("audio/001-rag-paper.m4a", "one-file-of-a-kind"),
        ("audio/002-alone.mp3", "audio-belongs"),
    ],
)
def test_files_that_are_not_used_are_told(tmp_path: Path, name: str, rule: str) -> None:
    project = a_project(tmp_path, {"episodes/001-rag-paper.txt": "…", name: "…"})

    assert [p.rule for p in project.episodes()[1]] == [rule]


def test_a_project_is_found_from_a_folder_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_project(tmp_path, {})
    monkeypatch.chdir(tmp_path / "episodes")

    found = find_project(Path())

    assert found == Project(folder=Path(".."))


def test_without_a_podcast_yaml_there_is_no_project(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None
