"""Word documents: paragraphs as lines, tracked changes accepted, comments left out."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from ...model import Transcript
from ...timecode import parse_timecode
from .context import Context
from .lines import Line, lines_of
from .reading import read_lines
from .source import Source

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_BODY = "word/document.xml"
_LINKS = "word/_rels/document.xml.rels"

#: A transcript of ten hours has 1 MB of text; more is no transcript, or a ZIP bomb.
_LONGEST = 64 * 1024 * 1024
_CHUNK = 64 * 1024

#: What a broken, encrypted or hostile archive makes the standard library raise.
_BROKEN = (
    *(expat.ExpatError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError),
    *(KeyError, OSError, RuntimeError, ValueError, NotImplementedError),
)

#: What tracked changes took away.
_GONE = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "br": "\x0b", "cr": "\x0b", "noBreakHyphen": "-"}
_HEADING_STYLES = ("heading", "title", "berschrift", "titre", "titel", "ttulo", "kop")

#: What is left out, and how it is told.
_NOTES = (
    (
        ("ins", "del", "moveFrom", "moveTo"),
        "changes-accepted",
        "tracked changes",
        "read as accepted",
    ),
    (("commentReference",), "comments-left-out", "comments", "not published"),
    (
        ("footnoteReference", "endnoteReference"),
        "comments-left-out",
        "footnotes",
        "not published",
    ),
)

_NOTED = frozenset(tag for tags, *_ in _NOTES for tag in tags)


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
    for tags, rule, what, how in _NOTES:
        count = sum(page.seen[tag] for tag in tags)
        if count:
            context.doubts.note(rule, f"{count} {what} in the document: {how}")
    return read_lines(page.lines, "docx", context)


def _page(data: bytes) -> _Page:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        targets = _Targets()
        if _LINKS in archive.namelist():
            _parse(archive, _LINKS, targets.start, None, None)
        page = _Page(targets.urls)
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


class _Targets:
    """The addresses that hyperlinks point to, by the identity of the relation."""

    def __init__(self) -> None:
        self.urls: dict[str, str] = {}

    def start(self, _: str, attributes: dict[str, str]) -> None:
        """Keep one relation."""
        target = attributes.get("Target", "")
        if target.lower().startswith(("http://", "https://", "mailto:")):
            self.urls[attributes.get("Id", "")] = target


@dataclass(slots=True)
class _Paragraph:
    """What is gathered of one paragraph."""

    texts: list[str] = field(default_factory=list)
    is_heading: bool = False
    is_item: bool = False
    goes_on: bool = False

    @property
    def text(self) -> str:
        """Its words, with a bullet if it is part of a list."""
        words = "".join(self.texts)
        return f"• {words}" if self.is_item and words.strip() else words


class _Page:
    """Gathers lines from the elements of a document as they come by."""

    def __init__(self, urls: dict[str, str]) -> None:
        self.lines: list[Line] = []
        self.seen: Counter[str] = Counter()
        self._urls = urls
        self._number = 0
        self._gone = 0
        self._in_text = False
        self._in_properties = 0
        self._open: list[_Paragraph] = []
        self._carried: list[str] = []
        self._cells: list[list[list[str]]] = []
        self._link: tuple[str, int] | None = None

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = _tag(name)
        self.seen[tag] += tag in _NOTED
        if tag in _GONE and self._in_properties and self._open:
            self._open[-1].goes_on = True
        self._gone += tag in _GONE or name == _FALLBACK
        self._in_properties += tag == "pPr"
        self._in_text = tag == "t" and not self._gone
        if not self._gone:
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "p":
            self._open.append(_Paragraph(self._carried))
            self._carried = []
        elif tag == "tr":
            self._cells.append([])
        elif tag == "tc" and self._cells:
            self._cells[-1].append([])
        elif self._open:
            self._within(tag, attributes)

    def _within(self, tag: str, attributes: dict[str, str]) -> None:
        paragraph = self._open[-1]
        if tag in _SIGNS and not self._in_properties:
            paragraph.texts.append(_SIGNS[tag])
        elif tag == "pStyle":
            style = next((v for k, v in attributes.items() if k.endswith(" val")), "")
            paragraph.is_heading = style.lower().startswith(_HEADING_STYLES)
        elif tag == "numPr":
            paragraph.is_item = True
        elif tag == "hyperlink":
            relation = next((attributes[k] for k in _RELATION if k in attributes), "")
            url = self._urls.get(relation)
            self._link = (url, len(paragraph.texts)) if url else None

    def text(self, text: str) -> None:
        """Characters inside an element."""
        if self._in_text and self._open:
            self._open[-1].texts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        tag = _tag(name)
        self._in_text = False
        self._in_properties -= tag == "pPr"
        if tag in _GONE or name == _FALLBACK:
            self._gone -= 1
        elif not self._gone:
            self._finish(tag)

    def _finish(self, tag: str) -> None:
        if tag == "p" and self._open:
            self._end_paragraph(self._open.pop())
        elif tag == "tr" and self._cells:
            self._add(_row(self._cells.pop()), False)
        elif tag == "hyperlink" and self._link and self._open:
            url, begin = self._link
            texts = self._open[-1].texts
            words = "".join(texts[begin:])
            texts[begin:] = [words if "://" in words else f"[{words}]({url})"]
            self._link = None

    def _end_paragraph(self, paragraph: _Paragraph) -> None:
        if paragraph.goes_on:
            # Its end was deleted: the next paragraph goes on with it.
            self._carried = paragraph.texts
        elif self._cells and self._cells[-1]:
            self._cells[-1][-1].append(paragraph.text)
        else:
            self._add(paragraph.text, paragraph.is_heading)

    def _add(self, text: str, is_heading: bool) -> None:
        self._number += 1
        for part in lines_of(text.replace("\n", " "), self._number):
            part.heading = is_heading and not part.blank
            self.lines.append(part)


def _tag(name: str) -> str:
    """The name of an element of Word's own, without its namespace."""
    for namespace in _WORD:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return ""


def _row(cells: Sequence[Sequence[str]]) -> str:
    """A row of a table as a line: short first cells are time and label."""
    texts = ["\x0b".join(paragraphs).strip() for paragraphs in cells]
    *front, last = [text for text in texts if text] or [""]
    if not front or any(len(text) > 40 for text in front):
        return "\t".join([*front, last])
    marks = [f"[{t}]" if parse_timecode(t) is not None else t for t in front]
    return f"{' '.join(marks).rstrip(':')}: {last}"
