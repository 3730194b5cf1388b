"""Apple's namespace: what the iTunes tags say about a show and an episode.

Written by us because feedgen's own podcast extension refuses ``explicit`` "true" and
silently drops pictures whose address does not end in .jpg or .png.
Source: "A Podcaster's Guide to RSS", Apple; PSP-1.
"""

from __future__ import annotations

from datetime import timedelta

from .. import addresses
from ..model import Artwork, Category, Episode, Owner, Podcast, Show
from .tags import Namespace, Tag, tag


def channel(podcast: Podcast) -> tuple[Tag, ...]:
    """The show's iTunes tags.

    There is no ``title``, which would only repeat the channel's, and a ``summary`` only
    where the author wrote one for it: apps prefer the description (PSP-1 issue 13).
    """
    show = podcast.show
    return (
        tag("author", show.author),
        _owner(show.owner),
        tag("image", href=_address(show, show.artwork)),
        *(_category(category) for category in show.categories),
        tag("explicit", _boolean(show.explicit)),
        tag("type", show.type.value),
        tag("summary", show.itunes_summary),
        tag("new-feed-url", show.moved_to),
        tag("block", _yes(_blocked(show))),
        tag("complete", _yes(show.complete)),
    )


def item(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """The episode's iTunes tags."""
    return (
        tag("title", episode.title),
        tag("duration", _seconds(episode.duration)),
        tag("season", _number(episode.season)),
        tag("episode", _number(episode.number)),
        tag("episodeType", episode.type.value),
        tag("explicit", _boolean(episode.explicit)),
        tag("image", href=_address(show, episode.artwork)),
        tag("summary", episode.itunes_summary),
        tag("block", _yes(episode.block)),
    )


NAMESPACE = Namespace(
    prefix="itunes",
    uri="http://www.itunes.com/dtds/podcast-1.0.dtd",
    channel=channel,
    item=item,
)


def _owner(owner: Owner | None) -> Tag:
    # Apple dropped it, but YouTube, Spotify and Amazon verify a show by this address.
    if owner is None:
        return tag("owner")
    return tag("owner", None, tag("name", owner.name), tag("email", owner.email))


def _category(category: Category) -> Tag:
    subcategory = tag("category", text=category.subcategory)
    return tag("category", None, subcategory, text=category.name)


def _address(show: Show, picture: Artwork | None) -> str | None:
    return addresses.url_of(show, addresses.artwork(picture)) if picture else None


def _boolean(value: bool) -> str:
    # "yes", "no" and "clean" are legacy words.
    return "true" if value else "false"


def _yes(value: bool) -> str | None:
    # Any other word has no effect.
    return "Yes" if value else None


def _blocked(show: Show) -> bool:
    """Whether every platform is asked not to show it."""
    blocks = (tag for tag in show.tags if tag.name == "block")
    return any(b.text == "yes" and b.attribute("id") is None for b in blocks)


def _seconds(duration: timedelta) -> str:
    # Apple prefers seconds to H:MM:SS, and validators refuse decimals.
    return str(int(duration.total_seconds()))


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)
