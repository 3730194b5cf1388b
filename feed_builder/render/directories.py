"""Where a show can be subscribed to: by its feed's address, and by ids of its own.

Source: the links that the apps themselves document, collected at
https://github.com/nathangathright/podcast-platform-links
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from ..model import Show
from .views import LinkView

#: By the show's number at Apple, which other apps go by as well.
BY_APPLE_ID = {
    "Apple Podcasts": "https://podcasts.apple.com/podcast/id{id}",
    "Overcast": "https://overcast.fm/itunes{id}",
    "Castro": "https://castro.fm/itunes/{id}",
}
#: By the show's address there, as the author writes it.
BY_ADDRESS = {
    "spotify": "Spotify",
    "youtube": "YouTube Music",
    "amazon": "Amazon Music",
    "deezer": "Deezer",
}
#: By the feed's address.
BY_FEED = {
    "Pocket Casts": "https://pcasts.in/feed/{bare}",
    "AntennaPod": "https://antennapod.org/deeplink/subscribe?url={feed}",
    "Podcast Addict": "https://podcastaddict.com/feed/{feed}",
    "Player FM": "https://player.fm/subscribe?id={feed}",
    "gpodder.net": "https://gpodder.net/subscribe?url={feed}",
}


def buttons(show: Show) -> tuple[LinkView, ...]:
    """A link for each directory and app, those that most people use first."""
    ids: Mapping[str, str] = dict(show.listen)
    feed = quote(show.feed_url, safe="")
    bare = show.feed_url.partition("://")[2]
    links: dict[str, str] = {}
    if apple := ids.get("apple"):
        links |= {name: form.format(id=apple) for name, form in BY_APPLE_ID.items()}
    links |= {name: ids[key] for key, name in BY_ADDRESS.items() if key in ids}
    links |= {name: f.format(feed=feed, bare=bare) for name, f in BY_FEED.items()}
    return tuple(
        LinkView(label=name, href=href, host="") for name, href in links.items()
    )
