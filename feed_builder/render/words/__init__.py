"""The words of the interface: one field for each, one module for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import import_module

#: The languages that pages speak; others have English words around their own.
LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "nl",
    "it",
    "pt",
    "pl",
    "ja",
    "ar",
    "he",
    "fa",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What pages say by themselves; in braces stands what is filled in.

    No word beside a number bends with it, as in "Episodes found: {n}": so no language,
    not even Arabic with its six forms, needs rules of plurals.
    """

    skip: str
    show_menu: str
    episodes: str
    all_episodes: str
    people: str
    season: str
    episode: str
    trailer: str
    bonus: str
    subscribe: str
    subscribe_lead: str
    subscribe_open: str
    subscribe_address: str
    subscribe_address_hint: str
    subscribe_code: str
    copy: str
    copied: str
    feed: str
    explicit: str
    draft: str
    guests: str
    host: str
    guest: str
    artwork_of: str
    listen: str
    download: str
    back: str
    forward: str
    speed: str
    share: str
    chapters: str
    soundbites: str
    more: str
    more_about: str
    notes: str
    no_notes: str
    transcript: str
    transcript_files: str
    transcript_page: str
    plain_text: str
    plain_notes: str
    translations: str
    edited: str
    estimated: str
    no_transcript: str
    somebody: str
    upcoming: str
    topics: str
    episodes_about: str
    sponsors: str
    support: str
    support_us: str
    place: str
    licence: str
    comments: str
    more_episodes: str
    previous: str
    next: str
    no_episodes: str
    newer: str
    older: str
    pages: str
    page: str
    appearances: str
    website: str
    every: str
    every_drink: str
    every_lesson: str
    every_link: str
    search: str
    search_lead: str
    search_for: str
    search_speaker: str
    search_anybody: str
    search_season: str
    search_any_season: str
    search_found: str
    search_nothing: str
    search_more: str
    search_broken: str
    missing_title: str
    missing: str
    home: str
    comma: str
    hours: str
    minutes: str
    seconds: str
    kilobytes: str
    megabytes: str


def is_spoken(tag: str) -> bool:
    """Whether pages speak this language, a BCP 47 tag."""
    return _language(tag) in LANGUAGES


@cache
def words(tag: str) -> Words:
    """The words in this language, a BCP 47 tag, or else in English."""
    known = _language(tag) if is_spoken(tag) else "en"
    found: Words = import_module(f"{__name__}.{known}").WORDS
    return found


def _language(tag: str) -> str:
    return tag.partition("-")[0].lower()
