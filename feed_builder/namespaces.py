"""Namespaces that feeds use, by the prefixes that everybody gives them."""

from __future__ import annotations

NAMESPACES = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "media": "http://search.yahoo.com/mrss/",
    "googleplay": "http://www.google.com/schemas/play-podcasts/1.0",
    "spotify": "http://www.spotify.com/ns/rss",
    "psc": "http://podlove.org/simple-chapters",
    "rawvoice": "https://blubrry.com/developer/rawvoice-rss/",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "feedpress": "https://feed.press/xmlns",
    "fyyd": "https://fyyd.de/fyyd-ns/",
    "acast": "https://schema.acast.com/1.0/",
    "fireside": "http://fireside.fm/modules/rss/fireside",
    "creativeCommons": "http://backend.userland.com/creativeCommonsRssModule",
    "geo": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "georss": "http://www.georss.org/georss",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
}
