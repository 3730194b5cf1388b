"""Which files a new episode is made of, where they are, and where they belong."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path

from ..naming import name_of
from ..problems import CannotRunError, legible
from ..project import AUDIO, DOCUMENTS, EpisodeFiles, Project, illegible_name
from .files import copy_new
from .known import cannot


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The files of an episode that has no YAML yet.

    ``stem`` is None until a name is found for files that lie elsewhere; ``title`` is
    what was named and is no file.
    """

    stem: str | None = None
    title: str | None = None
    document: Path | None = None
    audio: Path | None = None


def found_material(
    project: Project,
    waiting: tuple[EpisodeFiles, ...],
    name: str | None,
    *,
    audio: Path | None,
    document: Path | None,
    is_enough: bool,
) -> Material:
    """What was named or, where nothing was, what waits for its YAML.

    Nothing may wait if what is known besides ``is_enough``.
    """
    _refuse(audio, AUDIO, "audio")
    _refuse(document, DOCUMENTS, "a transcript")
    if audio or document:
        return _given(project, waiting, name, audio, document)
    if name is not None:
        return _named(waiting, name)
    if len(waiting) == 1:
        return _whole(waiting[0])
    if is_enough and not waiting:
        return Material()
    raise _undecided(waiting)


def settled(project: Project, material: Material, stem: str) -> Material:
    """The material where a build finds it: files that lie elsewhere are copied."""
    return Material(
        stem=stem,
        title=material.title,
        document=_placed(material.document, project.folder / "episodes", stem),
        audio=_placed(material.audio, project.folder / "audio", stem),
    )


def _given(
    project: Project,
    waiting: tuple[EpisodeFiles, ...],
    title: str | None,
    audio: Path | None,
    document: Path | None,
) -> Material:
    """Files that were named; their name counts if they lie where a build looks."""
    stem = None
    for path, place in ((document, "episodes"), (audio, "audio")):
        if stem is None and path and _lies_in(path, project.folder / place):
            if legible(path.name) != path.name:
                raise cannot(illegible_name(path))
            stem = path.stem
    if stem is None:
        return Material(title=title, document=document, audio=audio)
    (beside,) = [_whole(w) for w in waiting if _same(w.stem, stem)] or [Material()]
    return Material(
        stem=stem,
        title=title,
        document=document or beside.document,
        audio=audio or beside.audio,
    )


def _named(waiting: tuple[EpisodeFiles, ...], name: str) -> Material:
    for each in waiting:
        if _same(each.stem, name):
            return _whole(each)
    parts = name_of(name)
    is_file_name = parts.number and parts.words and " " not in name
    return Material(stem=name) if is_file_name else Material(title=name)


def _whole(files: EpisodeFiles) -> Material:
    return Material(stem=files.stem, document=files.document, audio=files.audio)


def _undecided(waiting: tuple[EpisodeFiles, ...]) -> CannotRunError:
    if not waiting:
        return CannotRunError(
            "nothing in audio/ or episodes/ waits for its YAML",
            hint='give a title: feed-builder new "Rag paper", or --audio FILE',
        )
    names = ", ".join(each.stem for each in waiting)
    return CannotRunError(
        f"{len(waiting)} episodes wait for their YAML: {names}",
        hint=f'name one: feed-builder new "{waiting[0].stem}"',
    )


def _refuse(path: Path | None, suffixes: tuple[str, ...], what: str) -> None:
    if path and path.suffix.lower() not in suffixes:
        known = ", ".join(suffix.lstrip(".") for suffix in suffixes)
        raise CannotRunError(f"{path} is not named like {what}", hint=f"known: {known}")


def _placed(path: Path | None, folder: Path, stem: str) -> Path | None:
    if path is None or _lies_in(path, folder):
        return path
    target = folder / f"{stem}{path.suffix.lower()}"
    if not copy_new(path, target):
        raise CannotRunError(
            f"{target} is there already, and is not {path}",
            hint="give the episode another title, or move that file away",
        )
    return target


def _lies_in(path: Path, folder: Path) -> bool:
    return path.resolve().parent == folder.resolve()


def _same(stem: str, other: str) -> bool:
    one, two = (unicodedata.normalize("NFC", s).casefold() for s in (stem, other))
    return one == two
