"""What listeners were given is kept: who is who in it, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from . import addresses
from .model import (
    Episode,
    FormerFile,
    Ledger,
    Podcast,
    Published,
)
from .text import folded

#: How long replaced audio and artwork stay served: directories fetch them late.
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
    free = list(ledger.episodes)
    found: dict[str, Published] = {}
    for is_same in _SAMENESS:
        for stem, features in list(waiting.items()):
            known = next((p for p in free if is_same(p, features)), None)
            if known is not None:
                found[stem] = known
                free.remove(known)
                del waiting[stem]
    return found


_SAMENESS: tuple[Callable[[Published, Features], bool], ...] = (
    # A guid that was copied along with a file's text must not win over that file.
    lambda known, now: _same_stem(known, now) and now.guid in (None, known.guid),
    lambda known, now: known.guid == now.guid,
    lambda known, now: _same_stem(known, now),
    lambda known, now: _is_kept(known) and known.sound == (now.sound or ""),
    lambda known, now: _is_kept(known) and known.text == (now.text or ""),
)


def _is_kept(known: Published) -> bool:
    return not known.withdrawn


def _same_stem(known: Published, now: Features) -> bool:
    return folded(known.stem) == folded(now.stem)


def ledger_after(before: Ledger | None, podcast: Podcast, now: datetime) -> Ledger:
    """The ledger once this podcast is published."""
    show = podcast.show
    artwork = str(addresses.artwork(show.artwork)) if show.artwork else None
    former = [f for f in (before.former_files if before else ()) if f.until > now]
    if before and before.artwork and before.artwork != artwork:
        former.append(FormerFile(path=before.artwork, until=now + GRACE))
    feeds = before.feeds if before else ()
    if show.feed_url not in feeds[-1:]:
        feeds = (*(url for url in feeds if url != show.feed_url), show.feed_url)
    public = {p.guid: p for p in map(_published, podcast.episodes)}
    kept = {p.guid: p for p in (before.episodes if before else ())}
    in_use = {artwork, *(episode.artwork for episode in public.values())}
    former += (
        FormerFile(path=known.artwork, until=now + GRACE)
        for guid, known in kept.items()
        if known.artwork and guid in public and known.artwork not in in_use
    )
    return Ledger(
        guid=show.guid,
        feeds=feeds,
        link=show.link,
        audio_url=show.audio_url,
        artwork=artwork,
        episodes=_in_order((kept | public).values()),
        former_files=tuple(former),
    )


def withdrawn(ledger: Ledger, known: Published) -> Ledger:
    """The ledger in which this episode is taken back; its guid is never given again."""
    pattern = re.compile(rf"audio/{re.escape(known.slug)}(\.\d+)?\.\w+")
    former = (f for f in ledger.former_files if not pattern.fullmatch(f.path))
    ledger = replace(ledger, former_files=tuple(former))
    return with_changed(ledger, known, replace(known, withdrawn=True))


def with_changed(ledger: Ledger, known: Published, changed: Published) -> Ledger:
    """The ledger with one episode as it is now."""
    episodes = (changed if p == known else p for p in ledger.episodes)
    return replace(ledger, episodes=_in_order(episodes))


def _published(episode: Episode) -> Published:
    given = episode.given
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
        former_slugs=given.former_slugs if given else (),
        former_guids=given.former_guids if given else (),
    )


def _in_order(episodes: Iterable[Published]) -> tuple[Published, ...]:
    return tuple(sorted(episodes, key=lambda p: (p.published, p.guid)))
