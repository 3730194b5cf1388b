"""The author's YAML, read: facts, and every mistake with its place and remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..model import (
    AudioFacts,
    Category,
    Chapter,
    EpisodeFacts,
    Extra,
    Ignore,
    Owner,
    Person,
    SectionSpec,
    ShowFacts,
    Sponsor,
)
from ..podcast_spec import CHANNEL, ITEM
from ..problems import Location, Problem, Severity
from .document import Document, Trail, read_document
from .extra import read_extra
from .feed_tags import TagReader
from .schema import (
    AudioEntry,
    Entry,
    EpisodeFile,
    PersonEntry,
    PodcastFile,
    SponsorEntry,
)
from .values import Unfit

#: A date that is still to be chosen, as a new episode proposes one.
_PROPOSED = re.compile(rb"^#[ \t]*published:[ \t]*\d", re.MULTILINE)

_Item = TypeVar("_Item")
_File = TypeVar("_File", PodcastFile, EpisodeFile)


def read_show(data: bytes, path: Path) -> tuple[ShowFacts | None, tuple[Problem, ...]]:
    """The show's facts, as many as could be read; None if there are none at all."""
    document, problems = read_document(data, path)
    if document.value is None and not document.partial:
        empty = _no_mapping(PodcastFile, document, "the file is empty")
        return None, (*problems, empty)
    file, mistakes, unread = _read(PodcastFile, document)
    reader = TagReader(document, file.timezone if file else None)
    tags = reader.file(CHANNEL, PodcastFile.others)
    extra, unfit = _extra(file, document, CHANNEL)
    found = (*mistakes, *reader.problems, *unfit)
    problems = (*problems, *_sure(found, document))
    if file is None:
        return None, problems
    facts = replace(
        _show(file, document),
        tags=tags,
        extra=extra,
        unread=frozenset(PodcastFile.model_fields) if document.partial else unread,
        whole=unread.isdisjoint(_NEEDED),
    )
    return facts, problems


def read_episode(
    data: bytes, path: Path, slug: str, zone: ZoneInfo | None
) -> tuple[EpisodeFacts, tuple[Problem, ...]]:
    """The episode's facts, as many as could be read; ``zone`` is the show's."""
    document, problems = read_document(data, path)
    file, mistakes, _ = _read(EpisodeFile, document)
    facts, zoneless = _episode(file or EpisodeFile(), document, slug, zone)
    numbers = {"season": facts.season, "episode": facts.episode}
    texts = {name: str(number) for name, number in numbers.items() if number}
    reader = TagReader(document, zone, texts)
    tags = reader.file(ITEM, EpisodeFile.others)
    extra, unfit = _extra(file, document, ITEM)
    empty = _empty_title(document, problems)
    found = (*mistakes, *zoneless, *empty, *reader.problems, *unfit)
    problems = (*problems, *_sure(found, document))
    whole = all(problem.severity is not Severity.ERROR for problem in problems)
    proposed = None if facts.published else _proposed(data, path)
    known = replace(facts, tags=tags, extra=extra, whole=whole, proposed=proposed)
    return known, problems


def _proposed(data: bytes, path: Path) -> Location | None:
    found = _PROPOSED.search(data)
    if found is None:
        return None
    return Location(path=path, line=data.count(b"\n", 0, found.start()) + 1, column=1)


def _extra(
    file: PodcastFile | EpisodeFile | None, document: Document, parent: str
) -> tuple[tuple[Extra, ...], tuple[Problem, ...]]:
    if file is None or not file.extra:
        return (), ()
    return read_extra(file.extra, parent, document.at(("extra",)))


def _empty_title(document: Document, problems: Iterable[Problem]) -> Iterator[Problem]:
    """A key without a title behind it, unless what cut it off was told of."""
    written = document.value if isinstance(document.value, dict) else {}
    here = document.at(("title",))
    told = [p.location.line for p in problems if p.location]
    is_empty = not str(written.get("title", "…") or "").strip()
    if is_empty and here.line not in told:
        yield Problem(
            rule="titles-filled",
            severity=Severity.WARNING,
            message="no title is written here; that of the audio file's tags stands in",
            location=here,
            hint="write it behind `title:`, or take the line out",
        )


def _sure(problems: Iterable[Problem], document: Document) -> Iterator[Problem]:
    """The problems of lines that stand as their author wrote them: no mended ones."""
    for problem in problems:
        if problem.location is None or problem.location.line not in document.mended:
            yield problem


