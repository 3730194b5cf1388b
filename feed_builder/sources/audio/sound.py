"""Each container as mutagen reads it, and put right where mutagen guesses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from importlib import import_module
from typing import Any, BinaryIO

from ...model import AudioTags, Chapter
from ..media import Unfit
from . import mp4, mpeg, ogg
from .chapters import Mark, chapters_of, id3_marks, nero_marks, vorbis_marks
from .containers import M4A, MP3, OPUS, QUICKTIME, VIDEO, VORBIS, WAV, Container
from .covers import cover_in
from .id3 import id3_tags
from .tags import tags_in

_LONGEST = timedelta(days=30)
_AGAIN = "copy or export it again, and wait until that has finished"
_CUT_OFF = ("is cut off before its end", _AGAIN)
#: From so many bytes on, what a WAV file announces is what programs write to a pipe,
#: which do not know yet how much it will be: ffmpeg 4 GB, SoX a little less than two.
_UNKNOWN = 0x7FFFF000
_WAV_HEADERS = 44


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """What is in the file. ``is_short``: its header announces more than there is.

    ``pictures`` are those of the chapters, one for each.
    """

    container: Container
    duration: timedelta
    tags: AudioTags
    chapters: tuple[Chapter, ...]
    lost_chapters: int
    pictures: tuple[bytes | None, ...] = ()
    cover: bytes | None = None
    is_short: bool = False
    has_damaged_tags: bool = False


def sound_of(container: Container, stream: BinaryIO, length: int) -> Sound:
    """The sound in a file of this kind; raises Unfit if there is none to be had."""
    if container is MP3:
        return _mp3(stream, length)
    if container is M4A:
        return _mp4(stream, length)
    file = _understood(container, stream)
    seconds = _wav_seconds(file.info, length) if container is WAV else file.info.length
    marks = id3_marks if container is WAV else vorbis_marks
    found = marks(file.tags) if file.tags else ()
    is_short = _is_short(container, file.info, stream, length)
    if is_short and seconds <= 0:
        raise Unfit("audio-whole", *_CUT_OFF)
    sound = _sound(container, seconds, file, file.tags, found)
    return replace(sound, is_short=is_short)


def _is_short(container: Container, info: Any, stream: BinaryIO, length: int) -> bool:
    """Whether it ends before its end; of FLAC that cannot be told."""
    if container is WAV:
        announced = info.length * info.bitrate / 8
        return bool(length - _WAV_HEADERS < announced < _UNKNOWN)
    return container in (VORBIS, OPUS) and not ogg.is_whole(stream, length)


def _mp3(stream: BinaryIO, length: int) -> Sound:
    info = _understood(MP3, stream)
    if info.sketchy:
        message = "is not audio: hardly anything in it looks like MP3"
        raise Unfit("audio-readable", message, "is it the right file?")
    seconds, is_short = _mp3_seconds(info, stream, length)
    tags, are_damaged = id3_tags(stream, length)
    sound = _sound(MP3, seconds, info, tags, id3_marks(tags) if tags else ())
    if is_short or are_damaged:
        return replace(sound, is_short=is_short, has_damaged_tags=are_damaged)
    return sound


def _mp3_seconds(info: Any, stream: BinaryIO, length: int) -> tuple[float, bool]:
    """How long an MP3 sounds, and whether it announces more than there is.

    Its header is believed when it agrees with the size: joined files have one that
    speaks of the first part only. Else mutagen guesses from the first frame's bit rate,
    so the frames are counted.
    """
    start, end = info.frame_offset, mpeg.end_of_sound(stream, length)
    announced = mpeg.announced_length(stream, start)
    if announced is None or not info.bitrate_mode:  # UNKNOWN, so its length is a guess
        return mpeg.counted(stream, start, end), False
    surplus = end - start - announced
    tolerance = max(2048, announced // 100)  # a frame or two, and unknown tags behind
    if surplus > tolerance:
        return mpeg.counted(stream, start, end), False
    return info.length, surplus < -tolerance


def _mp4(stream: BinaryIO, length: int) -> Sound:
    film = mp4.movie(stream, length)
    if film.is_short:
        raise Unfit("audio-whole", *_CUT_OFF)
    if film.tracks and not film.has_sound:
        hint = "export it again, with its sound"
        raise Unfit("audio-readable", "is a video without sound", hint)
    file = _understood(M4A, stream)
    container = M4A
    if film.has_film:
        container = QUICKTIME if film.brand == b"qt  " else VIDEO
    marks = _fuller(nero_marks(file.chapters), mp4.chapter_marks(stream, film))
    return _sound(container, file.info.length, file, file.tags, marks)


def _fuller(nero: Iterable[Mark], quicktime: Iterable[Mark]) -> tuple[Mark, ...]:
    """Nero's list, unless it lacks some: 255 is its limit, but its times are exact.

    In a chapter track the first begins at 0, whatever ffmpeg was told.
    """
    exact, whole = tuple(nero), tuple(quicktime)
    return exact if len(exact) >= len(whole) else whole


def _wav_seconds(info: Any, length: int) -> float:
    """Bounded by the file's size: programs that write to a pipe announce 4 GB."""
    there = 8 * length / info.bitrate if info.bitrate else 0.0
    return min(float(info.length), there) or there


def _understood(container: Container, stream: BinaryIO) -> Any:
    module, reader = container.reader
    stream.seek(0)
    try:
        return getattr(import_module(module), reader)(stream)
    except Exception:  # on broken files mutagen lets out IndexError, struct.error …
        message = (
            f"holds no sound that can be read as {container.name}: "
            "it is damaged, cut off or something else"
        )
        raise Unfit("audio-readable", message, _AGAIN) from None


def _sound(
    container: Container, seconds: float, file: Any, tags: Any, marks: Iterable[Mark]
) -> Sound:
    if not 0 < seconds < _LONGEST.total_seconds():
        message = "does not say how long it is, and it cannot be measured"
        raise Unfit("audio-duration-known", message, "export it again as MP3 or M4A")
    found = chapters_of(marks)
    return Sound(
        container=container,
        duration=timedelta(seconds=seconds),
        tags=tags_in(tags, container.family),
        chapters=found.chapters,
        pictures=found.pictures,
        lost_chapters=found.lost,
        cover=cover_in(file, tags, container.family),
    )
