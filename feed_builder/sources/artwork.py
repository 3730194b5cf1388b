"""A picture file in; its type, size, colours and digest out."""

from __future__ import annotations

import os
import warnings
from collections import deque
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from ..model import Artwork, Extract
from ..problems import Problem, Severity
from .media import Unfit, likeness, opened, problem

if TYPE_CHECKING:
    from PIL.Image import Image

#: Pillow's word for each kind; MPO is a JPEG in which a camera hid further pictures.
_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
#: Where Exif says which way up the camera was held, and what it says if aslant.
_ORIENTATION, _ON_ITS_SIDE = 0x0112, frozenset({5, 6, 7, 8})
_MOST_BYTES = 50_000_000
_MOST_PIXELS = 40_000_000  # four times what Apple takes, and 160 MB once unpacked
_SMALLER = "save it as JPEG or PNG, of at most 3000 × 3000 pixels"
_AGAIN = "copy or export it again, and wait until that has finished"


def read_artwork(path: Path) -> tuple[Artwork | None, tuple[Problem, ...]]:
    """The facts of one picture; None, and the reason, if it cannot be used.

    Never raises, whatever the file holds, and never unpacks a gigantic picture.
    """
    try:
        return _seen(path, _bytes_of(path)), ()
    except Unfit as unfit:
        return None, (unfit.problem(path),)


def embedded_artwork(
    data: bytes, path: Path, extract: Extract
) -> tuple[Artwork | None, tuple[Problem, ...]]:
    """The picture in the audio file at ``path``, which ``extract`` takes out again.

    None, and a warning, if it cannot be used: the episode does without it.
    """
    try:
        if len(data) > _MOST_BYTES:
            raise _too_heavy(len(data))
        artwork = replace(_seen_before(data), path=path, extract=extract)
    except Unfit as unfit:
        message = f"has a cover that {unfit.message}"
        hint = "give the audio another cover, or write `image: …` in the YAML"
        return None, (problem(path, "cover-readable", Severity.WARNING, message, hint),)
    if artwork.fits_directories:
        return artwork, ()
    message = (
        f"has a cover of {artwork.width} × {artwork.height} pixels in its tags, which "
        "directories would not take; the show's artwork stands for the episode"
    )
    hint = "nothing needs to be done; or write `image: …` in the YAML"
    return None, (problem(path, "cover-fits", Severity.NOTE, message, hint),)


def chapter_picture(data: bytes, path: Path, extract: Extract) -> Artwork | None:
    """The picture of a chapter in the audio at ``path``; None if it is unusable."""
    if len(data) > _MOST_BYTES:
        return None
    try:
        return replace(_seen_before(data), path=path, extract=extract)
    except Unfit:
        return None


def _bytes_of(path: Path) -> bytes:
    with opened(path, "artwork") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > _MOST_BYTES:
            raise _too_heavy(size)
        return stream.read()


#: One cover is in every file of most shows, and unpacking it takes a tenth of a second;
#: to compare two costs a tenth of what a key for a table would.
_RECENT: deque[tuple[bytes, Artwork]] = deque(maxlen=2)


def _seen_before(data: bytes) -> Artwork:
    for known, artwork in _RECENT:
        if known == data:
            return artwork
    _RECENT.appendleft((data, _seen(Path(), data)))
    return _RECENT[0][1]


def _seen(path: Path, data: bytes) -> Artwork:
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Pillow only warns of a bomb until it is twice as big; elsewhere warnings
            # are about metadata, which does not matter here.
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("JPEG", "PNG")) as image:
                width, height = image.size
                if width * height > _MOST_PIXELS:
                    raise _too_large(f"{width} × {height} pixels")
                image.load()
                if _is_on_its_side(image):
                    width, height = height, width
                return Artwork(
                    path=path,
                    type=_TYPES[image.format or ""],
                    width=width,
                    height=height,
                    digest=sha256(data).hexdigest(),
                    colours=image.mode,
                    has_alpha=image.has_transparency_data,
                    length=len(data),
                )
    except Unfit:
        raise
    except UnidentifiedImageError:
        raise _not_a_picture(data) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise _too_large("gigantic") from None
    # Pillow lets SyntaxError, struct.error and more out of broken files.
    except Exception:
        raise Unfit("artwork-readable", "is damaged, or cut off", _AGAIN) from None


def _is_on_its_side(image: Image) -> bool:
    """Whether it is stored with its left or right side up."""
    with suppress(Exception):  # whatever stands there is no harm to the picture
        return image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    return False


def _too_heavy(size: int) -> Unfit:
    message = f"is {size // 1_000_000} MB, far too heavy for artwork"
    return Unfit("artwork-readable", message, _SMALLER)


def _too_large(size: str) -> Unfit:
    message = f"is {size}, too large to open safely"
    return Unfit("artwork-readable", message, _SMALLER)


def _not_a_picture(data: bytes) -> Unfit:
    like = likeness(data[:4096])
    message = "is neither JPEG nor PNG" + (f": it begins like {like}" if like else "")
    return Unfit("artwork-readable", message, _SMALLER)