def _show(file: PodcastFile, document: Document) -> ShowFacts:
    link = file.link if file.link.endswith("/") else file.link + "/"
    owner = file.owner
    placed = _Places(document, PodcastFile)
    return ShowFacts(
        path=document.path,
        title=file.title,
        description=file.description,
        link=link,
        language=file.language,
        feed_url=file.feed_url,
        guid=file.guid,
        timezone=file.timezone or _misread_zone(document),
        author=file.author,
        owner=Owner(name=owner.name or "", email=owner.email) if owner else None,
        categories=tuple(
            Category(name=c.name, subcategory=c.subcategory, location=location)
            for c, location in placed(file.categories, "categories")
        ),
        artwork=file.artwork,
        explicit=file.explicit,
        type=file.type,
        copyright=file.copyright,
        locked=file.locked,
        people=_people(placed(file.people, "people"), "host"),
        sections=tuple(
            SectionSpec(
                key=s.key, title=s.title, headings=tuple(s.headings), kind=s.kind
            )
            for s in file.sections
        ),
        sponsors=_sponsors(file.sponsors),
        audio_url=file.audio_url,
        enclosure_prefix=file.enclosure_prefix,
        full_notes=file.full_notes,
        estimated_captions=file.estimated_captions,
        directories=tuple(d.value for d in file.directories),
        show_directions=file.stage_directions,
        strip_tracking=file.strip_tracking,
        live=file.live,
        complete=file.complete,
        moved_to=file.moved_to,
        itunes_summary=file.itunes_summary or None,
        hubs=tuple(file.hub),
        feed_page=file.feed_page,
        spotify_limit=file.spotify.limit if file.spotify else None,
        countries=tuple(file.spotify.countries) if file.spotify else (),
        listen=tuple(file.listen.model_dump(exclude_none=True).items())
        if file.listen
        else (),
        search=file.search,
        cards=file.cards,
        upcoming=file.upcoming,
        ignore=_ignores(file.ignore, document),
        locations=_locations(document, PodcastFile),
    )


def _episode(
    file: EpisodeFile, document: Document, slug: str, zone: ZoneInfo | None
) -> tuple[EpisodeFacts, tuple[Problem, ...]]:
    locations = _locations(document, EpisodeFile)
    problems: list[Problem] = []
    audio = file.audio
    placed = _Places(document, EpisodeFile)

    def aware(moment: datetime | None, name: str) -> datetime | None:
        if moment is None:
            return None
        if moment.tzinfo is None and zone is None:
            problems.append(_zoneless(moment, locations[name]))
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=zone)
        # The offset is all that is ever asked of it, and can be remembered.
        return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta()))

    facts = EpisodeFacts(
        slug=slug,
        path=document.path,
        title=file.title or None,
        published=aware(file.published, "published"),
        updated=aware(file.updated, "updated"),
        guid=file.guid,
        summary=file.summary or None,
        notes=file.notes or None,
        season=file.season,
        episode=file.episode,
        type=file.type,
        explicit=file.explicit,
        draft=file.draft,
        hosts=None
        if file.hosts is None
        else _people(placed(file.hosts, "hosts"), None),
        guests=None
        if file.guests is None
        else _people(placed(file.guests, "guests"), "guest"),
        chapters=None
        if file.chapters is None
        else tuple(
            Chapter(
                start=c.start,
                title=c.title,
                link=c.link,
                image=c.image,
                hidden=c.hidden,
                location=location,
            )
            for c, location in placed(file.chapters, "chapters")
        ),
        sponsors=None if file.sponsors is None else _sponsors(file.sponsors),
        topics=tuple(dict.fromkeys(filter(None, file.topics))),
        transcript_kind=file.transcript_kind,
        image=file.image,
        audio=AudioFacts(**audio.model_dump()) if audio else None,
        block=file.block,
        itunes_summary=file.itunes_summary or None,
        rss_description=file.rss_description or None,
        ignore=_ignores(file.ignore, document),
        locations=locations,
    )
    return facts, tuple(problems)


def _people(
    entries: Iterable[tuple[PersonEntry, Location]], role: str | None
) -> tuple[Person, ...]:
    return tuple(
        Person(
            name=entry.name,
            role=(entry.role or role or "host").lower(),
            group=entry.group.lower(),
            image=entry.image,
            link=entry.link,
            bio=entry.bio,
            aliases=tuple(entry.aliases),
            location=location,
        )
        for entry, location in entries
    )


def _sponsors(entries: Iterable[SponsorEntry]) -> tuple[Sponsor, ...]:
    return tuple(Sponsor(name=e.name, link=e.link, text=e.text) for e in entries)


class _Places:
    """Gives each entry of a list the place where it stands."""

    def __init__(self, document: Document, kind: type[Entry]) -> None:
        self.document = document
        self.kind = kind

    def __call__(
        self, entries: Iterable[_Item], name: str
    ) -> Iterator[tuple[_Item, Location]]:
        others = (o for o, own in self.kind.others.items() if own == name)
        written = (n for n in (name, *others) if (n,) in self.document.values)
        key = next(written, name)
        names = self.kind.nested[name].others
        for number, entry in enumerate(entries):
            # One entry alone may stand without its dash.
            is_listed = (key, number) in self.document.values
            place = self.document.at((key, number) if is_listed else (key,))
            parts = {names.get(part, part): at for part, at in place.parts.items()}
            yield entry, replace(place, parts=parts)


