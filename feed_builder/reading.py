"""READ: a project's files become what is known about the show and each episode."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from . import addresses
from . import ledger as published
from .feed_pages import published_feed
from .model import (
    AlternateFile,
    Artwork,
    Audio,
    Chapter,
    EpisodeFacts,
    Ledger,
    Person,
    Published,
    ShowFacts,
    Transcript,
    Translation,
)
from .problems import Location, Problem, Severity
from .project import EpisodeFiles, Project
from .rules.ignores import silenced
from .sources import facts as yaml
from .sources.alternates import local_sources, read_alternate
from .sources.artwork import read_artwork
from .sources.audio import read_audio
from .sources.audio.fingerprint import sound_digest
from .sources.own_feed import read_own_feed
from .sources.own_pages import (
    LARGEST,
    Signpost,
    is_before_live,
    read_signpost,
    with_signposts,
)
from .sources.tag_values import is_address
from .sources.transcript import read_transcript
from .sources.values import address_like
from .text import slug, without_tracking
from .traces import State, state_of

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowReading:
    """What podcast.yaml and the artwork say; without ``facts`` nothing can be built.

    ``known`` is what could be read of them: enough to read the episodes by.
    ``digest`` is one of what is written in podcast.yaml.
    """

    facts: ShowFacts | None
    known: ShowFacts | None
    artwork: Artwork | None
    problems: tuple[Problem, ...]
    digest: str
    files: frozenset[Path] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeReading:
    """What the files of one episode say, each read once.

    ``sound`` and ``text`` are digests of what is heard and said, by which files are
    known again under other names. ``files`` are those that were read or looked for;
    some may not be there. Where a recording is ``unfinished``, nothing that was heard
    of any counts.
    """

    stem: str
    facts: EpisodeFacts
    document: Path | None
    transcript: Transcript | None
    audio: Audio | None
    artwork: Artwork | None
    problems: tuple[Problem, ...]
    alternates: tuple[AlternateFile, ...] = ()
    translations: tuple[Translation, ...] = ()
    sound: str | None = None
    text: str | None = None
    unfinished: bool = False
    files: frozenset[Path] = frozenset()


def read_show(project: Project) -> ShowReading:
    """The show's own facts and its artwork."""
    reader = _Reader(project)
    data = reader.bytes(project.podcast)
    known = None
    if data is not None:
        known = reader.noting(yaml.read_show(data, project.podcast))
        known = known and replace(known, people=reader.with_portraits(known.people))
    artwork = reader.artwork(known.artwork, known.locations) if known else None
    return ShowReading(
        facts=known if known and known.whole else None,
        known=known,
        artwork=artwork,
        problems=reader.found,
        digest=sha256(data or b"").hexdigest(),
        files=reader.files,
    )


def read_ledger(
    project: Project, facts: ShowFacts | None
) -> tuple[Ledger | None, tuple[Problem, ...]]:
    """What listeners were given; a lost ledger of a live show is made from its feed."""
    reader = _Reader(project)
    problems: tuple[Problem, ...] = ()
    if project.ledger.exists():
        data = reader.bytes(project.ledger)
        if data is None:
            return None, reader.found
        ledger, problems = published.read_ledger(data, project.ledger)
        if ledger or problems[0].rule != "ledger-whole":
            return ledger, problems
    if facts is None or not facts.live:
        return None, problems
    feed = project.output / addresses.FEED
    data = published_feed(project.output)
    rebuilt = read_own_feed(data) if data else None
    if rebuilt is None:
        return None, problems
    rebuilt = with_signposts(rebuilt, _signposts(project.output))
    files, _ = project.episodes()
    stems = {slug_of(each.stem): each.stem for each in files}
    episodes = tuple(_named_as(known, stems) for known in rebuilt.episodes)
    rebuilt = replace(rebuilt, audio_url=facts.audio_url, episodes=episodes)
    return rebuilt, (_begun(project) or _rebuilt(project, feed),)


def place_in_ledger(project: Project, known: Published) -> Location:
    """Where the ledger has this episode; without a line if it was made anew."""
    return published.place_of(known, project.ledger)


def _named_as(known: Published, stems: Mapping[str, str]) -> Published:
    """The episode with the name of its files, of which a feed knows the slug only."""
    slugs = (known.slug, *known.former_slugs)
    return replace(known, stem=next(filter(None, map(stems.get, slugs)), known.stem))


def _signposts(output: Path) -> dict[str, Signpost]:
    """The pages in ``output`` that stand where an episode was, by its slug."""
    pages = output.joinpath(addresses.page("any").parts[0]).glob("*/index.html")
    small = (page for page in pages if page.stat().st_size <= LARGEST)
    found = {page.parent.name: read_signpost(page.read_bytes()) for page in small}
    return {slug: signpost for slug, signpost in found.items() if signpost}


