"""Asked of a document once it is read: does everyone speak, is all in its place?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from .doubts import Doubts
from .lines import Line
from .people import Named
from .speakers import Vocabulary, Voice
from .turns import Say
from .words import letters

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


def check_speakers(
    says: Sequence[Say],
    named: Sequence[Named],
    vocabulary: Vocabulary,
    doubts: Doubts,
) -> None:
    """Report who is named and never speaks, and who speaks without a name."""
    voices = {
        (say.who, say.voice.key): (say, say.voice)
        for say in reversed(says)
        if say.voice
    }
    speaking = {who for who, _ in voices}
    for say, voice in voices.values():
        speaking.update(voice.rivals + voice.together)
        if voice.rivals:
            _shared(say, voice, doubts)
    if named:
        _check_unnamed(says, vocabulary, doubts)
    else:
        _check_inferred(
            [say for say, voice in voices.values() if voice.inferred], doubts
        )
    for person in named:
        if voices and person.line and person.name not in speaking:
            _silent(person, doubts)


def _silent(person: Named, doubts: Doubts) -> None:
    doubts.warn(
        "hosts-speak",
        f"{person.name} is named as {person.role or 'speaker'}, but never speaks",
        person.line,
        person.column,
        hint="is another label used, or a name misspelt?",
    )


def _check_unnamed(says: Sequence[Say], vocabulary: Vocabulary, doubts: Doubts) -> None:
    counts = Counter(say.who for say in says if _is_nobody(say))
    first = {say.who: say for say in reversed(says) if say.who in counts}
    for who, count in counts.items():
        times = "once" if count == 1 else f"{count} times"
        near = vocabulary.nearest(letters(first[who].written))
        doubts.warn(
            "known-speakers",
            f"“{first[who].written}” speaks {times} and is nobody named",
            first[who].line,
            1,
            hint=f"did you mean {near}?"
            if near
            else "name them in the header, or give the label to somebody as an alias",
        )


def _is_nobody(say: Say) -> bool:
    voice = say.voice
    return voice is not None and not (voice.name or voice.rivals or voice.together)


def _check_inferred(says: Sequence[Say], doubts: Doubts) -> None:
    unknown = sorted((say for say in says if _is_nobody(say)), key=lambda say: say.line)
    if unknown:
        labels = ", ".join(f"“{say.written}”" for say in unknown[:6])
        doubts.note(
            "speakers-named",
            f"the document names nobody; {labels} were taken for speakers",
            unknown[0].line,
            1,
            hint="begin it with a line such as “Hosts: Ann Bee, Cy Dee”",
        )


def _shared(say: Say, voice: Voice, doubts: Doubts) -> None:
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
