"""What listeners were given is kept: who is who, and what would change."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from . import addresses
from .model import (
    Enclosure,
    Episode,
    FormerFile,
    Ledger,
    Podcast,
    Published,
    Show,
    place,
)
from .problems import Location, Severity
from .text import folded

#: A date that moves by less is a correction, which no app takes for a new episode.
CORRECTION = timedelta(days=1)
#: How long replaced audio and artwork stay served: directories fetch them late.
GRACE = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """By what an episode's files are known again, whatever they are called now."""

    stem: str
    guid: str | None = None
    sound: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference between what listeners were given and what they would be given.

    ``accepted`` is the ledger in which the author has accepted it under its ``name``;
    it is None where that is not a matter of accepting.
    """

    rule: str
    of: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    location: Location | None = None
    name: str | None = None
    accepted: Ledger | None = None


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


def changes(
    ledger: Ledger, podcast: Podcast, incomplete: Iterable[str], now: datetime
) -> Iterator[Change]:
    """Everything that would break a promise to listeners, and how to go on.

    ``incomplete`` are guids of episodes whose absence is told of already, by errors.
    """
    yield from _of_show(ledger, podcast.show)
    present = {
        episode.given.guid: episode for episode in podcast.episodes if episode.given
    }
    absent = set(incomplete)
    for known in ledger.episodes:
        if known.withdrawn:
            continue
        if known.guid in present:
            yield from _of_episode(
                ledger, known, present[known.guid], podcast.show, now
            )
        elif known.guid not in absent:
            yield _vanished(known, now)
    yield from _given_before(ledger, podcast)


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
    return _with(ledger, known, replace(known, withdrawn=True))


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
        chapters=episode.chapters,
        sound=episode.sound or (given.sound if given else None),
        text=episode.text or (given.text if given else None),
        version=given.version if given else 1,
        artwork=str(addresses.artwork(episode.artwork)) if episode.artwork else None,
        former_slugs=given.former_slugs if given else (),
        former_guids=given.former_guids if given else (),
    )


def _of_show(ledger: Ledger, show: Show) -> Iterator[Change]:
    if show.guid != ledger.guid:
        yield Change(
            rule="podcast-guid-kept",
            of="podcast",
            name="guid",
            message=f"the podcast's guid was {ledger.guid}, and would be {show.guid}",
            hint=f"write `guid: {ledger.guid}` into podcast.yaml; a podcast keeps its "
            "guid wherever it moves",
            location=place(show, "guid", "title"),
            accepted=replace(ledger, guid=show.guid),
        )
    if ledger.feeds and show.feed_url != ledger.feeds[-1]:
        yield Change(
            rule="feed-address-kept",
            of="podcast",
            name="feed",
            message=f"the feed was at {ledger.feeds[-1]}, would be at {show.feed_url}",
            hint="let the old address answer 301 with the new one, for good; then",
            location=place(show, "feed_url", "link"),
            accepted=replace(ledger, feeds=(*ledger.feeds, show.feed_url)),
        )
    old, new = _home(ledger.link, ledger.audio_url), _home(show.link, show.audio_url)
    if (ledger.link, old) != (show.link, new):
        yield Change(
            rule="addresses-kept",
            of="podcast",
            name="address",
            message=f"pages and audio were below {ledger.link} and {old}, "
            f"and would be below {show.link} and {new}",
            hint="let the old addresses answer 301 with the new ones; then",
            location=place(show, "audio_url", "link"),
            accepted=_moved(ledger, show, old, new),
        )


def _of_episode(
    ledger: Ledger, known: Published, episode: Episode, show: Show, now: datetime
) -> Iterator[Change]:
    if episode.guid != known.guid:
        yield _new_guid(ledger, known, episode)
    if abs(episode.published - known.published) > CORRECTION:
        yield _new_date(ledger, known, episode)
    if _sounds_different(known, episode):
        yield _new_audio(ledger, known, episode, show, now)
    if folded(episode.stem) != folded(known.stem):
        yield _new_name(ledger, known, episode)


def _new_guid(ledger: Ledger, known: Published, episode: Episode) -> Change:
    former = (*known.former_guids, known.guid)
    return Change(
        rule="guids-kept",
        of=known.slug,
        name="guid",
        message=f"the guid of {known.slug} was {known.guid} and would become "
        f"{episode.guid}: every app would download it again",
        hint=f"write `guid: {known.guid}`, or",
        location=place(episode, "guid", "title"),
        accepted=_with(
            ledger, known, replace(known, guid=episode.guid, former_guids=former)
        ),
    )


def _new_date(ledger: Ledger, known: Published, episode: Episode) -> Change:
    return Change(
        rule="dates-kept",
        of=known.slug,
        name="date",
        message=f"{known.slug} was published on {known.published:%Y-%m-%d %H:%M} and "
        f"would move to {episode.published:%Y-%m-%d %H:%M}",
        hint=f"write `published: {known.published.isoformat()}`, or",
        location=place(episode, "published"),
        accepted=_with(ledger, known, replace(known, published=episode.published)),
    )


def _new_audio(
    ledger: Ledger, known: Published, episode: Episode, show: Show, now: datetime
) -> Change:
    version = known.version + 1
    enclosure = episode.enclosure
    if episode.sound:
        suffix = PurePosixPath(unquote(enclosure.url)).suffix
        url = _home(show.link, show.audio_url) + f"{known.slug}.{version}{suffix}"
        enclosure = replace(enclosure, url=url)
    changed = replace(
        known,
        enclosure=enclosure,
        sound=episode.sound,
        version=version,
        duration=episode.duration,
        chapters=episode.chapters,
    )
    accepted = _with(ledger, known, changed)
    if path := addresses.below(known.enclosure.url, show.link):
        former = FormerFile(path=str(path), until=now + GRACE)
        accepted = replace(accepted, former_files=(*accepted.former_files, former))
    return Change(
        rule="audio-kept",
        of=known.slug,
        name="audio",
        message=f"the audio of {known.slug} is another recording than listeners were "
        "given at the same address; directories would not fetch it again",
        hint="put the old file back; or give the new one an address of its own, "
        f"{enclosure.url}:",
        location=place(episode, "enclosure", "title"),
        accepted=accepted,
    )


def _new_name(ledger: Ledger, known: Published, episode: Episode) -> Change:
    slug = episode.own_slug
    former = (*(s for s in known.former_slugs if s != slug), known.slug)
    moved = replace(known, stem=episode.stem, slug=slug, former_slugs=former)
    return Change(
        rule="renamed-files-known",
        of=known.slug,
        name="address",
        severity=Severity.NOTE,
        message=f"{known.stem} is called {episode.stem} now; it keeps its guid and its "
        f"addresses, as {known.slug}",
        hint=f"to move its page to {slug}, and leave a redirect behind:",
        location=place(episode, "title", "published"),
        accepted=_with(ledger, known, moved),
    )


def _vanished(known: Published, now: datetime) -> Change:
    if known.published > now + CORRECTION:
        hint = f"is the clock right? It says {now:%Y-%m-%d %H:%M} UTC"
    else:
        hint = "put its files back as they were, not as a draft nor with a later date; "
        hint += f"or take it back for good: feed-builder withdraw {known.slug}"
    return Change(
        rule="episodes-kept",
        of=known.slug,
        message=f"{known.slug} ({known.title}) would vanish from the feed",
        hint=hint,
    )


def _given_before(ledger: Ledger, podcast: Podcast) -> Iterator[Change]:
    """Guids that belonged to another episode, or were taken back."""
    owners = {
        guid: known
        for known in ledger.episodes
        for guid in (known.guid, *known.former_guids)
    }
    for episode in podcast.episodes:
        owner = owners.get(episode.guid)
        if owner is not None and owner != episode.given:
            yield Change(
                rule="guids-given-once",
                of=episode.slug,
                message=f"the guid of {episode.slug} was given to {owner.slug} before",
                hint="remove its line `guid:`, and it gets one of its own",
                location=place(episode, "guid", "title"),
            )


def _sounds_different(known: Published, episode: Episode) -> bool:
    if episode.sound and known.sound:
        return episode.sound != known.sound
    if episode.sound or episode.audio_is_remembered:
        return False
    return episode.enclosure != known.enclosure


def _moved(ledger: Ledger, show: Show, old: str, new: str) -> Ledger:
    """The ledger with every address below the show's new ones."""
    episodes = tuple(
        replace(known, enclosure=_at(known.enclosure, old, new))
        for known in ledger.episodes
    )
    return replace(ledger, link=show.link, audio_url=show.audio_url, episodes=episodes)


def _at(enclosure: Enclosure, old: str, new: str) -> Enclosure:
    if not enclosure.url.startswith(old):
        return enclosure
    return replace(enclosure, url=new + enclosure.url.removeprefix(old))


def _home(link: str, audio_url: str | None) -> str:
    """The folder in which local audio is announced."""
    return audio_url.rstrip("/") + "/" if audio_url else f"{link}audio/"


def _with(ledger: Ledger, known: Published, changed: Published) -> Ledger:
    episodes = (changed if p == known else p for p in ledger.episodes)
    return replace(ledger, episodes=_in_order(episodes))


def _in_order(episodes: Iterable[Published]) -> tuple[Published, ...]:
    return tuple(sorted(episodes, key=lambda p: (p.published, p.guid)))
