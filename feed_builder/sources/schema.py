"""What an author may write in podcast.yaml and in an episode's YAML."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Any, ClassVar, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from ..model import Directory, EpisodeType, HighlightKind, ShowType, TranscriptKind
from ..podcast_spec import TAGS
from . import values
from .values import Unfit


def _schema(kind: str, **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": kind, **more})


Text = Annotated[str, BeforeValidator(values.text), _schema("string")]
WholeNumber = Annotated[
    int, BeforeValidator(values.whole_number), _schema("integer", minimum=1)
]
Count = Annotated[int, BeforeValidator(values.count), _schema("integer", minimum=0)]
Size = Annotated[int, BeforeValidator(values.size), _schema("integer", minimum=1)]
Truth = Annotated[bool, BeforeValidator(values.truth), _schema("boolean")]
Moment = Annotated[
    datetime,
    BeforeValidator(values.moment),
    _schema("string", examples=["2026-03-01 18:00", "2026-03-01T18:00:00+01:00"]),
]
Time = Annotated[
    timedelta,
    BeforeValidator(values.time),
    WithJsonSchema({"type": ["string", "number"], "examples": ["1:02:03", "2:03"]}),
]
Url = Annotated[
    str, BeforeValidator(values.url), _schema("string", pattern="^https?://")
]
Email = Annotated[str, BeforeValidator(values.email), _schema("string", format="email")]
TimeZone = Annotated[
    ZoneInfo,
    BeforeValidator(values.time_zone),
    _schema("string", examples=["Europe/London"]),
]
Country = Annotated[
    str, BeforeValidator(values.country), _schema("string", pattern="^[A-Za-z]{2}$")
]
AppleId = Annotated[
    str,
    BeforeValidator(values.apple_id),
    WithJsonSchema({"type": ["string", "integer"]}),
]
RelativePath = Annotated[str, BeforeValidator(values.relative_path), _schema("string")]
Picture = Annotated[str, BeforeValidator(values.picture), _schema("string")]
Guid = Annotated[
    UUID, BeforeValidator(values.podcast_guid), _schema("string", format="uuid")
]


def _listed(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Ignores = Annotated[
    dict[str, str],
    BeforeValidator(values.ignores),
    _schema("object", additionalProperties={"type": "string", "minLength": 1}),
]
#: Tags of the podcast namespace: checked by feed_tags, described by tag_schema.
Tags = Annotated[Any, WithJsonSchema({})]


class _ListedSchema:
    """Tells editors that one value alone may stand for a list of it."""

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        schema = handler(core_schema)
        return {"anyOf": [schema, schema["items"]]}


_T = TypeVar("_T")
#: A list; one value alone may stand without its dash.
Listed = Annotated[list[_T], BeforeValidator(_listed), _ListedSchema()]


def _ignore(rule: str) -> Any:
    return Field(
        {},
        description="Rules that are not reported, and why; see the list of rules.",
        examples=[{rule: "the printer wants it so"}],
    )


class Entry(BaseModel):
    """A mapping in which every key is known.

    ``others`` are the names that other tools have for a key, ``nested`` the entries
    below one.
    """

    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    others: ClassVar[dict[str, str]] = {}
    nested: ClassVar[dict[str, type[Entry]]] = {}


class Brief(Entry):
    """An entry that may also be written as one line of text."""

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        if isinstance(value, str | int | float) and not isinstance(value, bool):
            return cls.from_text(values.text(value))
        return value

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The mapping that the line stands for."""
        raise NotImplementedError

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Editors are told of both ways of writing it."""
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


class OwnerEntry(Entry):
    """Who directories write to; the address is public in the feed."""

    others = {"mail": "email"}

    name: Text | None = Field(
        None, description="Default: the author.", examples=["Nora Quill"]
    )
    email: Email = Field(
        description="Directories send their codes to it.",
        examples=["nora@paper.example"],
    )


class PersonEntry(Brief):
    """Somebody who is heard or made the show: a name, or a mapping."""

    others = {"url": "link", "href": "link", "img": "image", "picture": "image"}

    name: Text = Field(min_length=1, max_length=128, examples=["Nora Quill"])
    aliases: Listed[Text] = Field(
        [], description="Further labels in transcripts.", examples=[["NQ"]]
    )
    role: Text | None = Field(
        None,
        description="A Podcast Taxonomy role: host, guest, editor …",
        examples=["guest"],
    )
    group: Text = Field(
        "cast", description="A Podcast Taxonomy group.", examples=["writing"]
    )
    image: Picture | None = Field(
        None,
        description="A portrait, JPEG or PNG: a path in the project, and pages show "
        "it, too; or an address, for apps only.",
        examples=["people/nora.jpg", "https://paper.example/nora.jpg"],
    )
    link: Url | None = Field(
        None, description="The person's own page.", examples=["https://nora.example/"]
    )
    bio: Text = Field(
        "",
        description="A sentence about the person.",
        examples=["Nora makes paper in Leith."],
    )

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The line is a name."""
        return {"name": line}


