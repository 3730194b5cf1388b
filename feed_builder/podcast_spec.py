"""The podcast namespace as one table: every tag, where it stands and what it may hold.

Source: https://github.com/Podcastindex-org/podcast-namespace, docs/tags. Beside the
namespace's own tags there are those of RSS and Apple that a live item needs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

CHANNEL = "channel"
ITEM = "item"
#: The key under which authors write tags by their own names.
MAPPING = "podcast"


class Kind(Enum):
    """What a value is, in the words that the reference has for it."""

    TEXT = "text"
    URL = "web address"
    URI = "address"
    FILE = "address, or a file of the project"
    WHOLE = "whole number"
    NUMBER = "number"
    TIME = "time in the audio"
    MOMENT = "date and time"
    POSTMARK = "date and time, written as e-mail does"
    TRUTH = "true or false"
    YES_NO = "yes or no"
    UUID = "podcast guid"
    GEO = "latitude,longitude"
    OSM = "OpenStreetMap object"
    COUNTRY = "country"
    LANGUAGE = "language"
    MEDIA_TYPE = "media type"
    RATIO = "ratio"
    RRULE = "recurrence rule"
    LICENSE = "name of a licence"


class Level(Enum):
    """How much the specification wants a value."""

    REQUIRED = "required"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueSpec:
    """What an attribute, or the text of a tag, may be.

    ``most`` is the number of characters after which apps may cut it; ``default`` is
    written when the author leaves it out.
    """

    kind: Kind = Kind.TEXT
    level: Level = Level.OPTIONAL
    choices: tuple[str, ...] = ()
    most: int | None = None
    default: str | None = None

    @property
    def needed(self) -> bool:
        """Whether an author has to write it."""
        return self.level is Level.REQUIRED and self.default is None


@dataclass(frozen=True, slots=True, kw_only=True)
class TagSpec:
    """What one tag may hold, and how authors may write it.

    ``parents`` are "channel", "item" or tags; ``once`` when a parent takes only one.
    ``needs`` are child tags without which it says nothing. A value alone stands for
    its ``brief``: "text", an attribute or a child; or it is a ``line`` with named
    groups. ``names`` are friendlier names for what it holds, ``elsewhere`` the keys
    that stand for it outside of the podcast mapping, by parent. ``example`` is YAML.
    """

    about: str
    parents: tuple[str, ...]
    example: str
    text: ValueSpec | None = None
    attributes: Mapping[str, ValueSpec] = field(default_factory=dict)
    once: bool = False
    needs: tuple[str, ...] = ()
    brief: str = "text"
    line: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    instead: str | None = None
    prefix: str = "podcast"


def _value(
    kind: Kind = Kind.TEXT,
    *choices: str,
    most: int | None = None,
    default: str | None = None,
) -> ValueSpec:
    return ValueSpec(kind=kind, choices=choices, most=most, default=default)


def _wanted(
    kind: Kind = Kind.TEXT, *choices: str, most: int | None = None
) -> ValueSpec:
    return ValueSpec(kind=kind, level=Level.RECOMMENDED, choices=choices, most=most)


def _needed(
    kind: Kind = Kind.TEXT,
    *choices: str,
    most: int | None = None,
    default: str | None = None,
) -> ValueSpec:
    return ValueSpec(
        kind=kind, level=Level.REQUIRED, choices=choices, most=most, default=default
    )


_BOTH = (CHANNEL, ITEM, "liveItem")
_ITEMS = (ITEM, "liveItem")  # what an item may hold, a live item may hold as well
_MEDIA = "podcast music video film audiobook newsletter blog publisher course".split()
_MEDIUMS = (*_MEDIA, "mixed", *(f"{medium}L" for medium in _MEDIA))
_DISPLAYED = 128  # characters that apps show of most texts

#: The licences for sound and text that SPDX lists and podcasters use.
WELL_KNOWN_LICENSE = re.compile(
    r"cc0-1\.0|cc-pddc|cc-by(-nc)?(-nd|-sa)?-(1\.0|2\.0|2\.5|3\.0|4\.0)(-[a-z]{2,3})?"
    r"|gfdl-1\.[123](-only|-or-later)?|free-art-1\.[23]|lal-1\.[23]|wtfpl|unlicense"
)

#: In the order in which the tags stand in a feed.
TAGS: dict[str, TagSpec] = {
    "guid": TagSpec(
        about="The show's permanent identity.",
        parents=(CHANNEL,),
        once=True,
        text=_needed(Kind.UUID),
        elsewhere={CHANNEL: "guid"},
        example="917393e3-1b1e-5cef-ace4-edaa54e1f810",
    ),
    "locked": TagSpec(
        about="Whether other hosts must ask before they import the feed.",
        parents=(CHANNEL,),
        once=True,
        text=_needed(Kind.YES_NO),
        attributes={"owner": _value()},
        elsewhere={CHANNEL: "locked"},
        example="yes",
    ),
    "medium": TagSpec(
        about="What the feed holds; without it, a podcast.",
        parents=(CHANNEL,),
        once=True,
        text=_needed(Kind.TEXT, *_MEDIUMS),
        example="audiobook",
    ),
    "block": TagSpec(
        about="Which platforms may not show the feed: all, or one by its id.",
        parents=(CHANNEL,),
        text=_needed(Kind.YES_NO, default="yes"),
        attributes={"id": _value()},
        line=r"(?P<id>(?!(?:yes|no)$)\S+)",
        example="[amazon, {id: google, text: no}]",
    ),
    "person": TagSpec(
        about="Somebody who is heard or made the show.",
        parents=_BOTH,
        text=_needed(most=_DISPLAYED),
        attributes={
            "role": _value(),
            "group": _value(),
            "img": _value(Kind.URL),
            "href": _value(Kind.URL),
        },
        names={"name": "text", "image": "img", "link": "href", "url": "href"},
        elsewhere={CHANNEL: "people", ITEM: "guests` or `hosts"},
        example="{text: Nora Quill, role: host}",
    ),
    "season": TagSpec(
        about="The season's number, and its name. Default number: the episode's.",
        parents=_ITEMS,
        once=True,
        text=_needed(Kind.WHOLE),
        attributes={"name": _value(most=_DISPLAYED)},
        example="{text: 2, name: The ink years}",
    ),
    "episode": TagSpec(
        about="The episode's number, and how to show it. Default number: its own.",
        parents=_ITEMS,
        once=True,
        text=_needed(Kind.NUMBER),
        attributes={"display": _value(most=32)},
        example="{text: 3, display: Ch. 3}",
    ),
    "transcript": TagSpec(
        about="A transcript that is published elsewhere, beside our own.",
        parents=_ITEMS,
        attributes={
            "url": _needed(Kind.URL),
            "type": _needed(
                Kind.TEXT,
                "text/plain",
                "text/html",
                "text/vtt",
                "application/json",
                "application/x-subrip",
                "application/srt",
            ),
            "language": _value(Kind.LANGUAGE),
            "rel": _value(),
        },
        example="{url: https://paper.example/1.cy.vtt, type: text/vtt, language: cy}",
    ),
    "chapters": TagSpec(
        about="Chapters that are published elsewhere, in place of our own.",
        parents=_ITEMS,
        once=True,
        attributes={
            "url": _needed(Kind.URL),
            "type": _needed(
                Kind.TEXT,
                "application/json+chapters",
                default="application/json+chapters",
            ),
        },
        brief="url",
        example="https://chapters.example/1.json",
    ),
    "funding": TagSpec(
        about="Where listeners can support the show, and the words for the link.",
        parents=_BOTH,
        text=_value(most=_DISPLAYED),
        attributes={"url": _needed(Kind.URL)},
        brief="url",
        names={"title": "text"},
        example="{url: https://paper.example/support, text: Buy us a ream}",
    ),
    "location": TagSpec(
        about="What place it is about (rel: subject), or was made in (rel: creator).",
        parents=_BOTH,
        text=_needed(most=_DISPLAYED),
        attributes={
            "rel": _wanted(Kind.TEXT, "subject", "creator"),
            "geo": _wanted(Kind.GEO),
            "osm": _wanted(Kind.OSM),
            "country": _wanted(Kind.COUNTRY),
        },
        names={"name": "text"},
        example="{name: Glasgow, geo: '55.861,-4.250', osm: R1906767, country: gb}",
    ),
    "license": TagSpec(
        about="What others may do with the audio: an SPDX name, or your own and a url.",
        parents=(CHANNEL, *_ITEMS),
        once=True,
        text=_needed(Kind.LICENSE, most=_DISPLAYED),
        attributes={"url": _value(Kind.URL)},
        names={"name": "text"},
        example="cc-by-4.0",
    ),
    "trailer": TagSpec(
        about="A trailer of the show or of a season, and its title. "
        "Default: the episodes whose type is trailer.",
        parents=(CHANNEL,),
        text=_needed(most=_DISPLAYED),
        attributes={
            "url": _needed(Kind.URL),
            "pubdate": _needed(Kind.POSTMARK),
            "length": _wanted(Kind.WHOLE),
            "type": _wanted(Kind.MEDIA_TYPE),
            "season": _value(Kind.WHOLE),
        },
        names={"title": "text", "published": "pubdate"},
        example="{title: Soon, url: https://paper.example/soon.mp3, "
        "published: 2026-02-01T06:00:00+00:00, length: 311000, type: audio/mpeg}",
    ),
    "soundbite": TagSpec(
        about="A stretch of audio worth quoting, best 15 to 120 seconds long: "
        "its start, its length and, if you like, a title.",
        parents=_ITEMS,
        text=_value(most=_DISPLAYED),
        attributes={"startTime": _needed(Kind.TIME), "duration": _needed(Kind.TIME)},
        line=r"(?P<startTime>\S+)\s+(?P<duration>\S+)(?:\s+(?P<text>.+))?",
        names={"title": "text", "start": "startTime", "length": "duration"},
        example="0:00.2 0:00.5 How rags become paper",
    ),
    "value": TagSpec(
        about="How payments of listeners are sent, and shared out.",
        parents=_BOTH,
        attributes={
            "type": _needed(),
            "method": _needed(),
            "suggested": _value(Kind.NUMBER),
        },
        needs=("valueRecipient",),
        names={"recipients": "valueRecipient", "splits": "valueTimeSplit"},
        example="{type: lightning, method: keysend, suggested: 0.00000005, recipients: "
        "[{name: Nora Quill, type: node, address: 02d5c1bf8b94, split: 95}], "
        "splits: [{startTime: 1:00, duration: 3:57, remotePercentage: 95, "
        "remoteItem: {feedGuid: a94f5cc9-8c58-55fc-91fe-a324087a655b, "
        "itemGuid: rope-7, medium: music}}]}",
    ),
    "valueRecipient": TagSpec(
        about="Who receives which share of a payment.",
        parents=("value", "valueTimeSplit"),
        attributes={
            "name": _wanted(),
            "type": _needed(),
            "address": _needed(),
            "split": _needed(Kind.WHOLE),
            "customKey": _value(),
            "customValue": _value(),
            "fee": _value(Kind.TRUTH),
        },
        example="{name: The host, type: node, address: 03ae9f91a0cb, split: 5, "
        "fee: true}",
    ),
    "valueTimeSplit": TagSpec(
        about="Others who receive payments for a while: recipients or a remote item.",
        parents=("value",),
        attributes={
            "startTime": _needed(Kind.TIME),
            "duration": _needed(Kind.TIME),
            "remoteStartTime": _value(Kind.TIME),
            "remotePercentage": _value(Kind.NUMBER),
        },
        names={
            "start": "startTime",
            "length": "duration",
            "recipients": "valueRecipient",
        },
        example="{start: 1:03, length: 6:28, recipients: "
        "[{type: node, address: 02dd306e68c4, split: 10}]}",
    ),
    "image": TagSpec(
        about="A picture for a purpose: artwork, social, canvas, banner …",
        parents=_BOTH,
        attributes={
            "href": _needed(Kind.URL),
            "alt": _wanted(),
            "aspect-ratio": _wanted(Kind.RATIO),
            "width": _wanted(Kind.WHOLE),
            "height": _value(Kind.WHOLE),
            "type": _value(Kind.MEDIA_TYPE),
            "purpose": _value(most=_DISPLAYED),
        },
        brief="href",
        example="{href: https://paper.example/wide.jpg, alt: A vat of pulp, "
        "aspect-ratio: 16/9, width: 1920, purpose: banner}",
    ),
    "images": TagSpec(
        about="Pictures by their width, as HTML's srcset has them.",
        parents=(CHANNEL, *_ITEMS),
        once=True,
        attributes={"srcset": _needed()},
        brief="srcset",
        instead="image",
        example="https://paper.example/art-600.jpg 600w, "
        "https://paper.example/art-150.jpg 150w",
    ),
    "socialInteract": TagSpec(
        about="The post under which listeners comment; protocol disabled: none.",
        parents=(CHANNEL, *_ITEMS),
        attributes={
            "protocol": _needed(),
            "uri": _wanted(Kind.URI),  # needed, unless comments are disabled
            "accountId": _wanted(),
            "accountUrl": _value(Kind.URL),
            "priority": _value(Kind.WHOLE),
        },
        example="{protocol: activitypub, uri: https://social.example/@nora/105079, "
        "accountId: '@nora'}",
    ),
    "chat": TagSpec(
        about="The chat room of the show, or of one episode.",
        parents=_BOTH,
        once=True,
        attributes={
            "server": _needed(),
            "protocol": _needed(),
            "accountId": _wanted(),
            "space": _value(),
        },
        example="{server: irc.paper.example, protocol: irc, accountId: '@nora', "
        "space: '#paper'}",
    ),
    "txt": TagSpec(
        about="A line for a machine: purpose verify, applepodcastsverify …",
        parents=(CHANNEL, *_ITEMS),
        text=_needed(most=4000),
        attributes={"purpose": _value(most=_DISPLAYED)},
        example="{purpose: applepodcastsverify, text: 05124ab0}",
    ),
    "contentLink": TagSpec(
        about="Where the episode or the live stream is found as well.",
        parents=_ITEMS,
        text=_value(),
        attributes={"href": _needed(Kind.URL)},
        brief="href",
        names={"url": "href", "title": "text"},
        example="{href: https://video.example/paper, text: Watch it}",
    ),
    "alternateEnclosure": TagSpec(
        about="The episode in another quality or format. Of a file of the project, "
        "type, length and integrity are read from it.",
        parents=_ITEMS,
        attributes={
            "type": _needed(Kind.MEDIA_TYPE),
            "length": _wanted(Kind.WHOLE),
            "bitrate": _value(Kind.NUMBER),
            "height": _value(Kind.WHOLE),
            "lang": _value(Kind.LANGUAGE),
            "title": _value(most=32),
            "rel": _value(most=32),
            "codecs": _value(),
            "default": _value(Kind.TRUTH),
        },
        needs=("source",),
        brief="source",
        example="{source: https://paper.example/1.opus, type: audio/opus, "
        "length: 320000, bitrate: 16000, title: Small}",
    ),
    "source": TagSpec(
        about="Where the other recording is: an address, or a file of the project.",
        parents=("alternateEnclosure",),
        attributes={
            "uri": _needed(Kind.FILE),
            "contentType": _value(Kind.MEDIA_TYPE),
        },
        brief="uri",
        example="https://paper.example/1.opus",
    ),
    "integrity": TagSpec(
        about="A digest or a signature of the other recording.",
        parents=("alternateEnclosure",),
        once=True,
        attributes={
            "type": _needed(Kind.TEXT, "sri", "pgp-signature"),
            "value": _needed(),
        },
        example="{type: sri, value: sha384-ExVqijgYHm15PqQqdXfW95}",
    ),
    "podroll": TagSpec(
        about="Shows that you recommend, by their guids.",
        parents=(CHANNEL,),
        once=True,
        needs=("remoteItem",),
        brief="remoteItem",
        example="[917393e3-1b1e-5cef-ace4-edaa54e1f810, "
        "{feedGuid: 9b024349-ccf0-5f69-a609-6b82873eab3c, title: Rope talk}]",
    ),
    "publisher": TagSpec(
        about="The feed of the publisher that the show belongs to.",
        parents=(CHANNEL,),
        once=True,
        needs=("remoteItem",),
        brief="remoteItem",
        example="{feedGuid: 003af0a0-6a45-55cf-b765-68e3d349551a, medium: publisher}",
    ),
    "remoteItem": TagSpec(
        about="Another feed, or one of its episodes.",
        parents=(CHANNEL, "podroll", "valueTimeSplit", "publisher"),
        attributes={
            "feedGuid": _needed(Kind.UUID),
            "feedUrl": _value(Kind.URL),
            "itemGuid": _value(),
            "medium": _value(Kind.TEXT, *_MEDIUMS),
            "title": _value(),
        },
        brief="feedGuid",
        example="{feedGuid: 917393e3-1b1e-5cef-ace4-edaa54e1f810, medium: music}",
    ),
    "updateFrequency": TagSpec(
        about="How often episodes come, in words and as an iCalendar rule.",
        parents=(CHANNEL,),
        once=True,
        text=_value(most=_DISPLAYED),
        attributes={
            "rrule": _wanted(Kind.RRULE),
            "dtstart": _value(Kind.MOMENT),
            "complete": _value(Kind.TRUTH),
        },
        example="{text: Every other Monday, rrule: FREQ=WEEKLY;INTERVAL=2;BYDAY=MO}",
    ),
    "podping": TagSpec(
        about="Whether new episodes are announced by Podping.",
        parents=(CHANNEL,),
        once=True,
        attributes={"usesPodping": _value(Kind.TRUTH, default="true")},
        brief="usesPodping",
        example="true",
    ),
    "liveItem": TagSpec(
        about="A live stream, to come, running or ended; it also takes an episode's "
        "podcast tags.",
        parents=(CHANNEL,),
        attributes={
            "status": _needed(Kind.TEXT, "pending", "live", "ended"),
            "start": _needed(Kind.MOMENT),
            "end": _wanted(Kind.MOMENT),
        },
        needs=("title", "guid", "enclosure", "contentLink"),
        example="{status: pending, start: 2026-05-01T19:00:00+01:00, "
        "end: 2026-05-01T20:00:00+01:00, title: Live at the vat, guid: live-1, "
        "enclosure: {url: https://live.example/vat.mp3, type: audio/mpeg}, "
        "contentLink: https://live.example/vat}",
    ),
}

#: The tags of RSS and Apple that an author writes for a live item.
LIVE_TAGS: dict[str, TagSpec] = {
    "title": TagSpec(
        about="The name of the stream.",
        parents=("liveItem",),
        once=True,
        text=_needed(),
        prefix="",
        example="Live at the vat",
    ),
    "guid": TagSpec(
        about="Its identity; another one is another stream.",
        parents=("liveItem",),
        once=True,
        text=_needed(),
        attributes={"isPermaLink": _value(Kind.TRUTH, default="false")},
        prefix="",
        example="live-1",
    ),
    "enclosure": TagSpec(
        about="The stream; its length is unknown: 0.",
        parents=("liveItem",),
        once=True,
        attributes={
            "url": _needed(Kind.URL),
            "length": _needed(Kind.WHOLE, default="0"),
            "type": _needed(Kind.MEDIA_TYPE),
        },
        prefix="",
        example="{url: https://live.example/vat.mp3, type: audio/mpeg}",
    ),
    "description": TagSpec(
        about="What it is about.",
        parents=("liveItem",),
        once=True,
        text=_needed(),
        prefix="",
        example="We make paper, and you watch.",
    ),
    "link": TagSpec(
        about="Its page.",
        parents=("liveItem",),
        once=True,
        text=_needed(Kind.URL),
        prefix="",
        example="https://paper.example/live",
    ),
    "itunes:image": TagSpec(
        about="Its artwork.",
        parents=("liveItem",),
        once=True,
        attributes={"href": _needed(Kind.URL)},
        brief="href",
        prefix="itunes",
        example="https://paper.example/live.jpg",
    ),
    "itunes:explicit": TagSpec(
        about="Whether it is unfit for children's ears.",
        parents=("liveItem",),
        once=True,
        text=_needed(Kind.TRUTH),
        prefix="itunes",
        example="false",
    ),
}

#: Keys of their own for what most shows want to say, and the tags they stand for.
FRIENDLY: dict[str, dict[str, str]] = {
    CHANNEL: {
        "medium": "medium",
        "block": "block",
        "funding": "funding",
        "location": "location",
        "license": "license",
        "trailer": "trailer",
        "value": "value",
        "txt": "txt",
    },
    ITEM: {
        "funding": "funding",
        "location": "location",
        "license": "license",
        "soundbites": "soundbite",
        "value": "value",
        "txt": "txt",
    },
}


def tags_in(parent: str) -> dict[str, TagSpec]:
    """What may stand in the channel, in an item or in this tag, in feed order."""
    live = {n: spec for n, spec in LIVE_TAGS.items() if parent in spec.parents}
    return live | {n: spec for n, spec in TAGS.items() if parent in spec.parents}
