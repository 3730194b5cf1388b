"""Measure builds beside each other: ``python -m benchmarks --help``."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory

from .contender import DISCARDED, HERE, SITUATIONS, Contender
from .eleventy import Eleventy
from .feedgen import Feedgen
from .hugo import Hugo, hugo_version
from .measuring import measured, settled, started
from .ours import PLAIN, PROGRAM, Ours
from .table import BARE, Results, tables, with_tables

DOCS = HERE.parent / "docs" / "performance.md"
#: Who can be measured, by the word that chooses it. What a show switches on is a line
#: of podcast.yaml, and so a row of its own.
CONTENDERS: dict[str, Contender] = {
    contender.word: contender
    for contender in (
        Ours("ours", "feed-builder"),
        Hugo("hugo", "Hugo"),
        Ours("live", "feed-builder, a live show", keys=f"{PLAIN}live: true\n"),
        Ours("search", "feed-builder, with its search index", keys="cards: false\n"),
        Ours("cards", "feed-builder, with card images", keys="search: false\n"),
        Hugo("hugo-body", "Hugo, transcript as Markdown body", as_body=True),
        Feedgen("feedgen", "feedgen alone, feed only"),
        Eleventy("eleventy", "Eleventy with its RSS plugin"),
    )
}
SMALL = 100


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure what was asked for, and show it."""
    wishes = _wishes(arguments)
    results = Results(
        ours=CONTENDERS["ours"].name,
        yardstick=CONTENDERS["hugo"].name,
        machine=_machine(wishes.rounds),
        skipped={c.name: c.missing for c in wishes.rows if c.missing},
    )
    there = [contender for contender in wishes.rows if not contender.missing]
    with _folder(wishes.folder) as folder:
        for size in wishes.sizes:
            _measure(results, there, folder, size, wishes.rounds)
        _start(results, folder / f"ours-{SMALL}", wishes.starts)
        rmtree(folder / DISCARDED, ignore_errors=True)
    print(tables(results))
    if wishes.docs:
        page = DOCS.read_text(encoding="utf-8")
        DOCS.write_text(with_tables(page, results), encoding="utf-8")


def _measure(
    results: Results, who: Sequence[Contender], folder: Path, size: int, rounds: int
) -> None:
    for contender in who:
        _written(contender, folder, size)
    for take in range(rounds):
        for situation in SITUATIONS:
            for contender in who:  # alternately, so that a busy minute is everybody's
                if situation in contender.situations:
                    _once(results, contender, folder, size, situation, take)


def _written(contender: Contender, folder: Path, size: int) -> None:
    show = _show(contender, folder, size)
    if not show.is_dir():
        _tell(f"{size:,} episodes for {contender.name}")
        contender.write(show, size)


def _once(
    results: Results,
    contender: Contender,
    folder: Path,
    size: int,
    situation: str,
    take: int,
) -> None:
    show = _show(contender, folder, size)
    contender.prepare(situation, show, size, take)
    settled()
    measure = measured(contender.command(size), show)
    results.add(size, contender.name, situation, measure)
    _tell(
        f"{size:,} {contender.name}, {SITUATIONS[situation]}: {measure.seconds:.2f} s, "
        f"{measure.busy:.2f} s of processors"
    )


def _start(results: Results, ours: Path, times: int) -> None:
    """How long it takes to begin, against the interpreter that it runs in."""
    program, nowhere = str(PROGRAM), ours.parent
    for told, command, folder in (
        (BARE, [sys.executable, "-c", "pass"], nowhere),
        ("feed-builder --version", [program, "--version"], nowhere),
        ("feed-builder --help", [program, "--help"], nowhere),
        (f"feed-builder build, {SMALL} unchanged", [program, "build", "-q"], ours),
    ):
        if folder.is_dir():
            results.starts[told] = started(command, folder, times)


def _show(contender: Contender, folder: Path, size: int) -> Path:
    return folder / f"{contender.word}-{size}"


def _tell(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _machine(rounds: int) -> str:
    cores = len(os.sched_getaffinity(0)) if platform.system() == "Linux" else "?"
    return (
        f"{platform.system()} on {platform.machine()} with {cores} cores, Python "
        f"{platform.python_version()}, Hugo {hugo_version()}. Medians of {rounds} "
        "rounds, in which all took turns."
    )


@contextmanager
def _folder(wanted: Path | None) -> Iterator[Path]:
    """Where the shows lie: the folder that was named, else one that does not stay."""
    if wanted:
        wanted.mkdir(parents=True, exist_ok=True)
        yield wanted.resolve()
    else:
        with TemporaryDirectory(prefix="feed-builder-bench-") as folder:
            yield Path(folder)


def _wishes(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--sizes",
        type=_sizes,
        default=(SMALL, 1_000, 10_000),
        metavar="N,…",
        help="numbers of episodes; default: 100,1000,10000",
    )
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="default: 3")
    parser.add_argument(
        "--starts",
        type=int,
        default=15,
        metavar="N",
        help="how often each start is timed; default: 15",
    )
    parser.add_argument(
        "--rows",
        type=_contenders,
        default=tuple(CONTENDERS.values()),
        metavar="ROW,…",
        help=f"default: {','.join(CONTENDERS)}",
    )
    parser.add_argument(
        "--folder",
        type=Path,
        metavar="DIR",
        help="where the shows lie, and stay; those that are there are used again. "
        "Default: a folder for this run (10,000 episodes take 5.2 GB)",
    )
    parser.add_argument(
        "--docs", action="store_true", help="write the tables into docs/performance.md"
    )
    return parser.parse_args(arguments)


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(word) for word in text.split(","))


def _contenders(text: str) -> tuple[Contender, ...]:
    words = text.split(",")
    if unknown := set(words) - set(CONTENDERS):
        known = ", ".join(CONTENDERS)
        raise argparse.ArgumentTypeError(f"no row {unknown.pop()!r}; there are {known}")
    return tuple(CONTENDERS[word] for word in words)


if __name__ == "__main__":
    main()
