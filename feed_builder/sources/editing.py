"""An author's YAML with single values set; every other byte of it stays as it is.

A library that reads and writes it anew would keep comments, but not how lists are
indented, long lines are folded or spaces are lined up. So the parser only tells where
a value stands, and nothing else is touched.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from .document import CoreLoader, Trail, read_document

Scalar = str | int


def with_values(data: bytes, key: str, values: Mapping[str, Scalar]) -> bytes | None:
    """The file with ``key`` a mapping of these values; None if that cannot be done.

    What the mapping held besides them stays.
    """
    for name, value in values.items():
        changed = with_value(data, (key, name), value)
        if changed is None:
            return None
        data = changed
    return data


def with_value(data: bytes, trail: Trail, value: Scalar) -> bytes | None:
    """The file with this value at the trail, whose last two steps may be new.

    None if it is not YAML in UTF-8, or if anything else would change its meaning.
    """
    try:
        text = data.decode("utf-8-sig")
        root = yaml.compose(text, Loader=CoreLoader)
    except (UnicodeDecodeError, yaml.YAMLError):
        return None
    if not isinstance(root, yaml.MappingNode) or not root.value:
        return None
    written = _Editor(text).written(root, trail, scalar(value))
    if written is None:
        return None
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    changed = mark + written.encode()
    wanted = _set(_value(data), trail, value)
    return changed if _value(changed) == wanted else None


def scalar(value: Scalar) -> str:
    """The value as YAML on one line, in quotes only where it needs them."""
    if isinstance(value, int):
        return str(value)
    document, problems = read_document(f"k: {value}\n".encode(), Path())
    is_plain = not problems and document.value == {"k": value}
    lists = value[:1] in "[{\"'" or ", " in value
    if is_plain and not lists:
        return value
    quoted = json.dumps(value, ensure_ascii=False)
    return "".join(c if c.isprintable() else f"\\U{ord(c):08x}" for c in quoted)


@dataclass(frozen=True, slots=True)
class _Editor:
    """One text, and where in it something new is put."""

    text: str

    def written(
        self, node: yaml.CollectionNode, trail: Trail, value: str
    ) -> str | None:
        """The text with the value at the trail below the node."""
        step, *rest = trail
        child = _child(node, step)
        if child is None:
            return self._added(node, str(step), rest, value)
        if not rest:
            return self._replaced(child, value)
        if isinstance(child, yaml.CollectionNode):
            return self.written(child, tuple(rest), value)
        return self._unfolded(node, child, rest, value)

    def _replaced(self, node: yaml.Node, value: str) -> str:
        start, end = node.start_mark.index, node.end_mark.index
        gap = " " if self.text[start - 1] == ":" else ""
        if end > start and self.text[end - 1] == "\n":  # a block of lines
            value += self._newline
        return self.text[:start] + gap + value + self.text[end:]

    def _unfolded(
        self, parent: yaml.CollectionNode, node: yaml.Node, rest: list[Any], value: str
    ) -> str | None:
        """A single value makes room for a mapping; a comment behind it stays."""
        if len(rest) > 1 or parent.flow_style:
            return None
        start, end = node.start_mark.index, node.end_mark.index
        stop = self._line_end(end)
        indent = " " * (parent.start_mark.column + 2)
        comment = self.text[end:stop]
        line = f"{self._newline}{indent}{rest[0]}: {value}"
        return self.text[:start].rstrip(" ") + comment + line + self.text[stop:]

    def _added(
        self, node: yaml.Node, key: str, rest: list[Any], value: str
    ) -> str | None:
        if not isinstance(node, yaml.MappingNode) or len(rest) > 1:
            return None
        if node.flow_style:
            entry = f"{key}: {{{rest[0]}: {value}}}" if rest else f"{key}: {value}"
            return self._within(node, entry)
        indent = " " * node.start_mark.column
        lines = [f"{indent}{key}:" + ("" if rest else f" {value}")]
        lines += [f"{indent}  {name}: {value}" for name in rest]
        at = _end(node)
        if at and self.text[at - 1] == "\n":
            added = "".join(line + self._newline for line in lines)
        else:
            at = self._line_end(at)
            added = "".join(self._newline + line for line in lines)
        return self.text[:at] + added + self.text[at:]

    def _within(self, node: yaml.MappingNode, entry: str) -> str:
        inside = self.text[: node.end_mark.index - 1]
        kept = inside.rstrip()
        comma = "" if kept[-1] in "{," else ","
        gap = "" if kept[-1] == "{" else " "
        return f"{kept}{comma}{gap}{entry}{self.text[len(kept) :]}"

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        if end < 0:
            return len(self.text)
        return end - 1 if self.text[end - 1] == "\r" else end

    @property
    def _newline(self) -> str:
        return "\r\n" if "\r\n" in self.text else "\n"


def _child(node: yaml.Node, step: str | int) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        found = [v for k, v in node.value if k.value == step]
        return found[0] if found else None
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int):
        return node.value[step] if step < len(node.value) else None
    return None


def _end(node: yaml.Node) -> int:
    """Where the node's last value ends; a block's own mark lies behind comments."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _value(data: bytes) -> Any:
    document, problems = read_document(data, Path())
    return None if document.partial or problems else document.value


def _set(value: Any, trail: Trail, new: Scalar) -> Any:
    """The value as it should be after the edit."""
    if not trail:
        return new
    step, *rest = trail
    if isinstance(step, int):
        changed = list(value)
        changed[step] = _set(changed[step], tuple(rest), new)
        return changed
    mapping = dict(value) if isinstance(value, dict) else {}
    return {**mapping, step: _set(mapping.get(step), tuple(rest), new)}
