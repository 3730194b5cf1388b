"""What addresses look like that every app can follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from ..model import Episode, Show, place
from ..problems import Location
from ..text import without_code
from .breach import Breach, in_document, named_by, written

_SHOWS = ("link", "feed_url", "audio_url", "enclosure_prefix", "moved_to")
#: RFC 3986, section 2: what an address is made of.
_ASCII = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]*")
#: Where a link leads, as Markdown has it; and an address with a slash too few.
_TARGET = re.compile(
    r"(?<!\\)\]\(\s{0,9}<?(?P<link>[^\s()<>]+(?:\([^\s()<>]*\))?)"
    r"|(?P<bare>\bhttps?:/?(?![/\s])[^\s()<>]+)",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"https?://[^\s/]|mailto:[^\s@]+@", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]|$)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)
_DIRECT = re.compile(r"[?&](?:dl|raw)=1\b")
_ELSEWHERE = "put the file where an address ends in its name: free web space, or a host"
#: Hosts whose addresses for sharing are pages, and what to do.
_PAGES = {
    "dropbox.com": "write dl=1 for dl=0 at the end of the address",
    "drive.google.com": _ELSEWHERE,
    "docs.google.com": _ELSEWHERE,
    "onedrive.live.com": _ELSEWHERE,
    "1drv.ms": _ELSEWHERE,
    "wetransfer.com": _ELSEWHERE,
    "we.tl": _ELSEWHERE,
    "youtube.com": _ELSEWHERE,
    "youtu.be": _ELSEWHERE,
}
#: Hosts that nobody owns (RFC 2606).
NOBODYS = re.compile(r"(?:www\.)?example\.(?:com|net|org)|(?:.*\.)?invalid")
_Placed = tuple[str, str, Location | None]
_PLAIN_HTTP = re.compile(r"\bhttp://[^\s<>()\[\]\"']+", re.IGNORECASE)


def addresses_are_https(of: Show | Episode) -> Iterator[Breach]:
    """Addresses of feed, audio, pictures and people begin with https.

    Web players are not allowed to load others, and some apps refuse them.

    Source: Podcast namespace, "Podcasting 2.0": mixed content; feeds with http
        addresses are common, and fail in web players.
    Good:
        link: https://paper.example/
    Bad:
        link: http://paper.example/
    """
    for name, url, location in (*_addresses(of), *_of_people(of, "link")):
        if url.lower().startswith("http://"):
            yield Breach(
                message=f"{name}: {url} is not https",
                location=location,
                hint="write https:// if your host answers there",
            )


def live_at_own_address(show: Show) -> Iterator[Breach]:
    """A live show does not live at an example's address.

    Nobody owns example.com: links in the feed would lead nowhere, and apps keep the
    address of a feed for years.

    Source: RFC 2606, "Reserved Top Level DNS Names".
    Good:
        link: https://paper.example.edu/
    Bad:
        link: https://example.com/
    """
    for name in ("link", "feed_url", "audio_url"):
        host = urlsplit(getattr(show, name) or "").hostname or ""
        if show.live and NOBODYS.fullmatch(host) and written(show, name):
            yield Breach(
                message=f"{name}: {host} belongs to nobody, and the show is live",
                location=place(show, name),
                hint="write where your pages and feed are served",
            )


def addresses_are_ascii(of: Show | Episode) -> Iterator[Breach]:
    """Addresses hold ASCII letters, digits and signs only.

    Apple refuses others, and not all apps encode them in the same way. Write the
    letters as the address bar of a browser copies them.

    Source: Apple, "Podcast requirements"; RFC 3986.
    Good:
        audio: https://audio.example/caf%C3%A9.mp3
    Bad:
        audio: https://audio.example/café.mp3
    """
    for name, url, location in _addresses(of):
        if strange := _ASCII.sub("", url):
            yield Breach(
                message=f"{name}: {url} holds {strange[0]!r}, which is not ASCII",
                location=location,
                hint="open it in a browser, and copy it from there: it is encoded then",
            )


def addresses_are_files(of: Show | Episode) -> Iterator[Breach]:
    """Addresses of audio and pictures lead to the file, not to a page about it.

    What Dropbox, Google Drive and their like give out for sharing is the address of a
    page. Apps that ask for audio there get HTML.

    Source: Dropbox Help, "Force a shared link to download": dl=1; Apple, "Podcast
        requirements": enclosure.
    Good:
        audio: {url: "https://www.dropbox.com/s/abc/1.mp3?dl=1", …}
    Bad:
        audio: {url: "https://www.dropbox.com/s/abc/1.mp3?dl=0", …}
    """
    for name, url, location in _addresses(of):
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        if name in ("audio", "image") and (shown := _PAGES.get(host)):
            if host == "dropbox.com" and _DIRECT.search(url):
                continue
            yield Breach(
                message=f"{name}: {host} shows a page there, and gives no file",
                location=location,
                hint=shown,
            )


def links_are_https(of: Show | Episode) -> Iterator[Breach]:
    """Links in texts begin with https.

    Spotify shows other ones as plain text that nobody can follow.

    Source: Spotify, "Formatting your show notes" (as quoted by others).
    Good:
        notes: The [mill](https://mill.example/) where it was made.
    Bad:
        notes: The [mill](http://mill.example/) where it was made.
    """
    for source in (_in_texts(of), _in_transcript(of)):
        plain = list(source)
        if plain:
            url, location = plain[0]
            more = f" (and {len(plain) - 1} more)" if len(plain) > 1 else ""
            yield Breach(
                message=f"Spotify makes no link of {url}{more}",
                location=location,
                hint="write https:// if the site answers there",
            )


def notes_links_whole(episode: Episode) -> Iterator[Breach]:
    """Links in notes lead to whole addresses of pages.

    Apps show notes far away from the show's pages: an address without https:// leads
    nowhere there, and one that would run a program is never made a link.

    Source: RFC 3986, section 4; RSS Advisory Board, "RSS Best Practices Profile":
        relative addresses.
    Good:
        notes: The [mill](https://mill.example/tour) where it was made.
    Bad:
        notes: The [mill](mill.example/tour) where it was made.
    """
    if "](" not in episode.notes and "http" not in episode.notes.lower():
        return
    notes = without_code(episode.notes)
    here = place(episode, "notes")
    for found in _TARGET.finditer(notes):
        target = found["link"] or found["bare"]
        if _WHOLE.match(target):
            continue
        at = found.start("link" if found["link"] else "bare")
        yield Breach(
            message=f"the link leads to {target}, which is no whole address",
            location=here and here.inside(notes, at),
            hint=_mended(target),
        )


def notes_in_markdown(episode: Episode) -> Iterator[Breach]:
    """Notes are written in Markdown, and hold no HTML.

    Tags are shown as they stand, so that nothing which was pasted can run in anybody's
    browser. Markdown has signs for what apps show: paragraphs, lists, links, emphasis.

    Source: feed-builder; Apple, "A Podcaster's Guide to RSS": description.
    Good:
        notes: Rag paper is *slow*.
    Bad:
        notes: Rag paper is <i>slow</i>.
    """
    if "<" not in episode.notes:
        return
    notes = without_code(episode.notes)
    here = place(episode, "notes")
    if found := _TAG.search(notes):
        more = len(_TAG.findall(notes)) - 1
        yield Breach(
            message=f"the notes hold HTML, {found[0]}, which is shown as it stands"
            + (f" (and {more} more)" if more else ""),
            location=here and here.inside(notes, found.start()),
            hint="write Markdown: *emphasis*, [words](https://…), an empty line "
            "between paragraphs",
        )


def _mended(target: str) -> str:
    if slashed := re.fullmatch(r"(https?):/*(?=\w)(.+)", target, re.IGNORECASE):
        return f"write {slashed[1].lower()}://{slashed[2]}"
    if _DOMAIN.match(target):
        return f"write https://{target}"
    return "write an address that begins with https://"


def _addresses(of: Show | Episode) -> Iterator[_Placed]:
    """The addresses that the author wrote, by their keys."""
    yield from _of_show(of) if isinstance(of, Show) else _of_episode(of)
    yield from _of_people(of, "image")


def _of_show(show: Show) -> Iterator[_Placed]:
    for name in _SHOWS:
        if (url := getattr(show, name)) and name in show.origins:
            yield name, url, place(show, name)


def _of_episode(episode: Episode) -> Iterator[_Placed]:
    if written(episode, "enclosure"):
        here = place(episode, "enclosure.url", "enclosure")
        yield "audio", episode.enclosure.url, here
    for chapter in episode.chapters:
        if chapter.image:
            here = chapter.location or place(episode, "chapters")
            yield "image", chapter.image, here and here.of("image")


def _of_people(of: Show | Episode, name: str) -> Iterator[_Placed]:
    for person in of.people if isinstance(of, Show) else named_by(of):
        here = person.location or place(of, "people")
        if url := getattr(person, name):
            yield name, url, here and here.of(name)


def _in_texts(of: Show | Episode) -> Iterator[tuple[str, Location | None]]:
    """The addresses without https in what the author wrote about it."""
    names = ("description",) if isinstance(of, Show) else ("summary", "notes")
    for name in names:
        text = getattr(of, name)
        if "http://" not in text.lower():
            continue
        here = place(of, name)
        for found in _PLAIN_HTTP.finditer(text):
            yield found[0], here and here.inside(text, found.start())


def _in_transcript(of: Show | Episode) -> Iterator[tuple[str, Location | None]]:
    if isinstance(of, Show) or of.transcript is None:
        return
    here = place(of, "transcript")
    for highlight in of.transcript.highlights:
        for link in highlight.links:
            if _PLAIN_HTTP.match(link.url):
                yield link.url, in_document(here, link.line)
