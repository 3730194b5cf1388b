"""Make the sample show's audio/*.mp3: synthetic speech from its transcript documents.

Needs espeak-ng and lame (Debian: apt install espeak-ng lame). The audio is committed,
so building the show does not need this. The same documents and versions of the two
programs always give the same bytes. Times that a document gives are set right.

    .venv/bin/python scripts/make_sample.py
"""

from __future__ import annotations

import io
import re
import subprocess
import wave
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from mutagen.id3 import (
    APIC,
    CHAP,
    COMM,
    CTOC,
    ID3,
    TALB,
    TDRC,
    TIT2,
    TPE1,
    CTOCFlags,
    Frame,
    PictureType,
)
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SHOW = "Enterprise Digital Podcast"
COMMENT = "Synthetic speech, made with espeak-ng from the transcript document."

# One espeak-ng voice a speaker, chosen to be told apart; none is like the person.
VOICES = {
    "TA": ("-v", "en-gb-x-rp+f2", "-s", "170", "-p", "46"),
    "BR": ("-v", "en-gb-scotland+m3", "-s", "168", "-p", "42"),
    "IA": ("-v", "en-gb+m7", "-s", "172", "-p", "56"),
    "TDM": ("-v", "en-us+m2", "-s", "165", "-p", "34", "-a", "120"),
}

# What espeak-ng would misread, and how to spell it for espeak-ng.
SPELLED = {
    "ModeA": "Mode [[eI]]",
    "we;re": "we're",
    "we;ve": "we've",
}

# Chapters begin with the turn that opens with these words.
CHAPTERS = {
    "000-trailer": {
        "Hello, and welcome": "Welcome",
        "So, what is the show": "The main bit: a small word",
        "Now the small print": "The small print",
    },
    "001-troy-du-moulin": {
        "Welcome. Hello Ian": "Welcome",
        "Hello Troy!": "Troy Du Moulin and Pink Elephant",
        "Welcome back": "The main bit: is ESM a thing?",
        "There’s always a silo": "How wide is your sense of us?",
        "Interesting. Can you define": "Selling to a whole organisation",
        "Back to the wide us": "Tiger teams and product teams",
        "Spinning off a team": "Showcase departments and universities",
        "What do you think, from": "Variability and consistency",
        "... what do you think the future": "Crisis and leadership",
        "And in summary": "In summary",
    },
    "002-postcard-to-the-future": {
        "Happy new year": "Welcome",
        "This is a postcard": "The main bit: a postcard",
    },
}

RATE = 22050  # Hz, what espeak-ng gives; samples are 16 bit and mono
SECOND = RATE * 2  # bytes
PAUSE = SECOND * 3 // 10  # at least this long between two turns
# Kbit/s: plain for speech, and the whole show stays below 4 MB. An average, because
# a frame of constant bitrate is too small for lame to write its header in.
BITRATE = "40"
COVER_SIZE = 500  # pixels; the full artwork would outweigh the speech

HOSTS = re.compile(r"\s*Hosts?:\s*(?P<names>.+?)[,\s]*\n")
LABELS = "|".join(VOICES)
TURN = re.compile(rf"(?:\[[\d:]+\] )?(?P<label>{LABELS}) ?: ?(?P<words>.*)")
TIME = re.compile(r"^\[[\d:]+\]")
DIRECTION = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person's say as it is spoken: no directions in ``text``; ``line`` from 0."""

    label: str
    text: str
    line: int


def main() -> None:
    picture = cover(ROOT / "artwork.png")
    for document in sorted((ROOT / "episodes").glob("*.txt")):
        audio = ROOT / "audio" / f"{document.stem}.mp3"
        text = document.read_bytes().decode("utf-8-sig")
        turns = spoken_turns(text)
        sound, starts = recorded(turns)
        set_times(document, text, turns, starts)
        encode(sound, audio)
        seconds = len(sound) // SECOND
        parts = chapters(CHAPTERS[document.stem], turns, [*starts, seconds])
        tag(audio, [*facts(document, text), picture, *parts])
        size = audio.stat().st_size
        print(f"{audio.name}: {len(turns)} turns, {seconds} s, {size} bytes")


