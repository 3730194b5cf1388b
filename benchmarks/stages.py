"""Where the time of a cold build goes: ``python -m benchmarks.stages``.

The table shows the microseconds of one processor that each stage takes an episode.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from feed_builder import Project, cli, pipeline, reading, remembering, studying
from feed_builder.assembly import assembled
from feed_builder.model import Bundle, Output
from feed_builder.render import pages
from feed_builder.render.theme import Theme
from feed_builder.sources import facts

from .ours import Ours

NOW = datetime(2100, 1, 1, tzinfo=UTC)
#: What reads and judges an episode, and keeps what it found.
READING: tuple[tuple[object, str], ...] = (
    (facts, "read_episode"),
    (reading, "read_transcript"),
    (reading, "read_audio"),
    (studying, "judged"),
    (studying, "item_of"),
    (remembering.Memory, "keep"),
)
#: What makes a file, by its name without its suffix.
STAGES = {
    "index": "pages",
    "transcript": "captions",
    "chapters": "chapters",
    "notes": "plain notes",
    "episode": "episode.json",
}


def main(size: int = 1000) -> None:
    """Measure a show of so many episodes, and print a table."""
    gc.set_threshold(*cli.SWEEPS)
    with TemporaryDirectory() as folder:
        show = Path(folder, "show")
        Ours("ours", "ours").write(show, size)
        spent = _read(Project(folder=show))
    print("| stage | µs an episode |")
    print("| --- | --: |")
    for name, seconds in spent.items():
        print(f"| {name} | {seconds / size * 1_000_000:,.0f} |")


def _read(project: Project) -> dict[str, float]:
    spent: dict[str, float] = {}
    for module, name in READING:
        setattr(module, name, _timed(getattr(module, name), name, spent))
    podcast = assembled(project, now=NOW, drafts=False, jobs=1).podcast
    assert podcast
    for unit in pages.pages(podcast, Theme((pipeline.default_theme(),))):
        listed = unit.outputs if isinstance(unit, Bundle) else partial(iter, [unit])
        outputs = _timed(lambda of=listed: list(of()), "recalled", spent)()
        for output in outputs:
            if output.make:
                _timed(output.make, _stage(output), spent)()
    return spent


def _stage(output: Output) -> str:
    return STAGES.get(output.path.name.partition(".")[0], "other files")


def _timed(
    work: Callable[..., Any], name: str, spent: dict[str, float]
) -> Callable[..., Any]:
    def timed(*arguments: Any, **options: Any) -> Any:
        began = process_time()
        try:
            return work(*arguments, **options)
        finally:
            spent[name] = spent.get(name, 0) + process_time() - began

    return timed


if __name__ == "__main__":
    main()
