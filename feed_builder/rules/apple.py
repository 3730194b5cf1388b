"""What Apple Podcasts asks of a show's facts; most directories ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from ..model import Category, Episode, Show, place
from .breach import Breach
from .categories import CATEGORIES
from .iso_639 import CODES, MISTAKEN
from .iso_3166 import MISTAKEN_REGIONS, REGIONS

#: The bytes that Apple takes of a description.
LONGEST_DESCRIPTION = 4000
_SUBTAGS = r"(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|\d{3}))?"
#: Each subcategory with the category that it stands below.
_PARENTS = {
    child.casefold(): f"{parent} > {child}"
    for parent, children in CATEGORIES.items()
    for child in children
}
_LANGUAGE = re.compile(rf"([a-z]{{2}}){_SUBTAGS}", re.IGNORECASE | re.ASCII)


def categories_present(show: Show) -> Iterator[Breach]:
    """The show has a category.

    Directories file it there. The first one counts most: Apple shows no other one.

    Source: Apple, "Podcast requirements"; PSP-1, itunes:category.
    Good:
        categories: [Arts > Books]
    Bad:
        (a podcast.yaml without the key categories)
    """
    if not show.categories and "categories" not in show.origins:
        yield Breach(
            message="the show has no category",
            location=place(show, "title"),
            hint="add `categories: [Technology]`, or another one of Apple's",
        )


def categories_known(show: Show) -> Iterator[Breach]:
    """The show's categories are Apple's, to the letter.

    Apple refuses a feed with a category of its own making, and most other directories
    use Apple's list.

    Source: Apple, "Apple Podcasts categories" (19, with 91 subcategories); PSP-1,
        itunes:category.
    Good:
        categories: [Business > Non-Profit]
    Bad:
        categories: [Business > Non Profit]
    """
    for category in show.categories:
        for name, known in _names(category):
            if name and known is not None and name not in known:
                yield Breach(
                    message=f"{name!r} is not one of Apple's categories"
                    if name == category.name
                    else f"{name!r} is not below {category.name!r} in Apple's list",
                    location=category.location or place(show, "categories"),
                    hint=_better(name, known),
                )


def _names(category: Category) -> Iterator[tuple[str | None, list[str] | None]]:
    yield category.name, list(CATEGORIES)
    yield category.subcategory, CATEGORIES.get(category.name)


def _better(name: str, known: list[str]) -> str:
    folded = {one.casefold(): one for one in known}
    if own := folded.get(name.casefold()):
        return f"write {own!r}"
    parent = _PARENTS.get(name.casefold())
    if parent:
        return f"it stands below another one: write '{parent}'"
    near = get_close_matches(name.casefold(), folded, n=1, cutoff=0.5)
    if near:
        return f"did you mean {folded[near[0]]!r}?"
    if not known:
        return "nothing stands below this category: write its name alone"
    return f"use one of {', '.join(known)}"


def explicit_stated(show: Show) -> Iterator[Breach]:
    """It is stated whether the show is explicit.

    Apple hides explicit shows where the law or parents ask for it, and removes shows
    that state it wrongly. It does not take a guess, and so nor does feed-builder.

    Source: Apple, "Validate your podcast"; PSP-1, itunes:explicit.
    Good:
        explicit: false
    Bad:
        (a podcast.yaml without the key explicit)
    """
    if "explicit" not in show.origins:
        yield Breach(
            message="it is not stated whether the show is explicit",
            location=place(show, "title"),
            hint="add `explicit: false`, or true",
        )


def language_known(show: Show) -> Iterator[Breach]:
    """The language is a code of two letters, perhaps with a region.

    A language that Apple does not know fails its validation; elsewhere, the show is
    listed among those in English or not at all. Codes of three letters are known to
    fewer still.

    Source: Apple, "A Podcaster's Guide to RSS": ISO 639, with modifiers such as en-us.
    Good:
        language: en-GB
    Bad:
        language: English
    """
    match = _LANGUAGE.fullmatch(show.language)
    is_known = match and match[1].lower() in CODES
    region = (match["region"] or "").lower() if match else ""
    if is_known and (not region.isalpha() or region in REGIONS):
        return
    better = MISTAKEN.get(show.language.lower(), "")
    if "_" in show.language:
        better = show.language.replace("_", "-")
    elif match and is_known:
        better = f"{match[1].lower()}-{MISTAKEN_REGIONS.get(region, '')}".rstrip("-")
    what = f"the region in {show.language!r}" if is_known else repr(show.language)
    yield Breach(
        message=f"{what} is not the code of a {'country' if is_known else 'language'}",
        location=place(show, "language"),
        hint=f"did you mean {better}?" if better else "write it like en, en-GB or de",
    )


def description_fits(show: Show) -> Iterator[Breach]:
    """The show's description is at most 4,000 bytes long.

    Apple and PSP-1 take no more. They count bytes: a letter such as é or ß takes two,
    an emoji four.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, description.
    Good:
        description: Talks about paper, with those who make it.
    Bad:
        (a description of five pages)
    """
    length = len(show.description.encode())
    if length > LONGEST_DESCRIPTION:
        yield Breach(
            message=f"the description is {length} bytes long; "
            f"Apple takes {LONGEST_DESCRIPTION}",
            location=place(show, "description"),
            hint="shorten it",
        )


def summary_present(episode: Episode) -> Iterator[Breach]:
    """An episode says in a sentence what it is about.

    Apps show it in their lists, and directories find the episode by it. Notes or an
    account in the audio file's comment do as well.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, description.
    Good:
        summary: How rags became paper.
    Bad:
        (an episode with neither summary nor notes)
    """
    if not episode.summary and not episode.notes:
        yield Breach(
            message=f"{episode.slug} has no summary",
            location=place(episode, "title", "published"),
            hint="write `summary: …`, one paragraph, into its YAML",
        )


def summary_fits(episode: Episode) -> Iterator[Breach]:
    """An episode's summary is at most 4,000 bytes long.

    Directories take no more of an episode's description. The summary comes first in
    it, and feed-builder cuts the rest off; the whole stands on the page only.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1, description.
    Good:
        summary: How rags became paper.
        notes: |
          All that there is to say of it …
    Bad:
        (a summary of five pages)
    """
    length = len(episode.summary.encode())
    if length > LONGEST_DESCRIPTION:
        yield Breach(
            message=f"the summary of {episode.slug} is {length} bytes long; "
            f"directories take {LONGEST_DESCRIPTION}",
            location=place(episode, "summary"),
            hint="keep a paragraph of it, and move the rest into `notes:`",
        )
