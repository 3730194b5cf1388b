"""A report on screen: text with the source line, concise, JSON, GitHub annotations."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .problems import Location, Problem, Report, Severity

if TYPE_CHECKING:
    from .commands.outcome import Ask
    from .explanation import Explained
    from .importing.proof import Proof
    from .model import Episode, Transcript
    from .pipeline import Preview
    from .rules.page import Page
    from .rules.rule import Rule
    from .tagging import Tagged

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
#: A rule broken in more files than this is shown for the first of them, and counted.
MOST_FILES = 3
WIDEST_LINE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """How somebody wants to be told; where ``colour`` is None, the terminal decides."""

    form: str = "full"
    strict: bool = False
    quiet: bool = False
    verbose: bool = False
    colour: bool | None = None

    def show(self, report: Report, *, wrote: bool, done: str | None = None) -> None:
        """Print the report; ``wrote`` tells a build from a check.

        A check's problems are its result and go to stdout; what a build has to tell
        people goes to stderr.
        """
        if self.form == "json":
            told = report.as_json(strict=self.strict)
            self._say(json.dumps(told, ensure_ascii=False))
            return
        if self.form == "sarif":
            self._say_sarif(report.problems)
            return
        lines = FORMATS[self.form](self._told(report.problems))
        github = self.form == "github"
        self._say_all(lines, aside=wrote and not github)
        if not (self.quiet or github):
            self._say_all(self._summary(report, wrote, done), aside=True)

    def show_move(self, report: Report, proof: Proof | None, done: str | None) -> None:
        """Print what was imported, if it was, and what that changes for listeners."""
        from .telling_move import proof_json, proof_lines

        if self.form == "json":
            move = proof_json(proof) if proof else None
            told = {"report": report.as_json(strict=self.strict), "move": move}
            self._say(json.dumps({"version": 1, **told}, ensure_ascii=False))
            return
        if done or report.problems:
            self.show(report, wrote=True, done=done)
        if proof and self.form != "sarif":
            self._say_all(proof_lines(proof, verbose=self.verbose))

    def show_rebuild(
        self, report: Report, changed: tuple[str, ...], took: timedelta
    ) -> None:
        """Print what became of a preview, in a line after its problems.

        Nothing changed before the first build, which is told like any other.
        """
        _lines.cache_clear()  # what was read of a file may have changed
        if not changed or self.form in ("json", "sarif"):
            self.show(report, wrote=True)
            return
        self._say_all(FORMATS[self.form](self._told(report.problems)), aside=True)
        self.tell([_rebuild(report, changed, took, strict=self.strict)])

    def show_transcript(
        self, path: Path, transcript: Transcript, problems: tuple[Problem, ...]
    ) -> None:
        """Print how a document was understood, and what is doubtful in it."""
        from .sources.transcript.as_json import transcript_json
        from .telling import transcript_lines

        if self.form == "json":
            told = transcript_json(transcript, problems)
            self._say(json.dumps(told, ensure_ascii=False, indent=1))
            return
        if self.form == "full":
            self._say_all(transcript_lines(path, transcript, turns=self.verbose))
        self._say_all(FORMATS.get(self.form, _full)(list(problems)))

    def show_rules(self, rules: Iterable[Rule | Page], *, whole: bool) -> None:
        """Print manual pages or, of each rule, a line."""
        from .telling import manual_lines, rule_line

        if whole:
            self._say_all(line for rule in rules for line in manual_lines(rule))
        else:
            self._say_all(map(rule_line, rules))

    def show_preview(self, preview: Preview, now: datetime | None) -> None:
        """Print what the next build would do; with ``now``, the show at a glance."""
        from .telling import difference_lines, preview_json, status_lines

        if self.form == "json":
            self._say(json.dumps(preview_json(preview), ensure_ascii=False))
        elif now is None:
            self._say_all(difference_lines(preview))
        else:
            self._say_all(status_lines(preview, now))

    def show_explanation(self, episode: Episode, values: Iterable[Explained]) -> None:
        """Print where values came from."""
        from .telling import explanation_json, explanation_lines

        if self.form == "json":
            self._say(json.dumps(explanation_json(episode, values), ensure_ascii=False))
        else:
            self._say_all(explanation_lines(values))

    def show_tagged(
        self,
        tagged: Iterable[Tagged],
        problems: tuple[Problem, ...],
        replaced: Iterable[str],
    ) -> None:
        """Print what was written into which copies, and what was wrong with others."""
        from .telling_tags import replaced_lines, tagged_json, tagged_lines

        if self.form == "sarif":
            self._say_sarif(problems)
            return
        if self.form == "json":
            told = tagged_json(tagged, problems)
            self._say(json.dumps(told, ensure_ascii=False))
            return
        github = self.form == "github"
        lines = FORMATS[self.form](self._told(problems))
        self._say_all(lines, aside=not github)
        if not (self.quiet or github):
            brief = self.form == "concise"
            self._say_all(tagged_lines(tagged, brief=brief), aside=True)
            self._say_all(replaced_lines(replaced), aside=True)

    def tell(self, lines: Iterable[str]) -> None:
        """Say on stderr what was done."""
        if not self.quiet:
            self._say_all(lines, aside=True)

    def complain(self, message: str, hint: str = "") -> None:
        """Say on stderr why the work cannot be done."""
        kind = click.style("error", fg="red", bold=True)
        self._say(f"{kind}: {message}", aside=True)
        if hint:
            self._say(f"  {click.style('help', fg='green')}: {hint}", aside=True)

    def _say_sarif(self, problems: tuple[Problem, ...]) -> None:
        from .sarif import sarif

        told = sarif(problems)
        self._say(json.dumps(told, ensure_ascii=False, indent=1))

    def _say_all(self, lines: Iterable[str], *, aside: bool = False) -> None:
        for line in lines:
            self._say(line, aside=aside)

    def _say(self, line: str, *, aside: bool = False) -> None:
        click.echo(line, err=aside, color=self.colour)

    def _told(self, problems: Iterable[Problem]) -> list[Problem]:
        told = [p for p in problems if self._matters(p)]
        return told if self.verbose or self.form == "github" else _gathered(told)

    def _matters(self, problem: Problem) -> bool:
        if problem.severity is Severity.WARNING:
            return not self.quiet or self.strict
        return problem.severity is Severity.ERROR or self.verbose

    def _summary(self, report: Report, wrote: bool, done: str | None) -> Iterator[str]:
        """What a person wants to know at the end of a run."""
        found = _found(report, verbose=self.verbose)
        if report.failed(strict=self.strict):
            yield f"{found}; nothing was written." if wrote else found
            return
        if done:
            yield done
        elif wrote:
            yield from _changes(report, self.verbose)
        for held in report.held_back:
            yield f"Held back until {held.until:%Y-%m-%d %H:%M %Z}: {held.title}"
        if report.drafts:
            yield f"Drafts, not published: {', '.join(report.drafts)}"
        if found:
            yield found
        elif not wrote:
            yield f"{_count(len(report.episodes), 'public episode')}, no problems"


def progress_on_terminal() -> Callable[[int, int], None] | None:
    """What shows how far long work is; nothing where nobody watches."""
    return _show_progress if sys.stderr.isatty() else None


def asker_on_terminal() -> Ask | None:
    """What asks the person at the terminal; nothing where nobody sits."""
    return _ask if sys.stdin.isatty() and sys.stderr.isatty() else None


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


def _gathered(problems: list[Problem]) -> list[Problem]:
    """One line, with a count, for a rule that is broken in many files.

    It stands where the first of them would; what is an error in some and a warning in
    others is counted apart.
    """
    alike: dict[tuple[str, Severity], list[Problem]] = {}
    for problem in problems:
        alike.setdefault((problem.rule, problem.severity), []).append(problem)
    told = {id(p) for together in alike.values() for p in _representing(together)}
    return [
        _counted(problem, alike[problem.rule, problem.severity])
        for problem in problems
        if id(problem) in told
    ]


def _representing(problems: list[Problem]) -> list[Problem]:
    files = {problem.location.path for problem in problems if problem.location}
    return problems if len(files) <= MOST_FILES else problems[:1]


def _counted(problem: Problem, alike: list[Problem]) -> Problem:
    if len(_representing(alike)) == len(alike):
        return problem
    more = f"{problem.message} (and {len(alike) - 1} more; -v shows them)"
    return replace(problem, message=more)


def _full(problems: list[Problem]) -> Iterator[str]:
    for problem in problems:
        yield _heading(problem)
        if problem.location:
            yield f"  {_blue('-->')} {problem.location}"
            yield from _source(problem.location)
        if problem.hint:
            yield f"  {_blue('=')} {click.style('help', fg='green')}: {problem.hint}"
        yield f"  {_blue('=')} more: feed-builder rule {problem.rule}"
        yield ""


def _heading(problem: Problem) -> str:
    colour = _COLOURS[problem.severity]
    kind = click.style(
        f"{problem.severity.value}[{problem.rule}]", fg=colour, bold=True
    )
    return f"{kind}: {click.style(problem.message, bold=True)}"


def _source(place: Location) -> Iterator[str]:
    line = _line(place)
    if line is None:
        return
    margin = " " * len(str(place.line))
    start = max(0, (place.column or 1) - WIDEST_LINE)
    shown = line[start : start + WIDEST_LINE].replace("\t", " ")
    yield f" {margin} {_blue('|')}"
    yield f" {_blue(f'{place.line} |')} {shown}"
    if place.column:
        caret = " " * (place.column - 1 - start) + click.style("^", fg="red")
        yield f" {margin} {_blue('|')} {caret}"


def _line(place: Location) -> str | None:
    if place.line is None:
        return None
    lines = _lines(place.path)
    return lines[place.line - 1] if 0 < place.line <= len(lines) else None


@lru_cache(maxsize=8)
def _lines(path: Path) -> tuple[str, ...]:
    try:
        data = path.read_bytes()
    except OSError:
        return ()
    wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return tuple(_printable(line) for line in text.split("\n"))


def _printable(line: str) -> str:
    # Nothing in an author's file may steer the terminal.
    return "".join(c if c.isprintable() or c == "\t" else "�" for c in line)


def _concise(problems: list[Problem]) -> Iterator[str]:
    for problem in problems:
        place = f"{problem.location}: " if problem.location else ""
        kind = click.style(
            f"{problem.severity.value}[{problem.rule}]",
            fg=_COLOURS[problem.severity],
        )
        yield f"{place}{kind} {problem.message}"


def _github(problems: list[Problem]) -> Iterator[str]:
    kinds = {Severity.NOTE: "notice"}
    for problem in problems:
        kind = kinds.get(problem.severity, problem.severity.value)
        place = problem.location
        fields = {"title": f"feed-builder ({problem.rule})"}
        if place:
            fields["file"] = str(place.path)
            if place.line:
                fields |= {"line": str(place.line)}
            if place.column:
                fields |= {"col": str(place.column)}
        told = ",".join(f"{name}={_escaped(v, ':,')}" for name, v in fields.items())
        text = problem.message + (f"\nhelp: {problem.hint}" if problem.hint else "")
        yield f"::{kind} {told}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    # https://docs.github.com/actions/reference/workflow-commands-for-github-actions
    for letter in f"%\r\n{more}":
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text


FORMATS: dict[str, Callable[[list[Problem]], Iterator[str]]] = {
    "full": _full,
    "concise": _concise,
    "github": _github,
}


def _changes(report: Report, verbose: bool) -> Iterator[str]:
    episodes = _count(len(report.episodes), "episode")
    if not report.written and not report.removed:
        yield f"Nothing has changed: {episodes}, {_count(report.unchanged, 'file')}."
        return
    told = [f"{_count(len(report.written), 'file')} written"]
    if report.removed:
        told.append(f"{len(report.removed)} removed")
    if report.unchanged:
        told.append(f"{report.unchanged} unchanged")
    yield f"{episodes} public: {', '.join(told)}."
    if verbose:
        yield from (f"  wrote {path}" for path in report.written)
        yield from (f"  removed {path}" for path in report.removed)


def _rebuild(
    report: Report, changed: tuple[str, ...], took: timedelta, *, strict: bool
) -> str:
    names = ", ".join(changed[:MOST_FILES])
    if len(changed) > MOST_FILES:
        names += f" and {len(changed) - MOST_FILES} more"
    found = _found(report, verbose=False)
    touched = len(report.written) + len(report.removed)
    done = f"{_count(touched, 'file')} new" if touched else "nothing else changes"
    if report.failed(strict=strict):
        done = "the last good pages stay"
    told = "; ".join(filter(None, (done, found[:1].lower() + found[1:])))
    return f"{names} changed: {told} ({took.total_seconds():.2f} s)"


def _found(report: Report, *, verbose: bool) -> str:
    """How many problems there are; notes are counted where they are shown."""
    told = [
        _count(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity) and (verbose or severity is not Severity.NOTE)
    ]
    return "Found " + ", ".join(told) if told else ""


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _blue(text: str) -> str:
    return click.style(text, fg="blue")
