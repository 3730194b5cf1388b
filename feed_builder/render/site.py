"""What the site has beside the episodes' pages: found once, for all pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import PurePosixPath
from typing import Generic, TypeVar

from .. import addresses
from ..model import Listing, Person, Podcast
from ..text import slug
from .notes import FIRST
from .wording import Wording
from .words import words

#: How many entries a page of a long list has. Pages are counted from the oldest, so
#: that a new episode changes the first page only.
LONGEST = 50

#: How many pages of a list a page leads to by number, gaps counted with them.
_PLACES = 7

_Entry = TypeVar("_Entry")

#: An episode, and which of its highlights is meant.
Section = tuple[Listing, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The pages there are, newest entries first.

    ``people`` and ``topics`` are told by the path of their page. ``menu`` is what every
    page leads to, ``search`` whether there is something to be searched.
    """

    people: Mapping[PurePosixPath, tuple[Person, tuple[Listing, ...]]]
    seasons: Mapping[int, tuple[Listing, ...]]
    sections: Mapping[str, tuple[Section, ...]]
    titles: Mapping[str, str]
    topics: Mapping[PurePosixPath, tuple[str, tuple[Listing, ...]]]
    menu: tuple[tuple[str, PurePosixPath], ...]
    search: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[_Entry]):
    """One page of a list: its entries, and the ``paths`` of all its pages.

    It is the ``number``-th of them, counted from 1, which has the newest entries.
    """

    number: int
    entries: tuple[_Entry, ...]
    paths: tuple[PurePosixPath, ...]

    @property
    def path(self) -> PurePosixPath:
        """Where it lies below output/."""
        return self.paths[self.number - 1]

    @property
    def place(self) -> tuple[PurePosixPath, int, int]:
        """What the ways from this page to the others follow from."""
        return self.paths[0], self.number, len(self.paths)

    @property
    def near(self) -> tuple[int | None, ...]:
        """The pages it leads to by number: the first, the last and its neighbours.

        None stands for those in between, which are two at least. A long list has
        seven places on every page, so that they stay where they are.
        """
        last = len(self.paths)
        if last <= _PLACES:
            return tuple(range(1, last + 1))
        if self.number < _PLACES - 2:
            return (*range(1, _PLACES - 1), None, last)
        if self.number > last - _PLACES + 3:
            return (1, None, *range(last - _PLACES + 3, last + 1))
        return (1, None, self.number - 1, self.number, self.number + 1, None, last)


def site_of(podcast: Podcast) -> Site:
    """The site, from one walk over the episodes."""
    people: dict[PurePosixPath, tuple[Person, list[Listing]]] = {}
    seasons: dict[int, list[Listing]] = {}
    sections: dict[str, list[Section]] = {}
    for person in podcast.show.people:
        people.setdefault(person_page(person.name), (person, []))
    for episode in podcast.episodes:
        for person in episode.people:
            path = person_page(person.name)
            known, with_them = people.setdefault(path, (person, []))
            if known is not person:
                people[path] = _completed(known, person), with_them
            if not with_them or with_them[-1] is not episode:
                with_them.append(episode)
        if episode.season is not None:
            seasons.setdefault(episode.season, []).append(episode)
        for place, key in enumerate(episode.sections):
            sections.setdefault(key, []).append((episode, place))
    titles = _titles(podcast, sections)
    topics = _topics(podcast)
    return Site(
        people={path: (who, tuple(found)) for path, (who, found) in people.items()},
        seasons={number: tuple(found) for number, found in sorted(seasons.items())},
        sections={key: tuple(sections[key]) for key in titles},
        titles=titles,
        topics=topics,
        menu=tuple(
            _menu(
                podcast,
                titles,
                seasons,
                has_people=bool(people),
                has_topics=bool(topics),
            )
        ),
        search=podcast.show.search and bool(podcast.episodes),
    )


def parts(first: PurePosixPath, entries: Sequence[_Entry]) -> Iterator[Part[_Entry]]:
    """The pages of a list, the newest first; there always is one.

    The first holds what fills no page yet and the last full one.
    """
    full = max(len(entries) // LONGEST - 1, 0)
    start = len(entries) - full * LONGEST
    bounds = [(0, start)]
    bounds += [(start + i * LONGEST, start + (i + 1) * LONGEST) for i in range(full)]
    paths = (first, *(addresses.part(first, full - i) for i in range(full)))
    for number, (begin, end) in enumerate(bounds, start=1):
        yield Part(number=number, entries=tuple(entries[begin:end]), paths=paths)


def _completed(known: Person, told: Person) -> Person:
    """The person, with what an older episode tells and newer ones do not."""
    has_picture = known.portrait or known.image
    pictured = known if has_picture or not (told.portrait or told.image) else told
    link, bio = known.link or told.link, known.bio or told.bio
    if pictured is known and (link, bio) == (known.link, known.bio):
        return known  # as nearly always, in shows with thousands of episodes
    return replace(
        known, image=pictured.image, portrait=pictured.portrait, link=link, bio=bio
    )


def _slug(name: str) -> str:
    return slug(name) or "-".join(f"{ord(letter):x}" for letter in name[:20])


@cache
def topic_page(topic: str) -> PurePosixPath:
    """Where a topic's page lies: one for all its spellings in large and small."""
    return addresses.topic(_slug(topic))


@cache
def person_page(name: str) -> PurePosixPath:
    """Where the page of somebody of this name lies."""
    return addresses.person(_slug(name))


def _topics(
    podcast: Podcast,
) -> dict[PurePosixPath, tuple[str, tuple[Listing, ...]]]:
    """Every topic as the newest episode about it writes it, with these episodes."""
    names: dict[PurePosixPath, str] = {}
    found: dict[PurePosixPath, list[Listing]] = {}
    for episode in podcast.episodes:
        about = {topic_page(topic): topic for topic in episode.topics}
        for path, name in about.items():
            names.setdefault(path, name)
            found.setdefault(path, []).append(episode)
    return {path: (names[path], tuple(episodes)) for path, episodes in found.items()}


def _titles(
    podcast: Podcast, sections: Mapping[str, Sequence[Section]]
) -> dict[str, str]:
    """What each section is called over the whole show, in the order of the notes.

    That is the show's word for it, ours for what every show has, or the newest one.
    """
    said = words(podcast.show.language)
    ours = {
        "drink": said.every_drink,
        "lessons": said.every_lesson,
        "links": said.every_link,
    }
    own = {spec.key: spec.title for spec in podcast.show.sections}
    rank = {key: place for place, key in enumerate(FIRST)}
    ordered = sorted(sections, key=lambda key: (rank.get(key, len(rank)), key))
    return {
        key: own.get(key) or ours.get(key) or _title(*sections[key][0])
        for key in ordered
    }


def _title(episode: Listing, place: int) -> str:
    return episode.highlights[place].title


def _menu(
    podcast: Podcast,
    titles: Mapping[str, str],
    seasons: Mapping[int, object],
    *,
    has_people: bool,
    has_topics: bool,
) -> Iterator[tuple[str, PurePosixPath]]:
    wording = Wording(podcast.show.language)
    said = wording.words
    if has_people:
        yield said.people, addresses.PEOPLE
    if has_topics:
        yield said.topics, addresses.TOPICS
    for key, title in titles.items():
        yield title, addresses.section(key)
    if len(seasons) > 1:
        for number in sorted(seasons):
            yield wording.season(number), addresses.season(number)
