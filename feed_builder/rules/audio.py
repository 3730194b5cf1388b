"""What directories ask of the audio that a feed announces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from ..model import Episode, place
from ..timecode import clock
from .breach import Breach, written

#: The types that Apple lists, by the suffix of the address. Apple's own word for M4A
#: is audio/x-m4a and PSP-1's audio/m4a; audio/mp4 is common and works everywhere.
PLAYABLE = {
    ".mp3": ("audio/mpeg",),
    ".m4a": ("audio/x-m4a", "audio/m4a", "audio/mp4"),
    ".m4b": ("audio/x-m4a", "audio/m4a", "audio/mp4"),
    ".mp4": ("video/mp4",),
    ".m4v": ("video/x-m4v", "video/m4v", "video/mp4"),
    ".mov": ("video/quicktime",),
}
_TYPES = frozenset(kind for kinds in PLAYABLE.values() for kind in kinds)
#: In bits a second: speech takes more even at its worst, and video less at its best.
_THINNEST, _FATTEST = 4_000, 50_000_000
LONGEST = timedelta(hours=12)


def audio_playable(episode: Episode) -> Iterator[Breach]:
    """Audio is MP3 or M4A.

    Apple does not list an episode with any other kind, and many apps cannot play it.
    Video in MP4 or QuickTime is taken, too.

    Source: Apple, "Podcast requirements"; Spotify, "Podcast Delivery Specification"
        (as quoted by others); PSP-1, enclosure.
    Good:
        audio/012-rag-paper.mp3
    Bad:
        audio/012-rag-paper.ogg
    """
    if episode.enclosure.type not in _TYPES:
        yield Breach(
            message=f"the audio of {episode.slug} is {episode.enclosure.type}",
            location=place(episode, "enclosure.type", "enclosure"),
            hint=_meant_type(episode) or "export it as MP3 or M4A",
        )


def _meant_type(episode: Episode) -> str:
    """What to write where only the type of playable audio is written wrongly."""
    path = urlsplit(episode.enclosure.url).path
    kinds = PLAYABLE.get(PurePosixPath(unquote(path)).suffix.lower(), ())
    if kinds and "enclosure.type" in episode.origins:
        return f"write `type: {next(iter(kinds))}`, if its address is right"
    return ""


def audio_addresses_named(episode: Episode) -> Iterator[Breach]:
    """An audio address ends in the suffix of its type.

    Apple goes by the suffix: an episode without one is not listed.

    Source: Apple, "A Podcaster's Guide to RSS": enclosure.
    Good:
        audio: {url: "https://audio.example/1.mp3", type: audio/mpeg, …}
    Bad:
        audio: {url: "https://audio.example/play?id=1", type: audio/mpeg, …}
    """
    announced = episode.enclosure
    if not written(episode, "enclosure") or announced.type not in _TYPES:
        return
    suffix = PurePosixPath(unquote(urlsplit(announced.url).path)).suffix.lower()
    if announced.type in PLAYABLE.get(suffix, ()):
        return
    fitting = next(s for s, kinds in PLAYABLE.items() if announced.type in kinds)
    ends = (
        f"ends in {suffix}" if suffix in PLAYABLE else "has no suffix that Apple knows"
    )
    yield Breach(
        message=f"the address of the audio {ends}, but it is {announced.type}",
        location=place(episode, "enclosure.type", "enclosure.url", "enclosure"),
        hint=f"let it end in {fitting}, or correct the type",
    )


def lengths_in_bytes(episode: Episode) -> Iterator[Breach]:
    """The length of audio that lies elsewhere is its size in bytes.

    Apps announce the download by it, and some refuse a file of another size. It is
    often mistaken for the duration, or written in kilobytes.

    Source: Apple, "A Podcaster's Guide to RSS": enclosure; AzuraCast, issue 8594.
    Good:
        audio: {url: "https://…/1.mp3", length: 8731648, duration: "24:15"}
    Bad:
        audio: {url: "https://…/1.mp3", length: 1455, duration: "24:15"}
    """
    seconds = episode.duration.total_seconds()
    if not written(episode, "enclosure") or not seconds:
        return
    bits = 8 * episode.enclosure.length / seconds
    if not _THINNEST <= bits <= _FATTEST:
        yield Breach(
            message=f"{episode.enclosure.length} bytes cannot hold "
            f"{clock(episode.duration)} of audio"
            if bits < _THINNEST
            else f"{episode.enclosure.length} bytes are far too many for "
            f"{clock(episode.duration)} of audio",
            location=place(episode, "enclosure.length", "enclosure"),
            hint="write the file's size in bytes: curl -sI ADDRESS shows it as "
            "Content-Length",
        )


def audio_under_twelve_hours(episode: Episode) -> Iterator[Breach]:
    """An episode is at most twelve hours long.

    Spotify takes no longer ones. Most often it is a file whose recording was never
    stopped.

    Source: Spotify, "Podcast Delivery Specification" 1.10 (as quoted by others).
    Good:
        audio/012-rag-paper.mp3, 48 minutes long
    Bad:
        audio/012-rag-paper.mp3, 13 hours long
    """
    if episode.duration > LONGEST:
        yield Breach(
            message=f"the audio is {clock(episode.duration)} long; "
            "Spotify takes twelve hours",
            location=place(episode, "duration", "enclosure"),
            hint="cut it into parts, or cut off what was recorded by mistake",
        )
