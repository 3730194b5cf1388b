"""A rule's manual page: what it asks and why, who says so, and how it looks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc
from textwrap import dedent

_PART = re.compile(r"^(Source|Good|Bad):[ \n]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manual:
    """What a podcaster wants to know about a rule.

    ``summary`` is one sentence, ``why`` paragraphs, ``source`` the publisher and the
    document; ``good`` and ``bad`` are examples as they stand in the author's files.
    """

    summary: str
    why: str
    source: str
    good: str
    bad: str


def read_manual(text: str) -> Manual:
    """The page in a docstring: a sentence, reasons, then Source:, Good: and Bad:.

    Raises ValueError if one of these is absent; it is ours, not an author's.
    """
    told, *rest = _PART.split(cleandoc(text))
    parts = {
        name.lower(): body for name, body in zip(rest[::2], rest[1::2], strict=True)
    }
    summary, _, why = told.partition("\n\n")
    page = Manual(
        summary=" ".join(summary.split()),
        why=why.strip(),
        source=" ".join(parts.get("source", "").split()),
        good=_example(parts.get("good", "")),
        bad=_example(parts.get("bad", "")),
    )
    if missing := [name for name in Manual.__slots__ if not getattr(page, name)]:
        raise ValueError(f"{summary!r} says nothing of {', '.join(missing)}")
    return page


def _example(body: str) -> str:
    """An example without the margin that sets it apart."""
    return dedent(body).strip("\n ")
