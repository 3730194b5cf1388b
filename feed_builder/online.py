"""What the published addresses answer, asked briefly and boundedly."""

from __future__ import annotations

import re
import ssl
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from html import escape
from itertools import chain, islice, starmap
from urllib.parse import urlsplit

import httpx2

from . import addresses
from .model import Episode, Listing, Podcast, Show
from .problems import Location, Problem, Severity
from .render.captions import formats

#: How many of the newest episodes are asked for, and how many pictures.
NEWEST, PICTURES = 5, 30
#: Seconds for one answer, and for all of them.
PATIENCE, WHOLE_PATIENCE = 10.0, 60.0
#: More of a feed than this is not fetched, in bytes.
LARGEST_FEED = 20_000_000
#: A certificate that ends within this time will be forgotten.
EXPIRING = timedelta(days=14)

_FEED_TYPES = frozenset({"application/rss+xml", "application/xml", "text/xml"})
#: Types that hosts give for what we announce as the key.
_SYNONYMS = {
    "audio/x-m4a": frozenset({"audio/x-m4a", "audio/m4a", "audio/mp4"}),
    "audio/mpeg": frozenset({"audio/mpeg", "audio/mp3"}),
    "application/x-subrip": frozenset({"application/x-subrip", "application/srt"}),
}

#: What browsers and apps show as a picture.
_PICTURE_TYPES = frozenset(
    {"image/jpeg", "image/png", "image/gif", "image/webp", "image/avif"}
)

#: What a system calls an error, before it says what it is.
_ERRNO = re.compile(r"^\[Errno -?\d+\] ")

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one address, and what the reply should be.

    ``seekable`` files are asked for a part, ``shared`` ones are read by web players; a
    feed should hold all of its ``guids``, as they stand in XML. What lies ``elsewhere``
    is fetched as apps do it: how else its server behaves is not for the author to mend.
    """

    what: str
    url: str
    types: frozenset[str] = frozenset()
    length: int | None = None
    seekable: bool = False
    shared: bool = False
    elsewhere: bool = False
    guids: tuple[str, ...] | None = None
    location: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back: for HEAD, for a part of the file, and of a feed its text."""

    head: httpx2.Response
    part: httpx2.Response | None = None
    feed: bytes = b""


class Away(str):
    """Why a server was not even met, which it is for each of its addresses."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A breach of one of the rules of being online."""

    rule: str
    message: str
    hint: str
    severity: Severity = Severity.WARNING


def online_problems(
    podcast: Podcast, *, now: datetime, progress: Progress | None = None
) -> Iterator[Problem]:
    """What is wrong with the published feed, pictures, audio and captions.

    At most some fifty addresses are asked, for at most a minute.
    """
    asked = tuple(questions(podcast))
    with _client() as client, ThreadPoolExecutor(max_workers=4) as pool:
        waiting = {pool.submit(_ask, client, each): each for each in asked}
        replies: dict[str, Reply | str] = {}
        try:
            for done in as_completed(waiting, timeout=WHOLE_PATIENCE):
                replies[waiting[done].url] = done.result()
                if progress:
                    progress(len(replies), len(asked))
        except TimeoutError:
            pool.shutdown(wait=False, cancel_futures=True)
    away: dict[str, Away] = {}
    for question in asked:
        reply = replies.get(question.url, "no answer within a minute")
        if isinstance(reply, Away) and not question.elsewhere:
            away.setdefault(urlsplit(question.url).netloc, reply)
            continue
        for finding in findings(question, reply):
            yield _problem(question, finding)
    yield from starmap(_nobody_there, away.items())
    yield from _certificates(podcast.show, now)


def answers_rightly(episode: Listing) -> bool:
    """Whether the episode's audio lies where it is announced, in its full length."""
    question = _audio(episode)
    with _client() as client:
        reply = _ask(client, question)
    severe = (f.severity is Severity.ERROR for f in findings(question, reply))
    return not any(severe)


def is_listed(episode: Listing, feed: bytes) -> bool:
    """Whether this feed has the episode."""
    return _guid(episode).encode() in feed


def questions(podcast: Podcast) -> Iterator[Question]:
    """What is asked of a podcast's published addresses."""
    show = podcast.show
    guids = tuple(map(_guid, podcast.episodes))
    yield Question(what="the feed", url=show.feed_url, types=_FEED_TYPES, guids=guids)
    if show.artwork:
        url = addresses.url_of(show, addresses.artwork(show.artwork))
        types = frozenset({show.artwork.type})
        yield Question(what="the artwork", url=url, types=types)
    for episode in podcast.episodes[:NEWEST]:
        yield _audio(episode)
    for episode in podcast.episodes[:1]:
        yield from _captions(show, episode.whole)
    pictures: dict[str, Question] = {}
    for picture in _pictures(podcast):
        pictures.setdefault(picture.url, picture)
    yield from islice(pictures.values(), PICTURES)


