"""The frames of an ID3 tag that a build needs; what nobody asks for is stepped over.

mutagen reads every frame of every tag there is, and takes its time: 3 ms when there are
lyrics. So plain tags are read here, and anything that is odd in any way is left to it:
both give the same frames, by the same names. Layout: id3.org's ID3v2.3.0, ID3v2.4.0,
and ID3v2 Chapter Frame Addendum.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, BinaryIO

_HEADER = 10
_NOTHING = bytes(_HEADER)
#: What mutagen looks at for an ID3v1 tag: itself, and what stands before it in APEv2's.
_TAIL = 131
_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
#: By the number of an encoding in ID3: its name, and the width of a character in bytes.
_ENCODINGS = {0: ("latin-1", 1), 1: ("utf-16", 2), 2: ("utf-16-be", 2), 3: ("utf-8", 1)}
#: Dates that ID3v2.4 knows no more; mutagen makes one of them.
_OLD_DATES = ("TYER", "TDAT", "TIME")
_YEAR = re.compile(r"[1-9][0-9]{3}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DAY = re.compile(r"([0-9]{2})([0-9]{2})")


class Odd(ValueError):
    """Something that mutagen is asked to understand."""


@dataclass(slots=True)  # not frozen, which would take thrice as long to make
class Frame:
    """One frame; what its kind does not have is empty. Names are mutagen's."""

    text: Sequence[Any] = ()
    desc: str = ""
    url: str = ""
    mime: str = ""
    type: int = 0
    data: bytes = b""
    element_id: str = ""
    start_time: int = 0
    flags: int = 0
    child_element_ids: Sequence[str] = ()
    sub_frames: Frames | None = None


#: How the frames of these names are read, given their content and the tag's version:
#: what sets one apart from others of its name, and the frame.
_Decoders = dict[bytes, Callable[[bytes, int], tuple[str, Frame]]]


class Frames(dict[str, Any]):
    """Frames by name and, where a kind may have several, by what sets them apart."""

    def getall(self, key: str) -> list[Any]:
        """The frame of this name, else all whose name begins so; as mutagen does."""
        if key in self:
            return [self[key]]
        start = f"{key}:"
        return [frame for name, frame in self.items() if name.startswith(start)]


def id3_tags(stream: BinaryIO, length: int) -> tuple[Any, bool]:
    """The ID3 tags, if any, and whether there are some that cannot be understood.

    A damaged frame that nobody asks for does no harm to those beside it.
    """
    from mutagen.id3 import ID3, ID3NoHeaderError

    try:
        return plain_tags(stream, length), False
    except (ValueError, KeyError, IndexError):  # odd, or not even that
        stream.seek(0)
    try:
        return ID3(stream), False
    except ID3NoHeaderError:
        return None, False
    except Exception:  # mutagen lets out IndexError, struct.error … on broken tags
        return None, True


def plain_tags(stream: BinaryIO, length: int) -> Frames:
    """The frames needed of a plain ID3v2.3 or ID3v2.4 tag, and of an ID3v1 tag.

    Raises Odd, or another ValueError, KeyError or IndexError, where it is not plain.
    """
    stream.seek(0)
    header = stream.read(_HEADER)
    version = header[3]
    if not header.startswith(b"ID3") or version not in (3, 4) or header[5]:
        raise Odd
    size = _syncsafe(header[6:])
    data = stream.read(size)
    if len(data) < size:
        raise Odd
    frames = _frames(data, version, _IN_TAGS)
    stream.seek(max(0, length - _TAIL))
    _add_id3v1(frames, stream.read(_TAIL), version)
    _renew_dates(frames)
    return frames


def _frames(data: bytes, version: int, wanted: _Decoders) -> Frames:
    frames = Frames()
    for name, content in _contents(data, version, wanted):
        which, frame = wanted[name](content, version)
        key = name.decode() + which
        if key in frames:
            _add_texts(frames[key], frame)
        else:
            frames[key] = frame
    return frames


def _add_texts(frame: Frame, again: Frame) -> None:
    """Add what a frame says that is there twice; of texts, both count.

    Auphonic writes the title twice.
    """
    if not again.text:
        raise Odd
    for text in again.text:
        if text not in frame.text:
            frame.text = [*frame.text, text]


