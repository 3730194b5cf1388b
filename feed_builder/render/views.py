"""What templates are given: words and addresses, complete and safe to show.

A page needs hundreds of these: dataclasses would take five times as long to make.
"""

from __future__ import annotations

from markupsafe import Markup
from msgspec import Struct


class PictureView(Struct, frozen=True, kw_only=True):
    """A JPEG picture: ``width`` and ``height`` in pixels, ``url`` absolute."""

    href: str
    url: str
    width: int
    height: int


class PersonView(Struct, frozen=True, kw_only=True):
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


class LinkView(Struct, frozen=True, kw_only=True):
    """An address and the words for it; ``host`` tells where it leads."""

    label: str
    href: str
    host: str


class ShowView(Struct, frozen=True, kw_only=True):
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


class SharedAudioView(Struct, frozen=True, kw_only=True):
    """The audio as the feed announces it; ``url`` is absolute."""

    url: str
    type: str


class PageView(Struct, frozen=True, kw_only=True):
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


class MomentView(Struct, frozen=True, kw_only=True):
    """A date or a length: in words, and as machines read it."""

    text: str
    iso: str


class CardView(Struct, frozen=True, kw_only=True):
    """An episode as lists show it; ``label`` is like "Season 2 · Episode 5".

    Without a ``summary`` of its own, lists have how its notes begin. ``with_guests``
    names the guests in words, "With Bea Abbot".
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


class AudioView(Struct, frozen=True, kw_only=True):
    """What the player plays; ``remote`` when another host serves it."""

    href: str
    type: str
    name: str
    size: str
    remote: bool


class TimeView(Struct, frozen=True, kw_only=True):
    """A time in the audio: its clock, its seconds, an address that plays from it."""

    text: str
    seconds: str
    href: str


class ChapterView(Struct, frozen=True, kw_only=True):
    """A chapter; ``link`` is a safe address."""

    title: str
    time: TimeView
    link: str | None
    picture: PictureView | None = None


class SoundbiteView(Struct, frozen=True, kw_only=True):
    """A stretch of the audio that is worth hearing by itself."""

    title: str
    time: TimeView
    duration: MomentView


class ParticularView(Struct, frozen=True, kw_only=True):
    """One thing about an episode, as ``label`` "Licence" and ``text`` "CC BY 4.0".

    Without a label, the text is a link that speaks for itself.
    """

    label: str
    text: str
    href: str | None


class HighlightView(Struct, frozen=True, kw_only=True):
    """A named section: paragraphs, ``items`` or ``links``, by its kind."""

    key: str
    title: str
    kind: str
    paragraphs: tuple[Markup, ...]
    items: tuple[Markup, ...]
    links: tuple[LinkView, ...]


class TurnView(Struct, frozen=True, kw_only=True):
    """One person's say; ``voice`` numbers the speakers in the order they speak."""

    id: str
    speaker: str
    voice: int
    paragraphs: tuple[str, ...]
    time: TimeView | None


class TranslationView(Struct, frozen=True, kw_only=True):
    """The transcript in another language; ``label`` is in that language."""

    label: str
    language: str
    direction: str
    href: str


class TranscriptView(Struct, frozen=True, kw_only=True):
    """The whole talk, and the files it can be had as.

    ``estimated``: the times in these are, which ``turns`` do without.
    """

    turns: tuple[TurnView, ...]
    edited: bool
    estimated: bool
    files: tuple[LinkView, ...]
    translations: tuple[TranslationView, ...]


class PageNumberView(Struct, frozen=True, kw_only=True):
    """A page of a long list, by its number; or a gap, which has none."""

    number: int | None
    text: str
    href: str | None


class PartView(Struct, frozen=True, kw_only=True):
    """One page of a long list: where the newer and the older ones are.

    ``near`` are those it leads to by number, itself among them.
    """

    number: int
    of: int
    newer: str | None
    older: str | None
    near: tuple[PageNumberView, ...]


class EntryView(Struct, frozen=True, kw_only=True):
    """What one episode has in a section that is shown over the whole show."""

    card: CardView
    highlight: HighlightView


class UpcomingView(Struct, frozen=True, kw_only=True):
    """An episode that is not public yet: only its title, and the day it will be."""

    title: str
    published: MomentView


class SponsorView(Struct, frozen=True, kw_only=True):
    """Who pays for an episode; ``link`` is a safe address."""

    name: str
    link: str | None
    text: str


class EpisodeView(Struct, frozen=True, kw_only=True):
    """An episode as its own page shows it.

    Its ``highlights`` are ``lists``, which are long, and ``others``.
    """

    card: CardView
    artwork: PictureView | None
    audio: AudioView
    people: tuple[PersonView, ...]
    notes: Markup
    highlights: tuple[HighlightView, ...]
    lists: tuple[HighlightView, ...]
    others: tuple[HighlightView, ...]
    chapters: tuple[ChapterView, ...]
    soundbites: tuple[SoundbiteView, ...]
    transcript: TranscriptView
    topics: tuple[LinkView, ...]
    sponsors: tuple[SponsorView, ...]
    particulars: tuple[ParticularView, ...]
    funding: tuple[LinkView, ...]
    older: LinkView | None
    newer: LinkView | None