class CategoryEntry(Brief):
    """An Apple category, with a subcategory behind ">"."""

    others = {"text": "name", "sub": "subcategory"}

    name: Text = Field(examples=["Arts"])
    subcategory: Text | None = Field(None, examples=["Books"])

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The line is "Category" or "Category > Subcategory"."""
        name, _, subcategory = (part.strip() for part in line.partition(">"))
        return {"name": name, "subcategory": subcategory or None}


class ChapterEntry(Brief):
    """A chapter: "1:02:03 Title", or a mapping."""

    others = {"time": "start", "startTime": "start", "url": "link", "img": "image"}

    start: Time = Field(examples=["1:02:03"])
    title: Text = Field(min_length=1, examples=["The vat"])
    link: Url | None = Field(None, examples=["https://vat.example/"])
    image: Picture | None = Field(
        None,
        description="A picture, JPEG or PNG: a path in the project, and pages show it, "
        "too; or an address, for apps only.",
        examples=["pictures/vat.jpg", "https://paper.example/vat.jpg"],
    )
    hidden: Truth = Field(
        False, description="Kept out of tables of contents.", examples=[True]
    )

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The line is a time and a title."""
        start, _, title = line.partition(" ")
        if not title.strip():
            raise Unfit(f"{line!r} is no chapter", hint="write it like 1:02:03 Title")
        return {"start": start, "title": title.strip()}


class SectionEntry(Entry):
    """A recurring section of the show's transcript documents."""

    key: Annotated[
        str,
        BeforeValidator(values.section_key),
        _schema("string", pattern="^[a-z][a-z0-9-]*$"),
    ] = Field(examples=["book"])
    title: Text = Field(description="What pages and feed call it.", examples=["Book"])
    headings: Listed[Text] = Field(
        description="The headings it goes by in documents.",
        examples=[["Book of the week"]],
    )
    kind: HighlightKind = Field(HighlightKind.TEXT, examples=["text"])


