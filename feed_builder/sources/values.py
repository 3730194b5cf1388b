"""What a single value in an author's YAML may be: the value, or why it is unfit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from difflib import get_close_matches
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zoneinfo import ZoneInfo, available_timezones

from ..text import cut
from ..timecode import parse_timecode
from .dates import guessed
from .document import WrittenFloat, WrittenInt

#: Parts of an episode's page that can be linked to, and folders of the site; a
#: section's key is both.
TAKEN_KEYS = frozenset(
    "main notes chapters transcript episodes page people seasons subscribe search "
    "audio artwork funding topics".split()
)


class Unfit(ValueError):
    """A value that cannot be taken as it stands, and what to do about it."""

    def __init__(
        self, message: str, *, hint: str = "", rule: str = "values-fit"
    ) -> None:
        super().__init__(message)
        self.hint = hint
        self.rule = rule


def text(value: Any) -> str:
    """Words, also those that YAML takes for numbers: `title: 1984`."""
    if isinstance(value, WrittenInt | WrittenFloat):
        return value.written
    if isinstance(value, str):
        return value.strip()
    raise Unfit(f"{_what(value)} stands where a text was needed", hint=_quoting(value))


def whole_number(value: Any) -> int:
    """A number such as Apple wants for seasons and episodes: 1 or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
        return int(value)
    written = getattr(value, "written", value)
    raise Unfit(f"{written!r} is not a whole number", hint="write 1, 2, 3 …")


def count(value: Any) -> int:
    """How many: none, one or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return int(value)
    written = getattr(value, "written", value)
    raise Unfit(f"{written!r} is not a number of things", hint="write 0, 1, 2 …")


def size(value: Any) -> int:
    """A length in bytes."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return int(value)
    raise Unfit(
        f"{value!r} is not a number of bytes", hint="the file's size, e.g. 8731648"
    )


def truth(value: Any) -> bool:
    """True or false, also in the words that YAML 1.1 and old feeds had for them."""
    if isinstance(value, bool):
        return value
    try:
        return _TRUTHS[str(value).lower()]
    except KeyError:
        message = f"{value!r} is neither true nor false"
        raise Unfit(message, hint="write true or false") from None


_TRUTHS = {"yes": True, "explicit": True, "no": False, "clean": False}


def moment(value: Any) -> datetime:
    """A date with a time of day; without a zone it is in the show's."""
    written = text(value)
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", written, re.ASCII) and not (
        guessed(written).fault
    ):
        hint = f"add the time of day: {written} 18:00"
        message = f"{written!r} is a date without a time"
        raise Unfit(message, hint=hint, rule="dates-have-times")
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        guess = guessed(written)
        hint = "write it like 2026-03-01 18:00 or 2026-03-01T18:00:00+01:00"
        if guess.text:
            hint = f"did you mean {guess.text}?"
        why = f": {guess.fault}" if guess.fault else ""
        raise Unfit(f"{written!r} is not a date and time{why}", hint=hint) from None


def time(value: Any) -> timedelta:
    """A time in the audio, as "1:02:03", "2:03" or seconds."""
    written = text(value)
    parsed = parse_timecode(written)
    if parsed is None:
        raise Unfit(f"{written!r} is not a time", hint="write it like 1:02:03 or 2:03")
    return parsed


def url(value: Any) -> str:
    """A full http or https address."""
    written = text(value)
    try:
        parts = urlsplit(written)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fits = False
    if not fits or re.search(r"\s", written):
        raise Unfit(f"{written!r} is not a full address", hint=_full(written))
    return written


def _full(written: str) -> str:
    """What to write instead, as far as it is known."""
    address = address_like(written)
    if address is None:
        return "begin with https://, and write spaces as %20"
    return f"did you mean {address}?"


def address_like(written: str) -> str | None:
    """The full address that was probably meant; None for what is none at all."""
    found = re.fullmatch(
        r"(?:(https?):?/*)?((?:[\w-]+\.)+[a-z]{2,}(?:[/?#:].*)?)", written
    )
    if found is None:
        return None
    return "%20".join(f"{found[1] or 'https'}://{found[2]}".split())


_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")


def email(value: Any) -> str:
    """An e-mail address, as far as its shape tells."""
    written = text(value)
    if not _EMAIL.fullmatch(written):
        meant = re.sub(r"\s*[\[(]?\b(?:at|AT)\b[\])]?\s*|\s+@\s*|@\s+", "@", written)
        fits = _EMAIL.fullmatch(meant)
        hint = f"did you mean {meant}?" if fits else "write it like hello@example.com"
        raise Unfit(f"{written!r} is not an e-mail address", hint=hint)
    return written


