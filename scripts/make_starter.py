"""Make the sound and the picture that `feed-builder init` puts into a new show.

Needs espeak-ng and lame (Debian: apt install espeak-ng lame). Both files are committed,
so building does not need this. The same document and versions of the two programs
always give the same bytes. The times in the document are set right.

    .venv/bin/python -m scripts.make_starter
"""

from __future__ import annotations

from pathlib import Path

from mutagen.id3 import COMM, TALB, TIT2, TPE1
from PIL import Image, ImageDraw

from scripts import make_sample

STARTER = Path(__file__).resolve().parent.parent / "feed_builder" / "starter"
DOCUMENT = STARTER / "episodes" / "000-hello.txt"
AUDIO = STARTER / "audio" / "000-hello.mp3"
TITLE = "Hello, and welcome"
CHAPTERS = {
    "Hello, and welcome": "Welcome",
    "You write down": "How it works",
    "Now delete me": "Goodbye",
}

SIZE = 3000  # what Apple and Spotify ask for
FINER = 2  # drawn larger and then reduced, because Pillow draws without antialiasing
PAPER, INK, SIGNAL = "#f4efe6", "#20304a", "#d9472b"
#: A wave of sound: the heights of its bars, as a share of the largest.
BARS = (0.22, 0.42, 0.72, 0.5, 1.0, 0.62, 0.86, 0.36, 0.2)
BAR_WIDTH, BAR_STEP, TALLEST = 150, 270, 1500  # pixels


def artwork() -> Image.Image:
    """A wave with one loud bar: SIZE × SIZE pixels, RGB, without transparency."""
    picture = Image.new("RGB", (SIZE * FINER, SIZE * FINER), PAPER)
    pen = ImageDraw.Draw(picture)
    left = (SIZE - BAR_STEP * (len(BARS) - 1) - BAR_WIDTH) // 2
    for number, share in enumerate(BARS):
        x, height = left + number * BAR_STEP, round(TALLEST * share)
        top = (SIZE - height) // 2
        box = [n * FINER for n in (x, top, x + BAR_WIDTH, top + height)]
        pen.rounded_rectangle(
            box, BAR_WIDTH * FINER // 2, SIGNAL if share == 1 else INK
        )
    return picture.reduce(FINER)


def speak() -> None:
    """Write the example's audio, with chapters, and its true times."""
    text = DOCUMENT.read_text(encoding="utf-8")
    turns = make_sample.spoken_turns(text)
    sound, starts = make_sample.recorded(turns)
    make_sample.set_times(DOCUMENT, text, turns, starts)
    make_sample.encode(sound, AUDIO)
    times = [*starts, len(sound) // make_sample.SECOND]
    facts = [
        TIT2(text=TITLE),
        TPE1(text="The Announcer"),
        TALB(text="An example"),
        COMM(lang="eng", text=make_sample.COMMENT),
    ]
    chapters = make_sample.chapters(CHAPTERS, turns, times)
    make_sample.tag(AUDIO, [*facts, *chapters])


if __name__ == "__main__":
    artwork().save(STARTER / "artwork.png", optimize=True)
    speak()
    for path in (STARTER / "artwork.png", AUDIO):
        print(f"{path.name}: {path.stat().st_size} bytes")
