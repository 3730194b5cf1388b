"""Portraits of people, and pictures of chapters: in the project, or elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from PIL import Image

from feed_builder import Problem, Project, Report, build
from feed_builder.assembly import assembled
from feed_builder.explanation import explained

from .builders import CASES, EPISODE_YAML, PODCAST_YAML, a_project
from .test_rule_cases import told
from .test_unchanged import files_of, rested

NOW = datetime(2026, 6, 1, tzinfo=UTC)
PODCAST = "https://podcastindex.org/namespace/1.0"
PERSON = f"{{{PODCAST}}}person"
SHOW = PODCAST_YAML.replace("[Nora Quill]", "[{name: Nora Quill, image: nora.jpg}]")
EPISODE = EPISODE_YAML + "guests: [{name: Tom Van Reed, image: faces/tom.png}]\n"


def a_face(
    size: tuple[int, int],
    colour: str = "teal",
    form: str = "JPEG",
    orientation: int = 1,
) -> bytes:
    """A picture with another colour in its lowest third."""
    width, height = size
    picture = Image.new("RGB", size, colour)
    picture.paste("black", (0, height * 2 // 3, width, height))
    exif = Image.Exif()
    exif[0x0112] = orientation
    made = BytesIO()
    picture.save(made, form, exif=exif)
    return made.getvalue()


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A show whose host and whose guest have portraits of their own."""
    return a_project(
        tmp_path,
        {
            "podcast.yaml": SHOW,
            "episodes/001-rag-paper.yaml": EPISODE,
            "nora.jpg": a_face((900, 900)),
            "faces/tom.png": a_face((300, 500), form="PNG"),
        },
    )


def page(project: Project, name: str) -> Any:
    path = project.output / name / "index.html"
    return html.fromstring(path.read_text(encoding="utf-8"))


def faces(project: Project, name: str) -> list[dict[str, str]]:
    """The portraits on a page, and how they are shown."""
    found = page(project, name).xpath("//main//img[@class='face']")
    return [dict(each.attrib) for each in found]


def portraits(project: Project) -> dict[str, tuple[int, int]]:
    """The published portraits by name, and their sizes."""
    sizes = {}
    for path in (project.output / "artwork").glob("*-400.jpg"):
        with Image.open(path) as picture:
            sizes[path.name] = picture.size
    return sizes


def test_a_portrait_is_published_as_a_square(project: Project) -> None:
    build(project, now=NOW)

    assert sorted(portraits(project).values()) == [(300, 300), (400, 400)]


def test_of_an_upright_picture_the_head_is_kept(tmp_path: Path) -> None:
    project = a_project(
        tmp_path, {"podcast.yaml": SHOW, "nora.jpg": a_face((300, 600))}
    )
    build(project, now=NOW)

    (name,) = portraits(project)
    with Image.open(project.output / "artwork" / name) as shown:
        lowest = shown.crop((0, 299, 300, 300)).resize((1, 1)).convert("L")
    assert lowest.tobytes()[0] > 50, "the black third is cut away"


def test_apps_get_its_address(project: Project) -> None:
    build(project, now=NOW)

    feed = etree.parse(project.output / "feed.xml")
    images = [person.get("img") for person in feed.iter(PERSON)]
    published = {f"https://paper.example/artwork/{name}" for name in portraits(project)}
    assert len(images) == 3
    assert set(images) == published


def test_search_engines_and_programs_get_its_address(project: Project) -> None:
    build(project, now=NOW)

    published = {f"https://paper.example/artwork/{name}" for name in portraits(project)}
    facts = json.loads(
        (project.output / "episodes/001-rag-paper/episode.json").read_text()
    )
    assert {person["image"] for person in facts["people"]} == published
    for name, people in (("", 1), ("episodes/001-rag-paper", 2)):
        (script,) = page(project, name).xpath("//script[@type='application/ld+json']")
        data = json.loads(script.text)
        images = {role["actor"]["image"] for role in data.get("actor", ())}
        images |= {role["author"]["image"] for role in data.get("author", ())}
        assert len(images) == people
        assert images <= published


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("", 1),
        ("episodes/001-rag-paper", 2),
        ("people", 2),
        ("people/nora-quill", 1),
        ("people/tom-van-reed", 1),
    ],
)
def test_pages_show_it_at_a_known_size_beside_the_name(
    project: Project, name: str, count: int
) -> None:
    build(project, now=NOW)

    shown = faces(project, name)

    assert len(shown) == count
    for face in shown:
        path = project.output / name / face["src"]
        assert portraits(project)[path.name] == (
            int(face["width"]),
            int(face["height"]),
        )
        assert path.resolve().is_file()
        assert face["alt"] == ""


