"""YAML 1.2 in which every value knows its line and column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import yaml

from ..problems import Location, Problem, Severity
from ..text import FORBIDDEN, cut, misread
from .slips import Slip, quoted, slip_of

Trail = tuple[str | int, ...]
"""The keys and indexes that lead to a value."""

#: More is not a podcaster's file but an attack by aliases within aliases.
MOST_VALUES = 50_000
DEEPEST = 30
#: After so many lines that are not YAML, the file is something else.
MOST_UNPARSED = 10

#: What YAML 1.2 does not count as printable, and so cannot be parsed (production [1]).
_UNPRINTABLE = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)

#: The core schema of YAML 1.2 (§10.3.2): "no" is a word, and 1:30:15 is no number.
_CORE = (
    ("tag:yaml.org,2002:null", r"~|null|Null|NULL|", "~nN\0"),
    ("tag:yaml.org,2002:bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("tag:yaml.org,2002:int", r"[-+]?[0-9]{1,18}", "-+0123456789"),
    (
        "tag:yaml.org,2002:float",
        r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?",
        "-+.0123456789",
    ),
)

_INT = re.compile(r"[-+]?\d{1,18}", re.ASCII)
_FLOAT = re.compile(_CORE[-1][1], re.ASCII)
_CORE_TAG = "tag:yaml.org,2002:"
_PLAIN = "write a word and a colon; a text that begins with [ or { needs quotes"


class WrittenInt(int):
    """A whole number that remembers how it was written, for where text is wanted."""

    written: str


class WrittenFloat(float):
    """A number that remembers how it was written, for where text is wanted."""

    written: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The value of a YAML file, with the place of every key and value in it.

    ``texts`` are where texts begin that stand in the file line for line. It is
    ``partial`` when lines of it could not be read as they stand; ``mended`` are the
    numbers of those.
    """

    path: Path
    value: Any
    keys: Mapping[Trail, tuple[int, int]] = field(default_factory=dict)
    values: Mapping[Trail, tuple[int, int]] = field(default_factory=dict)
    texts: Mapping[Trail, tuple[int, int]] = field(default_factory=dict)
    partial: bool = False
    mended: frozenset[int] = frozenset()

    def key(self, trail: Trail) -> Location:
        """Where the key at this trail stands."""
        return self._place(self.keys, trail)

    def at(self, trail: Trail) -> Location:
        """Where the value at this trail stands, or the nearest value around it."""
        line, column = _nearest(self.values, trail)
        parts = {
            key: self._place(self.values, (*trail, key)) for key in self._keys(trail)
        }
        text = self.texts.get(trail)
        return Location(
            path=self.path, line=line, column=column, parts=parts, text=text
        )

    def _keys(self, trail: Trail) -> Iterable[str]:
        value = self.value
        for step in trail:
            if isinstance(value, dict):
                value = value.get(step)
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step] if step < len(value) else None
            else:
                return ()
        return value if isinstance(value, dict) else ()

    def _place(self, places: Mapping[Trail, tuple[int, int]], trail: Trail) -> Location:
        line, column = _nearest(places, trail)
        return Location(path=self.path, line=line, column=column)


def _nearest(places: Mapping[Trail, tuple[int, int]], trail: Trail) -> tuple[int, int]:
    while trail and trail not in places:
        trail = trail[:-1]
    return places.get(trail, (1, 1))


def read_document(data: bytes, path: Path) -> tuple[Document, tuple[Problem, ...]]:
    """The document in these bytes; its value is None where nothing could be read."""
    reader = _Reader(path)
    return reader.read(data), tuple(reader.problems)


class CoreLoader(yaml.CSafeLoader):
    """libyaml's parser with nothing but the core schema's types."""

    yaml_implicit_resolvers: ClassVar[dict[str, Any]] = {}  # type: ignore[misc]  # the stubs say instance; PyYAML reads the class


for _tag, _pattern, _first in _CORE:
    for _letter in _first:
        CoreLoader.yaml_implicit_resolvers.setdefault(_letter.strip("\0"), []).append(
            (_tag, re.compile(f"(?:{_pattern})\\Z", re.ASCII))
        )


#: With a space behind the sign, it is a comment and meant so.
_COMMENT = re.compile(r"\s+(#[^\s#!].*?)\s*$")
_MERGE_MARK = re.compile(r"([<=>|])\1{6}(?: |\r?$)")


