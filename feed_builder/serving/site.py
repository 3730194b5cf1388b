"""The built site over HTTP, with a script in its pages that knows of newer ones."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from mimetypes import MimeTypes
from os import PathLike, stat_result
from pathlib import Path, PurePath
from socket import socket

import anyio
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope

from .address import is_private
from .board import Board

#: Our own corner of the server; nothing that is published begins with a dot.
OWN = "/.feed-builder"
BROWSER = Path(__file__).parent / "browser"

#: What other servers should call our files, too; all others as Python knows them,
#: whatever is installed on this machine. The feed is shown, where its own type would
#: have it downloaded.
_TYPES = MimeTypes()
for _suffix, _type in {
    ".m4a": "audio/x-m4a",
    ".m4b": "audio/x-m4a",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".flac": "audio/flac",
    ".m4v": "video/x-m4v",
    ".srt": "application/x-subrip",
    ".vtt": "text/vtt",
    ".xml": "application/xml",
    ".js": "text/javascript",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}.items():
    _TYPES.add_type(_type, _suffix)

#: After what our script goes into a page: the first of these that there is.
_PLACES = (
    re.compile(rb"<head(\s[^>]*)?>", re.IGNORECASE),
    re.compile(rb"<!doctype[^>]*>", re.IGNORECASE),
)

_WORDS = {
    404: ("Not found", 'There is no page here. <a href="/">Go to the home page.</a>'),
    503: ("Not built yet", "This page shows the site as soon as it is built."),
}
_PAGE = """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"></head>
<body style="font: 1.1rem/1.5 system-ui; margin: 4rem auto; max-width: 30rem">
<h1>{title}</h1><p>{words}</p></body></html>
"""


def site(folder: Path, board: Board, listener: socket) -> ASGIApp:
    """The files below ``folder``, and what open pages are told of the ``board``.

    Only names of this machine are answered where only it can ask: else a web page
    could read drafts through a name of its own (DNS rebinding).
    """
    names = ["127.0.0.1", "localhost", "[::1]", "::1", listener.getsockname()[0]]
    hosts = names if is_private(listener) else ["*"]

    async def events(_: Request) -> StreamingResponse:
        return StreamingResponse(_events(board), media_type="text/event-stream")

    return Starlette(
        routes=[
            Route(f"{OWN}/events", events),
            Mount(OWN, StaticFiles(directory=BROWSER)),
            Mount("/", _Pages(folder, board)),
        ],
        middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)],
    )


async def _events(board: Board) -> AsyncIterator[str]:
    # https://html.spec.whatwg.org/multipage/server-sent-events.html
    yield "retry: 500\n\n"
    async for state in board.states():
        yield f"data: {state.as_json()}\n\n" if state else ": still here\n\n"


class _Pages(StaticFiles):
    """Files below one folder, of which pages get our script and are never kept.

    The folder holds only what was built, so links in it lead to the author's audio.
    """

    def __init__(self, folder: Path, board: Board) -> None:
        super().__init__(directory=folder, html=True, follow_symlink=True)
        self._board = board

    async def get_response(self, path: str, scope: Scope) -> Response:
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != 404:
                raise
            return self._own_page(404 if self._board.state.pages else 503)
        if not isinstance(response, FileResponse) or _is_played(response):
            return response
        # A file sent by and by may be replaced by one of another length.
        whole = await anyio.Path(response.path).read_bytes()
        if response.media_type == "text/html":
            return self._page(whole, response.status_code)
        for name in ("content-length", "accept-ranges"):
            del response.headers[name]
        return Response(whole, response.status_code, response.headers)

    def lookup_path(self, path: str) -> tuple[str, stat_result | None]:
        hidden = any(part.startswith(".") for part in PurePath(path).parts)
        return ("", None) if hidden else super().lookup_path(path)

    def file_response(
        self,
        full_path: PathLike[str] | str,
        stat_result: stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        # Asked for again each time, so that a reload always shows what is.
        response = FileResponse(
            full_path,
            status_code=status_code,
            stat_result=stat_result,
            media_type=media_type(str(full_path)),
            headers={"cache-control": "no-cache"},
        )
        if self.is_not_modified(response.headers, Headers(scope=scope)):
            return super().file_response(full_path, stat_result, scope, status_code)
        return response

    def is_not_modified(
        self, response_headers: Headers, request_headers: Headers
    ) -> bool:
        # A date may be that of another project's file, served here an hour ago.
        named = "if-none-match" in request_headers
        return named and super().is_not_modified(response_headers, request_headers)

    def _own_page(self, status: int) -> HTMLResponse:
        title, words = _WORDS[status]
        return self._page(_PAGE.format(title=title, words=words).encode(), status)

    def _page(self, page: bytes, status: int) -> HTMLResponse:
        script = f'<script src="{OWN}/page.js" data-pages="{self._board.state.pages}">'
        return HTMLResponse(
            with_script(page, f"{script}</script>".encode()),
            status_code=status,
            headers={"cache-control": "no-store"},
        )


def _is_played(response: FileResponse) -> bool:
    """Whether it may be large, and parts of it are asked for."""
    return str(response.media_type).startswith(("audio/", "video/"))


def media_type(path: str) -> str:
    """The type by which a file is served."""
    return _TYPES.guess_type(PurePath(path).name)[0] or "application/octet-stream"


def with_script(page: bytes, script: bytes) -> bytes:
    """The page with the script before all else, its own security policy included.

    A policy in a page binds what comes after it, so the page keeps the one that it
    will have, and the script may still ask for news.
    """
    found = next(filter(None, (place.search(page) for place in _PLACES)), None)
    place = found.end() if found else 0
    return page[:place] + script + page[place:]
