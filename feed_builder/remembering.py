"""Episodes as their files gave them, remembered until one of these is another file.

What was read and judged lies in a form that holds nothing but values: a folder from
elsewhere can make a build slow, and do no other harm. What the whole show needs of its
episodes lies in one file, all of each in another one, where it is left until it is
shown: so memory does not grow with talk, nor time with what has not changed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from .cache import Cache, Seen
from .candidate import Judged
from .model import (
    Artwork,
    Chapter,
    Episode,
    Extract,
    Highlight,
    Listing,
    Origin,
    Transcript,
    Turn,
)
from .outline import Outline, outline_of
from .problems import CannotRunError, Location, Problem
from .project import EpisodeFiles
from .reading import EpisodeReading
from .render.feed import Item, MadeItem
from .render.key import on_card, on_sections
from .render.search import words_key
from .sources.audio import PictureInside
from .sources.audio.fingerprint import sound_digest
from .text import html_of
from .traces import digest_of

_T = TypeVar("_T")
_Talking = TypeVar("_Talking", EpisodeReading, Episode)

#: What is remembered of all episodes in one file goes by this name.
_INDEX = "all episodes"
_LISTED = tuple(field.name for field in fields(Listing))


@dataclass(frozen=True, slots=True, kw_only=True)
class Studied:
    """What is known of one episode: as it was read, and as it was judged for ``by``.

    ``items`` are its item of the feed, with all of its notes, and, where the show asks
    for it, with the short ones only. ``files`` were read or looked for; some may not be
    there.
    """

    outline: Outline
    judged: Judged
    by: str
    files: tuple[str, ...]
    kept: EpisodeReading | Shelved = field(repr=False)
    items: tuple[Item, ...] = ()

    @property
    def reading(self) -> EpisodeReading:
        """All that was read."""
        return self.kept.reading() if isinstance(self.kept, Shelved) else self.kept


def studied(
    reading: EpisodeReading, judged: Judged, by: str, items: Sequence[Item]
) -> Studied:
    """What was just read and judged."""
    episode = judged.episode
    if episode:
        whole = episode.whole
        judged = replace(
            judged,
            episode=replace(
                whole,
                digest=_shown(whole),
                card=on_card(whole),
                told=on_sections(whole),
                words=words_key(whole),
                html=html_of(whole.notes) if items else None,  # the item shows it, too
            ),
        )
    return Studied(
        outline=outline_of(reading),
        judged=judged,
        by=by,
        files=tuple(map(str, sorted(reading.files))),
        kept=reading,
        items=tuple(items),
    )


class Remembered(Listing):
    """An episode of which all that the whole show does not need lies on the disk.

    ``rest`` is what few pages need.
    """

    __slots__ = ("pictures", "rest", "sections", "shelved")
    shelved: Shelved
    rest: msgspec.Raw
    sections: tuple[str, ...]
    pictures: tuple[Artwork, ...]

    def fill(self, **values: object) -> None:
        """Add what stands beside it in its row, or is there already."""
        for name, value in values.items():
            object.__setattr__(self, name, value)

    @property
    def whole(self) -> Episode:
        """All of the episode."""
        return self.shelved.episode()

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Its titled start times."""
        return _REST.decode(self.rest)[0]

    @property
    def highlights(self) -> tuple[Highlight, ...]:
        """The named sections of its document."""
        return _REST.decode(self.rest)[1]


class _Row(msgspec.Struct, array_like=True):
    """What the whole show needs of an episode; ``record`` is a digest of the rest."""

    wanted: str
    seen: tuple[Seen, ...]
    by: str
    outline: Outline
    episode: Remembered | None
    sections: tuple[str, ...]
    pictures: tuple[Artwork, ...]
    rest: msgspec.Raw
    problems: tuple[Problem, ...]
    met: frozenset[Location]
    items: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    record: str

    def seen_of(self, path: Path) -> Seen | None:
        """The file as it was when it was read, if it was."""
        return next((seen for seen in self.seen if seen.path == str(path)), None)


class _Record(msgspec.Struct, array_like=True):
    """All of an episode: in its talk's place, ``reading`` and ``episode`` have nothing.

    It is enough to make a row of, should those of all episodes be lost.
    """

    wanted: str
    seen: tuple[Seen, ...]
    by: str
    reading: msgspec.Raw
    episode: msgspec.Raw
    problems: tuple[Problem, ...]
    met: frozenset[Location]
    talks: tuple[msgspec.Raw, ...]
    items: tuple[MadeItem, ...]


