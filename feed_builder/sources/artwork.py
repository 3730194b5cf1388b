"""A picture file in; its type, size, colours and digest out."""

from __future__ import annotations

import os
import warnings
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from ..model import Artwork
from ..problems import Problem
from .media import Unfit, likeness, opened

#: Pillow's word for each kind; MPO is a JPEG in which a camera hid further pictures.
_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png"}
_MOST_BYTES = 50_000_000
_MOST_PIXELS = 40_000_000  # four times what Apple takes, and 160 MB once unpacked
_SMALLER = "save it as JPEG or PNG, 3000 × 3000 pixels"
_AGAIN = "copy or export it again, and wait until that has finished"


def read_artwork(path: Path) -> tuple[Artwork | None, tuple[Problem, ...]]:
    """The facts of one picture; None, and the reason, if it cannot be used.

    Never raises, whatever the file holds, and never unpacks a gigantic picture.
    """
    try:
        return _seen(path, _bytes_of(path)), ()
    except Unfit as unfit:
        return None, (unfit.problem(path),)


def _bytes_of(path: Path) -> bytes:
    with opened(path, "artwork") as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > _MOST_BYTES:
            message = f"is {size // 1_000_000} MB, far too heavy for artwork"
            raise Unfit("artwork-readable", message, _SMALLER)
        return stream.read()


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
                return Artwork(
                    path=path,
                    type=_TYPES[image.format or ""],
                    width=width,
                    height=height,
                    digest=sha256(data).hexdigest(),
                    colours=image.mode,
                    has_alpha=image.has_transparency_data,
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


def _too_large(size: str) -> Unfit:
    message = f"is {size}, too large to open safely"
    return Unfit("artwork-readable", message, _SMALLER)


def _not_a_picture(data: bytes) -> Unfit:
    like = likeness(data[:4096])
    message = "is neither JPEG nor PNG" + (f": it begins like {like}" if like else "")
    return Unfit("artwork-readable", message, _SMALLER)