def test_it_is_explained(project: Project) -> None:
    (episode,) = assembled(project, now=NOW, drafts=False).episodes

    told = {each.field: each.value for each in explained(episode.whole)}
    assert told["hosts"] == f"Nora Quill (host, {project.folder}/nora.jpg)"
    assert told["guests"] == f"Tom Van Reed (guest, {project.folder}/faces/tom.png)"


def test_one_that_lies_elsewhere_is_for_apps_only(tmp_path: Path) -> None:
    address = "https://paper.example/nora.jpg"
    project = a_project(tmp_path, {"podcast.yaml": SHOW.replace("nora.jpg", address)})
    build(project, now=NOW)

    feed = etree.parse(project.output / "feed.xml")
    assert {person.get("img") for person in feed.iter(PERSON)} == {address}
    assert faces(project, "people") == []
    assert page(project, "people").findtext(".//span[@class='initials']") == "NQ"


def test_an_episode_may_have_another_one_of_a_host(tmp_path: Path) -> None:
    hosts = "hosts: {name: Nora Quill, image: mill.jpg}\n"
    project = a_project(
        tmp_path,
        {
            "podcast.yaml": SHOW,
            "episodes/001-rag-paper.yaml": EPISODE_YAML + hosts,
            "nora.jpg": a_face((400, 400)),
            "mill.jpg": a_face((200, 200)),
        },
    )
    build(project, now=NOW)

    (here,), (there,) = (faces(project, n) for n in ("", "episodes/001-rag-paper"))
    assert (here["width"], there["width"]) == ("400", "200")


def test_what_only_an_older_episode_tells_is_on_the_persons_page(
    tmp_path: Path,
) -> None:
    guest = "guests: {name: Tom Van Reed, image: tom.jpg, bio: Tom sorts rags.}\n"
    newer = EPISODE_YAML.replace("03-01", "04-01") + "guests: Tom Van Reed\n"
    project = a_project(
        tmp_path,
        {
            "episodes/001-rag-paper.yaml": EPISODE_YAML + guest,
            "episodes/002-felt.yaml": newer,
            "audio/002-felt.mp3": CASES / "audio" / "cbr.mp3",
            "tom.jpg": a_face((400, 400)),
        },
    )
    build(project, now=NOW)

    assert len(faces(project, "people/tom-van-reed")) == 1
    assert page(project, "people/tom-van-reed").findtext(".//p[@class='lead']") == (
        "Tom sorts rags."
    )


@pytest.mark.parametrize(
    ("name", "page"),
    [("nora.jpg", "people/nora-quill"), ("faces/tom.png", "people/tom-van-reed")],
)
def test_a_new_portrait_changes_what_shows_it_and_an_old_one_nothing(
    project: Project, name: str, page: str
) -> None:
    rested(project.folder)
    build(project, now=NOW)
    (project.output / ".feed-builder/last.json").unlink()  # or nothing is even read
    assert build(project, now=NOW).written == ()
    (project.folder / name).write_bytes(a_face((300, 500), "navy", "PNG"))

    report = build(project, now=NOW)

    first = project.folder / "first"
    fresh = Project(folder=project.folder, cache_folder=project.folder / "none")
    build(fresh, now=NOW, output=first)
    pages = {"episodes/001-rag-paper", "people", page}
    assert {f"{each}/index.html" for each in pages} <= {*report.written}
    assert "feed.xml" in report.written
    assert files_of(first) == files_of(project.output)


CHAPTERS = """\
chapters:
  - {start: 0:00, title: Hello, image: pictures/vat.jpg}
  - {start: 0:00.2, title: Away, image: "https://away.example/far.jpg"}
  - {start: 0:00.4, title: Bare}
"""


def test_the_picture_of_a_chapter_may_lie_in_the_project_too(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {
            "episodes/001-rag-paper.yaml": EPISODE_YAML + CHAPTERS,
            "pictures/vat.jpg": a_face((960, 540)),
        },
    )
    build(project, now=NOW)

    shown = page(project, "episodes/001-rag-paper").xpath(
        "//section[@id='chapters']//img"
    )
    (small,) = (dict(image.attrib) for image in shown)
    assert (small["width"], small["height"], small["alt"]) == ("240", "135", "")
    folder = project.output / "episodes/001-rag-paper"
    with Image.open(folder / small["src"]) as picture:
        assert picture.size == (240, 135)
    chapters = json.loads((folder / "chapters.json").read_text())["chapters"]
    name = Path(small["src"]).name.replace("-240", "")
    assert [chapter.get("img") for chapter in chapters] == [
        f"https://paper.example/artwork/{name}",
        "https://away.example/far.jpg",
        None,
    ]


