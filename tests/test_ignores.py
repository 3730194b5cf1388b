"""What an author ignores is silent, unless it would harm those who listen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feed_builder import build, check
from feed_builder.problems import Severity
from feed_builder.rules.book import BOOK, CHAPTERS

from .builders import EPISODE_YAML, PODCAST_YAML, TONE, a_project

NOW = datetime(2026, 6, 1, tzinfo=UTC)
EPISODE = "episodes/001-rag-paper.yaml"
HTTP = "notes: See the [mill](http://mill.example/).\n"
IGNORED = "ignore: {links-are-https: the mill has no certificate}\n"


def broken(folder: Path, files: dict[str, str | bytes | Path | None]) -> list[str]:
    report = check(a_project(folder, files), now=NOW)
    return [problem.rule for problem in report.problems]


def test_an_episode_can_ignore_a_rule_for_itself(tmp_path: Path) -> None:
    files: dict[str, str | bytes | Path | None] = {
        EPISODE: EPISODE_YAML + HTTP + IGNORED,
        "episodes/002.yaml": EPISODE_YAML.replace("-01", "-02") + HTTP,
        "audio/002.mp3": TONE,
    }

    report = check(a_project(tmp_path, files), now=NOW)

    assert [(p.rule, p.location and p.location.path.name) for p in report.problems] == [
        ("links-are-https", "002.yaml")
    ]


def test_the_show_can_ignore_a_rule_for_all(tmp_path: Path) -> None:
    files: dict[str, str | bytes | Path | None] = {
        "podcast.yaml": PODCAST_YAML + IGNORED,
        EPISODE: EPISODE_YAML + HTTP,
    }

    assert broken(tmp_path, files) == []


def test_what_a_directory_demands_can_be_ignored(tmp_path: Path) -> None:
    text = PODCAST_YAML.replace("en\n", "gsw\n", 1)
    text += "ignore: {language-known: we speak Swiss German}\n"

    assert broken(tmp_path, {"podcast.yaml": text}) == []


def test_a_rule_between_episodes_can_be_ignored_in_one_of_them(tmp_path: Path) -> None:
    files: dict[str, str | bytes | Path | None] = {
        "episodes/002.yaml": EPISODE_YAML + "ignore: {dates-differ: a double issue}\n",
        "audio/002.mp3": TONE,
    }

    assert broken(tmp_path, files) == []


def test_what_harms_listeners_is_told_all_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes | Path | None] = {
        EPISODE: EPISODE_YAML + "chapters: [1:00:00 Late]\n"
        "ignore: {chapters-fit: it is so, chapters-enough: one is enough}\n",
    }

    assert broken(tmp_path, files) == ["chapters-fit", "ignores-allowed"]


def test_a_draft_cannot_ignore_what_will_block_it(tmp_path: Path) -> None:
    files: dict[str, str | bytes | Path | None] = {
        EPISODE: EPISODE_YAML.replace("2026", "2099") + "chapters: [1:00:00 Late]\n"
        "ignore: {chapters-fit: it is so, chapters-enough: one is enough}\n",
    }

    assert "chapters-fit" in broken(tmp_path, files)


def test_a_file_that_cannot_be_read_cannot_be_ignored(tmp_path: Path) -> None:
    text = EPISODE_YAML + "sesaon: 1\nignore: {known-keys: it is ours}\n"

    assert broken(tmp_path, {EPISODE: text}) == ["known-keys", "ignores-allowed"]


def test_doubts_about_a_transcript_can_be_ignored(tmp_path: Path) -> None:
    talk = "Host: Nora Quill\nGuest: Tom Van Reed\n\nNQ: Hello.\n"
    text = EPISODE_YAML + "ignore: {hosts-speak: he fell ill}\n"

    assert broken(tmp_path, {EPISODE: text, "episodes/001-rag-paper.txt": talk}) == []


@pytest.mark.parametrize("page", CHAPTERS["What listeners were given"])
def test_what_listeners_were_given_is_never_ignored(
    tmp_path: Path, page: object
) -> None:
    rule = getattr(page, "id", "")
    text = PODCAST_YAML + f"ignore: {{{rule}: it is so}}\n"

    assert broken(tmp_path, {"podcast.yaml": text}) == ["ignores-allowed"]


@pytest.mark.parametrize("page", CHAPTERS["Published addresses"])
def test_what_is_only_asked_online_is_not_in_vain(tmp_path: Path, page: object) -> None:
    rule = getattr(page, "id", "")
    if BOOK[rule].ignorable:
        text = PODCAST_YAML + f"ignore: {{{rule}: it is so}}\n"

        assert broken(tmp_path, {"podcast.yaml": text}) == []


def test_a_misspelt_rule_is_told_the_nearest_one(tmp_path: Path) -> None:
    text = PODCAST_YAML + "ignore: {artwork-lite: it is so}\n"

    (problem,) = check(a_project(tmp_path, {"podcast.yaml": text}), now=NOW).problems

    assert problem.hint == "did you mean 'artwork-light'?"
    assert problem.severity is Severity.WARNING


@pytest.mark.parametrize("written", ["[artwork-light]", "artwork-light", "{x-y: }"])
def test_a_rule_is_ignored_for_a_reason(tmp_path: Path, written: str) -> None:
    text = PODCAST_YAML + f"ignore: {written}\n"

    assert broken(tmp_path, {"podcast.yaml": text}) == ["values-fit"]


def test_an_ignored_warning_does_not_block_a_strict_build(tmp_path: Path) -> None:
    project = a_project(tmp_path, {EPISODE: EPISODE_YAML + HTTP + IGNORED})

    assert build(project, now=NOW, strict=True).written


def test_what_is_missing_is_not_missed_in_a_file_with_mistakes(tmp_path: Path) -> None:
    text = PODCAST_YAML.replace("explicit", "explict").replace("owner", "ownre")

    assert broken(tmp_path, {"podcast.yaml": text}) == ["known-keys", "known-keys"]
