"""The benchmark measures real shows, the same ones for all, and tells it rightly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import feedparser
import pytest

from benchmarks import audio
from benchmarks.__main__ import CONTENDERS, DOCS, main
from benchmarks.contender import SITUATIONS
from benchmarks.measuring import FailedError, Measure, measured
from benchmarks.recordings import LENGTH, SECONDS, cover, recording
from benchmarks.table import BARE, Results, tables, with_tables
from benchmarks.talks import talk
from feed_builder.pipeline import check
from feed_builder.project import Project
from feed_builder.sources.audio import read_audio

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def test_our_show_passes_check_with_nothing_to_say(tmp_path: Path) -> None:
    CONTENDERS["ours"].write(tmp_path, 12)

    report = check(Project(folder=tmp_path), now=NOW)

    assert report.problems == ()
    assert len(report.episodes) == 12


def test_talks_are_always_the_same_and_no_two_alike() -> None:
    numbers = range(1, 2_000)

    assert talk(7) == talk(7)
    assert len({talk(number).title for number in numbers}) == len(numbers)
    assert 12_000 < len(talk(7).document) < 13_000


@pytest.mark.parametrize("number", [1, 2])
def test_recordings_hold_what_real_ones_do(tmp_path: Path, number: int) -> None:
    path = tmp_path / "one.mp3"
    path.write_bytes(recording(talk(number), cover()))

    read, problems = read_audio(path)

    assert read
    assert problems == ()
    assert abs(read.length - LENGTH) < LENGTH / 50
    assert abs(read.duration - timedelta(seconds=SECONDS)) < timedelta(seconds=0.1)
    assert read.tags.title == talk(number).title
    assert [c.title for c in read.chapters] == [t for _, t in talk(number).chapters]
    assert read.cover
    assert read.cover.fits_directories


def test_a_tiny_benchmark_tells_rows_situations_and_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["ours", "hugo", "feedgen"]
    sizes = ["--sizes", "10", "--rounds", "1", "--starts", "1"]
    main([*sizes, "--rows", ",".join(words), "--folder", str(tmp_path)])

    told = capsys.readouterr().out
    assert all(CONTENDERS[word].name in told for word in words)
    assert all(situation in told for situation in SITUATIONS.values())
    assert "feed-builder --help" in told
    ours = (tmp_path / "ours-10" / "output" / "feed.xml").read_text(encoding="utf-8")
    assert f"{talk(5).title}, take 0" in ours
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{word}-10" for word in sorted(words)
    ]


def test_a_cold_build_begins_beside_what_was_built_before(tmp_path: Path) -> None:
    show = tmp_path / "hugo-3"
    CONTENDERS["hugo"].write(show, 3)
    for text in ("first", "second"):
        (show / "public").mkdir()
        (show / "public" / "feed.xml").write_text(text, encoding="utf-8")
        CONTENDERS["hugo"].prepare("cold", show, 3, 0)

    assert not (show / "public").exists()
    aside = tmp_path.glob("discarded/*/public/feed.xml")
    assert sorted(path.read_text(encoding="utf-8") for path in aside) == [
        "first",
        "second",
    ]


@pytest.mark.parametrize("word", ["ours", "hugo"])
def test_a_cold_build_begins_with_the_show_as_it_was_written(
    tmp_path: Path, word: str
) -> None:
    show = tmp_path / f"{word}-3"
    CONTENDERS[word].write(show, 3)
    written = _texts(show)
    for situation in ("transcript", "title", "theme"):
        CONTENDERS[word].prepare(situation, show, 3, 0)
        assert _texts(show) != written
        CONTENDERS[word].prepare("cold", show, 3, 0)
        assert _texts(show) == written


def _texts(show: Path) -> dict[Path, bytes]:
    files = (path for path in show.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


@pytest.mark.parametrize(
    ("other", "site"),
    [("hugo", "public"), ("hugo-body", "public"), ("eleventy", "_site")],
)
def test_others_give_the_same_episodes_as_we_do(
    tmp_path: Path, other: str, site: str
) -> None:
    if missing := CONTENDERS[other].missing:
        pytest.skip(f"needs {missing}")
    told = {}
    for word, feed in (("ours", "output/feed.xml"), (other, f"{site}/feed.xml")):
        folder = tmp_path / word
        CONTENDERS[word].write(folder, 3)
        measured(CONTENDERS[word].command(3), folder)
        entries = feedparser.parse((folder / feed).read_bytes()).entries
        told[word] = [
            (e.title, e.link, e.published_parsed, e.enclosures[0].href) for e in entries
        ]

    assert told[other] == told["ours"]
    assert len(told["ours"]) == 3
    page = next(tmp_path.glob(f"{other}/{site}/episodes/00002-*/index.html"))
    for text in (talk(2).turns[-1][1], talk(2).lessons[0], talk(2).summary):
        assert text[:20] in unescape(page.read_text(encoding="utf-8"))


def test_reading_of_audio_is_measured_by_kind_of_tag(
    capsys: pytest.CaptureFixture[str],
) -> None:
    audio.main(times=1)

    _, _, *rows = capsys.readouterr().out.splitlines()
    assert [row.split(" | ")[0] for row in rows] == [
        "| ID3v2.4",
        "| ID3v2.4 with lyrics",
        "| ID3v2.3",
        "| ID3v2.3 with lyrics",
    ]


def test_a_build_that_fails_is_no_measure(tmp_path: Path) -> None:
    with pytest.raises(FailedError, match="ended with 2"):
        measured(CONTENDERS["ours"].command(1), tmp_path)


RESULTS = Results(ours="ours", yardstick="Hugo", machine="A desk.")
RESULTS.starts.update({BARE: [0.01, 0.02, 0.03], "ours -V": [0.05]})
RESULTS.skipped["Elf"] = "npm's elf"
for size, who, seconds in (
    (10, "ours", (3.0, 1.0, 1.2)),
    (10, "Hugo", (2.0, 2.4, 2.2)),
    (100, "ours", (12.0,)),
    (100, "Hugo", (24.0,)),
):
    for one in seconds:
        RESULTS.add(size, who, "cold", Measure(one, peak=3 << 20))


def test_tables_tell_medians_ratios_growth_and_starts() -> None:
    assert tables(RESULTS) == TOLD


def test_tables_go_between_the_marks_of_the_page() -> None:
    page = DOCS.read_text(encoding="utf-8")

    once = with_tables(page, RESULTS)

    assert TOLD in once
    assert with_tables(once, RESULTS) == once
    with pytest.raises(ValueError, match="marks"):
        with_tables("no marks", RESULTS)


TOLD = """\
| 10 episodes | cold | unchanged | one transcript edited | one title edited \
| theme edited | peak MiB, cold |
| --- | --: | --: | --: | --: | --: | --: |
| ours | 1.20 s (× 0.55) |  |  |  |  | 3 (× 1.00) |
| Hugo | 2.20 s |  |  |  |  | 3 |

| 100 episodes | cold | unchanged | one transcript edited | one title edited \
| theme edited | peak MiB, cold |
| --- | --: | --: | --: | --: | --: | --: |
| ours | 12.0 s (× 0.50) |  |  |  |  | 3 (× 1.00) |
| Hugo | 24.0 s |  |  |  |  | 3 |

From 10 to 100 episodes, a cold build of ours takes 10.0 times as long.

From 10 to 100 episodes, a cold build of Hugo takes 10.9 times as long.

| start | takes | × the interpreter |
| --- | --: | --: |
| `python -c pass` | 20 ms | 1.0 |
| `ours -V` | 50 ms | 2.5 |

Not measured: Elf (npm's elf).

A desk.
"""
