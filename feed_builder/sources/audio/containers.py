"""What kind of audio file it is, told by its first bytes and never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from ...problems import Problem, Severity
from ..media import problem


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of audio file: the type that feeds announce, and the suffixes it goes by.

    ``reader`` is the module and class of mutagen that understand it. Players take files
    of one ``family`` whichever of its suffixes they bear.
    """

    name: str
    type: str
    suffixes: tuple[str, ...]
    family: str
    reader: tuple[str, str]


MP3 = Container("MP3", "audio/mpeg", (".mp3",), "MPEG", ("mutagen.mp3", "MPEGInfo"))
M4A = Container(
    "M4A",
    "audio/x-m4a",  # Apple's word; PSP-1 says audio/m4a
    (".m4a", ".m4b"),
    "MP4",
    ("mutagen.mp4", "MP4"),
)
VIDEO = Container(
    "MP4 video", "video/mp4", (".mp4", ".m4v"), "MP4", ("mutagen.mp4", "MP4")
)
QUICKTIME = Container(
    "QuickTime video", "video/quicktime", (".mov",), "MP4", ("mutagen.mp4", "MP4")
)
VORBIS = Container(
    "Ogg Vorbis",
    "audio/ogg",
    (".ogg", ".oga"),
    "Ogg",
    ("mutagen.oggvorbis", "OggVorbis"),
)
OPUS = Container(
    "Opus",
    "audio/ogg",  # RFC 7845, section 9; there is no container named audio/opus
    (".opus", ".ogg", ".oga"),
    "Ogg",
    ("mutagen.oggopus", "OggOpus"),
)
FLAC = Container("FLAC", "audio/flac", (".flac",), "FLAC", ("mutagen.flac", "FLAC"))
WAV = Container("WAV", "audio/wav", (".wav",), "WAV", ("mutagen.wave", "WAVE"))

_CONTAINERS = (MP3, M4A, VIDEO, QUICKTIME, VORBIS, OPUS, FLAC, WAV)

#: What Apple and Spotify take; another name makes nothing of it playable there.
_PLAYED = frozenset({"MPEG", "MP4"})

#: The first bytes after any ID3v2 tag; an Ogg page has its first packet at byte 28.
_BEGINNINGS: tuple[tuple[re.Pattern[bytes], Container], ...] = tuple(
    (re.compile(beginning, re.DOTALL), container)
    for beginning, container in (
        (rb"....ftyp(?!avif|heic|heix|mif1|msf1)", M4A),
        (rb"....(?:moov|mdat|wide)", M4A),
        (rb"OggS.{24}\x01vorbis", VORBIS),
        (rb"OggS.{24}OpusHead", OPUS),
        (rb"fLaC", FLAC),
        (rb"RIFF....WAVE", WAV),
        (
            rb"\xff[\xe2-\xe5\xf2-\xf5\xfa-\xfd]",
            MP3,
        ),  # FF FE begins a text,
    )
)


def container_of(head: bytes) -> Container | None:
    """The kind of file that begins so, if known; M4A stands for all sorts of MP4."""
    for beginning, container in _BEGINNINGS:
        if beginning.match(head):
            return container
    return None


def mislabelled(path: Path, container: Container) -> Problem | None:
    """What is wrong with the file's suffix: players and servers go by it."""
    suffix = path.suffix.lower()
    if suffix in container.suffixes:
        return None
    promised = next((c for c in _CONTAINERS if suffix in c.suffixes), None)
    says = f"its name says {promised.name}" if promised else "its name does not say so"
    plays = promised is not None and promised.family == container.family
    better = path.with_suffix(container.suffixes[0]).name if path.stem else ""
    return problem(
        path,
        "audio-type-matches",
        Severity.WARNING if plays else Severity.ERROR,
        f"holds {container.name}, but {says}",
        f"rename it to {better}, or export it again as MP3"
        if container.family in _PLAYED
        else "export it again as MP3 or M4A",
    )
