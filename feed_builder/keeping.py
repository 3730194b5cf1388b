"""What listeners were given is kept: who is who in it, and what comes next."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from . import addresses
from .model import (
    FormerFile,
    Ledger,
    Listing,
    Person,
    Podcast,
    Published,
)
from .text import folded

#: How long replaced audio and pictures stay served: directories fetch them late, and
#: apps and browsers show feeds and pages that they have kept.
GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """By what an episode's files are known again, whatever they are called now."""

    stem: str
    guid: str | None = None
    sound: str | None = None
    text: str | None = None


def file_names(ledger: Ledger) -> frozenset[str]:
    """What the files of published episodes are called: their stems, and their audio."""
    stems = {known.stem for known in ledger.episodes}
    return frozenset(stems).union(
        known.stem + PurePosixPath(unquote(known.enclosure.url)).suffix
        for known in ledger.episodes
    )


def recognised(ledger: Ledger, episodes: Iterable[Features]) -> dict[str, Published]:
    """What the ledger holds of each of these episodes, by stem.

    An episode is known by its guid, else by its name, else by its audio, else by its
    transcript: so a renamed file stays the episode that it was.
    """
    waiting = {features.stem: features for features in episodes}
    free = dict(enumerate(ledger.episodes))
    found: dict[str, Published] = {}
    for of_known, of_episode in _SAMENESS:
        places: dict[Hashable, list[int]] = {}
        for number, known in free.items():
            places.setdefault(of_known(known), []).append(number)
        for stem, features in list(waiting.items()):
            mark = of_episode(features)
            if mark is not None and places.get(mark):
                found[stem] = free.pop(places[mark].pop(0))
                del waiting[stem]
    return found


#: What an episode of the ledger and one of the project have in common: two marks that
#: are the same, of which None is none.
_SAMENESS: tuple[
    tuple[Callable[[Published], Hashable], Callable[[Features], Hashable]], ...
] = (
    # A guid that was copied along with a file's text must not win over that file.
    (
        lambda known: (folded(known.stem), known.guid),
        lambda now: (folded(now.stem), now.guid) if now.guid is not None else None,
    ),
    (
        lambda known: folded(known.stem),
        lambda now: folded(now.stem) if now.guid is None else None,
    ),
    (lambda known: known.guid, lambda now: now.guid),
    (lambda known: folded(known.stem), lambda now: folded(now.stem)),
    (lambda known: known.sound if _is_kept(known) else None, lambda now: now.sound),
    (lambda known: known.text if _is_kept(known) else None, lambda now: now.text),
)


def _is_kept(known: Published) -> bool:
    return not known.withdrawn


def ledger_after(before: Ledger | None, podcast: Podcast, now: datetime) -> Ledger:
    """The ledger once this podcast is published."""
    show = podcast.show
    feeds = before.feeds if before else ()
    if show.feed_url not in feeds[-1:]:
        feeds = (*(url for url in feeds if url != show.feed_url), show.feed_url)
    portraits = _portraits(show.people)
    public = {e.guid: _published(e, portraits) for e in podcast.episodes}
    kept = {p.guid: p for p in (before.episodes if before else ())}
    after = Ledger(
        guid=show.guid,
        feeds=feeds,
        link=show.link,
        audio_url=show.audio_url,
        artwork=str(addresses.artwork(show.artwork)) if show.artwork else None,
        pictures=tuple(sorted(portraits)),
        episodes=_in_order((kept | public).values()),
    )
    former = _former_files(before, after, public, now) if before else ()
    return replace(after, former_files=tuple(former))


def _former_files(
    before: Ledger, after: Ledger, public: Collection[str], now: datetime
) -> Iterator[FormerFile]:
    """What stays served: what did already, and the pictures that were replaced.

    Those of episodes that are not ``public`` any more go at once.
    """
    in_use = {path for path, _ in _pictures(after, public)}
    for file in before.former_files:
        if file.until > now and file.path not in in_use:
            yield file
    for path, guid in dict(_pictures(before, public)).items():
        if path not in in_use:
            yield FormerFile(path=path, until=now + GRACE, guid=guid)


def _pictures(
    ledger: Ledger, public: Collection[str]
) -> Iterator[tuple[str, str | None]]:
    """The paths of the pictures of the show and of these episodes, and whose each is.

    A path that is the show's, too, comes last as such.
    """
    for known in ledger.episodes:
        if known.guid in public:
            for path in filter(None, (known.artwork, *known.pictures)):
                yield path, known.guid
    for path in filter(None, (ledger.artwork, *ledger.pictures)):
        yield path, None


def _portraits(people: Iterable[Person]) -> set[str]:
    found = {p.portrait.digest: p.portrait for p in people if p.portrait}
    return {str(addresses.portrait(portrait)) for portrait in found.values()}


def files_beside(ledger: Ledger, known: Published) -> set[str]:
    """The paths of its pictures that nothing else has, and of what they replaced."""
    others = {e.guid for e in ledger.episodes if not e.withdrawn and e != known}
    in_use = {path for path, _ in _pictures(ledger, others)}
    own = {path for path, guid in _pictures(ledger, {known.guid}) if guid}
    own |= {file.path for file in ledger.former_files if file.guid == known.guid}
    return own - in_use


def withdrawn(ledger: Ledger, known: Published) -> Ledger:
    """The ledger in which this episode is taken back; its guid is never given again."""
    former = (file for file in ledger.former_files if file.guid != known.guid)
    ledger = replace(ledger, former_files=tuple(former))
    return with_changed(ledger, known, replace(known, withdrawn=True))


def with_changed(ledger: Ledger, known: Published, changed: Published) -> Ledger:
    """The ledger with one episode as it is now."""
    episodes = (changed if p == known else p for p in ledger.episodes)
    return replace(ledger, episodes=_in_order(episodes))


def _published(episode: Listing, portraits: Collection[str]) -> Published:
    """What listeners have of it; the show's ``portraits`` are none of its pictures."""
    given = episode.given
    pictures = {c.picture.digest: c.picture for c in episode.chapters if c.picture}
    own = {str(addresses.artwork(picture)) for picture in pictures.values()}
    own |= _portraits(episode.people) - set(portraits)
    return Published(
        guid=episode.guid,
        stem=episode.stem,
        slug=episode.slug,
        title=episode.title,
        published=given.published if given else episode.published,
        enclosure=episode.enclosure,
        duration=episode.duration,
        # What is lost stays known, until the author accepts that.
        chapters=episode.chapters or (given.chapters if given else ()),
        sound=episode.sound or (given.sound if given else None),
        text=episode.text or (given.text if given else None),
        version=given.version if given else 1,
        artwork=str(addresses.artwork(episode.artwork)) if episode.artwork else None,
        pictures=tuple(sorted(own)),
        former_slugs=given.former_slugs if given else (),
        former_guids=given.former_guids if given else (),
    )


def _in_order(episodes: Iterable[Published]) -> tuple[Published, ...]:
    return tuple(sorted(episodes, key=lambda p: (p.published, p.guid)))
