"""Timed cues to turns: consecutive cues of one speaker are one turn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from ...model import Transcript
from .checks import check_speakers
from .context import Context
from .doubts import Doubts
from .labels import Label, labels_of
from .marks import Span, latest
from .names import INITIALS, Key
from .people import is_name
from .phrases import NOT_SPEAKERS
from .speakers import Vocabulary, Voice
from .timings import Timing
from .turns import Say, directions_of, speakers_of, turns_of
from .words import letters

#: Where a sentence ends: there, and only there, text without speakers is parted.
_STOPS = (".", "?", "!", "…", "。", "？", "！")

#: Slips in shorter labels cannot be told from other words.
_SHORT = 2


@dataclass(frozen=True, slots=True)
class Cue:
    """A piece of talk on one ``line``, with the times of its caption.

    ``voice`` is who speaks, written at ``column``; None: whoever spoke before.
    ``is_first`` is what begins a caption: there, a name with a colon may stand.
    """

    text: str
    line: int
    timing: Timing | None
    voice: str | None = None
    column: int | None = None
    is_first: bool = True


def transcript_of(cues: Sequence[Cue], form: str, context: Context) -> Transcript:
    """The transcript that these cues are; without any, it is reported as empty."""
    vocabulary = Vocabulary((), context.people)
    says: list[Say] = []
    for cue in cues:
        _add(says, cue, vocabulary, context.doubts)
    says = [say for say in says if say.texts]
    if not any(say.voice for say in says):
        context.doubts.warn(
            "turns-found",
            "no speaker turns were found"
            if says
            else "there are no captions with words",
            hint="begin what each person says with the name and a colon"
            if says
            else "export it again, and look into it before",
        )
    check_speakers(says, (), vocabulary, context.doubts)
    speakers = speakers_of(says)
    return Transcript(
        form=form,
        speakers=tuple(speakers.values()),
        turns=tuple(turns_of(says, speakers)),
        directions=tuple(d for say in says for d in directions_of(say, context.doubts)),
        timestamps=any(say.start is not None for say in says),
        last=latest(list(_spans(cues)), context.doubts),
    )


def _spans(cues: Sequence[Cue]) -> Iterator[Span]:
    for timing, _ in groupby(cue.timing for cue in cues):
        if timing and timing.span:
            yield timing.span


def with_labels(cues: Sequence[Cue], context: Context) -> list[Cue]:
    """The same cues with a name and a colon before the words taken for a voice.

    A name counts if the show knows it; where a caption begins, also if two words or
    more make it up, or if it comes twice: "So: …" and "Remember: …" are talk.
    """
    vocabulary = Vocabulary((), context.people)
    labels = [_label(cue) for cue in cues]
    seen = Counter(label.letters for label in labels if label)

    def counts(cue: Cue, label: Label) -> bool:
        is_name = len(label.text.split()) > 1 or seen[label.letters] > 1
        return bool(vocabulary.known(label.text)) or (cue.is_first and is_name)

    labelled: list[Cue] = []
    voice: str | None = None
    for cue, label in zip(cues, labels, strict=True):
        voice = None if cue.is_first else voice  # the next caption may be anybody's
        if label and counts(cue, label):
            voice, text = label.text, cue.text[label.end :].strip()
            cue = replace(cue, voice=voice, text=text, column=label.column + 1)
        elif voice and cue.voice is None:
            cue = replace(cue, voice=voice)
        elif label and len(label.letters) > _SHORT:
            _doubt(label.text, cue, vocabulary, context.doubts, "; read as talk")
        labelled.append(cue)
    return labelled


def _doubt(
    written: str, cue: Cue, vocabulary: Vocabulary, doubts: Doubts, how: str = ""
) -> None:
    """Report a label that is nobody's, if it is nearly somebody's."""
    spelt = letters(written)
    if near := vocabulary.nearest(spelt):
        doubts.warn(
            "known-speakers",
            f"“{written}” is nobody known{how}",
            cue.line,
            cue.column or 1,
            hint=f"did you mean {near}? If not, name them in the YAML, as a guest",
            group=spelt,
        )


def _label(cue: Cue) -> Label | None:
    if cue.voice is not None:
        return None
    label = next(labels_of(cue.text.split("\n", 1)[0]), None)
    if label is None or label.mark != ":" or label.letters in NOT_SPEAKERS:
        return None
    plain = label.text.rstrip("0123456789 ")
    return label if len(label.text.split()) <= 4 and is_name(plain) else None


def _add(says: list[Say], cue: Cue, vocabulary: Vocabulary, doubts: Doubts) -> None:
    text = " ".join(cue.text.split())
    if not text:
        return
    voice = _voice(cue.voice, vocabulary) if cue.voice else None
    if cue.voice and cue.column and not vocabulary.known(cue.voice):
        _doubt(cue.voice, cue, vocabulary, doubts)
    last = says[-1] if says else None
    if last is None or not _goes_on(last, voice):
        start, line = None, cue.line
        if cue.timing:
            start, line = cue.timing.start, cue.timing.line
        last = Say(voice, (cue.voice or "").strip(), line, start, joint=" ")
        says.append(last)
    last.add(text, cue.line)


def _goes_on(last: Say, voice: Voice | None) -> bool:
    if voice is not None:
        return last.voice is not None and last.voice == voice
    return last.voice is not None or not last.texts[-1].endswith(_STOPS)


def _voice(written: str, vocabulary: Vocabulary) -> Voice:
    """Captions name their speakers: a label nobody knows is a name by itself."""
    name = " ".join(written.split())
    known = vocabulary.known(name)
    is_named = is_name(name, strict=False)
    return known or Voice(
        name if is_named else None, Key(letters(name) or name, INITIALS)
    )
