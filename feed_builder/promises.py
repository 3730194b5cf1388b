"""What was promised to listeners: each change that would break it, and the way on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from urllib.parse import unquote

from . import addresses
from .keeping import GRACE, with_changed
from .model import (
    Enclosure,
    FormerFile,
    Ledger,
    Listing,
    Podcast,
    Published,
    Show,
    place,
)
from .problems import Location, Problem, Severity
from .project import Project
from .text import folded

#: A date that moves by less is a correction, which no app takes for a new episode.
CORRECTION = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A difference between what listeners were given and what they would be given.

    ``accepted`` is the ledger in which the author has accepted it under its ``name``;
    it is None where that is not a matter of accepting. ``command`` is what the author
    may do where the ``hint`` ends.
    """

    rule: str
    of: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR
    location: Location | None = None
    name: str | None = None
    accepted: Ledger | None = None
    way: str = ""

    @property
    def command(self) -> str:
        """The command that the hint ends with, without the program's name."""
        return f"accept {self.of} {self.name}" if self.name else self.way

    def problem(self, project: Project) -> Problem:
        """The change as a problem, whose hint ends with a command to paste."""
        way_out = f" {project.command(self.command)}" if self.command else ""
        return Problem(
            rule=self.rule,
            severity=self.severity,
            message=self.message,
            location=self.location,
            hint=self.hint + way_out,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Why a published episode is not public any more, where that stands, and a remedy.

    ``is_told`` where errors say so already.
    """

    reason: str = ""
    remedy: str = ""
    location: Location | None = None
    is_told: bool = False


def changes(
    ledger: Ledger, podcast: Podcast, absences: Mapping[str, Absence], now: datetime
) -> Iterator[Change]:
    """Everything that would break a promise to listeners, and how to go on.

    ``absences`` are by guid, of published episodes that are not in the podcast.
    """
    yield from _of_show(ledger, podcast.show)
    present = {
        episode.given.guid: episode for episode in podcast.episodes if episode.given
    }
    vanished: list[Published] = []
    for known in ledger.episodes:
        if known.guid in present:
            yield from _of_episode(
                ledger, known, present[known.guid], podcast.show, now
            )
        elif not known.withdrawn and not absences[known.guid].is_told:
            vanished.append(known)
    early = [known for known in vanished if known.published > now + CORRECTION]
    if early:
        yield _too_early(early, absences[early[0].guid], now)
    for known in vanished:
        if known not in early:
            yield _vanished(known, absences[known.guid])
    yield from given_before(ledger, podcast.episodes)


def _of_show(ledger: Ledger, show: Show) -> Iterator[Change]:
    if show.guid != ledger.guid:
        yield Change(
            rule="podcast-guid-kept",
            of="podcast",
            name="guid",
            message=f"the podcast's guid was {ledger.guid}, and would be {show.guid}",
            hint=f"write `guid: {ledger.guid}`: a podcast keeps its guid wherever it "
            "moves; or",
            location=place(show, "guid", "title"),
            accepted=replace(ledger, guid=show.guid),
        )
    feed_moves = bool(ledger.feeds) and show.feed_url != ledger.feeds[-1]
    old, new = _home(ledger.link, ledger.audio_url), _home(show.link, show.audio_url)
    home_moves = (ledger.link, old) != (show.link, new)
    with_feed = home_moves and feed_moves and "feed_url" not in show.origins
    if feed_moves and not with_feed:
        yield Change(
            rule="feed-address-kept",
            of="podcast",
            name="feed",
            message=f"the feed was at {ledger.feeds[-1]}, would be at {show.feed_url}",
            hint="let the old address answer 301 with the new one, for good; then",
            location=place(show, "feed_url", "link"),
            accepted=_with_feed(ledger, show),
        )
    if home_moves:
        moves = {
            "pages": (ledger.link, show.link),
            "audio": (old, new),
            "the feed": (ledger.feeds[-1], show.feed_url) if with_feed else ("", ""),
        }
        told = (f"{what} from {a} to {b}" for what, (a, b) in moves.items() if a != b)
        moved = _moved(ledger, show, old, new)
        yield Change(
            rule="addresses-kept",
            of="podcast",
            name="address",
            message=f"these would move: {', '.join(told)}",
            hint="let the old addresses answer 301 with the new ones, for good; then",
            location=place(show, *_moving(ledger, show)),
            accepted=_with_feed(moved, show) if with_feed else moved,
        )


def _moving(ledger: Ledger, show: Show) -> tuple[str, ...]:
    """The keys by which pages or audio move, if they are written."""
    return ("link",) if ledger.link != show.link else ("audio_url", "link")


def _with_feed(ledger: Ledger, show: Show) -> Ledger:
    return replace(ledger, feeds=(*ledger.feeds, show.feed_url))


def _of_episode(
    ledger: Ledger, known: Published, episode: Listing, show: Show, now: datetime
) -> Iterator[Change]:
    if episode.guid != known.guid:
        yield _new_guid(ledger, known, episode)
    if abs(episode.published - known.published) > CORRECTION:
        yield _new_date(ledger, known, episode)
    if _sounds_different(known, episode):
        yield _new_audio(ledger, known, episode, show, now)
    if known.text and not episode.has_document:
        without = replace(known, text=None)
        yield _lost(
            ledger, known, without, episode, what="transcript", rule="transcripts-kept"
        )
    if known.chapters and not episode.chapters:
        without = replace(known, chapters=())
        yield _lost(
            ledger, known, without, episode, what="chapters", rule="chapters-kept"
        )
    if folded(episode.stem) != folded(known.stem):
        yield _new_name(ledger, known, episode)


def _new_guid(ledger: Ledger, known: Published, episode: Listing) -> Change:
    former = (*known.former_guids, known.guid)
    return Change(
        rule="guids-kept",
        of=known.slug,
        name="guid",
        message=f"the guid of {known.slug} was {known.guid} and would become "
        f"{episode.guid}: every app would download it again",
        hint=f"write `guid: {known.guid}`, or",
        location=place(episode, "guid", "title"),
        accepted=with_changed(
            ledger, known, replace(known, guid=episode.guid, former_guids=former)
        ),
    )


def _new_date(ledger: Ledger, known: Published, episode: Listing) -> Change:
    return Change(
        rule="dates-kept",
        of=known.slug,
        name="date",
        message=f"{known.slug} was published on {known.published:%Y-%m-%d %H:%M} and "
        f"would move to {episode.published:%Y-%m-%d %H:%M}",
        hint=f"write `published: {known.published.isoformat()}`, or",
        location=place(episode, "published"),
        accepted=with_changed(
            ledger, known, replace(known, published=episode.published)
        ),
    )


def _new_audio(
    ledger: Ledger, known: Published, episode: Listing, show: Show, now: datetime
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
    accepted = with_changed(ledger, known, changed)
    if path := addresses.below(known.enclosure.url, show.link):
        former = FormerFile(path=str(path), until=now + GRACE, guid=known.guid)
        accepted = replace(accepted, former_files=(*accepted.former_files, former))
    message, hint = _other_audio(known, episode, enclosure)
    return Change(
        rule="audio-kept",
        of=known.slug,
        name="audio",
        message=message,
        hint=hint,
        location=place(episode, *_changed(known, episode), "enclosure", "title"),
        accepted=accepted,
    )


def _changed(known: Published, episode: Listing) -> Iterator[str]:
    """What the author says otherwise of the audio, where it can be told."""
    for part in ("url", "length", "type"):
        if getattr(known.enclosure, part) != getattr(episode.enclosure, part):
            yield f"enclosure.{part}"


def _other_audio(known: Published, episode: Listing, new: Enclosure) -> tuple[str, str]:
    """What changed about the audio, and the remedy, which ends before a command."""
    old = known.enclosure
    if episode.sound:
        return (
            f"the audio of {known.slug} is another recording than listeners were "
            "given at the same address; directories would not fetch it again",
            "put the old file back; or give the new one an address of its own, "
            f"{new.url}:",
        )
    if old.url != new.url:
        return (
            f"the audio of {known.slug} was at {old.url}, and would be at {new.url}",
            "write the old address; or let it answer 301 with the new one, and then",
        )
    return (
        f"the audio of {known.slug} was announced with {old.length} bytes of "
        f"{old.type}, and would be with {new.length} of {new.type} at the same address",
        "another recording needs another address: directories would not fetch it "
        "again; if it is the same, and only this was said wrongly before:",
    )


def _new_name(ledger: Ledger, known: Published, episode: Listing) -> Change:
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
        accepted=with_changed(ledger, known, moved),
    )


def _lost(
    ledger: Ledger,
    known: Published,
    without: Published,
    episode: Listing,
    *,
    what: str,
    rule: str,
) -> Change:
    return Change(
        rule=rule,
        of=known.slug,
        name=what,
        severity=Severity.WARNING,
        message=f"{known.slug} was published with its {what}, and has none now",
        hint=f"put the {what} back; or, if that is meant:",
        location=place(episode, what, "title", "published"),
        accepted=with_changed(ledger, known, without),
    )


def _vanished(known: Published, absence: Absence) -> Change:
    return Change(
        rule="episodes-kept",
        of=known.slug,
        message=f"{known.slug} ({known.title}) would vanish from the feed: "
        f"{absence.reason}",
        hint=f"{absence.remedy}; or take the episode back for good:",
        location=absence.location,
        way=f"withdraw {known.slug}",
    )


def _too_early(early: list[Published], absence: Absence, now: datetime) -> Change:
    first = early[0]
    others = f" and {len(early) - 1} more" if early[1:] else ""
    return Change(
        rule="episodes-kept",
        of=first.slug,
        message=f"{first.slug} ({first.title}){others} would vanish from the feed: "
        f"published on {first.published:%Y-%m-%d %H:%M}, that is still to come",
        hint=f"is the clock right? It says {now:%Y-%m-%d %H:%M} UTC",
        location=absence.location,
    )


def given_before(ledger: Ledger, episodes: Iterable[Listing]) -> Iterator[Change]:
    """Guids that belonged to another episode, or were taken back."""
    owners = {
        guid: known
        for known in ledger.episodes
        for guid in (known.guid, *known.former_guids)
    }
    for episode in episodes:
        owner = owners.get(episode.guid)
        if owner is not None and owner != episode.given:
            yield Change(
                rule="guids-given-once",
                of=episode.slug,
                message=f"the guid of {episode.slug} was given to {owner.slug} before",
                hint="remove its line `guid:`, and it gets one of its own",
                location=place(episode, "guid", "title"),
            )


def _sounds_different(known: Published, episode: Listing) -> bool:
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
