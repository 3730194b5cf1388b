"""Titles as apps want to show them: short, plain, and without what they add."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..model import Episode, EpisodeType, Show, Source, place
from ..problems import Location
from ..text import cut, folded
from .breach import Breach

#: In characters; longer values are cut or refused.
LONGEST_NAME = 255
#: What podcast.yaml says before its author says otherwise.
STARTER = {
    "title": "My podcast",
    "description": "A show that has just begun, with an example episode in it.",
    "people": "Your Name",
}
_HTML = re.compile(r"</?[a-z][^<>]*>|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});", re.IGNORECASE)
#: Those that right-to-left languages need are ended where they are used well.
_OVERRIDES = "\u202d\u202e"
_ENDED_BY = dict.fromkeys("\u202a\u202b", "\u202c") | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_LABELLED = re.compile(
    r"(?:episode|ep\.?|folge|épisode|episodio|#|no\.|nr\.)\s*(\d+)\b"
    r"|s\d+\s*[ex·-]+\s*(\d+)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(r"0*(\d+)\s*(?:[:.)|–—]|-\s)")
_BETWEEN = r"\s*[:|–—\-•·/]\s*"


def names_short(of: Show | Episode) -> Iterator[Breach]:
    """Titles, names and the copyright are at most 255 characters long.

    Feeds have room for no more, and apps show the first forty or so.

    Source: Apple, "A Podcaster's Guide to RSS"; PSP-1: 255 characters unless stated.
    Good:
        title: Rag paper
    Bad:
        title: (the whole summary of the episode)
    """
    for name, text, location in _names(of):
        if len(text) > LONGEST_NAME:
            yield Breach(
                message=f"{name}: {len(text)} characters are too many; "
                f"feeds have room for {LONGEST_NAME}",
                location=location,
                hint="shorten it; what there is to say belongs into the summary",
            )


def live_in_own_words(show: Show) -> Iterator[Breach]:
    """A live show has words of its own in place of those it began with.

    Apps show the name of the author and the description beside every episode, and keep
    them for days.

    Source: feed-builder; `init` leaves them where a question was not answered.
    Good:
        people: [Ada Moss]
    Bad:
        people: [Your Name]
    """
    if not show.live:
        return
    written = (
        ("title", show.title, place(show, "title")),
        ("description", show.description, place(show, "description")),
        *(("people", p.name, p.location or place(show, "people")) for p in show.people),
    )
    for name, text, location in written:
        if STARTER.get(name) == text.strip():
            yield Breach(
                message=f"{name}: {text.strip()!r} is what every new show begins with",
                location=location,
                hint="write your own: the show is live",
            )


def titles_plain(of: Show | Episode) -> Iterator[Breach]:
    """Titles are plain text, without HTML or signs that turn letters around.

    Apps show `<b>` and `&amp;` as they stand. Write the sign itself: feed-builder
    encodes it where that is needed. An invisible sign that overrides the direction of
    letters shows them backwards, in a title and in all that follows it.

    Source: RSS Advisory Board, "RSS Best Practices Profile": item title; Unicode
        Standard Annex 9, section 2.
    Good:
        title: Rags & bones
    Bad:
        title: Rags &amp; bones
    """
    if found := _HTML.search(of.title):
        yield Breach(
            message=f"the title holds HTML, {found[0]}, which apps show as it stands",
            location=place(of, "title"),
            hint="write the plain sign, and no tags",
        )
    elif turning := _turning(of.title):
        yield Breach(
            message=f"the title holds U+{ord(turning):04X}, an invisible sign that "
            "turns letters around",
            location=place(of, "title"),
            hint="delete it: type the words around it again",
        )


def titles_unnumbered(episode: Episode, _show: Show) -> Iterator[Breach]:
    """A title does not repeat the episode's number.

    Apps show the number beside it, and the few words that fit on a phone are better
    used otherwise.

    Source: Apple, "A Podcaster's Guide to RSS": title, itunes:title.
    Good:
        title: Rag paper
        episode: 12
    Bad:
        title: "Episode 12: Rag paper"
    """
    number = _number_in(episode)
    if number is not None:
        known = episode.number == number
        yield Breach(
            message=f"the title repeats the number {number}",
            location=place(episode, "title"),
            hint="leave it out; apps show it beside the title"
            if known
            else f"leave it out, and write `episode: {number}` instead",
        )


def titles_without_show(episode: Episode, show: Show) -> Iterator[Breach]:
    """A title does not repeat the name of the show.

    It stands above the episode anyway, and fills the few words that fit on a phone.
    Trailers may name it.

    Source: Apple, "A Podcaster's Guide to RSS": title, itunes:title.
    Good:
        title: Rag paper
    Bad:
        title: "Paper & Ink: Rag paper"
    """
    if episode.type is EpisodeType.TRAILER:
        return
    title, of_show = folded(episode.title), folded(show.title)
    if of_show not in title:
        return
    name = re.escape(of_show)
    begins_or_ends = rf"{name}{_BETWEEN}.+|.+{_BETWEEN}{name}|.+\({name}\)"
    if re.fullmatch(begins_or_ends, title):
        yield Breach(
            message=f"the title repeats the name of the show, {show.title}",
            location=place(episode, "title"),
            hint="leave it out",
        )


def title_tags_agree(episode: Episode) -> Iterator[Breach]:
    """The title in the audio file's tags is the one in the YAML.

    Players show the tag when somebody has downloaded the file. A quite different title
    often means that it is the wrong file. One that only adds the show or a number is
    fine.

    Source: feed-builder: text and audio are of the same episode.
    Good:
        title: Rag paper (and the tag says: 012 Rag paper)
    Bad:
        title: Rag paper (and the tag says: Bookbinding)
    """
    origin = episode.origins.get("title")
    for tag in origin.overrode if origin else ():
        if tag.source is not Source.AUDIO:
            continue
        # That the title holds HTML is told by itself.
        plain = _HTML.sub("", episode.title)
        ours, theirs = _letters(plain), _letters(str(tag.value))
        if ours not in theirs and theirs not in ours:
            yield Breach(
                message=f"the audio's title is {cut(str(tag.value), 60)!r}, but the "
                f"YAML says {cut(episode.title, 60)!r}",
                location=tag.location,
                hint="is it the right file? If so, give it the title in its tags, too",
            )


def _turning(title: str) -> str | None:
    """A sign that overrides the direction of letters, or that is never ended."""
    if title.isascii():
        return None
    override = next((sign for sign in title if sign in _OVERRIDES), None)
    open_signs: list[str] = []
    for sign in title:
        if sign in _ENDED_BY:
            open_signs.append(sign)
        elif open_signs and sign == _ENDED_BY[open_signs[-1]]:
            open_signs.pop()
    return override or next(iter(open_signs), None)


def _number_in(episode: Episode) -> int | None:
    if match := _LABELLED.match(episode.title):
        return int(match[1] or match[2])
    match = _LEADING.match(episode.title)
    if match and int(match[1]) == episode.number:
        return episode.number
    return None


def _letters(text: str) -> str:
    return "".join(letter for letter in folded(text) if letter.isalnum())


def _names(of: Show | Episode) -> Iterator[tuple[str, str, Location | None]]:
    yield "title", of.title, place(of, "title")
    if isinstance(of, Show):
        yield "author", of.author, place(of, "author", "people", "title")
        yield "copyright", of.copyright or "", place(of, "copyright")
        if of.owner and "owner" in of.origins:
            yield "owner", of.owner.name, place(of, "owner")