def _begun(project: Project) -> Problem | None:
    """That the ledger is the first of its show, which was not live until now."""
    home = project.output / addresses.HOME
    is_first = home.is_file() and is_before_live(home.read_bytes())
    if project.ledger.exists() or not is_first:
        return None
    return Problem(
        rule="ledger-kept",
        severity=Severity.NOTE,
        message=f"the show is live from now on; {project.ledger.name} begins with the "
        "episodes that are public already",
        location=Location(path=project.ledger),
        hint="keep it with the show's files: git add published.json",
    )


def _rebuilt(project: Project, feed: Path) -> Problem:
    return Problem(
        rule="ledger-kept",
        severity=Severity.WARNING,
        message=f"{project.ledger.name} was not there or cut off; it is made anew "
        f"from {feed} and the pages of withdrawn episodes",
        location=Location(path=project.ledger),
        hint="bring it back if you can: git checkout published.json; else look at what "
        "`feed-builder status` lists, build, and commit it",
    )


#: Behind these, what an episode's YAML says of its audio may stand unread.
_UNREAD = frozenset({"yaml-syntax", "yaml-mapping", "yaml-bounded", "known-keys"})


#: What tells that audio is being written, or that writing it was interrupted.
UNFINISHED = frozenset({"audio-settled", "audio-whole", "audio-not-empty"})


def read_episode(
    project: Project,
    show: ShowFacts | None,
    files: EpisodeFiles,
    hear: Callable[[Path], str] | None = None,
) -> EpisodeReading:
    """The facts, transcript, audio and picture of one episode.

    ``hear`` gives the digest of a live show's audio, for which all of it is read.
    """
    reader = _Reader(project)
    live = show is not None and show.live
    facts = reader.facts(files, show)
    files = reader.noting(_with_original(files, show))
    audio = reader.audio(files, facts)
    transcript = reader.transcript(files.document, show, facts)
    translations = (
        (language, path, reader.transcript(path, show, facts))
        for language, path in files.translations
    )
    translated = tuple(
        Translation(language=language, path=path, transcript=other)
        for language, path, other in translations
        if other
    )
    artwork = reader.artwork(facts.image, facts.locations)
    alternates = reader.alternates(facts)
    sound = reader.sound(audio, hear or sound_digest) if audio and live else None
    reader.listen_for_changes()
    ignores = (*facts.ignore, *(show.ignore if show else ()))
    problems, _ = silenced(reader.found, ignores)
    return EpisodeReading(
        stem=files.stem,
        facts=facts,
        document=files.document,
        transcript=transcript,
        translations=translated,
        audio=audio,
        artwork=artwork,
        alternates=alternates,
        problems=reader.found,
        sound=sound,
        text=_digest(transcript) if transcript else None,
        unfinished=any(problem.rule in UNFINISHED for problem in problems),
        files=reader.files,
    )


def _digest(transcript: Transcript) -> str | None:
    """A digest of what is said, by which a renamed document is known again."""
    said = "\n".join(turn.text for turn in transcript.turns)
    return sha256(said.encode("utf-8", "replace")).hexdigest()[:32] if said else None


def _untracked(transcript: Transcript) -> Transcript:
    """The transcript with links that do not tell where a click came from."""
    highlights = tuple(
        replace(
            highlight,
            links=tuple(
                replace(link, url=without_tracking(link.url))
                for link in highlight.links
            ),
        )
        for highlight in transcript.highlights
    )
    return replace(transcript, highlights=highlights)


def slug_of(stem: str) -> str:
    """The stem as an address; one without any letter gets a short digest instead."""
    return slug(stem) or "episode-" + sha256(stem.encode()).hexdigest()[:8]


def _with_original(
    files: EpisodeFiles, show: ShowFacts | None
) -> tuple[EpisodeFiles, tuple[Problem, ...]]:
    """A document in the show's own language is no translation, but the original."""
    spoken = f"{show.language}-".lower() if show else ""
    own: list[tuple[str, Path]] = []
    others: list[tuple[str, Path]] = []
    for language, path in files.translations:
        is_own = spoken.startswith(f"{language}-".lower())
        (own if is_own else others).append((language, path))
    if files.document is None and own:
        (_, document), *own = own
        files = replace(files, document=document)
    problems = (_second_original(path, files.document) for _, path in own)
    return replace(files, translations=tuple(others)), tuple(problems)


def _second_original(path: Path, document: Path | None) -> Problem:
    read = document.name if document else "another one"
    return Problem(
        rule="one-file-of-a-kind",
        severity=Severity.WARNING,
        message=f"{path.name} was passed over: it is in the show's own language, and "
        f"{read} is read",
        location=Location(path=path),
        hint="keep one of the two",
    )


