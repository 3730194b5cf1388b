"""What mutagen does not tell of an MP4 file: its tracks, and QuickTime chapters.

Only the index (``moov``) is held in memory; nothing here raises, whatever the bytes.
Layout: ISO/IEC 14496-12, and Apple's QuickTime File Format for the text samples.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, repeat
from typing import BinaryIO

from .chapters import Mark

_LARGEST_INDEX = 64 << 20
_MOST_CHAPTERS = 4096
_LONGEST_TEXT = 4096
#: Pictures that accompany sound are no film: stills, and what Auphonic calls its track,
#: a name that survives when ffmpeg turns the stills into H.264.
_STILLS = frozenset({b"jpeg", b"png ", b"mjpa", b"tiff"})
_PICTURES = b"Chapter Images"
_TEXTS = (b"text", b"sbtl")


@dataclass(frozen=True, slots=True)
class Track:
    """One track: ``kind`` by its handler; ``chapters`` are tracks that it refers to."""

    number: int
    kind: bytes
    codec: bytes
    name: bytes
    chapters: tuple[int, ...]
    timescale: int
    samples: memoryview


@dataclass(frozen=True, slots=True)
class Movie:
    """What an MP4 file holds. ``is_short``: it ends before its last atom, or its index.

    ``is_fragmented``: the index does not know all of the sound. ``index`` is where the
    index begins and ends, unless it is too large or has a long header.
    """

    brand: bytes
    tracks: tuple[Track, ...]
    length: int
    is_short: bool
    is_fragmented: bool = False
    index: tuple[int, int] | None = None

    @property
    def has_sound(self) -> bool:
        """Whether any track can be heard."""
        return any(track.kind == b"soun" for track in self.tracks)

    @property
    def chapter_texts(self) -> frozenset[int]:
        """The numbers of the text tracks that hold chapters."""
        chapters = {number for track in self.tracks for number in track.chapters}
        texts = {track.number for track in self.tracks if track.kind in _TEXTS}
        return frozenset(chapters & texts)

    @property
    def has_film(self) -> bool:
        """Whether there is a film to see, not only chapter pictures or a cover."""
        chapters = {number for track in self.tracks for number in track.chapters}
        return any(
            track.kind == b"vide"
            and track.number not in chapters
            and track.codec not in _STILLS
            and _PICTURES not in track.name
            for track in self.tracks
        )


def movie(stream: BinaryIO, length: int) -> Movie:
    """The tracks of an MP4 file of this length in bytes."""
    brand, index, at, is_short = b"", memoryview(b""), 0, False
    is_fragmented, has_index, span = False, False, None
    while at + 8 <= length:
        name, size, header = _atom_at(stream, at, length)
        if size < header:
            break
        is_short = name in (b"moov", b"mdat", b"moof") and at + size > length
        if name == b"ftyp":
            brand = _read(stream, at + header, 4)
        has_index |= name == b"moov"
        if name == b"moov" and size <= _LARGEST_INDEX:
            index = memoryview(_read(stream, at + header, size - header))
            span = (at, at + size) if header == 8 else None
        is_fragmented |= name == b"moof"
        at += size
    tracks = tuple(_track(t) for name, t in _atoms(index) if name == b"trak")
    return Movie(
        brand=brand,
        tracks=tracks,
        length=length,
        is_short=is_short or not has_index,  # most programs write the index last
        is_fragmented=is_fragmented,
        index=span,
    )


def chapter_marks(stream: BinaryIO, film: Movie) -> Iterator[Mark]:
    """Titles from the first text track that the sound refers to, links from any."""
    tracks = {track.number: track for track in film.tracks}
    numbers = next((t.chapters for t in film.tracks if t.kind == b"soun"), ())
    texts = [
        tracks[n]
        for n in dict.fromkeys(numbers)
        if n in tracks and tracks[n].kind in _TEXTS
    ]
    if not texts:
        return
    end = film.length
    links = {time: url for t in texts for time, _, url in _texts(stream, end, t) if url}
    for time, title, _ in _texts(stream, end, texts[0]):
        if title.strip():  # an empty text fills the time before the first chapter
            yield Mark(time, title, links.get(time))


def _texts(
    stream: BinaryIO, end: int, track: Track
) -> Iterator[tuple[float, str, str | None]]:
    """The start in seconds, text and link of each sample of a text track."""
    places = zip(_starts(track.samples), _places(track.samples), strict=False)
    for start, (at, size) in islice(places, _MOST_CHAPTERS):
        if at >= end:
            return
        sample = _read(stream, at, min(size, _LONGEST_TEXT))
        length = _number(sample[:2])
        time = round(start / track.timescale, 3)
        yield time, _decoded(sample[2 : 2 + length]), _href(sample[2 + length :])


def _track(atom: memoryview) -> Track:
    header = _inside(atom, b"tkhd")
    media = _inside(atom, b"mdia")
    times, handler = _inside(media, b"mdhd"), _inside(media, b"hdlr")
    samples = _inside(media, b"minf", b"stbl")
    return Track(
        number=_number(header[20:24] if _is_long(header) else header[12:16]),
        kind=bytes(handler[8:12]),
        codec=bytes(_inside(samples, b"stsd")[12:16]),
        name=bytes(handler[24:]),
        chapters=tuple(_numbers(_inside(atom, b"tref", b"chap"), 4)),
        timescale=_number(times[20:24] if _is_long(times) else times[12:16]) or 1,
        samples=samples,
    )


def _is_long(header: memoryview) -> bool:
    """Whether it is of version 1, in which times take 64 bits."""
    return _number(header[:1]) == 1


def _starts(samples: memoryview) -> Iterator[int]:
    """When each sample begins, in units of the track (``stts``: runs of durations)."""
    time, runs = 0, _inside(samples, b"stts")[8:]
    for at in range(0, len(runs) - 7, 8):
        for _ in range(_number(runs[at : at + 4])):
            yield time
            time += _number(runs[at + 4 : at + 8])


def _places(samples: memoryview) -> Iterator[tuple[int, int]]:
    """Where each sample is, and its size in bytes."""
    header = _inside(samples, b"stsz")
    same = _number(header[4:8])
    sizes = repeat(same, _number(header[8:12])) if same else _numbers(header[12:], 4)
    for at, count in zip(_chunks(samples), _chunk_lengths(samples), strict=False):
        for size in islice(sizes, count):
            yield at, size
            at += size


def _chunks(samples: memoryview) -> Iterator[int]:
    yield from _numbers(_inside(samples, b"stco")[8:], 4)
    yield from _numbers(_inside(samples, b"co64")[8:], 8)


def _chunk_lengths(samples: memoryview) -> Iterator[int]:
    """How many samples each chunk holds (``stsc``: runs of chunks, one endless)."""
    numbers = list(_numbers(_inside(samples, b"stsc")[8:], 4))
    firsts, counts = numbers[::3], numbers[1::3]
    for first, after, count in zip(firsts, firsts[1:], counts, strict=False):
        yield from repeat(count, max(0, after - first))
    yield from repeat(counts[-1] if counts else 0)


def _decoded(text: bytes) -> str:
    is_utf16 = text.startswith((b"\xfe\xff", b"\xff\xfe"))
    return text.decode("utf-16" if is_utf16 else "utf-8", "replace")


def _href(boxes: bytes) -> str | None:
    """The address in a sample's ``href`` box: from, to, and a counted string."""
    for name, payload in _atoms(memoryview(boxes)):
        if name == b"href":
            address = payload[5 : 5 + _number(payload[4:5])]
            return bytes(address).decode("utf-8", "replace")
    return None


def _inside(atom: memoryview, *path: bytes) -> memoryview:
    """What the first atoms of these names hold, one in the other; or nothing."""
    for wanted in path:
        found = (payload for name, payload in _atoms(atom) if name == wanted)
        atom = next(found, memoryview(b""))
    return atom


def _atoms(data: memoryview) -> Iterator[tuple[bytes, memoryview]]:
    while len(data) >= 8:
        size = _number(data[:4])
        if size < 8:
            return
        yield bytes(data[4:8]), data[8:size]
        data = data[size:]


def _atom_at(stream: BinaryIO, at: int, length: int) -> tuple[bytes, int, int]:
    """Name, size and header size of an atom in the file; 0 means "to the end"."""
    head = _read(stream, at, 16)
    size = _number(head[:4])
    if size == 1:
        return head[4:8], _number(head[8:16]), 16
    return head[4:8], size or length - at, 8


def _numbers(data: memoryview, width: int) -> Iterator[int]:
    for at in range(0, len(data) - width + 1, width):
        yield _number(data[at : at + width])


def _number(data: bytes | memoryview) -> int:
    return int.from_bytes(data, "big")


def _read(stream: BinaryIO, at: int, length: int) -> bytes:
    stream.seek(at)
    return stream.read(length)
