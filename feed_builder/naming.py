"""How a show names its episodes' files: what is read from a name, and the next one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .text import slug

#: Names that begin with a season and a number, with a date, or with a number, which is
#: no year.
_SHAPES = tuple(
    re.compile(rf"{shape}(?P<gap>[-_. ]*)(?P<words>.*)", re.IGNORECASE | re.DOTALL)
    for shape in (
        r"(?P<before>s)(?P<season>\d{1,3})(?P<between>[-_ ]?e)(?P<number>\d{1,4})",
        r"(?P<date>\d{4}-\d\d-\d\d)",
        r"(?P<before>[^\W\d]*[-_ ]?)(?!(?:19|20)\d\d)(?P<number>\d{1,4})(?!\d)",
    )
)
#: Words that stand before a number in any show; others only if the show repeats them.
_USUAL = frozenset({"", "e", "ep", "episode", "folge", "nr", "no"})
#: How many of the latest names tell the style.
_LATEST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A stem taken apart; ``style`` is how it was written."""

    style: Style
    words: str
    season: int | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What stands before the words of a name; widths count digits, 0 is none."""

    before: str = ""
    season_width: int = 0
    between: str = ""
    number_width: int = 0
    is_dated: bool = False
    gap: str = "-"

    def stem(
        self, words: str, *, season: int | None, number: int | None, day: date
    ) -> str:
        """The name of an episode about these words; without a number only they."""
        about = slug(words)
        if self.is_dated:
            front = day.isoformat()
        elif number is None or not self.number_width:
            front = ""
        elif self.season_width:
            place = str(season or 1).zfill(self.season_width)
            front = self.before + place + self.between + self._padded(number)
        else:
            front = self.before + self._padded(number)
        return (
            front + (self.gap or "-") + about if front and about else front
        ) or about

    def _padded(self, number: int) -> str:
        return str(number).zfill(self.number_width)


#: How a show begins: 001-of-rags.
FIRST = Style(number_width=3)
_PLAIN = Style()


def style_of(stems: Sequence[str]) -> Style:
    """The style of most of the latest stems; ``stems`` begin with the oldest."""
    if not stems:
        return FIRST
    names = [name_of(stem) for stem in stems[-_LATEST:]]
    seen = Counter(name.style for name in reversed(names))
    style, count = seen.most_common(1)[0]
    return style if count > 1 or _is_usual(style) else _PLAIN


def name_of(stem: str, show: Style | None = None) -> Name:
    """The stem taken apart; with a ``show``'s style, numbers count only if they fit."""
    for shape in _SHAPES:
        match = shape.fullmatch(stem)
        if match:
            found = match.groupdict()
            style = _style(found)
            if show and not (_is_usual(style) or style.before == show.before):
                continue
            return Name(
                style=style,
                words=found["words"],
                season=_number(found.get("season")),
                number=_number(found.get("number")),
            )
    return Name(style=_PLAIN, words=stem)


def title_in(words: str) -> str:
    """The words of a file's name as a title."""
    spaced = re.sub(r"[-_\s]+", " ", words).strip()
    return spaced[:1].upper() + spaced[1:]


def _style(found: dict[str, str | None]) -> Style:
    return Style(
        before=found.get("before") or "",
        season_width=len(found.get("season") or ""),
        between=found.get("between") or "",
        number_width=len(found.get("number") or ""),
        is_dated=bool(found.get("date")),
        gap=found["gap"] or "",
    )


def _is_usual(style: Style) -> bool:
    word = style.before.rstrip("-_ ").lower()
    return word in _USUAL or bool(style.season_width)


def _number(text: str | None) -> int | None:
    return int(text) or None if text else None
