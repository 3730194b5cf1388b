"""Whether the colours of a theme can be read, in light and in dark.

Source: WCAG 2.2, success criterion 1.4.3 and its definition of contrast ratio.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..problems import Location, Problem, Severity

#: What text needs at least.
ENOUGH = 4.5

#: Text, and what it stands on, by the names of the stylesheet's variables.
PAIRS = (
    *(
        (text, ground)
        for text in ("ink", "quiet", "accent")
        for ground in ("paper", "card", "wash")
    ),
    ("on-button", "button"),
    *((f"voice-{number}", "paper") for number in range(1, 7)),
)

_VARIABLE = re.compile(r"--([\w-]+)\s*:\s*([^;}]+)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_COLOUR = re.compile(r"#(?:[0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])", re.IGNORECASE)
_SCHEMES = ("light", "dark")

_Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variable:
    """A colour in light and in dark, and where it is written."""

    name: str
    colours: tuple[_Colour, _Colour]
    location: Location


def contrast_problems(stylesheets: Iterable[Path]) -> Iterator[Problem]:
    """A problem for every text that is hard to read; later stylesheets win.

    Only colours written as ``#rrggbb``, alone or in ``light-dark()``, can be told.
    """
    found = _found(stylesheets)
    for text, ground in PAIRS:
        if text in found and ground in found:
            yield from _hard_to_read(found[text], found[ground])


def light_colours(stylesheets: Iterable[Path]) -> dict[str, str]:
    """The colours of light pages by their names, as ``#rrggbb``."""
    found = _found(stylesheets)
    return {name: _hex(variable.colours[0]) for name, variable in found.items()}


def ratio(one: _Colour, other: _Colour) -> float:
    """From 1, the same, to 21, black on white."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _hard_to_read(text: _Variable, ground: _Variable) -> Iterator[Problem]:
    for scheme, colour, below in zip(
        _SCHEMES, text.colours, ground.colours, strict=True
    ):
        found = ratio(colour, below)
        if found < ENOUGH:
            yield Problem(
                rule="theme-contrast",
                severity=Severity.WARNING,
                message=f"in {scheme} pages --{text.name} {_hex(colour)} on "
                f"--{ground.name} {_hex(below)} has a contrast of {found:.2f} to 1, "
                f"and text needs {ENOUGH}",
                location=text.location,
                hint=f"use {_hex(_readable(colour, below))}, the nearest shade that "
                "can be read there",
            )


def _readable(colour: _Colour, ground: _Colour) -> _Colour:
    """The colour, mixed with as little black or white as makes it readable."""
    mixed = (
        _mixed(colour, pole, step / 100)
        for step in range(1, 101)
        for pole in ((0, 0, 0), (255, 255, 255))
    )
    return next(shade for shade in mixed if ratio(shade, ground) >= ENOUGH)


def _mixed(colour: _Colour, pole: _Colour, share: float) -> _Colour:
    red, green, blue = (
        round(own + (other - own) * share)
        for own, other in zip(colour, pole, strict=True)
    )
    return red, green, blue


def _luminance(colour: _Colour) -> float:
    shares = (part / 255 for part in colour)
    red, green, blue = (
        s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _found(stylesheets: Iterable[Path]) -> dict[str, _Variable]:
    found: dict[str, _Variable] = {}
    for path in stylesheets:
        found |= {variable.name: variable for variable in _variables(path)}
    return found


def _variables(path: Path) -> Iterator[_Variable]:
    text = path.read_text(encoding="utf-8", errors="replace")
    # Comments go, their lines stay.
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    for match in _VARIABLE.finditer(text):
        colours = _COLOUR.findall(match[2])
        if 1 <= len(colours) <= 2:
            line = text.count("\n", 0, match.start()) + 1
            yield _Variable(
                name=match[1],
                colours=(_rgb(colours[0]), _rgb(colours[-1])),
                location=Location(path=path, line=line),
            )


def _rgb(colour: str) -> _Colour:
    digits = colour[1:]
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    red, green, blue = bytes.fromhex(digits)
    return red, green, blue


def _hex(colour: _Colour) -> str:
    return f"#{bytes(colour).hex()}"