def _contents(
    data: bytes, version: int, wanted: _Decoders
) -> Iterator[tuple[bytes, bytes]]:
    """The name and content of each wanted frame, up to the padding."""
    if version == 4 and not _has_syncsafe_sizes(data):
        raise Odd
    at, end = 0, len(data)
    while at + _HEADER <= end and (name := data[at : at + 4]) != b"\0\0\0\0":
        field = data[at + 4 : at + 8]
        size = _syncsafe(field) if version == 4 else _number(field)
        start, at = at + _HEADER, at + _HEADER + size
        if at > end or name[3] == 0:  # cut off; or a name of ID3v2.2
            raise Odd
        if size and name in wanted:
            if data[start - 2] or data[start - 1]:  # compressed, encrypted …
                raise Odd
            yield name, data[start:at]


def _has_syncsafe_sizes(data: bytes) -> bool:
    """Whether mutagen takes sizes for what ID3v2.4 wants: iTunes wrote plain numbers.

    It counts which way leads to more frames that it knows.
    """
    known, end = _known(data, _syncsafe_or_not)
    return end <= len(data) and known >= _known(data, _number)[0]


def _known(data: bytes, number: Callable[[bytes], int]) -> tuple[int, int]:
    names, at, count = _names(), 0, 0
    while at < len(data) - _HEADER:
        head = data[at : at + _HEADER]
        if head == _NOTHING:
            break
        at += _HEADER + number(head[4:8])
        count += head[:4] in names
    return count, at


@lru_cache(maxsize=1)
def _names() -> frozenset[bytes]:
    from mutagen.id3 import Frames as Known

    return frozenset(name.encode() for name in Known)


def _add_id3v1(frames: Frames, tail: bytes, version: int) -> None:
    """Add what only an ID3v1 tag at the end says."""
    if b"TAG" not in tail:
        return
    from mutagen.id3 import ID3, ID3NoHeaderError

    alone = BytesIO(_NOTHING + tail)  # no ID3v2 tag begins with zeros
    try:
        old = ID3(alone, v2_version=version)
    except ID3NoHeaderError:
        return
    for frame in old.values():
        if not frames.getall(frame.HashKey):
            frames[frame.HashKey] = frame


def _renew_dates(frames: Frames) -> None:
    """Make one date of a year, a day and a time, as mutagen does."""
    old = {name: frames.pop(name).text for name in _OLD_DATES if name in frames}
    if not old or "TDRC" in frames:
        return
    if date := _plain_date(old):
        frames["TDRC"] = Frame(text=[date])
        return
    from mutagen import id3

    tags = id3.ID3()
    for name, texts in old.items():
        tags.add(getattr(id3, name)(encoding=3, text=texts))
    tags.update_to_v24()
    frames.update(tags.items())


def _plain_date(old: Mapping[str, Sequence[str]]) -> str | None:
    """The date, if it is nothing but a year, or a year and a day such as "0601"."""
    if "TIME" in old or any(len(texts) != 1 for texts in old.values()):
        return None
    year = _YEAR.fullmatch("".join(old.get("TYER", ())))
    day = _DAY.fullmatch("".join(old.get("TDAT", ())))
    if not year or ("TDAT" in old and not day):
        return None
    return f"{year[0]}-{day[2]}-{day[1]}" if day else year[0]


def _text(content: bytes, version: int) -> tuple[str, Frame]:
    return "", Frame(text=_texts(content[1:], content[0], version))


def _moment(content: bytes, version: int) -> tuple[str, Frame]:
    texts = _texts(content[1:], content[0], version)
    return "", Frame(text=[_mended(text) for text in texts])


def _mended(moment: str) -> Any:
    """The moment as it should have been written, as mutagen has it."""
    if _DATE.fullmatch(moment):
        return moment
    from mutagen.id3 import ID3TimeStamp

    return ID3TimeStamp(moment)


def _named_text(content: bytes, version: int) -> tuple[str, Frame]:
    name, rest = _string(content, 1, version)
    return f":{name}", Frame(desc=name, text=_texts(rest, content[0], version))


