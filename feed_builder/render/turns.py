"""A transcript's turns as they are published: directions out, each with an address."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import lru_cache
from itertools import count

from msgspec import Struct

from ..model import Direction, Transcript, Turn
from ..text import slug, xml_safe

#: Words of a turn that its address is made of: enough to tell turns apart, few enough
#: that mending the rest of a long turn leaves its address alone.
WORDS_IN_ID = 8

_SPACES = re.compile(r"[^\S\u00a0\u202f]+")

#: What stands for a direction until it goes; no text that is fit for XML holds it.
_GONE = "\0"
_BRACKETED = re.compile(r"<([^<>]*)>")
#: The spaces before it go with it. What is looked for after that begins with a letter,
#: which is found in a third of the time.
_BEFORE = re.compile(rf"[^\S\n]+(?={_GONE})")
#: "<laughs>... so" begins with "so"; "well <laughs>, so" keeps its comma close.
_LEADING = re.compile(rf"^{_GONE}+[^\S\n]*(?:\.{{2,}}|…)?", re.MULTILINE)
_CLOSING = re.compile(rf"{_GONE}+(?=[,;:!?]|\.(?!\.)|$)", re.MULTILINE)
_INSIDE = re.compile(rf"{_GONE}+[^\S\n]*")


class SpokenTurn(Struct, frozen=True, kw_only=True):
    """What one person says in one go. ``speaker`` is empty where nobody is named."""

    id: str
    speaker: str
    paragraphs: tuple[str, ...]
    start: timedelta | None

    @property
    def text(self) -> str:
        """The paragraphs as one."""
        return " ".join(self.paragraphs)


#: What was said in the last ones that were asked for: page, text and HTML of an episode
#: are made one after another. To compare talks takes long, so only the same is known.
_LAST: list[tuple[Transcript, bool, tuple[SpokenTurn, ...]]] = []
_MOST = 4


def spoken(
    transcript: Transcript | None, *, directions: bool
) -> tuple[SpokenTurn, ...]:
    """The turns with something to read; ``directions`` leaves stage directions in."""
    if transcript is None:
        return ()
    for known, with_directions, turns in _LAST:
        if known is transcript and with_directions == directions:
            return turns
    without = _as_written if directions else _remover(transcript.directions)
    said = tuple(_spoken_turns(transcript.turns, without))
    _LAST[:] = [(transcript, directions, said), *_LAST[: _MOST - 1]]
    return said


def _spoken_turns(
    turns: Iterable[Turn], without: Callable[[str], str]
) -> Iterator[SpokenTurn]:
    taken: set[str] = set()
    for turn in turns:
        paragraphs = _paragraphs(without(turn.text))
        if not paragraphs:
            continue
        speaker = _tidy_name(turn.name or turn.label)
        name = _base_of_id(speaker, paragraphs)
        if name in taken:
            others = _alternatives(name, turn.start)
            name = next(other for other in others if other not in taken)
        taken.add(name)
        yield SpokenTurn(
            id=name, speaker=speaker, paragraphs=paragraphs, start=turn.start
        )


def _paragraphs(text: str) -> tuple[str, ...]:
    if _is_tidy(text):
        line = text.strip()
        return (line,) if line else ()
    return tuple(filter(None, map(_tidy, text.split("\n"))))


def _tidy(line: str) -> str:
    """Single spaces, no others but those that must not break; nothing odd."""
    tidy = line if _is_tidy(line) else _SPACES.sub(" ", xml_safe(line))
    return tidy.strip()


_tidy_name = lru_cache(maxsize=256)(_tidy)


def _is_tidy(text: str) -> bool:
    """Whether it has single spaces only; no other space and nothing odd is printable.

    That is what most turns are, and found out in a quarter of the time of tidying.
    """
    return text.isprintable() and "  " not in text


def _base_of_id(speaker: str, paragraphs: tuple[str, ...]) -> str:
    words = " ".join(paragraphs).split(None, WORDS_IN_ID)[:WORDS_IN_ID]
    return slug(" ".join([speaker, *words])) or "turn"


def _alternatives(base: str, start: timedelta | None) -> Iterator[str]:
    """Addresses of a turn that begins as others do ("Yes."): by its time, else a count.

    No address depends on turns after it, nor on turns that begin otherwise.
    """
    if start is not None:
        yield f"{base}-{int(start.total_seconds())}s"
    yield from (f"{base}-{number}" for number in count(2))


def _as_written(text: str) -> str:
    return text


def _remover(directions: tuple[Direction, ...]) -> Callable[[str], str]:
    """Takes out exactly these ``<…>``, and no other ``<``."""
    known = {" ".join(direction.text.split()) for direction in directions}

    def marked(found: re.Match[str]) -> str:
        return _GONE if " ".join(found[1].split()) in known else found[0]

    def without(text: str) -> str:
        if "<" not in text:
            return text
        text = _BEFORE.sub("", _BRACKETED.sub(marked, xml_safe(text)))
        return _INSIDE.sub(" ", _CLOSING.sub("", _LEADING.sub("", text)))

    return without
