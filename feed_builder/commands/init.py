"""``feed-builder init [DIR]``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from shlex import quote
from typing import Any, TypeVar

import click

from ..languages import language_tag
from ..problems import CannotRunError
from ..project import PODCAST, Project
from ..sources import values
from ..sources.values import Unfit
from ..starting import EXAMPLE, Answers, is_of_example, left_open, starter_files
from ..telling.said import Told
from ..text import one_line, xml_safe
from .files import refresh_schemas, write_new
from .options import Ask, Wishes, debug, folder, now, quiet

_F = TypeVar("_F", bound=Callable[..., Any])

#: At most four questions, each with the answer that it is about.
QUESTIONS = {
    "title": "What is the show called?",
    "host": "Who is its host?",
    "email": "Where may directories write to (public in the feed)?",
    "link": "At which address will it be served?",
}


def _words(text: str) -> str:
    words = one_line(xml_safe(text))
    if not words:
        raise Unfit("nothing was said", hint="a word will do")
    return words


def _link(text: str) -> str:
    address = text.strip()
    full = values.url(address if "://" in address else f"https://{address}")
    return full if full.endswith("/") else full + "/"


def _language(text: str) -> str:
    tag = language_tag(text.strip())
    if tag is None:
        raise Unfit(f"{text!r} is no language", hint="write it like en, en-GB or de")
    return tag


def _timezone(text: str) -> str:
    return values.time_zone(text).key.replace("Etc/UTC", "UTC")


_PARSERS: dict[str, Callable[[str], str]] = {
    "title": _words,
    "host": _words,
    "email": values.email,
    "link": _link,
    "language": _language,
    "timezone": _timezone,
}


def _fitting(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> str | None:
    try:
        return None if value is None else _PARSERS[str(param.name)](value)
    except Unfit as unfit:
        raise click.BadParameter(f"{unfit}: {unfit.hint}", ctx, param) from None


def _answer(name: str, about: str) -> Callable[[_F], _F]:
    return click.option(name, callback=_fitting, metavar="TEXT", help=about)


@click.command()
@click.argument("directory", metavar="[DIR]", required=False)
@_answer("--title", "The show's name.")
@_answer("--host", "Who makes the show.")
@_answer("--email", "Where directories write to; public in the feed.")
@_answer("--link", "The address at which it will be served.")
@_answer("--language", "As en, en-GB or de.  [default: this machine's]")
@_answer("--timezone", "As Europe/London.  [default: this machine's]")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing.")
@folder
@now
@quiet
@debug
@click.pass_obj
def init(
    wishes: Wishes, /, directory: str | None, yes: bool, **given: str | None
) -> Told:
    """Begin a show that can be built at once, with an example episode.

    It goes into DIR, or here. What is there already is left as it is; in a show that
    exists, only what it lacks is added, and no example.
    """
    place = wishes.folder / (directory or "")
    project = Project(folder=place)
    was_there = project.podcast.exists()
    known = {name: answer for name, answer in given.items() if answer}
    answers = replace(_of_surroundings(wishes, place), **known)
    if not (yes or was_there or wishes.ask is None):
        answers = replace(answers, **_asked(wishes.ask, answers, known))
    alone = was_there or _has_episodes(project)
    wrote, left = _written(project, answers, wishes, with_example=not alone)
    return Told(lines=tuple(_told(place, answers, wrote, left, was_there=was_there)))


def _of_surroundings(wishes: Wishes, place: Path) -> Answers:
    """What need not be asked: the folder's name, the machine's language and zone."""
    name = place.resolve().name.replace("-", " ").replace("_", " ").strip()
    title = xml_safe(name[:1].upper() + name[1:]) or Answers().title
    try:
        timezone = _timezone(wishes.timezone)
    except Unfit:
        timezone = Answers().timezone
    language = language_tag(wishes.language) or Answers().language
    return Answers(title=title, language=language, timezone=timezone)


def _asked(
    ask: Ask,
    answers: Answers,
    known: dict[str, str],
) -> dict[str, str]:
    return {
        name: ask(question, getattr(answers, name), _PARSERS[name])
        for name, question in QUESTIONS.items()
        if name not in known
    }


def _has_episodes(project: Project) -> bool:
    files, _ = project.episodes()
    return any(each.stem != EXAMPLE for each in files)


def _written(
    project: Project, answers: Answers, wishes: Wishes, *, with_example: bool
) -> tuple[list[Path], list[Path]]:
    """The files that were written, and those that were there already."""
    if project.folder.exists() and not project.folder.is_dir():
        raise CannotRunError(f"{project.folder} is no folder", hint="name another one")
    refresh_schemas(project)
    wrote: list[Path] = []
    left: list[Path] = []
    is_there = project.podcast.exists()
    for place, data in starter_files(answers, wishes.now):
        if is_of_example(place) and not with_example:
            continue
        if is_there and place.name == "artwork.png":
            continue  # the show has its own, or wants none
        path = project.folder / place
        (wrote if write_new(path, data) else left).append(path)
    return wrote, left


def _told(
    place: Path,
    answers: Answers,
    wrote: list[Path],
    left: list[Path],
    *,
    was_there: bool,
) -> Iterator[str]:
    yield from (f"Left as it was: {path}" for path in left)
    if was_there:
        yield from (f"Added: {path}" for path in wrote)
        return
    folder = place.resolve().name if place == Path() else place
    yield f"“{answers.title}” begins in {folder}/, with {len(wrote)} files."
    data = (place / PODCAST).read_bytes()
    for number, what in left_open(answers, data):
        yield f"Before you publish it, write {what}: {place / PODCAST}:{number}"
    yield "Next:" if place == Path() else f"Next, after `cd {quote(str(place))}`:"
    yield "  feed-builder build    makes the feed and the pages, in output/"
    yield "  feed-builder serve    shows them in your browser"
    yield "  feed-builder new      begins an episode of your own"
