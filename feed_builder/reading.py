"""READ: a project's files become what is known about the show and each episode."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from .model import (
    Artwork,
    Audio,
    EpisodeFacts,
    Person,
    Show,
    ShowFacts,
    Transcript,
)
from .problems import Location, Problem, Severity
from .project import EpisodeFiles, Project
from .sources import facts as yaml
from .sources.artwork import read_artwork
from .sources.audio import read_audio
from .sources.transcript import read_transcript
from .text import slug

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReading:
    """What podcast.yaml and the artwork say; without ``facts`` nothing can be built."""

    facts: ShowFacts | None
    artwork: Artwork | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeReading:
    """What the files of one episode say, each read once."""

    stem: str
    facts: EpisodeFacts
    document: Path | None
    transcript: Transcript | None
    audio: Audio | None
    artwork: Artwork | None
    problems: tuple[Problem, ...]


def read_show(project: Project) -> ShowReading:
    """The show's own facts and its artwork."""
    reader = _Reader(project)
    data = reader.bytes(project.podcast)
    facts = None
    if data is not None:
        facts = reader.noting(yaml.read_show(data, project.podcast))
    artwork = reader.artwork(facts.artwork, facts.locations) if facts else None
    return ShowReading(facts=facts, artwork=artwork, problems=reader.found)


def read_episode(
    project: Project, show: Show | None, files: EpisodeFiles
) -> EpisodeReading:
    """The facts, transcript, audio and picture of one episode."""
    reader = _Reader(project)
    facts = reader.facts(files, show)
    transcript = None
    if files.document and (data := reader.bytes(files.document)) is not None:
        transcript = reader.noting(
            read_transcript(
                data,
                files.document,
                people=_people(show, facts),
                sections=show.sections if show else (),
            )
        )
    return EpisodeReading(
        stem=files.stem,
        facts=facts,
        document=files.document,
        transcript=transcript,
        audio=reader.audio(files, facts),
        artwork=reader.artwork(facts.image, facts.locations),
        problems=reader.found,
    )


def slug_of(stem: str) -> str:
    """The stem as an address; one without any letter gets a short digest instead."""
    return slug(stem) or "episode-" + sha256(stem.encode()).hexdigest()[:8]


def _people(show: Show | None, facts: EpisodeFacts) -> tuple[Person, ...]:
    everybody = show.people if show else ()
    return (*everybody, *(facts.hosts or ()), *(facts.guests or ()))


class _Reader:
    """Reads files of one project and keeps what is wrong with them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._problems: list[Problem] = []

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    def noting(self, result: tuple[_T, tuple[Problem, ...]]) -> _T:
        value, problems = result
        self._problems += problems
        return value

    def bytes(self, path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError as error:
            self._problems.append(
                Problem(
                    rule="files-readable",
                    severity=Severity.ERROR,
                    message=f"{path.name} cannot be read: {error.strerror}",
                    location=Location(path=path),
                    hint="see who may read it: ls -l",
                )
            )
            return None

    def facts(self, files: EpisodeFiles, show: Show | None) -> EpisodeFacts:
        slug = slug_of(files.stem)
        written = files.facts.exists()
        data = self.bytes(files.facts) if written else None
        if data is None:
            return EpisodeFacts(slug=slug, path=files.facts, whole=not written)
        # Without a show, a zone is only missing because podcast.yaml could not be read.
        zone = show.timezone if show else ZoneInfo("UTC")
        return self.noting(yaml.read_episode(data, files.facts, slug, zone))

    def artwork(
        self, path: str | None, locations: Mapping[str, Location]
    ) -> Artwork | None:
        if path is None:
            return None
        picture = self.project.folder / path
        if picture.is_file():
            return self.noting(read_artwork(picture))
        self._problems.append(
            Problem(
                rule="artwork-readable",
                severity=Severity.ERROR,
                message=f"there is no picture {path}",
                location=locations.get("artwork") or locations.get("image"),
                hint="give its path from the folder of podcast.yaml",
            )
        )
        return None

    def audio(self, files: EpisodeFiles, facts: EpisodeFacts) -> Audio | None:
        written = facts.audio
        if written and written.url:
            return None
        if written and written.path:
            path: Path | None = self.project.folder / written.path
        else:
            path = files.audio
        if path and path.is_file():
            return self.noting(read_audio(path))
        self._problems.append(_no_audio(files, facts))
        return None


def _no_audio(files: EpisodeFiles, facts: EpisodeFacts) -> Problem:
    if facts.audio and facts.audio.path:
        message = f"there is no audio file {facts.audio.path}"
        hint = "give its path from the folder of podcast.yaml"
    else:
        message = f"{files.stem} has no audio"
        hint = f"put it at audio/{files.stem}.mp3, or write where it is: `audio: …`"
    return Problem(
        rule="audio-present",
        severity=Severity.ERROR,
        message=message,
        location=facts.locations.get("audio")
        or Location(path=files.document or files.facts),
        hint=hint,
    )
