"""What keeps a feed whole and its subscribers with it."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Listing, Podcast, Show, place
from .addresses import NOBODYS
from .breach import Breach, same


def episodes_exist(podcast: Podcast) -> Iterator[Breach]:
    """A feed has at least one public episode.

    Directories refuse an empty one. It remains a warning in `check` too: a show that
    is being prepared has not been submitted yet.

    Source: Spotify, "Podcast requirements"; Apple, "Podcast requirements".
    Good:
        episodes/000-trailer.yaml, with a date that has passed
    Bad:
        (only drafts, and episodes with dates in the future)
    """
    if not podcast.episodes:
        yield Breach(
            message="no episode is public yet",
            location=place(podcast.show, "title"),
            hint="a trailer is enough to submit a show",
        )


def unique_guids(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes share a guid.

    It is what apps know an episode by. Of two with the same one they show the first
    or the last, and mark both as heard.

    Source: Apple, "Podcast requirements"; RSS 2.0, guid; PSP-1, guid.
    Good:
        (no key guid: each episode has one of its own)
    Bad:
        guid: 3f1c… (copied along with another episode's YAML)
    """
    for alike in same(podcast.episodes, lambda episode: episode.guid):
        # The first is the one that listeners know by this guid, else the oldest.
        first, *others = sorted(alike, key=_is_another)
        for other in others:
            yield Breach(
                message=f"{other.slug} has the guid of {first.slug}: {other.guid}",
                location=place(other, "guid", "title"),
                hint="remove the line `guid:` from the newer episode, if it was copied",
            )


def _is_another(episode: Listing) -> bool:
    return episode.given is None or episode.given.guid != episode.guid


def unique_enclosures(podcast: Podcast) -> Iterator[Breach]:
    """No two episodes share an audio address.

    Apple ignores the second one, and players take the two for the same. Where listeners
    of a live show were given both, nothing can be mended any more.

    Source: Apple, "Podcast requirements".
    Good:
        audio: https://audio.example/002.mp3
    Bad:
        audio: https://audio.example/001.mp3 (which is another episode's)
    """
    for first, *others in same(podcast.episodes, lambda e: e.enclosure.url):
        # Those with the same slug have their page in common, too: that is told then.
        for other in (o for o in others if o.slug != first.slug and not _given(o)):
            yield Breach(
                message=f"{other.slug} has the audio of {first.slug}: "
                f"{other.enclosure.url}",
                location=place(other, "enclosure.url", "enclosure", "title"),
                hint="give each episode an audio file of its own",
            )


def _given(episode: Listing) -> bool:
    given = episode.given
    return given is not None and given.enclosure.url == episode.enclosure.url


def owner_given(show: Show) -> Iterator[Breach]:
    """The feed names an owner with an e-mail address.

    YouTube and Amazon refuse a feed without one, and Spotify sends its code there when
    somebody claims the show. The address is public, so take one that is made for it. A
    live show cannot be claimed by an example's address, which nobody reads.

    Source: YouTube's "Missing Owner Email", as in PeerTube, issue 6201; Amazon Music
        for Podcasters (as quoted by others).
    Good:
        owner: {email: podcast@paper.example}
    Bad:
        (a podcast.yaml without the key owner)
    """
    if show.owner is None and "owner" not in show.origins:
        yield Breach(
            message="nobody is named whom directories can write to",
            location=place(show, "title"),
            hint="add `owner:` with an `email:` below it; it is public in the feed",
        )
    elif show.live and show.owner and NOBODYS.fullmatch(_host(show.owner.email)):
        yield Breach(
            message=f"{show.owner.email} belongs to nobody, and the show is live",
            location=place(show, "owner"),
            hint="write an address that you read: directories send their code there",
        )


def _host(email: str) -> str:
    return email.rpartition("@")[2].lower()


def move_finished(show: Show) -> Iterator[Breach]:
    """A move of the feed ends: the tag that announces it is not meant to stay.

    The old feed sends its subscribers on, and the new one confirms it, until they have
    come along. A tag that is left behind hijacks the show at its next move.

    Source: Apple, "A Podcaster's Guide to RSS": itunes:new-feed-url.
    Good:
        (no key moved_to, a month after the move)
    Bad:
        moved_to: https://new.example/feed.xml (for years)
    """
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
