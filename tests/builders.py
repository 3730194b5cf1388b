"""Whole values for tests, each with one thing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile
from zoneinfo import ZoneInfo

from feed_builder.model import (
    Artwork,
    Category,
    Enclosure,
    Episode,
    EpisodeType,
    Owner,
    Person,
    Podcast,
    Show,
    TranscriptKind,
)
from feed_builder.project import Project

SHARED = Path(__file__).parent.parent.parent / "shared"

HOST = Person(name="Nora Quill")
GUEST = Person(name="Tom Van Reed", role="guest")

_SHOW = Show(
    title="Paper & Ink",
    description="Talks about paper.",
    link="https://paper.example/",
    feed_url="https://paper.example/feed.xml",
    guid=UUID("5f1f7d4e-6a2b-5c3d-8e4f-0a1b2c3d4e5f"),
    language="en",
    timezone=ZoneInfo("Europe/London"),
    author="Nora Quill",
    owner=Owner(name="Nora Quill", email="nora@paper.example"),
    categories=(Category(name="Arts", subcategory="Books"),),
    artwork=Artwork(
        path=Path("artwork.png"),
        type="image/png",
        width=3000,
        height=3000,
        digest="0f" * 32,
    ),
    explicit=False,
    people=(HOST,),
)

_EPISODE = Episode(
    slug="001-rag-paper",
    guid="11111111-2222-5333-8444-555555555555",
    title="Rag paper",
    published=datetime(2026, 3, 1, 18, 0, tzinfo=UTC),
    updated=None,
    summary="How rags became paper.",
    notes="",
    season=None,
    number=1,
    type=EpisodeType.FULL,
    explicit=False,
    people=(HOST, GUEST),
    enclosure=Enclosure(
        url="https://paper.example/audio/001-rag-paper.mp3",
        length=123456,
        type="audio/mpeg",
    ),
    duration=timedelta(minutes=12, seconds=34),
    audio=Path("audio/001-rag-paper.mp3"),
    artwork=None,
    chapters=(),
    transcript=None,
    transcript_kind=TranscriptKind.EDITED,
)


def a_show(**changes: Any) -> Show:
    """A complete show."""
    return replace(_SHOW, **changes)


def an_episode(**changes: Any) -> Episode:
    """A complete, public episode."""
    if changes.get("transcript"):
        changes = {"has_document": True, **changes}
    return replace(_EPISODE, **changes)


def a_podcast(*episodes: Episode, **show_changes: Any) -> Podcast:
    """A podcast of these episodes, or of one."""
    return Podcast(show=a_show(**show_changes), episodes=episodes or (an_episode(),))


CASES = Path(__file__).parent / "cases"
TONE = CASES / "audio" / "cbr.mp3"
PODCAST_YAML = """\
title: Paper & Ink
description: Talks about paper.
link: https://paper.example/
language: en
timezone: Europe/London
explicit: false
owner: {email: nora@paper.example}
categories: [Arts > Books]
artwork: artwork.png
people: [Nora Quill]
"""
EPISODE_YAML = """\
title: Rag paper
published: 2026-03-01 18:00
summary: How rags became paper.
"""


def a_project(folder: Path, files: Mapping[str, str | bytes | Path | None]) -> Project:
    """A project in ``folder``: a good show with one episode, and these changes to it.

    A path as content is copied; None leaves a file out.
    """
    everything: dict[str, str | bytes | Path | None] = {
        "podcast.yaml": PODCAST_YAML,
        "artwork.png": CASES / "artwork" / "good.png",
        "episodes/001-rag-paper.yaml": EPISODE_YAML,
        "audio/001-rag-paper.mp3": TONE,
        **files,
    }
    for name, content in everything.items():
        if content is not None:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_bytes(content))
    return Project(folder=folder)


def _bytes(content: str | bytes | Path) -> bytes:
    if isinstance(content, Path):
        return content.read_bytes()
    return content.encode() if isinstance(content, str) else content


def a_word_document(*paragraphs: str) -> bytes:
    """The bytes of a Word document with these paragraphs."""
    namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in paragraphs)
    data = BytesIO()
    with ZipFile(data, "w") as archive:
        archive.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>',
        )
    return data.getvalue()
