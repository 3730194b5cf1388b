"""The Podcasting 2.0 namespace: what its tags say about a show and an episode.

Source: https://github.com/Podcastindex-org/podcast-namespace
"""

from __future__ import annotations

from .. import addresses
from ..model import Episode, Owner, Person, Podcast, Show
from .captions import formats
from .tags import Namespace, Tag, tag


def channel(podcast: Podcast) -> tuple[Tag, ...]:
    """The show's podcast tags; its people, without those who only come as guests."""
    show = podcast.show
    makers = (person for person in show.people if person.role != "guest")
    return (
        tag("guid", str(show.guid)),
        _locked(show.locked, show.owner),
        *map(_person, makers),
    )


def item(show: Show, episode: Episode) -> tuple[Tag, ...]:
    """The episode's podcast tags; its people replace the show's, hosts and all."""
    return (
        *map(_person, episode.people),
        *_transcripts(show, episode),
        _chapters(show, episode),
    )


NAMESPACE = Namespace(
    prefix="podcast",
    uri="https://podcastindex.org/namespace/1.0",
    channel=channel,
    item=item,
)


def _locked(locked: bool, owner: Owner | None) -> Tag:
    email = owner.email if owner else None
    return tag("locked", "yes" if locked else "no", owner=email)


def _person(person: Person) -> Tag:
    return tag(
        "person",
        person.name,
        role=person.role,
        group=person.group,
        img=person.image,
        href=person.link,
    )


def _transcripts(show: Show, episode: Episode) -> tuple[Tag, ...]:
    return tuple(
        tag(
            "transcript",
            url=addresses.url_of(
                show, addresses.transcript(episode.slug, written.suffix)
            ),
            type=written.type,
            language=show.language,
            rel="captions" if written.timed else None,
        )
        for written in formats(episode)
    )


def _chapters(show: Show, episode: Episode) -> Tag:
    if not episode.chapters:
        return tag("chapters")
    return tag(
        "chapters",
        url=addresses.url_of(show, addresses.chapters(episode.slug)),
        type="application/json+chapters",
    )
