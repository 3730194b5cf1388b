"""``feed-builder``, and ``python -m feed_builder``: the door of the program.

What can be answered here needs no parser of arguments, whose import alone takes thrice
as long as Python takes to start; for all else the whole program is called.
"""

from __future__ import annotations

import sys

from .overview import VERSION, overview


def main() -> None:
    """Run the program and end the process."""
    try:
        if not _is_answered(sys.argv[1:]):
            from .cli import main as run

            run()
    except KeyboardInterrupt:  # while it begins, or at its very end
        sys.exit(130)


def _is_answered(words: list[str]) -> bool:
    try:
        match words:
            case ["--version" | "-V"]:
                print(VERSION, flush=True)
            case ["--help" | "-h"]:
                print(overview(), flush=True)
            case ["build", "-q" | "--quiet"]:  # as cron calls it, day by day
                return _is_repetition()
            case _:
                return False
    except OSError:  # the whole program knows what to say of it
        return False
    return True


def _is_repetition() -> bool:
    """Whether a build here would only repeat the last one; then all is said."""
    from datetime import UTC, datetime
    from pathlib import Path

    from .unchanged import LastBuild

    return LastBuild(Path()).is_repeated(datetime.now(UTC))


if __name__ == "__main__":
    main()
