"""What the head of a page says to search engines, and where its address is shared."""

from __future__ import annotations

from markupsafe import Markup

from .. import addresses
from ..model import Episode
from ..text import cut, one_line, xml_safe
from . import linked_data
from .cards import HEIGHT, WIDTH, Card
from .viewpoint import Viewpoint
from .views import PageView, PictureView, SharedAudioView

#: What search engines show of a description, in characters.
LONGEST = 160


def page_view(
    view: Viewpoint,
    title: str,
    summary: str,
    card: Card | None,
    episode: Episode | None = None,
) -> PageView:
    """The head of the page that is seen; ``episode`` when that is an episode's own.

    Without a ``card`` the artwork stands for it.
    """
    show = view.show
    own = episode.artwork if episode else None
    pictured = episode.title if episode and own else show.title
    alt = view.wording.words.artwork_of.format(title=pictured)
    if card:
        alt = " · ".join(filter(None, (card.label, card.title, card.foot)))
    return PageView(
        title=xml_safe(title),
        name=xml_safe(episode.title if episode else title),
        description=cut(one_line(xml_safe(summary)), LONGEST),
        url=addresses.url_of(show, view.here),
        type="article" if episode else "website",
        locale=_locale(show.language),
        picture=_card(view, card) if card else view.picture(own or show.artwork),
        picture_alt=xml_safe(alt),
        has_card=card is not None,
        audio=_audio(view, episode),
        data=_data(view, episode),
    )


def _card(view: Viewpoint, card: Card) -> PictureView:
    return PictureView(
        href=view.link_to(card.path),
        url=addresses.url_of(view.show, card.path),
        width=WIDTH,
        height=HEIGHT,
    )


def _locale(language: str) -> str | None:
    """``en_GB`` for en-GB: Open Graph wants the territory, too (https://ogp.me/)."""
    name, _, territory = language.partition("-")
    if len(territory) != 2:
        return None
    return f"{name.lower()}_{territory.upper()}"


def _audio(view: Viewpoint, episode: Episode | None) -> SharedAudioView | None:
    if episode is None or not episode.enclosure.type.startswith("audio/"):
        return None
    url = addresses.announced(view.show, episode.enclosure.url)
    return SharedAudioView(url=url, type=episode.enclosure.type)


def _data(view: Viewpoint, episode: Episode | None) -> Markup | None:
    if episode:
        return linked_data.as_script(linked_data.episode(view.show, episode))
    if view.here == addresses.HOME:
        return linked_data.as_script(linked_data.series(view.show))
    return None
