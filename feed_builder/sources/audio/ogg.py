"""Whether an Ogg file has its end. Layout of pages: RFC 3533, section 6."""

from __future__ import annotations

from typing import BinaryIO

_MAGIC = b"OggS\0"
_HEADER = 27
#: A page has at most 255 segments of 255 bytes each.
_LARGEST = _HEADER + 255 + 255 * 255
_LAST = 0x04


def is_whole(stream: BinaryIO, length: int) -> bool:
    """Whether the last page is there to its end, and says that it is the last one."""
    stream.seek(max(0, length - _LARGEST))
    tail = stream.read(_LARGEST)
    page = tail[max(0, tail.rfind(_MAGIC)) :]
    if len(page) < _HEADER or not page.startswith(_MAGIC):
        return False
    sizes = page[_HEADER : _HEADER + page[_HEADER - 1]]
    is_there = len(page) >= _HEADER + page[_HEADER - 1] + sum(sizes)
    return is_there and bool(page[5] & _LAST)
