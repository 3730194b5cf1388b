"""A podcast as one page of its site shows it: model in, views out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from .. import addresses
from ..languages import direction, own_name
from ..model import (
    Artwork,
    Chapter,
    Episode,
    Highlight,
    HighlightKind,
    Link,
    Listing,
    Person,
    Show,
    Sponsor,
    TranscriptKind,
)
from ..problems import HeldBack
from ..text import clean_html, html_of, xml_safe
from ..timecode import clock
from .captions import files, times_are_estimated
from .images import CHAPTER, THUMBNAIL, portrait_side
from .links import safe
from .notes import prose
from .particulars import particulars
from .site import Site, person_page, topic_page
from .timestamps import with_times
from .turns import SpokenTurn, spoken
from .views import (
    AudioView,
    CardView,
    ChapterView,
    EntryView,
    EpisodeView,
    HighlightView,
    LinkView,
    PersonView,
    PictureView,
    ShowView,
    SoundbiteView,
    SponsorView,
    TimeView,
    TranscriptView,
    TranslationView,
    TurnView,
    UpcomingView,
)
from .wording import Wording, audio_name, initials

_LIST = HighlightKind.LIST.value
_MISSING = addresses.quoted(addresses.MISSING)
#: Roles, in the words of the Podcast Taxonomy, in which people are heard beside hosts.
_HEARD = frozenset({"guest", "guest host", "narrator", "reporter", "voice actor"})
#: How many speakers have a colour of their own before colours come again.
VOICES = 6


def _relative(target: str, here: str) -> str:
    """The way from a file to another, or to a folder whose path ends with a slash."""
    away, begin = here.count("/"), 0
    while end := target.find("/", begin) + 1:
        if not here.startswith(target[begin:end], begin):
            break
        away, begin = away - 1, end
    return "../" * away + target[begin:] or "./"


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewpoint:
    """The page at ``here``, below output/, from which the podcast is seen."""

    show: Show
    here: PurePosixPath
    site: Site

    @property
    def wording(self) -> Wording:
        """How this page speaks."""
        return Wording(self.show.language)

    @property
    def is_named(self) -> bool:
        """Whether every page leads to this one, or it is at no place of its own."""
        every = (addresses.HOME, addresses.SUBSCRIBE, addresses.SEARCH)
        menu = (path for _, path in self.site.menu)
        people = (person_page(person.name) for person in self.show.people)
        return self.here in (*every, *menu, *people, addresses.MISSING)

    def link_to(self, there: PurePosixPath | str) -> str:
        """The relative address of another file below output/."""
        target, here = addresses.quoted(there), addresses.quoted(self.here)
        if here == _MISSING:  # it is served at any address
            return urlsplit(self.show.link).path + target
        return _relative(target, here)

    def show_view(self) -> ShowView:
        """The show as this page sees it."""
        show = self.show
        own_feed = show.feed_url == addresses.url_of(show, addresses.FEED)
        return ShowView(
            title=xml_safe(show.title),
            description=_clean(html_of(show.description)),
            language=show.language,
            direction=direction(show.language),
            author=xml_safe(show.author),
            copyright=xml_safe(show.copyright or ""),
            home=self.link_to(addresses.HOME),
            feed=self.link_to(addresses.FEED) if own_feed else show.feed_url,
            feed_url=show.feed_url,
            subscribe=self.link_to(addresses.SUBSCRIBE),
            search=self.link_to(addresses.SEARCH) if self.site.search else None,
            menu=tuple(
                LinkView(label=xml_safe(label), href=self.link_to(path), host="")
                for label, path in self.site.menu
            ),
            funding=self._funding(show),
            live=show.live,
            artwork=self.picture(show.artwork),
            icon=self.link_to(addresses.icon(show.artwork)) if show.artwork else None,
            people=self.people(show.people),
        )

    def card(self, episode: Listing) -> CardView:
        """An episode in a list."""
        return self._card(episode, episode.about)

    def _card(self, episode: Listing, about: str) -> CardView:
        guests = self.people(p for p in episode.people if self._is_named(p))
        names = self.wording.names(guest.name for guest in guests)
        return CardView(
            title=xml_safe(episode.title),
            href=self.link_to(addresses.page(episode.slug)),
            label=self.wording.label(episode),
            number=episode.number,
            published=self.wording.day(episode.published, self.show.timezone),
            duration=self.wording.length(episode.duration),
            summary=xml_safe(about),
            explicit=episode.explicit,
            draft=episode.draft,
            guests=guests,
            with_guests=self.wording.words.guests.format(names=names) if guests else "",
        )

    def episode(
        self, episode: Episode, older: Listing | None, newer: Listing | None
    ) -> EpisodeView:
        """An episode on its own page, between its neighbours."""
        audio = self._audio(episode)
        timed = partial(_timed, audio=audio, duration=episode.duration)
        transcript = episode.transcript
        found = transcript.highlights if transcript else ()
        highlights = tuple(highlight_view(h, timed) for h in found)
        in_order = sorted(episode.chapters, key=lambda chapter: chapter.start)
        return EpisodeView(
            card=self._card(episode, episode.summary),  # notes follow
            artwork=self.picture(episode.artwork or self.show.artwork),
            audio=audio,
            people=self.people(episode.people),
            # Cleaned once more: what is remembered may be from elsewhere.
            notes=timed(_clean(clean_html(prose(episode)))),
            highlights=highlights,
            lists=tuple(h for h in highlights if h.kind == _LIST),
            others=tuple(h for h in highlights if h.kind != _LIST),
            chapters=tuple(
                ChapterView(
                    title=xml_safe(chapter.title),
                    time=_time(chapter.start, audio),
                    link=safe(chapter.link),
                    picture=self._chapter_picture(chapter),
                )
                for chapter in in_order
                if not chapter.hidden
            ),
            soundbites=tuple(_soundbites(episode, audio, self.wording)),
            transcript=self._transcript(episode, audio),
            topics=tuple(
                map(self.topic, dict.fromkeys(map(topic_page, episode.topics)))
            ),
            sponsors=tuple(map(_sponsor, episode.sponsors)),
            particulars=tuple(particulars(self.show, episode, self.wording.words)),
            funding=self._funding(episode),
            older=self._neighbour(older),
            newer=self._neighbour(newer),
        )

    def people(self, people: Iterable[Person]) -> tuple[PersonView, ...]:
        """Who they are, and where their pages are."""
        return tuple(map(self.person, people))

    def person(self, person: Person) -> PersonView:
        """One of them."""
        path = person_page(person.name)
        known = path in self.site.people and path != self.here
        return PersonView(
            name=xml_safe(person.name),
            role=self.wording.role(person),
            link=safe(person.link),
            initials=initials(person.name),
            href=self.link_to(path) if known else None,
            bio=xml_safe(person.bio),
            portrait=self._portrait(person.portrait),
        )

    def _is_named(self, person: Person) -> bool:
        """Whether lists name the person: who is heard, and not whose page this is."""
        if person.role not in _HEARD:
            return False
        own = addresses.quoted(person_page(person.name))
        return not addresses.quoted(self.here).startswith(own)

    def topic(self, path: PurePosixPath) -> LinkView:
        """A topic, by the name that the newest episode gives it."""
        name, _ = self.site.topics[path]
        return LinkView(label=xml_safe(name), href=self.link_to(path), host="")

    def upcoming(self, held: HeldBack) -> UpcomingView:
        """What is told of an episode before it is public."""
        day = self.wording.day(held.until, self.show.timezone)
        return UpcomingView(title=xml_safe(held.title), published=day)

    def entry(self, episode: Listing, highlight: Highlight) -> EntryView:
        """What an episode has in a section, on the section's own page."""
        timed = partial(_timed, audio=self._audio(episode), duration=episode.duration)
        return EntryView(
            card=self.card(episode), highlight=highlight_view(highlight, timed)
        )

    def picture(self, artwork: Artwork | None) -> PictureView | None:
        """The picture at the size that pages show."""
        if artwork is None:
            return None
        return self._small(artwork, addresses.thumbnail(artwork), THUMBNAIL)

    def _chapter_picture(self, chapter: Chapter) -> PictureView | None:
        picture = chapter.picture
        if picture is None or chapter.image:
            return None
        return self._small(picture, addresses.chapter_thumbnail(picture), CHAPTER)

    def _small(self, artwork: Artwork, path: PurePosixPath, side: int) -> PictureView:
        scale = min(1, side / max(artwork.width, artwork.height))
        return self._at(
            path, round(artwork.width * scale), round(artwork.height * scale)
        )

    def _at(self, path: PurePosixPath, width: int, height: int) -> PictureView:
        return PictureView(
            href=self.link_to(path),
            url=addresses.url_of(self.show, path),
            width=width,
            height=height,
        )

    def _portrait(self, portrait: Artwork | None) -> PictureView | None:
        if portrait is None:
            return None
        side = portrait_side(portrait)
        return self._at(addresses.portrait(portrait), side, side)

    def _funding(self, of: Show | Episode) -> tuple[LinkView, ...]:
        said = self.wording.words.support_us
        asked = [tag for tag in of.tags if tag.name == "funding"]
        pairs = [(tag.text or said, safe(tag.attribute("url"))) for tag in asked]
        return tuple(
            LinkView(label=xml_safe(text), href=url, host="")
            for text, url in pairs
            if url
        )

    def _transcript(self, episode: Episode, audio: AudioView) -> TranscriptView:
        said = spoken(episode.transcript, directions=self.show.show_directions)
        written = tuple(files(self.show, episode))
        return TranscriptView(
            turns=tuple(_turns(said, audio)),
            edited=episode.transcript_kind is TranscriptKind.EDITED,
            estimated=times_are_estimated(self.show, episode),
            files=tuple(
                LinkView(
                    label=self.wording.transcript_file(file.form.suffix),
                    href=self.link_to(file.path),
                    host="",
                )
                for file in written
                if file.is_original
            ),
            translations=tuple(
                TranslationView(
                    label=own_name(file.language),
                    language=file.language,
                    direction=direction(file.language),
                    href=self.link_to(file.path),
                )
                for file in written
                if not file.is_original and file.form.suffix == ".html"
            ),
        )

    def _audio(self, episode: Listing) -> AudioView:
        enclosure = episode.enclosure
        href = enclosure.url
        path = addresses.below(episode.enclosure.url, self.show.link)
        if path is not None:
            href = self.link_to(path)
        return AudioView(
            href=href,
            type=enclosure.type,
            name=audio_name(enclosure.type),
            size=self.wording.size(enclosure.length),
            remote=path is None,
        )

    def _neighbour(self, episode: Listing | None) -> LinkView | None:
        if episode is None:
            return None
        href = self.link_to(addresses.page(episode.slug))
        return LinkView(label=xml_safe(episode.title), href=href, host="")


