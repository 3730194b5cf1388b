"""Every rule by its id, whoever finds its breaches, with its manual page."""

from __future__ import annotations

from difflib import get_close_matches

from . import EPISODE_OF_SHOW_RULES, EPISODE_RULES, PODCAST_RULES, SHOW_RULES
from .page import Page
from .pages import documents, facts, files, importing, listeners, media, online
from .rule import Rule

CHAPTERS: dict[str, tuple[Rule | Page, ...]] = {
    "The show and its episodes": tuple(
        dict.fromkeys(
            (*SHOW_RULES, *EPISODE_RULES, *EPISODE_OF_SHOW_RULES, *PODCAST_RULES)
        )
    ),
    "YAML": facts.PAGES,
    "Files": files.PAGES,
    "Audio and pictures": media.PAGES,
    "Transcripts": documents.PAGES,
    "What listeners were given": listeners.PAGES,
    "Published addresses": online.PAGES,
    "An old feed": importing.PAGES,
}

BOOK: dict[str, Rule | Page] = {
    entry.id: entry for entries in CHAPTERS.values() for entry in entries
}


def near(rule: str) -> str | None:
    """The id that was probably meant."""
    return next(iter(get_close_matches(rule, BOOK, n=1, cutoff=0.6)), None)
