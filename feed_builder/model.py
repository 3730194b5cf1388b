"""The nouns of a podcast: everything here is complete, frozen and true."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from .problems import HeldBack, Location, Problem


class Directory(Enum):
    """Whose demands ``check`` can insist on: directories, and a standard they share."""

    APPLE = "apple"
    SPOTIFY = "spotify"
    AMAZON = "amazon"
    YOUTUBE = "youtube"
    PSP_1 = "psp-1"


class ShowType(Enum):
    """How a show is meant to be heard; Apple's ``itunes:type``."""

    EPISODIC = "episodic"
    SERIAL = "serial"


class EpisodeType(Enum):
    """What kind of instalment it is; Apple's ``itunes:episodeType``."""

    FULL = "full"
    TRAILER = "trailer"
    BONUS = "bonus"


class TranscriptKind(Enum):
    """Edited: a condensed account of the talk; verbatim: word for word."""

    EDITED = "edited"
    VERBATIM = "verbatim"


class HighlightKind(Enum):
    """What a named section of a transcript document holds."""

    TEXT = "text"
    LIST = "list"
    LINKS = "links"


class Source(Enum):
    """Where a merged value came from; in the order of who wins."""

    AUTHOR = "author"
    TRANSCRIPT = "transcript"
    AUDIO = "audio tag"
    LEDGER = "ledger"
    SHOW = "show"
    DEFAULT = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A credited human, in Podcast Taxonomy terms; ``aliases`` are further labels.

    ``image`` is the address of a portrait that lies elsewhere, ``portrait`` one that
    lies in the project. In facts, ``image`` is what the author wrote: it may be a path.
    """

    name: str
    role: str = "host"
    group: str = "cast"
    image: str | None = None
    portrait: Artwork | None = None
    link: str | None = None
    bio: str = ""
    aliases: tuple[str, ...] = ()
    location: Location | None = field(default=None, repr=False, compare=False)

    @property
    def is_host(self) -> bool:
        """Whether they lead through the talk."""
        return self.role.lower() in ("host", "co-host", "guest host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who directories write to when they verify a show."""

    name: str
    email: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """An Apple category and, perhaps, one of its subcategories."""

    name: str
    subcategory: str | None = None
    location: Location | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionSpec:
    """A recurring named section of the show's documents and the headings it goes by."""

    key: str
    title: str
    headings: tuple[str, ...]
    kind: HighlightKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that is safe as an href, and the words that stand for it, if any.

    ``line`` is where its document has it.
    """

    label: str | None
    url: str
    line: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who pays for it, in one paragraph."""

    name: str
    link: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled start time; ``hidden`` ones stay out of tables of contents.

    ``image`` is the address of a picture that lies elsewhere, ``picture`` one that lies
    in the audio or the project. In facts, ``image`` is what the author wrote.
    """

    start: timedelta
    title: str
    link: str | None = None
    image: str | None = None
    hidden: bool = False
    picture: Artwork | None = None
    location: Location | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """What one named section holds: ``text``, ``items`` or ``links``, by its kind."""

    key: str
    title: str
    kind: HighlightKind
    text: str = ""
    items: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A label as the document writes it most fully, and whom it names, if known."""

    label: str
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One person's say; ``text`` keeps its directions, newlines part paragraphs."""

    label: str
    name: str | None
    text: str
    line: int
    start: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A time in a document, and where it is written; None where no column is known."""

    time: timedelta
    line: int
    column: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """A stage direction such as ``<laughs>``, without its brackets."""

    text: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A heading or marker as written; ``start`` when the document gives it a time."""

    heading: str
    line: int
    start: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A transcript document as it was understood.

    ``last`` is the latest time that is written in it.
    """

    form: str
    hosts: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    turns: Sequence[Turn] = ()
    sections: tuple[Part, ...] = ()
    highlights: tuple[Highlight, ...] = ()
    contacts: tuple[str, ...] = ()
    directions: tuple[Direction, ...] = ()
    timestamps: bool = False
    last: Mark | None = None

    def highlight(self, key: str) -> Highlight | None:
        """The named section with this key, if the document has it."""
        return next((h for h in self.highlights if h.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An episode's transcript in another ``language``, a BCP 47 tag."""

    language: str
    path: Path
    transcript: Transcript
    kind: TranscriptKind = TranscriptKind.EDITED


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioTags:
    """What the audio file says about itself, cleaned of what XML forbids."""

    title: str | None = None
    artist: str | None = None
    album: str | None = None
    date: str | None = None
    comment: str | None = None


class Extract:
    """Takes a picture out of the file that it lies in, when it is needed."""

    __slots__ = ()

    def __call__(self) -> bytes:
        """The picture's bytes."""
        raise NotImplementedError


