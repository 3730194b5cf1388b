"""Make tests/cases/artwork: pictures of one colour that each break one rule.

Run it from the top of the repository: ``python scripts/make_artwork_cases.py``.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image

CASES = Path(__file__).parent.parent / "tests" / "cases" / "artwork"

PICTURES = {  # mode, width, height, format
    "good.png": ("RGB", 1400, 1400, "PNG"),
    "alpha.png": ("RGBA", 1400, 1400, "PNG"),
    "banner.gif": ("LA", 728, 90, "PNG"),
    "cmyk.jpg": ("CMYK", 1400, 1400, "JPEG"),
    "grey.png": ("L", 1400, 1400, "PNG"),
    "jpeg.png": ("RGB", 1400, 1400, "JPEG"),
    "large.png": ("RGB", 3001, 3001, "PNG"),
    "oblong.png": ("RGB", 1600, 1400, "PNG"),
    "palette.png": ("P", 1400, 1400, "PNG"),
    "small.jpg": ("RGB", 1399, 1399, "JPEG"),
}


def main() -> None:
    CASES.mkdir(parents=True, exist_ok=True)
    for name, (mode, width, height, kind) in PICTURES.items():
        picture = Image.new(mode, (width, height))
        picture.save(CASES / name, kind, optimize=True, quality=10)


if __name__ == "__main__":
    main()
