"""The configuration of podcast-rss-generator as the feed that it would publish.

Source: https://github.com/vpetersson/podcast-rss-generator, its ``generate_rss``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ..namespaces import NAMESPACES
from ..problems import CannotRunError
from ..sources.document import read_document
from ..text import html_of, xml_safe

_ITUNES = f"{{{NAMESPACES['itunes']}}}"
_PODCAST = f"{{{NAMESPACES['podcast']}}}"
_ATOM = f"{{{NAMESPACES['atom']}}}"
_SPACES = {name: NAMESPACES[name] for name in ("itunes", "podcast", "atom")}


def feed_of_config(data: bytes, path: Path) -> bytes:
    """An RSS feed that says what the configuration says.

    It lacks what that program asks the audio for: length, type and duration.
    """
    from lxml import etree

    document, _ = read_document(data, path)
    config = document.value if isinstance(document.value, dict) else {}
    metadata, episodes = config.get("metadata"), config.get("episodes")
    if not isinstance(metadata, dict) or not isinstance(episodes, list):
        raise CannotRunError(
            f"{path} has no `metadata` and `episodes`",
            hint="name an RSS feed, or a podcast_config.yaml of podcast-rss-generator",
        )
    feed_url = _text(metadata, "rss_feed_url")
    if metadata.get("use_asset_hash_as_guid"):
        raise CannotRunError(
            f"{path} makes guids of what the audio's host answers; only the published "
            "feed has them",
            hint=f"import that: feed-builder import {feed_url or 'ADDRESS'} DIR",
        )
    rss = etree.Element("rss", {"version": "2.0"}, nsmap=_SPACES)
    channel = etree.SubElement(rss, "channel")
    _show(channel, metadata, feed_url)
    for episode in reversed(_by_date(episodes)):
        _episode(etree.SubElement(channel, "item"), episode, metadata)
    return etree.tostring(rss, encoding="UTF-8", xml_declaration=True)


def _by_date(episodes: list[Any]) -> list[Mapping[str, Any]]:
    known = [episode for episode in episodes if isinstance(episode, dict)]
    return sorted(known, key=lambda e: _text(e, "publication_date"))


def _show(channel: Any, metadata: Mapping[str, Any], feed_url: str) -> None:
    email = _text(metadata, "email", "itunes_email")
    guid = _text(metadata, "podcast_guid")
    _add(channel, "title", _text(metadata, "title"))
    _add(channel, "description", html_of(_text(metadata, "description")))
    _add(channel, "language", _text(metadata, "language") or "en-us")
    _add(channel, "link", _text(metadata, "link"))
    _add(channel, f"{_ATOM}link", rel="self", href=feed_url)
    _add(channel, f"{_ITUNES}explicit", _yes(metadata) or "no")
    _add(_add(channel, f"{_ITUNES}owner"), f"{_ITUNES}email", email)
    _add(channel, f"{_ITUNES}author", _text(metadata, "author", "itunes_author"))
    category = _text(metadata, "category", "itunes_category")
    _add(channel, f"{_ITUNES}category", **{"text": category} if category else {})
    _add(channel, f"{_ITUNES}image", href=_text(metadata, "image", "itunes_image"))
    _add(channel, "copyright", _text(metadata, "copyright"))
    locked = _text(metadata, "podcast_locked").lower() in ("yes", "true")
    _add(channel, f"{_PODCAST}locked", "yes" if locked else "no", owner=email)
    _add(channel, f"{_PODCAST}guid", guid or str(uuid5(NAMESPACE_URL, feed_url)))


def _episode(
    item: Any, episode: Mapping[str, Any], metadata: Mapping[str, Any]
) -> None:
    url = _text(episode, "asset_url") or _text(episode, "link")  # its name of old
    _add(item, "title", _text(episode, "title"))
    _add(item, "description", html_of(_text(episode, "description")))
    _add(item, "guid", url)
    _add(item, "pubDate", _moment(_text(episode, "publication_date")))
    _add(item, "enclosure", url=url)
    _add(item, f"{_ITUNES}explicit", _yes(episode))
    _add(item, f"{_ITUNES}season", _text(episode, "season"))
    _add(item, f"{_ITUNES}episode", _text(episode, "episode"))
    _add(item, f"{_ITUNES}episodeType", _text(episode, "episode_type"))
    image = _text(episode, "image")
    if image != _text(metadata, "image", "itunes_image"):
        _add(item, f"{_ITUNES}image", href=image)
    documents = episode.get("transcripts")
    for document in documents if isinstance(documents, list) else []:
        if isinstance(document, dict):
            names = ("url", "type", "language", "rel")
            values = {name: _text(document, name) for name in names}
            _add(item, f"{_PODCAST}transcript", **values)


def _moment(text: str) -> str:
    """A date without a zone is in UTC, as that program takes it."""
    has_zone = text.endswith("Z") or "+" in text or text.count("-") > 2
    return text if has_zone or not text else f"{text}+00:00"


def _yes(of: Mapping[str, Any]) -> str:
    value = of.get("explicit", of.get("itunes_explicit"))
    return "" if value is None else "yes" if value is True else "no"


def _text(of: Mapping[str, Any], *names: str) -> str:
    """The first of these values that is one, as it was written."""
    for name in names:
        value = of.get(name)
        if value is not None and not isinstance(value, dict | list):
            return xml_safe(str(getattr(value, "written", value))).strip()
    return ""


def _add(parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
    """A tag below the parent, where it has something to say; groups always have."""
    from lxml import etree

    values = {key: value for key, value in attributes.items() if value}
    is_group = name == f"{_ITUNES}owner"
    if not (text or values or is_group):
        return None
    element = etree.SubElement(parent, name, values)
    element.text = text or None
    return element
