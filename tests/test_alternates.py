from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from hashlib import sha384
from pathlib import Path

from feed_builder import Report, build
from feed_builder.problems import Severity

from .builders import EPISODE_YAML, PODCAST_YAML, TONE, a_project
from .everything import NAMES, feed_of
from .feeds import attributes

NOW = datetime(2026, 6, 1, tzinfo=UTC)
OPUS = TONE.with_name("opus.opus")
DIGEST = sha384(OPUS.read_bytes())


def built(folder: Path, tag: str, show: str = PODCAST_YAML) -> Report:
    episode = f"{EPISODE_YAML}podcast: {{alternateEnclosure: {tag}}}\n"
    files: dict[str, str | bytes | Path | None] = {
        "podcast.yaml": show,
        "episodes/001-rag-paper.yaml": episode,
        "audio/low.opus": OPUS,
    }
    return build(a_project(folder, files), now=NOW)


def written(folder: Path) -> list[tuple[str, dict[str, str]]]:
    """The tag that was published, and those within it."""
    root = feed_of(a_project(folder, {}))
    (tag,) = root.iterfind(".//podcast:alternateEnclosure", NAMES)
    return [(str(e.tag).rpartition("}")[2], attributes(e)) for e in tag.iter()]


def test_a_file_of_the_project_is_published_and_told_of_as_it_is(
    tmp_path: Path,
) -> None:
    report = built(tmp_path, "{source: audio/low.opus, title: Small}")

    path = f"audio/001-rag-paper/{DIGEST.hexdigest()[:12]}.opus"
    sri = f"sha384-{b64encode(DIGEST.digest()).decode()}"
    size = str(OPUS.stat().st_size)
    assert report.problems == ()
    assert (tmp_path / "output" / path).read_bytes() == OPUS.read_bytes()
    assert written(tmp_path) == [
        ("alternateEnclosure", {"type": "audio/ogg", "length": size, "title": "Small"}),
        ("source", {"uri": f"https://paper.example/{path}"}),
        ("integrity", {"type": "sri", "value": sri}),
    ]


def test_what_the_author_says_of_it_stays(tmp_path: Path) -> None:
    built(
        tmp_path,
        "{type: audio/opus, source: [audio/low.opus, ipfs://low], "
        "integrity: {type: pgp-signature, value: abc}}",
    )

    (_, told), _, (_, second), (_, integrity) = written(tmp_path)

    assert told["type"] == "audio/opus"
    assert second == {"uri": "ipfs://low"}
    assert integrity == {"type": "pgp-signature", "value": "abc"}


def test_audio_that_is_hosted_elsewhere_is_announced_there(tmp_path: Path) -> None:
    show = f"{PODCAST_YAML}audio_url: https://audio.example/\n"

    report = built(tmp_path, "audio/low.opus", show)

    _, (_, source), _ = written(tmp_path)
    assert source == {"uri": "https://audio.example/low.opus"}
    assert not any(path.endswith(".opus") for path in report.written)


def test_a_file_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    report = built(tmp_path, "audio/lo.opus")

    (problem,) = (p for p in report.problems if p.severity is Severity.ERROR)

    assert (problem.rule, problem.message) == (
        "audio-present",
        "there is no audio file audio/lo.opus",
    )
    assert str(problem.location).endswith("001-rag-paper.yaml:4:31")
