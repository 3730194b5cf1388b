"""What a value in a feed's tag may be: as the feed writes it, or why it is unfit."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

from ..podcast_spec import WELL_KNOWN_LICENSE, Kind
from . import values
from .values import Unfit

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")


def as_written(kind: Kind, value: Any, zone: ZoneInfo | None) -> str:
    """The value in the words of the feed; ``zone`` is where dates are meant.

    Raises Unfit for what is no such value.
    """
    if kind in _DATES:
        return _DATES[kind](_moment(value, zone))
    return _WRITERS[kind](value)


def is_address(text: str) -> bool:
    """Whether it is an address of any scheme, and not a path in the project."""
    return bool(_SCHEME.fullmatch(text))


def _uri(value: Any) -> str:
    written = values.text(value)
    if not is_address(written):
        hint = "begin with its scheme, as in https:// or ipfs://"
        raise Unfit(f"{written!r} is not a full address", hint=hint)
    return written


def _file(value: Any) -> str:
    written = values.text(value)
    return written if is_address(written) else values.relative_path(value)


def _whole(value: Any) -> str:
    written = values.text(value)
    if not re.fullmatch(r"\d{1,18}", written, re.ASCII):
        raise Unfit(f"{written!r} is not a whole number", hint="write 0, 1, 2, 3 …")
    return str(int(written))


def _number(value: Any) -> str:
    written = values.text(value)
    if not re.fullmatch(r"\d{1,18}(\.\d{1,18})?", written, re.ASCII):
        raise Unfit(f"{written!r} is not a number", hint="write it like 3 or 3.5")
    return written


def _time(value: Any) -> str:
    # The namespace counts seconds; people count minutes too.
    return f"{values.time(value).total_seconds():.3f}".rstrip("0").rstrip(".")


def _truth(value: Any) -> str:
    return "true" if values.truth(value) else "false"


def _yes_no(value: Any) -> str:
    return "yes" if values.truth(value) else "no"


def _uuid(value: Any) -> str:
    return str(values.podcast_guid(value))


def _geo(value: Any) -> str:
    written = values.text(value).removeprefix("geo:").replace(" ", "")
    number = r"-?\d{1,3}(\.\d+)?"
    match = re.fullmatch(rf"({number}),({number})(,-?\d+(\.\d+)?)?(;\S+)?", written)
    if not match or abs(float(match[1])) > 90 or abs(float(match[3])) > 180:
        hint = "write latitude,longitude in degrees: '55.861,-4.250'"
        raise Unfit(f"{written!r} is no place on earth", hint=hint)
    return f"geo:{written}"


def _language(value: Any) -> str:
    written = values.text(value)
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*", written):
        hint = "write it like en, en-GB or de"
        raise Unfit(f"{written!r} is no language code", hint=hint)
    return written


def _license(value: Any) -> str:
    written = values.text(value)
    known = WELL_KNOWN_LICENSE.fullmatch(written.lower())
    return written.lower() if known else written


def _rrule(value: Any) -> str:
    written = values.text(value).removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in written.split(";"))
    if not all(parts.values()) or parts.get("FREQ") not in _FREQUENCIES:
        hint = "write it like FREQ=WEEKLY;BYDAY=MO (RFC 5545, section 3.3.10)"
        raise Unfit(f"{written!r} is no recurrence rule", hint=hint)
    return written


def _like(pattern: str, what: str, hint: str) -> Callable[[Any], str]:
    def writer(value: Any) -> str:
        written = values.text(value)
        if not re.fullmatch(pattern, written, re.ASCII):
            raise Unfit(f"{written!r} is no {what}", hint=hint)
        return written

    return writer


def _moment(value: Any, zone: ZoneInfo | None) -> datetime:
    written = values.text(value)
    try:
        moment = parsedate_to_datetime(written)
    except ValueError:
        moment = values.moment(written)
    if moment.tzinfo is not None:
        return moment
    if zone is None:
        raise Unfit(
            f"{written!r} has no time zone",
            hint="add `timezone: Europe/London` (yours) to podcast.yaml, "
            f"or write {moment:%Y-%m-%dT%H:%M:%S}+00:00",
            rule="dates-have-zones",
        )
    return moment.replace(tzinfo=zone)


_FREQUENCIES = frozenset("SECONDLY MINUTELY HOURLY DAILY WEEKLY MONTHLY YEARLY".split())
_DATES: dict[Kind, Callable[[datetime], str]] = {
    Kind.MOMENT: lambda moment: moment.isoformat(),
    Kind.POSTMARK: lambda moment: format_datetime(moment.astimezone(UTC)),
}
_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: values.text,
    Kind.URL: values.url,
    Kind.URI: _uri,
    Kind.FILE: _file,
    Kind.WHOLE: _whole,
    Kind.NUMBER: _number,
    Kind.TIME: _time,
    Kind.TRUTH: _truth,
    Kind.YES_NO: _yes_no,
    Kind.UUID: _uuid,
    Kind.GEO: _geo,
    Kind.OSM: _like(
        r"[NWR]\d+(#\d+)?",
        "OpenStreetMap object",
        "its letter, N, W or R, and its number: R113314",
    ),
    Kind.COUNTRY: values.country,
    Kind.LANGUAGE: _language,
    Kind.MEDIA_TYPE: _like(
        r"[A-Za-z0-9.+-]+/[A-Za-z0-9.+-]+(;.*)?", "media type", "like audio/opus"
    ),
    Kind.RATIO: _like(r"\d+(\.\d+)?(\s*/\s*\d+(\.\d+)?)?", "ratio", "like 1/1 or 16/9"),
    Kind.RRULE: _rrule,
    Kind.LICENSE: _license,
}
