"""What a page tells search engines and assistants: JSON-LD in schema.org's words.

Source: https://schema.org/PodcastSeries, https://schema.org/PodcastEpisode
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, timedelta

from markupsafe import Markup

from .. import addresses
from ..model import Artwork, Episode, Person, Show
from ..text import html_of, words_of
from .captions import TranscriptFile, files
from .json_text import json_text
from .links import safe

#: A thing in schema.org's words; one of its values that is None is not known.
Thing = dict[str, object]

#: What could end the script element, or a line of a script that is read by old rules
#: (https://html.spec.whatwg.org/#restrictions-for-contents-of-script-elements).
_ESCAPES = {char: f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def as_script(thing: Thing) -> Markup:
    """The thing as the text of a script element, which no text within it can leave."""
    text = json_text(thing)
    for char, escaped in _ESCAPES.items():
        text = text.replace(char, escaped)
    return Markup(text)  # noqa: S704 - it has no angle bracket


def series(show: Show) -> Thing:
    """The show, for its home page."""
    return _known(
        {
            "@context": "https://schema.org",
            **_name(show),
            "description": words_of(html_of(show.description)),
            "image": _picture(show, show.artwork),
            "inLanguage": show.language,
            "genre": [category.name for category in show.categories],
            "isAccessibleForFree": True,
            "isFamilyFriendly": not show.explicit,
            "creditText": show.author,  # nobody says whether it is a person
            "copyrightNotice": show.copyright,
            **_people(show, show.people),
        }
    )


def episode(show: Show, episode: Episode) -> Thing:
    """The episode, for its own page; it says what the feed says of it."""
    updated = episode.updated
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "PodcastEpisode",
            "@id": addresses.page_url(show, episode),
            "url": addresses.page_url(show, episode),
            "identifier": episode.guid,
            "name": episode.title,
            "description": episode.about,
            "image": _picture(show, episode.artwork or show.artwork),
            "datePublished": episode.published.astimezone(UTC).isoformat(),
            "dateModified": updated and updated.astimezone(UTC).isoformat(),
            "duration": _iso(episode.duration),
            "episodeNumber": episode.number,
            "inLanguage": show.language,
            "isAccessibleForFree": True,
            "isFamilyFriendly": not episode.explicit,
            **_people(show, episode.people),
            "partOfSeason": _season(show, episode.season),
            "partOfSeries": _name(show),
            "associatedMedia": _media(show, episode),
        }
    )


def _known(values: Mapping[str, object]) -> Thing:
    """What there is: nothing is said of what is not known."""
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def _name(show: Show) -> Thing:
    return {
        "@type": "PodcastSeries",
        "@id": show.link,
        "url": show.link,
        "name": show.title,
        "webFeed": show.feed_url,
    }


def _season(show: Show, number: int | None) -> Thing | None:
    if number is None:
        return None
    url = addresses.url_of(show, addresses.season(number))
    return {"@type": "PodcastSeason", "url": url, "seasonNumber": number}


def _media(show: Show, episode: Episode) -> Thing:
    enclosure = episode.enclosure
    is_film = enclosure.type.startswith("video/")
    return _known(
        {
            "@type": "VideoObject" if is_film else "AudioObject",
            "contentUrl": addresses.announced(show, enclosure.url),
            "encodingFormat": enclosure.type,
            "contentSize": str(enclosure.length),
            "duration": _iso(episode.duration),
            **_transcript(show, files(show, episode)),
        }
    )


def _transcript(show: Show, every: Iterable[TranscriptFile]) -> Thing:
    """Where the talk can be read, and the captions if it has real or guessed times."""
    urls = {
        file.form.suffix: addresses.url_of(show, file.path)
        for file in every
        if file.is_original
    }
    captions = urls.get(".vtt")
    return {
        "transcript": urls.get(".txt"),
        "caption": captions
        and {
            "@type": "MediaObject",
            "contentUrl": captions,
            "encodingFormat": "text/vtt",
        },
    }


def _people(show: Show, people: Iterable[Person]) -> Thing:
    """Everybody by what they have done, in the words of the Podcast Taxonomy.

    A role is a thing of its own between the work and who did it
    (https://schema.org/Role).
    """
    found: dict[str, list[Thing]] = {}
    for person in people:
        did = _contribution(person)
        who = _person(show, person)
        role: Thing = {"@type": "Role", "roleName": person.role, did: who}
        found.setdefault(did, []).append(role)
    return dict(found)


def _contribution(person: Person) -> str:
    if person.is_host:
        return "author"
    return "actor" if person.group.lower() == "cast" else "contributor"


def _person(show: Show, person: Person) -> Thing:
    return _known(
        {
            "@type": "Person",
            "name": person.name,
            "url": safe(person.link),
            "image": safe(addresses.portrait_url(show, person)),
        }
    )


def _iso(duration: timedelta) -> str:
    # As whole seconds, like the feed.
    return f"PT{int(duration.total_seconds())}S"


def _picture(show: Show, artwork: Artwork | None) -> str | None:
    if artwork is None:
        return None
    return addresses.url_of(show, addresses.artwork(artwork))
