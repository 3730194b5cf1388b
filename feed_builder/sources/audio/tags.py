"""What an audio file says about itself, in whichever format its tags are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...model import AudioTags
from ...text import one_line, xml_safe

#: Where each fact stands in ID3, MP4 and Vorbis comments, by the family of container;
#: the first place that says something counts.
_ID3 = {
    "title": ("TIT2",),
    "artist": ("TPE1", "TPE2"),
    "album": ("TALB",),
    "date": ("TDRC", "TDRL"),  # mutagen turns TYER and TDAT into TDRC
    "comment": ("COMM", "TXXX:comment", "TDES"),
}
_MP4 = {
    "title": ("©nam",),
    "artist": ("©ART", "aART"),
    "album": ("©alb",),
    "date": ("©day",),
    "comment": ("©cmt", "ldes", "desc"),
}
_VORBIS = {
    "title": ("title",),
    "artist": ("artist",),
    "album": ("album",),
    "date": ("date", "year"),
    "comment": ("comment", "description"),
}
_PLACES = {"MPEG": _ID3, "WAV": _ID3, "MP4": _MP4, "Ogg": _VORBIS, "FLAC": _VORBIS}

#: Comments in which programs keep numbers of their own have names that begin so.
_PROGRAMS = ("iTun", "Songs-DB", "MusicMatch", "ID3v1")

_Values = Callable[[Any, str], Iterable[object]]


def tags_in(tags: Any, family: str) -> AudioTags:
    """The facts in the tags that mutagen read, without what XML forbids."""
    if not tags:
        return AudioTags()
    places, values = _PLACES[family], _values_of(family)
    found = {fact: _first(values, tags, keys) for fact, keys in places.items()}
    comment = "\n".join(found.pop("comment")) or None
    lines = {fact: one_line(", ".join(texts)) or None for fact, texts in found.items()}
    return AudioTags(comment=comment, **lines)


def clean(value: object) -> str:
    """A tag's value as text that XML can hold: its lines, but no space around them."""
    text = str(value)
    if not text.isprintable():  # nothing else is changed here
        text = xml_safe(text.replace("\r\n", "\n").replace("\r", "\n"))
    return text.strip()


def _values_of(family: str) -> _Values:
    return _id3_values if _PLACES[family] is _ID3 else _plain_values


def _first(values: _Values, tags: Any, keys: tuple[str, ...]) -> list[str]:
    for key in keys:
        texts = [text for value in values(tags, key) if (text := clean(value))]
        if texts:
            return list(dict.fromkeys(texts))
    return []


def _plain_values(tags: Any, key: str) -> Iterable[object]:
    return [value for value in tags.get(key, ()) if isinstance(value, str)]


def _id3_values(tags: Any, key: str) -> Iterable[object]:
    frames = tags.getall(key)
    if key == "COMM":
        frames = _comments(frames)
    return [text for frame in frames for text in frame.text]


def _comments(frames: list[Any]) -> list[Any]:
    """The one comment meant for people, which most often has no description."""
    spoken = [f for f in frames if not f.desc.startswith(_PROGRAMS)]
    filled = [f for f in spoken if clean("".join(f.text))]
    return sorted(filled, key=lambda frame: bool(frame.desc))[:1]
