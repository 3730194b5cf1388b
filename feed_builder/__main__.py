"""``feed-builder``, and ``python -m feed_builder``: the door of the program.

What can be answered here needs no parser of arguments, whose import alone takes thrice
as long as Python takes to start; for all else the whole program is called.
"""

from __future__ import annotations

import gc
import sys

from .overview import VERSION, overview


def main() -> None:
    """Run the program and end the process."""
    try:
        code = 0 if _is_answered(sys.argv[1:]) else _whole_program()
    except KeyboardInterrupt:  # while it begins, or at its very end
        code = 130
    gc.freeze()  # to search for garbage now takes a tenth of a short run
    sys.exit(code)


def _is_answered(words: list[str]) -> bool:
    try:
        match words:
            case ["--version" | "-V"]:
                print(VERSION, flush=True)
            case ["--help" | "-h"]:
                print(overview(), flush=True)
            case ["build", "-q" | "--quiet"]:
                return _is_repetition(".")
            case ["-C", folder, "build", "-q" | "--quiet"]:  # as cron calls it
                return _is_repetition(folder)
            case _:
                return False
    except OSError:  # the whole program knows what to say of it
        return False
    return True


def _whole_program() -> int:
    from .cli import main

    return main()


def _is_repetition(folder: str) -> bool:
    """Whether a build would only repeat the last one; then there is no word on it."""
    from datetime import UTC, datetime
    from pathlib import Path

    from .unchanged import LastBuild

    return LastBuild(Path(folder)).is_repeated(datetime.now(UTC))


if __name__ == "__main__":
    main()
