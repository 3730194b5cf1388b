from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import feedparser
import pytest
from mutagen.id3 import APIC, CHAP, ID3, TIT2

from feed_builder import Project, Report, build, check
from feed_builder.problems import Location, Severity

from .builders import CASES, EPISODE_YAML, PODCAST_YAML, SHARED, TONE, a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
DOCUMENT = """\
Host: Nora Quill
Guest: Tom Van Reed

NQ: Hello Tom.
TVR: Hello.

Key Lessons
1 - Rags make paper
"""


def built(tmp_path: Path, files: dict[str, str | bytes | Path | None]) -> Report:
    return build(a_project(tmp_path, files), now=NOW)


def titles(folder: Path) -> list[str]:
    return [
        entry.title for entry in feedparser.parse(folder / "output/feed.xml").entries
    ]


def rules(report: Report, severity: Severity = Severity.ERROR) -> list[str]:
    return [p.rule for p in report.problems if p.severity is severity]


def test_a_good_show_is_published_without_a_word(tmp_path: Path) -> None:
    report = built(tmp_path, {})

    assert report.problems == ()
    assert report.episodes == ("001-rag-paper",)
    assert titles(tmp_path) == ["Rag paper"]
    assert {"feed.xml", "index.html", "audio/001-rag-paper.mp3"} <= set(report.written)


def test_a_transcript_with_nothing_beside_it_is_one_problem(tmp_path: Path) -> None:
    report = built(tmp_path, {"episodes/002-stray.txt": DOCUMENT})

    assert [p.rule for p in report.problems] == ["transcript-belongs"]
    assert report.drafts == ()


def test_the_same_files_give_the_same_bytes_on_every_machine(tmp_path: Path) -> None:
    for name in ("one", "two"):
        built(tmp_path / name, {"episodes/001-rag-paper.txt": DOCUMENT})

    one, two = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name / "output").rglob("*")
            if path.is_file()
            and ".feed-builder" not in path.parts
            and "pagefind" not in path.parts  # whose index is another one each time
        }
        for name in ("one", "two")
    )
    assert {p.relative_to("output"): b for p, b in one.items()} == {
        p.relative_to("output"): b for p, b in two.items()
    }


def test_a_second_build_writes_nothing(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"episodes/001-rag-paper.txt": DOCUMENT})
    build(project, now=NOW)
    before = _times(tmp_path / "output")

    report = build(project, now=NOW + timedelta(days=1))

    assert (report.written, report.removed) == ((), ())
    assert before == _times(tmp_path / "output")


def _times(folder: Path) -> dict[Path, int]:
    files = (p for p in folder.rglob("*") if ".feed-builder" not in p.parts)
    return {path: path.stat().st_mtime_ns for path in files}


def test_future_and_draft_episodes_leave_no_trace(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        {
            "episodes/002-later.yaml": "title: Later\npublished: 2099-01-01 18:00",
            "audio/002-later.mp3": TONE,
            "episodes/003-draft.yaml": f"draft: true\n{EPISODE_YAML}",
            "audio/003-draft.mp3": TONE,
        },
    )

    assert [(h.episode, h.until.year) for h in report.held_back] == [
        ("002-later", 2099)
    ]
    assert report.drafts == ("003-draft",)
    written = " ".join(report.written)
    assert "later" not in written
    assert "draft" not in written
    assert titles(tmp_path) == ["Rag paper"]


def test_an_episode_that_becomes_due_is_published_newest_first(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {
            "episodes/002-later.yaml": "title: Later\npublished: 2026-06-02 18:00",
            "audio/002-later.mp3": TONE,
        },
    )
    build(project, now=NOW)

    build(project, now=NOW + timedelta(days=2))

    assert titles(tmp_path) == ["Later", "Rag paper"]


def test_what_goes_out_later_can_be_previewed(tmp_path: Path) -> None:
    later = {
        "podcast.yaml": PODCAST_YAML + "live: true\n",
        "episodes/001-rag-paper.yaml": "title: Later\npublished: 2099-01-01 18:00\n",
    }
    project = a_project(tmp_path, dict(later))

    report = build(project, now=NOW, future=True, drafts=False)

    assert report.episodes == ("001-rag-paper",)
    assert report.held_back == ()
    assert titles(tmp_path) == ["Later"]
    assert not project.ledger.exists()


