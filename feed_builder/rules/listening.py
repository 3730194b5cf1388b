"""What needs text and audio together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..model import Episode, Transcript
from ..problems import Location
from ..timecode import clock
from .breach import Breach, place


def chapters_fit(episode: Episode) -> Iterator[Breach]:
    """Chapters start inside the episode; else players drop the whole list."""
    for chapter in episode.chapters:
        if chapter.start >= episode.duration:
            yield Breach(
                message=f"chapter {chapter.title!r} starts at {clock(chapter.start)}, "
                f"but the audio is only {clock(episode.duration)} long",
                location=place(episode, "chapters"),
                hint="is this the right audio file?",
            )


def turns_fit(episode: Episode) -> Iterator[Breach]:
    """Times in the transcript lie inside the episode, or captions would never show."""
    for transcript, location in _transcripts(episode):
        starts = (turn.start for turn in transcript.turns if turn.start)
        if late := [start for start in starts if start >= episode.duration]:
            yield Breach(
                message=f"{len(late)} turns of the transcript start after the audio's "
                f"end ({clock(episode.duration)}), the first at {clock(late[0])}",
                location=location,
                hint="is this the right audio file, and the right transcript?",
            )


def _transcripts(episode: Episode) -> Iterator[tuple[Transcript, Location | None]]:
    if episode.transcript:
        yield episode.transcript, place(episode, "transcript")
    for translation in episode.translations:
        yield translation.transcript, Location(path=translation.path)


def soundbites_fit(episode: Episode) -> Iterator[Breach]:
    """Soundbites end before the audio does; apps cannot play the others."""
    for tag in episode.tags:
        if tag.name != "soundbite":
            continue
        seconds = sum(float(tag.attribute(n) or 0) for n in ("startTime", "duration"))
        end = timedelta(seconds=seconds)
        if end > episode.duration:
            yield Breach(
                message=f"a soundbite ends at {clock(end)}, but the audio is only "
                f"{clock(episode.duration)} long",
                location=tag.location,
                hint="write its start, its length and its title: 12:05 0:45 The best",
            )
