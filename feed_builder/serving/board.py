"""What open pages are told: which pages are the newest, and what is wrong."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from secrets import token_hex

from ..problems import Problem, Report, Severity

#: A page that lists more problems than these does not help to mend them.
MOST_PROBLEMS = 50
#: A listener that is gone is noticed when something is sent, so now and then it is.
SILENCE = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """How the site stands after a build.

    ``pages`` is a name for the pages as they are, "" where there are none yet;
    ``failed`` says that the last build changed nothing, because of its ``problems``.
    """

    pages: str = ""
    failed: bool = False
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> str:
        """The state for the script in the page, errors first."""
        told = [p for p in self.problems if p.severity is not Severity.NOTE]
        told.sort(key=lambda problem: problem.severity is not Severity.ERROR)
        return json.dumps(
            {
                "pages": self.pages,
                "failed": self.failed,
                "problems": [problem.as_json() for problem in told[:MOST_PROBLEMS]],
                "more": max(0, len(told) - MOST_PROBLEMS),
            }
        )


class Board:
    """The newest state, posted by whoever builds, read by every open page.

    Builds happen in one thread and the server runs in another.
    """

    def __init__(self) -> None:
        self.state = State()
        self._closed = False
        self._listeners: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}

    def post(self, report: Report, *, strict: bool) -> None:
        """Tell every open page what came of a build."""
        changed = report.written or report.removed
        self.state = State(
            pages=token_hex(8) if changed else self.state.pages,
            failed=report.failed(strict=strict),
            problems=report.problems,
        )
        self._wake()

    def close(self) -> None:
        """Tell every open page that there will be no more."""
        self._closed = True
        self._wake()

    async def states(self) -> AsyncIterator[State | None]:
        """The state as it is, and each one that follows; None now and then between."""
        news = asyncio.Event()
        self._listeners[news] = asyncio.get_running_loop()
        try:
            while not self._closed:
                news.clear()
                yield self.state
                while not self._closed and not await _happened(news):
                    yield None
        finally:
            del self._listeners[news]

    def _wake(self) -> None:
        for news, loop in list(self._listeners.items()):
            loop.call_soon_threadsafe(news.set)


async def _happened(news: asyncio.Event) -> bool:
    try:
        await asyncio.wait_for(news.wait(), SILENCE)
    except TimeoutError:
        return False
    return True
