"""A show and one of its episodes in; what is to stand in its audio's tags out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ..languages import three_letters
from ..merge import hosts_in_words
from ..model import Artwork, Chapter, Episode, Origin, Show, Source
from ..render import captions


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the tags are to say; where it is None, the file keeps what it says.

    ``artist`` makes the episode, ``album_artist`` the show; ``language`` is a code of
    ISO 639-2. An ``artwork`` that ``replaces`` takes the place of a cover that is
    there; any other one is for files that have none.
    """

    album: str
    artist: str
    album_artist: str
    language: str
    duration: timedelta
    title: str | None = None
    date: date | None = None
    season: int | None = None
    number: int | None = None
    comment: str | None = None
    lyrics: str | None = None
    chapters: tuple[Chapter, ...] | None = None
    artwork: Artwork | None = None
    replaces: bool = False

    def cover(self) -> bytes | None:
        """The bytes of the artwork."""
        if self.artwork is None:
            return None
        extract = self.artwork.extract
        return extract() if extract else self.artwork.path.read_bytes()


def wanted(show: Show, episode: Episode) -> Wanted:
    """What an episode's audio should say about itself.

    What the build takes from the audio's own tags is left there as it is.
    """
    own = {name for name, o in episode.origins.items() if o.source is Source.AUDIO}
    has_artwork = episode.artwork is not None and "artwork" not in own
    return Wanted(
        album=show.title,
        artist=hosts_in_words(episode.people) or show.author,
        album_artist=show.author,
        language=three_letters(show.language),
        duration=episode.duration,
        title=None if "title" in own else episode.title,
        date=_day(show, episode),
        season=episode.season,
        number=episode.number,
        comment=None if "summary" in own else episode.summary or None,
        lyrics=_lyrics(show, episode),
        chapters=_chapters(episode),
        artwork=episode.artwork if has_artwork else show.artwork,
        replaces=has_artwork,
    )


def _day(show: Show, episode: Episode) -> date | None:
    """The day of publication where the show is at home; None while it is open."""
    if _origin(episode, "published").source is Source.DEFAULT:
        return None
    return episode.published.astimezone(
        show.timezone or episode.published.tzinfo
    ).date()


def _chapters(episode: Episode) -> tuple[Chapter, ...] | None:
    """The chapters that somebody wrote, be it none at all: ``chapters: []``."""
    written = _origin(episode, "chapters").source
    is_written = written in (Source.AUTHOR, Source.TRANSCRIPT)
    return tuple(sorted(episode.chapters, key=_start)) if is_written else None


def _start(chapter: Chapter) -> timedelta:
    return chapter.start


def _lyrics(show: Show, episode: Episode) -> str | None:
    """The transcript as transcript.txt publishes it."""
    if not captions.formats(show, episode):
        return None
    return captions.as_text(show, episode).decode().rstrip("\n")


def _origin(episode: Episode, name: str) -> Origin:
    return episode.origins.get(name, Origin(source=Source.DEFAULT))
