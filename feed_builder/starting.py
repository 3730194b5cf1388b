"""What a new show consists of: the files of starter/, with an author's answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from .project import PODCAST
from .sources.document import Trail
from .sources.editing import with_value
from .sources.json_schema import FILES, schema_text

#: The name of the example's files.
EXAMPLE = "000-hello"
#: Where editors find the schemas; git does not keep them.
SCHEMAS = PurePosixPath(".feed-builder")

_STARTER = Path(__file__).parent / "starter"
#: Files and folders that begin with a dot in a show; here they can be seen.
_DOTTED = {"gitignore": ".gitignore", "github": ".github"}
#: Where each answer goes.
_PLACES: dict[str, Trail] = {
    "title": ("title",),
    "link": ("link",),
    "language": ("language",),
    "timezone": ("timezone",),
    "email": ("owner", "email"),
    "host": ("people", 0, "name"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What an author says of a new show; ``starter/podcast.yaml`` holds the defaults.

    ``link`` is where it will be served, ``email`` where directories write to.
    """

    title: str = "My podcast"
    host: str = "Your Name"
    email: str = "you@example.com"
    link: str = "https://example.com/"
    language: str = "en"
    timezone: str = "UTC"


def starter_files(
    answers: Answers, now: datetime
) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a new show, podcast.yaml last: with it, the show is whole.

    The example was published at the last full hour.
    """
    paths = sorted(path for path in _STARTER.rglob("*") if path.is_file())
    for path in sorted(paths, key=lambda path: path.name == PODCAST):
        place = path.relative_to(_STARTER)
        data = path.read_bytes()
        if path.name == PODCAST:
            for name, trail in _PLACES.items():
                data = _filled(data, trail, getattr(answers, name))
        elif path.name == f"{EXAMPLE}.yaml":
            hour = now.astimezone(ZoneInfo(answers.timezone))
            data = _filled(data, ("published",), f"{hour:%Y-%m-%d %H:00}")
        yield PurePosixPath(*(_DOTTED.get(part, part) for part in place.parts)), data


def schemas() -> Iterator[tuple[PurePosixPath, bytes]]:
    """What editors complete and check an author's files by."""
    for name in FILES:
        yield SCHEMAS / f"{name}.schema.json", schema_text(name).encode()


def is_of_example(path: PurePosixPath) -> bool:
    """Whether the file belongs to the example episode."""
    return path.stem == EXAMPLE


def left_open(answers: Answers, data: bytes) -> Iterator[tuple[int, str]]:
    """The lines of podcast.yaml that hold no answer yet, and what belongs there."""
    lines = data.decode().splitlines()
    for name, what in _OPEN.items():
        if getattr(answers, name) == getattr(Answers(), name):
            key = str(_PLACES[name][-1])
            found = (n for n, line in enumerate(lines, 1) if _begins(line, key))
            yield from ((number, what) for number in list(found)[:1])


_OPEN = {
    "link": "the address at which the show will be served",
    "email": "an address that directories can write to",
}


def _begins(line: str, key: str) -> bool:
    return line.lstrip(" -").startswith(f"{key}:")


def _filled(data: bytes, trail: Trail, value: str) -> bytes:
    filled = with_value(data, trail, value)
    assert filled is not None, f"starter/ has no place for {trail}"
    return filled