def test_drafts_can_be_previewed_and_go_again(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"episodes/001-rag-paper.yaml": "title: A draft"})
    build(project, now=NOW, drafts=True)
    assert titles(tmp_path) == ["A draft"]

    build(project, now=NOW)

    assert titles(tmp_path) == []
    assert not (tmp_path / "output/episodes").exists()


def test_a_transcript_and_a_tagged_audio_file_make_an_episode(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        {
            "episodes/002-tagged.txt": DOCUMENT,
            "audio/002-tagged.mp3": TONE.with_name("tags-all-over.mp3"),
        },
    )

    assert not report.failed()
    assert report.drafts == ("002-tagged",)
    (problem,) = (p for p in report.problems if p.rule == "published-present")
    assert problem.severity is Severity.WARNING
    assert problem.hint.startswith(
        "write when it goes out into 002-tagged.yaml, as `published: 2030-01-31 18:00`"
    )


YAML = "episodes/001-rag-paper.yaml"


@pytest.mark.parametrize("renamed", ["audio/001-rag-paper.mp3", YAML])
def test_a_file_that_was_renamed_alone_may_get_its_name_back(
    tmp_path: Path, renamed: str
) -> None:
    place = Path(renamed).with_stem("001-rags")
    content = TONE if place.suffix == ".mp3" else EPISODE_YAML
    talk = {"episodes/001-rag-paper.txt": DOCUMENT}
    report = built(tmp_path, {**talk, renamed: None, str(place): content})

    assert [p.rule for p in report.problems if "the name of" in p.hint] == [
        "audio-belongs" if place.suffix == ".mp3" else "published-present"
    ]
    (missing,) = (p for p in report.problems if p.rule == "audio-present")
    assert missing.location
    assert missing.location.path.suffix == ".yaml"


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"podcast.yaml": PODCAST_YAML.replace("language: en\n", "")}, "required-keys"),
        ({"episodes/001-rag-paper.yaml": "title: [x"}, "yaml-syntax"),
        ({"episodes/001-rag-paper.yaml": "title: x\npublsihed: 1"}, "known-keys"),
        ({"episodes/001-rag-paper.yaml": "- x"}, "yaml-mapping"),
        ({"audio/001-rag-paper.mp3": None}, "audio-present"),
        ({"audio/001-rag-paper.mp3": b"Dear diary, this is text."}, "audio-readable"),
        ({"artwork.png": None}, "artwork-readable"),
        ({"templates/episode.html": "{{ nonsense }}"}, "templates-render"),
        ({"templates/spare.html": "{% if %}"}, "templates-render"),
    ],
)
def test_an_error_leaves_yesterdays_output_whole(
    tmp_path: Path, changes: dict[str, str | bytes | None], rule: str
) -> None:
    built(tmp_path, {})
    feed = tmp_path / "output/feed.xml"
    before = feed.read_bytes()
    for name in changes:
        (tmp_path / name).unlink(missing_ok=True)

    report = built(tmp_path, {"podcast.yaml": PODCAST_YAML, **changes})

    assert rules(report) == [rule]
    assert report.written == ()
    assert feed.read_bytes() == before


def test_an_error_in_what_is_not_public_yet_blocks_nothing(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        {
            "episodes/002-later.yaml": "title: Later\npublished: 2099-01-01 18:00",
            "episodes/003-draft.yaml": "draft: true\nseason: x",
        },
    )

    assert not report.failed()
    assert sorted(rules(report, Severity.WARNING)) == [
        "audio-present",
        "audio-present",
        "values-fit",
    ]
    assert "blocks from 2099-01-01 18:00 on" in report.problems[0].message
    assert titles(tmp_path) == ["Rag paper"]


def test_under_strict_a_warning_blocks(tmp_path: Path) -> None:
    project = a_project(tmp_path, {"audio/stray.mp3": TONE})

    assert build(project, now=NOW, strict=True).written == ()
    assert build(project, now=NOW).written != ()