class Memory:
    """What is known of a show's episodes from earlier runs.

    ``read`` reads an episode, by the stem of its files, where what was kept of it is
    lost.
    """

    def __init__(self, cache: Cache, read: Callable[[str], Studied]) -> None:
        self.cache = cache
        self.read = read
        self._paths: dict[str, Path] = {}
        self._known: dict[Any, Any] = {}
        self._decoder = msgspec.json.Decoder(_Row, dec_hook=self._understood)
        self._rows = _Rows(self.cache.recall(_INDEX))

    def recalled(self, files: EpisodeFiles, wanted: str) -> Studied | None:
        """What is known of the episode, if its files and what is wanted are the same.

        ``wanted`` is a digest of all that its reading depends on besides.
        """
        paths = filter(None, (files.facts, files.document, files.audio))
        self._paths.update((str(path), path) for path in paths)
        row = self._row(files) or self._row_of_record(files)
        if row is None or row.wanted != wanted:
            return None
        if not all(seen.is_still_so for seen in row.seen):
            return None
        return self._studied(files, row)

    def keep(self, files: EpisodeFiles, studied: Studied, wanted: str) -> bytes | None:
        """Put all of the episode on the disk; gives what to note of it, if it could."""
        seen = self.cache.seen(studied.files)
        if seen is None:
            return None
        try:
            record = _record_of(studied, seen, wanted)
            digest = self.cache.keep(files.stem, [_ENCODER.encode(record)])
            if digest is None:
                return None
            return _ENCODER.encode(_row_of(studied, record, digest))
        except UnicodeEncodeError:  # half a surrogate pair, as broken JSON may name one
            return None

    def noted(self, files: EpisodeFiles, row: bytes) -> Studied:
        """The episode whose row this is, to be known again in the next run."""
        self._rows.add(files.stem, row)
        return self._studied(files, self._decoder.decode(row))

    def settle(self, stems: Collection[str]) -> None:
        """Write down what is known of these, and forget all others.

        Nothing is asked of their rows any more.
        """
        rows = self._rows.of(stems)
        if rows is not None:
            self.cache.keep(_INDEX, _pieces(rows))
            self.cache.forget_all_but([*rows, _INDEX])
        self._rows = _Rows()
        self._paths.clear()

    def sound_of(self, files: EpisodeFiles) -> Callable[[Path], str]:
        """Hears audio, unless it is what was heard before, whatever else changed."""

        def hear(path: Path) -> str:
            row = self._row(files)
            was = row and row.seen_of(path)
            known = row.outline.sound if row and was and was.is_still_so else None
            return known or sound_digest(path)

        return hear

    def former(self, files: EpisodeFiles) -> EpisodeReading | None:
        """What was last read of the episode, whatever has changed; without its talk."""
        record = _decoded(_RECORDS, self.cache.recall(files.stem) or b"")
        return _decoded(_READINGS, record.reading) if record else None

    def _row(self, files: EpisodeFiles) -> _Row | None:
        known = self._rows.get(files.stem)
        return _decoded(self._decoder, known) if known else None

    def _row_of_record(self, files: EpisodeFiles) -> _Row | None:
        data = self.cache.recall(files.stem)
        record = _decoded(_RECORDS, data) if data else None
        if data is None or record is None:
            return None
        try:
            whole = _studied(record, _READINGS.decode(record.reading))
        except (msgspec.MsgspecError, ValueError):
            return None
        row = _ENCODER.encode(_row_of(whole, record, digest_of(data)))
        self._rows.add(files.stem, row)
        return self._decoder.decode(row)

    def _understood(self, kind: type, value: Any) -> object:
        """As a rule it is a path of the episode's files, which is there already."""
        known = self._paths.get(value) if issubclass(kind, Path) else None
        return known or _understood(kind, value)

    def _same(self, value: _T) -> _T:
        """One for all that are equal, as there are many in a show."""
        known: _T = self._known.setdefault(value, value)
        return known

    def _studied(self, files: EpisodeFiles, row: _Row) -> Studied:
        shelved = Shelved(self, files.stem, row)
        if row.episode:
            row.episode.fill(
                people=tuple(map(self._same, row.episode.people)),
                shelved=shelved,
                rest=row.rest.copy(),  # else the rows of all episodes stay with it
                sections=self._same(row.sections),
                pictures=row.pictures,
            )
        return Studied(
            outline=row.outline,
            judged=Judged(
                episode=row.episode,
                problems=row.problems,
                met=self._same(row.met),
            ),
            by=row.by,
            files=tuple(seen.path for seen in row.seen),
            kept=shelved,
            items=tuple(
                ShelvedItem(shelved, at, digest, self._same(spaces))
                for at, (digest, spaces) in enumerate(row.items)
            ),
        )