def _ignores(rules: dict[str, str], document: Document) -> tuple[Ignore, ...]:
    return tuple(
        Ignore(rule=rule, reason=reason, location=document.key(("ignore", rule)))
        for rule, reason in rules.items()
    )


def _misread_zone(document: Document) -> ZoneInfo | None:
    """A zone where one is written wrongly: its dates are not to blame for that."""
    is_misread = document.partial or ("timezone",) in document.values
    return ZoneInfo("UTC") if is_misread else None


def _zoneless(moment: datetime, location: Location) -> Problem:
    return Problem(
        rule="dates-have-zones",
        severity=Severity.ERROR,
        message=f"{moment:%Y-%m-%d %H:%M} has no time zone",
        location=location,
        hint="add `timezone: Europe/London` (yours) to podcast.yaml, "
        f"or write {moment:%Y-%m-%dT%H:%M:%S}+00:00",
    )


def _locations(document: Document, kind: type[Entry]) -> dict[str, Location]:
    """Where each value stands; those within ``audio`` as ``audio.length``."""
    found: dict[str, Location] = {}
    for trail in document.values:
        name = kind.others.get(str(trail[0]), str(trail[0])) if trail else ""
        if len(trail) == 1:
            found[name] = document.at(trail)
        elif len(trail) == 2 and name == "audio":
            part = AudioEntry.others.get(str(trail[1]), str(trail[1]))
            found[f"audio.{part}"] = document.at(trail)
    return found


#: What stands in for what every feed needs, so that the rest can be read without it.
_NEEDED = {
    "title": "A podcast",
    "description": "A podcast.",
    "link": "https://podcast.invalid/",
    "language": "en",
}


def _read(
    kind: type[_File], document: Document
) -> tuple[_File | None, tuple[Problem, ...], frozenset[str]]:
    """The file's values; top-level ones with a mistake in them are left out.

    The names of these come last.
    """
    if document.value is not None and not isinstance(document.value, dict):
        return None, (_no_mapping(kind, document),), frozenset()
    value, notes = _renamed(kind, document.value or {}, document, ())
    problems = list(notes)
    wrong: set[str | int] = set()
    for _ in range(2):
        try:
            file = kind.model_validate(value)
            return file, tuple(problems), frozenset(map(str, wrong))
        except ValidationError as error:
            mistakes = [_Mistake(kind, document, e) for e in error.errors()]
        # A key that is only missing because its line was unreadable, or its name was
        # misspelt, is told of already.
        meant = {m.meant for m in mistakes}
        problems += (
            m.problem()
            for m in mistakes
            if not m.missing
            or not (document.partial or m.trail[0] in wrong or m.trail in meant)
        )
        wrong |= {m.trail[0] for m in mistakes if m.trail}
        value = {key: item for key, item in value.items() if key not in wrong}
        required = (n for n, f in kind.model_fields.items() if f.is_required())
        value |= {key: _NEEDED[key] for key in required if key in wrong}
    return None, tuple(problems), frozenset(map(str, wrong))


def _renamed(
    kind: type[Entry], value: Any, document: Document, trail: Trail
) -> tuple[Any, tuple[Problem, ...]]:
    """The value with other tools' keys by our names, empty ones left out."""
    if isinstance(value, list):
        items = [_renamed(kind, v, document, (*trail, i)) for i, v in enumerate(value)]
        return [v for v, _ in items], tuple(p for _, ps in items for p in ps)
    if not isinstance(value, dict):
        return value, ()
    renamed: dict[str, Any] = {}
    notes: list[Problem] = []
    for key, item in value.items():
        here = (*trail, key)
        name = kind.others.get(str(key), str(key))
        if name in value:
            name = key
        if name != key:
            notes.append(_other_name(key, name, document.key(here)))
        if item is None and name in kind.model_fields:
            continue
        if name in kind.nested:
            item, more = _renamed(kind.nested[name], item, document, here)
            notes += more
        renamed[name] = item
    return renamed, tuple(notes)


def _other_name(key: str, name: str, location: Location) -> Problem:
    return Problem(
        rule="own-key-names",
        severity=Severity.NOTE,
        message=f"`{key}` was read as `{name}`",
        location=location,
        hint=f"call it `{name}`",
    )


def _no_mapping(
    kind: type[Entry],
    document: Document,
    message: str = "the file holds no keys and values",
) -> Problem:
    first = next(iter(kind.model_fields))
    return Problem(
        rule="yaml-mapping",
        severity=Severity.ERROR,
        message=message,
        location=document.at(()),
        hint=f"begin with a line like `{first}: …`",
    )


