"""A theme: folders of templates and other files, of which a show's own come first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath
from traceback import walk_tb
from typing import TYPE_CHECKING

from .. import addresses
from ..links import Below
from ..problems import Location, Problem, Severity, legible
from ..project import illegible_name
from .contrast import contrast_problems, light_colours
from .loading import loaded_by

if TYPE_CHECKING:
    from jinja2 import Environment

_QUOTED = re.compile(r"'([^']+)'")


#: The stylesheet that every theme has, and one that a show adds to it.
STYLESHEETS = (PurePosixPath("style.css"), PurePosixPath("own.css"))


#: By "default/episode.html" templates know the one of the last folder.
DEFAULT = "default"


class TemplateProblem(Exception):
    """A template that cannot be rendered; ``problem`` says where and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return self.problem.message


class Theme:
    """Templates and static files; a file in an earlier folder replaces later ones.

    In the ``proven`` one, our tests have found no problem. Links in the others lead to
    what lies in ``home``, or in the same folder.
    """

    def __init__(
        self,
        folders: tuple[Path, ...],
        proven: Path | None = None,
        home: Path | None = None,
    ) -> None:
        self._proven = proven
        self.folders = tuple(folder for folder in folders if folder.is_dir())
        self._below = {
            folder: Below(folder, None if folder == proven else home or folder)
            for folder in self.folders
        }
        self._all = {
            name: folder / name
            for folder in reversed(self.folders)
            for name in self._below[folder].files
        }
        shown = sorted(name for name in self._all if not _is_hidden(name))
        self._files = {n: self._all[n] for n in shown if legible(n) == n}
        self._illegible = {
            _illegible(self._all[n], n) for n in shown if n not in self._files
        }

    @cached_property
    def digest(self) -> str:
        """Changes when anything does that pages may be made of."""
        hasher = sha256()
        for name, path in sorted(self._parts.items()):
            hasher.update(sha256(os.fsencode(name)).digest())
            hasher.update(sha256(path.read_bytes()).digest())
        return hasher.hexdigest()

    @cached_property
    def static(self) -> dict[PurePosixPath, Path]:
        """The files that are published as they are, by their place below output/."""
        others = self._files.keys() - self._templates
        return {PurePosixPath(name): self._files[name] for name in sorted(others)}

    @cached_property
    def stylesheets(self) -> tuple[str, ...]:
        """The stylesheets that pages link to, of which later ones win."""
        static = self.static
        return tuple(str(path) for path in STYLESHEETS if path in static)

    @cached_property
    def colours(self) -> dict[str, str]:
        """The colours of its light pages by their names, as ``#rrggbb``."""
        return light_colours(self._files[name] for name in self.stylesheets)

    def render(self, template: str, **values: object) -> bytes:
        """The page; raises TemplateProblem for any mistake in a template.

        The values are plain and complete, so what fails in here is a template.
        """
        try:
            page = self._environment.get_template(template).render(values)
        except Exception as error:
            raise TemplateProblem(self._problem(template, error, values)) from error
        return page.encode()

    def problems(self) -> Iterator[Problem]:
        """Templates that are not even templates, files where ours belong or with names
        that are no text, links astray, and colours that cannot be read.
        """
        yield from map(illegible_name, sorted(self._illegible))
        for place, path in self.static.items():
            if place.parts[0] in addresses.OURS:
                yield Problem(
                    rule="templates-apart",
                    severity=Severity.ERROR,
                    message=f"{place} would take the place of a file of the site",
                    location=Location(path=path),
                    hint="give it another name",
                )
        for folder, below in self._below.items():
            for name, (wrong, remedy) in below.astray.items():
                yield Problem(
                    rule="files-inside",
                    severity=Severity.ERROR,
                    message=legible(f"{name or folder.name} {wrong}"),
                    location=Location(path=folder / name),
                    hint=remedy,
                )
        yield from contrast_problems(self._files[name] for name in self.stylesheets)
        for name in self._templates:
            if self._proven and self._files[name] == self._proven / name:
                continue  # to compile all of them takes as long as to make 50 pages
            try:
                self._environment.get_template(name)
            except Exception as error:
                yield self._problem(name, error, {})

    @property
    def _templates(self) -> list[str]:
        return [name for name in self._files if name.endswith(".html")]

    @cached_property
    def _parts(self) -> dict[str, Path]:
        """All templates and what they load, by name: all files, if they work names out.

        A stylesheet or a picture that pages only link to is no part of them.
        """
        parts: dict[str, Path] = {}
        names = {*self._templates}
        while names:
            name = names.pop()
            path = self._known_as.get(name)
            if path is None or name in parts:
                continue
            parts[name] = path
            loaded = loaded_by(path.read_text(encoding="utf-8", errors="replace"))
            if loaded is None:
                return self._known_as
            names |= {*map(_plain, loaded)}
        return parts

    @cached_property
    def _environment(self) -> Environment:
        # Late: a build with nothing to do needs no templates.
        from jinja2 import FunctionLoader, StrictUndefined

        from .sandbox import Sandbox

        return Sandbox(
            loader=FunctionLoader(self._loaded),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,  # as many as there are, without a lock
        )

    def _loaded(self, name: str) -> tuple[str, str, None] | None:
        """The template, and where it lies, for Jinja."""
        path = self._known_as.get(_plain(name))
        if path is None:
            return None
        return path.read_text(encoding="utf-8"), str(path), None

    @cached_property
    def _known_as(self) -> dict[str, Path]:
        """Each file that a template may load, by the names that it may load it by.

        What a show's own template extends may have the same name.
        """
        default = self.folders[-1:]
        every = (
            (folder / n, n) for folder in default for n in self._below[folder].files
        )
        return {f"{DEFAULT}/{name}": path for path, name in every} | self._all

    def _problem(
        self, template: str, error: Exception, values: dict[str, object]
    ) -> Problem:
        from jinja2 import TemplateNotFound

        message = str(error)
        if isinstance(error, TemplateNotFound):
            message = f"there is no template named {error.name!r}"
        return Problem(
            rule="templates-render",
            severity=Severity.ERROR,
            message=f"{template} cannot be rendered: {message}",
            location=self._place(template, error),
            hint=_hint(message, self._known(error, values)),
        )

    def _known(self, error: Exception, values: dict[str, object]) -> set[str]:
        """Names that could have been meant."""
        from jinja2 import TemplateNotFound

        from .sandbox import FIELDS

        if isinstance(error, TemplateNotFound):
            return set(self._known_as)
        return set(values).union(*(FIELDS[type(v)] for v in values.values()))

    def _place(self, template: str, error: Exception) -> Location:
        """The innermost line of a template that took part in the error."""
        from jinja2 import TemplateSyntaxError

        if isinstance(error, TemplateSyntaxError) and error.filename:
            return Location(path=Path(error.filename), line=error.lineno)
        ours = {str(path): path for path in self._known_as.values()}
        steps = [
            (frame.f_code.co_filename, line)
            for frame, line in walk_tb(error.__traceback__)
        ]
        for file, line in reversed(steps):
            if file in ours:
                return Location(path=ours[file], line=line)
        missing = (self.folders or (Path(),))[0] / template
        return Location(path=self._files.get(template, missing))


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _illegible(path: Path, name: str) -> Path:
    """The file of this name, or a folder on the way to it, whose own is no text."""
    ways = (*reversed(path.parents[: name.count("/")]), path)
    return next(way for way in ways if legible(way.name) != way.name)


def _plain(name: str) -> str:
    """A name without steps that lead nowhere."""
    return "/".join(part for part in name.split("/") if part not in ("", "."))


def _hint(message: str, known: set[str]) -> str:
    quoted = _QUOTED.findall(message)
    near = get_close_matches(quoted[-1], sorted(known), n=1) if quoted else []
    if near:
        return f"did you mean {near[0]!r}?"
    return "compare it with the template of that name in the default theme"
