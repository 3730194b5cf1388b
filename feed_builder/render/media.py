"""The audio that listeners fetch from the show's own site."""

from __future__ import annotations

from collections.abc import Iterator

from .. import addresses
from ..model import Output, Podcast
from .key import key


def audio(podcast: Podcast) -> Iterator[Output]:
    """A copy of each episode's audio file, unless it is hosted elsewhere."""
    for episode in podcast.episodes:
        if episode.audio is not None:
            stat = episode.audio.stat()
            yield Output(
                path=addresses.audio(episode.slug, episode.audio.suffix),
                key=key(stat.st_size, stat.st_mtime_ns),
                source=episode.audio,
            )
