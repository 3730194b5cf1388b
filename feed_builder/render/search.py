"""What the search of the site knows: a small page for each episode, and its talk.

These pages are not published. They have the addresses that the episode's own page has,
so that what is found in a section or a turn leads there.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from ..model import Episode, Highlight, Podcast, Show
from ..text import words_of, xml_safe
from .key import key
from .notes import highlights, prose
from .turns import spoken
from .words import words

#: What the search can be narrowed down to.
SEASON, SPEAKER = "season", "speaker"
#: A name above a turn is found, but it counts less than what is said.
_LIGHT = "0.5"


def text_key(podcast: Podcast) -> str:
    """Changes when what is searched does, and with nothing else."""
    show = podcast.show
    texts = [e.words or words_key(e.whole) for e in podcast.episodes]
    return key("search", show.language, show.show_directions, texts)


def words_key(episode: Episode) -> str:
    """Changes when what is searched of this episode does."""
    talk = episode.transcript
    return key(
        episode.slug,
        episode.title,
        episode.season,
        episode.summary,
        episode.notes,
        tuple(chapter.title for chapter in episode.chapters if not chapter.hidden),
        highlights(episode),
        # Whom each label names, what is said, and when: that is all of the talk.
        talk and (talk.speakers, talk.directions),
        talk and tuple((turn.name, turn.start) for turn in talk.turns),
        episode.text or (talk and tuple(turn.text for turn in talk.turns)),
    )


def searched(show: Show, episode: Episode) -> bytes:
    """The episode as Pagefind reads it (https://pagefind.app/docs/indexing/)."""
    page = _Page(show)
    page.heading(episode.title, level="h1")
    if episode.season is not None:
        page.filter(SEASON, str(episode.season))
    page.paragraph(episode.summary)
    said = words(show.language)
    if episode.notes:
        page.heading(said.notes, at="notes")
        page.paragraph(words_of(prose(episode)))
    for highlight in highlights(episode):
        page.heading(highlight.title, at=highlight.key)
        page.paragraph(*_lines(highlight))
    shown = [chapter.title for chapter in episode.chapters if not chapter.hidden]
    if shown:
        page.heading(said.chapters, at="chapters")
        page.paragraph(*shown)
    turns = spoken(episode.transcript, directions=show.show_directions)
    for name in sorted({turn.speaker for turn in turns if turn.speaker}):
        page.filter(SPEAKER, name)
    for turn in turns:
        page.heading(turn.speaker or said.somebody, at=turn.id, weight=_LIGHT)
        page.paragraph(*turn.paragraphs)
    return page.html()


def _lines(highlight: Highlight) -> Iterator[str]:
    yield from highlight.text.split("\n")
    yield from highlight.items
    yield from (link.label or link.url for link in highlight.links)


class _Page:
    def __init__(self, show: Show) -> None:
        self.root = Element("html", lang=show.language)
        head = SubElement(self.root, "head")
        SubElement(head, "meta", charset="utf-8")
        self.body = SubElement(self.root, "body", {"data-pagefind-body": ""})

    def heading(
        self, text: str, *, level: str = "h2", at: str = "", weight: str = ""
    ) -> None:
        told = {"id": at, "data-pagefind-weight": weight}
        element = SubElement(self.body, level, {n: v for n, v in told.items() if v})
        element.text = xml_safe(text)

    def paragraph(self, *lines: str) -> None:
        SubElement(self.body, "p").text = xml_safe("\n".join(lines))

    def filter(self, name: str, value: str) -> None:
        told = {"data-pagefind-filter": name, "data-pagefind-ignore": ""}
        SubElement(self.body, "span", told).text = xml_safe(value)

    def html(self) -> bytes:
        html: bytes = tostring(self.root, "utf-8", method="html")
        return Markup("<!doctype html>").encode() + html
