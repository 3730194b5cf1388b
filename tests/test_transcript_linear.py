"""Twice the text is at most twice the work, counted in calls and not in seconds."""

from __future__ import annotations

import sys
from pathlib import Path
from types import FrameType

import pytest

from feed_builder.sources.transcript import read_transcript

NAMED = "Hosts: Nora Quill, Ola Brandt\nGuest: Ben Wild\n\nNQ: Hello.\nBW: Yes.\n"

PATTERNS = {
    "turns": "NQ: Hello there.\nBW: Yes, all of it.\n",
    "unknown labels": "Wood : it grows.\nXY: no\n",
    "open directions": "NQ: <a <b <c\n",
    "open directions on one line": "<a",
    "headings": "Key lessons\n- One\n",
    "misspelt headings": "Usefull linkz\n",
    "headers": "Guest: Ann Bee, Cy Dee\n",
    "open brackets": "[a](",
    "addresses": "https://a.example/( ",
    "comments": "<!-- a -->",
    "open comments": "<!--",
    "tags": "<p>a</p>\n",
    "times": "[00:01] ",
    "anchors": "x[a]\n",
    "accents": "\u0301\u0323",
    "cues": "00:00:01,000 --> 00:00:02,000\nAnn: x\n\n",
    "bold": "**Ann**",
    "spaces": " ",
}


def work(text: str) -> int:
    """How many calls it takes to read this."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        read_transcript(text.encode(), Path("talk.txt"))
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("head", ["", NAMED, "<p>a</p>\n<p>b</p>\n", "WEBVTT\n\n"])
@pytest.mark.parametrize("pattern", PATTERNS)
def test_twice_the_text_is_twice_the_work(pattern: str, head: str) -> None:
    once = 6000 // len(PATTERNS[pattern]) * PATTERNS[pattern]

    assert work(head + once * 2) < 2.2 * work(head + once) + 2000
