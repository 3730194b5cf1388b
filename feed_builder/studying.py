"""Episodes read and judged: what is remembered at once, the others spread out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from .cache import Cache
from .candidate import judged
from .looking import program
from .model import Published, Show, ShowFacts
from .project import EpisodeFiles, Project
from .reading import EpisodeReading, read_episode
from .remembering import Memory, Studied, episode_changed, studied
from .render.feed import Item, item_of
from .spreading import spread
from .traces import digest_of
from .unfinished import as_heard_before


@dataclass(frozen=True, kw_only=True)
class Study:
    """What episodes are read and judged by.

    ``known`` is what could be read of the show, and ``show`` all of it, if it could.
    ``given`` is what listeners were given, by the stem that the files had then, and
    ``published`` what their files are called; ``wanted`` is what reading depends on
    besides the files of an episode.
    """

    project: Project
    known: ShowFacts | None
    show: Show | None
    given: Mapping[str, Published]
    published: Collection[str]
    undated: datetime | None
    insist: Collection[str]
    cache: Cache | None
    wanted: tuple[Any, ...]

    def of(self, files: Sequence[EpisodeFiles], jobs: int | None) -> list[Studied]:
        """Every episode; ``jobs`` processes read or judge those that are not known."""
        recalled = [self._recalled(each) for each in files]
        left = [
            (each, old)
            for each, (old, now) in zip(files, recalled, strict=True)
            if now is None
        ]
        learned = spread(self._learned, left, jobs)
        new = iter(list(map(self._noted, (each for each, _ in left), learned)))
        studied = [now or next(new) for _, now in recalled]
        if self._memory:
            self._memory.settle([each.stem for each in files])
        return studied

    def judged(self, studied: Studied, given: Published | None) -> Studied:
        """The episode, judged by what listeners were given of it.

        ``given`` may be another one than its files told by their name.
        """
        if given is self.given.get(studied.outline.stem):
            return studied
        return self._judged_by(studied, given)

    def _judged_by(self, studied: Studied, given: Published | None) -> Studied:
        by = self._by(given)
        return studied if studied.by == by else self._judged(studied.reading, given)

    def _judged(self, reading: EpisodeReading, given: Published | None) -> Studied:
        verdict = judged(
            self.show, reading, given, undated=self.undated, insist=self.insist
        )
        items: tuple[Item, ...] = ()
        if self.show and verdict.episode and not self.insist:  # a check makes no feed
            episode = verdict.episode.whole
            items = (item_of(self.show, episode, True),)
            if self.show.full_notes is not None:
                items += (item_of(self.show, episode, False),)
        return studied(reading, verdict, self._by(given), items)

    def _recalled(self, files: EpisodeFiles) -> tuple[Studied | None, Studied | None]:
        """The episode as it is remembered, and as it is; None where it is not known."""
        known = self._memory and self._memory.recalled(files, self._wanted(files))
        if not known:
            return None, None
        given = self.given.get(files.stem)
        if self.insist or self.undated:  # it is judged for this run alone
            return known, self._judged_by(known, given)
        return known, known if known.by == self._by(given) else None

    def _learned(self, asked: tuple[EpisodeFiles, Studied | None]) -> Studied | bytes:
        """The episode, or what there is to note of it if it could be kept."""
        files, known = asked
        if known:
            new = self._judged(known.reading, self.given.get(files.stem))
        else:
            hear = self._memory.sound_of(files) if self._memory else None
            new = self._anew(files, hear)
        if self._memory is None or new.outline.unfinished:
            return new
        return self._memory.keep(files, new, self._wanted(files)) or new

    def _anew(
        self, files: EpisodeFiles, hear: Callable[[Path], str] | None = None
    ) -> Studied:
        reading = read_episode(self.project, self.known, files, hear)
        if reading.unfinished:  # what was heard of whole audio stays remembered
            former = self._memory.former(files) if self._memory else None
            reading = as_heard_before(reading, former, self.project)
        return self._judged(reading, self.given.get(files.stem))

    def _once_more(self, stem: str) -> Studied:
        files = self._files.get(stem)
        if files is None:
            raise episode_changed()
        return self._anew(files)

    @cached_property
    def _files(self) -> dict[str, EpisodeFiles]:
        """All there are, looked for once: many records may be lost."""
        found, _ = self.project.episodes(self.published)
        return {each.stem: each for each in found}

    def _noted(self, files: EpisodeFiles, read: Studied | bytes) -> Studied:
        if isinstance(read, bytes) and self._memory:
            return self._memory.noted(files, read)
        assert isinstance(read, Studied)
        return read

    @cached_property
    def _memory(self) -> Memory | None:
        return Memory(self.cache, self._once_more) if self.cache else None

    def _wanted(self, files: EpisodeFiles) -> str:
        documents = (files.document, *(path for _, path in files.translations))
        every = (self._base, files.stem, files.facts, files.audio, *documents)
        return digest_of("\0".join(map(str, every)).encode("utf-8", "replace"))

    @cached_property
    def _base(self) -> str:
        return _digest(program(), *self.wanted)

    def _by(self, given: Published | None) -> str:
        return _digest(self.undated, sorted(self.insist), given)


def _digest(*values: object) -> str:
    return digest_of(repr(values).encode("utf-8", "replace"))
