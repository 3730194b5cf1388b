"""What the guide shows works: commands are run, and configurations are parsed."""

from __future__ import annotations

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import crossplane
import pytest
import yaml

from feed_builder import Project, addresses, build, check
from feed_builder.cli import run
from feed_builder.overview import COMMANDS
from feed_builder.problems import Severity

from .builders import TONE
from .test_sample import NOW

REPOSITORY = Path(__file__).parent.parent
GUIDE = REPOSITORY / "docs" / "guide"
PAGES = sorted(GUIDE.glob("*.md"))
BLOCK = re.compile(r"^( *)```(\w+)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
COMMAND = re.compile(r"(?:`|^\$ )feed-builder (?:-C \S+ )?([a-z]+)", re.MULTILINE)
#: Where the guide's show lies.
SHOW = "/srv/paper"


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """Every fenced block in this language, with the page that it stands in."""
    for page in PAGES:
        for indent, found, text in BLOCK.findall(page.read_text(encoding="utf-8")):
            if found == language:
                yield page.name, re.sub(f"^{indent}", "", text, flags=re.MULTILINE)


def named(language: str) -> list[object]:
    found = list(blocks(language))
    assert found, f"the guide shows no {language}"
    return [pytest.param(text, id=page) for page, text in found]


def in_scripts() -> list[object]:
    """Each command of feed-builder in a script, a crontab or a unit."""
    lines = [
        (page, line)
        for language in ("sh", "cron", "ini")
        for page, text in blocks(language)
        for line in text.splitlines()
        if "feed-builder " in line and "rclone" not in line and "rsync" not in line
        if not line.startswith("aws")
    ]
    return [
        pytest.param(line[line.index("feed-builder ") :], id=f"{page}-{number}")
        for number, (page, line) in enumerate(lines)
    ]


@pytest.fixture
def show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample show, as the current folder."""
    for part in ("podcast.yaml", "episodes", "audio", "artwork.png"):
        source = REPOSITORY / part
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / part)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", in_scripts())
def test_every_command_in_a_script_is_understood(command: str, show: Path) -> None:
    _, *arguments = shlex.split(command.replace(SHOW, str(show)))
    if "--online" in arguments:  # who answers at example addresses?
        arguments.append("--help")
    if "--audio-url" in arguments:
        number = arguments.index("--audio-url")
        arguments[number : number + 2] = ["--audio", str(TONE)]

    assert run(arguments) == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_is_named_exists(page: Path) -> None:
    text = page.read_text(encoding="utf-8")

    named = set(COMMAND.findall(text))
    assert named <= COMMANDS.keys()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_page(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_every_page_is_listed() -> None:
    listed = re.findall(r"\]\(([^)]+)", (GUIDE / "README.md").read_text())

    assert {page.name for page in PAGES} - {"README.md"} <= set(listed)


@pytest.mark.parametrize("text", named("yaml"))
def test_yaml_belongs_into_podcast_yaml(text: str, show: Path) -> None:
    podcast = show / "podcast.yaml"
    shown = yaml.safe_load(text)
    entries = re.split(r"^(?=\w)", podcast.read_text(), flags=re.MULTILINE)
    kept = [entry for entry in entries if entry.split(":")[0] not in shown]
    podcast.write_text("".join([*kept, text]))
    (show / "people").mkdir()
    shutil.copy(show / "artwork.png", show / "people/nora.jpg")

    report = check(Project(folder=show), now=NOW, directories=["psp-1"])

    assert [p for p in report.problems if p.severity is Severity.ERROR] == []


@pytest.mark.parametrize("text", named("cron"))
def test_a_line_for_cron_has_five_times_off_the_full_hour(text: str) -> None:
    (line,) = text.splitlines()
    minute, hour, day, month, weekday, command = line.split(maxsplit=5)

    assert 0 < int(minute) < 60
    assert (hour, day, month, weekday) == ("*", "*", "*", "*")
    assert command.startswith("feed-builder ")
    assert "%" not in command  # cron would take it for the end of the line


def test_units_of_systemd_belong_together() -> None:
    service, timer = (_unit(text) for _, text in blocks("ini"))

    assert service["Service"]["Type"] == "oneshot"
    assert service["Service"]["ExecStart"].startswith("/")
    assert service["Service"]["WorkingDirectory"] == SHOW
    assert re.fullmatch(r"\*-\*-\* \*:\d\d:00", timer["Timer"]["OnCalendar"])
    assert timer["Install"]["WantedBy"] == "timers.target"


def _unit(text: str) -> configparser.ConfigParser:
    unit = configparser.ConfigParser(interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]  # keys keep their case
    unit.read_string(text)
    return unit


@pytest.mark.parametrize("text", [text for _, text in blocks("sh") if "output" in text])
def test_uploads_take_two_passes_with_the_feed_in_the_last(text: str) -> None:
    lines = [shlex.split(line) for line in text.splitlines()]
    is_build = [line[:2] == ["feed-builder", "build"] for line in lines]
    first, last = lines[is_build.index(True) + 1 :]

    assert [word for word in first if "feed*.xml" in word]
    assert not [word for word in last if "feed*.xml" in word]
    assert not [word for word in first if word.startswith("--delete")]
    assert [word for word in last if word.startswith("--delete")]
    for line in (first, last):
        assert [word for word in line if ".feed-builder" in word]


#: Types that nginx knows by its own mime.types, of what a show publishes.
KNOWN_TO_NGINX = set(".html .css .js .png .jpg .svg .txt .json .mp3".split())


def test_nginx_knows_what_is_published(tmp_path: Path, show: Path) -> None:
    ((_, text),) = blocks("nginx")
    (tmp_path / "nginx.conf").write_text(f"events {{}}\nhttp {{\n{text}}}\n")

    parsed = crossplane.parse(str(tmp_path / "nginx.conf"), single=True, strict=True)

    # The parser takes the types in a block of them for directives.
    mistakes = [each["error"] for each in parsed["errors"]]
    assert all(re.search(r"\w/[\w-]+\" in", mistake) for mistake in mistakes)
    build(Project(folder=show), now=NOW)
    types = {f".{suffix}" for suffix in re.findall(r"/\S+ +(\w+);", text)}
    patterns = re.findall(r"location ~ (\S+) ", text)
    output = show / "output"
    published = {path for path in output.rglob("*.*") if _served(path)}
    published -= {output / "sitemap.xml"}  # nginx's own text/xml will do
    # Pagefind goes by no type.
    published -= set((output / addresses.SEARCH_INDEX).rglob("*"))
    assert {".vtt", ".srt", ".xml"} <= {path.suffix for path in published}
    for path in published:
        if path.suffix not in KNOWN_TO_NGINX | types:
            address = f"/{path.relative_to(output).as_posix()}"
            assert any(re.search(pattern, address) for pattern in patterns), path


def _served(path: Path) -> bool:
    return path.is_file() and ".feed-builder" not in path.parts


def test_caddy_is_told_of_whatever_it_matches() -> None:
    ((_, text),) = blocks("caddyfile")

    assert text.count("{") == text.count("}")
    matchers = set(re.findall(r"^\t(@\w+) path", text, re.MULTILINE))
    used = set(re.findall(r"^\t(?:header|respond) (@\w+)", text, re.MULTILINE))
    assert matchers == used


def uploads() -> list[object]:
    """The recipes that bring output/ elsewhere with programs of other people."""
    found = [(page, text) for page, text in blocks("sh") if "output" in text]
    return [
        pytest.param(tool, text, id=f"{tool}-{number}")
        for number, (_, text) in enumerate(found)
        for tool in ("rclone", "rsync")
        if f"{tool} " in text
    ]


@pytest.mark.parametrize(("tool", "recipe"), uploads())
def test_an_upload_brings_the_feed_last_and_takes_away_what_is_gone(
    tool: str, recipe: str, show: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    there = tmp_path_factory.mktemp("host")
    site = there / ("www" if tool == "rclone" else "output")
    (site / "gone").mkdir(parents=True)
    (site / "gone/index.html").write_text("an old page")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    remote = {"RCLONE_CONFIG_PAPER_TYPE": "alias", "RCLONE_CONFIG_PAPER_REMOTE": there}
    environment = {**os.environ, **{k: str(v) for k, v in remote.items()}, "PATH": path}

    for line in recipe.replace("paper.example:/srv/paper/", f"{there}/").splitlines():
        subprocess.run(shlex.split(line), check=True, cwd=show, env=environment)
        if "feed*.xml" in line:
            assert (site / "index.html").exists()
            assert (site / "gone/index.html").exists()
            assert not (site / "feed.xml").exists()

    assert listed(site) == listed(show / "output")


def listed(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".feed-builder" not in path.parts
    }
