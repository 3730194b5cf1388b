"""Credits in the words that apps know."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from ..model import Episode, Show, place
from .breach import Breach, named_by

#: Podcast Taxonomy, as the podcast namespace has it (taxonomy-en.json).
ROLES: dict[str, tuple[str, ...]] = {
    "creative direction": (
        "director",
        "assistant director",
        "executive producer",
        "senior producer",
        "producer",
        "associate producer",
        "development producer",
        "creative director",
    ),
    "cast": (
        "host",
        "co-host",
        "guest host",
        "guest",
        "voice actor",
        "narrator",
        "announcer",
        "reporter",
    ),
    "writing": (
        "author",
        "editorial director",
        "co-writer",
        "writer",
        "songwriter",
        "guest writer",
        "story editor",
        "managing editor",
        "script editor",
        "script coordinator",
        "researcher",
        "editor",
        "fact checker",
        "translator",
        "transcriber",
        "logger",
    ),
    "audio production": (
        "studio coordinator",
        "technical director",
        "technical manager",
        "audio engineer",
        "remote recording engineer",
        "post production engineer",
    ),
    "audio post-production": (
        "audio editor",
        "sound designer",
        "foley artist",
        "composer",
        "theme music",
        "music production",
        "music contributor",
    ),
    "administration": (
        "production coordinator",
        "booking coordinator",
        "production assistant",
        "content manager",
        "marketing manager",
        "sales representative",
        "sales manager",
    ),
    "visuals": ("graphic designer", "cover art designer"),
    "community": ("social media manager",),
    "misc.": ("consultant", "intern"),
    "video production": (
        "camera operator",
        "lighting designer",
        "camera grip",
        "assistant camera",
    ),
    "video post-production": ("editor", "assistant editor"),
}
_KNOWN = {
    "role": frozenset(role for roles in ROLES.values() for role in roles),
    "group": frozenset(ROLES),
}


def roles_known(of: Show | Episode) -> Iterator[Breach]:
    """Roles and groups of people are those of the Podcast Taxonomy.

    Apps show credits by them, and pass over words that they do not know.

    Source: Podcast namespace, podcast:person; Podcast Taxonomy, roles and groups.
    Good:
        people: [{name: Ada Moss, role: audio editor}]
    Bad:
        people: [{name: Ada Moss, role: cutter}]
    """
    for person in of.people if isinstance(of, Show) else named_by(of):
        here = person.location or place(of, "people")
        for key, known in _KNOWN.items():
            word = getattr(person, key)
            if word not in known:
                near = get_close_matches(word, known, n=1, cutoff=0.7)
                yield Breach(
                    message=f"{key}: {word!r} of {person.name} is not in the Podcast "
                    "Taxonomy",
                    location=here and here.of(key),
                    hint=f"did you mean {near[0]!r}?"
                    if near
                    else "see the list at https://podcasttaxonomy.com/",
                )
