"""Timed cues to turns: consecutive cues of one speaker are one turn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ...model import Transcript
from .checks import check_speakers
from .context import Context
from .labels import Label, labels_of
from .names import INITIALS, Key
from .people import is_name
from .phrases import NOT_SPEAKERS
from .speakers import Vocabulary, Voice
from .turns import Say, directions_of, speakers_of, turns_of
from .words import letters

#: Where a sentence ends: there, and only there, text without speakers is parted.
_STOPS = (".", "?", "!", "…", "。", "？", "！")


@dataclass(frozen=True, slots=True)
class Cue:
    """A timed piece of talk. ``voice`` is who speaks; None: whoever spoke before."""

    text: str
    line: int
    start: timedelta | None
    voice: str | None = None


def transcript_of(cues: Sequence[Cue], form: str, context: Context) -> Transcript:
    """The transcript that these cues are; without any, it is reported as empty."""
    vocabulary = Vocabulary((), context.people)
    says: list[Say] = []
    for cue in cues:
        _add(says, cue, vocabulary)
    says = [say for say in says if say.texts]
    if not any(say.voice for say in says):
        context.doubts.warn(
            "turns-found",
            "no speaker turns were found" if says else "there are no cues with words",
            hint="begin what each person says with the name and a colon",
        )
    check_speakers(says, (), context.doubts)
    speakers = speakers_of(says)
    return Transcript(
        form=form,
        speakers=tuple(speakers.values()),
        turns=tuple(turns_of(says, speakers)),
        directions=tuple(d for say in says for d in directions_of(say, context.doubts)),
        timestamps=any(say.start is not None for say in says),
    )


def with_labels(cues: Sequence[Cue], context: Context) -> list[Cue]:
    """The same cues with a name and a colon before the words taken for a voice.

    A name counts if the show knows it, if two words or more make it up, or if it comes
    twice: "So: …" and "Remember: …" are talk.
    """
    vocabulary = Vocabulary((), context.people)
    labels = [_label(cue) for cue in cues]
    seen: dict[str, int] = {}
    for label in labels:
        if label:
            seen[label.letters] = seen.get(label.letters, 0) + 1
    return list(_labelled(cues, labels, seen, vocabulary))


def _labelled(
    cues: Sequence[Cue],
    labels: Sequence[Label | None],
    seen: dict[str, int],
    vocabulary: Vocabulary,
) -> Iterator[Cue]:
    for cue, label in zip(cues, labels, strict=True):
        if label is None or not (
            vocabulary.known(label.text)
            or len(label.text.split()) > 1
            or seen[label.letters] > 1
        ):
            yield cue
        else:
            text = cue.text[label.end :].strip()
            yield replace(cue, voice=label.text, text=text)


def _label(cue: Cue) -> Label | None:
    if cue.voice is not None:
        return None
    label = next(labels_of(cue.text.split("\n", 1)[0]), None)
    if label is None or label.mark != ":" or label.letters in NOT_SPEAKERS:
        return None
    plain = label.text.rstrip("0123456789 ")
    return label if len(label.text.split()) <= 4 and is_name(plain) else None


def _add(says: list[Say], cue: Cue, vocabulary: Vocabulary) -> None:
    text = " ".join(cue.text.split())
    voice = _voice(cue.voice, vocabulary) if cue.voice else None
    last = says[-1] if says else None
    if last and text and _goes_on(last, voice):
        if last.texts:
            last.texts[-1] += f" {text}"
        else:
            last.add(text, cue.line)
        return
    if text:
        say = Say(voice, (cue.voice or "").strip(), cue.line, cue.start)
        say.add(text, cue.line)
        says.append(say)


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
