"""MPEG audio counted frame by frame, for files that do not say how long they are.

Memory is bounded and the time linear in the size, whatever the bytes are. Layout of
frame headers: ISO/IEC 11172-3 and 13818-3; of VBR headers: Xing's and Fraunhofer's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

#: kbit/s by (is MPEG 1, layer), at the bit-rate index; 0 is "free", 15 is forbidden.
_BITRATES = {
    (True, 1): (0, *range(32, 449, 32)),
    (True, 2): (0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    (True, 3): (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    (False, 1): (0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256),
    (False, 2): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
    (False, 3): (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}
#: Hz by version bits: MPEG 2.5, MPEG 2 and MPEG 1.
_RATES = {
    0: (11025, 12000, 8000),
    2: (22050, 24000, 16000),
    3: (44100, 48000, 32000),
}
_SAMPLES = {
    (True, 1): 384,
    (True, 2): 1152,
    (True, 3): 1152,
    (False, 1): 384,
    (False, 2): 1152,
    (False, 3): 576,
}
#: What may begin after a gap: an ID3v2 tag (joined files have one in the middle), or a
#: header whose version, layer, bit rate and sampling rate are all allowed.
_START = re.compile(
    rb"ID3[\x02-\x04]|"
    rb"\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]"
    rb"[\x10-\x1b\x20-\x2b\x30-\x3b\x40-\x4b\x50-\x5b\x60-\x6b\x70-\x7b"
    rb"\x80-\x8b\x90-\x9b\xa0-\xab\xb0-\xbb\xc0-\xcb\xd0-\xdb\xe0-\xeb]"
)
_VBR_HEADER = re.compile(rb"Xing|Info|VBRI")
_BLOCK = 1 << 20
_REACH = 4096  # a frame has at most 2881 bytes, and the next header stands behind it


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame: its length in bytes, and how much sound it holds."""

    length: int
    samples: int
    rate: int
    kind: tuple[int, int]


def start_of_sound(stream: BinaryIO) -> int:
    """The position after the ID3v2 tags at the front; some programs write several."""
    return max((end for _, end in tags_in_front(stream)), default=0)


def tags_in_front(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Where each ID3v2 tag at the front of the file begins and ends."""
    at = 0
    while size := _id3_size(_read(stream, at, 10)):
        yield at, at + size
        at += size


def end_of_sound(stream: BinaryIO, size: int) -> int:
    """The position before the ID3v1, Lyrics3, APE and ID3v2 tags at the end."""
    end = size
    for _ in range(8):
        tag = _tag_size(_read(stream, max(0, end - 128), min(128, end)))
        if not 0 < tag < end:
            break
        end -= tag
    return end


def announced_length(stream: BinaryIO, at: int) -> int | None:
    """The bytes of sound that the Xing, Info or VBRI header in this frame speaks of."""
    head = _read(stream, at, 256)
    found = _VBR_HEADER.search(head)
    if found is None:
        return None
    fields = head[found.end() :]
    if found.group() == b"VBRI":
        return _number(fields[6:10])
    knows_frames_and_bytes = _number(fields[:4]) & 3 == 3
    return _number(fields[8:12]) if knows_frames_and_bytes else None


def counted(stream: BinaryIO, start: int, end: int) -> float:
    """How many seconds the frames between two positions sound; the rest is skipped."""
    samples: dict[int, int] = {}
    for frame in _frames(stream, start, end):
        samples[frame.rate] = samples.get(frame.rate, 0) + frame.samples
    return sum(count / rate for rate, count in samples.items())


@lru_cache(maxsize=4096)
def frame_of(header: bytes) -> Frame | None:
    """The frame that begins with these four bytes, if they are the header of one."""
    if len(header) != 4 or not _START.match(header) or header[0] != 0xFF:
        return None
    version, layer = header[1] >> 3 & 3, 4 - (header[1] >> 1 & 3)
    is_mpeg_1 = version == 3
    rate = _RATES[version][header[2] >> 2 & 3]
    bits = _BITRATES[is_mpeg_1, layer][header[2] >> 4] * 1000
    samples = _SAMPLES[is_mpeg_1, layer]
    padding = header[2] >> 1 & 1
    slot = 4 if layer == 1 else 1
    length = (samples // 8 // slot * bits // rate + padding) * slot
    return Frame(length, samples, rate, (header[1] & 0xFE, header[2] & 0x0C))


def _frames(stream: BinaryIO, start: int, end: int) -> Iterator[Frame]:
    at, base, data = start, start, b""
    before: Frame | None = None
    while at < end:
        if at + _REACH > base + len(data) and base + len(data) < end:
            base, data = at, _read(stream, at, min(_BLOCK, end - at))
            if not data:
                return  # the file has shrunk meanwhile
        here = at - base
        frame = frame_of(data[here : here + 4])
        if frame and before and frame.kind == before.kind and at + frame.length <= end:
            yield frame
            at += frame.length
            continue
        jump, before = _next_start(data, here, is_last=base + len(data) >= end)
        at += jump
        if before and _VBR_HEADER.search(data, here + jump, here + jump + 64):
            at += before.length  # it holds the header instead of sound


def _next_start(data: bytes, here: int, *, is_last: bool) -> tuple[int, Frame | None]:
    """How far it is to the next tag's end or confirmed frame, and that frame."""
    for found in _START.finditer(data, here):
        at = found.start()
        if data[at] != 0xFF:
            return at - here + max(1, _id3_size(data[at : at + 10])), None
        frame = frame_of(data[at : at + 4])
        after = frame and frame_of(data[at + frame.length : at + frame.length + 4])
        if frame and after and after.kind == frame.kind:
            return at - here, frame
    rest = len(data) - here
    return rest if is_last else max(1, rest - _REACH), None


def _tag_size(tail: bytes) -> int:
    """The size of the tag that ends a file with this tail; 0 if none does."""
    if len(tail) == 128 and tail.startswith(b"TAG"):
        return 128
    if tail.endswith(b"LYRICS200") and tail[-15:-9].isdigit():
        return int(tail[-15:-9]) + 15
    footer = tail[-32:]
    if footer.startswith(b"APETAGEX"):
        has_header = footer[23] & 0x80
        return int.from_bytes(footer[12:16], "little") + (32 if has_header else 0)
    if tail[-10:-7] == b"3DI":
        return 20 + _syncsafe(tail[-4:])
    return 0


def _id3_size(head: bytes) -> int:
    """The size of the ID3v2 tag with these first ten bytes; 0 if it is none."""
    if len(head) < 10 or not head.startswith(b"ID3") or head[3] > 4:
        return 0
    if any(byte & 0x80 for byte in head[6:10]):
        return 0
    footer = 10 if head[5] & 0x10 else 0
    return 10 + _syncsafe(head[6:10]) + footer


def _syncsafe(data: bytes) -> int:
    size = 0
    for byte in data:
        size = size << 7 | byte & 0x7F
    return size


def _number(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _read(stream: BinaryIO, at: int, length: int) -> bytes:
    stream.seek(at)
    return stream.read(length)
