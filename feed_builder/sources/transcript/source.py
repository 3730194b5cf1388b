"""A document as its bytes give it: its text and its front matter."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .context import Facts
from .decoding import decoded, is_binary
from .doubts import Doubts
from .front_matter import front_matter
from .words import is_escaped, unescaped

#: Files that hold no text of their own, by their first bytes, and what to do with them.
_NOT_TEXT = (
    (b"PK\x03\x04", "a packed file", "save it as .docx or as plain text"),
    (b"%PDF", "a PDF", "export the text as .txt or .docx"),
    (b"\xd0\xcf\x11\xe0", "an old Word document", "save it as .docx"),
    (b"{\\rtf", "an RTF document", "save it as .docx or as plain text"),
    (b"ID3", "an audio file", "give the transcript, not the recording"),
    (b"OggS", "an audio file", "give the transcript, not the recording"),
    (b"fLaC", "an audio file", "give the transcript, not the recording"),
    (b"\x89PNG", "a picture", "give the transcript as text"),
    (b"\xff\xd8\xff", "a picture", "give the transcript as text"),
)
_NO_TEXT = ("a program's own file", "export the text as .txt, .docx or .vtt")


@dataclass(frozen=True, slots=True)
class Source:
    """A document before its layout is known; ``text`` begins at line ``first``."""

    data: bytes
    path: Path
    text: str
    first: int = 1
    facts: Facts = field(default_factory=Facts)
    has_front_matter: bool = False

    @property
    def is_packed(self) -> bool:
        """Whether this is a ZIP archive, as Word documents are."""
        return self.data.startswith(b"PK\x03\x04")


def source_of(data: bytes, path: Path, doubts: Doubts) -> Source:
    """The document's text behind its front matter; empty when it holds none."""
    if what_it_is(data):
        return Source(data, path, "")
    text = decoded(data, doubts)
    text = unescaped(text) if is_escaped(text) else text
    found = front_matter(text)
    if found is None:
        return Source(data, path, text)
    facts, length = found
    lines = text.split("\n")
    body = "\n".join(lines[length:])
    return Source(data, path, body, length + 1, facts, has_front_matter=True)


def what_it_is(data: bytes) -> tuple[str, str] | None:
    """What a file without text is, and what to do about it."""
    found = (row for row in _NOT_TEXT if data.startswith(row[0]))
    known = next(((what, hint) for _, what, hint in found), None)
    return known or (_NO_TEXT if is_binary(data) else None)