def _sponsor(sponsor: Sponsor) -> SponsorView:
    return SponsorView(
        name=xml_safe(sponsor.name),
        link=safe(sponsor.link),
        text=xml_safe(sponsor.text),
    )


def _clean(html: str) -> Markup:
    return Markup(html)  # noqa: S704 - nh3 has cleaned it


def _time(start: timedelta, audio: AudioView, end: timedelta | None = None) -> TimeView:
    """A media fragment (W3C media-frags) needs no script to play from there."""
    seconds = _seconds(start)
    until = f",{_seconds(end)}" if end else ""
    return TimeView(
        text=clock(start),
        seconds=seconds,
        href=f"{audio.href.split('#')[0]}#t={seconds}{until}",
    )


def _seconds(time: timedelta) -> str:
    return f"{time.total_seconds():.3f}".rstrip("0").rstrip(".")


def _soundbites(
    episode: Episode, audio: AudioView, wording: Wording
) -> Iterator[SoundbiteView]:
    """Without a title, it goes by the episode's (podcast namespace, soundbite)."""
    for tag in episode.tags:
        if tag.name == "soundbite":
            start, lasts = (
                timedelta(seconds=float(tag.attribute(name) or 0))
                for name in ("startTime", "duration")
            )
            yield SoundbiteView(
                title=xml_safe(tag.text or episode.title),
                time=_time(start, audio, start + lasts),
                duration=wording.length(lasts),
            )


