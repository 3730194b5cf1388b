"""Transcripts in further languages, and captions whose times are estimated."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
import webvtt
from lxml import etree, html

from feed_builder import Report, build
from feed_builder.problems import Severity
from feed_builder.project import Project

from .builders import EPISODE_YAML, PODCAST_YAML, TONE, a_project
from .feeds import PODCAST, attributes

NOW = datetime(2026, 6, 1, tzinfo=UTC)
SLUG = "001-rag-paper"
ENGLISH = "Host: Nora Quill\n\nNQ: Hello and welcome.\nNQ: Goodbye.\n"
GERMAN = "Host: Nora Quill\n\nNQ: Hallo und willkommen.\nNQ: Tschüss.\n"
ARABIC = "Host: Nora Quill\n\nNQ: مرحبا.\nNQ: مع السلامة.\n"
SUBTITLES = "WEBVTT\n\n00:00.000 --> 00:00.500\n<v Nora Quill>Bonjour.\n"
VERBATIM = f"transcript_kind: verbatim\n{EPISODE_YAML}"
OPTED_IN = f"{PODCAST_YAML}estimated_captions: true\n"


def built(folder: Path, files: dict[str, str | bytes | Path | None]) -> Report:
    named = {
        name if "/" in name or name == "podcast.yaml" else f"episodes/{name}": content
        for name, content in files.items()
    }
    return build(a_project(folder, named), now=NOW)


def announced(folder: Path) -> list[tuple[str, str, str | None]]:
    """What the feed says of transcripts: file name, language, rel."""
    root = etree.parse(folder / "output" / "feed.xml")
    found = map(attributes, root.iter(PODCAST + "transcript"))
    return [(a["url"].rpartition("/")[2], a["language"], a.get("rel")) for a in found]


def page(folder: Path, name: str = "index.html") -> html.HtmlElement:
    file = folder / "output" / "episodes" / SLUG / name
    return html.document_fromstring(file.read_bytes())


def written(folder: Path, name: str) -> str:
    return (folder / "output" / "episodes" / SLUG / name).read_text("utf-8")


# Translations


def test_a_translation_is_a_further_transcript_and_no_episode(tmp_path: Path) -> None:
    files = {f"{SLUG}.txt": ENGLISH, f"{SLUG}.de.txt": GERMAN}

    report = built(tmp_path, dict(files))

    assert (report.problems, report.episodes) == ((), (SLUG,))
    assert announced(tmp_path) == [
        ("transcript.html", "en", None),
        ("transcript.txt", "en", None),
        ("transcript.de.html", "de", None),
        ("transcript.de.txt", "de", None),
    ]
    assert "Nora Quill: Hallo und willkommen." in written(tmp_path, "transcript.de.txt")


def test_a_translation_with_times_becomes_captions(tmp_path: Path) -> None:
    built(tmp_path, {f"{SLUG}.txt": ENGLISH, f"{SLUG}.fr.vtt": SUBTITLES})

    captions = [entry for entry in announced(tmp_path) if entry[2]]
    assert captions == [
        (f"transcript.fr.{suffix}", "fr", "captions")
        for suffix in ("vtt", "srt", "json")
    ]


def test_the_page_links_to_a_translation_in_its_own_language(tmp_path: Path) -> None:
    built(tmp_path, {f"{SLUG}.txt": ENGLISH, f"{SLUG}.ar.txt": ARABIC})

    (link,) = page(tmp_path).xpath("//*[@aria-label='Translations']//a")

    assert (link.text, attributes(link)) == (
        "العربية",
        {"href": "transcript.ar.html", "hreflang": "ar", "lang": "ar", "dir": "rtl"},
    )


def test_a_translation_is_read_in_its_own_direction(tmp_path: Path) -> None:
    built(tmp_path, {f"{SLUG}.txt": ENGLISH, f"{SLUG}.ar.txt": ARABIC})

    root = page(tmp_path, "transcript.ar.html")

    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


def test_a_document_in_the_shows_language_is_the_original(tmp_path: Path) -> None:
    report = built(tmp_path, {f"{SLUG}.en.txt": ENGLISH, f"{SLUG}.de.txt": GERMAN})

    assert report.problems == ()
    assert [entry[:2] for entry in announced(tmp_path)] == [
        ("transcript.html", "en"),
        ("transcript.txt", "en"),
        ("transcript.de.html", "de"),
        ("transcript.de.txt", "de"),
    ]


def test_a_second_original_is_passed_over(tmp_path: Path) -> None:
    report = built(tmp_path, {f"{SLUG}.txt": ENGLISH, f"{SLUG}.en.txt": ENGLISH})

    assert [(p.rule, p.severity) for p in report.problems] == [
        ("one-file-of-a-kind", Severity.WARNING)
    ]
    assert [entry[0] for entry in announced(tmp_path)] == [
        "transcript.html",
        "transcript.txt",
    ]


def test_an_error_in_a_translation_has_its_place(tmp_path: Path) -> None:
    report = built(tmp_path, {f"{SLUG}.txt": ENGLISH, f"{SLUG}.de.txt": "%PDF-1.7"})

    places = {p.location.path.name for p in report.problems if p.location}
    assert places == {f"{SLUG}.de.txt"}


@pytest.mark.parametrize(
    "name", ["001-rag-paper.5-special", "001-rag-paper.bak", "000-other.de"]
)
def test_what_is_no_translation_is_an_episode(tmp_path: Path, name: str) -> None:
    project = a_project(tmp_path, {f"episodes/{name}.txt": GERMAN})

    files, _ = project.episodes()

    assert {each.stem for each in files} == {SLUG, name}


def test_an_episode_may_be_named_like_a_translation(tmp_path: Path) -> None:
    changes: dict[str, str | bytes | Path | None] = {
        "episodes/001-rag-paper.de.txt": GERMAN,
        "audio/001-rag-paper.de.mp3": TONE,
    }
    files, problems = a_project(tmp_path, changes).episodes()

    assert [each.stem for each in files] == [SLUG, f"{SLUG}.de"]
    assert problems == ()


def test_a_translation_and_audio_are_enough(tmp_path: Path) -> None:
    for folder in ("episodes", "audio"):
        (tmp_path / folder).mkdir()
    (tmp_path / "episodes" / "001.de.txt").write_text(GERMAN)
    (tmp_path / "audio" / "001.mp3").write_bytes(TONE.read_bytes())

    files, problems = Project(folder=tmp_path).episodes()

    assert problems == ()
    (found,) = files
    assert (found.stem, found.document, [tag for tag, _ in found.translations]) == (
        "001",
        None,
        ["de"],
    )


# Estimated captions


def test_times_are_estimated_only_where_the_show_asks_for_it(tmp_path: Path) -> None:
    built(tmp_path, {f"{SLUG}.yaml": VERBATIM, f"{SLUG}.txt": ENGLISH})

    assert [entry[0] for entry in announced(tmp_path)] == [
        "transcript.html",
        "transcript.txt",
    ]


def test_an_edited_transcript_never_has_estimated_times(tmp_path: Path) -> None:
    built(tmp_path, {"podcast.yaml": OPTED_IN, f"{SLUG}.txt": ENGLISH})

    assert {rel for _, _, rel in announced(tmp_path)} == {None}


def test_estimated_captions_say_so_wherever_they_go(tmp_path: Path) -> None:
    files = {"podcast.yaml": OPTED_IN, f"{SLUG}.yaml": VERBATIM, f"{SLUG}.txt": ENGLISH}

    built(tmp_path, dict(files))

    assert [entry[0] for entry in announced(tmp_path) if entry[2]] == [
        "transcript.vtt",
        "transcript.srt",
        "transcript.json",
    ]
    assert written(tmp_path, "transcript.vtt").startswith(
        "WEBVTT\n\nNOTE Times are estimated from the number of words.\n\n00:00:00.000"
    )
    assert "\n[Times are estimated]\n" in written(tmp_path, "transcript.srt")
    assert json.loads(written(tmp_path, "transcript.json"))["estimated"] is True
    assert "are estimated" in page(tmp_path).text_content()
    assert page(tmp_path).xpath("//*[@id='transcript']//*[@data-t]") == []


def test_estimated_captions_are_read_by_others(tmp_path: Path) -> None:
    files = {"podcast.yaml": OPTED_IN, f"{SLUG}.yaml": VERBATIM, f"{SLUG}.txt": ENGLISH}
    built(tmp_path, dict(files))

    read = webvtt.from_buffer(StringIO(written(tmp_path, "transcript.vtt")))

    assert [caption.text for caption in read.captions] == [
        "Hello and welcome.",
        "Goodbye.",
    ]


def test_real_times_are_not_called_estimated(tmp_path: Path) -> None:
    built(tmp_path, {"podcast.yaml": OPTED_IN, f"{SLUG}.vtt": SUBTITLES})

    assert "NOTE" not in written(tmp_path, "transcript.vtt")
    assert "estimated" not in written(tmp_path, "transcript.json")
    assert "estimated" not in page(tmp_path).text_content()
