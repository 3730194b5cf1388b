"""The picture in an audio file's tags, in whichever format these are written."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_FRONT = 3  # the front cover, in ID3 as in FLAC, which took ID3's list over
_Picture = tuple[int, bytes]


def cover_in(file: Any, tags: Any, family: str) -> bytes | None:
    """The front cover, else the first picture; ``file`` is what mutagen read."""
    pictures = [(kind, data) for kind, data in _PICTURES[family](file, tags) if data]
    pictures.sort(key=lambda picture: picture[0] != _FRONT)
    return pictures[0][1] if pictures else None


def _id3(_: Any, tags: Any) -> Iterator[_Picture]:
    for frame in tags.getall("APIC") if tags else ():
        if frame.mime != "-->":  # then it only holds the address of a picture
            yield int(frame.type), frame.data


def _mp4(_: Any, tags: Any) -> Iterator[_Picture]:
    yield from ((_FRONT, bytes(data)) for data in (tags or {}).get("covr", ()))


def _flac(file: Any, _: Any) -> Iterator[_Picture]:
    yield from ((picture.type, picture.data) for picture in file.pictures)


def _ogg(_: Any, tags: Any) -> Iterator[_Picture]:
    """Vorbis comments hold a FLAC picture in base64."""
    from mutagen.flac import Picture, error

    for text in (tags or {}).get("metadata_block_picture", ()):
        try:
            picture = Picture(b64decode(text))
        except (ValueError, TypeError, error):
            yield _FRONT, text.encode()  # no picture, and told of as one that is broken
        else:
            yield picture.type, picture.data


_PICTURES: dict[str, Callable[[Any, Any], Iterable[_Picture]]] = {
    "MPEG": _id3,
    "WAV": _id3,
    "MP4": _mp4,
    "FLAC": _flac,
    "Ogg": _ogg,
}