def people_of(show: ShowFacts | None, facts: EpisodeFacts | None) -> tuple[Person, ...]:
    """Whom a document's labels may name: the show's people, and the episode's own."""
    everybody = show.people if show else ()
    own = (*(facts.hosts or ()), *(facts.guests or ())) if facts else ()
    return (*everybody, *own)


#: Doubts about documents that a mistake in this key of podcast.yaml may explain.
_HANGING_ON = {
    "people": frozenset({"known-speakers", "speakers-named", "hosts-speak"}),
    "sections": frozenset({"lines-have-a-place", "headings-spelt", "sections-end"}),
}


class _Reader:
    """Reads files of one project and keeps what is wrong with them."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._problems: list[Problem] = []
        self._files: set[Path] = set()
        self._heard: dict[Path, State | None] = {}

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self._problems)

    @property
    def files(self) -> frozenset[Path]:
        """What was read or looked for."""
        return frozenset(self._files)

    def noting(self, result: tuple[_T, tuple[Problem, ...]]) -> _T:
        value, problems = result
        self._problems += problems
        return value

    def may_read(self, path: Path) -> bool:
        """Whether the file is the project's own; else that is noted."""
        outside = self._outside(path)
        self._problems += filter(None, [outside])
        return outside is None

    def _outside(self, path: Path) -> Problem | None:
        out = self.project.leads_out(path)
        return (
            None
            if out is None
            else Problem(
                rule="files-inside",
                severity=Severity.ERROR,
                message=f"{path.name} leads out of the project, to {out}",
                location=Location(path=path),
                hint="put the file itself there: what is published lies in the project",
            )
        )

    def bytes(self, path: Path) -> bytes | None:
        self._files.add(path)
        if not self.may_read(path):
            return None
        try:
            return path.read_bytes()
        except OSError as error:
            self._problems.append(
                Problem(
                    rule="files-readable",
                    severity=Severity.ERROR,
                    message=f"{path.name} cannot be read: {error.strerror}",
                    location=Location(path=path),
                    hint="put it back: it was there a moment ago"
                    if isinstance(error, FileNotFoundError)
                    else "see who may read it: ls -l",
                )
            )
            return None

    def facts(self, files: EpisodeFiles, show: ShowFacts | None) -> EpisodeFacts:
        self._files.add(files.facts)
        slug = slug_of(files.stem)
        written = files.facts.exists()
        data = self.bytes(files.facts) if written else None
        if data is None:
            return EpisodeFacts(slug=slug, path=files.facts, whole=not written)
        # Without a show, a zone is only missing because podcast.yaml could not be read.
        zone = show.timezone if show else ZoneInfo("UTC")
        facts = self.noting(yaml.read_episode(data, files.facts, slug, zone))
        return replace(
            facts,
            hosts=facts.hosts and self.with_portraits(facts.hosts),
            guests=facts.guests and self.with_portraits(facts.guests),
            chapters=facts.chapters and tuple(map(self._pictured, facts.chapters)),
        )

    def alternates(self, facts: EpisodeFacts) -> tuple[AlternateFile, ...]:
        sources = dict(local_sources(facts.tags))
        paths = [self.project.folder / source for source in sources]
        self._files.update(paths)
        self._heard.update({path: state_of(path) for path in paths})
        found = (
            self.noting(read_alternate(self.project.folder, source, tag))
            for source, tag in sources.items()
            if self.may_read(self.project.folder / source)
        )
        return tuple(filter(None, found))

    def transcript(
        self, path: Path | None, show: ShowFacts | None, facts: EpisodeFacts
    ) -> Transcript | None:
        data = self.bytes(path) if path else None
        if path is None or data is None:
            return None
        people, sections = people_of(show, facts), show.sections if show else ()
        transcript, doubts = read_transcript(
            data, path, people=people, sections=sections
        )
        unread = show.unread if show else frozenset(_HANGING_ON)
        hanging = {rule for key in unread for rule in _HANGING_ON.get(key, ())}
        self._problems += (doubt for doubt in doubts if doubt.rule not in hanging)
        strip = show is not None and show.strip_tracking
        return _untracked(transcript) if strip else transcript

    def artwork(
        self, path: str | None, locations: Mapping[str, Location]
    ) -> Artwork | None:
        if path is None:
            return None
        here = locations.get("artwork") or locations.get("image")
        return self.noting(self._picture(path, here))

    def with_portraits(self, people: Iterable[Person]) -> tuple[Person, ...]:
        """The people, with the pictures of those whose image is a path."""
        return tuple(map(self._with_portrait, people))

    def _with_portrait(self, person: Person) -> Person:
        if person.image is None or is_address(person.image):
            return person
        portrait = self._named(person.image, person.location)
        return replace(person, image=None, portrait=portrait)

    def _pictured(self, chapter: Chapter) -> Chapter:
        if chapter.image is None or is_address(chapter.image):
            return chapter
        picture = self._named(chapter.image, chapter.location)
        return replace(chapter, image=None, picture=picture)

    def _named(self, path: str, entry: Location | None) -> Artwork | None:
        """The picture that an entry names; what is wrong is told where it does."""
        here = entry and entry.of("image")
        picture, problems = self._picture(path, here, _nor_address)
        self._problems += (replace(problem, location=here) for problem in problems)
        return picture

    def _picture(
        self,
        path: str,
        here: Location | None,
        otherwise: Callable[[str], str] = lambda _: _PATH,
    ) -> tuple[Artwork | None, tuple[Problem, ...]]:
        picture = self.project.folder / path
        self._files.add(picture)
        if outside := self._outside(picture):
            return None, (outside,)
        if picture.is_file():
            return read_artwork(picture)
        missing = Problem(
            rule="artwork-readable",
            severity=Severity.ERROR,
            message=f"there is no picture {path}",
            location=here,
            hint=_meant(path, self._beside(path)) or otherwise(path),
        )
        return None, (missing,)

    def audio(self, files: EpisodeFiles, facts: EpisodeFacts) -> Audio | None:
        written = facts.audio
        if written and written.url:
            return None
        if written and written.path:
            path: Path | None = self.project.folder / written.path
        else:
            path = files.audio
        if path:
            self._files.add(path)
        if path and not self.may_read(path):
            return None
        if path and path.is_file():
            self._heard[path] = state_of(path)
            return self.noting(read_audio(path))
        is_said = facts.audio is None and "audio" in facts.locations
        is_unread = any(problem.rule in _UNREAD for problem in self._problems)
        if written and written.path:
            others = self._beside(written.path)
            self._problems.append(_misplaced_audio(written.path, others, facts))
        elif not (is_said or is_unread):  # else that is told of already
            self._problems.append(_no_audio(files, facts))
        return None

    def sound(self, audio: Audio, hear: Callable[[Path], str]) -> str | None:
        try:
            return hear(audio.path)
        except OSError:  # it is gone meanwhile
            return None

    def listen_for_changes(self) -> None:
        """Of audio that changed while it was read, say this and nothing else."""
        for path, before in self._heard.items():
            if _file(state_of(path)) == _file(before):
                continue
            told = (p for p in self._problems if p.location != Location(path=path))
            self._problems = [*told, _unsettled(path)]

    def _beside(self, path: str) -> tuple[str, ...]:
        """What lies beside a file that is not there, and may have been meant."""
        self._files.add((self.project.folder / path).parent)
        return self.project.beside(path)


