"""What needs text and audio together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from difflib import get_close_matches

from ..model import Episode, Transcript, TranscriptKind, place
from ..problems import Location
from ..text import folded
from ..timecode import clock
from .breach import Breach, in_document, named_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Words a minute that a transcript may have, at the least and at the most."""

    least: int
    most: int


#: People talk at 130 to 190 words a minute, and in a hurry at 250. An edited account
#: may leave out most of it, and music or a long pause bring a verbatim one down.
PACES = {
    TranscriptKind.VERBATIM: Pace(least=40, most=300),
    TranscriptKind.EDITED: Pace(least=10, most=300),
}
#: Of shorter texts and audio, no pace can be told.
_FEWEST_WORDS = 200
_SHORTEST_AUDIO = timedelta(minutes=5)
#: Letters a word; where there are more, the language does not part words by spaces.
_LONGEST_WORDS = 12
#: The last caption stays on the screen until the music has faded, in some programs.
_FADE = timedelta(seconds=5)

_RIGHT_FILES = "is this the right audio file, and the right transcript?"


def turns_fit(episode: Episode) -> Iterator[Breach]:
    """Times in the transcript lie inside the episode.

    Captions after the end are never shown. Most often the times are those of another
    cut, or it is the wrong audio file.

    Source: feed-builder: text and audio are of the same episode.
    Good:
        [00:11:40] NQ: Goodbye. (in 12 minutes of audio)
    Bad:
        [01:11:40] NQ: Goodbye. (in 12 minutes of audio)
    """
    end = f"the audio's end ({clock(episode.duration)})"
    for transcript, location in _transcripts(episode):
        late = [t for t in transcript.turns if t.start and t.start >= episode.duration]
        last = transcript.last
        if late:
            first, line = clock(late[0].start or timedelta()), late[0].line
            column = last.column if last and last.line == line else None
            yield Breach(
                message=f"a turn of the transcript starts after {end}: {first}"
                if len(late) == 1
                else f"{len(late)} turns of the transcript start after {end}, "
                f"the first at {first}",
                location=in_document(location, line, column),
                hint=_RIGHT_FILES,
            )
        elif last and last.time > episode.duration + _FADE:
            yield Breach(
                message=f"a caption ends after {end}: {clock(last.time)}",
                location=in_document(location, last.line, last.column),
                hint=_RIGHT_FILES,
            )


def transcript_fits_audio(episode: Episode) -> Iterator[Breach]:
    """A transcript has about as many words as fit into the audio.

    Nobody speaks more than 300 words a minute. Far fewer than people speak mean that
    most of the talk is missing. Either way it may be another episode's transcript, or
    half of one. Edited transcripts may be much shorter than the talk.

    Source: feed-builder: text and audio are of the same episode.
    Good:
        a verbatim transcript of 7,000 words, of 48 minutes of audio
    Bad:
        a verbatim transcript of 300 words, of 48 minutes of audio
    """
    transcript = episode.transcript
    if transcript is None or not transcript.turns:
        return
    words = sum(len(turn.text.split()) for turn in transcript.turns)
    minutes = episode.duration.total_seconds() / 60
    pace = PACES[episode.transcript_kind]
    too_long = words > _FEWEST_WORDS and words > pace.most * minutes
    too_short = episode.duration >= _SHORTEST_AUDIO and words < pace.least * minutes
    if (too_long or too_short) and _has_spaces(transcript, words):
        much = "more" if too_long else "less"
        yield Breach(
            message=f"the transcript has {words} words, but the audio is "
            f"{clock(episode.duration)} long: that is {much} than anybody speaks",
            location=in_document(
                place(episode, "transcript"), transcript.turns[0].line
            ),
            hint="is this the right audio file, and the whole transcript?",
        )


def guests_speak(episode: Episode) -> Iterator[Breach]:
    """Who is named in the episode's YAML as a guest or host speaks in the transcript.

    Where all labels of the transcript are known and one person never speaks, the name
    is most often spelt differently, or the YAML was copied from another episode.

    Source: feed-builder: text and facts are of the same episode.
    Good:
        guests: [Tom Van Reed] (and the transcript has TVR: …)
    Bad:
        guests: [Ada Moss] (and the transcript has NQ: … and TVR: …)
    """
    transcript = episode.transcript
    if transcript is None or not transcript.turns:
        return
    speaking = {turn.name for turn in transcript.turns}
    if None in speaking:
        return  # one of the unnamed may be the person
    heard = tuple(filter(None, speaking))
    # Of those whom the document itself names, its reader tells.
    named = set(map(folded, (*heard, *transcript.hosts, *transcript.guests)))
    own = {folded(person.name) for person in episode.people}
    others = [name for name in heard if folded(name) not in own]
    for person in named_by(episode):
        if folded(person.name) not in named:
            yield Breach(
                message=f"{person.name} is named as {person.role}, but never speaks",
                location=person.location,
                hint=f"the transcript has {near[0]}: which of the two is right?"
                if (near := get_close_matches(person.name, others, n=1, cutoff=0.8))
                else "is the name spelt as in the transcript? Give `aliases:` if not",
            )


def soundbites_fit(episode: Episode) -> Iterator[Breach]:
    """Soundbites end before the audio does.

    Apps cannot play what is not there.

    Source: Podcast namespace, podcast:soundbite.
    Good:
        soundbites: [2:05 0:45 The best] (in 12 minutes of audio)
    Bad:
        soundbites: [22:05 0:45 The best] (in 12 minutes of audio)
    """
    for tag in episode.tags:
        if tag.name != "soundbite":
            continue
        seconds = sum(float(tag.attribute(n) or 0) for n in ("startTime", "duration"))
        end = timedelta(seconds=seconds)
        if end > episode.duration:
            yield Breach(
                message=f"a soundbite ends at {clock(end)}, but the audio is only "
                f"{clock(episode.duration)} long",
                location=tag.location,
                hint="write its start, its length and its title: 12:05 0:45 The best",
            )


def _transcripts(episode: Episode) -> Iterator[tuple[Transcript, Location | None]]:
    if episode.transcript:
        yield episode.transcript, place(episode, "transcript")
    for translation in episode.translations:
        yield translation.transcript, Location(path=translation.path)


def _has_spaces(transcript: Transcript, words: int) -> bool:
    """Whether the language parts these words by spaces: it has so many."""
    most = _LONGEST_WORDS * words
    if sum(len(turn.text) for turn in transcript.turns) <= most:
        return True
    return sum(len("".join(turn.text.split())) for turn in transcript.turns) <= most
