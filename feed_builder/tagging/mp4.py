"""The tags of MP4 files, as iTunes keeps them; their chapters as Nero's list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..sources.audio import mp4
from ..sources.audio.chapters import chapters_of
from .nero import MOST_CHAPTERS, write_chapters
from .result import Notes
from .wanted import Wanted

PADDING = 1024
_TYPES = {"image/jpeg": 13, "image/png": 14}
_LARGEST_NUMBER = 0xFFFF
#: Other atoms that say the same; they are changed where they are.
_ALSO = {"©cmt": ("ldes", "desc")}
_OURS = frozenset("©nam ©alb ©ART aART ©day ©cmt ldes desc ©lyr trkn disk covr".split())


def write_mp4(draft: Path, wanted: Wanted) -> Notes:
    """Write the tags and chapters of an MP4 file in place."""
    from mutagen.mp4 import MP4

    notes = Notes(form="MP4 tags")
    file: Any = MP4(draft)
    if file.tags is None:
        file.add_tags()
    notes.missed += _set_tags(file.tags, wanted)
    notes.cover = _set_cover(file.tags, wanted)
    notes.kept += sorted(key for key in file.tags if key not in _OURS)
    file.save(padding=lambda _: PADDING)
    if wanted.chapters is not None:
        _set_chapters(draft, wanted, notes)
    return notes


def _set_tags(tags: Any, wanted: Wanted) -> Iterator[str]:
    for name, value in (
        ("©nam", wanted.title),
        ("©alb", wanted.album),
        ("©ART", wanted.artist),
        ("aART", wanted.album_artist),
        ("©day", wanted.date),
        ("©cmt", wanted.comment),
        ("©lyr", wanted.lyrics),
    ):
        if value is not None:
            there = (also for also in _ALSO.get(name, ()) if also in tags)
            tags.update({each: [str(value)] for each in (name, *there)})
    for name, number in (("trkn", wanted.number), ("disk", wanted.season)):
        if number is not None and number > _LARGEST_NUMBER:
            yield f"MP4 tags count to {_LARGEST_NUMBER}: {number} is left out"
        elif number is not None:
            tags[name] = [(number, 0)]


def _set_cover(tags: Any, wanted: Wanted) -> bool:
    from mutagen.mp4 import MP4Cover

    covers = list(tags.get("covr", ()))
    if wanted.artwork is None or (covers and not wanted.replaces):
        return False
    kind = _TYPES[wanted.artwork.type]
    tags["covr"] = [MP4Cover(wanted.cover(), kind), *covers[1:]]
    return True


def _set_chapters(draft: Path, wanted: Wanted, notes: Notes) -> None:
    """Nero's list; a chapter track that says otherwise is no longer referred to.

    QuickTime's chapter tracks are samples among the sound, which stays untouched.
    """
    assert wanted.chapters is not None
    shown = [chapter for chapter in wanted.chapters if not chapter.hidden]
    marks = [(chapter.start, chapter.title) for chapter in shown]
    with draft.open("rb") as stream:
        film = mp4.movie(stream, draft.stat().st_size)
        track = chapters_of(mp4.chapter_marks(stream, film)).chapters
    if film.is_fragmented or film.index is None:
        notes.missed.append(
            "an MP4 file in fragments, or with an odd index, takes no chapters"
        )
        return
    differs = bool(track) and [(c.start, c.title) for c in track] != marks
    stale = film.chapter_texts if differs else frozenset()
    write_chapters(draft, film.index, marks[:MOST_CHAPTERS], without=stale)
    if differs:
        notes.done.append("its QuickTime chapters, which differed, were switched off")
    if not track or differs:
        notes.missed += ["Apple's players want QuickTime chapters"] if marks else []
    notes.missed += _not_in_a_list(wanted)


def _not_in_a_list(wanted: Wanted) -> Iterator[str]:
    chapters = wanted.chapters or ()
    shown = [chapter for chapter in chapters if not chapter.hidden]
    if hidden := len(chapters) - len(shown):
        yield f"MP4 chapters cannot be hidden: {hidden} left out"
    if len(shown) > MOST_CHAPTERS:
        yield f"an MP4 file lists {MOST_CHAPTERS} chapters: the rest is left out"
    if any(chapter.link for chapter in shown):
        yield "MP4 chapters hold no links"