def test_audio_that_an_episode_names_belongs_to_it(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        {
            "episodes/001-rag-paper.yaml": f"{EPISODE_YAML}audio: audio/rags.mp3\n",
            "audio/001-rag-paper.mp3": None,
            "audio/rags.mp3": TONE,
        },
    )

    assert report.problems == ()


def test_hostile_characters_are_published_harmlessly(tmp_path: Path) -> None:
    title = '<b>Q & A</b> 😀 \x1e "end"'

    report = built(
        tmp_path,
        {
            "episodes/001-rag-paper.yaml": f"{EPISODE_YAML}\n".replace(
                "Rag paper", f"'{title}'"
            )
        },
    )

    assert rules(report, Severity.WARNING) == ["titles-plain", "no-control-characters"]
    feed = (tmp_path / "output/feed.xml").read_bytes()
    assert b"\x1e" not in feed
    page = (tmp_path / "output/episodes/001-rag-paper/index.html").read_text()
    assert "<b>Q" not in page
    assert "&lt;b&gt;Q &amp; A&lt;/b&gt; 😀" in page


def test_a_check_insists_on_what_directories_demand(tmp_path: Path) -> None:
    project = a_project(
        tmp_path, {"podcast.yaml": PODCAST_YAML.replace("[Arts > Books]", "[Art]")}
    )

    assert rules(build(project, now=NOW)) == []
    assert rules(check(project, now=NOW)) == ["categories-known"]
    assert not (tmp_path / "output/.feed-builder/x").exists()


def test_tracking_is_stripped_from_links_where_the_show_says_so(tmp_path: Path) -> None:
    document = f"{DOCUMENT}\nUseful Links\nMill: https://mill.example/?utm_source=x\n"
    files = {"episodes/001-rag-paper.txt": document}

    built(tmp_path / "kept", dict(files))
    strip = {"podcast.yaml": f"{PODCAST_YAML}strip_tracking: true\n"}
    built(tmp_path / "stripped", {**files, **strip})

    kept, stripped = (
        (tmp_path / name / "output/feed.xml").read_text()
        for name in ("kept", "stripped")
    )
    assert "utm_source" in kept
    assert "utm_source" not in stripped
    assert 'href="https://mill.example/"' in stripped


def test_pictures_of_chapters_are_taken_out_of_the_audio(tmp_path: Path) -> None:
    picture = (CASES / "artwork/small.jpg").read_bytes()
    project = a_project(tmp_path, {})
    audio = tmp_path / "audio/001-rag-paper.mp3"
    tags = ID3()
    sub_frames = [TIT2(text="Rags"), APIC(mime="image/jpeg", data=picture)]
    tags.add(CHAP(element_id="c1", start_time=0, sub_frames=sub_frames))
    tags.add(CHAP(element_id="c2", start_time=99, sub_frames=[TIT2(text="End")]))
    tags.save(audio)

    build(project, now=NOW)

    folder = tmp_path / "output/episodes/001-rag-paper"
    chapters = json.loads((folder / "chapters.json").read_text())["chapters"]
    assert [set(chapter) for chapter in chapters] == [
        {"startTime", "title", "img"},
        {"startTime", "title"},
    ]
    path = chapters[0]["img"].removeprefix("https://paper.example/")
    assert (tmp_path / "output" / path).read_bytes() == picture
    assert chapters[0]["img"] in (tmp_path / "output/feed.xml").read_text()


def test_audio_that_is_said_wrongly_is_one_problem(tmp_path: Path) -> None:
    project = a_project(
        tmp_path,
        {
            "episodes/002.yaml": "title: Ink\npublished: 2026-01-01T00:00:00Z\n"
            "audio: https://cdn.example/2.mp3\n"
        },
    )
    assert [p.rule for p in build(project, now=NOW).problems] == ["values-fit"]


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    check(a_project(tmp_path, {}), now=NOW)

    assert not (tmp_path / "output").exists()


