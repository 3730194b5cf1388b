"""MERGE: facts, transcript and audio become an episode; one table says who wins."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from . import addresses, alternates, guids
from .model import (
    AlternateFile,
    Artwork,
    Audio,
    Chapter,
    Enclosure,
    Episode,
    EpisodeFacts,
    EpisodeType,
    FeedTag,
    Ledger,
    Origin,
    Overridden,
    Person,
    Published,
    Show,
    ShowFacts,
    Source,
    Transcript,
    TranscriptKind,
    Translation,
)
from .opening import opening
from .problems import Location, Problem, Severity
from .text import folded


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """All that is known about one episode before it is merged."""

    show: Show
    stem: str
    facts: EpisodeFacts
    document: Location | None = None
    transcript: Transcript | None = None
    translations: tuple[Translation, ...] = ()
    audio: Audio | None = None
    artwork: Artwork | None = None
    alternates: tuple[AlternateFile, ...] = ()
    given: Published | None = None
    sound: str | None = None
    text: str | None = None
    unfinished: bool = False


def _always(value: Any) -> Callable[[Material], Any]:
    return lambda _: value


#: Author > transcript > audio tag > show > default: the first that has a value wins.
WHO_WINS: dict[str, tuple[tuple[Source, Callable[[Material], Any]], ...]] = {
    "guid": (
        (Source.AUTHOR, lambda m: m.facts.guid),
        (Source.LEDGER, lambda m: m.given and m.given.guid),
        (Source.DEFAULT, lambda m: guids.episode_guid(m.show.guid, m.stem)),
    ),
    "title": (
        (Source.AUTHOR, lambda m: m.facts.title),
        (Source.AUDIO, lambda m: m.audio and m.audio.tags.title),
        (Source.LEDGER, lambda m: getattr(_remembered(m), "title", None)),
    ),
    "published": ((Source.AUTHOR, lambda m: m.facts.published),),
    "updated": ((Source.AUTHOR, lambda m: m.facts.updated),),
    "summary": (
        (Source.AUTHOR, lambda m: m.facts.summary),
        (Source.AUDIO, lambda m: m.audio and m.audio.tags.comment),
        (Source.DEFAULT, _always("")),
    ),
    "notes": (
        (Source.AUTHOR, lambda m: m.facts.notes),
        (Source.DEFAULT, _always("")),
    ),
    "season": ((Source.AUTHOR, lambda m: m.facts.season),),
    "episode": ((Source.AUTHOR, lambda m: m.facts.episode),),
    "type": (
        (Source.AUTHOR, lambda m: m.facts.type),
        (Source.DEFAULT, _always(EpisodeType.FULL)),
    ),
    "explicit": (
        (Source.AUTHOR, lambda m: m.facts.explicit),
        (Source.SHOW, lambda m: m.show.explicit),
    ),
    "hosts": (
        (Source.AUTHOR, lambda m: m.facts.hosts),
        (Source.TRANSCRIPT, lambda m: m.transcript and _named(m.transcript.hosts)),
        (Source.SHOW, lambda m: _makers(m.show.people)),
    ),
    "guests": (
        (Source.AUTHOR, lambda m: m.facts.guests),
        (
            Source.TRANSCRIPT,
            lambda m: m.transcript and _named(m.transcript.guests, "guest"),
        ),
        (Source.DEFAULT, _always(())),
    ),
    "chapters": (
        (Source.AUTHOR, lambda m: m.facts.chapters),
        (Source.TRANSCRIPT, lambda m: m.transcript and _timed_parts(m.transcript)),
        (Source.AUDIO, lambda m: (m.audio and m.audio.chapters) or None),
        (Source.LEDGER, lambda m: getattr(_remembered(m), "chapters", None)),
        (Source.DEFAULT, _always(())),
    ),
    "sponsors": (
        (Source.AUTHOR, lambda m: m.facts.sponsors),
        (Source.SHOW, lambda m: m.show.sponsors),
    ),
    "duration": (
        (Source.AUTHOR, lambda m: m.facts.audio and m.facts.audio.duration),
        (Source.AUDIO, lambda m: m.audio and m.audio.duration),
        (Source.LEDGER, lambda m: getattr(_remembered(m), "duration", None)),
    ),
    "enclosure": (
        (Source.AUTHOR, lambda m: _remote(m)),
        (Source.LEDGER, lambda m: _as_given(m)),
        (Source.AUDIO, lambda m: _local(m)),
    ),
    "artwork": (
        (Source.AUTHOR, lambda m: m.artwork),
        (Source.AUDIO, lambda m: _own_cover(m)),
    ),
    "extra": (
        (Source.AUTHOR, lambda m: m.facts.extra or None),
        (Source.DEFAULT, _always(())),
    ),
    "transcript_kind": (
        (Source.AUTHOR, lambda m: m.facts.transcript_kind),
        (Source.DEFAULT, lambda m: _kind(m.transcript)),
    ),
}

_NEEDED = frozenset({"title", "published", "enclosure", "duration"})
#: Where an author writes a value, when the key has another name.
_KEYS = {"enclosure": "audio", "duration": "audio", "artwork": "image"}


def merged_show(
    facts: ShowFacts, artwork: Artwork | None, ledger: Ledger | None = None
) -> Show:
    """The show, complete: what the author left out is derived; its guid is kept."""
    feed_url = facts.feed_url or facts.link + str(addresses.FEED)
    author = facts.author or hosts_in_words(facts.people) or facts.title
    owner = facts.owner
    return Show(
        title=facts.title,
        description=facts.description,
        link=facts.link,
        feed_url=feed_url,
        guid=facts.guid or (ledger.guid if ledger else guids.podcast_guid(feed_url)),
        language=facts.language,
        timezone=facts.timezone,
        author=author,
        owner=replace(owner, name=owner.name or author) if owner else None,
        categories=facts.categories,
        artwork=artwork,
        explicit=bool(facts.explicit),
        type=facts.type,
        copyright=facts.copyright,
        locked=facts.locked,
        people=facts.people,
        sections=facts.sections,
        sponsors=facts.sponsors,
        audio_url=facts.audio_url,
        enclosure_prefix=facts.enclosure_prefix,
        full_notes=facts.full_notes,
        estimated_captions=facts.estimated_captions,
        directories=facts.directories,
        show_directions=facts.show_directions,
        strip_tracking=facts.strip_tracking,
        live=facts.live,
        complete=facts.complete,
        moved_to=facts.moved_to,
        itunes_summary=facts.itunes_summary,
        hubs=facts.hubs,
        feed_page=facts.feed_page,
        spotify_limit=facts.spotify_limit,
        countries=facts.countries,
        listen=facts.listen,
        search=facts.search,
        cards=facts.cards,
        upcoming=facts.upcoming,
        tags=facts.tags,
        extra=facts.extra,
        ignore=facts.ignore,
        origins=_show_origins(facts),
    )


def merged(
    material: Material, *, undated: datetime | None = None
) -> tuple[Episode | None, tuple[Problem, ...]]:
    """The episode, complete; None, with the reasons, when something needed is missing.

    Audio that is absent or broken was told of when it was read. ``undated`` stands in
    for a missing publication date, for previews of drafts.
    """
    picked = dict(_picked(material))
    if undated and "published" not in picked:
        picked["published"] = undated, Origin(source=Source.DEFAULT)
    missing = tuple(_missing(material, picked))
    if missing or not picked.keys() >= _NEEDED:
        return None, missing
    value = {name: chosen for name, (chosen, _) in picked.items()}
    return _episode(material, value, picked), ()


def hosts_in_words(people: Iterable[Person]) -> str:
    """The names of the hosts; of all who make the show, where it has no host."""
    makers = _makers(people)
    hosts = [person for person in makers if person.is_host]
    return ", ".join(person.name for person in hosts or makers)


def _makers(people: Iterable[Person]) -> tuple[Person, ...]:
    """Those who make the show, as against those who visit it."""
    return tuple(person for person in people if person.role != "guest")


def _episode(
    material: Material, value: dict[str, Any], picked: dict[str, tuple[Any, Origin]]
) -> Episode:
    own_slug = material.facts.slug
    return Episode(
        slug=material.given.slug if material.given else own_slug,
        own_slug=own_slug,
        stem=material.stem,
        sound=material.sound,
        text=material.text,
        given=material.given,
        audio_is_remembered=_remembered(material) is not None,
        guid=value["guid"],
        title=value["title"],
        published=value["published"],
        updated=value.get("updated"),
        summary=value["summary"],
        notes=value["notes"],
        opening="" if value["summary"] else opening(value["notes"]),
        season=value.get("season"),
        number=value.get("episode"),
        type=value["type"],
        explicit=value["explicit"],
        people=tuple(_introduced(value["hosts"] + value["guests"], material.show)),
        enclosure=value["enclosure"],
        duration=value["duration"],
        audio=_published_audio(material),
        artwork=value.get("artwork"),
        chapters=value["chapters"],
        sponsors=value["sponsors"],
        transcript=material.transcript,
        has_document=material.document is not None,
        transcript_kind=value["transcript_kind"],
        translations=tuple(
            replace(t, kind=material.facts.transcript_kind or _kind(t.transcript))
            for t in material.translations
        ),
        alternates=() if material.show.audio_url else material.alternates,
        topics=material.facts.topics,
        block=material.facts.block,
        itunes_summary=material.facts.itunes_summary,
        rss_description=material.facts.rss_description,
        extra=value["extra"],
        tags=_tags(material, material.given.slug if material.given else own_slug),
        draft=material.facts.draft,
        origins=_origins(material, picked),
    )


def _tags(material: Material, slug: str) -> tuple[FeedTag, ...]:
    files = {file.source: file for file in material.alternates}
    return tuple(
        alternates.announced(tag, files, material.show, slug)
        for tag in material.facts.tags
    )


def _picked(material: Material) -> Iterator[tuple[str, tuple[Any, Origin]]]:
    for name, sources in WHO_WINS.items():
        offers = [
            (source, value)
            for source, get in sources
            if (value := get(material)) is not None
        ]
        if not offers:
            continue
        (source, value), *others = offers
        lost = tuple(
            Overridden(source=s, value=v, location=_place(material, name, s))
            for s, v in others
            if s is not Source.DEFAULT and v != value
        )
        place = _place(material, name, source)
        yield name, (value, Origin(source=source, location=place, overrode=lost))


def _origins(
    material: Material, picked: dict[str, tuple[Any, Origin]]
) -> dict[str, Origin]:
    origins = {name: origin for name, (_, origin) in picked.items()}
    for part in ("url", "length", "type"):
        if here := material.facts.locations.get(f"audio.{part}"):
            written = Origin(source=Source.AUTHOR, location=here)
            origins[f"enclosure.{part}"] = written
    if material.document:
        document = Origin(source=Source.TRANSCRIPT, location=material.document)
        origins["transcript"] = document
    return origins


def _place(material: Material, name: str, source: Source) -> Location | None:
    match source:
        case Source.AUTHOR:
            key = _KEYS.get(name, name)
            return material.facts.locations.get(key)
        case Source.TRANSCRIPT:
            return material.document
        case Source.AUDIO:
            return Location(path=material.audio.path) if material.audio else None
        case Source.SHOW:
            origin = material.show.origins.get(name)
            return origin.location if origin else None
        case Source.LEDGER | Source.DEFAULT:
            return None


def _show_origins(facts: ShowFacts) -> dict[str, Origin]:
    return {
        name: Origin(source=Source.AUTHOR, location=location)
        for name, location in facts.locations.items()
    }


def _missing(
    material: Material, picked: dict[str, tuple[Any, Origin]]
) -> Iterator[Problem]:
    if not material.facts.whole:
        return  # what seems to be missing may stand in what could not be read
    if not (material.facts.locations or material.audio or material.given):
        return  # a document alone: that it has no audio is told
    here = Location(path=material.facts.path)
    if "title" not in picked:
        key = material.facts.locations.get("title")
        yield Problem(
            rule="title-present",
            severity=Severity.ERROR,
            message=f"{material.stem} has no title",
            location=key or here,
            hint="write it behind `title:`, between quotes if there is a # or : in it"
            if key
            else f"write `title: …` into {material.facts.path.name}, "
            "or give the audio file a title tag",
        )
    if "published" not in picked:
        yield Problem(
            rule="published-present",
            severity=Severity.WARNING,
            message=f"{material.stem} has no publication date: it stays unpublished",
            location=material.facts.proposed or here,
            hint=_date_hint(material.facts),
        )


def _date_hint(facts: EpisodeFacts) -> str:
    if facts.proposed:
        return "take away this # when the date is right"
    name = facts.path.name
    write = f"write when it goes out into {name}, as `published: 2030-01-31 18:00`"
    has_yaml = facts.locations
    return write if has_yaml else f"{write}; or give these files the name of their YAML"


def _remote(material: Material) -> Enclosure | None:
    facts = material.facts.audio
    if facts is None or facts.url is None or facts.length is None:
        return None
    return Enclosure(
        url=facts.url, length=facts.length, type=facts.type or "audio/mpeg"
    )


def _local(material: Material) -> Enclosure | None:
    audio = material.audio
    if audio is None:
        return None
    facts = material.facts.audio
    kind = (facts.type if facts else None) or audio.type
    return Enclosure(url=_audio_url(material, audio), length=audio.length, type=kind)


def _as_given(material: Material) -> Enclosure | None:
    """The audio at the address that listeners have, unless it is another recording."""
    given, now = material.given, _local(material)
    if given is None:
        return None
    if _remembered(material):
        return given.enclosure
    if now is None:
        return None
    if given.sound in (None, material.sound):
        return replace(now, url=given.enclosure.url)
    return None


def _remembered(material: Material) -> Published | None:
    """What listeners were given, where the audio itself is not here, or not whole."""
    facts = material.facts.audio
    elsewhere = facts is not None and facts.url is not None
    is_here = material.audio is not None and not material.unfinished
    return None if is_here or elsewhere else material.given


def _audio_url(material: Material, audio: Audio) -> str:
    if material.show.audio_url:
        return material.show.audio_url.rstrip("/") + "/" + quote(audio.path.name)
    path = addresses.audio(material.facts.slug, audio.path.suffix)
    return addresses.url_of(material.show, path)


def _published_audio(material: Material) -> Path | None:
    """The file to copy into output/, unless it is hosted elsewhere."""
    if material.audio is None or material.show.audio_url or material.unfinished:
        return None
    return material.audio.path


def _own_cover(material: Material) -> Artwork | None:
    """The audio's cover, unless it is the show's artwork and says nothing new."""
    cover = material.audio.cover if material.audio else None
    of_show = material.show.artwork
    if cover and of_show and cover.digest == of_show.digest:
        return None
    return cover


def _timed_parts(transcript: Transcript) -> tuple[Chapter, ...] | None:
    """Chapters from the document's own headings, where those have times."""
    parts = (part for part in transcript.sections if part.start is not None)
    chapters = tuple(
        Chapter(start=part.start, title=title)
        for part in parts
        if part.start is not None and (title := part.heading.strip(" <>[]#*:"))
    )
    return chapters or None


def _kind(transcript: Transcript | None) -> TranscriptKind:
    if transcript is not None and transcript.timestamps:
        return TranscriptKind.VERBATIM
    return TranscriptKind.EDITED


def _named(names: Iterable[str], role: str = "host") -> tuple[Person, ...] | None:
    return tuple(Person(name=name, role=role) for name in names) or None


def _introduced(people: Iterable[Person], show: Show) -> Iterator[Person]:
    """Everybody once, with what the show's own list knows about them."""
    known = {
        folded(name): person
        for person in show.people
        for name in (*person.aliases, person.name)
    }
    met: set[str] = set()
    for person in people:
        name = known.get(folded(person.name), person).name
        if folded(name) not in met:
            met.add(folded(name))
            yield _completed(person, known.get(folded(person.name)))


def _completed(person: Person, known: Person | None) -> Person:
    if known is None:
        return person
    hosting = person.role == "host" and known.role != "guest"
    pictured = person if person.image or person.portrait else known
    return replace(
        person,
        name=known.name,
        role=known.role if hosting else person.role,
        group=known.group if hosting else person.group,
        image=pictured.image,
        portrait=pictured.portrait,
        link=person.link or known.link,
        bio=person.bio or known.bio,
    )