class _Rows:
    """The text of each row, by the stem of its episode's files.

    That of new ones lies in one piece: thousands would leave holes in the memory.
    """

    def __init__(self, text: memoryview | None = None) -> None:
        self._old = _decoded(_INDICES, text) or {} if text else {}
        self._new: dict[str, slice] = {}
        self._text = bytearray()

    def get(self, stem: str) -> bytes | msgspec.Raw | None:
        """The row of this stem, if there is one."""
        place = self._new.get(stem)
        return self._old.get(stem) if place is None else bytes(self._text[place])

    def add(self, stem: str, row: bytes) -> None:
        """Have this row instead of the one that there was."""
        self._new[stem] = slice(len(self._text), len(self._text) + len(row))
        self._text += row

    def of(self, stems: Collection[str]) -> dict[str, memoryview] | None:
        """The rows of these, unless they are just those that there were."""
        text = memoryview(self._text)
        old = {stem: memoryview(row) for stem, row in self._old.items()}
        rows = old | {stem: text[at] for stem, at in self._new.items()}
        wanted = {stem: rows[stem] for stem in stems if stem in rows}
        is_known = not self._new and len(wanted) == len(self._old)
        return None if is_known else wanted


class Shelved:
    """All of an episode, left on the disk until something of it is needed."""

    __slots__ = ("by", "digest", "memory", "record", "stem")

    def __init__(self, memory: Memory, stem: str, row: _Row) -> None:
        self.memory = memory
        self.stem = stem
        self.by = row.by
        self.record = row.record
        self.digest = row.episode and row.episode.digest

    def reading(self) -> EpisodeReading:
        """All that was read."""
        record = self._taken_down()
        return _read(record) if record else self._anew().reading

    def episode(self) -> Episode:
        """All of the episode."""
        record = self._taken_down()
        episode = _episode(record) if record else self._anew().judged.episode
        if episode is None:
            raise episode_changed()
        return episode.whole

    def text(self, at: int) -> str:
        """The text of an item."""
        record = self._taken_down()
        return (record.items if record else self._anew().items)[at].xml

    def _taken_down(self) -> _Record | None:
        return _taken_down(self.memory.cache, self.stem, self.record)

    def _anew(self) -> Studied:
        again = self.memory.read(self.stem)
        # By what listeners were given since, it is another episode of the same files:
        # then only what was read is asked for.
        digest = again.judged.episode and again.judged.episode.digest
        if again.by == self.by and digest != self.digest:
            raise episode_changed()
        return again


class ShelvedItem:
    """An item of the feed that lies on the disk."""

    __slots__ = ("_at", "_shelved", "digest", "is_proven", "spaces")

    def __init__(
        self,
        shelved: Shelved,
        at: int,
        digest: str,
        spaces: tuple[tuple[str, str], ...],
    ) -> None:
        self._shelved = shelved
        self._at = at
        self.digest = digest
        self.spaces = spaces
        self.is_proven = False

    @property
    def xml(self) -> str:
        """The text."""
        return self._shelved.text(self._at)


@lru_cache(maxsize=4)  # what is made of an episode is made one after another
def _taken_down(cache: Cache, name: str, digest: str) -> _Record | None:
    data = cache.recall(name, digest)
    return _decoded(_RECORDS, data) if data else None


def episode_changed() -> CannotRunError:
    """What to raise where an episode is not the one any more that was read before."""
    message = "an episode changed while it was being used"
    return CannotRunError(message, hint="run it again")


def _row_of(studied: Studied, record: _Record, digest: str) -> _Row:
    judged = studied.judged
    episode = judged.episode
    return _Row(
        wanted=record.wanted,
        seen=record.seen,
        by=record.by,
        outline=studied.outline,
        episode=_listing(episode) if episode else None,
        sections=episode.sections if episode else (),
        pictures=episode.pictures if episode else (),
        rest=_packed(episode and (episode.chapters, episode.highlights)),
        problems=judged.problems,
        met=judged.met,
        items=tuple((item.digest, item.spaces) for item in studied.items),
        record=digest,
    )


def _listing(episode: Listing) -> Remembered:
    # Where the people of an episode are written is only asked while it is judged.
    people = tuple(replace(person, location=None) for person in episode.people)
    known = {name: getattr(episode, name) for name in _LISTED}
    return Remembered(**known | {"people": people})


