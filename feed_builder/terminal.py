"""The only place that prints, and asks: lines and problems, as somebody wishes them."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TextIO

import click

from .problems import Problem, Severity
from .telling.problems import FORMATS, gathered

if TYPE_CHECKING:
    from .commands.options import Ask


#: A byte that is no UTF-8 in the name of a file, as Python has it (PEP 383).
_BYTE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """How somebody wants to be told; where ``colour`` is None, the terminal decides.

    Results go to stdout; what is said aside, to people, goes to stderr.
    """

    form: str = "full"
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    colour: bool | None = None

    @property
    def is_read(self) -> bool:
        """Whether lines are read, and not one text by a program."""
        return self.form not in ("json", "sarif")

    @property
    def sums_up(self) -> bool:
        """Whether somebody reads what is said at the end, after the problems."""
        return self.is_read and self.form != "github" and not self.quiet

    def say(self, lines: Iterable[str], *, aside: bool = False) -> None:
        """Print lines, whatever else is wished."""
        for line in lines:
            click.echo(_as_text(line), err=aside, color=self.colour)

    def tell(self, lines: Iterable[str]) -> None:
        """Say aside what was done."""
        if not self.quiet:
            self.say(lines, aside=True)

    def complain(self, message: str, hint: str = "") -> None:
        """Say aside why the work cannot be done."""
        kind = click.style("error", fg="red", bold=True)
        lines = [f"{kind}: {message}"]
        if hint:
            lines.append(f"  {click.style('help', fg='green')}: {hint}")
        self.say(lines, aside=True)

    def say_json(self, told: dict[str, Any], *, indent: int | None = None) -> None:
        """Print what programs read."""
        text = json.dumps(told, ensure_ascii=False, indent=indent)
        self.say([_as_text(text, "\\\\x")])

    def say_problems(self, problems: Iterable[Problem], *, aside: bool = False) -> None:
        """Print those that matter to who asked, in any form but JSON."""
        if self.form == "sarif":
            from .sarif import sarif

            self.say_json(sarif(problems), indent=1)
            return
        told = [problem for problem in problems if self._matters(problem)]
        if not (self.verbose or self.form == "github"):
            told = gathered(told)
        # GitHub reads its annotations from stdout.
        self.say(FORMATS[self.form](told), aside=aside and self.form != "github")

    def _matters(self, problem: Problem) -> bool:
        if problem.severity is Severity.WARNING:
            return not self.quiet or self.strict
        return problem.severity is Severity.ERROR or self.verbose


def _as_text(line: str, mark: str = "\\x") -> str:
    """The line with text for each byte of a file's name that is none."""
    if line.isascii():
        return line
    return _BYTE.sub(lambda byte: f"{mark}{ord(byte[0]) & 0xFF:02x}", line)


def progress_on_terminal() -> Callable[[int, int], None] | None:
    """What shows how far long work is; nothing where nobody watches."""
    return _show_progress if _is_terminal(sys.stderr) else None


def asker_on_terminal() -> Ask | None:
    """What asks the person at the terminal; nothing where nobody sits."""
    return _ask if _is_terminal(sys.stdin) and _is_terminal(sys.stderr) else None


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()  # None is one that was closed


def _ask(question: str, default: str, fitting: Callable[[str], str]) -> str:
    from .sources.values import Unfit

    def parsed(answer: str) -> str:
        try:
            return fitting(answer)
        except Unfit as unfit:
            raise click.UsageError(f"{unfit}: {unfit.hint}") from None

    answer: str = click.prompt(question, default=default, value_proc=parsed, err=True)
    return answer


def _show_progress(done: int, whole: int) -> None:
    end = "\r\x1b[K" if done == whole else ""
    click.echo(f"\rasked {done} of {whole} addresses{end}", nl=False, err=True)
