"""Addresses that a page may link to."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from ..text import ALLOWED_SCHEMES

_ILLEGAL = re.compile(r'[\x00-\x20"<>\\^`{|}]')


def allowed(address: str | None) -> str | None:
    """The address if a page may link to it: no ``javascript:`` and its like."""
    try:
        scheme = urlsplit(address or "").scheme
    except ValueError:
        return None
    return address if scheme in ALLOWED_SCHEMES else None


def safe(address: str | None) -> str | None:
    """The same, with what no address may hold (RFC 3986) escaped, as browsers do."""
    known = allowed(address)
    return known and _ILLEGAL.sub(lambda found: quote(found[0]), known)
