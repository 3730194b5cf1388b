"""An episode's transcript in every form that listeners and apps can use."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath

from .. import addresses
from ..languages import direction
from ..model import Episode, Output, Podcast, Show, TranscriptKind
from ..text import xml_safe
from ..timecode import clock, timestamp
from .cues import Cue, Shape, cues
from .estimates import estimated
from .html import Html, element, text, void
from .key import key
from .turns import SpokenTurn, spoken

#: The podcast namespace's transcripts.md advises both: lines of 65 characters for
#: WebVTT, two of 32 for SRT.
VTT = Shape(width=65)
SRT = Shape(width=32, lines=2, named=True)

EDITED = "This transcript is edited: a condensed account of the talk."
ESTIMATED = "Times are estimated from the number of words."

#: SRT knows no comments, so the first cue says it.
_ESTIMATED_CUE = SpokenTurn(
    id="", speaker="", paragraphs=("[Times are estimated]",), start=timedelta()
)

_STYLE = """
:root { color-scheme: light dark; background: Canvas; color: CanvasText; }
body { margin: 3rem auto; max-width: 40rem; padding: 0 1rem; overflow-wrap: anywhere;
  font: 1.0625rem/1.65 Inter, ui-sans-serif, system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; }
cite { display: block; margin-top: 1.75rem; font-style: normal; font-weight: 650; }
time { font-size: .875rem; opacity: .75; }
p { margin: .25rem 0; }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One form of a transcript; ``timed`` ones are captions and need times."""

    suffix: str
    type: str
    timed: bool
    write: Callable[[Show, Episode], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptFile:
    """A transcript as it is published; ``is_original``: in the language of the talk."""

    path: PurePosixPath
    form: Format
    language: str
    is_original: bool
    write: Callable[[], bytes]


def formats(show: Show, episode: Episode) -> tuple[Format, ...]:
    """The forms in which this episode's transcript is published; none without one.

    An edited transcript never becomes captions: apps would show it instead of what is
    said.
    """
    transcript = episode.transcript
    if transcript is None or not transcript.turns:
        return ()
    verbatim = episode.transcript_kind is TranscriptKind.VERBATIM
    timed = verbatim and (transcript.timestamps or show.estimated_captions)
    return tuple(form for form in FORMATS if timed or not form.timed)


def times_are_estimated(show: Show, episode: Episode) -> bool:
    """Whether its captions have times that nobody has measured."""
    real = episode.transcript is not None and episode.transcript.timestamps
    return not real and any(form.timed for form in formats(show, episode))


def files(show: Show, episode: Episode) -> Iterator[TranscriptFile]:
    """Every file of the episode's transcript, and after these its translations."""
    for told, version in _versions(show, episode):
        is_original = version is episode
        language = "" if is_original else told.language
        for form in formats(told, version):
            yield TranscriptFile(
                path=addresses.transcript(episode.slug, form.suffix, language),
                form=form,
                language=told.language,
                is_original=is_original,
                write=partial(form.write, told, version),
            )


def transcripts(podcast: Podcast) -> Iterator[Output]:
    """Every transcript file of every episode."""
    show = podcast.show
    for episode in podcast.in_full():
        written = tuple(files(show, episode))
        shown = key(show, episode) if written else ""
        for file in written:
            yield Output(
                path=file.path,
                key=key(file.form.suffix, file.language, shown),
                make=file.write,
            )


def as_html(show: Show, episode: Episode) -> bytes:
    """A page of its own in the namespace's form: ``cite``, ``time`` and ``p``.

    It is kept out of search engines in favour of the episode's page.
    """
    title, name = xml_safe(episode.title), xml_safe(show.title)
    main = [
        element("h1", text(title)),
        element("p", element("a", text(f"{name}: the episode’s page"), href="./")),
    ]
    if episode.transcript_kind is TranscriptKind.EDITED:
        main.append(element("p", text(EDITED)))
    for turn in _turns(show, episode):
        main += _turn(turn)
    page = element(
        "html",
        element(
            "head",
            void("meta", charset="utf-8"),
            void(
                "meta", name="viewport", content="width=device-width, initial-scale=1"
            ),
            void("meta", name="robots", content="noindex"),
            void("link", rel="canonical", href=addresses.page_url(show, episode)),
            void("link", rel="icon", href="data:,"),
            element("title", text(f"Transcript · {title} · {name}")),
            element("style", text(_STYLE)),
        ),
        element("body", element("main", *main)),
        lang=show.language,
        dir=direction(show.language),
    )
    return f"<!doctype html>\n{page}\n".encode()


