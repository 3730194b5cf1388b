"""The XML of a Word document to lines, element by element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...timecode import parse_timecode
from .lines import Line, lines_of

_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"

#: More paragraphs than this are no transcript.
_MOST_LINES = 200_000

#: What tracked changes took away.
_GONE = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": "\t", "br": "\x0b", "cr": "\x0b", "noBreakHyphen": "-"}
_HEADING_STYLES = ("heading", "title", "berschrift", "titre", "titel", "ttulo", "kop")


class Targets:
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


class WordPage:
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
        self.seen[tag] += 1
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
        if self._number > _MOST_LINES:
            raise ValueError("more paragraphs than a transcript has")
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
