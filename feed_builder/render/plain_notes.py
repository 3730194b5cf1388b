"""Show notes without any markup, to be pasted where HTML is not read, as on YouTube."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .. import addresses
from ..model import Episode, Output, Podcast, Show
from ..text import cut, words_of
from .key import key
from .notes import LABELLED_LINK, notes_html

#: What YouTube takes of a description, in characters.
LONGEST = 5000
#: A line that is cut shorter than this says nothing.
_WORTHWHILE = 40


def plain_notes(podcast: Podcast) -> Iterator[Output]:
    """A text beside the page of every episode."""
    for episode in podcast.in_full():
        yield Output(
            path=addresses.plain_notes(episode.slug),
            key=key("notes", podcast.show, episode),
            make=partial(_file, podcast.show, episode),
        )


def text_of(episode: Episode, page: str) -> str:
    """Notes of at most LONGEST characters, a line a block, with the page at the end.

    Addresses stand in brackets behind their labels, and bullets are hyphens.
    """
    html = LABELLED_LINK.sub(r"\2 (\1)", notes_html(episode, page))
    words = words_of(html.replace("<li>", "<li>- "))
    words = words.replace("<", "‹").replace(">", "›")  # YouTube refuses angle brackets
    end = f"\n{page}"
    return _beginning(words, LONGEST - len(end) - 1) + end


def _file(show: Show, episode: Episode) -> bytes:
    return (text_of(episode, addresses.page_url(show, episode)) + "\n").encode()


def _beginning(text: str, limit: int) -> str:
    """As many lines as fit, each ended; the last one may be cut at a word."""
    kept = ""
    for line in text.split("\n"):
        room = limit - len(kept) - 1
        if len(line) > room:
            return f"{kept}{cut(line, room)}\n" if room > _WORTHWHILE else kept
        kept += f"{line}\n" if line else ""
    return kept
