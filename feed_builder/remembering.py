"""An episode as its files gave it, remembered until one of them is another file.

What was read and judged lies in a form that holds nothing but values: a folder from
elsewhere can make a build slow, and do no other harm. Talk, which is most of a
podcast's bytes, is left on the disk until a page shows it, so that memory does not grow
with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, overload

import msgspec

from .cache import Cache, Seen, digest_of
from .candidate import Judged
from .model import Episode, Extract, Origin, Transcript, Turn
from .problems import CannotRunError
from .project import EpisodeFiles
from .reading import EpisodeReading
from .render.feed import Item, MadeItem
from .sources.audio import PictureInside
from .sources.audio.fingerprint import sound_digest

_Talking = TypeVar("_Talking", EpisodeReading, Episode)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """What is known of one episode: as it was read, and as it was judged for ``by``.

    ``items`` are its item of the feed, with all of its notes, and, where the show asks
    for it, with the short ones only.
    """

    reading: EpisodeReading
    judged: Judged
    by: str
    items: tuple[Item, ...] = ()


class _Record(msgspec.Struct, array_like=True):
    """What is kept: in the talk's place, ``reading`` and ``episode`` have nothing."""

    wanted: str
    seen: tuple[Seen, ...]
    by: str
    reading: msgspec.Raw
    judged: msgspec.Raw
    talks: tuple[msgspec.Raw, ...]
    digest: str
    items: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    texts: tuple[msgspec.Raw, ...]


def recalled(cache: Cache, files: EpisodeFiles, wanted: str) -> Studied | None:
    """What is remembered of the episode, if its files and what is wanted are the same.

    ``wanted`` is a digest of all that its reading depends on besides.
    """
    data = cache.recall(files.stem)
    if data is None:
        return None
    try:
        record = _RECORDS.decode(data)
        if record.wanted != wanted or not all(s.is_still_so for s in record.seen):
            return None
        reading = _READINGS.decode(record.reading)
        judged = _JUDGED.decode(record.judged)
    except (msgspec.MsgspecError, ValueError):
        return None
    talks = [
        Shelved(cache, files.stem, at, digest_of(talk))
        for at, talk in enumerate(record.talks)
    ]
    return Studied(
        reading=_with_talk(reading, talks),
        judged=_judged_with_talk(judged, talks, record.digest),
        by=record.by,
        items=tuple(
            ShelvedItem(cache, files.stem, at, digest, spaces)
            for at, (digest, spaces) in enumerate(record.items)
        ),
    )


def remembered(
    cache: Cache, files: EpisodeFiles, studied: Studied, wanted: str
) -> Studied:
    """The same episode, with its talk left on the disk if it could be kept there."""
    seen = cache.seen(studied.reading.files)
    if seen is None:
        return studied
    try:
        turns = (tuple(t.turns) for t in _transcripts(studied.reading))
        talks = tuple(map(_packed, turns))
        record = _Record(
            wanted=wanted,
            seen=seen,
            by=studied.by,
            reading=_packed(_without_talk(studied.reading)),
            judged=_packed(_judged_without_talk(studied.judged)),
            talks=talks,
            digest=_shown(studied.judged.episode, talks),
            items=tuple((item.digest, item.spaces) for item in studied.items),
            texts=tuple(_packed(item.xml) for item in studied.items),
        )
    except UnicodeEncodeError:  # half a surrogate pair, as broken JSON may name one
        return studied
    if not cache.keep(files.stem, _ENCODER.encode(record)):
        return studied
    return recalled(cache, files, wanted) or studied


def sound_of(cache: Cache, files: EpisodeFiles) -> Callable[[Path], str]:
    """Hears audio, unless it is what was heard before, whatever else has changed."""

    def hear(path: Path) -> str:
        try:
            record = _RECORDS.decode(cache.recall(files.stem) or b"")
            known = any(s.path == str(path) and s.is_still_so for s in record.seen)
            sound = _READINGS.decode(record.reading).sound if known else None
        except (msgspec.MsgspecError, ValueError):
            sound = None
        return sound or sound_digest(path)

    return hear


class Shelved(Sequence[Turn]):
    """A transcript's turns that lie on the disk; ``digest`` is one of all of them."""

    __slots__ = ("_at", "_cache", "_name", "digest")

    def __init__(self, cache: Cache, name: str, at: int, digest: str) -> None:
        self._cache = cache
        self._name = name
        self._at = at
        self.digest = digest

    @overload
    def __getitem__(self, index: int) -> Turn: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Turn]: ...
    def __getitem__(self, index: int | slice) -> Turn | Sequence[Turn]:
        return self._turns[index]

    def __iter__(self) -> Iterator[Turn]:
        return iter(self._turns)

    def __len__(self) -> int:
        return len(self._turns)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelved) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<turns {self.digest}>"

    @property
    def _turns(self) -> tuple[Turn, ...]:
        return _taken_down(self._cache, self._name, self._at, self.digest)


