"""The options that many commands share, and the wishes that they make known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from ..problems import CannotRunError
from ..project import Project, find_project

if TYPE_CHECKING:
    from ..telling.outcome import Outcome
    from ..unchanged import LastBuild

_F = TypeVar("_F", bound=Callable[..., Any])
#: Asks a question, with an answer that is taken unless another one is given, until the
#: answer fits: what is handed in gives it as it is used, or raises Unfit.
Ask = Callable[[str, str, Callable[[str], str]], str]


@dataclass(slots=True, kw_only=True)
class Wishes:
    """What the options say that are not one command's own.

    ``now`` is the moment to act as if it were; ``clock`` tells the moment that it is.
    ``show`` is for commands that have something to tell before they end.
    ``last`` is what is remembered of the last build, if that was asked after already.
    ``ask`` is None where nobody can answer; ``timezone`` and ``language`` are this
    machine's, as it says them.
    """

    now: datetime
    clock: Callable[[], datetime]
    show: Callable[[Outcome], object]
    last: LastBuild | None = None
    folder: Path = Path()
    cache: Path | None = None
    form: str | None = None
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    debug: bool = False
    progress: Callable[[int, int], None] | None = None
    ask: Ask | None = None
    timezone: str = ""
    language: str = ""

    def project(self) -> Project:
        """The project that the folder lies in."""
        project = find_project(self.folder)
        if project is None:
            where = "here" if self.folder == Path() else f"in {self.folder}"
            raise CannotRunError(
                f"there is no podcast.yaml {where}, nor in a folder above",
                hint="go to the folder of your show, or name it: -C DIR",
            )
        return replace(project, cache_folder=self.cache)

    def refuse_ahead(self, hint: str) -> None:
        """Nothing is done to what listeners have as if a later moment had come."""
        if self.now > self.clock():
            message = f"--now {self.now.isoformat()} is still to come"
            raise CannotRunError(message, hint=hint)


class Moment(click.ParamType[datetime]):
    """A date and time in ISO 8601; without a zone it is UTC."""

    name = "ISO"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """The moment that the text names."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date like 2026-03-01T18:00Z", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def wish(*names: str, **settings: Any) -> Callable[[_F], _F]:
    """An option whose value goes into the wishes instead of into the command."""

    def keep(ctx: click.Context, param: click.Parameter, value: Any) -> None:
        if value is not None and value is not False:
            setattr(ctx.find_object(Wishes), str(param.name), value)

    return click.option(
        *names, callback=keep, expose_value=False, is_eager=True, **settings
    )


folder = wish(
    "-C",
    "folder",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Work in this folder instead of the current one.",
)
debug = wish("--debug", is_flag=True, help="Show the traceback of a bug.")
quiet = wish("-q", "--quiet", is_flag=True, help="Print errors only.")
verbose = wish("-v", "--verbose", is_flag=True, help="Print notes and file names too.")
strict = wish("--strict", is_flag=True, help="Take warnings for errors.")
form = wish(
    "--format",
    "form",
    type=click.Choice(["full", "concise", "json", "github", "sarif"]),
    help="How to print problems.  [default: full, or github in its Actions]",
)
cache = wish(
    "--cache",
    "cache",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Remember what was read there instead of in .feed-builder/.",
)
now = wish("--now", type=Moment(), help="Act as if it were this moment.")


def common(command: _F) -> _F:
    """The options that every command about a show takes."""
    for option in (debug, verbose, quiet, now, strict, form, cache, folder):
        command = option(command)
    return command