def _timed(text: str, *, audio: AudioView, duration: timedelta) -> Markup:
    """Text, or HTML that is marked as such, in which times play from there."""

    def link(start: timedelta, words: str) -> Markup:
        time = _time(start, audio)
        anchor = Markup('<a href="{}" data-t="{}">{}</a>')
        return anchor.format(time.href, time.seconds, words)

    return with_times(escape(text), duration, link)


def _turns(said: Iterable[SpokenTurn], audio: AudioView) -> Iterator[TurnView]:
    voices: dict[str, int] = {}
    for turn in said:
        voice = voices.setdefault(turn.speaker, len(voices))
        yield TurnView(
            id=turn.id,
            speaker=turn.speaker,
            voice=voice % VOICES + 1,
            paragraphs=turn.paragraphs,
            time=None if turn.start is None else _time(turn.start, audio),
        )


def highlight_view(
    highlight: Highlight, timed: Callable[[str], Markup]
) -> HighlightView:
    """A named section, its lines made HTML by ``timed``."""
    lines = xml_safe(highlight.text).split("\n")
    return HighlightView(
        key=highlight.key,
        title=xml_safe(highlight.title).strip().rstrip(".:"),
        kind=highlight.kind.value,
        paragraphs=tuple(timed(line) for line in map(str.strip, lines) if line),
        items=tuple(timed(xml_safe(item)) for item in highlight.items),
        links=tuple(_links(highlight.links)),
    )


def _links(links: Iterable[Link]) -> Iterator[LinkView]:
    for link in links:
        href = safe(link.url)
        if href:
            host = (urlsplit(href).hostname or "").removeprefix("www.")
            yield LinkView(label=xml_safe(link.label or href), href=href, host=host)
