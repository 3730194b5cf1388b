"""The HTML of an old feed's notes as Markdown that says the same, word for word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import nh3

from ..text import ALLOWED_SCHEMES, ALLOWED_TAGS, html_of, one_line, xml_safe

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_HEADINGS = {f"h{level}": "#" * max(1, level - 1) for level in range(1, 7)}
#: What begins on a line of its own, beside lists and headings.
_BLOCKS = frozenset(
    "p div section article header footer main aside figure figcaption center address "
    "table thead tbody tfoot tr td th caption dl dt dd details summary pre li".split()
)
_KNOWN = ALLOWED_TAGS | _BLOCKS | _HEADINGS.keys() | {"img"}
#: What means something to Markdown within a line, each only where it does.
_MARKS = re.compile(
    r"([`*]|\\(?=[!-/:-@\[-`{-~])|(?<![^\W_])_|_(?![^\W_])|<(?=[a-zA-Z/!?])|!(?=\[)|\](?=[(\[:])"
    r"|&(?=#?\w+;))"
)
#: So many brackets that it would take a reader of Markdown long to pair them.
_MANY = 50
_ALL_MARKS = re.compile(_MARKS.pattern.replace("([`*]|", r"([`*\[]|", 1))
#: And what does at its beginning: headings, lists, quotes, rules, code.
_BEGINNINGS = re.compile(
    r"(?P<mark>#{1,6}(?=\s|$)|[+-](?=\s|$)|[>=~]|-{2,}|_{3,})"
    r"|(?P<number>\d{1,9})(?P<point>[.)](?=\s|$))"
)
_ADDRESS = re.compile(r"(https?://[^\s<>]+)")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
#: Without it, every entry would be a paragraph.
_LIST_AFTER = re.compile(r"\n\n(?=- |1\. )")
_ENDS = ".,;:!?)'\"»”’"
#: Written as it is, such an address stays what it is.
_PLAIN_ADDRESS = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&+,;=-]+")


def markdown_of(html: str) -> str:
    """Markdown of the HTML's words, links, pictures, lists, headings and emphasis.

    Where emphasis would show its asterisks, as it can between letters, it is left out.
    """
    from lxml import html as parser

    if not _TAG.search(html):  # apps keep the lines of plain text
        html = html.strip().replace("\n", "<br>")
    clean = nh3.clean(
        xml_safe(html),
        tags=set(_KNOWN),
        attributes={"a": {"href"}, "img": {"src", "alt"}},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )
    if not clean.strip():
        return ""
    root = parser.fragment_fromstring(clean, create_parent="div")
    texts = [_Writer(emphasis=emphasis).document(root) for emphasis in (True, False)]
    emphatic, plain = texts
    if emphatic == plain or _words(emphatic) == _words(plain):
        return emphatic
    return plain


def _words(markdown: str) -> str:
    return one_line(re.sub(r"<[^>]*>", "", html_of(markdown)))


class _Writer:
    """Writes blocks as paragraphs; within a line, a newline is a break."""

    def __init__(self, *, emphasis: bool) -> None:
        self.emphasis = emphasis

    def document(self, root: HtmlElement) -> str:
        return "\n\n".join(self.blocks(root))

    def blocks(self, element: HtmlElement) -> Iterator[str]:
        line = [_escaped(element.text)]
        for child in element:
            name = str(child.tag)
            if name in _BLOCKS or name in _HEADINGS or name in _STANDING:
                yield from _paragraphs("".join(line))
                line = []
                yield from self.block(name, child)
            else:
                line.append(self.inline(child))
            line.append(_escaped(child.tail))
        yield from _paragraphs("".join(line))

    def block(self, name: str, element: HtmlElement) -> Iterator[str]:
        if name in _HEADINGS:
            text = self.inside(element).replace("\n", " ").strip()
            yield from [f"{_HEADINGS[name]} {text}"] if text else []
        elif name in ("ul", "ol"):
            yield from filter(None, [self.entries(element, numbered=name == "ol")])
        elif name == "blockquote":
            quoted = "\n\n".join(self.blocks(element))
            yield from ["\n".join(map(_quoted, quoted.split("\n")))] if quoted else []
        elif name == "hr":
            yield "---"
        else:
            yield from self.blocks(element)

    def entries(self, element: HtmlElement, *, numbered: bool) -> str:
        found: list[str] = []
        for child in element:
            text = _LIST_AFTER.sub("\n", "\n\n".join(self.blocks(child)))
            if text:
                mark = f"{len(found) + 1}. " if numbered else "- "
                inner = text.replace("\n", "\n" + " " * len(mark))
                found.append(mark + re.sub(r"(?m)^\s+$", "", inner))
        return "\n".join(found)

    def inline(self, element: HtmlElement) -> str:
        name = str(element.tag)
        if name == "br":
            return "\n"
        if name == "img":
            return f" {_picture(element)} "
        inside = self.inside(element)
        if name == "a" and (address := element.get("href", "").strip()):
            return _around(inside, lambda label: _link(label, address))
        if name in _AROUND and self.emphasis:
            mark = _AROUND[name]
            return _around(inside, lambda text: f"{mark}{text}{mark}")
        return f" {inside} " if name in _BLOCKS or name in _HEADINGS else inside

    def inside(self, element: HtmlElement) -> str:
        escape = _label if element.tag == "a" else _escaped
        parts = [escape(element.text)]
        for child in element:
            parts += (self.inline(child), escape(child.tail))
        return "".join(parts)


_STANDING = frozenset({"ul", "ol", "blockquote", "hr"})


def _around(inside: str, wrap: Callable[[str], str]) -> str:
    """Each line wrapped, with the spaces around it left outside."""
    lines = []
    for line in inside.split("\n"):
        text = line.strip()
        before, _, after = line.partition(text) if text else (line, "", "")
        lines.append(f"{before}{wrap(text) if text else ''}{after}")
    return "\n".join(lines)


def _paragraphs(text: str) -> Iterator[str]:
    """The lines of a text, which an empty one parts into paragraphs."""
    lines = [re.sub(" +", " ", line).strip() for line in text.split("\n")]
    for paragraph in re.split("\n{2,}", "\n".join(lines).strip("\n")):
        if paragraph:
            yield "\\\n".join(map(_begun, paragraph.split("\n")))


def _begun(line: str) -> str:
    begins = _BEGINNINGS.match(line)
    if begins is None:
        return line
    number = begins["number"] or ""
    return f"{number}\\{line[len(number) :]}"


def _quoted(line: str) -> str:
    return f"> {line}".rstrip()


def _link(label: str, address: str) -> str:
    if _PLAIN_ADDRESS.fullmatch(address) and label.replace("\\", "") == address:
        return f"<{address}>"
    return f"[{label}](<{_target(address)}>)"


def _picture(element: HtmlElement) -> str:
    address = element.get("src", "").strip()
    label = _label(element.get("alt", "")).strip()
    is_address = address.startswith(("https://", "http://"))
    return f"![{label}](<{_target(address)}>)" if is_address else ""


def _target(address: str) -> str:
    return re.sub(r"[<>\s\\]", lambda found: f"%{ord(found[0]):02X}", address)


def _label(text: str | None) -> str:
    """Text in brackets, in which no address is one."""
    return re.sub(r"([\\`*_\[\]<>&])", r"\\\1", _spaced(text))


def _escaped(text: str | None) -> str:
    """Text as Markdown; the addresses in it become links, as apps make them."""
    parts = _ADDRESS.split(_spaced(text))
    marks = _MARKS if (text or "").count("[") < _MANY else _ALL_MARKS
    for place, part in enumerate(parts):
        if place % 2:
            address = part.rstrip(_ENDS)
            link = _link(_label(address), address)
            parts[place] = link + marks.sub(r"\\\1", part[len(address) :])
        else:
            parts[place] = marks.sub(r"\\\1", part)
    return "".join(parts)


def _spaced(text: str | None) -> str:
    return re.sub(r"[ \t\r\n\f\v]+", " ", text or "")