def findings(question: Question, reply: Reply | str) -> Iterator[Finding]:
    """What is wrong with one reply; a text is why there was none."""
    if isinstance(reply, str):
        yield _unreachable(question, f"cannot be reached: {reply}", "upload it")
        return
    status = reply.head.status_code
    if status in (405, 501):
        hint = "let the server answer HEAD as it answers GET; Apple asks so first"
        yield _severe("online-head", f"answers HEAD with {status}", hint)
    elif status != 200:
        hint = "upload it before the feed, under exactly this name"
        yield _unreachable(question, f"answers {status}", hint)
    else:
        for check in _CHECKS:
            yield from check(question, reply)


def _unreachable(question: Question, message: str, hint: str) -> Finding:
    if question.elsewhere:
        hint = "name its new address, or keep the picture in the project"
        return Finding(rule="online-reachable", message=message, hint=hint)
    return _severe("online-reachable", message, hint)


def _encryption(question: Question, reply: Reply) -> Iterator[Finding]:
    if str(reply.head.url).startswith("http:") and question.url.startswith("https:"):
        hint = "let the server redirect to https, or not at all"
        yield Finding(
            rule="online-https", message=f"leads to {reply.head.url}", hint=hint
        )
    temporary = [
        r.status_code for r in reply.head.history if r.status_code in (302, 303, 307)
    ]
    if temporary and question.guids is not None:
        hint = "let it be 301 or 308, so that apps follow the feed for good"
        message = f"redirects with {temporary[0]}"
        yield Finding(rule="online-redirects-last", message=message, hint=hint)


def _media_type(question: Question, reply: Reply) -> Iterator[Finding]:
    given = reply.head.headers.get("content-type", "").partition(";")[0].strip().lower()
    if question.types and given not in question.types:
        is_picture = question.types is _PICTURE_TYPES
        wanted = "a picture" if is_picture else " or ".join(sorted(question.types))
        message = f"comes as {given or 'nothing'}; {wanted} was needed"
        hint = "set the Content-Type for this kind of file on the server"
        if question.elsewhere:
            hint = "name the address of the picture itself, not of a page that shows it"
        yield Finding(rule="online-type", message=message, hint=hint)


def _length(question: Question, reply: Reply) -> Iterator[Finding]:
    given = reply.head.headers.get("content-length")
    if question.length is None or given is None:
        return
    if given != str(question.length):
        message = f"is {given} bytes long; the feed announces {question.length}"
        hint = "upload the file again, or build with the file that is there"
        yield _severe("online-length", message, hint)


def _range(question: Question, reply: Reply) -> Iterator[Finding]:
    part = reply.part
    if question.seekable and (part is None or part.status_code != 206):
        given = part.status_code if part else "nothing"
        message = f"answers {given} when asked for a part of it; 206 was needed"
        hint = "let the server support byte ranges; Apple refuses audio without"
        yield _severe("online-ranges", message, hint)


def _validators(question: Question, reply: Reply) -> Iterator[Finding]:
    if question.elsewhere:
        return
    if "last-modified" not in reply.head.headers and "etag" not in reply.head.headers:
        message = "has neither a Last-Modified nor an ETag"
        hint = "let the server send one: apps then fetch it only when it has changed"
        yield Finding(rule="online-validators", message=message, hint=hint)


def _sharing(question: Question, reply: Reply) -> Iterator[Finding]:
    if question.shared and reply.head.headers.get("access-control-allow-origin") != "*":
        message = "may not be read by web players: it lacks a CORS header"
        hint = "let the server send Access-Control-Allow-Origin: *"
        yield Finding(rule="online-cors", message=message, hint=hint)


def _freshness(question: Question, reply: Reply) -> Iterator[Finding]:
    missing = [guid for guid in question.guids or () if guid.encode() not in reply.feed]
    if missing:
        message = f"lacks {len(missing)} of {len(question.guids or ())} public episodes"
        hint = "upload output/feed.xml, after everything else"
        yield Finding(rule="online-feed-fresh", message=message, hint=hint)


_CHECKS = (
    _encryption,
    _media_type,
    _length,
    _range,
    _validators,
    _sharing,
    _freshness,
)


def _guid(episode: Listing) -> str:
    """The guid as it stands in a feed."""
    return f">{escape(episode.guid, quote=False)}<"


def _audio(episode: Listing) -> Question:
    announced = episode.enclosure
    return Question(
        what=f"the audio of {episode.slug}",
        url=announced.url,
        types=_SYNONYMS.get(announced.type, frozenset({announced.type})),
        length=announced.length,
        seekable=True,
    )


