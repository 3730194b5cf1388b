"""``feed-builder``, and ``python -m feed_builder``: the door of the program.

What can be answered here needs no parser of arguments, whose import alone takes thrice
as long as Python takes to start; for all else the whole program is called.
"""

from __future__ import annotations

import gc
import sys

from .overview import VERSION, overview

TYPE_CHECKING = False  # as type checkers know it, without importing typing
if TYPE_CHECKING:
    from .unchanged import LastBuild


def main() -> None:
    """Run the program and end the process."""
    words = sys.argv[1:]
    try:
        last = _last_build(words)
        is_answered = _is_repeated(last) if last else _is_told(words)
        code = 0 if is_answered else _whole_program(last)
    except KeyboardInterrupt:  # while it begins, or at its very end
        code = 130
    gc.freeze()  # to search for garbage now takes a tenth of a short run
    sys.exit(code)


def _last_build(words: list[str]) -> LastBuild | None:
    """What is remembered, where the next one is asked for as cron does."""
    match words:
        case ["build", "-q" | "--quiet"]:
            folder = "."
        case ["-C", folder, "build", "-q" | "--quiet"]:
            pass
        case _:
            return None
    from pathlib import Path

    from .unchanged import LastBuild

    return LastBuild(Path(folder))


def _is_repeated(last: LastBuild) -> bool:
    """Whether a build would only repeat the last one; then there is no word on it."""
    from datetime import UTC, datetime

    try:
        return last.is_repeated(datetime.now(UTC))
    except OSError:  # the whole program knows what to say of it
        return False


def _is_told(words: list[str]) -> bool:
    try:
        match words:
            case ["--version" | "-V"]:
                print(VERSION, flush=True)
            case ["--help" | "-h"]:
                print(overview(), flush=True)
            case _:
                return False
    except OSError:
        return False
    return True


def _whole_program(last: LastBuild | None) -> int:
    from .cli import main

    return main(last)


if __name__ == "__main__":
    main()
