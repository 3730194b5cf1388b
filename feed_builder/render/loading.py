"""What a template is made of besides its own text: the names of files that it loads.

Jinja knows, too (``meta.find_referenced_templates``), but has to be imported and to
parse them all, which takes 80 ms of a build that may make no page.
"""

from __future__ import annotations

import re

_LOADING = re.compile(r"\{%[-+]?\s*(?:include|import|from|extends)\b")
_NAME = r"""(?:"[^"\\]*"|'[^'\\]*')"""
#: A name or a list of them, after which the statement ends, or tells how to load it.
_NAMES = re.compile(
    rf"\s*({_NAME}|\[\s*(?:{_NAME}\s*,\s*)*(?:{_NAME}\s*)?\])\s*"
    r"(?:[-+]?%\}|(?:as|ignore|import|with|without)\b)"
)


def loaded_by(template: str) -> set[str] | None:
    """Names of all that the text may load; None if one is only known as it is rendered.

    Names that are in a comment are among them.
    """
    names: set[str] = set()
    for statement in _LOADING.finditer(template):
        given = _NAMES.match(template, statement.end())
        if given is None:
            return None
        names |= {name[1:-1] for name in re.findall(_NAME, given[1])}
    return names
