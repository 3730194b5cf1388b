"""Asked of a document once it is read: does everyone speak, is all in its place?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .doubts import Doubts
from .lines import Line
from .people import Named
from .turns import Say

#: A short line or two outside of everything is a title; more may be talk.
_A_TITLE = 3


def check_strays(strays: Sequence[Line], doubts: Doubts) -> None:
    """Report every line that is neither talk nor in a section, a block at a time."""
    for block in _blocks(strays):
        first, last = block[0], block[-1]
        words = first.clean.strip()
        short = words if len(words) <= 50 else f"{words[:49].rstrip()}…"
        many = first.number != last.number
        lines = f"lines {first.number} to {last.number} are" if many else "the line is"
        report = doubts.warn if len(block) > _A_TITLE else doubts.note
        report(
            "lines-have-a-place",
            f"“{short}”: {lines} neither talk nor in a section, and not published",
            first.number,
            hint="begin talk with a label, or put a heading above",
        )


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    block: list[Line] = []
    for line in lines:
        if block and line.number > block[-1].number + 1:
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def check_speakers(says: Sequence[Say], named: Sequence[Named], doubts: Doubts) -> None:
    """Report who is named and never speaks, and who speaks without a name."""
    voices = {say.who: say for say in reversed(says) if say.voice}
    rivals: set[str] = set()
    for say in voices.values():
        rivals.update(_check_voice(say, says, bool(named), doubts))
    if not voices:
        return
    for person in named:
        role = person.role or "speaker"
        if person.line and person.name not in voices and person.name not in rivals:
            doubts.warn(
                "hosts-speak",
                f"{person.name} is named as {role}, but never speaks",
                person.line,
                person.column,
                hint="is another label used, or a name misspelt?",
            )


def _check_voice(
    say: Say, says: Sequence[Say], is_named: bool, doubts: Doubts
) -> tuple[str, ...]:
    voice = say.voice
    if voice is None:
        return ()
    if voice.rivals:
        _shared(say, doubts)
    elif voice.name is None and is_named:
        count = sum(other.who == say.who for other in says)
        times = "once" if count == 1 else f"{count} times"
        doubts.warn(
            "known-speakers",
            f"“{say.written}” speaks {times} and is nobody named",
            say.line,
            1,
            hint="name them in the header, or give the label to somebody as an alias",
        )
    return voice.rivals


def _shared(say: Say, doubts: Doubts) -> None:
    voice = say.voice
    if voice is None:
        return
    others = " or ".join(voice.rivals)
    if voice.name:
        doubts.note(
            "labels-mean-one",
            f"“{say.written}” was read as {voice.name}, not as {others}",
            say.line,
            1,
            hint="give the guest a longer label",
        )
    else:
        doubts.warn(
            "labels-mean-one",
            f"“{say.written}” can be {others}; left open",
            say.line,
            1,
            hint="use longer labels, such as the first names",
        )