def time_zone(value: Any) -> ZoneInfo:
    """A time zone by its IANA name."""
    written = text(value)
    try:
        return ZoneInfo(written)
    except (ValueError, OSError, KeyError):
        near = _zone_like(written)
        hint = "use a name such as Europe/London or America/New_York"
        hint = f"did you mean {near}?" if near else hint
        raise Unfit(f"{written!r} is no time zone", hint=hint) from None


def _zone_like(written: str) -> str | None:
    """A zone with nearly this name, or that of a city.

    None of "Etc/GMT+1" and its like: their signs are the wrong way round.
    """
    zones = sorted(
        zone
        for zone in available_timezones()
        if "/" in zone and not zone.startswith("Etc/")
    )
    city = written.replace(" ", "_").lower()
    same = next((zone for zone in zones if zone.lower().endswith(f"/{city}")), None)
    return same or next(iter(get_close_matches(written, zones, n=1, cutoff=0.8)), None)


#: In bytes; no file system of ours has longer ones.
_LONGEST_NAME = 255


def relative_path(value: Any) -> str:
    """A path inside the project."""
    written = text(value)
    if written.startswith(("/", "\\", "~")) or ".." in re.split(r"[/\\]", written):
        hint = "give a path inside the folder of podcast.yaml"
        raise Unfit(f"{written!r} leads out of the project", hint=hint)
    if any(len(part.encode()) > _LONGEST_NAME for part in written.split("/")):
        hint = "give a path inside the folder of podcast.yaml"
        raise Unfit(f"{cut(written, 60)!r} is too long for a path", hint=hint)
    return written


def picture(value: Any) -> str:
    """Where a picture is: a path inside the project, or a full address."""
    has_scheme = re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", text(value))
    return url(value) if has_scheme else relative_path(value)


def podcast_guid(value: Any) -> UUID:
    """A UUID, as the podcast namespace has it."""
    try:
        return UUID(text(value))
    except ValueError:
        hint = "remove the line, and one is made from the feed's address"
        raise Unfit(f"{value!r} is not a UUID", hint=hint) from None


def country(value: Any) -> str:
    """A country's code of two letters (ISO 3166-1), in lower case as feeds have it."""
    written = text(value).lower()
    if not re.fullmatch(r"[a-z]{2}", written):
        hint = "use its two letters, as gb for Britain and de for Germany"
        raise Unfit(f"{written!r} is no country", hint=hint)
    return written


def apple_id(value: Any) -> str:
    """The number of a show at Apple; an address there holds it as well."""
    written = text(value)
    found = re.fullmatch(r"(?:https://podcasts\.apple\.com/\S*?/?id)?(\d+)", written)
    if not found:
        hint = "take the digits behind id in its address at podcasts.apple.com"
        raise Unfit(f"{written!r} is no number of a show at Apple", hint=hint)
    return found[1]


def section_key(value: Any) -> str:
    """A short word of ASCII letters: it becomes part of addresses."""
    written = text(value)
    if not re.fullmatch(r"[a-z][a-z0-9-]*", written, re.ASCII):
        hint = "use lower-case letters, digits and hyphens, as in book-of-the-week"
        raise Unfit(f"{written!r} cannot be a key", hint=hint)
    if written in TAKEN_KEYS:
        hint = f"choose another one, as in our-{written}"
        raise Unfit(f"{written!r} already names a part of every page", hint=hint)
    return written


def ignores(value: Any) -> dict[str, str]:
    """Rules by their ids, each with the reason why it is not followed."""
    if not isinstance(value, dict):
        hint = "write `artwork-light: the reason` below it, indented"
        raise Unfit(f"{value!r} is no rule with a reason", hint=hint)
    for rule, reason in value.items():
        if not isinstance(reason, str) or not reason.strip():
            hint = f"write it behind the rule, as in `{rule}: what speaks for it`"
            raise Unfit(f"no reason is given for {rule}", hint=hint)
    return {rule: text(reason) for rule, reason in value.items()}


def _what(value: Any) -> str:
    kinds = {bool: repr(value).lower(), dict: "a mapping", list: "a list"}
    return "nothing" if value is None else kinds.get(type(value), repr(value))


def _quoting(value: Any) -> str:
    if isinstance(value, bool):
        return f'for the word, write it between quotes: "{value}"'.lower()
    return "write a text, between quotes if it holds : or #"
