"""Lines that are not YAML: what is wrong with them in an author's words, and mended.

A parser says where it gave up. That is often behind the slip: an open quote swallows
all lines up to the next quote. So the lines themselves are looked at first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import yaml

from ..text import cut

_LINE = re.compile(
    r"(?P<lead>\s*(?:- +)*)(?:(?P<key>[\w-]+)(?P<colon> ?:(?:[ \t]+|$)))?"
    r"(?P<value>\S.*?)?\s*"
)
_KEY_LINE = re.compile(r"\s*(?:- +)*[\w-]+ ?:(?:\s|$)|\s*- ")
_BLOCK = re.compile(r":\s+[|>][-+\d]{0,2}\s*(?:#.*)?$")
#: "season 1", "season:1" and "season = 1".
_NO_COLON = re.compile(
    r"(?P<lead>\s*(?:- +)?)(?P<key>[a-z_]+)(?P<sign>:| ?=| )\s*(?P<value>\S.*)"
)
#: With these, YAML says something about a value, and a text cannot begin.
_SIGNS = "@`%*&!|>-?,]}"
_CLOSING = {"[": "]", "{": "}"}
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong, where (lines and columns count from 0), and the lines mended.

    ``lines`` are all lines of the file, with those left empty that say nothing sure.
    """

    line: int
    column: int
    message: str
    hint: str
    lines: list[str]


