"""Language codes as BCP 47 writes them: known ones, and what their speakers say."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.core import Locale

#: A language of two or three letters, a script of four, a region: "pt-BR", "zh-Hant".
_TAG = r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|\d{3}))?"
_OUTDATED = frozenset({"scc", "scr"})  # Serbian and Croatian, until 2008
_RIGHT_TO_LEFT = frozenset({"ar", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def language_tag(text: str) -> str | None:
    """The text as a tag in its usual case; None unless it names a known language.

    Where a language has a code of two letters, BCP 47 knows no other one: "deu" and
    "bak" are words here.
    """
    match = re.fullmatch(_TAG, text, re.ASCII | re.IGNORECASE)
    if match is None or not _is_known(text):
        return None
    language, script, region = match.groups(default="")
    parts = (language.lower(), script.title(), region.upper())
    return "-".join(filter(None, parts))


def own_name(tag: str) -> str:
    """The language in its own words, "Deutsch"; the tag itself where none are known."""
    locale = _locale(tag)
    return (locale.display_name if locale else None) or tag


def three_letters(tag: str) -> str:
    """A code of ISO 639-2 for the language; "XXX", as ID3 has it, if none is known.

    Some languages have two such codes, and ID3 does not say which of them it wants.
    """
    from babel.core import get_global

    language, _, _ = tag.lower().partition("-")
    if len(language) == 3:
        return language
    others = get_global("language_aliases").items()
    codes = (code for code, short in others if short == language and len(code) == 3)
    return min((code for code in codes if code not in _OUTDATED), default="XXX")


def direction(tag: str) -> str:
    """How the language is written: "ltr" or "rtl"."""
    language, _, _ = tag.lower().partition("-")
    return "rtl" if language in _RIGHT_TO_LEFT else "ltr"


def locale(tag: str) -> Locale:
    """How dates and numbers are written in this language; English for unknown ones."""
    from babel.core import Locale

    return _locale(tag) or Locale("en")


def _is_known(tag: str) -> bool:
    locale = _locale(tag)
    return locale is not None and locale.language == tag.partition("-")[0].lower()


@cache
def _locale(tag: str) -> Locale | None:
    # Late: a build with nothing to do writes no dates.
    from babel.core import Locale, UnknownLocaleError

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
