"""An audio file in; its type, length, duration, tags and chapters out, as they are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from ...model import Artwork, Audio, AudioFacts, Chapter, Extract
from ...problems import Problem, Severity
from ..artwork import chapter_picture, embedded_artwork
from ..media import Unfit, likeness, opened, problem
from . import mpeg
from .containers import MP3, Container, container_of, mislabelled
from .sound import Sound, sound_of

_HEAD = 4096
#: Chapters after this one go without a picture.
MOST_PICTURES = 100


def read_audio(path: Path) -> tuple[Audio | None, tuple[Problem, ...]]:
    """The facts of one audio file and what is wrong with it; None if it cannot be used.

    Never raises, whatever the file holds.
    """
    try:
        sound, length = _heard(path)
    except Unfit as unfit:
        return None, (unfit.problem(path),)
    cover, faults = _cover(path, sound)
    audio = Audio(
        path=path,
        type=sound.container.type,
        length=length,
        duration=sound.duration,
        tags=sound.tags,
        chapters=tuple(_pictured(path, sound)),
        cover=cover,
    )
    return audio, (*_doubts(path, sound), *faults)


def _pictured(path: Path, sound: Sound) -> Iterator[Chapter]:
    """The chapters with their pictures; one that cannot be shown is left out."""
    for index, chapter in enumerate(sound.chapters):
        data = sound.pictures[index] if index < MOST_PICTURES else None
        inside = PictureInside(path, index)
        picture = chapter_picture(data, path, inside) if data else None
        yield replace(chapter, picture=picture) if picture else chapter


class PictureInside(Extract):
    """The cover of the audio at ``path``, or the picture of a chapter by its index.

    It is taken out when it is published: until then its bytes are not kept.
    """

    __slots__ = ("chapter", "path")

    def __init__(self, path: Path, chapter: int | None = None) -> None:
        self.path = path
        self.chapter = chapter

    def __call__(self) -> bytes:
        """The picture's bytes; none where it is gone meanwhile."""
        sound, _ = _heard(self.path)
        if self.chapter is None:
            return sound.cover or b""
        return sound.pictures[self.chapter] or b""


def read_facts(
    stream: BinaryIO, length: int, path: Path
) -> tuple[AudioFacts | None, tuple[Problem, ...]]:
    """What a feed must announce of an open file of ``length`` bytes.

    ``path`` only names it: it may lie anywhere that can be read and sought.
    """
    try:
        sound = sound_of(container_in(stream), stream, length)
    except Unfit as unfit:
        return None, (unfit.problem(path),)
    kind = sound.container.type
    return AudioFacts(length=length, type=kind, duration=sound.duration), ()


def container_in(stream: BinaryIO) -> Container:
    """The kind of audio in an open file; raises Unfit if it is none that is played."""
    start = mpeg.start_of_sound(stream)
    stream.seek(start)
    head = stream.read(_HEAD)
    if start and len(head) < _HEAD and not head.strip(b"\0"):
        hint = "export it again: nothing stands behind its tags"
        raise Unfit("audio-readable", "holds tags but no sound", hint)
    if known := container_of(head):
        return known
    if like := likeness(head):
        message = f"is not audio that podcast apps play: it begins like {like}"
        hint = "is it the right file? Export it as MP3 or M4A"
        raise Unfit("audio-readable", message, hint)
    return MP3  # its frames may begin anywhere


def _heard(path: Path) -> tuple[Sound, int]:
    with opened(path, "audio") as stream:
        length = os.fstat(stream.fileno()).st_size
        return sound_of(container_in(stream), stream, length), length


def _cover(path: Path, sound: Sound) -> tuple[Artwork | None, tuple[Problem, ...]]:
    if sound.cover is None:
        return None, ()
    return embedded_artwork(sound.cover, path, PictureInside(path))


def _doubts(path: Path, sound: Sound) -> Iterator[Problem]:
    if wrong := mislabelled(path, sound.container):
        yield wrong
    if sound.is_short:
        yield problem(
            path,
            "audio-whole",
            Severity.WARNING,
            "is shorter than it announces: it seems to be cut off",
            "copy or export it again, and wait until that has finished",
        )
    if sound.has_damaged_tags:
        yield problem(
            path,
            "audio-tags-readable",
            Severity.WARNING,
            "has damaged tags, which were left out",
            "write its title and chapters in the episode's YAML, or tag it anew",
        )
    if sound.lost_chapters:
        there = len(sound.chapters) + sound.lost_chapters
        yield problem(
            path,
            "audio-chapters-usable",
            Severity.NOTE,
            f"has {there} chapters, of which {sound.lost_chapters} without a usable "
            "time or title were left out",
            "write the chapters in the episode's YAML, or set them anew",
        )
