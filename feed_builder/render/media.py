"""The audio that listeners fetch from the show's own site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from .. import addresses
from ..model import Output, Podcast
from ..traces import state_of
from .key import key


def audio(podcast: Podcast) -> Iterator[Output]:
    """Each episode's audio file, unless it is hosted elsewhere.

    One that is not on this machine is kept as it was published.
    """
    for episode in podcast.episodes:
        path = addresses.below(episode.enclosure.url, podcast.show.link)
        if path is None:
            continue
        if episode.audio is not None:
            # Restored files may share their size and time with what was there before.
            known = key(state_of(episode.audio))
            yield Output(path=path, key=known, source=episode.audio)
        elif episode.audio_is_remembered:
            yield Output(path=path, key="")


def alternates(podcast: Podcast) -> Iterator[Output]:
    """Each other recording of an episode that lies in the project."""
    for episode in podcast.in_full():
        for file in {file.digest: file for file in episode.alternates}.values():
            yield Output(
                path=addresses.alternate(episode.slug, file),
                key=key(file.digest),
                source=file.path,
            )


def former(podcast: Podcast) -> Iterator[Output]:
    """Replaced files that directories may still fetch."""
    for file in podcast.ledger.former_files if podcast.ledger else ():
        yield Output(path=PurePosixPath(file.path), key="")