def test_the_output_can_lie_elsewhere(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm") if Path("/dev/shm").is_dir() else tmp_path
    output = elsewhere / f"feed-builder-{tmp_path.name}"
    try:
        build(a_project(tmp_path, {}), now=NOW, output=output)
        assert (output / "feed.xml").exists()
        assert not (tmp_path / "output").exists()
    finally:
        import shutil

        shutil.rmtree(output, ignore_errors=True)


def test_two_files_that_would_share_an_address_are_refused(tmp_path: Path) -> None:
    report = built(
        tmp_path,
        {"episodes/001 rag paper.yaml": EPISODE_YAML, "audio/001 rag paper.mp3": TONE},
    )

    assert "unique-slugs" in rules(report)


def test_a_shows_own_template_replaces_one_of_the_themes(tmp_path: Path) -> None:
    built(tmp_path, {"templates/home.html": "<p>{{ show.title }}</p>"})

    assert (tmp_path / "output/index.html").read_text() == "<p>Paper &amp; Ink</p>"


def test_an_edit_of_what_templates_include_remakes_the_pages(tmp_path: Path) -> None:
    footer = '{% include "logo.svg" %}'
    logo = tmp_path / "templates/logo.svg"
    built(tmp_path, {"templates/_footer.html": footer, "templates/logo.svg": "one"})

    logo.write_text("<svg>two</svg>")
    report = build(Project(folder=tmp_path), now=NOW)

    assert {"index.html", "logo.svg"} <= {*report.written}
    assert "<svg>two</svg>" in (tmp_path / "output/index.html").read_text()


def test_the_corpus_of_difficult_audio_never_raises(tmp_path: Path) -> None:
    folder = SHARED / "corpus" / "audio"
    if not folder.is_dir():
        pytest.skip("needs ../shared/corpus/audio")
    files: dict[str, str | bytes | Path | None] = {}
    for audio in folder.iterdir():
        files[f"audio/{audio.name}"] = audio
        facts = f"title: {audio.name}\naudio: audio/{audio.name}"
        files[f"episodes/{audio.stem}.yaml"] = facts

    report = check(a_project(tmp_path, files), now=NOW, drafts=True)

    assert report.failed()


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("base.html", "{% block x %}", 1),
        ("_card.html", "<p>\n{{ episod.title }}", 2),
        ("episode.html", "\n\n{{ episode.titel }}", 3),
    ],
)
def test_a_check_finds_what_a_build_would_find_in_templates(
    tmp_path: Path, name: str, text: str, line: int
) -> None:
    project = a_project(tmp_path, {f"templates/{name}": text})

    (problem,) = check(project, now=NOW).problems

    assert problem.rule == "templates-render"
    assert problem.location == Location(path=tmp_path / "templates" / name, line=line)
    assert rules(build(project, now=NOW)) == ["templates-render"]
    assert not (tmp_path / "output" / "index.html").exists()


def test_colours_that_cannot_be_read_are_found_by_a_check_and_can_be_ignored(
    tmp_path: Path,
) -> None:
    own = {"templates/own.css": ":root { --accent: #ffcc00; }"}
    ignore = f"{PODCAST_YAML}ignore: {{theme-contrast: it is our colour}}\n"

    loud = a_project(tmp_path / "loud", own)
    silent = a_project(tmp_path / "silent", {**own, "podcast.yaml": ignore})

    assert {p.rule for p in check(loud, now=NOW).problems} == {"theme-contrast"}
    assert check(silent, now=NOW).problems == ()
    assert build(silent, now=NOW).problems == ()


REMOTE = """\
title: Wove paper
summary: About wove paper.
published: {date}
audio:
  {{url: https://cdn.example/1.mp3, length: 720501, type: audio/mpeg, duration: 90}}
"""