def _record_of(studied: Studied, seen: tuple[Seen, ...], wanted: str) -> _Record:
    reading, judged = studied.reading, studied.judged
    episode = judged.episode
    return _Record(
        wanted=wanted,
        seen=seen,
        by=studied.by,
        reading=_packed(_without_talk(reading)),
        episode=_packed(
            episode and _without_talk(episode.whole, origins=_winners(episode.whole))
        ),
        problems=judged.problems,
        met=judged.met,
        talks=tuple(_packed(tuple(t.turns)) for t in _transcripts(reading)),
        items=tuple(MadeItem(spaces=i.spaces, xml=i.xml) for i in studied.items),
    )


def _studied(record: _Record, reading: EpisodeReading) -> Studied:
    return Studied(
        outline=outline_of(reading),
        judged=Judged(
            episode=_episode(record), problems=record.problems, met=record.met
        ),
        by=record.by,
        files=tuple(seen.path for seen in record.seen),
        kept=reading,
        items=record.items,
    )


def _read(record: _Record) -> EpisodeReading:
    return _with_talk(_READINGS.decode(record.reading), _talks(record))


def _episode(record: _Record) -> Episode | None:
    episode: Episode | None = _EPISODES.decode(record.episode)
    return episode and _with_talk(episode, _talks(record))


def _talks(record: _Record) -> list[tuple[Turn, ...]]:
    return [_TALKS.decode(talk) for talk in record.talks]


def _transcripts(of: _Talking) -> Iterator[Transcript]:
    if of.transcript:
        yield of.transcript
    for translation in of.translations:
        yield translation.transcript


def _without_talk(of: _Talking, **changes: Any) -> _Talking:
    return _with_talk(of, [()] * (1 + len(of.translations)), **changes)


def _with_talk(
    of: _Talking, talks: Sequence[tuple[Turn, ...]], **changes: Any
) -> _Talking:
    """The same with this talk, and with these changes, as each copy takes its time."""
    original = of.transcript
    others = talks[1:] if original else talks
    return replace(
        of,
        **changes,
        transcript=replace(original, turns=talks[0]) if original else None,
        translations=tuple(
            replace(each, transcript=replace(each.transcript, turns=turns))
            for each, turns in zip(of.translations, others, strict=False)
        ),
    )


def _winners(episode: Episode) -> Mapping[str, Origin]:
    """Without what values won over, which is only asked of what was read afresh."""
    return {
        name: replace(origin, overrode=()) if origin.overrode else origin
        for name, origin in episode.origins.items()
    }


def _shown(episode: Episode) -> str:
    """A digest of the episode and its talk, wherever its values stand."""
    values = _without_talk(
        episode,
        origins={},
        given=None,
        digest=None,
        card=None,
        told=None,
        words=None,
        html=None,
    )
    try:
        facts = _packed(values)
        talks = [_packed(tuple(t.turns)) for t in _transcripts(episode)]
    except UnicodeEncodeError:  # half a surrogate pair, as broken JSON may name one
        return digest_of(repr(episode).encode("utf-8", "surrogatepass"))
    return digest_of(b"\n".join([facts, *talks]))


def _packed(value: object) -> msgspec.Raw:
    return msgspec.Raw(_ENCODER.encode(value))


def _pieces(rows: Mapping[str, memoryview]) -> Iterator[bytes | memoryview]:
    """The rows as JSON, which would take a large piece of memory as a whole."""
    yield b"{"
    for number, (stem, row) in enumerate(rows.items()):
        yield (b"," if number else b"") + _ENCODER.encode(stem) + b":"
        yield row
    yield b"}"


def _decoded(
    decoder: msgspec.json.Decoder[_T], data: bytes | memoryview | msgspec.Raw
) -> _T | None:
    try:
        return decoder.decode(data)
    except (msgspec.MsgspecError, ValueError):
        return None


_path = lru_cache(maxsize=256)(Path)


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
_INDICES = msgspec.json.Decoder(dict[str, msgspec.Raw])
_RECORDS = msgspec.json.Decoder(_Record, dec_hook=_understood)
_READINGS = msgspec.json.Decoder(EpisodeReading, dec_hook=_understood)
_EPISODES = msgspec.json.Decoder(Episode | None, dec_hook=_understood)
_REST = msgspec.json.Decoder(
    tuple[tuple[Chapter, ...], tuple[Highlight, ...]], dec_hook=_understood
)
_TALKS = msgspec.json.Decoder(tuple[Turn, ...], dec_hook=_understood)
