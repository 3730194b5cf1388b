"""What became of a file's tags."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Notes:
    """What a writer of tags has to tell, gathered as it goes.

    ``form`` is the kind of tags, as "ID3v2.3"; ``kept`` names tags that were there and
    are not ours; ``missed`` says what could not be written, and ``done`` what else was
    changed. ``cover`` tells whether the artwork was written.
    """

    form: str
    cover: bool = False
    kept: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
