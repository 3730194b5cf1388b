"""The layouts of transcripts, sniffed in this order, each with its own reader."""

from __future__ import annotations

from typing import Protocol

from ...model import Transcript
from . import html_page, markdown, plain, podcast_index, srt, webvtt, word
from .context import Context
from .source import Source


class Layout(Protocol):
    """A way to write transcripts down; modules of this package are such layouts.

    ``fits`` looks at the content and trusts no suffix, because people rename files;
    ``read`` never raises for a source that fits.
    """

    def fits(self, source: Source, /) -> bool:
        """Whether the document is written in this layout."""

    def read(self, source: Source, context: Context, /) -> Transcript:
        """What it says."""


#: The strictest first; plain text fits everything.
LAYOUTS: tuple[Layout, ...] = (
    word,
    webvtt,
    srt,
    podcast_index,
    html_page,
    markdown,
    plain,
)


def layout_of(source: Source) -> Layout:
    """The first layout that the document fits."""
    return next(layout for layout in LAYOUTS if layout.fits(source))
