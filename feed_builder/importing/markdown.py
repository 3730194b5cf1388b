"""The HTML of an old feed's notes as Markdown; what has no Markdown becomes text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..text import clean_html, xml_safe

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_MARKS = re.compile(r"([\\`*_\[\]<>])")
_LINE_MARKS = re.compile(r"(?m)^(\s*)([#+-]|\d+(?=[.)]))")
_BREAKS = re.compile(r"(?:\\\n\s*){2,}|\\\n\s*(?=\n|$)|(?<=\n\n)(?:\\\n\s*)+")
_AROUND = {"strong": "**", "b": "**", "em": "*", "i": "*"}
_BLOCKS = frozenset("p h2 h3 h4 blockquote pre".split())


def markdown_of(html: str) -> str:
    """Markdown that says what the HTML says, cleaned by the one allow-list."""
    from lxml import html as parser

    clean = clean_html(xml_safe(html))
    if not clean.strip():
        return ""
    text = _children(parser.fragment_fromstring(clean, create_parent="div"))
    lines = (line.rstrip(" ") for line in text.split("\n"))
    text = _BREAKS.sub("\n\n", "\n".join(lines))  # a break ends no paragraph
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def _children(element: HtmlElement) -> str:
    parts = [_escaped(element.text or "")]
    for child in element:
        parts += (_written(child), _escaped(child.tail or ""))
    return "".join(parts)


def _written(element: HtmlElement) -> str:
    name, inside = str(element.tag), _children(element)
    if name == "br":
        return "\\\n"
    if name == "a":
        return _link(inside.strip(), element.get("href", ""))
    if name == "li":
        return f"\n- {inside.strip()}"
    if name in ("ul", "ol"):
        return f"\n\n{inside}\n\n"
    if name in _BLOCKS:
        return f"\n\n{inside.strip()}\n\n"
    mark = _AROUND.get(name, "") if inside.strip() == inside != "" else ""
    return f"{mark}{inside}{mark}"


def _link(label: str, address: str) -> str:
    if not address:
        return label
    return f"[{label or address}](<{address.replace('>', '%3E')}>)"


def _escaped(text: str) -> str:
    marked = _MARKS.sub(r"\\\1", re.sub(r"\s+", " ", text))
    return _LINE_MARKS.sub(r"\1\\\2", marked) if marked[:1] in "#+-" else marked