def slip_of(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Slip:
    """The slip that made the parser give up."""
    opened = _open_quote(lines)
    if opened is not None:
        return opened
    mark = _mark(error)
    at = min(mark.line, len(lines) - 1)
    while at and not lines[at].strip():
        at -= 1
    here = _Place(lines, at, mark.column if at == mark.line else 0)
    slips = (look(here) for look in _LOOKS)
    return next(filter(None, slips), None) or _unknown(here, error)


def quoted(text: str) -> str:
    """The text between quotes, as YAML reads it."""
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


@dataclass(frozen=True, slots=True)
class _Place:
    """A line, and the column where the parser gave up."""

    lines: Sequence[str]
    at: int
    column: int

    @property
    def text(self) -> str:
        return self.lines[self.at]

    @property
    def above(self) -> str:
        """The nearest line above this one that says something."""
        return next((t for t in reversed(self.lines[: self.at]) if t.strip()), "")

    def slip(
        self, message: str, mended: str, column: int | None = None, hint: str = ""
    ) -> Slip:
        """A slip of which it is known how the line should read."""
        lines = [*self.lines]
        lines[self.at] = mended
        column = self.column if column is None else column
        shown = cut(mended.strip(), _LONGEST)
        return Slip(self.at, column, message, hint or f"write `{shown}`", lines)


def _open_quote(lines: Sequence[str]) -> Slip | None:
    """A quote that opens, and is not closed before the next key."""
    for at, text in _outside_blocks(lines):
        found = _LINE.fullmatch(text)
        value = (found["value"] or "") if found else ""
        quote = value[:1]
        if found is None or quote not in ('"', "'") or not found["key"]:
            continue
        if quote in value[1:] or not _is_over(lines, at, found["lead"]):
            continue
        here = _Place(lines, at, 0)
        mended = f"{text.rstrip()}{quote}"
        return here.slip(
            "the quote that opens here is not closed", mended, found.start("value")
        )
    return None


def _outside_blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are no part of a text below `key: |` or `key: >`."""
    inside: int | None = None
    for at, text in enumerate(lines):
        indent = len(text) - len(text.lstrip())
        if inside is not None and (indent > inside or not text.strip()):
            continue
        inside = indent if _BLOCK.search(text) else None
        yield at, text


def _is_over(lines: Sequence[str], at: int, lead: str) -> bool:
    """Whether the next line is not indented more, and begins with a key; or is none."""
    following = next((text for text in lines[at + 1 :] if text.strip()), "")
    indent = len(following) - len(following.lstrip())
    return not following or (indent <= len(lead) and bool(_KEY_LINE.match(following)))


def _tab(here: _Place) -> Slip | None:
    words = here.text.lstrip()
    lead = here.text[: len(here.text) - len(words)]
    if "\t" not in lead:
        return None
    indent = _indent_below(here.above, words)
    message = "a tab stands before the words; YAML indents with spaces"
    spaces = f"put {indent} spaces there" if indent else "take it out"
    return here.slip(message, " " * indent + words, lead.index("\t"), spaces)


def _indent_below(above: str, words: str) -> int:
    """How far words are indented below a line, most likely."""
    found = _LINE.fullmatch(above)
    if found is None:
        return 0
    if found["key"] and not found["value"]:
        return len(found["lead"]) + 2
    is_item = words.startswith("- ")
    return len(above) - len(above.lstrip()) if is_item else len(found["lead"])


def _second_document(here: _Place) -> Slip | None:
    if not re.match(r"(?:---|\.\.\.)(?:\s|$)", here.text):
        return None
    lines = [*here.lines[: here.at], *([""] * (len(here.lines) - here.at))]
    message = "a second document begins here; a file holds one"
    hint = f"take out the line `{here.text[:3]}`; what is below it was not read"
    return Slip(here.at, 0, message, hint, lines)


def _no_colon(here: _Place) -> Slip | None:
    found = _NO_COLON.fullmatch(here.text.rstrip())
    if found is None or _KEY_LINE.match(here.text):
        return None
    messages = {
        ":": "a space is missing behind the colon",
        " ": "there is no colon behind the key",
    }
    message = messages.get(found["sign"], "“=” stands for the colon")
    mended = f"{found['lead']}{found['key']}: {found['value']}"
    return here.slip(message, mended, found.end("key"))


def _quoted_part(here: _Place) -> Slip | None:
    """A quote that is closed before the text ends: `"Ink" from oak galls`."""
    found = _value(here)
    if found is None or found["value"][:1] not in ('"', "'"):
        return None
    value, quote = found["value"], found["value"][0]
    if value.count(quote) < 2:
        return None
    whole = value[1:-1] if value[-1] == quote else value
    message = f"the quote that opens here ends at {cut(_first(value), 40)}"
    return here.slip(message, _mended(found, whole), found.start("value"))


def _first(value: str) -> str:
    """The part that is between quotes, with them."""
    return value[: value.index(value[0], 1) + 1]


def _bracket(here: _Place) -> Slip | None:
    found = _value(here)
    sign = found["value"][:1] if found else ""
    if found is None or sign not in _CLOSING:
        return None
    value = found["value"]
    if _CLOSING[sign] in value:
        message = f"a text that begins with {sign} needs quotes around it"
        return here.slip(message, _mended(found, value), found.start("value"))
    message = f"the bracket that opens here, {sign}, is not closed"
    mended = here.text.rstrip() + _CLOSING[sign]
    return here.slip(message, mended, found.start("value"))


def _sign(here: _Place) -> Slip | None:
    found = _value(here)
    if found is None or found["value"][:1] not in _SIGNS:
        return None
    message = f"a text that begins with {found['value'][0]} needs quotes around it"
    return here.slip(message, _mended(found, found["value"]), found.start("value"))


def _indented(here: _Place) -> Slip | None:
    """A key that is indented though the line above has its value already."""
    found, above = _LINE.fullmatch(here.text), _LINE.fullmatch(here.above)
    if not (found and above and found["key"] and above["key"] and above["value"]):
        return None
    if len(found["lead"]) <= len(above["lead"]) or here.column > found.end("colon"):
        return None
    message = "the line is indented more than the one above it"
    indent = len(above["lead"])
    hint = f"put {indent} spaces before it" if indent else "let it begin the line"
    return here.slip(message, " " * indent + here.text.lstrip(), 0, hint)


def _colon_inside(here: _Place) -> Slip | None:
    found = _value(here)
    if found is None or not found["key"] or not re.search(r":(?:\s|$)", found["value"]):
        return None
    message = "a text with a colon and a space in it needs quotes around it"
    return here.slip(message, _mended(found, found["value"]))


_LOOKS: tuple[Callable[[_Place], Slip | None], ...] = (
    _tab,
    _second_document,
    _indented,
    _no_colon,
    _quoted_part,
    _bracket,
    _sign,
    _colon_inside,
)


def _value(here: _Place) -> re.Match[str] | None:
    found = _LINE.fullmatch(here.text)
    return found if found and found["value"] else None


def _mended(found: re.Match[str], value: str) -> str:
    """The line with its value between quotes."""
    key, colon = found["key"] or "", found["colon"] or ""
    return f"{found['lead']}{key}{colon}{quoted(value)}"


#: PyYAML's words for what no look at the line explains, and ours.
_WORDS = (
    (
        "did not find expected key",
        "the line is indented less or more than it should be",
    ),
    (
        "did not find expected '-'",
        "the line is indented less or more than it should be",
    ),
    ("sequence entries are not", "a list begins on a line of its own, indented"),
    ("could not find expected ':'", "there is no colon behind the key"),
    ("mapping values are not", "a text with a colon in it needs quotes around it"),
    ("while parsing a flow", "a bracket is not closed"),
    ("quoted scalar", "a quote is not closed"),
)


def _unknown(here: _Place, error: yaml.MarkedYAMLError) -> Slip:
    """A slip that is known by the parser's words only; its line is passed over."""
    said = f"{error.context or ''} {error.problem or ''}".strip()
    ours = next((ours for words, ours in _WORDS if words in said), None)
    lines = [*here.lines]
    lines[here.at] = ""
    message = ours or f"this is not YAML: {said}"
    return Slip(
        here.at, here.column, message, "compare it with the lines around it", lines
    )


def _mark(error: yaml.MarkedYAMLError) -> yaml.Mark:
    # An open quote or bracket is noticed at the end of the file, and a key without its
    # colon on the next line: point at where it begins.
    context = error.context or ""
    left_open = any(word in context for word in ("quoted", "flow", "simple key"))
    marks = [error.problem_mark, error.context_mark]
    return next(m for m in (marks[::-1] if left_open else marks) if m)
