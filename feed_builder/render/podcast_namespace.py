"""The Podcasting 2.0 namespace: what its tags say about a show and an episode.

Source: https://github.com/Podcastindex-org/podcast-namespace
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC
from email.utils import format_datetime

from .. import addresses
from ..model import Episode, EpisodeType, FeedTag, Owner, Person, Podcast, Show
from ..podcast_spec import TAGS
from ..text import cut
from . import itunes
from .captions import files
from .tags import Namespace, Tag, tag

#: The characters that apps show of a trailer's title.
_LONGEST_TITLE = 128
_ORDER = {name: place for place, name in enumerate(TAGS)}
#: The namespaces of tags within ours, by their prefix.
_URIS = {"podcast": None, "itunes": itunes.NAMESPACE.uri, "": ""}


def channel(podcast: Podcast) -> tuple[Tag, ...]:
    """The show's podcast tags; its people, without those who only come as guests."""
    show = podcast.show
    makers = (person for person in show.people if person.role != "guest")
    derived = (
        tag("guid", str(show.guid)),
        _locked(show.locked, show.owner),
        *(_person(show, person) for person in makers),
        *_trailers(podcast),
    )
    return _together(derived, show.tags)


def item(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """The episode's podcast tags; its people replace the show's, hosts and all."""
    derived = (
        *(_person(show, person) for person in episode.people),
        tag("season", _number(episode.season)),
        tag("episode", _number(episode.number)),
        *_transcripts(show, episode),
        _chapters(show, episode),
    )
    return _together(derived, episode.tags)


def transcripts(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """Those of the episode's tags that name a transcript; the author may add some."""
    asked = (tag for tag in episode.tags if tag.name == "transcript")
    return _together(_transcripts(show, episode), asked)


NAMESPACE = Namespace(
    prefix="podcast",
    uri="https://podcastindex.org/namespace/1.0",
    channel=channel,
    item=item,
)


def _together(derived: Iterable[Tag], asked: Iterable[FeedTag]) -> tuple[Tag, ...]:
    """All tags in the order of the table; of a single one, the author's counts."""
    written = tuple(map(_asked, asked))
    names = {tag.name for tag in written}
    kept = (t for t in derived if not (t.name in names and TAGS[t.name].once))
    return tuple(sorted((*kept, *written), key=lambda tag: _ORDER[tag.name]))


def _asked(asked: FeedTag) -> Tag:
    children = map(_asked, asked.children)
    written = tag(asked.name, asked.text, *children, **dict(asked.attributes))
    return replace(written, uri=_URIS[asked.prefix])


def _trailers(podcast: Podcast) -> tuple[Tag, ...]:
    """The episodes that are trailers, unless the author names others."""
    if any(asked.name == "trailer" for asked in podcast.show.tags):
        return ()
    return tuple(
        tag(
            "trailer",
            cut(episode.title, _LONGEST_TITLE),
            url=addresses.announced(podcast.show, episode.enclosure.url),
            pubdate=format_datetime(episode.published.astimezone(UTC)),
            length=str(episode.enclosure.length),
            type=episode.enclosure.type,
            season=_number(episode.season),
        )
        for episode in podcast.episodes
        if episode.type is EpisodeType.TRAILER
    )


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _locked(locked: bool, owner: Owner | None) -> Tag:
    email = owner.email if owner else None
    return tag("locked", "yes" if locked else "no", owner=email)


def _person(show: Show, person: Person) -> Tag:
    return tag(
        "person",
        person.name,
        role=person.role,
        group=person.group,
        img=addresses.portrait_url(show, person),
        href=person.link,
    )


def _transcripts(show: Show, episode: Episode) -> tuple[Tag, ...]:
    return tuple(
        tag(
            "transcript",
            url=addresses.url_of(show, file.path),
            type=file.form.type,
            language=file.language,
            rel="captions" if file.form.timed else None,
        )
        for file in files(show, episode)
    )


def _chapters(show: Show, episode: Episode) -> Tag:
    if not episode.chapters:
        return tag("chapters")
    return tag(
        "chapters",
        url=addresses.url_of(show, addresses.chapters(episode.slug)),
        type="application/json+chapters",
    )
