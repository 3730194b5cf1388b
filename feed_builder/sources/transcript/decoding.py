"""Bytes to text: whatever program wrote the document, with every doubt reported."""

from __future__ import annotations

import codecs
import re
import unicodedata

from ...text import misread
from .doubts import Doubts
from .words import unusual

#: By byte order mark; UTF-32 first, as its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

#: Bytes that are no UTF-8, as surrogateescape keeps them, read as Windows-1252.
_WINDOWS = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace")
    for byte in range(0x80, 0x100)
}
_STRAY = re.compile("[\udc80-\udcff]")

#: Word writes its non-breaking and optional hyphens as control characters.
_HYPHENS = {"\x1e": "\u2011", "\x1f": "\u00ad"}
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_LINE_ENDS = re.compile("\r\n?")
#: From a letter that may be composed to the end of its word.
_WORD = re.compile(r"(?<!\S)[\x21-\x7e]*+[^\s\x00-\x7f]\S*")

#: Beyond these letters, quotes, dashes and the euro, a character may be one to compose.
_COMPOSED = re.compile("[^\x00-\u02ff\u2010-\u205e\u20ac]")

#: Composing is quadratic in the length of a run of accents; no word is this long.
_LONGEST_WORD = 500


#: One byte in so many that no text has, and it is none.
_TOO_MANY = 20
_SAMPLE = 8192
_NO_TEXT = bytes(set(range(0x20)) - set(b"\t\n\v\f\r\x1a\x1b\x1e\x1f")) + b"\x7f"


def is_binary(data: bytes) -> bool:
    """Whether these are the bytes of some program, and no text in any encoding."""
    sample = data[:_SAMPLE]
    strange = len(sample) - len(sample.translate(None, _NO_TEXT))
    return strange * _TOO_MANY > len(sample) and _encoding(data) is None


def decoded(data: bytes, doubts: Doubts) -> str:
    """The text in composed characters, its lines ended by newlines alone."""
    text = _characters(data, doubts)
    if "\r" in text:
        text = _LINE_ENDS.sub("\n", text)
    signs = unusual(text)
    if not signs:
        return text
    for written, hyphen in _HYPHENS.items():
        text, signs = text.replace(written, hyphen), signs.replace(written, hyphen)
    control = _CONTROLS.search(text) if _CONTROLS.search(signs) else None
    if control:
        doubts.note(
            "plain-characters",
            f"character U+{ord(control[0]):04X} is no text; read as a space",
            line=_line_of(text, control.start()),
            hint="type the word again, or export the document again",
        )
        text = _CONTROLS.sub(" ", text)
    if text.isascii():
        return text
    if misread(signs):
        _check_letters(text, doubts)
    return _WORD.sub(_composed, text) if _COMPOSED.search(signs) else text


def _check_letters(text: str, doubts: Doubts) -> None:
    """Report the first letters that some program has read wrongly."""
    found = misread(text)
    if found:
        at, word, meant = found
        doubts.warn(
            "letters-right",
            f"“{word}” came out wrong",
            _line_of(text, at),
            at - text.rfind("\n", 0, at),
            hint=f"was it “{meant}”? Export the document again, as UTF-8",
        )


def _characters(data: bytes, doubts: Doubts) -> str:
    encoding = _encoding(data)
    if encoding and not any(data.startswith(mark) for mark, _ in _MARKS):
        _guessed(doubts, "UTF-16 without a byte order mark", line=1)
    if encoding and encoding != "utf-8-sig":
        return _wide_text(data, encoding, doubts)
    return _narrow_text(data.removeprefix(codecs.BOM_UTF8), doubts)


def _encoding(data: bytes) -> str | None:
    """UTF-16 or 32, by their marks; or else by every other byte being zero.

    So are those of Western text.
    """
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    sample = data[:2000]
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(sample) > 3 and sample[start::2].count(0) > len(sample) // 4:
            return marked or name
    return marked


def _wide_text(data: bytes, encoding: str, doubts: Doubts) -> str:
    text = data.decode(encoding, "replace")
    if "\ufffd" in text:
        at = _line_of(_LINE_ENDS.sub("\n", text), text.index("\ufffd"))
        doubts.warn(
            "utf-8",
            f"not all of this {encoding.upper()} text can be read; "
            "lost characters are shown as \ufffd",
            line=at,
            hint="save the document again, as UTF-8",
        )
    return text


def _narrow_text(data: bytes, doubts: Doubts) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        text = data.decode("utf-8", "surrogateescape")
    stray = _STRAY.search(text)
    assert stray
    at = _line_of(_LINE_ENDS.sub("\n", text[: stray.start()]), None)
    _guessed(doubts, "not UTF-8; read as Windows-1252", line=at)
    is_windows = len(_STRAY.findall(text)) > len(data) - len(text)
    return data.decode("cp1252", "replace") if is_windows else text.translate(_WINDOWS)


def _guessed(doubts: Doubts, what: str, line: int) -> None:
    doubts.warn(
        "utf-8",
        f"the document is {what}",
        line=line,
        hint="save it as UTF-8, then no letter can come out wrong",
    )


def _line_of(text: str, offset: int | None) -> int:
    return (
        text.count("\n", 0, offset) + 1 if offset is not None else text.count("\n") + 1
    )


def _composed(word: re.Match[str]) -> str:
    if len(word[0]) > _LONGEST_WORD:
        return word[0]
    return unicodedata.normalize("NFC", word[0])
