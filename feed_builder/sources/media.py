"""A sound or a picture on the disk: why it is unfit, and what it is instead."""

from __future__ import annotations

import os
import re
from codecs import getincrementaldecoder
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from ..problems import Location, Problem, Severity

#: How files begin that are neither sound nor picture of ours; the first match counts.
_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (rb"(?i)(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head)\b", "a web page"),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|rss)\b", "an XML document"),
    (rb"\xff\xfe|\xfe\xff", "plain text"),  # the mark in front of UTF-16
    (rb"%PDF", "a PDF document"),
    (rb"PK\x03\x04", "a ZIP archive or an office document"),
    (rb"\xff\xd8\xff", "a JPEG picture"),
    (rb"\x89PNG", "a PNG picture"),
    (rb"GIF8", "a GIF picture"),
    (rb"RIFF....WEBP", "a WebP picture"),
    (rb"....ftyp(?:avif|heic|heix|mif1|msf1)", "an AVIF or HEIC picture"),
    (rb"II\*\x00|MM\x00\*", "a TIFF picture"),
    (rb"BM....\x00\x00\x00\x00", "a BMP picture"),
    (rb"8BPS", "a Photoshop document"),
    (rb"ID3|\xff[\xe2-\xe7\xf2-\xf7\xfa-\xff]", "MP3 audio"),
    (rb"....ftyp", "MP4 audio or video"),
    (rb"OggS", "Ogg audio"),
    (rb"fLaC", "FLAC audio"),
    (rb"RIFF....WAVE", "WAV audio"),
    (rb"FORM....AIF[FC]", "AIFF audio"),
    (rb"\xff[\xf0\xf1\xf8\xf9]", "raw AAC audio"),
    (rb"MAC ", "Monkey's Audio"),
    (rb"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "Windows Media"),
    (rb"\x1a\x45\xdf\xa3", "Matroska or WebM"),
    (rb"RIFF....AVI ", "an AVI video"),
    (rb"\x00\x00\x01\xba", "an MPEG video"),
    (rb"G.{187}G", "an MPEG transport stream"),
)
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Unfit(Exception):
    """Why a file cannot be used; it becomes one problem at the edge of its module."""

    def __init__(self, rule: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint

    def problem(self, path: Path) -> Problem:
        """The error that the author is shown."""
        return problem(path, self.rule, Severity.ERROR, self.message, self.hint)


def problem(
    path: Path, rule: str, severity: Severity, message: str, hint: str
) -> Problem:
    """A problem with the file as a whole, which is named in front of the message."""
    return Problem(
        rule=rule,
        severity=severity,
        message=f"{path.name} {message}",
        location=Location(path=path),
        hint=hint,
    )


@contextmanager
def opened(path: Path, kind: str) -> Iterator[BinaryIO]:
    """The file, open for reading and not empty; ``kind`` is "audio" or "artwork".

    Raises Unfit for whatever the disk holds instead. Pipes and devices are not opened:
    reading one might never end.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            raise Unfit(f"{kind}-readable", *_not_a_file(path, kind))
        with path.open("rb") as stream:
            if not os.fstat(stream.fileno()).st_size:
                raise Unfit(f"{kind}-not-empty", *_EMPTY)
            yield stream
    except FileNotFoundError:
        hint = "put it there, or correct the path"
        raise Unfit(f"{kind}-exists", "is missing", hint) from None
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "look at its permissions, and at the disk it is on"
        message = f"cannot be read: {reason.lower()}"
        raise Unfit(f"{kind}-readable", message, hint) from None


def likeness(head: bytes) -> str | None:
    """What a file with these first bytes seems to be: "a web page"; None if unknown."""
    for beginning, name in _BEGINNINGS:
        if re.match(beginning, head, re.DOTALL):
            return name
    return "plain text" if _is_text(head) else None


_EMPTY = ("is empty: it has no bytes at all", "export it again, or copy it again")


def _not_a_file(path: Path, kind: str) -> tuple[str, str]:
    there = "a folder" if path.is_dir() else "a device or a pipe"
    return f"is {there}, not a file", f"name the {kind} file itself"


def _is_text(head: bytes) -> bool:
    if not head.strip() or _CONTROLS.search(head):
        return False
    utf_8 = getincrementaldecoder("utf-8")()  # the head may end within a character
    try:
        utf_8.decode(head)
    except UnicodeDecodeError:
        return sum(byte < 128 for byte in head) > 0.7 * len(head)
    return True
