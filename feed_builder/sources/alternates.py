"""Another recording of an episode, kept in the project: its type, length and digest."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import file_digest
from pathlib import Path

from ..model import AlternateFile, FeedTag
from ..problems import Problem, Severity
from .audio import read_audio
from .tag_values import is_address


def local_sources(tags: tuple[FeedTag, ...]) -> Iterator[tuple[str, FeedTag]]:
    """The paths of files of the project that these tags name as sources."""
    for tag in tags:
        for source in tag.children if tag.name == "alternateEnclosure" else ():
            path = source.attribute("uri") if source.name == "source" else None
            if path and not is_address(path):
                yield path, source


def read_alternate(
    folder: Path, source: str, tag: FeedTag
) -> tuple[AlternateFile | None, tuple[Problem, ...]]:
    """The facts of the file, and what is wrong with it; reads the whole of it."""
    path = folder / source
    if not path.is_file():
        return None, (_absent(source, tag),)
    audio, problems = read_audio(path)
    if audio is None:
        return None, problems
    with path.open("rb") as stream:
        digest = file_digest(stream, "sha384").hexdigest()
    file = AlternateFile(
        source=source, path=path, type=audio.type, length=audio.length, digest=digest
    )
    return file, problems


def _absent(source: str, tag: FeedTag) -> Problem:
    return Problem(
        rule="audio-present",
        severity=Severity.ERROR,
        message=f"there is no audio file {source}",
        location=tag.location,
        hint="give its path from the folder of podcast.yaml, or its full address",
    )
