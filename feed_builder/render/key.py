"""What an output file depends on, as one short string."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path


def key(*shown: object) -> str:
    """A digest of everything a file shows, and of the code that makes it.

    The values must have a complete and stable ``repr``, as our frozen dataclasses do.
    """
    hasher = sha256(_code())
    for value in shown:
        hasher.update(repr(value).encode("utf-8", "surrogatepass"))
        hasher.update(b"\0")
    return hasher.hexdigest()


@cache
def _code() -> bytes:
    package = Path(__file__).parent.parent
    modules = sorted(package.rglob("*.py"))
    return sha256(b"".join(m.read_bytes() for m in modules)).digest()