class SponsorEntry(Brief):
    """Who pays for the show or an episode: a name, or a mapping."""

    others = {"url": "link", "href": "link", "description": "text"}

    name: Text = Field(min_length=1, examples=["The Paper Mill"])
    link: Url | None = Field(None, examples=["https://mill.example/offer"])
    text: Text = Field(
        "",
        description="What they want listeners to know.",
        examples=["Ten per cent off with the word RAGS."],
    )

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The line is a name."""
        return {"name": line}


class AudioEntry(Brief):
    """Where the audio is: a path, or an address and what is known of its file."""

    others = {"file": "path", "bytes": "length", "size": "length", "href": "url"}

    path: RelativePath | None = Field(None, examples=["audio/rags.mp3"])
    url: Url | None = Field(None, examples=["https://audio.example/rags.mp3"])
    length: Size | None = Field(
        None, description="In bytes; needed with a url.", examples=[8731648]
    )
    type: Text | None = Field(
        None, description="Its media type, as audio/mpeg.", examples=["audio/mpeg"]
    )
    duration: Time | None = Field(
        None, description="Needed with a url.", examples=["24:15"]
    )

    @classmethod
    def from_text(cls, line: str) -> dict[str, Any]:
        """The line is an address or a path."""
        return {"url" if "://" in line else "path": line}

    @model_validator(mode="after")
    def _complete(self) -> AudioEntry:
        if self.url and not (self.length and self.duration):
            raise Unfit(
                "audio at an address needs its length and duration",
                hint="write audio: {url: …, length: 8731648, duration: 24:15}, "
                "or let `feed-builder check --online` find out",
            )
        return self


class SpotifyEntry(Entry):
    """What only Spotify reads."""

    limit: WholeNumber | None = Field(
        None, description="How many of the newest episodes it shows.", examples=[10]
    )
    countries: Listed[Country] = Field(
        [],
        description="Where the show is meant to be heard; the first matters most.",
        examples=[["gb", "ie"]],
    )


class ListenEntry(Entry):
    """Where the show is found: the subscribe page has a button for each."""

    others = {"apple_id": "apple", "youtube_music": "youtube", "amazon_music": "amazon"}

    apple: AppleId | None = Field(
        None,
        description="Its number at Apple, which other apps go by as well.",
        examples=["1234567890"],
    )
    spotify: Url | None = Field(
        None, examples=["https://open.spotify.com/show/4rOoJ6Egrf8K2IrywzwOMk"]
    )
    youtube: Url | None = Field(
        None, examples=["https://music.youtube.com/playlist?list=PLpaper"]
    )
    amazon: Url | None = Field(
        None, examples=["https://music.amazon.com/podcasts/0f0f0f0f"]
    )
    deezer: Url | None = Field(None, examples=["https://www.deezer.com/show/1234567"])


class PodcastFile(Entry):
    """The show's own facts: podcast.yaml."""

    model_config = ConfigDict(title="podcast.yaml")
    others = {
        "name": "title",
        "summary": "description",
        "site_url": "link",
        "website": "link",
        "url": "link",
        "rss_feed_url": "feed_url",
        "feed": "feed_url",
        "category": "categories",
        "image": "artwork",
        "cover": "artwork",
        "time_zone": "timezone",
        "tz": "timezone",
        "hosts": "people",
        "persons": "people",
        "podcast_guid": "guid",
        "podcast_locked": "locked",
        "audio_bucket_url": "audio_url",
        "media_prefix": "audio_url",
        "new_feed_url": "moved_to",
        "websub": "hub",
        "licence": "license",
        "episodes_per_feed_page": "feed_page",
    }
    nested = {
        "owner": OwnerEntry,
        "categories": CategoryEntry,
        "people": PersonEntry,
        "sections": SectionEntry,
        "sponsors": SponsorEntry,
        "spotify": SpotifyEntry,
        "listen": ListenEntry,
    }

    title: Text = Field(min_length=1, examples=["Paper & Ink"])
    description: Text = Field(
        min_length=1,
        description="What the show is about.",
        examples=["Talks about paper, and the people who make it."],
    )
    link: Url = Field(
        description="Where the contents of output/ are served.",
        examples=["https://paper.example/"],
    )
    language: Text = Field(
        min_length=2,
        description="What is spoken. Pages say their own words in it, as far as they "
        "know it (see the guide to themes); else those are English.",
        examples=["en", "en-GB", "de"],
    )
    feed_url: Url | None = Field(
        None,
        description="The feed's address. Default: link + feed.xml.",
        examples=["https://feeds.example/paper.xml"],
    )
    guid: Guid | None = Field(
        None,
        description="The podcast:guid. Default: made from the feed's address.",
        examples=["917393e3-1b1e-5cef-ace4-edaa54e1f810"],
    )
    timezone: TimeZone | None = Field(
        None,
        description="Where dates without a zone of their own are meant.",
        examples=["Europe/London"],
    )
    author: Text | None = Field(
        None, description="Default: the hosts' names.", examples=["Nora Quill"]
    )
    owner: OwnerEntry | None = Field(
        None, examples=[{"name": "Nora Quill", "email": "nora@paper.example"}]
    )
    categories: Listed[CategoryEntry] = Field(
        [],
        description="Apple's, the first one counts: Business > Management.",
        examples=[["Arts > Books", "Education"]],
    )
    artwork: RelativePath | None = Field(
        None,
        description="A square JPEG or PNG, 1400 to 3000 pixels wide.",
        examples=["artwork.png"],
    )
    explicit: Truth | None = Field(
        None, description="Whether it is unfit for children's ears.", examples=[False]
    )
    type: ShowType = Field(
        ShowType.EPISODIC,
        description="serial: to be heard from the first episode on.",
        examples=["serial"],
    )
    copyright: Text | None = Field(None, examples=["Nora Quill"])
    locked: Truth = Field(
        True,
        description="Whether other hosts must ask before they import the feed.",
        examples=[False],
    )
    people: Listed[PersonEntry] = Field(
        [],
        description="The hosts, and others.",
        examples=[["Nora Quill", {"name": "Ada Moss", "role": "editor"}]],
    )
    sections: Listed[SectionEntry] = Field(
        [],
        description="Named sections of its own, beside lessons, links and drink.",
        examples=[[{"key": "book", "title": "Book", "headings": ["Book of the week"]}]],
    )
    sponsors: Listed[SponsorEntry] = Field(
        [],
        description="Who pays for episodes that name no sponsors of their own.",
        examples=[["The Paper Mill"]],
    )
    audio_url: Url | None = Field(
        None,
        description="The folder where audio is hosted, when not in output/.",
        examples=["https://audio.example/paper/"],
    )
    enclosure_prefix: Url | None = Field(
        None,
        description="A service that counts downloads; the feed's audio addresses go "
        "through it, and nothing else does.",
        examples=["https://op3.dev/e/", "https://dts.podtrac.com/redirect.mp3/"],
    )
    full_notes: Count | None = Field(
        None,
        description="How many of the newest episodes have their whole notes in the "
        "feed; older ones keep their description. Default: all.",
        examples=[50],
    )
    estimated_captions: Truth = Field(
        False,
        description="Whether verbatim transcripts without times become captions whose "
        "times are estimated, and say so.",
        examples=[True],
    )
    directories: Listed[Directory] = Field(
        [Directory.APPLE, Directory.SPOTIFY],
        description="Whose demands `check` insists on.",
        examples=[["apple", "spotify", "youtube"]],
    )
    ignore: Ignores = _ignore("artwork-light")
    live: Truth = Field(
        False,
        description="Whether it has listeners: what they have is kept.",
        examples=[True],
    )
    strip_tracking: Truth = Field(
        False,
        description="Whether utm_source and the like are taken out of links.",
        examples=[True],
    )
    stage_directions: Truth = Field(
        False,
        description="Whether <laughs> and the like are published.",
        examples=[True],
    )
    itunes_summary: Text | None = Field(
        None,
        description="One or two sentences for apps that read itunes:summary. Most read "
        "the description, and need none.",
        examples=["How things become paper, told by those who make it."],
    )
    complete: Truth = Field(
        False, description="Whether there will be no more episodes.", examples=[True]
    )
    moved_to: Url | None = Field(
        None,
        description="The address that the feed has moved to: apps will follow it.",
        examples=["https://new.example/feed.xml"],
    )
    hub: Listed[Url] = Field(
        [],
        description="The WebSub hub that is told of every change of the feed.",
        examples=["https://pubsubhubbub.appspot.com/"],
    )
    feed_page: WholeNumber | None = Field(
        None,
        description="How many episodes the feed holds; older ones follow on pages that "
        "few apps read. Default: all.",
        examples=[300],
    )
    spotify: SpotifyEntry | None = Field(
        None,
        description="What only Spotify reads.",
        examples=[{"limit": 10, "countries": ["gb", "ie"]}],
    )
    listen: ListenEntry | None = Field(
        None,
        description="Where the show is found, for the buttons of the subscribe page.",
        examples=[{"apple": "1234567890"}],
    )
    search: Truth = Field(
        True,
        description="Whether the site has a search over notes and transcripts.",
        examples=[False],
    )
    cards: Truth = Field(
        True,
        description="Whether pages have a picture with their title, for where their "
        "address is shared.",
        examples=[False],
    )
    upcoming: Truth = Field(
        False,
        description="Whether the home page tells title and date of what is held back.",
        examples=[True],
    )
    medium: Tags = Field(None, description=TAGS["medium"].about)
    block: Tags = Field(None, description=TAGS["block"].about)
    funding: Tags = Field(None, description=TAGS["funding"].about)
    location: Tags = Field(None, description=TAGS["location"].about)
    license: Tags = Field(None, description=TAGS["license"].about)
    trailer: Tags = Field(None, description=TAGS["trailer"].about)
    value: Tags = Field(None, description=TAGS["value"].about)
    txt: Tags = Field(None, description=TAGS["txt"].about)
    podcast: Tags = Field(
        None,
        description="Any other tag of the podcast namespace, by its name.",
    )
    extra: Text | None = Field(
        None,
        description="Tags of other namespaces, as XML: they are published as they are. "
        "Usual prefixes need no declaration.",
        examples=["<itunes:keywords>paper, rags</itunes:keywords>"],
    )