class _Mistake:
    """One of pydantic's errors, on its way to becoming a problem."""

    def __init__(
        self, kind: type[Entry], document: Document, error: ErrorDetails
    ) -> None:
        self.kind = kind
        self.document = document
        self.error = error
        self.trail: Trail = error["loc"]
        self.missing = error["type"] == "missing"
        self.written = self._written()

    def problem(self) -> Problem:
        """The problem in an author's words, where it stands."""
        tell = _TELLERS.get(self.error["type"], _Mistake._other)
        rule, message, hint = tell(self)
        unknown = self.error["type"] == "extra_forbidden"
        place = self.document.key if unknown else self.document.at
        return Problem(
            rule=rule,
            severity=Severity.ERROR,
            message=message,
            location=place(self.written),
            hint=hint,
        )

    @property
    def key(self) -> str:
        """The key that is missing or unknown, else the last one the author wrote."""
        absent = self.error["type"] in ("missing", "extra_forbidden")
        trail = self.trail if absent else self.written
        return next((k for k in reversed(trail) if isinstance(k, str)), "")

    @property
    def entry(self) -> type[Entry]:
        """What the mapping that the trail ends in may hold."""
        top = str(self.trail[0]) if self.trail else ""
        return self.kind.nested.get(top, self.kind) if self.trail[1:] else self.kind

    @property
    def meant(self) -> Trail | None:
        """Where the key would stand that was misspelt, if it was that."""
        unknown = self.error["type"] == "extra_forbidden"
        return (*self.trail[:-1], self._nearest) if unknown else None

    @property
    def _nearest(self) -> str:
        names = [*self.entry.model_fields, *self.entry.others]
        near = get_close_matches(self.key.lower(), names, n=1, cutoff=0.6)
        return self.entry.others.get(near[0], near[0]) if near else ""

    def _written(self) -> Trail:
        # Keys may stand in the file under another tool's name.
        trail: Trail = ()
        for step in self.trail:
            others = {**self.kind.others, **self.entry.others}
            names = (step, *(other for other, name in others.items() if name == step))
            known = ((*trail, n) for n in names if (*trail, n) in self.document.values)
            trail = next(known, trail)
        return trail

    def _unfit(self) -> tuple[str, str, str]:
        reason = self.error.get("ctx", {}).get("error")
        if not isinstance(reason, Unfit):
            return self._other()
        return reason.rule, f"{self.key}: {reason}", reason.hint

    def _unknown(self) -> tuple[str, str, str]:
        if (name := self.entry.others.get(self.key)) is not None:
            return "unique-keys", f"`{self.key}` means `{name}`", "keep one of the two"
        hint = f"did you mean `{self._nearest}`?" if self._nearest else ""
        known = ", ".join(self.entry.model_fields)
        return "known-keys", f"`{self.key}` is not a key", hint or f"use one of {known}"

    def _missing(self) -> tuple[str, str, str]:
        field = self.entry.model_fields[self.key]
        example = (field.examples or ["…"])[0]
        first = (field.description or "").partition(". ")[0].rstrip(".")
        about = f" ({first})" if first else ""
        hint = f"add a line `{self.key}: {example}`{about}"
        return "required-keys", f"`{self.key}` is missing", hint

    def _choice(self) -> tuple[str, str, str]:
        given = str(self.error["input"])
        choices = self.error["ctx"]["expected"].replace("'", "").replace(" or ", ", ")
        near = get_close_matches(given.lower(), choices.split(", "), n=1)
        hint = f"did you mean `{near[0]}`?" if near else f"use one of {choices}"
        return "values-fit", f"{self.key}: {given!r} is none of {choices}", hint

    def _empty(self) -> tuple[str, str, str]:
        return "values-fit", f"{self.key}: nothing is written here", "fill it in"

    def _mapping(self) -> tuple[str, str, str]:
        entry = self.kind.nested.get(self.key, self.kind)
        names = ", ".join(entry.model_fields)
        message = f"{self.key}: keys and values were needed here"
        return "values-fit", message, f"write some of {names} below it, indented"

    def _other(self) -> tuple[str, str, str]:
        return "values-fit", f"{self.key}: {self.error['msg'].lower()}", ""


_TELLERS: dict[str, Callable[[_Mistake], tuple[str, str, str]]] = {
    "value_error": _Mistake._unfit,
    "extra_forbidden": _Mistake._unknown,
    "missing": _Mistake._missing,
    "enum": _Mistake._choice,
    "string_too_short": _Mistake._empty,
    "model_type": _Mistake._mapping,
    "model_attributes_type": _Mistake._mapping,
    "dict_type": _Mistake._mapping,
}
