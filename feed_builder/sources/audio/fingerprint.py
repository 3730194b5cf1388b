"""An audio file in; a digest of its sound out, which no change of tags changes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from . import mpeg

Span = tuple[int, int]
_CHUNK = 1 << 20


def sound_digest(path: Path) -> str:
    """The same for the same sound, whatever its tags say; it reads the whole file."""
    hasher = sha256()
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        for start, end in _spans(stream, size):
            stream.seek(start)
            while start < end and (data := stream.read(min(_CHUNK, end - start))):
                hasher.update(data)
                start += len(data)
    return hasher.hexdigest()[:32]


def _spans(stream: BinaryIO, size: int) -> Iterator[Span]:
    """The stretches of the file, as from and to in bytes, that hold sound."""
    start = mpeg.start_of_sound(stream)
    stream.seek(start)
    head = stream.read(12)
    for at, magic, spans in _CONTAINERS:
        if head[at : at + len(magic)] == magic:
            return spans(stream, start, size)
    return iter([(start, mpeg.end_of_sound(stream, size))])


def _flac(stream: BinaryIO, start: int, size: int) -> Iterator[Span]:
    at, last = start + 4, False
    while not last and at + 4 <= size:
        stream.seek(at)
        header = stream.read(4)
        last = bool(header[0] & 0x80)
        at += 4 + int.from_bytes(header[1:], "big")
    yield at, size


def _mp4(stream: BinaryIO, start: int, size: int) -> Iterator[Span]:
    at = start
    while at + 8 <= size:
        stream.seek(at)
        header = stream.read(16)
        length, skipped = int.from_bytes(header[:4], "big"), 8
        if length == 1:
            length, skipped = int.from_bytes(header[8:], "big"), 16
        end = size if length == 0 else at + length
        if header[4:8] == b"mdat":
            yield at + skipped, min(end, size)
        if end <= at:
            return
        at = end


def _ogg(stream: BinaryIO, start: int, size: int) -> Iterator[Span]:
    # Before the first page that ends at a sample there are headers, tags among them.
    at, sounding = start, False
    while at + 27 <= size:
        stream.seek(at)
        header = stream.read(27)
        if not header.startswith(b"OggS"):
            return
        segments = stream.read(header[26])
        body = at + 27 + len(segments)
        sounding |= header[6:14] not in (b"\0" * 8, b"\xff" * 8)
        if sounding:
            yield body, body + sum(segments)
        at = body + sum(segments)


def _wav(stream: BinaryIO, start: int, size: int) -> Iterator[Span]:
    at = start + 12
    while at + 8 <= size:
        stream.seek(at)
        header = stream.read(8)
        length = int.from_bytes(header[4:], "little")
        if header.startswith(b"data"):
            yield at + 8, min(at + 8 + length, size)
        at += 8 + length + length % 2


_CONTAINERS: tuple[
    tuple[int, bytes, Callable[[BinaryIO, int, int], Iterator[Span]]], ...
] = (
    (0, b"fLaC", _flac),
    *((4, name, _mp4) for name in (b"ftyp", b"moov", b"mdat", b"wide")),
    (0, b"OggS", _ogg),
    (0, b"RIFF", _wav),
)