class EpisodeFile(Entry):
    """The facts of one episode: episodes/<slug>.yaml. All of them may be absent."""

    model_config = ConfigDict(title="episodes/*.yaml")
    others = {
        "pub_date": "published",
        "pubDate": "published",
        "publication_date": "published",
        "publish_date": "published",
        "date": "published",
        "name": "title",
        "number": "episode",
        "episode_number": "episode",
        "season_number": "season",
        "episode_type": "type",
        "description": "summary",
        "subtitle": "summary",
        "show_notes": "notes",
        "body": "notes",
        "asset_url": "audio",
        "podcast_file": "audio",
        "file": "audio",
        "artwork": "image",
        "cover": "image",
        "guest": "guests",
        "host": "hosts",
        "licence": "license",
        "soundbite": "soundbites",
        "tags": "topics",
    }
    nested = {
        "hosts": PersonEntry,
        "guests": PersonEntry,
        "chapters": ChapterEntry,
        "sponsors": SponsorEntry,
        "audio": AudioEntry,
    }

    title: Text | None = Field(
        None, description="Default: the audio's title tag.", examples=["Rag paper"]
    )
    published: Moment | None = Field(
        None,
        description="When it is public. In the future: held back until then.",
        examples=["2026-03-01 18:00"],
    )
    updated: Moment | None = Field(
        None,
        description="When its text was last changed.",
        examples=["2026-03-05 09:30"],
    )
    guid: Text | None = Field(
        None,
        min_length=1,
        description="Its permanent identity. Never change it.",
        examples=["https://old.example/?p=17"],
    )
    summary: Text | None = Field(
        None,
        description="One plain paragraph. Without it, pages tell how the notes begin.",
        examples=["How rags became paper."],
    )
    notes: Text | None = Field(
        None,
        description="The long text, in Markdown.",
        examples=["We visit *the last* rag mill."],
    )
    season: WholeNumber | None = Field(None, examples=[2])
    episode: WholeNumber | None = Field(None, description="Its number.", examples=[3])
    type: EpisodeType | None = Field(
        None, description="Default: full.", examples=["bonus"]
    )
    explicit: Truth | None = Field(
        None, description="Default: as the show.", examples=[True]
    )
    draft: Truth = Field(
        False, description="Drafts are never published.", examples=[True]
    )
    hosts: Listed[PersonEntry] | None = Field(
        None,
        description="Default: the transcript's, else the show's.",
        examples=[["Nora Quill"]],
    )
    guests: Listed[PersonEntry] | None = Field(
        None,
        description="Default: the transcript's.",
        examples=[
            ["Tom Van Reed", {"name": "Ada Moss", "link": "https://ada.example/"}]
        ],
    )
    chapters: Listed[ChapterEntry] | None = Field(
        None,
        description="Default: the audio file's.",
        examples=[["0:00 Hello", {"start": "0:01", "title": "The vat"}]],
    )
    sponsors: Listed[SponsorEntry] | None = Field(
        None,
        description="Who pays for it. Default: the show's; [] for none.",
        examples=[[{"name": "The Paper Mill", "link": "https://mill.example/offer"}]],
    )
    topics: Listed[Text] = Field(
        [],
        description="What it is about, in a word or two each: every topic has a page.",
        examples=[["paper", "Scotland"]],
    )
    transcript_kind: TranscriptKind | None = Field(
        None,
        description="Default: verbatim if the document has times, else edited.",
        examples=["verbatim"],
    )
    image: RelativePath | None = Field(
        None, description="A picture of its own.", examples=["pictures/rags.jpg"]
    )
    audio: AudioEntry | None = Field(
        None,
        description="Default: the file of the same name in audio/.",
        examples=[
            "audio/rags.mp3",
            {
                "url": "https://audio.example/rags.mp3",
                "length": 8731648,
                "duration": "24:15",
            },
        ],
    )
    itunes_summary: Text | None = Field(
        None,
        description="One or two sentences for apps that read itunes:summary. Most read "
        "the description, and need none.",
        examples=["How rags become paper."],
    )
    rss_description: Text | None = Field(
        None,
        description="What apps show that read no notes but <description>, in Markdown. "
        "Default: summary and notes, as far as they fit.",
        examples=["How rags become paper, in a mill in Leith."],
    )
    ignore: Ignores = _ignore("titles-unnumbered")
    block: Truth = Field(
        False, description="Whether directories hide the episode.", examples=[True]
    )
    funding: Tags = Field(None, description=TAGS["funding"].about)
    location: Tags = Field(None, description=TAGS["location"].about)
    license: Tags = Field(None, description=TAGS["license"].about)
    soundbites: Tags = Field(None, description=TAGS["soundbite"].about)
    value: Tags = Field(None, description=TAGS["value"].about)
    txt: Tags = Field(None, description=TAGS["txt"].about)
    podcast: Tags = Field(
        None,
        description="Any other tag of the podcast namespace, by its name.",
    )
    extra: Text | None = Field(
        None,
        description="Tags of other namespaces, as XML: they are published as they are. "
        "Usual prefixes need no declaration.",
        examples=["<itunes:keywords>paper, rags</itunes:keywords>"],
    )