def _file(state: State | None) -> State | tuple[int, ...] | None:
    """The inode, size and time of a file; who may read it has nothing to do with it."""
    return state and state[:3]


def _unsettled(path: Path) -> Problem:
    return Problem(
        rule="audio-settled",
        severity=Severity.WARNING,
        message=f"{path.name} changed while it was read",
        location=Location(path=path),
        hint="wait until it is written; the next run takes it",
    )


def _misplaced_audio(
    path: str, others: Collection[str], facts: EpisodeFacts
) -> Problem:
    # Where its whole folder is not here, this may be a machine without the audio.
    return Problem(
        rule="audio-exists" if others else "audio-present",
        severity=Severity.ERROR,
        message=f"there is no audio file {path}",
        location=facts.locations.get("audio"),
        hint=_meant(path, others) or _PATH,
    )


_PATH = "give its path from the folder of podcast.yaml"


def _meant(path: str, others: Collection[str]) -> str | None:
    by_name = {other.casefold(): other for other in others}
    near = get_close_matches(path.casefold(), by_name, n=1, cutoff=0.6)
    return f"did you mean {by_name[near[0]]}?" if near else None


def _nor_address(path: str) -> str:
    """What to write instead of a path, where an address would do as well."""
    address = address_like(path) if "/" in path else None
    return f"did you mean {address}?" if address else f"{_PATH}, or its full address"


def _stray(document: Path, facts: Path) -> Problem:
    return Problem(
        rule="transcript-belongs",
        severity=Severity.WARNING,
        message=f"{document.name} belongs to no episode: neither YAML nor audio has "
        "its name",
        location=Location(path=document),
        hint=f"write its facts into episodes/{facts.name}, or give it the name of its "
        "episode's files",
    )


def _no_audio(files: EpisodeFiles, facts: EpisodeFacts) -> Problem:
    if files.document and not files.facts.exists():
        return _stray(files.document, files.facts)
    return Problem(
        rule="audio-present",
        severity=Severity.ERROR,
        message=f"{files.stem} has no audio",
        location=facts.locations.get("audio") or Location(path=files.facts),
        hint=f"put it at audio/{files.stem}.mp3, or write where it is: `audio: …`",
    )
