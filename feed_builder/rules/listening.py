"""What needs text and audio together."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from ..model import Episode
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
    turns = episode.transcript.turns if episode.transcript else ()
    late = [turn for turn in turns if turn.start and turn.start >= episode.duration]
    if late:
        first = late[0]
        assert first.start is not None
        yield Breach(
            message=f"{len(late)} turns of the transcript start after the audio's end "
            f"({clock(episode.duration)}), the first at {clock(first.start)}",
            location=place(episode, "transcript"),
            hint="is this the right audio file, and the right transcript?",
        )


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
