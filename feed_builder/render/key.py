"""What an output file depends on, as one short string."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

from ..model import Listing, Show


def key(*shown: object) -> str:
    """A digest of everything a file shows, and of the code that makes it.

    The values must have a complete and stable ``repr``, as our frozen dataclasses do.
    Where the values of an episode or a show stand is never shown.
    """
    hasher = sha256(_code())
    for value in shown:
        hasher.update(_text(value).encode("utf-8", "surrogatepass"))
        hasher.update(b"\0")
    return hasher.hexdigest()[:32]


def on_card(episode: Listing) -> str:
    """A digest of what lists show of an episode."""
    return key(
        episode.slug,
        episode.title,
        episode.published,
        episode.duration,
        episode.about,
        episode.season,
        episode.number,
        episode.type,
        episode.explicit,
        episode.draft,
        episode.people,
    )


def on_sections(episode: Listing) -> str:
    """A digest of what pages of named sections show of an episode."""
    return key(episode.enclosure, episode.highlights)


def _text(value: object) -> str:
    if isinstance(value, Show):
        return _of_show(value)
    if isinstance(value, Listing):
        return value.digest or repr(value.whole)
    return repr(value)


#: The last show that was asked for, which is the next one, too; and its text.
_SHOWS: list[tuple[Show, str]] = []


def _of_show(show: Show) -> str:
    if not (_SHOWS and _SHOWS[0][0] is show):
        _SHOWS[:] = [(show, repr(replace(show, origins={})))]
    return _SHOWS[0][1]


@cache
def _code() -> bytes:
    package = Path(__file__).parent.parent
    modules = sorted(package.rglob("*.py"))
    return sha256(b"".join(m.read_bytes() for m in modules)).digest()
