"""What keeps a feed whole and its subscribers with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from ..model import Episode, Podcast, Show
from .breach import Breach, place


def episodes_exist(podcast: Podcast) -> Iterator[Breach]:
    """A feed has at least one public episode: directories refuse an empty one."""
    if not podcast.episodes:
        yield Breach(
            message="no episode is public yet",
            hint="a trailer is enough to submit a show",
        )


def unique_guids(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes share a guid: apps would show one of them only."""
    for first, *others in _same(podcast, lambda episode: episode.guid):
        for other in others:
            yield Breach(
                message=f"{other.slug} has the guid of {first.slug}: {other.guid}",
                location=place(other, "guid", "title"),
                hint="remove the line `guid:` from the newer episode, if it was copied",
            )


def unique_enclosures(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes share an audio address: Apple ignores the second one."""
    for first, *others in _same(podcast, lambda episode: episode.enclosure.url):
        for other in others:
            yield Breach(
                message=f"{other.slug} has the audio of {first.slug}: "
                f"{other.enclosure.url}",
                location=place(other, "enclosure", "title"),
                hint="give each episode an audio file of its own",
            )


def dates_differ(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes were published at the same moment: apps sort them at random."""
    for first, *others in _same(podcast, lambda e: e.published.isoformat()):
        for other in others:
            yield Breach(
                message=f"{other.slug} and {first.slug} have the same date, "
                f"{other.published:%Y-%m-%d %H:%M}",
                location=place(other, "published"),
                hint="put a minute between them",
            )


def owner_given(show: Show) -> Iterator[Breach]:
    """The feed names an owner: YouTube and Amazon send their codes to that e-mail."""
    if show.owner is None:
        yield Breach(
            message="nobody is named whom directories can write to",
            location=place(show, "title"),
            hint="add `owner:` with an `email:` below it; it is public in the feed",
        )


def addresses_are_https(show: Show) -> Iterator[Breach]:
    """Addresses begin with https: web players and Spotify refuse others."""
    for name, url in (
        ("link", show.link),
        ("feed_url", show.feed_url),
        ("audio_url", show.audio_url),
        ("enclosure_prefix", show.enclosure_prefix),
        ("moved_to", show.moved_to),
    ):
        if url and not url.startswith("https://") and name in show.origins:
            yield Breach(
                message=f"{name}: {url} is not https",
                location=place(show, name),
                hint="write https:// if your host answers there",
            )


def move_finished(show: Show) -> Iterator[Breach]:
    """A move of the feed ends: the tag that announces it is not meant to stay."""
    if show.moved_to == show.feed_url:
        yield Breach(
            message=f"the feed confirms that it has moved to {show.moved_to}",
            location=place(show, "moved_to"),
            hint="remove `moved_to` when your followers have come along: after a month",
        )
    elif show.moved_to:
        yield Breach(
            message=f"the feed sends its subscribers to {show.moved_to}",
            location=place(show, "moved_to"),
            hint=f"write `guid: {show.guid}` into the new show, and keep all episodes' "
            f"guids; make {show.feed_url} answer with a permanent redirect (301), "
            "and serve this feed for a month at least",
        )


def _same(
    podcast: Podcast, value: Callable[[Episode], str]
) -> Iterator[tuple[Episode, ...]]:
    """Groups of episodes with the same value, the oldest of each first."""
    groups: dict[str, list[Episode]] = defaultdict(list)
    for episode in reversed(podcast.episodes):
        groups[value(episode)].append(episode)
    return (tuple(group) for group in groups.values() if len(group) > 1)
