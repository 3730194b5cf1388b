"""Identities that every machine derives alike: of a podcast, and of its episodes."""

from __future__ import annotations

import re
import unicodedata
from uuid import UUID, uuid5

#: The namespace that the Podcasting 2.0 specification of ``podcast:guid`` lays down.
PODCASTS = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")

_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def podcast_guid(feed_url: str) -> UUID:
    """The ``podcast:guid`` of a feed that has none yet; kept when the feed moves.

    It is made from the address without its scheme and its trailing slashes:
    https://podcasting2.org/docs/podcast-namespace/tags/guid
    """
    return uuid5(PODCASTS, _SCHEME.sub("", feed_url).rstrip("/"))


def episode_guid(podcast: UUID, stem: str) -> str:
    """The guid of an episode that was given none, by its file's name without suffix.

    macOS may hand out names decomposed, so the stem is composed (NFC) first.
    """
    return str(uuid5(podcast, unicodedata.normalize("NFC", stem)))
