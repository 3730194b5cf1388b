"""Nero's list of chapters, ``moov.udta.chpl``, put into an MP4 file.

Layout: as ffmpeg's movenc.c and mutagen have it; of the atoms around it ISO/IEC
14496-12, of references to tracks Apple's QuickTime File Format, "Track References".
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from shutil import copyfileobj

MOST_CHAPTERS = 255
_LONGEST_TITLE = 255  # bytes
_UNIT = timedelta(microseconds=1)
_NANOSECONDS_100 = 10  # in a microsecond
_VERSION_1 = b"\1\0\0\0" + bytes(4)
#: The atoms on the way to what is changed.
_PATHS = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"tref")

Mark = tuple[timedelta, str]
_Change = Callable[[bytes, bytes], bytes]


def write_chapters(
    path: Path,
    index: tuple[int, int],
    marks: Sequence[Mark],
    without: frozenset[int] = frozenset(),
) -> None:
    """Write the list in place of the one that is there; no marks take it out.

    ``index`` is where ``moov`` begins and ends; chapter tracks of these numbers,
    ``without``, are no longer referred to. The sound may move within the file, and what
    points at it is moved along.
    """
    start, end = index
    with path.open("rb") as stream:
        stream.seek(start)
        old = stream.read(end - start)
        new = _atom(b"moov", _listed(old[8:], marks))
        shift = len(new) - len(old)
        new = _changed(new, lambda name, data: _moved(name, data, end, shift))
        new = _changed(new, lambda name, data: _unreferred(name, data, without))
        if new == old:
            return
        rest = path.with_name(f"{path.name}.rest")
        try:
            with rest.open("wb") as copy:
                stream.seek(0)
                copy.write(stream.read(start))
                copy.write(new)
                stream.seek(end)
                copyfileobj(stream, copy)
            rest.replace(path)
        finally:
            rest.unlink(missing_ok=True)


def _listed(moov: bytes, marks: Sequence[Mark]) -> bytes:
    """What is in the index, with the new list and without any old one."""
    parts, tail = _parts(moov)
    new = _atom(b"chpl", _list(marks)) if marks else b""
    if new and all(name != b"udta" for name, _ in parts):
        parts.append((b"udta", b""))
    out = []
    for name, data in parts:
        if name == b"udta":
            own, end = _parts(data)
            kept = b"".join(_atom(n, d) for n, d in own if n != b"chpl")
            out.append(_atom(name, kept + new + end))
            new = b""
        else:
            out.append(_atom(name, data))
    return b"".join(out) + tail


def _list(marks: Sequence[Mark]) -> bytes:
    out = [_VERSION_1, struct.pack(">B", len(marks))]
    for start, title in marks:
        words = title.encode()[:_LONGEST_TITLE].decode(errors="ignore").encode()
        out.append(struct.pack(">QB", start // _UNIT * _NANOSECONDS_100, len(words)))
        out.append(words)
    return b"".join(out)


def _moved(name: bytes, data: bytes, after: int, shift: int) -> bytes:
    """Offsets of what lies behind the index, moved with it."""
    widths = {b"stco": ">%dI", b"co64": ">%dQ"}
    if name not in widths:
        return data
    count = int.from_bytes(data[4:8], "big")
    form = widths[name] % count
    end = 8 + struct.calcsize(form)
    places = struct.unpack(form, data[8:end])
    moved = (at + shift if at >= after else at for at in places)
    return data[:8] + struct.pack(form, *moved) + data[end:]


def _unreferred(name: bytes, data: bytes, tracks: frozenset[int]) -> bytes:
    """References to chapters with 0, "no track", where they named one of these."""
    if name != b"chap" or not tracks:
        return data
    count = len(data) // 4
    numbers = struct.unpack(f">{count}I", data[: 4 * count])
    kept = (0 if number in tracks else number for number in numbers)
    return struct.pack(f">{count}I", *kept) + data[4 * count :]


def _changed(atoms: bytes, change: _Change) -> bytes:
    """The atoms with whatever ``change`` makes of them, those within them too."""
    parts, tail = _parts(atoms)
    out = (
        _atom(name, _changed(data, change) if name in _PATHS else change(name, data))
        for name, data in parts
    )
    return b"".join(out) + tail


def _parts(data: bytes) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """The atoms that follow each other, and what is behind them that is none."""
    found = []
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        if not 8 <= size <= len(data) - at:
            break
        found.append((data[at + 4 : at + 8], data[at + 8 : at + size]))
        at += size
    return found, data[at:]


def _atom(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data
