"""XML as loose readers take it: scanned tag by tag, whole or broken.

Entities of a document's own stay as they are written, nothing is fetched, and it takes
time and memory in proportion to the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

_USUAL = {
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "http://purl.org/rss/1.0/modules/content": "content",
    "http://www.w3.org/2005/atom": "atom",
    "http://podlove.org/simple-chapters": "psc",
}
_LONG = "https://github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md"
_USUAL[_LONG] = "podcast"
#: Deeper than this no feed has anything to say.
_DEEPEST = 64
_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[^\s<>/!?"'=]+)"""
    r"""(?P<attributes>(?:\s+[^\s<>/"'=]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)"""
    r"""\s*(?P<empty>/?)>"""
)
_ATTRIBUTE = re.compile(r"""([^\s"'=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
#: Only with its semicolon: addresses have "&copy=1" in them.
_ENTITY = re.compile(r"&#?\w{1,31};")
#: What no reader of XML shows.
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARED = re.compile(rb"""<\?xml[^>]{,200}encoding\s*=\s*["']([\w.:-]{1,40})""")


@dataclass(slots=True)
class Node:
    """A tag by its usual name, with the text in it and the tags below it."""

    name: str
    attributes: dict[str, str]
    texts: list[str] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its own text, without spaces around it."""
        return "".join(self.texts).strip()

    def all(self, name: str) -> list[Node]:
        """The tags of this name right below it."""
        return [child for child in self.children if child.name == name]

    def first(self, *names: str) -> str:
        """The first text that one of these child tags has."""
        texts = (child.text for name in names for child in self.all(name))
        return next(filter(None, texts), "")

    def attribute(self, name: str, attribute: str) -> str:
        """The first value that a tag of this name has there."""
        values = (c.attributes.get(attribute, "").strip() for c in self.all(name))
        return next(filter(None, values), "")


def tree(data: bytes) -> Node:
    """The tags in these bytes below a root without a name."""
    return _tree(_NO_TEXT.sub("", _decoded(data)))


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.search(data[:1000])
    for encoding in ("utf-8-sig", declared[1].decode() if declared else "utf-8"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("cp1252", "replace")


def _tree(text: str) -> Node:
    """The tags of a text by their usual names, each closed where its parent is."""
    root = Node("", {})
    stack, spaces, at = [root], dict[str, str](), 0
    while at < len(text):
        here = text.find("<", at)
        stack[-1].texts.append(_plain(text[at : here if here >= 0 else None]))
        if here < 0:
            break
        if text.startswith("<![CDATA[", here):
            end = text.find("]]>", here)
            stack[-1].texts.append(text[here + 9 : end if end >= 0 else None])
            at = end + 3 if end >= 0 else len(text)
        elif text.startswith(("<!", "<?"), here):
            at = _after_aside(text, here)
        elif tag := _TAG.match(text, here):
            _take(tag, stack, spaces)
            at = tag.end()
        else:
            stack[-1].texts.append("<")
            at = here + 1
    return root


def _after_aside(text: str, here: int) -> int:
    """Where a comment, an instruction or a document type ends."""
    for start, end in (("<!--", "-->"), ("<?", "?>"), ("<!", ">")):
        if text.startswith(start, here):
            found = text.find(end, here)
            inside = text.find("[", here, found) if start == "<!" else -1
            if inside >= 0:
                end, found = "]>", text.find("]>", inside)
            return found + len(end) if found >= 0 else len(text)
    return here + 1


def _take(tag: re.Match[str], stack: list[Node], spaces: dict[str, str]) -> None:
    pairs = _ATTRIBUTE.findall(tag["attributes"])
    attributes = {name: _plain(one or other) for name, one, other in pairs}
    for name, uri in attributes.items():
        if name.startswith("xmlns:"):
            usual = _USUAL.get(uri.strip().rstrip("/").lower())
            spaces[name.removeprefix("xmlns:").lower()] = usual or ""
    prefix, colon, local = tag["name"].lower().rpartition(":")
    name = f"{spaces.get(prefix) or prefix}{colon}{local}"
    if tag["end"]:
        _close(name, stack)
        return
    node = Node(name, {n: v for n, v in attributes.items() if n[:5] != "xmlns"})
    if len(stack) < _DEEPEST:
        stack[-1].children.append(node)
        # The words of a stray tag belong to the text that it stands in.
        node.texts = stack[-1].texts if _is_markup(node, stack) else node.texts
        if not tag["empty"]:
            stack.append(node)


def _is_markup(node: Node, stack: list[Node]) -> bool:
    parents = {each.name for each in stack}
    texts = {"description", "content:encoded", "itunes:summary"}
    return ":" not in node.name and bool(parents & texts)


def _close(name: str, stack: list[Node]) -> None:
    names = [node.name for node in stack]
    if name in names[1:]:
        del stack[len(names) - 1 - names[::-1].index(name) :]


def _plain(text: str) -> str:
    return _NO_TEXT.sub("", _ENTITY.sub(lambda entity: unescape(entity[0]), text))