class _Reader:
    """One file on its way from bytes to a document, and what is wrong with it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.keys: dict[Trail, tuple[int, int]] = {}
        self.values: dict[Trail, tuple[int, int]] = {}
        self.texts: dict[Trail, tuple[int, int]] = {}
        self.removed: dict[int, list[int]] = {}
        self.count = 0
        self.partial = False
        self.mended: set[int] = set()
        self.lines: list[str] = []

    def read(self, data: bytes) -> Document:
        text = self._decoded(data)
        self._check_letters(text)
        node = self._node(self._printable(text))
        try:
            value = None if node is None else self._value(node, ())
        except _TooMuch as error:
            message = "the file holds too many values, or values too deep in others"
            self._report("yaml-bounded", error.node, message, "write it more simply")
            value = None
        return Document(
            path=self.path,
            value=value,
            keys=self.keys,
            values=self.values,
            texts=self.texts,
            partial=self.partial,
            mended=frozenset(self.mended),
        )

    def _decoded(self, data: bytes) -> str:
        encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            start = data.rfind(b"\n", 0, error.start) + 1
            self._warn(
                "utf-8",
                "the file is not UTF-8; it was read as Windows-1252",
                (line, error.start - start + 1),
                "save it as UTF-8 in your editor",
            )
            return data.decode("cp1252", "replace")

    def _check_letters(self, text: str) -> None:
        """Report the first letters that some program has read wrongly."""
        found = None if text.isascii() else misread(text)
        if found is None:
            return
        at, word, meant = found
        line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
        self._warn(
            "letters-right",
            f"“{word}” came out wrong",
            (line, column),
            f"was it “{meant}”? Look for more, and save the file as UTF-8",
        )

    def _printable(self, text: str) -> str:
        if not _UNPRINTABLE.search(text):
            return text
        for number, line in enumerate(text.split("\n"), start=1):
            for match in _UNPRINTABLE.finditer(line):
                self.removed.setdefault(number, []).append(match.start() + 1)
                self._forbidden(match[0], (number, match.start() + 1))
        return _UNPRINTABLE.sub("", text)

    def _forbidden(self, letter: str, position: tuple[int, int]) -> None:
        self._warn(
            "no-control-characters",
            f"the invisible character U+{ord(letter):04X} was left out",
            position,
            "delete it; it often comes along when text is pasted",
        )

    def _warn(
        self, rule: str, message: str, position: tuple[int, int], hint: str
    ) -> None:
        self.problems.append(
            Problem(
                rule=rule,
                severity=Severity.WARNING,
                message=message,
                location=self._location(position),
                hint=hint,
            )
        )

    def _node(self, text: str) -> yaml.Node | None:
        """The outermost node; a line that is not YAML is reported, and then mended.

        So the mistakes after the first one are found in the same run. Where it cannot
        be told how the line should read, it is passed over.
        """
        lines = self._merged(text.split("\n"))
        told: set[int] = set()
        for _ in range(2 * MOST_UNPARSED):
            try:
                node = yaml.compose("\n".join(lines), Loader=CoreLoader)
            except yaml.MarkedYAMLError as error:
                slip = slip_of(lines, error)
                lines = slip.lines
                if slip.line in told:  # mended, it is still not YAML
                    lines[slip.line] = ""
                elif len(told) < MOST_UNPARSED:
                    self._unparsed(slip)
                    told.add(slip.line)
                else:
                    return None
                continue
            self.lines = lines
            return node
        return None

    def _merged(self, lines: list[str]) -> list[str]:
        """The lines without what git left there; of two versions, the first stays."""
        kept, theirs = list(lines), False
        for number, line in enumerate(lines):
            mark = _MERGE_MARK.match(line)
            if mark and mark[1] == "<" and not self.partial:
                self.problems.append(
                    Problem(
                        rule="yaml-syntax",
                        severity=Severity.ERROR,
                        message="git could not merge two versions of these lines",
                        location=self._location((number + 1, 1)),
                        hint="keep what is right, and remove the lines <<<<<<<, "
                        "======= and >>>>>>>",
                    )
                )
                self.partial = True
            if not self.partial or not (mark or theirs):
                continue
            kept[number] = ""
            theirs = mark[1] in "=|" if mark else theirs
        return kept

    def _unparsed(self, slip: Slip) -> None:
        self.partial = True
        self.mended.add(slip.line + 1)
        self.problems.append(
            Problem(
                rule="yaml-syntax",
                severity=Severity.ERROR,
                message=slip.message,
                location=self._location(self._position(slip.line, slip.column)),
                hint=slip.hint,
            )
        )

    def _value(self, node: yaml.Node, trail: Trail) -> Any:
        self.count += 1
        if self.count > MOST_VALUES or len(trail) > DEEPEST:
            raise _TooMuch(node)
        self.values[trail] = self._place(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return dict(self._pairs(node, trail))
        if isinstance(node, yaml.SequenceNode):
            return [self._value(n, (*trail, i)) for i, n in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        if begin := self._text_of(node):
            self.texts[trail] = begin
        return self._scalar(node)

    def _line(self, number: int) -> str:
        # libyaml counts more signs as the ends of lines than editors do.
        return self.lines[number] if number < len(self.lines) else ""

    def _text_of(self, node: yaml.ScalarNode) -> tuple[int, int] | None:
        """Where the words begin, if they are written as they are read."""
        start, end = node.start_mark, node.end_mark
        if node.style == "|":
            below = self.lines[start.line + 1 : end.line]
            first = next((line for line in below if line.strip()), "")
            return self._position(start.line + 1, len(first) - len(first.lstrip()))
        if start.line != end.line:
            return None
        column = start.column + bool(node.style)
        is_same = self._line(start.line).startswith(node.value, column)
        return self._position(start.line, column) if is_same else None

    def _pairs(self, node: yaml.MappingNode, trail: Trail) -> Iterator[tuple[str, Any]]:
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(
                    "keys-are-words", key_node, "a key must be a plain word", _PLAIN
                )
                continue
            key = str(key_node.value)
            here = (*trail, key)
            if here in self.keys:
                first = self.keys[here][0]
                message = f"{key!r} is written twice; it stands on line {first} already"
                self._report("unique-keys", key_node, message, "remove one of them")
                continue
            self.keys[here] = self._place(key_node.start_mark)
            yield key, self._value(value_node, here)

    def _scalar(self, node: yaml.ScalarNode) -> Any:
        text = self._without_forbidden(node)
        match node.tag.removeprefix(_CORE_TAG):
            case "str":
                self._check_comment(node)
                return text
            case "null" if text in ("", "~", "null", "Null", "NULL"):
                self._check_comment(node)
                return None
            case "bool" if text.lower() in ("true", "false"):
                return text.lower() == "true"
            case "int" if _INT.fullmatch(text):
                whole = WrittenInt(text)
                whole.written = text
                return whole
            case "float" if _FLOAT.fullmatch(text):
                number = WrittenFloat(text)
                number.written = text
                return number
        message = f"the tag {node.tag!r} means nothing here"
        self._report(
            "no-yaml-tags", node, message, "remove the word that begins with !"
        )
        return text

    def _check_comment(self, node: yaml.ScalarNode) -> None:
        """Report a text that a hash sign cuts off: `title: Rag paper #4`."""
        end = node.end_mark
        found = _COMMENT.match(self._line(end.line), end.column)
        if found is None or node.style in ("|", ">"):
            return
        whole = f"{node.value} {found[1]}".strip()
        self._warn(
            "texts-uncut",
            f"“{cut(found[1], 40)}” is not read: a comment begins with #",
            self._position(end.line, found.start(1)),
            f"write {cut(quoted(whole), 80)}; or, for a comment, a space behind the #",
        )

    def _without_forbidden(self, node: yaml.ScalarNode) -> str:
        # Escapes such as "\x1e" in double quotes get here unseen by the parser.
        text = str(node.value)
        if not FORBIDDEN.search(text):
            return text
        for match in FORBIDDEN.finditer(text):
            self._forbidden(match[0], self._place(node.start_mark))
        return FORBIDDEN.sub("", text)

    def _report(self, rule: str, node: yaml.Node, message: str, hint: str = "") -> None:
        self.problems.append(
            Problem(
                rule=rule,
                severity=Severity.ERROR,
                message=message,
                location=self._location(self._place(node.start_mark)),
                hint=hint,
            )
        )

    def _place(self, mark: yaml.Mark) -> tuple[int, int]:
        return self._position(mark.line, mark.column)

    def _position(self, line: int, column: int) -> tuple[int, int]:
        """An editor's line and column for those that count from 0."""
        # The parser saw the text without its unprintable characters.
        line, column = line + 1, column + 1
        for removed in self.removed.get(line, ()):
            if removed > column:
                break
            column += 1
        return line, column

    def _location(self, position: tuple[int, int]) -> Location:
        line, column = position
        return Location(path=self.path, line=line, column=column)


class _TooMuch(Exception):
    def __init__(self, node: yaml.Node) -> None:
        self.node = node
