"""Draw artwork.png: a microphone whose cradle, the U of "us", grows ever wider.

Needs League Spartan (Debian: fonts-league-spartan). The picture is committed, so
building does not need this.

    .venv/bin/python scripts/make_artwork.py
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent
FONT = "/usr/share/fonts/opentype/league-spartan/LeagueSpartan-Bold.otf"

SIZE = 3000  # what Apple and Spotify ask for
FINER = 2  # drawn larger and then reduced, because Pillow draws without antialiasing

INDIGO = "#14123a"
CORAL = "#ff5a36"
CREAM = "#fff1dc"

TITLE = ("Enterprise", "Digital", "Podcast")
LEFT, FIRST_BASELINE, LEADING, TYPE_SIZE = 185, 640, 500, 600
TRACKING = -0.025  # of the type size: large type wants to stand closer

# The capsule ends flush with the title's longest line, and keeps the same distance
# from that line as from the word "Podcast".
MIDDLE, CAPSULE_TOP, CAPSULE_RADIUS = 2516, 850, 200
CRADLE_TOP, CRADLE_BEND, GAP = 1850, 2040, 95
CRADLE_WIDTHS = [round(130 * 1.36**number) for number in range(6)]


def artwork() -> Image.Image:
    """The cover: SIZE × SIZE pixels, RGB, without transparency."""
    picture = Image.new("RGB", (SIZE * FINER, SIZE * FINER), INDIGO)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(TITLE):
        _set_line(pen, line, FIRST_BASELINE + number * LEADING)
    _draw_capsule(pen)
    outside = CAPSULE_RADIUS
    for width in CRADLE_WIDTHS:
        outside += GAP + width
        _draw_cradle(pen, outside, width)
    return picture.reduce(FINER)


def _set_line(pen: ImageDraw.ImageDraw, line: str, baseline: int) -> None:
    font = ImageFont.truetype(FONT, TYPE_SIZE * FINER)
    x = float(LEFT * FINER)
    for letter, following in zip(line, line[1:] + " ", strict=True):
        pen.text((x, baseline * FINER), letter, CREAM, font, anchor="ls")
        kerned = font.getlength(letter + following) - font.getlength(following)
        x += kerned + TRACKING * TYPE_SIZE * FINER


def _draw_capsule(pen: ImageDraw.ImageDraw) -> None:
    box = _scaled(
        MIDDLE - CAPSULE_RADIUS,
        CAPSULE_TOP,
        MIDDLE + CAPSULE_RADIUS,
        CRADLE_BEND + CAPSULE_RADIUS,
    )
    pen.rounded_rectangle(box, CAPSULE_RADIUS * FINER, CORAL)


def _draw_cradle(pen: ImageDraw.ImageDraw, outside: int, width: int) -> None:
    left, right = MIDDLE - outside, MIDDLE + outside
    bend = _scaled(left, CRADLE_BEND - outside, right, CRADLE_BEND + outside)
    pen.arc(bend, 0, 180, CREAM, width * FINER)
    for arm in (left, right - width):
        pen.rectangle(_scaled(arm, CRADLE_TOP, arm + width, CRADLE_BEND), CREAM)


def _scaled(*numbers: int) -> tuple[int, ...]:
    return tuple(number * FINER for number in numbers)


if __name__ == "__main__":
    artwork().save(ROOT / "artwork.png", optimize=True)
