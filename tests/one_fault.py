"""A good show in memory, and one-fault changes of it, for test_one_fault.

A change edits the mapping of file names to contents; a fault is a change and the one
problem that it must give: ``severity[rule] file:line:column``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .builders import CASES, TONE

Files = dict[str, str | bytes | Path | None]
Change = Callable[[Files], None]

SHOW = "podcast.yaml"
TRAILER = "episodes/000-trailer"
RAGS = "episodes/001-rags"
VAT = "episodes/002-vat"
PRESS = "episodes/003-press"
INK = "episodes/004-ink"
GLUE = "episodes/005-glue"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is changed in the good show, and the one problem that must be told."""

    name: str
    change: Change
    expected: str


def swap(path: str, old: str, new: str) -> Change:
    """The first ``old`` of a file becomes ``new``."""

    def change(files: Files) -> None:
        text = files[path]
        assert isinstance(text, str), path
        assert old in text, (path, old)
        files[path] = text.replace(old, new, 1)

    return change


def add(path: str, text: str) -> Change:
    """More text at the end of a file."""

    def change(files: Files) -> None:
        before = files[path]
        assert isinstance(before, str), path
        files[path] = before + text

    return change


def put(path: str, content: str | bytes | Path | None) -> Change:
    """Another file; None takes it away."""

    def change(files: Files) -> None:
        files[path] = content

    return change


def recode(path: str, encoding: str) -> Change:
    """The same text in another encoding."""

    def change(files: Files) -> None:
        text = files[path]
        assert isinstance(text, str), path
        files[path] = text.encode(encoding)

    return change


def both(*changes: Change) -> Change:
    """All of these changes, for a fault that takes more than one."""

    def change(files: Files) -> None:
        for each in changes:
            each(files)

    return change


def remote(name: str, duration: str) -> str:
    """What an episode's YAML says of audio at another host."""
    return (
        "audio:\n"
        f"  url: https://audio.example/{name}.mp3\n"
        "  length: 720501\n"
        "  type: audio/mpeg\n"
        f'  duration: "{duration}"\n'
    )


def good_show() -> Files:
    """The files of a show with which nothing is wrong."""
    return {
        SHOW: """\
title: Paper & Ink
description: Talks with people who make paper, ink and books by hand.
link: https://paper.example/
language: en-GB
timezone: Europe/London
owner:
  name: Nora Quill
  email: nora@paper.example
categories:
  - Arts > Books
  - Education
artwork: artwork.png
explicit: false
people:
  - name: Nora Quill
    link: https://nora.example/
sections:
  - key: book
    title: Book of the week
    headings: [Book of the week]
    kind: text
""",
        "artwork.png": CASES / "artwork" / "good.png",
        "audio/000-trailer.mp3": TONE,
        f"{TRAILER}.yaml": """\
title: What is Paper & Ink?
published: 2026-01-05 18:00
type: trailer
summary: A minute about the show, and who makes it.
""",
        f"{RAGS}.yaml": """\
title: Rag paper
published: 2026-01-12 18:00
season: 1
episode: 1
summary: Tom Van Reed makes paper from rags.
notes: |
  How do rags become paper? Tom has done it for thirty years, in
  [the mill](https://mill.example/tour).

  He brought some along.
guests:
  - name: Tom Van Reed
    link: https://tom.example/
chapters:
  - 0:00 Hello
  - 0:20 How rags become paper
  - 1:00 What nobody should hurry
"""
        + remote("001-rags", "1:30"),
        f"{RAGS}.txt": """\
Host: Nora Quill
Guest: Tom Van Reed

[00:00:00] NQ: Hello Tom. <rustling> It is good to have you here.
[00:00:10] TVR: Hello. I brought you some rags.
<mainbit>
[00:00:20] NQ: How do rags become paper?
[00:00:30] TVR: Slowly. You beat them in water for a day or two.
[00:00:50] NQ: And what can go wrong?
[00:01:00] TVR: Haste. A sheet that was hurried is cloudy.
Endbit
Tom's recommended drink
Black tea, from a tin mug.

Key Lessons from Tom
1 - Rags make the strongest paper
2 - Never hurry a vat
3 - Cloudy sheets last as long

Book of the week
Papermaking, by hand.

Useful Links
The mill: https://mill.example/tour
Tom: https://tom.example/
""",
        f"{VAT}.yaml": """\
title: The last vat
published: 2026-01-26 18:00
season: 1
episode: 2
summary: Ada Moss looks after the last vat of its kind.
guests:
  - Ada Moss
"""
        + remote("002-vat", "1:00"),
        f"{VAT}.md": """\
---
host: Nora Quill
guest: Ada Moss
---

**Nora:** Hello Ada. Is that the vat behind you?

**Ada:** It is the last one, and large enough for me.

**Nora:** What does a vat need?

**Ada:** Soft water, dry felt, and somebody who comes every morning.
""",
        f"{PRESS}.yaml": """\
title: A press in a garage
published: 2026-02-09 18:00
season: 1
episode: 3
summary: Jo Ferrer prints posters on two tons of iron.
guests: [Jo Ferrer]
"""
        + remote("003-press", "1:00"),
        f"{PRESS}.vtt": """\
WEBVTT

00:00:00.000 --> 00:00:09.000
<v Nora Quill>Hello Jo. How did the press come in?

00:00:10.000 --> 00:00:19.000
<v Jo Ferrer>In forty pieces. I put them together
over one winter.

00:00:20.000 --> 00:00:29.000
<v Nora Quill>How many were left over?

00:00:30.000 --> 00:00:39.000
<v Jo Ferrer>Three. It prints well without them.
""",
        f"{INK}.yaml": """\
title: Ink from oak galls
published: 2026-02-23 18:00
season: 1
episode: 4
summary: Nora Quill makes ink, alone and with stained hands.
"""
        + remote("004-ink", "0:45"),
        f"{INK}.srt": """\
1
00:00:00,000 --> 00:00:09,000
Nora Quill: Today nobody is here but me and a pan.

2
00:00:10,000 --> 00:00:19,000
Nora Quill: You crush the galls, and let them stand.

3
00:00:20,000 --> 00:00:29,000
Nora Quill: The gum comes last.
""",
        f"{GLUE}.yaml": """\
title: Glue that holds
published: 2026-03-09 18:00
season: 1
episode: 5
summary: What has held books together for a thousand years.
"""
        + remote("005-glue", "0:45"),
        f"{GLUE}.json": """\
{"version": "1.0.0", "segments": [
  {"speaker": "Nora Quill", "startTime": 0, "endTime": 9,
   "body": "Today I boil some glue."},
  {"speaker": "Nora Quill", "startTime": 10, "endTime": 19,
   "body": "Take flour, take water, and stir."}
]}
""",
    }
