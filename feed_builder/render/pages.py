"""The pages of the site: home, one for each episode, and the files they need."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from .. import addresses
from ..model import Episode, Output, Podcast
from ..text import plain_text
from .key import key
from .theme import Theme
from .viewpoint import Viewpoint
from .views import PageView


def pages(podcast: Podcast, theme: Theme) -> Iterator[Output]:
    """Every page and every file of the theme; ``make`` may raise TemplateProblem."""
    yield _home(podcast, theme)
    for index, episode in enumerate(podcast.episodes):
        newer = podcast.episodes[index - 1] if index else None
        older = next(iter(podcast.episodes[index + 1 : index + 2]), None)
        yield _episode_page(podcast, theme, episode, older, newer)
    for path, source in theme.static.items():
        digest = sha256(source.read_bytes()).hexdigest()
        yield Output(path=path, key=key("static", digest), source=source)


def _home(podcast: Podcast, theme: Theme) -> Output:
    view = Viewpoint(show=podcast.show, here=addresses.HOME)
    cards = tuple(map(view.card, podcast.episodes))

    def make() -> bytes:
        description = plain_text(str(view.show_view().description))
        page = view.page(podcast.show.title, description)
        return _render(theme, "home.html", view, page, episodes=cards)

    return Output(path=view.here, key=key(theme.digest, podcast.show, cards), make=make)


def _episode_page(
    podcast: Podcast,
    theme: Theme,
    episode: Episode,
    older: Episode | None,
    newer: Episode | None,
) -> Output:
    show = podcast.show
    view = Viewpoint(show=show, here=addresses.page(episode.slug))

    def make() -> bytes:
        page = view.page(
            f"{episode.title} · {show.title}", episode.summary, kind="article"
        )
        seen = view.episode(episode, older, newer)
        return _render(theme, "episode.html", view, page, episode=seen)

    neighbours = [(e.slug, e.title) if e else None for e in (older, newer)]
    return Output(
        path=view.here, key=key(theme.digest, show, episode, neighbours), make=make
    )


def _render(
    theme: Theme, template: str, view: Viewpoint, page: PageView, **values: object
) -> bytes:
    return theme.render(
        template, show=view.show_view(), page=page, link_to=view.link_to, **values
    )