def _captions(show: Show, episode: Episode) -> Iterator[Question]:
    for form in formats(show, episode):
        if form.timed:
            path = addresses.transcript(episode.slug, form.suffix)
            yield Question(
                what=f"the captions {path.name} of {episode.slug}",
                url=addresses.url_of(show, path),
                types=_SYNONYMS.get(form.type, frozenset({form.type})),
                shared=True,
            )


def _pictures(podcast: Podcast) -> Iterator[Question]:
    """The portraits and chapter pictures that listeners are shown first."""
    show, newest = podcast.show, podcast.episodes[:NEWEST]
    for person in chain(show.people, *(episode.people for episode in newest)):
        yield from _picture(
            show,
            f"the portrait of {person.name}",
            addresses.portrait_url(show, person),
            person.location,
        )
    for episode in newest:
        for chapter in episode.chapters:
            yield from _picture(
                show,
                f"the picture of the chapter {chapter.title!r} of {episode.slug}",
                addresses.chapter_image(show, chapter),
                chapter.location,
            )


def _picture(
    show: Show, what: str, url: str | None, location: Location | None
) -> Iterator[Question]:
    if url is not None:
        yield Question(
            what=what,
            url=url,
            types=_PICTURE_TYPES,
            elsewhere=addresses.below(url, show.link) is None,
            location=location and location.of("image"),
        )


def _client() -> httpx2.Client:
    return httpx2.Client(
        follow_redirects=True,
        max_redirects=5,
        timeout=PATIENCE,
        headers={"user-agent": "feed-builder", "accept-encoding": "identity"},
    )


def _ask(client: httpx2.Client, question: Question) -> Reply | str:
    try:
        if question.elsewhere:
            return Reply(head=_begun(client, question.url))
        return Reply(
            head=client.head(question.url),
            part=_part(client, question.url) if question.seekable else None,
            feed=b"" if question.guids is None else _whole(client, question.url),
        )
    except httpx2.ConnectError as error:
        is_first = error.request.url.host == httpx2.URL(question.url).host
        reason = _ERRNO.sub("", str(error)) or type(error).__name__
        return Away(reason) if is_first else reason
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return str(error) or type(error).__name__


def _begun(client: httpx2.Client, url: str) -> httpx2.Response:
    """The beginning of the answer to GET; not every server knows HEAD."""
    with client.stream("GET", url) as response:
        return response


def _part(client: httpx2.Client, url: str) -> httpx2.Response:
    # A server that ignores ranges must not make us fetch all of it.
    with client.stream("GET", url, headers={"range": "bytes=0-1"}) as response:
        return response


def _whole(client: httpx2.Client, url: str) -> bytes:
    data = bytearray()
    with client.stream("GET", url) as response:
        for chunk in response.iter_bytes():
            data += chunk
            if len(data) > LARGEST_FEED:
                break
    return bytes(data)


def _certificates(show: Show, now: datetime) -> Iterator[Problem]:
    urls = (show.link, show.feed_url, show.audio_url or show.link)
    hosts = {
        (parts.hostname, parts.port or 443)
        for parts in map(urlsplit, urls)
        if parts.scheme == "https" and parts.hostname
    }
    for host, port in sorted(hosts):
        ends = certificate_end(host, port)
        if ends and ends - now < EXPIRING:
            yield Problem(
                rule="online-certificate",
                severity=Severity.WARNING,
                message=f"the certificate of {host} ends on {ends:%Y-%m-%d}",
                hint="see that it is renewed; apps stop fetching on that day",
            )


def certificate_end(
    host: str, port: int, context: ssl.SSLContext | None = None
) -> datetime | None:
    """When the certificate of a host ends; None where it cannot be asked."""
    import socket

    context = context or ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as plain,
            context.wrap_socket(plain, server_hostname=host) as secure,
        ):
            ends = str((secure.getpeercert() or {}).get("notAfter", ""))
    except (OSError, ValueError):
        return None  # that it cannot be reached is told of its addresses
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(ends), UTC)


def _severe(rule: str, message: str, hint: str) -> Finding:
    return Finding(rule=rule, message=message, hint=hint, severity=Severity.ERROR)


def _nobody_there(host: str, reason: Away) -> Problem:
    return Problem(
        rule="online-reachable",
        severity=Severity.ERROR,
        message=f"{host} cannot be reached: {reason}",
        hint="is this machine online, and does podcast.yaml name the right host?",
    )


def _problem(question: Question, finding: Finding) -> Problem:
    return Problem(
        rule=finding.rule,
        severity=finding.severity,
        message=f"{question.what}, {question.url}, {finding.message}",
        location=question.location,
        hint=finding.hint,
    )
