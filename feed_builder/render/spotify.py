"""Spotify's namespace: how many episodes it shows, and where the show is at home.

Source: Spotify's "Podcast Delivery Specification", version 1.9.
"""

from __future__ import annotations

from ..model import Episode, Podcast, Show
from .tags import Namespace, Tag, tag


def channel(podcast: Podcast) -> tuple[Tag, ...]:
    """The show's two tags, where the author wrote something for them."""
    show = podcast.show
    limit = str(show.spotify_limit) if show.spotify_limit else None
    return (
        tag("limit", recentCount=limit),
        tag("countryOfOrigin", " ".join(show.countries)),
    )


def item(_show: Show, _episode: Episode) -> tuple[Tag, ...]:
    """Nothing: Spotify reads the other tags of an episode."""
    return ()


NAMESPACE = Namespace(
    prefix="spotify",
    uri="http://www.spotify.com/ns/rss",
    channel=channel,
    item=item,
)