@pytest.mark.parametrize(
    ("date", "rule", "severity"),
    [
        ("2026-05-01 18:00", "unique-enclosures", Severity.ERROR),
        ("2099-05-01 18:00", "unique-enclosures", Severity.WARNING),
    ],
)
def test_what_a_waiting_episode_will_break_between_the_episodes_is_told_at_once(
    tmp_path: Path, date: str, rule: str, severity: Severity
) -> None:
    project = a_project(
        tmp_path,
        {
            "episodes/002.yaml": REMOTE.format(date="2026-04-01 18:00"),
            "episodes/003.yaml": REMOTE.format(date=date),
        },
    )

    (problem,) = check(project, now=NOW).problems

    assert (problem.rule, problem.severity) == (rule, severity)
    assert str(problem.location).endswith("003.yaml:5:9")
    assert ("(blocks from 2099-05-01 18:00 on)" in problem.message) == (
        severity is Severity.WARNING
    )


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("language: en\n", "", "required-keys"),
        ("language: en\n", "langauge: en\n", "known-keys"),
        ("link: https://", "link: ", "values-fit"),
        ("kind: text", "kind: prose", "values-fit"),
        ("headings: [Film], ", "", "required-keys"),
        ("people: [Nora Quill]", "people: [{nam: Nora Quill}]", "known-keys"),
    ],
)
def test_a_mistake_in_the_show_is_no_mistake_in_its_documents(
    tmp_path: Path, old: str, new: str, rule: str
) -> None:
    text = f"{PODCAST_YAML}sections:\n"
    text += "  - {key: film, title: Film, headings: [Film], kind: text}\n"
    document = "NQ: Hello.\nNQ: Bye.\n\nFilm\nThe Third Man, with music.\n"
    assert old in text
    project = a_project(
        tmp_path,
        {
            "podcast.yaml": text.replace(old, new),
            "episodes/001-rag-paper.txt": document,
        },
    )

    assert [p.rule for p in check(project, now=NOW).problems] == [rule]


def test_a_feed_that_weighs_on_phones_is_told_of_by_build_and_check(
    tmp_path: Path,
) -> None:
    paragraph = "  " + "Rags, and more rags. " * 2_500 + "\n\n"
    notes = f"{EPISODE_YAML}notes: |\n{paragraph * 21}"
    heavy = a_project(tmp_path, {"episodes/001-rag-paper.yaml": notes})
    assert check(heavy, now=NOW).problems == ()
    assert build(heavy, now=NOW, strict=True).failed(strict=True)
    assert not (tmp_path / "output" / "feed.xml").exists()

    (problem,) = build(heavy, now=NOW).problems

    assert problem.rule == "feed-light"
    assert problem.severity is Severity.WARNING
    assert "feed.xml is 1.1 MB" in problem.message
    assert str(problem.location).endswith("podcast.yaml:1:8")
    assert check(heavy, now=NOW).problems == (problem,)

    (tmp_path / "podcast.yaml").write_text(
        f"{PODCAST_YAML}ignore: {{feed-light: so}}\n"
    )
    assert check(heavy, now=NOW).problems == ()
    assert build(heavy, now=NOW).problems == ()


def test_html_in_a_title_is_no_other_title_than_the_tags(tmp_path: Path) -> None:
    title = EPISODE_YAML.replace("Rag paper", "<b>Tags</b> all over")
    audio = TONE.with_name("tags-all-over.mp3")
    project = a_project(
        tmp_path,
        {"episodes/001-rag-paper.yaml": title, "audio/001-rag-paper.mp3": audio},
    )

    found = {problem.rule for problem in check(project, now=NOW).problems}

    assert "titles-plain" in found
    assert "title-tags-agree" not in found


LATER = "title: Straw paper\npublished: 2027-03-01 18:00\nnotes: Hush\n"


@pytest.mark.parametrize("wanted", [True, False])
def test_what_is_coming_up_is_told_by_title_and_date_if_at_all(
    tmp_path: Path, wanted: bool
) -> None:
    project = a_project(
        tmp_path,
        {
            "podcast.yaml": f"{PODCAST_YAML}upcoming: {wanted}\n",
            "episodes/002-straw.yaml": LATER,
            "audio/002-straw.mp3": TONE.with_name("vbr.mp3"),
        },
    )

    build(project, now=NOW)

    pages = [path.read_bytes() for path in project.output.rglob("*.html")]
    home = (project.output / "index.html").read_text()
    assert ("Straw paper" in home, "March 1, 2027" in home) == (wanted, wanted)
    assert sum(b"Straw paper" in page for page in pages) == wanted
    assert not any(b"Hush" in page for page in pages)
    assert not (project.output / "audio/002-straw.mp3").exists()
    assert b"Straw" not in (project.output / "feed.xml").read_bytes()
