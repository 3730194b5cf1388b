"""The files that lie beside an episode's page."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Output, Podcast
from . import captions, chapters, episode_file, media, plain_notes


def beside(podcast: Podcast) -> Iterator[Output]:
    """The transcripts, chapters, plain notes, facts and other recordings."""
    yield from captions.transcripts(podcast)
    yield from chapters.chapters(podcast)
    yield from plain_notes.plain_notes(podcast)
    yield from episode_file.episode_files(podcast)
    yield from media.alternates(podcast)
