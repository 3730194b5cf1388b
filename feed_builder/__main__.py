"""``feed-builder``, and ``python -m feed_builder``: the door of the program.

What can be answered here needs no parser of arguments, whose import alone takes thrice
as long as Python takes to start; for all else the whole program is called.
"""

from __future__ import annotations

import gc
import os
import sys

TYPE_CHECKING = False  # as type checkers know it, without importing typing
if TYPE_CHECKING:
    import signal
    from types import FrameType
    from typing import NoReturn

    from .unchanged import LastBuild
else:
    import _signal as signal  # Python's own module takes long to import, for its enums


def main() -> None:
    """Run the program and end the process."""
    _end_at_once()
    words = sys.argv[1:]
    try:
        last = _last_build(words)
        is_answered = _is_repeated(last) if last else _is_told(words)
        code = 0 if is_answered else _whole_program(last)
    except KeyboardInterrupt:  # outside of any command
        code = 130
    _end_at_once()
    gc.freeze()  # to search for garbage now takes a tenth of a short run
    sys.exit(code)


def _end_at_once() -> None:
    """Let a signal end the process without a word, as long as nothing is half done.

    To raise an error, as Python does, tells of whatever is just imported or cleared.
    """
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(each) is not signal.SIG_IGN:  # as nohup has it
            signal.signal(each, _ended)


def _ended(number: int, _: FrameType | None) -> NoReturn:
    os._exit(128 + number)


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
    from .overview import VERSION, overview

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