def _comment(content: bytes, version: int) -> tuple[str, Frame]:
    language = content[1:4].decode("ascii")
    name, rest = _string(content, 4, version)
    texts = _texts(rest, content[0], version)
    return f":{name}:{language}", Frame(desc=name, text=texts)


def _link(content: bytes, version: int) -> tuple[str, Frame]:
    name, rest = _string(content, 1, version)
    if not rest:
        raise Odd
    url = rest.partition(b"\0")[0].decode("latin-1")
    return f":{name}", Frame(desc=name, url=url)


def _picture(content: bytes, version: int) -> tuple[str, Frame]:
    # A cover is large: no piece of it is copied but the picture, once.
    end = content.find(b"\0", 1)
    if end < 0:
        raise Odd
    name, data = _string(content, end + 2, version)
    mime_type, kind = content[1:end].decode("latin-1"), content[end + 1]
    return f":{name}", Frame(mime=mime_type, type=kind, desc=name, data=data)


def _chapter(content: bytes, version: int) -> tuple[str, Frame]:
    name, found, rest = content.partition(b"\0")
    if not found or len(rest) < 16:  # two times and two positions, of four bytes each
        raise Odd
    element = name.decode("latin-1")
    inside = _frames(rest[16:], version, _IN_CHAPTERS)
    frame = Frame(element_id=element, start_time=_number(rest[:4]), sub_frames=inside)
    return f":{element}", frame


def _table_of_contents(content: bytes, _: int) -> tuple[str, Frame]:
    name, _zero, rest = content.partition(b"\0")
    flags, count = rest[0], rest[1]
    children = rest[2:].split(b"\0", count)
    if len(children) <= count:
        raise Odd
    element = name.decode("latin-1")
    frame = Frame(
        element_id=element,
        flags=flags,
        child_element_ids=tuple(c.decode("latin-1") for c in children[:count]),
    )
    return f":{element}", frame


def _texts(data: bytes, encoding: int, version: int) -> list[str]:
    """All texts to the end; in ID3v2.3 zeros behind them are padding."""
    codec, width = _ENCODINGS[encoding]
    if not data or len(data) % width:
        raise Odd
    first, *others = _decoded(data, codec).split("\0")
    while others and not others[-1]:
        others.pop()
        if version == 4:  # there it is one end, and before it one more empty text
            break
    if codec == "utf-16" and any(others):  # each has a byte order of its own
        raise Odd
    return [first, *others]


def _string(content: bytes, begin: int, version: int) -> tuple[str, bytes]:
    """The text from there to the first zero, and what follows it."""
    codec, width = _ENCODINGS[content[0]]
    zero = bytes(width)
    at = content.find(zero, begin)
    while at > begin and (at - begin) % width:
        at = content.find(zero, at + 1)
    if at < 0:
        raise Odd
    rest = content[at + width :]
    if version == 3 and not rest.strip(b"\0"):
        rest = b""
    return _decoded(content[begin:at], codec), rest


def _decoded(data: bytes, codec: str) -> str:
    if codec == "utf-16" and not data.startswith(_BYTE_ORDERS):
        raise Odd
    return data.decode(codec)


def _syncsafe(field: bytes) -> int:
    if _number(field) & 0x80808080:
        raise Odd
    return _syncsafe_or_not(field)


def _syncsafe_or_not(field: bytes) -> int:
    a, b, c, d = field
    return (a & 0x7F) << 21 | (b & 0x7F) << 14 | (c & 0x7F) << 7 | d & 0x7F


def _number(field: bytes) -> int:
    return int.from_bytes(field, "big")


_IN_CHAPTERS: _Decoders = {b"TIT2": _text, b"WXXX": _link, b"APIC": _picture}
_IN_TAGS: _Decoders = {
    b"TIT2": _text,
    b"TPE1": _text,
    b"TPE2": _text,
    b"TALB": _text,
    b"TDES": _text,
    b"TDRC": _moment,
    b"TDRL": _moment,
    b"TYER": _text,
    b"TDAT": _text,
    b"TIME": _text,
    b"COMM": _comment,
    b"TXXX": _named_text,
    b"APIC": _picture,
    b"CHAP": _chapter,
    b"CTOC": _table_of_contents,
}