def spoken_turns(text: str) -> list[Turn]:
    """The turns of a document, up to its Endbit, without what nobody says."""
    turns: list[Turn] = []
    for number, line in enumerate(text.partition("Endbit")[0].split("\n")):
        match = TURN.match(line)
        words = match["words"] if match else line
        words = " ".join(DIRECTION.sub("", words).split())
        if match:
            turns.append(Turn(label=match["label"], text=words, line=number))
        elif turns and words:
            turns[-1] = replace(turns[-1], text=f"{turns[-1].text}\n{words}")
    return turns


def recorded(turns: list[Turn]) -> tuple[bytes, list[int]]:
    """All turns as sound, and the second at which each begins.

    Every turn begins on a whole second, because that is what a document can give.
    """
    sound = bytearray()
    starts = []
    for turn in turns:
        starts.append(len(sound) // SECOND)
        sound += speech(turn) + bytes(PAUSE)
        sound += bytes(-len(sound) % SECOND)
    return bytes(sound), starts


def speech(turn: Turn) -> bytes:
    """One turn as espeak-ng says it: 16-bit mono samples at RATE."""
    text = turn.text
    for written, said in SPELLED.items():
        text = text.replace(written, said)
    with TemporaryDirectory() as folder:
        path = str(Path(folder, "turn.wav"))
        command = ["espeak-ng", *VOICES[turn.label], "--stdin", "-w", path]
        subprocess.run(command, input=text.encode(), check=True)
        with wave.open(path, "rb") as sound:
            return sound.readframes(sound.getnframes())


def set_times(document: Path, text: str, turns: list[Turn], starts: list[int]) -> None:
    """Write the true times into a document that gives times; leave others alone."""
    lines = text.split("\n")
    for turn, start in zip(turns, starts, strict=True):
        time = f"[00:{start // 60:02}:{start % 60:02}]"
        lines[turn.line] = TIME.sub(time, lines[turn.line])
    if (timed := "\n".join(lines)) != text:
        document.write_bytes(timed.encode())
        print(f"{document.name}: times set right")


def encode(sound: bytes, audio: Path) -> None:
    """Write the samples as an MP3 with a Xing header, so that its length is known."""
    recording = io.BytesIO()
    with wave.open(recording, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(sound)
    command = ["lame", "--quiet", "--abr", BITRATE, "-q", "0", "-", str(audio)]
    subprocess.run(command, input=recording.getvalue(), check=True)


def facts(document: Path, text: str) -> Iterator[Frame]:
    """What the audio says about itself, from the YAML and the document's header."""
    path = document.with_suffix(".yaml")
    written = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    hosts = HOSTS.match(text)
    if hosts is None:
        raise ValueError(f"{document.name} does not begin by naming its hosts")
    yield TIT2(text=written["title"])
    yield TPE1(text=hosts["names"])
    yield TALB(text=SHOW)
    yield TDRC(text=written["published"][: len("2021-04-29")])
    yield COMM(lang="eng", text=COMMENT)


def chapters(
    titles: dict[str, str], turns: list[Turn], times: list[int]
) -> Iterator[Frame]:
    """A chapter for each title, from its first turn to the next chapter.

    ``times`` are the seconds at which the turns begin and the last one ends.
    """
    begins = [times[opening(turns, words)] for words in titles]
    names = [f"chp{number}" for number in range(len(titles))]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    yield CTOC(element_id="toc", flags=flags, child_element_ids=names)
    spans = pairwise([*begins, times[-1]])
    for name, title, (start, end) in zip(names, titles.values(), spans, strict=True):
        yield CHAP(
            element_id=name,
            start_time=start * 1000,
            end_time=end * 1000,
            sub_frames=[TIT2(text=title)],
        )


def opening(turns: list[Turn], words: str) -> int:
    """Which turn opens with these words; exactly one must."""
    (number,) = (n for n, turn in enumerate(turns) if turn.text.startswith(words))
    return number


def cover(artwork: Path) -> Frame:
    """The artwork as a JPEG that is small enough to stand in every file."""
    picture = io.BytesIO()
    with Image.open(artwork) as large:
        small = large.resize((COVER_SIZE, COVER_SIZE), Image.Resampling.LANCZOS)
    small.save(picture, "JPEG", quality=85, optimize=True)
    kind = PictureType.COVER_FRONT
    return APIC(mime="image/jpeg", type=kind, desc="Cover", data=picture.getvalue())


def tag(audio: Path, frames: Iterable[Frame]) -> None:
    """Give the file these ID3v2.4 frames, and no others."""
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(audio, padding=lambda _: 0)


if __name__ == "__main__":
    main()
