"""The search index of the site, made by Pagefind out of what is to be found."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from . import addresses
from .model import OutputFolder, Podcast
from .problems import Problem, Severity
from .render.search import searched, text_key

#: Pagefind's own looks, in several versions: our page has one of its own.
_LOOKS = ("pagefind-*ui.*", "pagefind-highlight.js")


def search_index(podcast: Podcast) -> Iterator[OutputFolder]:
    """What the search page asks; nothing when the show wants no search."""
    if podcast.show.search and podcast.episodes:
        yield OutputFolder(
            path=addresses.SEARCH_INDEX,
            key=text_key(podcast),
            make=partial(_make_index, podcast),
        )


def _make_index(podcast: Podcast, folder: Path) -> Problem | None:
    try:
        program = _program()
        with TemporaryDirectory(prefix="feed-builder-") as pages:
            _write_pages(podcast, Path(pages))
            _run(program, Path(pages), folder, podcast.show.language)
    except ImportError:
        return _problem("there is no Pagefind for this machine")
    except OSError as error:
        return _problem(f"Pagefind cannot run: {error.strerror or error}")
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        return _problem(f"Pagefind failed: {said[-1] if said else error.returncode}")
    for looks in _LOOKS:
        for file in folder.glob(looks):
            file.unlink()
    return None


def _program() -> Path:
    try:  # ten times as large, and knows where words of Chinese end
        from pagefind_bin_extended import get_executable
    except ImportError:
        from pagefind_bin import get_executable
    return Path(get_executable())


def _write_pages(podcast: Podcast, folder: Path) -> None:
    for episode in podcast.in_full():
        file = folder / addresses.page(episode.slug)
        file.parent.mkdir(parents=True)
        file.write_bytes(searched(podcast.show, episode))


def _run(program: Path, pages: Path, folder: Path, language: str) -> None:
    language = language.partition("-")[0].lower()
    subprocess.run(  # noqa: S603 - the wheel's own program, and folders of ours
        [
            program,
            "--silent",
            *("--site", pages),
            *("--output-path", "."),
            *("--force-language", language),
        ],
        check=True,
        capture_output=True,
        cwd=folder,  # where it finds no settings, and whatever that folder's name is
    )


def _problem(message: str) -> Problem:
    return Problem(
        rule="search-indexed",
        severity=Severity.WARNING,
        message=f"the site is published without its search: {message}",
        hint="see `feed-builder rule search-indexed`; `search: false` in podcast.yaml "
        "does without it",
    )
