"""The pages of the site, and the files they need or have beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import PurePosixPath

from .. import addresses
from ..model import Bundle, Episode, Listing, Output, Person, Podcast
from ..text import folded, words_of
from .beside import beside
from .cards import Cards
from .directories import buttons
from .key import key, on_card, on_sections
from .qr import qr_svg
from .sharing import page_view
from .site import Part, Section, Site, parts, site_of, topic_page
from .sitemap import robots, sitemap
from .theme import Theme
from .viewpoint import Viewpoint
from .views import LinkView, PageNumberView, PartView, ShowView
from .wording import Wording


def pages(podcast: Podcast, theme: Theme) -> Iterator[Output | Bundle]:
    """Every page and every file of the theme; ``make`` may raise TemplateProblem.

    An episode's page comes with the files beside it.
    """
    site = site_of(podcast)
    cards = Cards(show=podcast.show, colours=theme.colours)
    of_show = cards.of_show()
    pages = _Pages(
        podcast=podcast,
        site=site,
        theme=theme,
        cards=cards,
        common=key(
            theme.digest,
            theme.stylesheets,
            podcast.show,
            site.menu,
            of_show and of_show.path,
        ),
        seen={e.slug: e.card or on_card(e) for e in podcast.episodes},
    )
    paths = []
    for output in pages.outputs():
        paths.append(
            output.path / "index.html" if isinstance(output, Bundle) else output.path
        )
        yield output
    yield sitemap(podcast.show, paths)
    if addresses.ROBOTS not in theme.static:  # a show may have its own
        yield robots(podcast.show)
    for path, source in theme.static.items():
        digest = sha256(source.read_bytes()).hexdigest()
        yield Output(path=path, key=key("static", digest), source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pages:
    """The site on its way out. ``common`` is a digest of what every page shows,
    ``seen`` one of each episode as lists show it; ``shown`` is how the pages that were
    made last, by their folder, see the show.
    """

    podcast: Podcast
    site: Site
    theme: Theme
    cards: Cards
    common: str
    seen: dict[str, str]
    shown: dict[PurePosixPath, ShowView] = field(default_factory=dict)

    def outputs(self) -> Iterator[Output | Bundle]:
        """The pages, each of which knows what it depends on."""
        episodes = self.podcast.episodes
        for part in parts(addresses.HOME, episodes):
            ahead = self.podcast.upcoming if part.number == 1 else ()
            yield self._list(part, partial(self._home, part), ahead)
        for index, episode in enumerate(episodes):
            newer = episodes[index - 1] if index else None
            older = next(iter(episodes[index + 1 : index + 2]), None)
            yield self._episode(episode, older, newer)
        yield self._output(addresses.SUBSCRIBE, self._subscribe)
        if self.site.search:
            make = partial(self._search, any(e.has_document for e in episodes))
            yield self._output(addresses.SEARCH, make, *make.args, *self.seen.values())
        yield from self._gathered()
        yield self._output(addresses.MISSING, self._missing)

    def _gathered(self) -> Iterator[Output]:
        """What is told over the whole show: by person, season, topic and section."""
        yield from self._people_pages()
        yield from self._topic_pages()
        for number, found in self.site.seasons.items():
            for part in parts(addresses.season(number), found):
                yield self._list(part, partial(self._season, number, part))
        for name, entries in self.site.sections.items():
            for each in parts(addresses.section(name), entries):
                yield self._section(name, each)

    def _people_pages(self) -> Iterator[Output]:
        if self.site.people:
            everybody = [(w, len(found)) for w, found in self.site.people.values()]
            yield self._output(addresses.PEOPLE, self._people, everybody)
        for path, (person, found) in self.site.people.items():
            for part in parts(path, found):
                make = partial(self._person, person, part)
                yield self._list(part, make, person)

    def _topic_pages(self) -> Iterator[Output]:
        if self.site.topics:
            names = [name for name, _ in self.site.topics.values()]
            yield self._output(addresses.TOPICS, self._topics, names)
        for path, (topic, found) in self.site.topics.items():
            for part in parts(path, found):
                yield self._list(part, partial(self._topic, topic, part), topic)

    def _output(
        self, path: PurePosixPath, make: Callable[[Viewpoint], bytes], *shown: object
    ) -> Output:
        view = Viewpoint(show=self.podcast.show, here=path, site=self.site)
        return Output(path=path, key=key(self.common, *shown), make=partial(make, view))

    def _list(
        self,
        part: Part[Listing],
        make: Callable[[Viewpoint], bytes],
        *shown: object,
    ) -> Output:
        cards = [self.seen[episode.slug] for episode in part.entries]
        return self._output(part.path, make, *shown, part.place, cards)

    def _episode(
        self, episode: Listing, older: Listing | None, newer: Listing | None
    ) -> Bundle:
        topics = [self.site.topics[topic_page(topic)][0] for topic in episode.topics]
        neighbours = [(e.slug, e.title) if e else None for e in (older, newer)]
        card = self.cards.of(episode)
        around = (neighbours, topics, card and card.path)

        def outputs() -> Iterator[Output]:
            whole = episode.whole
            yield self._page(whole, older, newer, around)
            yield from beside(replace(self.podcast, episodes=(whole,)))

        return Bundle(
            path=addresses.page(episode.slug).parent,
            key=key(self.common, episode, around),
            outputs=outputs,
        )

    def _page(
        self,
        episode: Episode,
        older: Listing | None,
        newer: Listing | None,
        around: object,
    ) -> Output:
        def make(view: Viewpoint) -> bytes:
            title = f"{episode.title} · {self.podcast.show.title}"
            seen = view.episode(episode, older, newer)
            about = episode.about
            return self._render(
                "episode.html", view, title, about, episode, episode=seen
            )

        return self._output(addresses.page(episode.slug), make, episode, around)

    def _section(self, name: str, part: Part[Section]) -> Output:
        title = self.site.titles[name]

        def make(view: Viewpoint) -> bytes:
            entries = tuple(view.entry(e, e.highlights[at]) for e, at in part.entries)
            return self._render(
                "section.html",
                view,
                self._title(title, part),
                view.wording.words.every,
                heading=title,
                section=name,
                entries=entries,
                part=_part(view, part),
            )

        shown = [
            (self.seen[e.slug], e.told or on_sections(e), at) for e, at in part.entries
        ]
        return self._output(part.path, make, title, part.place, shown)

    def _home(self, part: Part[Listing], view: Viewpoint) -> bytes:
        show = self.podcast.show
        about = words_of(str(view.show_view().description))
        return self._render(
            "home.html",
            view,
            show.title if part.number == 1 else self._title("", part),
            about,
            upcoming=tuple(map(view.upcoming, self.podcast.upcoming)),
            episodes=tuple(map(view.card, part.entries)),
            part=_part(view, part),
        )

    def _season(self, number: int, part: Part[Listing], view: Viewpoint) -> bytes:
        heading = view.wording.season(number)
        return self._render(
            "season.html",
            view,
            self._title(heading, part),
            f"{heading} · {self.podcast.show.title}",
            heading=heading,
            episodes=tuple(map(view.card, part.entries)),
            part=_part(view, part),
        )

    def _topics(self, view: Viewpoint) -> bytes:
        words = view.wording.words
        about = f"{words.topics} · {self.podcast.show.title}"
        topics = sorted(map(view.topic, self.site.topics), key=_by_letters)
        return self._render("topics.html", view, about, about, topics=tuple(topics))

    def _topic(self, topic: str, part: Part[Listing], view: Viewpoint) -> bytes:
        about = view.wording.words.episodes_about.format(topic=topic)
        return self._render(
            "topic.html",
            view,
            self._title(topic, part),
            about,
            heading=topic,
            episodes=tuple(map(view.card, part.entries)),
            part=_part(view, part),
        )

    def _people(self, view: Viewpoint) -> bytes:
        words = view.wording.words
        people = tuple(view.person(who) for who, _ in self.site.people.values())
        about = f"{words.people} · {self.podcast.show.title}"
        return self._render("people.html", view, about, about, people=people)

    def _person(self, person: Person, part: Part[Listing], view: Viewpoint) -> bytes:
        about = view.wording.words.appearances.format(name=person.name)
        return self._render(
            "person.html",
            view,
            self._title(person.name, part),
            person.bio or about,
            person=view.person(person),
            episodes=tuple(map(view.card, part.entries)),
            part=_part(view, part),
        )

    def _subscribe(self, view: Viewpoint) -> bytes:
        words = view.wording.words
        show = self.podcast.show
        return self._render(
            "subscribe.html",
            view,
            f"{words.subscribe} · {show.title}",
            words.subscribe_lead,
            buttons=buttons(show),
            code=qr_svg(addresses.url_of(show, addresses.SUBSCRIBE)),
        )

    def _search(self, has_talk: bool, view: Viewpoint) -> bytes:
        words = view.wording.words
        return self._render(
            "search.html",
            view,
            f"{words.search} · {self.podcast.show.title}",
            words.search_lead,
            index=view.link_to(addresses.SEARCH_INDEX / "pagefind.js"),
            episodes=tuple(map(view.card, self.podcast.episodes)),
            seasons=tuple(self.site.seasons),
            speakers=has_talk,
        )

    def _missing(self, view: Viewpoint) -> bytes:
        words = view.wording.words
        return self._render("missing.html", view, words.missing_title, words.missing)

    def _title(self, heading: str, part: Part[Listing] | Part[Section]) -> str:
        wording = Wording(self.podcast.show.language)
        number = wording.number(part.number)
        page = wording.words.page.format(n=number) if part.number > 1 else ""
        names = (heading, page, self.podcast.show.title)
        return " · ".join(filter(None, names))

    def _render(
        self,
        template: str,
        view: Viewpoint,
        title: str,
        summary: str,
        whole: Episode | None = None,
        /,
        **values: object,
    ) -> bytes:
        card = self.cards.of(whole) if whole else self.cards.of_show()
        return self.theme.render(
            template,
            show=self._show(view),
            page=page_view(view, title, summary, card, whole),
            words=view.wording.words,
            stylesheets=self.theme.stylesheets,
            link_to=view.link_to,
            number=view.wording.number,
            **values,
        )

    def _show(self, view: Viewpoint) -> ShowView:
        """The show as the page sees it.

        Pages beside each other see the same, but for one that the show leads to; and
        they are made one after another.
        """
        if view.is_named:
            return view.show_view()
        folder = view.here.parent.parent
        if folder not in self.shown:
            self.shown.clear()
            self.shown[folder] = view.show_view()
        return self.shown[folder]


def _by_letters(link: LinkView) -> str:
    return folded(link.label)


def _part(view: Viewpoint, part: Part[Listing] | Part[Section]) -> PartView:
    around = {n: view.link_to(part.paths[n - 1]) for n in part.near if n}
    return PartView(
        number=part.number,
        of=len(part.paths),
        newer=around.get(part.number - 1),
        older=around.get(part.number + 1),
        near=tuple(
            PageNumberView(
                number=number,
                text=view.wording.number(number) if number else "…",
                href=around.get(number) if number else None,
            )
            for number in part.near
        ),
    )