_path = lru_cache(maxsize=256)(Path)


@lru_cache(maxsize=4)  # what is made of an episode is made one after another
def _taken_down(cache: Cache, name: str, at: int, digest: str) -> tuple[Turn, ...]:
    try:
        talk = _RECORDS.decode(cache.recall(name) or b"").talks[at]
        if digest_of(talk) == digest:
            return _TALKS.decode(talk)
    except (msgspec.MsgspecError, ValueError, IndexError):
        pass
    raise _changed()


def _changed() -> CannotRunError:
    message = "what was remembered of an episode changed while it was used"
    return CannotRunError(message, hint="run it again")


class ShelvedItem:
    """An item of the feed that lies on the disk."""

    __slots__ = ("_at", "_cache", "_name", "digest", "spaces")

    def __init__(
        self,
        cache: Cache,
        name: str,
        at: int,
        digest: str,
        spaces: tuple[tuple[str, str], ...],
    ) -> None:
        self._cache = cache
        self._name = name
        self._at = at
        self.digest = digest
        self.spaces = spaces

    @property
    def xml(self) -> str:
        """The text."""
        try:
            record = _RECORDS.decode(self._cache.recall(self._name) or b"")
            item = MadeItem(spaces=(), xml=_TEXTS.decode(record.texts[self._at]))
        except (msgspec.MsgspecError, ValueError, IndexError):
            raise _changed() from None
        if item.digest != self.digest:
            raise _changed()
        return item.xml


def _transcripts(reading: EpisodeReading) -> Iterator[Transcript]:
    if reading.transcript:
        yield reading.transcript
    for translation in reading.translations:
        yield translation.transcript


def _without_talk(of: _Talking) -> _Talking:
    return _with_talk(of, [()] * (1 + len(of.translations)))


def _with_talk(of: _Talking, talks: Sequence[Sequence[Turn]]) -> _Talking:
    original = of.transcript
    others = talks[1:] if original else talks
    return replace(
        of,
        transcript=replace(original, turns=talks[0]) if original else None,
        translations=tuple(
            replace(each, transcript=replace(each.transcript, turns=turns))
            for each, turns in zip(of.translations, others, strict=False)
        ),
    )


def _judged_without_talk(judged: Judged) -> Judged:
    if judged.episode is None:
        return judged
    # What a value won over is only ever asked of an episode that was read afresh.
    origins: Mapping[str, Origin] = {
        name: replace(origin, overrode=()) if origin.overrode else origin
        for name, origin in judged.episode.origins.items()
    }
    silent = _without_talk(judged.episode)
    return replace(judged, episode=replace(silent, origins=origins))


def _judged_with_talk(
    judged: Judged, talks: Sequence[Sequence[Turn]], digest: str
) -> Judged:
    if judged.episode is None:
        return judged
    episode = _with_talk(judged.episode, talks)
    return replace(judged, episode=replace(episode, digest=digest))


def _shown(episode: Episode | None, talks: Sequence[bytes]) -> str:
    """A digest of the episode and its talk, wherever its values stand."""
    if episode is None:
        return ""
    silent = _without_talk(episode)
    facts = _packed(replace(silent, origins={}, given=None, digest=None))
    return digest_of(b"\n".join([facts, *talks]))


def _packed(value: object) -> msgspec.Raw:
    return msgspec.Raw(_ENCODER.encode(value))


def _told(value: object) -> object:
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, PictureInside):
        return [str(value.path), value.chapter]
    raise NotImplementedError(type(value))


def _understood(kind: type, value: Any) -> object:
    if issubclass(kind, Path):
        return _path(value)
    if issubclass(kind, Extract):
        path, chapter = value
        return PictureInside(_path(path), chapter)
    raise NotImplementedError(kind)


_ENCODER = msgspec.json.Encoder(enc_hook=_told)
_RECORDS = msgspec.json.Decoder(_Record)
_READINGS = msgspec.json.Decoder(EpisodeReading, dec_hook=_understood)
_JUDGED = msgspec.json.Decoder(Judged, dec_hook=_understood)
_TEXTS = msgspec.json.Decoder(str)
_TALKS = msgspec.json.Decoder(tuple[Turn, ...], dec_hook=_understood)
