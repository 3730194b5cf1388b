"""What templates are given: words and addresses, complete and safe to show."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureView:
    """A JPEG picture: ``width`` and ``height`` in pixels, ``url`` absolute."""

    href: str
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """A person as a page introduces them; ``link`` is their own page elsewhere.

    ``href`` leads to their page on this site, unless this is it. Their ``initials``
    stand where there is no ``portrait``.
    """

    name: str
    role: str
    link: str | None
    initials: str
    href: str | None = None
    bio: str = ""
    portrait: PictureView | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkView:
    """An address and the words for it; ``host`` tells where it leads."""

    label: str
    href: str
    host: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowView:
    """The show; ``home``, ``feed`` and the like are seen from the page.

    ``menu`` leads to its other pages.

    What is not ``live`` yet is kept out of search engines.
    """

    title: str
    description: Markup
    language: str
    direction: str
    author: str
    copyright: str
    home: str
    feed: str
    feed_url: str
    subscribe: str
    search: str | None
    menu: tuple[LinkView, ...]
    funding: tuple[LinkView, ...]
    live: bool
    artwork: PictureView | None
    icon: str | None
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedAudioView:
    """The audio as the feed announces it; ``url`` is absolute."""

    url: str
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """What the head of a page says about it; ``url`` is absolute.

    ``name`` is the title without the show's, ``locale`` like "en_GB"; ``picture`` is a
    card, or else artwork; ``data`` is JSON-LD, safe to stand in a script element.
    """

    title: str
    name: str
    description: str
    url: str
    type: str
    locale: str | None
    picture: PictureView | None
    picture_alt: str
    has_card: bool
    audio: SharedAudioView | None
    data: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MomentView:
    """A date or a length: in words, and as machines read it."""

    text: str
    iso: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """An episode as lists show it; ``label`` is like "Season 2 · Episode 5".

    ``with_guests`` names them in words, "With Bea Abbot".
    """

    title: str
    href: str
    label: str
    number: int | None
    published: MomentView
    duration: MomentView
    summary: str
    explicit: bool
    draft: bool
    guests: tuple[PersonView, ...]
    with_guests: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioView:
    """What the player plays; ``remote`` when another host serves it."""

    href: str
    type: str
    name: str
    size: str
    remote: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeView:
    """A time in the audio: its clock, its seconds, an address that plays from it."""

    text: str
    seconds: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterView:
    """A chapter; ``link`` is a safe address."""

    title: str
    time: TimeView
    link: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HighlightView:
    """A named section: paragraphs, ``items`` or ``links``, by its kind."""

    key: str
    title: str
    kind: str
    paragraphs: tuple[Markup, ...]
    items: tuple[Markup, ...]
    links: tuple[LinkView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnView:
    """One person's say; ``voice`` numbers the speakers in the order they speak."""

    id: str
    speaker: str
    voice: int
    paragraphs: tuple[str, ...]
    time: TimeView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslationView:
    """The transcript in another language; ``label`` is in that language."""

    label: str
    language: str
    direction: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptView:
    """The whole talk, and the files it can be had as.

    ``estimated``: the times in these are, which ``turns`` do without.
    """

    turns: tuple[TurnView, ...]
    edited: bool
    estimated: bool
    files: tuple[LinkView, ...]
    translations: tuple[TranslationView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartView:
    """One page of a long list: where the newer and the older ones are."""

    number: int
    of: int
    newer: str | None
    older: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView:
    """What one episode has in a section that is shown over the whole show."""

    card: CardView
    highlight: HighlightView


@dataclass(frozen=True, slots=True, kw_only=True)
class UpcomingView:
    """An episode that is not public yet: only its title, and the day it will be."""

    title: str
    published: MomentView


@dataclass(frozen=True, slots=True, kw_only=True)
class SponsorView:
    """Who pays for an episode; ``link`` is a safe address."""

    name: str
    link: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeView:
    """An episode as its own page shows it."""

    card: CardView
    artwork: PictureView | None
    audio: AudioView
    people: tuple[PersonView, ...]
    notes: Markup
    highlights: tuple[HighlightView, ...]
    chapters: tuple[ChapterView, ...]
    transcript: TranscriptView
    topics: tuple[LinkView, ...]
    sponsors: tuple[SponsorView, ...]
    funding: tuple[LinkView, ...]
    older: LinkView | None
    newer: LinkView | None
