"""Where podcast.yaml, episodes/, audio/, templates/ and output/ are."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from shlex import quote

from .languages import language_tag
from .problems import CannotRunError, Location, Problem, Severity, legible

PODCAST = "podcast.yaml"
FACTS = (".yaml", ".yml")
DOCUMENTS = (".txt", ".md", ".docx", ".vtt", ".srt", ".json", ".html", ".htm")
AUDIO = tuple(".mp3 .m4a .m4b .mp4 .m4v .mov .ogg .oga .opus .flac .wav".split())
_KNOWN = frozenset((*FACTS, *DOCUMENTS, *AUDIO))


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeFiles:
    """The files that make one episode; ``facts`` is where its YAML is or would be.

    ``translations`` are documents in other languages, each with its BCP 47 tag.
    """

    stem: str
    facts: Path
    document: Path | None
    audio: Path | None
    translations: tuple[tuple[str, Path], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The folder of one show; ``cache_folder`` is where memories lie, if elsewhere."""

    folder: Path
    cache_folder: Path | None = None

    @property
    def cache(self) -> Path:
        """Where is kept what was learned from the files; git ignores it."""
        return self.cache_folder or self.folder / ".feed-builder"

    @property
    def podcast(self) -> Path:
        """The show's own facts."""
        return self.folder / PODCAST

    @property
    def output(self) -> Path:
        """Where the site is written unless another place is asked for."""
        return self.folder / "output"

    @property
    def ledger(self) -> Path:
        """What listeners were given; written by a build of a live show."""
        return self.folder / "published.json"

    @property
    def templates(self) -> Path:
        """The show's own templates, if it has any."""
        return self.folder / "templates"

    def command(self, words: str) -> str:
        """A command of ours for this project, as it can be pasted where we are."""
        is_around = all(part == ".." for part in self.folder.parts)
        place = "" if is_around else f"-C {quote(str(self.folder))} "
        return f"feed-builder {place}{words}"

    def leads_out(self, path: Path) -> Path | None:
        """Where a file of the project really is, if that is outside of it; else None.

        Only ``audio/`` itself may be a link to another disk.
        """
        folders = _own_folders(self.folder)
        if path.parent in folders and not path.is_symlink():
            return None
        *_, audio = folders
        real = Path(os.path.realpath(path))
        homes = (self.folder, audio if path.is_relative_to(audio) else self.folder)
        is_inside = any(real.is_relative_to(os.path.realpath(home)) for home in homes)
        return None if is_inside else real

    def is_listed(self, path: str) -> bool:
        """Whether it lies in a folder whose files all are the project's."""
        return os.path.dirname(path) in _listed_folders(self.folder)  # noqa: PTH120

    def beside(self, path: str) -> tuple[str, ...]:
        """The files in the folder of this one, as an author writes their paths."""
        folder = PurePosixPath(path).parent
        files = _files_in(self.folder / folder)
        return tuple(str(folder / file.name) for file in files)

    def episodes(
        self, published: Collection[str] = ()
    ) -> tuple[tuple[EpisodeFiles, ...], tuple[Problem, ...]]:
        """The files of every episode by name, and what is doubtful about them.

        Of two files of a kind, the one is read whose name or stem is ``published``,
        else the first by its suffix: a text before captions, what everybody plays.
        """
        files, illegible = _listed(self._episodes_folder)
        recordings, unheard = _listed(self.folder / "audio")
        facts = _by_stem(files, FACTS, published)
        documents = _by_stem(files, DOCUMENTS, published)
        audio = _by_stem(recordings, AUDIO, published)
        doubles = [p for kind in (facts, documents, audio) for p in _doubles(kind)]
        translations = _translations(facts, documents, audio)
        stems = sorted(facts.keys() | documents.keys() | translations.keys())
        episodes = tuple(
            self._files(stem, facts, documents, audio, translations.get(stem, ()))
            for stem in stems
        )
        unused = sorted(audio.keys() - {_folded(each.stem) for each in episodes})
        strays = (_stray(audio[stem][0]) for stem in unused)
        nameless = map(illegible_name, (*illegible, *unheard))
        return episodes, (*doubles, *strays, *nameless)

    def waiting(self) -> tuple[EpisodeFiles, ...]:
        """What lies in episodes/ or audio/ by a name that has no YAML yet."""
        files = _files_in(self._episodes_folder)
        facts, documents = _by_stem(files, FACTS), _by_stem(files, DOCUMENTS)
        audio = _by_stem(_files_in(self.folder / "audio"), AUDIO)
        _translations(facts, documents, audio)
        stems = sorted((documents.keys() | audio.keys()) - facts.keys())
        return tuple(self._files(stem, facts, documents, audio) for stem in stems)

    @property
    def _episodes_folder(self) -> Path:
        folder = self.folder / "episodes"
        if out := self.leads_out(folder):
            raise CannotRunError(
                f"{folder} leads out of the project, to {out}",
                hint="what is published lies in the project: move the files there; "
                "only audio/ may be a link to another disk",
            )
        return folder

    def _files(
        self,
        stem: str,
        facts: dict[str, list[Path]],
        documents: dict[str, list[Path]],
        audio: dict[str, list[Path]],
        translations: Iterable[tuple[str, Path]] = (),
    ) -> EpisodeFiles:
        first = (facts.get(stem) or documents.get(stem) or audio[stem])[0]
        name, _ = _split(first.name)
        has_yaml = stem in facts
        return EpisodeFiles(
            stem=unicodedata.normalize("NFC", name),
            facts=first if has_yaml else self.folder / "episodes" / f"{name}.yaml",
            document=documents[stem][0] if stem in documents else None,
            audio=audio[stem][0] if stem in audio else None,
            translations=tuple(sorted(translations)),
        )