def as_text(show: Show, episode: Episode) -> bytes:
    """The transcript for plain readers: a blank line between turns."""
    blocks = [xml_safe(f"{episode.title}\n{show.title}")]
    if episode.transcript_kind is TranscriptKind.EDITED:
        blocks.append(EDITED)
    for turn in _turns(show, episode):
        time = f"[{clock(turn.start)}] " if turn.start is not None else ""
        name = f"{turn.speaker}: " if turn.speaker else ""
        blocks.append(time + name + "\n".join(turn.paragraphs))
    return ("\n\n".join(blocks) + "\n").encode()


def as_vtt(show: Show, episode: Episode) -> bytes:
    """WebVTT with a voice for each speaker (https://www.w3.org/TR/webvtt1/)."""
    blocks = ["WEBVTT"]
    if times_are_estimated(show, episode):
        blocks.append(f"NOTE {ESTIMATED}")
    for cue in _cues(show, episode, VTT):
        voice = f"<v {_vtt(cue.speaker)}>" if cue.speaker else ""
        said = "\n".join(map(_vtt, cue.lines))
        blocks.append(f"{_times(cue, '.')}\n{voice}{said}")
    return ("\n\n".join(blocks) + "\n").encode()


def as_srt(show: Show, episode: Episode) -> bytes:
    """SubRip, whose text knows no escapes: only its arrow must not appear."""
    blocks = []
    notice = (_ESTIMATED_CUE,) if times_are_estimated(show, episode) else ()
    for number, cue in enumerate(_cues(show, episode, SRT, notice), start=1):
        said = "\n".join(cue.lines).replace("-->", "→")
        blocks.append(f"{number}\n{_times(cue, ',')}\n{said}")
    return ("\n\n".join(blocks) + "\n").encode()


def as_json(show: Show, episode: Episode) -> bytes:
    """Podcast Index JSON 1.0.0, times in seconds.

    Its readers pass over keys that they do not know, as ``estimated``.
    """
    segments = [
        {
            **({"speaker": cue.speaker} if cue.speaker else {}),
            "startTime": cue.start.total_seconds(),
            "endTime": cue.end.total_seconds(),
            "body": " ".join(cue.lines),
        }
        for cue in _cues(show, episode, VTT)
    ]
    doubt = {"estimated": True} if times_are_estimated(show, episode) else {}
    document = {"version": "1.0.0", **doubt, "segments": segments}
    return (json.dumps(document, ensure_ascii=False) + "\n").encode()


FORMATS = (
    Format(suffix=".html", type="text/html", timed=False, write=as_html),
    Format(suffix=".txt", type="text/plain", timed=False, write=as_text),
    Format(suffix=".vtt", type="text/vtt", timed=True, write=as_vtt),
    Format(suffix=".srt", type="application/x-subrip", timed=True, write=as_srt),
    Format(suffix=".json", type="application/json", timed=True, write=as_json),
)


def _versions(show: Show, episode: Episode) -> Iterator[tuple[Show, Episode]]:
    """The episode with its own transcript, then with each translation instead."""
    yield show, episode
    for translation in episode.translations:
        yield (
            replace(show, language=translation.language),
            replace(
                episode,
                transcript=translation.transcript,
                transcript_kind=translation.kind,
            ),
        )


def _turns(show: Show, episode: Episode) -> tuple[SpokenTurn, ...]:
    return spoken(episode.transcript, directions=show.show_directions)


def _cues(
    show: Show, episode: Episode, shape: Shape, notice: tuple[SpokenTurn, ...] = ()
) -> Iterator[Cue]:
    transcript = episode.transcript
    if transcript is not None and times_are_estimated(show, episode):
        transcript = estimated(transcript, episode.chapters, episode.duration)
    said = spoken(transcript, directions=show.show_directions)
    return cues((*notice, *said), episode.duration, shape)


def _times(cue: Cue, point: str) -> str:
    return f"{timestamp(cue.start, point)} --> {timestamp(cue.end, point)}"


def _vtt(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _turn(turn: SpokenTurn) -> Iterator[Html]:
    yield element("cite", text(f"{turn.speaker}:" if turn.speaker else ""), id=turn.id)
    if turn.start is not None:
        seconds = f"PT{turn.start.total_seconds():g}S"
        yield element("time", text(clock(turn.start)), datetime=seconds)
    for paragraph in turn.paragraphs:
        yield element("p", text(paragraph))
