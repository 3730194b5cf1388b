"""Episodes read and judged: what is remembered at once, the others spread out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from .cache import Cache, digest_of, program
from .candidate import judged
from .model import Published, Show, ShowFacts
from .project import EpisodeFiles, Project
from .reading import EpisodeReading, read_episode
from .remembering import Studied, recalled, remembered, sound_of
from .render.feed import Item, item_of
from .spreading import spread


@dataclass(frozen=True, kw_only=True)
class Study:
    """What episodes are read and judged by.

    ``known`` is what could be read of the show, and ``show`` all of it, if it could.
    ``given`` is what listeners were given, by the stem that the files had then;
    ``wanted`` is what reading depends on besides the files of an episode.
    """

    project: Project
    known: ShowFacts | None
    show: Show | None
    given: Mapping[str, Published]
    undated: datetime | None
    insist: Collection[str]
    cache: Cache | None
    wanted: tuple[Any, ...]

    def of(self, files: Sequence[EpisodeFiles], jobs: int | None) -> list[Studied]:
        """Every episode; ``jobs`` processes read those that are not remembered."""
        known = [self._recalled(each) for each in files]
        unread = [f for f, found in zip(files, known, strict=True) if found is None]
        read = iter(list(spread(self._read, unread, jobs)))
        if self.cache and unread:
            self.cache.forget_all_but(each.stem for each in files)
        return [found or next(read) for found in known]

    def judged(self, studied: Studied, given: Published | None) -> Studied:
        """The episode, judged by what listeners were given of it."""
        by = self._by(given)
        return studied if studied.by == by else self._judged(studied.reading, given)

    def _judged(self, reading: EpisodeReading, given: Published | None) -> Studied:
        verdict = judged(
            self.show, reading, given, undated=self.undated, insist=self.insist
        )
        items: tuple[Item, ...] = ()
        if self.show and verdict.episode:
            items = (item_of(self.show, verdict.episode, True),)
            if self.show.full_notes is not None:
                items += (item_of(self.show, verdict.episode, False),)
        by = self._by(given)
        return Studied(reading=reading, judged=verdict, by=by, items=items)

    def _recalled(self, files: EpisodeFiles) -> Studied | None:
        if self.cache is None:
            return None
        wanted = self._wanted(files)
        known = recalled(self.cache, files, wanted)
        if known is None:
            return None
        now = self.judged(known, self.given.get(files.stem))
        if now is not known and not (self.insist or self.undated):
            return remembered(self.cache, files, now, wanted)
        return now

    def _read(self, files: EpisodeFiles) -> Studied:
        cache, given = self.cache, self.given.get(files.stem)
        hear = sound_of(cache, files) if cache else None
        reading = read_episode(self.project, self.known, files, hear)
        studied = self._judged(reading, given)
        if cache is None:
            return studied
        return remembered(cache, files, studied, self._wanted(files))

    def _wanted(self, files: EpisodeFiles) -> str:
        return _digest(self._base, files)

    @cached_property
    def _base(self) -> str:
        return _digest(program(), *self.wanted)

    def _by(self, given: Published | None) -> str:
        return _digest(self.undated, sorted(self.insist), given)


def _digest(*values: object) -> str:
    return digest_of(repr(values).encode("utf-8", "replace"))
