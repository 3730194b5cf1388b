from __future__ import annotations

import json
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from feed_builder import build, check
from feed_builder.cli import run
from feed_builder.problems import CannotRunError, Location, Problem, Severity
from feed_builder.project import EpisodeFiles, Project, find_project

from .builders import CASES, EPISODE_YAML, TONE, a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)


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


#: Names as bytes, and how they are told.
ILLEGIBLE = {
    b"episodes/a\xff\xfe.yaml": r"a\xff\xfe.yaml",
    b"episodes/a\xff\xfe.txt": r"a\xff\xfe.txt",
    b"episodes/001-rag-paper.de\xe9.txt": r"001-rag-paper.de\xe9.txt",
    b"episodes/two\nlines.yaml": r"two\nlines.yaml",
    b"audio/\x1b[31mred.mp3": r"\x1b[31mred.mp3",
    "audio/a\u2028b.mp3".encode(): r"a\u2028b.mp3",
}
FORMS = ["full", "concise", "json", "github", "sarif"]


@pytest.fixture
def illegible(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a show, where we are, with one episode and illegible names."""
    a_project(tmp_path, {"episodes/002-e\u0301te\u0301 \u2764\ufe0f.txt": "NQ: Hi.\n"})
    shutil.copy(TONE, tmp_path / "audio/002-\u00e9t\u00e9 \u2764\ufe0f.mp3")
    monkeypatch.chdir(tmp_path)
    try:
        for name in ILLEGIBLE:
            Path(os.fsdecode(name)).write_bytes(EPISODE_YAML.encode())
    except OSError:
        pytest.skip("a disk that takes any name")
    return tmp_path


def test_a_file_whose_name_is_no_line_of_text_is_one_problem(illegible: Path) -> None:
    project = Project(folder=illegible)

    files, problems = project.episodes()

    stems = [each.stem for each in files]
    assert stems == ["001-rag-paper", "002-\u00e9t\u00e9 \u2764\ufe0f"]
    assert {p.message.partition(" was passed over")[0] for p in problems} == {
        *ILLEGIBLE.values()
    }
    assert len(problems) == len(ILLEGIBLE)
    told = [p for p in build(project, now=NOW).problems if p in problems]
    assert len(told) == len(problems)


@pytest.mark.parametrize("name", ["a\nb.txt", "caf\udce9.html", "d\udce9/a.svg"])
def test_an_illegible_name_among_templates_is_one_problem(
    tmp_path: Path, name: str
) -> None:
    project = a_project(tmp_path, {"templates/own.css": "a {}"})
    path = tmp_path / "templates" / name
    try:
        path.parent.mkdir(exist_ok=True)
        path.write_text("")
        path.with_stem(f"{path.stem}-").write_text("")
    except OSError:
        pytest.skip("a disk that takes any name")
    if not path.parent.samefile(tmp_path / "templates"):
        path = path.parent

    problems = build(project, now=NOW).problems

    told = [p for p in problems if p.location == Location(path=path)]
    assert [p.rule for p in told] == ["file-names-legible"]
    assert not project.output.exists()


@pytest.mark.parametrize("form", FORMS)
def test_an_illegible_name_is_told_in_any_form(
    illegible: Path, capsysbinary: pytest.CaptureFixture[bytes], form: str
) -> None:
    assert run(["check", "-v", "--format", form]) == 1

    told = capsysbinary.readouterr().out.decode()
    assert "two\nlines" not in told
    assert "\x1b[31mred" not in told
    if form == "json":
        paths = {p["path"] for p in json.loads(told)["problems"]}
        assert {r"episodes/a\xff\xfe.yaml", "episodes/two\nlines.yaml"} <= paths
    elif form == "sarif":
        assert '"uri": "episodes/a%FF%FE.yaml"' in told
    else:
        assert told.count(r"episodes/a\xff\xfe.yaml") == 1


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("build", 1),
        ("build --dry-run", 1),
        ("status", 0),
        ("status --format json", 0),
        ("diff --format json", 1),
        ("explain BAD", 2),
        ("explain 001-rag-paper", 0),
        ("transcript episodes/BAD.txt", 0),
        ("transcript episodes/BAD.txt --format json", 0),
        ("tag BAD", 2),
        ("tag 001-rag-paper -o BAD.mp3", 0),
        ("new BAD", 0),
        ("new --transcript episodes/BAD.txt", 2),
        ("accept BAD title", 2),
        ("withdraw BAD", 2),
        ("init BAD", 0),
        ("import BAD.xml", 2),
    ],
)
def test_no_command_fails_at_an_illegible_name(
    illegible: Path, words: str, code: int
) -> None:
    name = os.fsdecode(b"a\xff\xfe")

    assert run([word.replace("BAD", name) for word in words.split()]) == code


def test_a_show_may_lie_in_a_folder_with_an_illegible_name(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("a disk that takes any name")
    project = a_project(folder, {})

    for _ in range(2):
        assert build(project, now=NOW).problems == ()


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("podcast.yaml", ""),
        ("episodes/001-rag-paper.yaml", ""),
        ("episodes/001-rag-paper.txt", ""),
        ("episodes/001-rag-paper.de.txt", ""),
        ("audio/001-rag-paper.mp3", ""),
        ("artwork.png", ""),
        ("own/own.png", "image: own/own.png"),
        ("more/a.opus", "podcast: {alternateEnclosure: {source: more/a.opus}}"),
        ("templates/humans.txt", ""),
        ("templates/deep/home.html", ""),
    ],
)
def test_a_link_out_of_the_project_is_not_read(
    tmp_path: Path, name: str, more: str
) -> None:
    project = a_project(
        tmp_path / "show",
        {
            "episodes/001-rag-paper.yaml": f"{EPISODE_YAML}{more}\n",
            "own/own.png": CASES / "artwork/good.png",
        },
    )
    link, outside = tmp_path / "show" / name, tmp_path / "secret"
    outside.write_text("NQ: My secret.\nTVR: Mine.\n")
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(outside)

    report = build(project, now=NOW)

    assert [p.rule for p in report.problems if p.rule != "artwork-light"] == [
        "files-inside"
    ]
    (problem,) = report.problems
    assert problem.severity is Severity.ERROR
    assert problem.location == Location(path=link)
    assert str(outside) in problem.message
    assert report.failed()


def test_a_link_within_the_project_is_as_good_as_a_file(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"store/abc": TONE})
    link = tmp_path / "audio" / "001-rag-paper.mp3"
    link.unlink()
    link.symlink_to("../store/abc")

    assert build(project, now=NOW).problems == ()


def test_templates_that_lie_elsewhere_are_told_and_not_used(tmp_path: Path) -> None:
    project = a_project(
        tmp_path / "show", {"templates/_footer.html": '{% include "parts/foot.html" %}'}
    )
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared/foot.html").write_text("foot")
    link = tmp_path / "show/templates/parts"
    link.symlink_to("../../shared")

    for report in (build(project, now=NOW), check(project, now=NOW)):
        (problem,) = (p for p in report.problems if p.rule != "artwork-light")
        assert problem == Problem(
            rule="files-inside",
            severity=Severity.ERROR,
            message=f"parts leads out of the project, to {tmp_path / 'shared'}",
            location=Location(path=link),
            hint="copy the folder there: what is published lies in the project",
        )
    assert not project.output.exists()


def test_templates_may_lie_elsewhere_in_the_project(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {
            "shared/foot.html": "a shared foot",
            "shared/logo.svg": "a logo",
            "templates/_footer.html": '{% include "parts/foot.html" %}',
        },
    )
    (tmp_path / "templates/parts").symlink_to("../shared")

    assert build(project, now=NOW).problems == ()
    assert b"a shared foot" in (project.output / "index.html").read_bytes()
    assert (project.output / "parts/logo.svg").read_bytes() == b"a logo"


def test_the_audio_may_lie_on_another_disk_as_a_whole(tmp_path: Path) -> None:
    project = a_project(tmp_path / "show", {})
    (tmp_path / "show" / "audio").rename(tmp_path / "disk")
    (tmp_path / "show" / "audio").symlink_to(tmp_path / "disk")

    assert build(project, now=NOW).problems == ()


def test_the_episodes_may_not(tmp_path: Path) -> None:
    project = a_project(tmp_path / "show", {})
    (tmp_path / "show" / "episodes").rename(tmp_path / "elsewhere")
    (tmp_path / "show" / "episodes").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(CannotRunError, match="leads out of the project"):
        build(project, now=NOW)


def test_a_project_is_found_from_a_folder_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_project(tmp_path, {})
    monkeypatch.chdir(tmp_path / "episodes")

    found = find_project(Path())

    assert found == Project(folder=Path(".."))


def test_without_a_podcast_yaml_there_is_no_project(tmp_path: Path) -> None:
    assert find_project(tmp_path) is None
