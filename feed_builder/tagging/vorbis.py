"""Vorbis comments, in Ogg Vorbis, Opus and FLAC files.

Sources: xiph.org, "Ogg Vorbis I format specification: comment field", "Chapter
Extension", RFC 9639 (pictures of FLAC).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from ..model import Chapter
from ..sources.audio.containers import FLAC, Container
from ..timecode import timestamp
from .result import Notes
from .wanted import Wanted

PADDING = 1024
#: Other names by which programs ask for the same; they are changed where they are.
_ALSO = {"DESCRIPTION": ("comment",), "DATE": ("year",), "LYRICS": ("unsyncedlyrics",)}
_CHAPTER = re.compile(r"chapter\d{3}.*", re.IGNORECASE)
_MOST_CHAPTERS = 1000  # they are numbered with three digits
_LARGEST_PICTURE = (1 << 24) - (1 << 16)  # a block of FLAC, with room for what is about
_FRONT, _OTHER = 3, 0
_PICTURE = "metadata_block_picture"


def write_vorbis(draft: Path, container: Container, wanted: Wanted) -> Notes:
    """Write the comments of an Ogg or FLAC file in place."""
    module, reader = container.reader
    file = getattr(import_module(module), reader)(draft)
    if file.tags is None:
        file.add_tags()
    notes = Notes(form="Vorbis comments")
    ours = {name.lower() for name in _set_texts(file.tags, wanted)} | {_PICTURE}
    if wanted.chapters is not None:
        notes.missed += _set_chapters(file.tags, wanted.chapters)
    if wanted.artwork is not None:
        notes.cover = _set_cover(file, container, wanted, notes)
    names = set(map(str.lower, file.tags.keys()))
    notes.kept += sorted(n.upper() for n in names - ours if not _CHAPTER.fullmatch(n))
    file.save(padding=lambda _: PADDING)
    return notes


def _set_texts(tags: Any, wanted: Wanted) -> Iterator[str]:
    """Set the comments, and name them all."""
    for name, value in (
        ("TITLE", wanted.title),
        ("ALBUM", wanted.album),
        ("ARTIST", wanted.artist),
        ("ALBUMARTIST", wanted.album_artist),
        ("DATE", wanted.date),
        ("TRACKNUMBER", wanted.number),
        ("DISCNUMBER", wanted.season),
        ("DESCRIPTION", wanted.comment),
        ("LYRICS", wanted.lyrics),
    ):
        yield name
        yield from _ALSO.get(name, ())
        if value is not None:
            tags[name] = [str(value)]
            for also in _ALSO.get(name, ()):
                if also in tags:
                    tags[also.upper()] = [str(value)]


def _set_chapters(tags: Any, chapters: tuple[Chapter, ...]) -> Iterator[str]:
    for key in set(filter(_CHAPTER.fullmatch, tags.keys())):
        del tags[key]
    shown = [chapter for chapter in chapters if not chapter.hidden]
    for number, chapter in enumerate(shown[:_MOST_CHAPTERS]):
        name = f"CHAPTER{number:03}"
        tags[name] = [timestamp(chapter.start)]
        tags[f"{name}NAME"] = [chapter.title]
        if chapter.link:
            tags[f"{name}URL"] = [chapter.link]
    if hidden := len(chapters) - len(shown):
        yield f"Vorbis comments cannot hide chapters: {hidden} left out"
    if len(shown) > _MOST_CHAPTERS:
        yield f"Vorbis comments hold {_MOST_CHAPTERS} chapters: the rest is left out"


def _set_cover(file: Any, container: Container, wanted: Wanted, notes: Notes) -> bool:
    picture = _picture(wanted)
    if len(picture.data) > _LARGEST_PICTURE:
        notes.missed.append("these tags hold no picture of more than 16 MB")
        return False
    there = list(file.pictures) if container is FLAC else _pictures_in(file.tags)
    if there and not wanted.replaces:
        return False
    stale = _FRONT if any(p.type == _FRONT for p in there) else _OTHER
    pictures = [picture, *(p for p in there if p.type != stale)]
    if container is FLAC:
        file.clear_pictures()
        for each in pictures:
            file.add_picture(each)
        return True
    file.tags[_PICTURE.upper()] = [b64encode(p.write()).decode() for p in pictures]
    return True


def _pictures_in(tags: Any) -> list[Any]:
    from base64 import b64decode

    from mutagen.flac import Picture, error

    found = []
    for text in tags.get(_PICTURE, ()):
        try:
            found.append(Picture(b64decode(text)))
        except (ValueError, TypeError, error):
            continue  # nobody can show it
    return found


def _picture(wanted: Wanted) -> Any:
    from mutagen.flac import Picture

    picture, artwork = Picture(), wanted.artwork
    assert artwork is not None
    picture.type, picture.mime = _FRONT, artwork.type
    picture.width, picture.height = artwork.width, artwork.height
    picture.depth = 32 if artwork.has_alpha else 24
    picture.data = wanted.cover()
    return picture
