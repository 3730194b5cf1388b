"""TAG: an audio file and what its tags should say in; a copy that says it out.

No part of a build: a corrected title must not change audio that listeners have.
"""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from filecmp import cmp
from pathlib import Path

from mutagen import MutagenError

from ..sources.audio import container_in, read_audio
from ..sources.audio.containers import MP3, WAV, Container
from ..sources.audio.fingerprint import sound_digest
from ..sources.media import Unfit, opened
from ..text import one_line, xml_safe
from . import id3, mp4, vorbis
from .result import Notes
from .wanted import Wanted, wanted

__all__ = ["Tagged", "Wanted", "tag_audio", "wanted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagged:
    """What became of a copy: ``changed`` tells whether it had to be written.

    ``cover`` whether it holds the artwork. ``form`` is the kind of tags; ``kept`` names
    those that were there and are not ours; ``missed`` says what could not be written,
    ``done`` what else was changed.
    """

    path: Path
    wanted: Wanted
    form: str
    changed: bool
    cover: bool
    kept: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    done: tuple[str, ...] = ()


def tag_audio(
    source: Path, target: Path, wanted: Wanted, *, id3v2: int | None
) -> Tagged:
    """Write ``target``: the sound of ``source``, bit for bit, with the tags wanted.

    ``id3v2`` is the minor version of ID3 tags, 3 or 4; None keeps what the file has,
    and gives one without any 3. The target is replaced by rename, and not at all when
    it would stay the same. Raises Unfit for audio that cannot be tagged.
    """
    container = _kind_of(source)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _draft(target) as draft:
        try:
            notes = _write(source, draft, container, wanted, id3v2)
        except _ODD as error:
            raise Unfit("audio-taggable", *_CANNOT) from error
        if sound_digest(draft) != sound_digest(source) or not _says(draft, wanted):
            raise Unfit("audio-taggable", *_CANNOT)
        changed = not (target.is_file() and cmp(draft, target, shallow=False))
        if changed:
            shutil.copymode(source, draft)
            _on_disk(draft)
            draft.replace(target)
    return Tagged(
        path=target,
        wanted=wanted,
        form=notes.form,
        changed=changed,
        cover=notes.cover,
        kept=tuple(notes.kept),
        missed=tuple(notes.missed),
        done=tuple(notes.done),
    )


#: What mutagen lets out of odd files, besides its own kind of error.
_ODD = (MutagenError, struct.error, ValueError, LookupError)
_CANNOT = (
    "cannot be tagged: its tags are so odd or damaged that its sound might suffer",
    "export it again, and tag that",
)


def _says(draft: Path, wanted: Wanted) -> bool:
    """Whether the show is read in the tags: odd chunks may hide what was written."""
    audio, _ = read_audio(draft)
    return audio is not None and audio.tags.album == one_line(xml_safe(wanted.album))


def _kind_of(source: Path) -> Container:
    """The kind of audio in a file; raises Unfit if it is none that is played."""
    with opened(source, "audio") as stream:
        return container_in(stream)


def _write(
    source: Path, draft: Path, container: Container, wanted: Wanted, id3v2: int | None
) -> Notes:
    if container is MP3:
        with source.open("rb") as stream:
            return id3.write_mp3(stream, draft, wanted, id3v2)
    shutil.copyfile(source, draft)
    if container is WAV:
        return id3.write_wav(draft, wanted, id3v2)
    if container.family == "MP4":
        return mp4.write_mp4(draft, wanted)
    return vorbis.write_vorbis(draft, container, wanted)


@contextmanager
def _draft(target: Path) -> Iterator[Path]:
    """A hidden file beside the target; it is gone afterwards, unless it was renamed."""
    handle, name = tempfile.mkstemp(prefix=f".{target.stem}-", dir=target.parent)
    os.close(handle)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def _on_disk(draft: Path) -> None:
    with draft.open("rb") as stream:
        os.fsync(stream.fileno())