def find_project(start: Path) -> Project | None:
    """The project that ``start`` lies in: the nearest folder with a podcast.yaml."""
    here = start.resolve()
    for folder in (here, *here.parents):
        if (folder / PODCAST).is_file():
            return Project(folder=start if folder == here else _relative(folder))
    return None


@lru_cache(maxsize=1)  # asked for every file of a project
def _own_folders(folder: Path) -> tuple[Path, ...]:
    return folder / "episodes", folder, folder / "audio"


@lru_cache(maxsize=1)
def _listed_folders(folder: Path) -> tuple[str, ...]:
    return str(folder / "episodes"), str(folder / "audio")


def _relative(folder: Path) -> Path:
    return Path(os.path.relpath(folder))


def _by_stem(
    files: Iterable[Path], suffixes: tuple[str, ...], published: Collection[str] = ()
) -> dict[str, list[Path]]:
    """Files by their stem, in NFC and without case: as a Mac or Windows compares."""
    found: dict[str, list[Path]] = {}
    for path in files:
        stem, suffix = _split(path.name)
        if suffix.lower() in suffixes:
            found.setdefault(_folded(stem), []).append(path)

    def rank(path: Path) -> tuple[bool, bool, int]:
        name, stem = (unicodedata.normalize("NFC", n) for n in (path.name, path.stem))
        place = suffixes.index(path.suffix.lower())
        return name not in published, stem not in published, place

    for paths in found.values():
        if len(paths) > 1:
            paths.sort(key=rank)
    return found


def _folded(stem: str) -> str:
    return unicodedata.normalize("NFC", stem).casefold()


def _translations(
    facts: dict[str, list[Path]],
    documents: dict[str, list[Path]],
    audio: dict[str, list[Path]],
) -> dict[str, list[tuple[str, Path]]]:
    """Documents like 001.de.txt, by the stem of their episode: no longer ``documents``.

    What has facts or audio of its own is an episode, and so is what belongs to none.
    """
    episodes = facts.keys() | documents.keys() | audio.keys()
    found: dict[str, list[tuple[str, Path]]] = {}
    for stem in sorted(documents.keys() - facts.keys() - audio.keys()):
        original, _, language = stem.rpartition(".")
        tag = language_tag(language) if original in episodes else None
        if tag:
            found.setdefault(original, []).append((tag, documents.pop(stem)[0]))
    return found


#: A path would know, too, and is slow where there are thirty thousand.
_split = os.path.splitext


def _files_in(folder: Path) -> list[Path]:
    files, _ = _listed(folder)
    return files


def _listed(folder: Path) -> tuple[list[Path], list[Path]]:
    """The files of a show in the folder, by name; and those whose names are no text."""
    if not folder.is_dir():
        return [], []
    with os.scandir(folder) as entries:
        names = sorted(e.name for e in entries if e.is_file() and not _is_aside(e.name))
    illegible = [folder / name for name in names if legible(name) != name]
    files = [folder / name for name in names if legible(name) == name]
    return files, [file for file in illegible if file.suffix.lower() in _KNOWN]


def _is_aside(name: str) -> bool:
    begins = name[: len("README")].upper()
    is_readme = begins == "README" and len(_split(name)[0]) == len(begins)
    return name.startswith((".", "_", "~")) or is_readme


def illegible_name(path: Path) -> Problem:
    """What is wrong with a name that nobody can read or write."""
    is_text = path.name == path.name.encode("utf-8", "replace").decode()
    what = "a line break or the like in it" if is_text else "bytes that are not UTF-8"
    return Problem(
        rule="file-names-legible",
        severity=Severity.ERROR,
        message=f"{legible(path.name)} was passed over: its name has {what}",
        location=Location(path=path),
        hint="give it another name, in a file manager if it cannot be typed",
    )


def _doubles(files: dict[str, list[Path]]) -> Iterator[Problem]:
    for first, *others in files.values():
        for other in others:
            yield Problem(
                rule="one-file-of-a-kind",
                severity=Severity.WARNING,
                message=f"{other.name} was passed over: {first.name} is read instead",
                location=Location(path=other),
                hint="keep one of the two, or give it a name of its own",
            )


def _stray(audio: Path) -> Problem:
    return Problem(
        rule="audio-belongs",
        severity=Severity.WARNING,
        message=f"{audio.name} belongs to no episode",
        location=Location(path=audio),
        hint=f"write its facts into episodes/{audio.stem}.yaml, or give it the name of "
        "its episode's files",
    )