#: How many pixels Apple wants a picture to have a side, at least and at most.
SMALLEST_ARTWORK, LARGEST_ARTWORK = 1400, 3000


@dataclass(frozen=True, slots=True, kw_only=True)
class Artwork:
    """A picture: ``width`` and ``height`` in pixels, ``digest`` of its bytes in hex.

    ``colours`` is Pillow's word for its colour mode, as "RGB" or "CMYK"; ``length`` is
    in bytes. The picture is the file at ``path``, or ``extract`` takes it out of there.
    """

    path: Path
    type: str
    width: int
    height: int
    digest: str
    colours: str = "RGB"
    has_alpha: bool = False
    length: int = 0
    extract: Extract | None = field(default=None, repr=False, compare=False)

    @property
    def fits_directories(self) -> bool:
        """Whether it is of the size, the shape and the colours that Apple takes."""
        return (
            SMALLEST_ARTWORK <= self.width == self.height <= LARGEST_ARTWORK
            and self.colours == "RGB"
            and not self.has_alpha
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Audio:
    """A local audio file: ``type`` by its container, ``length`` in bytes.

    ``cover`` is the picture in its tags.
    """

    path: Path
    type: str
    length: int
    duration: timedelta
    tags: AudioTags = AudioTags()
    chapters: tuple[Chapter, ...] = ()
    cover: Artwork | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedTag:
    """A tag that the author asks for in so many words, checked: for the feed as it is.

    ``prefix`` is "podcast", "itunes" or, for the tags of RSS itself, empty.
    """

    name: str
    text: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    children: tuple[FeedTag, ...] = ()
    prefix: str = "podcast"
    location: Location | None = field(default=None, repr=False, compare=False)

    def attribute(self, name: str) -> str | None:
        """The value of this attribute, if the tag has it."""
        return dict(self.attributes).get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extra:
    """A tag for the feed that we know nothing of, as XML that is whole by itself.

    ``name`` has its prefix; ``namespaces`` are all those in it, by their prefixes.
    """

    name: str
    xml: str
    namespaces: tuple[tuple[str, str], ...] = ()
    location: Location | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlternateFile:
    """Another recording of an episode that lies in the project, as ``source`` names it.

    ``digest`` is the SHA-384 of its bytes in hex.
    """

    source: str
    path: Path
    type: str
    length: int
    digest: str

    @property
    def integrity(self) -> str:
        """The digest in the words of Subresource Integrity."""
        return f"sha384-{b64encode(bytes.fromhex(self.digest)).decode()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """What the feed announces: an absolute address, a length in bytes, a media type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignore:
    """A rule that the author wants to hear no more of, and why."""

    rule: str
    reason: str
    location: Location | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridden:
    """A value that lost to another one, and where it stands."""

    source: Source
    value: Any
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value came from, and the values it won over."""

    source: Source
    location: Location | None = None
    overrode: tuple[Overridden, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """The show's own facts; ``link`` ends with a slash: there output/ is served."""

    title: str
    description: str
    link: str
    feed_url: str
    guid: UUID
    language: str
    timezone: ZoneInfo | None
    author: str
    owner: Owner | None
    categories: tuple[Category, ...]
    artwork: Artwork | None
    explicit: bool
    type: ShowType = ShowType.EPISODIC
    copyright: str | None = None
    locked: bool = True
    people: tuple[Person, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    audio_url: str | None = None
    enclosure_prefix: str | None = None
    full_notes: int | None = None
    estimated_captions: bool = False
    directories: tuple[str, ...] = ("apple", "spotify")
    show_directions: bool = False
    strip_tracking: bool = False
    live: bool = False
    complete: bool = False
    moved_to: str | None = None
    itunes_summary: str | None = None
    hubs: tuple[str, ...] = ()
    feed_page: int | None = None
    spotify_limit: int | None = None
    countries: tuple[str, ...] = ()
    listen: tuple[tuple[str, str], ...] = ()
    search: bool = True
    cards: bool = True
    upcoming: bool = False
    tags: tuple[FeedTag, ...] = ()
    extra: tuple[Extra, ...] = ()
    ignore: tuple[Ignore, ...] = field(default=(), repr=False)
    origins: Mapping[str, Origin] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFacts:
    """What the author wrote about the show; what may be derived may be absent.

    ``unread`` are keys with a mistake in them. Without what every feed needs it is not
    ``whole``: it serves to read episodes, and nothing can be built of it.
    """

    path: Path
    title: str
    description: str
    link: str
    language: str
    feed_url: str | None = None
    guid: UUID | None = None
    timezone: ZoneInfo | None = None
    author: str | None = None
    owner: Owner | None = None
    categories: tuple[Category, ...] = ()
    artwork: str | None = None
    explicit: bool | None = None
    type: ShowType = ShowType.EPISODIC
    copyright: str | None = None
    locked: bool = True
    people: tuple[Person, ...] = ()
    sections: tuple[SectionSpec, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    audio_url: str | None = None
    enclosure_prefix: str | None = None
    full_notes: int | None = None
    estimated_captions: bool = False
    directories: tuple[str, ...] = ()
    show_directions: bool = False
    strip_tracking: bool = False
    live: bool = False
    complete: bool = False
    moved_to: str | None = None
    itunes_summary: str | None = None
    hubs: tuple[str, ...] = ()
    feed_page: int | None = None
    spotify_limit: int | None = None
    countries: tuple[str, ...] = ()
    listen: tuple[tuple[str, str], ...] = ()
    search: bool = True
    cards: bool = True
    upcoming: bool = False
    tags: tuple[FeedTag, ...] = ()
    extra: tuple[Extra, ...] = ()
    ignore: tuple[Ignore, ...] = ()
    unread: frozenset[str] = frozenset()
    whole: bool = True
    locations: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioFacts:
    """Where the author says the audio is: a path in the project, or an address."""

    path: str | None = None
    url: str | None = None
    length: int | None = None
    type: str | None = None
    duration: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFacts:
    """What the author wrote about an episode; much of it may be absent.

    ``path`` is its YAML, also where there is none yet; ``locations`` tells where each
    value of it stands, and ``proposed`` where a date does that is a comment still; it
    is ``whole`` when all that was written was understood.
    """

    slug: str
    path: Path
    title: str | None = None
    published: datetime | None = None
    proposed: Location | None = None
    updated: datetime | None = None
    guid: str | None = None
    summary: str | None = None
    notes: str | None = None
    season: int | None = None
    episode: int | None = None
    type: EpisodeType | None = None
    explicit: bool | None = None
    draft: bool = False
    hosts: tuple[Person, ...] | None = None
    guests: tuple[Person, ...] | None = None
    chapters: tuple[Chapter, ...] | None = None
    sponsors: tuple[Sponsor, ...] | None = None
    topics: tuple[str, ...] = ()
    transcript_kind: TranscriptKind | None = None
    image: str | None = None
    audio: AudioFacts | None = None
    block: bool = False
    itunes_summary: str | None = None
    rss_description: str | None = None
    tags: tuple[FeedTag, ...] = ()
    extra: tuple[Extra, ...] = ()
    whole: bool = True
    ignore: tuple[Ignore, ...] = ()
    locations: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What the whole show needs to know of an episode; nothing required is absent.

    ``slug`` names its page; ``audio`` is None when it is hosted elsewhere; ``summary``
    is one plain paragraph, ``opening`` how its notes begin where it has none. ``given``
    is what listeners were given of it before; ``stem`` names its files, ``sound`` and
    ``text`` are digests of its audio and document, ``own_slug`` is the address that it
    would have if it were new. ``digest`` is one of all that may be shown of the
    episode, ``card`` one of what lists show, ``told`` one of its named sections,
    ``words`` one of what is searched, where they are known already.
    """

    slug: str
    guid: str
    title: str
    published: datetime
    updated: datetime | None
    summary: str
    season: int | None
    number: int | None
    type: EpisodeType
    explicit: bool
    people: tuple[Person, ...]
    enclosure: Enclosure
    duration: timedelta
    audio: Path | None
    artwork: Artwork | None
    opening: str = ""
    topics: tuple[str, ...] = ()
    draft: bool = False
    stem: str = ""
    own_slug: str = ""
    sound: str | None = None
    text: str | None = None
    given: Published | None = field(default=None, repr=False)
    has_document: bool = False
    audio_is_remembered: bool = False
    digest: str | None = field(default=None, repr=False, compare=False)
    card: str | None = field(default=None, repr=False, compare=False)
    told: str | None = field(default=None, repr=False, compare=False)
    words: str | None = field(default=None, repr=False, compare=False)

    @property
    def about(self) -> str:
        """What is told of it in a few words, where there are any."""
        return self.summary or self.opening

    @property
    def whole(self) -> Episode:
        """All of the episode."""
        raise NotImplementedError

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Its titled start times."""
        raise NotImplementedError

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """The named sections of its document."""
        raise NotImplementedError

    @property
    def sections(self) -> tuple[str, ...]:
        """The keys of these."""
        return tuple(highlight.key for highlight in self.highlights)

    @property
    def pictures(self) -> tuple[Artwork, ...]:
        """Those of its chapters that are published with the show."""
        every = (chapter.picture for chapter in self.chapters)
        return tuple(picture for picture in every if picture)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode(Listing):
    """One instalment, ready to publish; ``notes`` is the author's Markdown.

    ``html`` is what these are as clean HTML, where that is known already.
    """

    notes: str
    chapters: tuple[Chapter, ...] = field()
    transcript: Transcript | None
    transcript_kind: TranscriptKind
    translations: tuple[Translation, ...] = ()
    alternates: tuple[AlternateFile, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    block: bool = False
    itunes_summary: str | None = None
    rss_description: str | None = None
    tags: tuple[FeedTag, ...] = ()
    extra: tuple[Extra, ...] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    html: str | None = field(default=None, repr=False, compare=False)

    @property
    def whole(self) -> Episode:
        """Itself."""
        return self

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """The named sections of its document."""
        return self.transcript.highlights if self.transcript else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Podcast:
    """A whole podcast: the show and the episodes that are public, newest first.

    Of each it has what the whole show needs. ``ledger`` is what listeners were given so
    far, if the show was ever live; ``upcoming`` is what the show tells of before it is
    public, soonest first.
    """

    show: Show
    episodes: tuple[Listing, ...]
    ledger: Ledger | None = None
    upcoming: tuple[HeldBack, ...] = ()

    def in_full(self) -> Iterator[Episode]:
        """All of each episode, one after another: they may be many."""
        return (episode.whole for episode in self.episodes)

    @property
    def changed(self) -> datetime | None:
        """When listeners were last given something new: never the clock."""
        moments = (m for e in self.episodes for m in (e.published, e.updated) if m)
        return max(moments, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to publish below output/.

    ``key`` covers all that the file shows, so that one whose key is unchanged need not
    be made again. It is made by ``make``, or by ``pieces`` where it may be large, or
    copied byte for byte from ``source``; with none of them, what was published there
    before is kept.
    """

    path: PurePosixPath
    key: str
    make: Callable[[], bytes] | None = None
    pieces: Callable[[], Iterator[bytes]] | None = None
    source: Path | None = None

    @property
    def is_kept(self) -> bool:
        """Whether it stays as it was published."""
        return not (self.make or self.pieces or self.source)

    def made(self) -> Iterator[bytes]:
        """What is made, piece by piece."""
        if self.pieces:
            yield from self.pieces()
        elif self.make:
            yield self.make()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFolder:
    """A folder of files to publish at ``path`` below output/, made in one go.

    They are made again only when the ``key`` has changed, for they may come out
    otherwise each time. ``make`` fills an empty folder; if it cannot, it gives the
    problem, and nothing is published there.
    """

    path: PurePosixPath
    key: str
    make: Callable[[Path], Problem | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """The files of one episode, published under ``path`` below output/.

    While the ``key`` is the same, none of them can have changed, and nobody asks for
    the ``outputs``, for which all of the episode is needed.
    """

    path: PurePosixPath
    key: str
    outputs: Callable[[], Iterator[Output]]


def unbundled(outputs: Iterable[Output | Bundle]) -> Iterator[Output]:
    """Every file by itself."""
    for output in outputs:
        yield from output.outputs() if isinstance(output, Bundle) else (output,)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerFile:
    """A published file that was replaced; until this moment it stays served.

    ``guid`` tells which episode's it was, if it was not the show's.
    """

    path: str
    until: datetime
    guid: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What listeners were given of one episode; it is kept as long as the show lives.

    ``stem`` names its files and ``slug`` its page; ``sound`` is a digest of the audio
    without its tags, ``text`` one of the transcript document: by these a renamed file
    is known again. ``artwork`` is the path of its own picture, ``pictures`` are those
    of its guests and chapters; ``version`` counts the recordings; ``former_slugs`` are
    addresses that lead to its page, and ``former_guids`` are never given again.
    """

    guid: str
    stem: str
    slug: str
    title: str
    published: datetime
    enclosure: Enclosure
    duration: timedelta
    chapters: tuple[Chapter, ...] = ()
    sound: str | None = None
    text: str | None = None
    version: int = 1
    artwork: str | None = None
    pictures: tuple[str, ...] = ()
    withdrawn: bool = False
    former_slugs: tuple[str, ...] = ()
    former_guids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What listeners were given of the whole podcast, in the order it was first given.

    ``feeds`` are the addresses that the feed has had, the present one last; ``link`` is
    where pages and audio lie; ``artwork`` is the path of the show's picture, and
    ``pictures`` are those of its people.
    """

    guid: UUID
    feeds: tuple[str, ...]
    link: str
    audio_url: str | None = None
    artwork: str | None = None
    pictures: tuple[str, ...] = ()
    episodes: tuple[Published, ...] = ()
    former_files: tuple[FormerFile, ...] = ()


def place(of: Show | Listing, *names: str) -> Location | None:
    """Where the first of these values that has a place was written."""
    every = of.whole.origins if isinstance(of, Listing) else of.origins
    origins = (every[name] for name in names if name in every)
    return next((origin.location for origin in origins if origin.location), None)
