"""Word documents: paragraphs as lines, tracked changes accepted, comments left out."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections.abc import Callable
from xml.parsers import expat

from ...model import Transcript
from .context import Context
from .reading import read_lines
from .source import Source
from .word_page import Targets, WordPage

_BODY = "word/document.xml"
_LINKS = "word/_rels/document.xml.rels"

#: A transcript of ten hours has 1 MB of text; more is no transcript, or a ZIP bomb.
_LONGEST = 32 * 1024 * 1024
_CHUNK = 64 * 1024

#: What a broken, encrypted or hostile archive makes the standard library raise.
_BROKEN = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(KeyError, OSError, RuntimeError, ValueError, NotImplementedError),
)

#: Elements that tell of what is left out, the rule, and how it is told.
_NOTES = (
    (("ins", "del", "moveFrom", "moveTo"), "changes-accepted", "tracked changes"),
    (("commentReference",), "comments-left-out", "comments"),
    (("footnoteReference", "endnoteReference"), "comments-left-out", "footnotes"),
)
_TOLD = {"changes-accepted": "read as accepted", "comments-left-out": "not published"}


def fits(source: Source) -> bool:
    """It is a ZIP archive; whether it is a Word document shows when it is read."""
    return source.is_packed


def read(source: Source, context: Context) -> Transcript:
    """The lines are numbered by paragraphs. Notes say what was left out."""
    try:
        page = _page(source.data)
    except _BROKEN:
        context.doubts.error(
            "text-document",
            "this is no Word document, or a broken one",
            None,
            "save it again as .docx, or as plain text",
        )
        return Transcript(form="unknown")
    for tags, rule, what in _NOTES:
        count = sum(page.seen[tag] for tag in tags)
        if count:
            told = f"{what} in the document ({count}): {_TOLD[rule]}"
            context.doubts.note(rule, told)
    return read_lines(page.lines, "docx", context)


def paragraphs(data: bytes) -> tuple[str, ...]:
    """The text of each paragraph, as lines are numbered; none of a broken document."""
    try:
        lines = _page(data).lines
    except _BROKEN:
        return ()
    parts: dict[int, list[str]] = {}
    for line in lines:
        parts.setdefault(line.number, []).append(line.raw)
    return tuple(" ".join(of_one) for of_one in parts.values())


def _page(data: bytes) -> WordPage:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets = Targets()
        if _LINKS in archive.namelist():
            _parse(archive, _LINKS, targets.start, None, None)
        page = WordPage(targets.urls)
        _parse(archive, _BODY, page.start, page.end, page.text)
    return page


def _parse(
    archive: zipfile.ZipFile,
    name: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None,
    text: Callable[[str], None] | None,
) -> None:
    """Send a part's elements to the handlers, without ever holding it whole."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(name) as part:
        for _ in range(_LONGEST // _CHUNK):
            chunk = part.read(_CHUNK)
            parser.Parse(chunk, not chunk)
            if not chunk:
                return
    raise ValueError(f"{name} is longer than any transcript")


def _refuse_doctype(*_: object) -> None:
    # Word never writes one; entities that expand without end need one.
    raise ValueError("a Word document has no DOCTYPE")
