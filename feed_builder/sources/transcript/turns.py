"""Turns as they grow, and the speakers they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import accumulate

from ...model import Direction, Speaker, Turn
from .directions import directions_in
from .doubts import Doubts
from .speakers import Voice


@dataclass(slots=True)
class Say:
    """A turn being read; ``written`` is its label as the document has it.

    ``joint`` parts its texts: they are paragraphs, or the captions of one.
    """

    voice: Voice | None
    written: str
    line: int
    start: timedelta | None = None
    note: str = ""
    texts: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    joint: str = "\n"

    @property
    def text(self) -> str:
        """All that is said."""
        return self.joint.join(self.texts)

    def add(self, text: str, number: int) -> None:
        """Let the turn go on with a line."""
        if text:
            self.texts.append(text)
            self.numbers.append(number)

    @property
    def who(self) -> str:
        """What tells this speaker from others: the name, or else the label."""
        if self.voice is None:
            return ""
        return self.voice.name or self.voice.key.letters


def speakers_of(says: Sequence[Say]) -> dict[str, Speaker]:
    """Each speaker once, in order of appearance, under the label that fits best."""
    uses: dict[str, list[Say]] = defaultdict(list)
    for say in says:
        if say.voice:
            uses[say.who].append(say)
    return {who: Speaker(label=_label(of), name=_name(of)) for who, of in uses.items()}


def turns_of(says: Sequence[Say], speakers: dict[str, Speaker]) -> Iterator[Turn]:
    """The turns under their speakers' labels."""
    nobody = Speaker(label="", name=None)
    for say in says:
        speaker = speakers.get(say.who, nobody)
        yield Turn(
            label=speaker.label,
            name=speaker.name,
            text=say.text,
            line=say.line,
            start=say.start,
        )


def directions_of(say: Say, doubts: Doubts) -> Iterator[Direction]:
    """The directions of a turn, its manner note first; unclosed ones are reported."""
    if say.note:
        yield Direction(text=say.note, line=say.line)
    text, reported = say.text, -1
    directions = tuple(directions_in(text))
    if not directions:
        return
    ends = list(accumulate(len(part) + len(say.joint) for part in say.texts))
    for found in directions:
        start = found if isinstance(found, int) else found.start
        number = say.numbers[bisect_right(ends, start)]
        if not isinstance(found, int):
            yield Direction(text=found.text, line=number)
        elif number != reported:
            reported = number
            _unclosed(text[start : start + 40].split("\n")[0], number, doubts)


def _unclosed(words: str, line: int, doubts: Doubts) -> None:
    doubts.warn(
        "closed-directions",
        f"“<” is never closed in “{words}”",
        line,
        hint="write > where the direction ends",
    )


def _name(says: Sequence[Say]) -> str | None:
    voice = says[0].voice
    return voice.name if voice else None


def _label(says: Sequence[Say]) -> str:
    """Initials if any are used, as fully as written; else the commonest form."""
    keys = Counter(say.voice.key for say in says if say.voice)
    key, _ = max(keys.items(), key=lambda use: (bool(use[0].initials), use[1]))
    forms = Counter(say.written for say in says if say.voice and say.voice.key == key)
    if not key.initials:
        return forms.most_common(1)[0][0]
    plain = [form.replace(".", "") for form in forms]
    if key.initials in plain or not any(form[0].isupper() for form in plain):
        return key.initials
    return max(plain, key=lambda form: form[0].isupper())
