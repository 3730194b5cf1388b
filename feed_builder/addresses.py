"""Where each thing lies below output/, and the address at which listeners find it."""

from __future__ import annotations

from functools import lru_cache
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from .model import AlternateFile, Artwork, Chapter, Episode, Person, Show

FEED = PurePosixPath("feed.xml")
HOME = PurePosixPath("index.html")
ARTWORK = PurePosixPath("artwork")
#: How many letters of its digest the names of a picture's sizes begin with.
DIGEST = 12
#: What lies at the top of output/; a theme's own files must not.
OURS = frozenset(
    "feed.xml index.html audio artwork episodes page people search seasons subscribe "
    "topics 404.html sitemap.xml".split()
)
SUBSCRIBE = PurePosixPath("subscribe", "index.html")
PEOPLE = PurePosixPath("people", "index.html")
SEARCH = PurePosixPath("search", "index.html")
SEARCH_INDEX = PurePosixPath("search", "pagefind")
TOPICS = PurePosixPath("topics", "index.html")
MISSING = PurePosixPath("404.html")
SITEMAP = PurePosixPath("sitemap.xml")
ROBOTS = PurePosixPath("robots.txt")


def url_of(show: Show, path: PurePosixPath) -> str:
    """The absolute address of an output file; an index.html goes by its folder."""
    return show.link + quoted(path)


def quoted(path: PurePosixPath | str) -> str:
    """The path on the site as it stands in an address."""
    return _quoted(str(path))


@lru_cache(maxsize=1024)  # most pages lead to the same ones, and to themselves
def _quoted(path: str) -> str:
    return quote(path_on_site(PurePosixPath(path)))


def path_on_site(path: PurePosixPath) -> str:
    """The path as links write it: ``episodes/x/`` for ``episodes/x/index.html``."""
    text = str(path)
    folder, _, name = text.rpartition("/")
    if name != "index.html":
        return text
    return f"{folder}/" if folder else ""


def below(url: str, link: str) -> PurePosixPath | None:
    """The path below output/ of an address on the show's own site; else None."""
    if not url.startswith(link):
        return None
    path = PurePosixPath(unquote(url.removeprefix(link)))
    return path if path.parts and ".." not in path.parts else None


def feed_page(number: int) -> PurePosixPath:
    """The feed, and after it the pages with older episodes, counted from 1."""
    return FEED if number == 1 else PurePosixPath(f"feed-{number}.xml")


def page(slug: str) -> PurePosixPath:
    """The episode's page."""
    return PurePosixPath("episodes", slug, "index.html")


def person(slug: str) -> PurePosixPath:
    """The page of everything that somebody takes part in."""
    return PurePosixPath("people", slug, "index.html")


def season(number: int) -> PurePosixPath:
    """The page of a season's episodes."""
    return PurePosixPath("seasons", str(number), "index.html")


def topic(slug: str) -> PurePosixPath:
    """The page of every episode about something."""
    return PurePosixPath("topics", slug, "index.html")


def section(key: str) -> PurePosixPath:
    """The page of what a named section holds in every episode."""
    return PurePosixPath(key, "index.html")


def part(first: PurePosixPath, number: int) -> PurePosixPath:
    """A page with older entries of a long list; 1 is the oldest, and stays it."""
    return first.parent / "page" / str(number) / "index.html"


def transcript(slug: str, suffix: str, language: str = "") -> PurePosixPath:
    """The published transcript of an episode, by suffix: ``.html``, ``.vtt`` …

    A translation has its ``language`` in its name.
    """
    name = f"transcript.{language}{suffix}" if language else f"transcript{suffix}"
    return PurePosixPath("episodes", slug, name)


def plain_notes(slug: str) -> PurePosixPath:
    """The episode's notes for those who read no HTML."""
    return PurePosixPath("episodes", slug, "notes.txt")


def episode_file(slug: str) -> PurePosixPath:
    """The episode's facts as JSON."""
    return PurePosixPath("episodes", slug, "episode.json")


def chapters(slug: str) -> PurePosixPath:
    """The episode's chapters as Podcasting 2.0 JSON."""
    return PurePosixPath("episodes", slug, "chapters.json")


def audio(slug: str, suffix: str) -> PurePosixPath:
    """The episode's audio file."""
    return PurePosixPath("audio", slug + suffix.lower())


def alternate(slug: str, file: AlternateFile) -> PurePosixPath:
    """Another recording of the episode, under a name that changes with its content."""
    return alternates(slug) / (file.digest[:DIGEST] + file.path.suffix.lower())


def alternates(slug: str) -> PurePosixPath:
    """The folder of the episode's other recordings."""
    return PurePosixPath("audio", slug)


def artwork(picture: Artwork) -> PurePosixPath:
    """A picture under a name that changes with its content: apps cache by address."""
    suffix = {"image/jpeg": ".jpg", "image/png": ".png"}[picture.type]
    return ARTWORK / f"{picture.digest[:DIGEST]}{suffix}"


def chapter_image(show: Show, chapter: Chapter) -> str | None:
    """The address of a chapter's picture, wherever it comes from."""
    if chapter.image or chapter.picture is None:
        return chapter.image
    return url_of(show, artwork(chapter.picture))


def portrait(picture: Artwork) -> PurePosixPath:
    """A person's picture at the size that pages and apps show."""
    return ARTWORK / f"{picture.digest[:DIGEST]}-400.jpg"


def portrait_url(show: Show, person: Person) -> str | None:
    """The address of a person's picture, wherever it comes from."""
    if person.portrait is None:
        return person.image
    return url_of(show, portrait(person.portrait))


def thumbnail(picture: Artwork) -> PurePosixPath:
    """The same picture at the size that pages show."""
    return ARTWORK / f"{picture.digest[:DIGEST]}-600.jpg"


def chapter_thumbnail(picture: Artwork) -> PurePosixPath:
    """The same picture at the size that lists of chapters show."""
    return ARTWORK / f"{picture.digest[:DIGEST]}-240.jpg"


def icon(picture: Artwork) -> PurePosixPath:
    """The same picture at the size of an icon."""
    return ARTWORK / f"{picture.digest[:DIGEST]}-180.png"


def announced(show: Show, url: str) -> str:
    """The audio's address as the feed gives it: through the service that counts.

    Such services want the address without https:// and, where they take it at all,
    with http:// (https://op3.dev/setup, Podtrac's measurement guide).
    """
    prefix = show.enclosure_prefix
    if not prefix or url.startswith(prefix):
        return url
    return prefix.rstrip("/") + "/" + url.removeprefix("https://")


def counted_out(show: Show, url: str) -> str:
    """The audio's own address, of the one that the feed gives."""
    prefix = show.enclosure_prefix
    if not prefix or not url.startswith(prefix):
        return url
    return "https://" + url.removeprefix(prefix.rstrip("/") + "/")


def page_url(show: Show, episode: Episode) -> str:
    """The absolute address of the episode's page."""
    return url_of(show, page(episode.slug))