def test_a_mistake_in_it_is_told_where_it_is_named(tmp_path: Path) -> None:
    episode = EPISODE_YAML + CHAPTERS
    project = a_project(tmp_path, {"episodes/001-rag-paper.yaml": episode})

    problem = _problems(build(project, now=NOW))[-1]

    assert told(problem, tmp_path) == (
        "episodes/001-rag-paper.yaml:5:40: error[artwork-readable] there is no picture "
        "pictures/vat.jpg"
    )


MISTAKES = {
    "missing": (
        "nora.jpg",
        None,
        "podcast.yaml:10:36: error[artwork-readable] there is no picture nora.jpg",
        "give its path from the folder of podcast.yaml, or its full address",
    ),
    "nearly": (
        "artwork.jpg",
        None,
        "podcast.yaml:10:36: error[artwork-readable] there is no picture artwork.jpg",
        "did you mean artwork.png?",
    ),
    "an address": (
        "nora.example/nora.jpg",
        None,
        "podcast.yaml:10:36: error[artwork-readable] there is no picture "
        "nora.example/nora.jpg",
        "did you mean https://nora.example/nora.jpg?",
    ),
    "no picture": (
        "nora.jpg",
        b"GIF89a, not a JPEG",
        "podcast.yaml:10:36: error[artwork-readable] nora.jpg is neither JPEG nor PNG: "
        "it begins like a GIF picture",
        "save it as JPEG or PNG, of at most 3000 × 3000 pixels",
    ),
    "empty": (
        "nora.jpg",
        b"",
        "podcast.yaml:10:36: error[artwork-not-empty] nora.jpg is empty: it has no "
        "bytes at all",
        "export it again, or copy it again",
    ),
    "outside": (
        "../nora.jpg",
        None,
        "podcast.yaml:10:36: error[values-fit] image: '../nora.jpg' leads out of the "
        "project",
        "give a path inside the folder of podcast.yaml",
    ),
    "another scheme": (
        "data:image/png;base64,iVBORw0",
        None,
        "podcast.yaml:10:36: error[values-fit] image: 'data:image/png;base64,iVBORw0' "
        "is not a full address",
        "begin with https://, and write spaces as %20",
    ),
    "no name": (
        "n" * 300,
        None,
        "podcast.yaml:10:36: error[values-fit] image: "
        f"'{'n' * 59}…' is too long for a path",
        "give a path inside the folder of podcast.yaml",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_is_told_where_the_portrait_is_named(
    tmp_path: Path, case: str
) -> None:
    image, data, expected, hint = MISTAKES[case]
    show = SHOW.replace("nora.jpg", f'"{image}"')
    project = a_project(tmp_path, {"podcast.yaml": show, "nora.jpg": data})

    (problem,) = _problems(build(project, now=NOW))

    assert told(problem, tmp_path) == expected
    assert problem.hint == hint
    assert not project.output.exists()


def test_a_link_that_leads_out_of_the_project_is_refused(tmp_path: Path) -> None:
    (tmp_path / "nora.jpg").write_bytes(a_face((400, 400)))
    project = a_project(tmp_path / "show", {"podcast.yaml": SHOW})
    (project.folder / "nora.jpg").symlink_to(tmp_path / "nora.jpg")

    (problem,) = _problems(build(project, now=NOW))

    assert problem.rule == "files-inside"
    assert told(problem, project.folder).startswith("podcast.yaml:10:36: error")


def test_it_is_named_by_other_tools_keys_and_without_a_dash(tmp_path: Path) -> None:
    episode = f"{EPISODE_YAML}guests:\n  name: Tom\n  picture: tom.jpg\n"
    project = a_project(tmp_path, {"episodes/001-rag-paper.yaml": episode})

    problem = _problems(build(project, now=NOW))[-1]

    assert told(problem, tmp_path) == (
        "episodes/001-rag-paper.yaml:6:12: error[artwork-readable] there is no picture "
        "tom.jpg"
    )


def _problems(report: Report) -> list[Problem]:
    return [p for p in report.problems if p.rule != "own-key-names"]
