"""Every key of the reference is turned on, and what it stands for is in the feed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from feed_builder import build
from feed_builder.podcast_spec import CHANNEL, ITEM, LIVE_TAGS, TAGS, tags_in
from feed_builder.sources.document import read_document
from feed_builder.sources.facts import read_episode, read_show
from feed_builder.sources.json_schema import FILES, json_schema
from feed_builder.sources.schema import Entry, EpisodeFile, PodcastFile
from scripts.make_docs import as_yaml, mapping_of

from .builders import EPISODE_YAML, PODCAST_YAML, a_project
from .everything import NAMES, feed_of

NOW = datetime(2026, 6, 1, tzinfo=UTC)

#: A value for each key, the path of its tag, and the text or the attribute there.
SHOW: dict[str, tuple[str, str, str]] = {
    "title": ("Ink", "title", "Ink"),
    "description": ("On ink.", "description", "On ink."),
    "link": ("https://ink.example/", "link", "https://ink.example/"),
    "language": ("de", "language", "de"),
    "feed_url": ("https://f.example/", "atom:link/@href", "https://f.example/"),
    "guid": (TAGS["guid"].example, "podcast:guid", TAGS["guid"].example),
    "author": ("Ada Moss", "itunes:author", "Ada Moss"),
    "owner": ("{email: a@ink.example}", "itunes:owner/itunes:email", "a@ink.example"),
    "categories": ("Education", "itunes:category/@text", "Education"),
    "explicit": ("true", "itunes:explicit", "true"),
    "type": ("serial", "itunes:type", "serial"),
    "copyright": ("Nora Quill", "copyright", "Nora Quill"),
    "locked": ("false", "podcast:locked", "no"),
    "people": ("Ada Moss", "podcast:person", "Ada Moss"),
    "audio_url": (
        "https://a.example/x",
        "item/enclosure/@url",
        "https://a.example/x/001-rag-paper.mp3",
    ),
    "enclosure_prefix": (
        "https://op3.dev/e/",
        "item/enclosure/@url",
        "https://op3.dev/e/paper.example/audio/001-rag-paper.mp3",
    ),
    "itunes_summary": ("Short.", "itunes:summary", "Short."),
    "complete": ("true", "itunes:complete", "Yes"),
    "moved_to": ("https://n.example/", "itunes:new-feed-url", "https://n.example/"),
    "hub": ("https://h.example/", "atom:link[2]/@href", "https://h.example/"),
    "spotify": ("{limit: 10}", "spotify:limit/@recentCount", "10"),
    "medium": ("music", "podcast:medium", "music"),
    "block": ("true", "itunes:block", "Yes"),
    "funding": ("https://m.example/", "podcast:funding/@url", "https://m.example/"),
    "location": ("Glasgow", "podcast:location", "Glasgow"),
    "license": ("cc0-1.0", "podcast:license", "cc0-1.0"),
    "trailer": (TAGS["trailer"].example, "podcast:trailer", "Soon"),
    "value": (
        TAGS["value"].example,
        "podcast:value/podcast:valueRecipient/@split",
        "95",
    ),
    "txt": ("05124", "podcast:txt", "05124"),
    "podcast": ("{podping: true}", "podcast:podping/@usesPodping", "true"),
    "extra": (
        "<itunes:keywords>paper</itunes:keywords>",
        "itunes:keywords",
        "paper",
    ),
}
EPISODE: dict[str, tuple[str, str, str]] = {
    "title": ("Ink", "title", "Ink"),
    "published": ("2026-02-01 18:00", "pubDate", "Sun, 01 Feb 2026 18:00:00 +0000"),
    "updated": (
        "2026-05-01 18:00",
        "../lastBuildDate",
        "Fri, 01 May 2026 17:00:00 +0000",
    ),
    "guid": ("old-17", "guid", "old-17"),
    "summary": ("On ink.", "description", "<p>On ink.</p>"),
    "notes": (
        "'*Ink*'",
        "content:encoded",
        "<p>How rags became paper.</p>\n<p><em>Ink</em></p>",
    ),
    "season": ("2", "itunes:season", "2"),
    "episode": ("3", "itunes:episode", "3"),
    "type": ("bonus", "itunes:episodeType", "bonus"),
    "explicit": ("true", "itunes:explicit", "true"),
    "hosts": ("Ada Moss", "podcast:person", "Ada Moss"),
    "guests": ("Ada Moss", "podcast:person[2]", "Ada Moss"),
    "chapters": ("0:00 Hello", "psc:chapters/psc:chapter/@title", "Hello"),
    "itunes_summary": ("Short.", "itunes:summary", "Short."),
    "block": ("true", "itunes:block", "Yes"),
    "funding": ("https://m.example/", "podcast:funding/@url", "https://m.example/"),
    "location": ("Leith", "podcast:location", "Leith"),
    "license": ("cc0-1.0", "podcast:license", "cc0-1.0"),
    "soundbites": ("0:00.2 0:00.5 Best", "podcast:soundbite", "Best"),
    "value": (TAGS["value"].example, "podcast:value/@method", "keysend"),
    "txt": ("05124", "podcast:txt", "05124"),
    "podcast": (
        "{contentLink: https://v.example/}",
        "podcast:contentLink/@href",
        "https://v.example/",
    ),
    "rss_description": ("'*Ink*'", "description", "<p>Ink</p>"),
    "extra": (
        "<itunes:keywords>paper</itunes:keywords>",
        "itunes:keywords",
        "paper",
    ),
}
#: Keys that say something to us, or of which a file and not a word is in the feed.
NO_WORD_IN_THE_FEED = {
    PodcastFile: {
        "timezone",
        "artwork",
        "sections",
        "full_notes",
        "listen",
        "estimated_captions",
        "directories",
        "strip_tracking",
        "live",
        "stage_directions",
        "feed_page",
        "search",
        "upcoming",
        "sponsors",
        "cards",
        "ignore",
    },
    EpisodeFile: {
        "topics",
        "draft",
        "sponsors",
        "transcript_kind",
        "image",
        "audio",
        "ignore",
    },
}


@pytest.mark.parametrize(
    ("kind", "tags"), [(PodcastFile, SHOW), (EpisodeFile, EPISODE)]
)
def test_every_key_is_tried_or_known_to_be_no_tag(
    kind: type[Entry], tags: dict[str, Any]
) -> None:
    assert tags.keys() | NO_WORD_IN_THE_FEED[kind] == kind.model_fields.keys()


@pytest.mark.parametrize("key", SHOW)
def test_a_key_of_the_show_has_its_tag(tmp_path: Path, key: str) -> None:
    value, path, expected = SHOW[key]

    assert found(tmp_path, f"channel/{path}", with_key(PODCAST_YAML, key, value)) == (
        expected
    )


@pytest.mark.parametrize("key", EPISODE)
def test_a_key_of_an_episode_has_its_tag(tmp_path: Path, key: str) -> None:
    value, path, expected = EPISODE[key]
    episode = with_key(EPISODE_YAML, key, value)

    assert found(tmp_path, f"channel/item/{path}", PODCAST_YAML, episode) == expected


def by_name(parent: str) -> list[str]:
    return [n for n, spec in tags_in(parent).items() if parent not in spec.elsewhere]


@pytest.mark.parametrize("name", by_name(CHANNEL))
def test_a_tag_of_the_show_goes_by_its_own_name(tmp_path: Path, name: str) -> None:
    show = f"{PODCAST_YAML}podcast: {{{name}: {TAGS[name].example}}}\n"

    assert exists(tmp_path, f"channel/podcast:{name}", show)


@pytest.mark.parametrize("name", by_name(ITEM))
def test_a_tag_of_an_episode_goes_by_its_own_name(tmp_path: Path, name: str) -> None:
    episode = f"{EPISODE_YAML}podcast: {{{name}: {TAGS[name].example}}}\n"

    assert exists(tmp_path, f"channel/item/podcast:{name}", PODCAST_YAML, episode)


def found(folder: Path, path: str, *yaml: str) -> str | None:
    path, _, attribute = path.partition("/@")
    element = published(folder, *yaml).find(path, NAMES)
    assert element is not None
    return str(element.get(attribute)) if attribute else element.text


def exists(folder: Path, path: str, *yaml: str) -> bool:
    return published(folder, *yaml).find(path, NAMES) is not None


def published(folder: Path, show: str, episode: str = EPISODE_YAML) -> Any:
    project = a_project(
        folder, {"podcast.yaml": show, "episodes/001-rag-paper.yaml": episode}
    )
    report = build(project, now=NOW)
    assert not report.failed(), report.problems
    return feed_of(project)


def with_key(text: str, key: str, value: str) -> str:
    """The YAML with this key as its only one of that name."""
    kept = [line for line in text.splitlines() if not line.startswith(f"{key}:")]
    return "\n".join([*kept, f"{key}: {value}"]) + "\n"


# The reference itself -----------------------------------------------------------------


def documented() -> list[tuple[type[Entry], str, str, Any]]:
    """Every key of the reference with each of its examples."""
    return [
        (kind, parent, name, example)
        for kind, parent in FILES.values()
        for name, schema in json_schema(kind, parent)["properties"].items()
        for example in schema.get("examples", [None])
    ]


@pytest.mark.parametrize(("kind", "parent", "name", "example"), documented())
def test_every_example_is_one(
    kind: type[Entry], parent: str, name: str, example: Any
) -> None:
    assert example is not None, f"{name} has no example"
    base = PODCAST_YAML if kind is PodcastFile else EPISODE_YAML
    text = with_key(base, name, as_yaml(example))

    assert problems_of(kind, text) == []
    Draft202012Validator(json_schema(kind, parent)).validate(
        read_document(text.encode(), Path())[0].value
    )


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        (entry, name)
        for kind, _ in FILES.values()
        for entry in kind.nested.values()
        for name in entry.model_fields
    ],
)
def test_every_example_within_an_entry_is_one(entry: type[Entry], name: str) -> None:
    examples = entry.model_fields[name].examples
    schema = entry.model_json_schema()

    assert examples
    for example in examples:
        Draft202012Validator(
            {**mapping_of(schema)["properties"][name], "$defs": schema.get("$defs", {})}
        ).validate(example)


@pytest.mark.parametrize("name", [*TAGS, *LIVE_TAGS])
def test_an_editor_takes_the_example_of_every_tag(name: str) -> None:
    podcast = json_schema(PodcastFile, CHANNEL)
    episode = json_schema(EpisodeFile, ITEM)
    definitions = {**episode["$defs"], **podcast["$defs"]}
    spec = (LIVE_TAGS | TAGS)[name]
    key = name if ":" in name else f"{spec.prefix or 'rss'}:{name}"
    if "channel" in spec.elsewhere and key not in definitions:
        return
    one = {"$ref": f"#/$defs/{key}"}
    either = {"anyOf": [one, {"type": "array"}], "$defs": definitions}
    value = read_document(f"x: {spec.example}".encode(), Path())[0].value["x"]

    Draft202012Validator(either).validate(value)


def test_an_editor_is_told_of_a_misspelt_attribute() -> None:
    validator = Draft202012Validator(json_schema(EpisodeFile, ITEM))

    assert not validator.is_valid({"podcast": {"chat": {"sever": "irc.example"}}})
    assert not validator.is_valid({"podcast": {"podroll": []}})


def problems_of(kind: type[Entry], text: str) -> list[str]:
    path = Path("f.yaml")
    if kind is PodcastFile:
        _, problems = read_show(text.encode(), path)
    else:
        _, problems = read_episode(text.encode(), path, "f", None)
    return [p.message for p in problems if p.rule != "dates-have-zones"]
