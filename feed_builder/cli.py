"""Arguments in, an exit code out; the only place with a clock and an environment."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from shlex import quote
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

import click

from . import __version__
from .commands.options import Wishes, debug, folder
from .overview import COMMANDS, PURPOSE, VERSION, overview
from .problems import CannotRunError
from .terminal import Screen, asker_on_terminal, progress_on_terminal

if TYPE_CHECKING:
    from .telling.outcome import Outcome
    from .unchanged import LastBuild

FINE, PROBLEMS, CANNOT_RUN, BUG, INTERRUPTED = 0, 1, 2, 101, 130
#: What a command makes is needed until it ends, and there may be much of it: to search
#: for garbage in it as often as usual takes a tenth of a run.
SWEEPS = (100_000, 20, 100)
#: How click tells of a word that no command takes, as it does in no other way.
_EXTRA = re.compile(r"Got unexpected extra argument \((.+)\)")


class _Commands(click.Group):
    """Commands that are imported late, so that the program starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        own = f"{name}_" if iskeyword(name) else name
        command = getattr(import_module(f"{__package__}.commands.{own}"), own)
        assert isinstance(command, click.Command)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        command = next((word for word in args if word in COMMANDS), None)
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            if command is None:
                raise
            option = error.option_name
            behind = f"Write it behind the command: feed-builder {command} {option}"
            ctx.fail(f"No such option {option!r} here. {behind}")

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            extra = _EXTRA.match(error.message)
            if extra is None or not Path(extra[1]).is_dir():
                raise
            place = f"A show's folder stands behind -C: -C {quote(extra[1])}"
            (error.ctx or ctx).fail(f"{extra[0]}. {place}")

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(f"There is no command {args[0]!r}.{_meant(args[0])}")
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return overview()


def _meant(name: str) -> str:
    from difflib import get_close_matches  # late: most names are right

    near = get_close_matches(name, COMMANDS, n=1)
    return f" Did you mean {near[0]!r}?" if near else ""


@click.command(
    cls=_Commands,
    help=PURPOSE,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message=VERSION)
@folder
@debug
def program() -> None:
    """The program without a command only tells what it is."""


def main(last: LastBuild | None = None) -> int:
    """The exit code of this process; ``last`` build was asked after at the door."""
    for each, handler in _HANDLERS.items():
        if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(each, handler)
    gc.set_threshold(*SWEEPS)
    return run(sys.argv[1:], last=last)


def _ended(number: int, _: FrameType | None) -> NoReturn:
    sys.exit(128 + number)  # on the way out, what was begun is tidied up


_HANDLERS = {
    signal.SIGINT: signal.default_int_handler,
    signal.SIGTERM: _ended,
    signal.SIGHUP: _ended,
}


def run(
    arguments: Sequence[str],
    clock: Callable[[], datetime] | None = None,
    last: LastBuild | None = None,
) -> int:
    """The exit code of the program for these arguments; ``clock`` is the machine's."""
    clock = clock or _now
    wishes = Wishes(
        now=clock(),
        clock=clock,
        last=last,
        show=lambda outcome: _shown(outcome, wishes),
        progress=progress_on_terminal(),
        ask=asker_on_terminal(),
        timezone=_timezone(),
        language=_language(),
    )
    try:
        outcome = _outcome(arguments, wishes)
        if isinstance(outcome, int):  # --help and --version end with a code
            return outcome
        return _shown(outcome, wishes)
    except click.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return CANNOT_RUN
    except CannotRunError as error:
        _screen(wishes).complain(str(error), error.hint)
        return CANNOT_RUN
    except OSError as error:
        return _io_failed(error, wishes)
    except Exception as error:  # a bug of ours, told in one line
        return _bug(error, wishes)


def _outcome(arguments: Sequence[str], wishes: Wishes) -> Outcome | int:
    try:
        outcome: Outcome | int = program.main(
            args=list(arguments),
            prog_name="feed-builder",
            standalone_mode=False,
            obj=wishes,
        )
    except SystemExit as end:
        if end.code == 1:  # click's way to end where the reader has had enough
            return CANNOT_RUN
        raise
    return outcome


def _shown(outcome: Outcome, wishes: Wishes) -> int:
    return PROBLEMS if outcome.show(_screen(wishes)) else FINE


def _io_failed(error: OSError, wishes: Wishes) -> int:
    if isinstance(error, BrokenPipeError):  # the reader, as `| head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT_RUN
    where = f"{error.filename}: " if error.filename else ""
    _trace(error, wishes)
    hint = "nothing that was published before is harmed; mend this and run it again"
    _screen(wishes).complain(f"{where}{error.strerror or error}", hint)
    return CANNOT_RUN


def _bug(error: Exception, wishes: Wishes) -> int:
    _trace(error, wishes)
    message = f"this is a bug in feed-builder: {type(error).__name__}: {error}"
    _screen(wishes).complain(message, "run it again with --debug, and report it")
    return BUG


def _trace(error: Exception, wishes: Wishes) -> None:
    if wishes.debug:
        from traceback import print_exception  # late: most runs end well

        print_exception(error)


def _screen(wishes: Wishes) -> Screen:
    in_actions = os.environ.get("GITHUB_ACTIONS") == "true"
    return Screen(
        form=wishes.form or ("github" if in_actions else "full"),
        strict=wishes.strict,
        quiet=wishes.quiet,
        verbose=wishes.verbose,
        colour=_colour(),
    )


def _colour() -> bool | None:
    """What the environment says of colours; None lets the terminal decide."""
    if os.environ.get("NO_COLOR"):
        return False
    return True if os.environ.get("FORCE_COLOR") else None


def _timezone() -> str:
    """The machine's time zone by its IANA name, if it tells."""
    if zone := os.environ.get("TZ"):
        return zone.removeprefix(":")
    try:
        return str(Path("/etc/localtime").readlink()).rpartition("zoneinfo/")[2]
    except OSError:
        return ""


def _language() -> str:
    """The language that this machine speaks, as "en-GB"."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    said = next(filter(None, map(os.environ.get, names)), "")
    return said.partition(".")[0].replace("_", "-")


def _now() -> datetime:
    return datetime.now(UTC)
