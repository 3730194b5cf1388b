"""A section of links: an address and the words that stand for it, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...model import Link
from .addresses import (
    Address,
    addresses_in,
    contacts_in,
    is_alone,
    is_domain,
    other_scheme,
)
from .doubts import Doubts
from .lines import Line
from .phrases import CONJUNCTIONS
from .words import has_letters, unescaped

_MARK = re.compile(
    r"\s*(?:[-–—•*·▪◦‣+]\s+|[•·▪◦‣]\s*|\d{1,3}\s?[.)]\s+|\d{1,3}\s[-–—]\s+)"
)
#: "https:/mill.example" and "htps://mill.example".
_SCHEME_SLIP = re.compile(r"\b[htps]{3,7}:/{0,3}([\w-]+\.\S{1,200})", re.IGNORECASE)
_GOING_ON = "/-=_&?%"
_EDGES = " \t:：-–—>→=|•,;*_"


@dataclass(slots=True)
class Links:
    """The links and contacts of a section, in order."""

    links: list[Link] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)


def links_of(lines: Sequence[Line], doubts: Doubts) -> Links:
    """What these lines link to; every line that links to nothing is reported."""
    found = Links()
    above: Line | None = None
    cut_off = goes_on = False
    for line in (line for line in lines if not line.blank):
        text = _unmarked(line)
        addresses = tuple(addresses_in(text))
        contacts = () if addresses else tuple(contacts_in(text))
        is_cut = cut_off and not addresses and not contacts
        if is_cut and (
            _is_rest(text) or (goes_on and text.isascii() and " " not in text)
        ):
            _wrapped(line, text, doubts)
            continue
        if addresses and above and is_alone(text, addresses[0]):
            found.links.extend(_links(line, text, addresses, above.clean, doubts))
            above = None
        else:
            found.links.extend(_links(line, text, addresses, "", doubts))
            found.contacts.extend(dict.fromkeys(contacts))
            _doubt_domains(line, contacts, doubts)
        if above:
            _no_address(above, doubts)
        above = None if addresses or contacts else line
        cut_off = bool(addresses) and addresses[-1].end == len(text)
        # A slash ends many an address; an address and a word mean the rest of it.
        goes_on = cut_off and text[-1] in _GOING_ON
    if above:
        _no_address(above, doubts)
    return found


def _unmarked(line: Line) -> str:
    mark = _MARK.match(line.clean)
    return line.clean[mark.end() if mark else 0 :].strip()


def _links(
    line: Line, text: str, addresses: Sequence[Address], above: str, doubts: Doubts
) -> Iterator[Link]:
    label, at = _label(above), 0
    for address in addresses:
        label = _label(text[at : address.start]) or label
        if address is addresses[-1]:
            label = _with_rest(line, text, address, label, doubts)
        if address.bare:
            doubts.note(
                "links-have-schemes",
                f"{address.url.removeprefix('https://')} was read as {address.url}",
                line.number,
                line.column(line.clean.find("www.")),
                hint="write the address with https://",
            )
        own = address.label and unescaped(address.label.strip(_EDGES))
        shown = own if own and "://" not in own else label
        yield Link(label=shown, url=address.url, line=line.number)
        at = address.end


def _label(before: str) -> str | None:
    """What stands before an address, without what only leads to it."""
    text = unescaped(before.strip(_EDGES).rstrip("([<").strip(_EDGES))
    if text.startswith("(") and ")" not in text:
        text = text[1:].strip(_EDGES)
    text = text.lstrip(")]> ,;")
    if text.strip("[]").isdecimal():
        return None
    return text if has_letters(text) and text.lower() not in CONJUNCTIONS else None


def _with_rest(
    line: Line, text: str, address: Address, label: str | None, doubts: Doubts
) -> str | None:
    """The label, if need be from behind the address; other words there are reported."""
    rest = text[address.end :].strip(_EDGES + ".)]>\"'”").removeprefix("(")
    if not has_letters(rest):
        return label
    if label is None and address.label is None:
        return _label(rest)
    doubts.note(
        "links-end-lines",
        f"“{rest}” stands after the address and is not published",
        line.number,
        hint="write all that should be shown before the address",
    )
    return label


def _is_rest(text: str) -> bool:
    """Whether this can be the second half of an address: one word, with its signs."""
    is_word = not any(c.isspace() for c in text) and "://" not in text
    return is_word and any(c in "/?=&%#-_." for c in text[:-1])


def _wrapped(line: Line, text: str, doubts: Doubts) -> None:
    doubts.warn(
        "links-on-one-line",
        f"“{text}” looks like the end of the address above, and was left out of it",
        line.number,
        hint="write the whole address on one line",
    )


def _doubt_domains(line: Line, contacts: Sequence[str], doubts: Doubts) -> None:
    """Report addresses that may be links, and are none without https://."""
    for domain in filter(is_domain, contacts):
        doubts.warn(
            "links-have-schemes",
            f"{domain} is not published: without https://, it is no link",
            line.number,
            line.column(max(0, line.clean.find(domain))),
            hint=f"write https://{domain}",
        )


def _no_address(line: Line, doubts: Doubts) -> None:
    text = _unmarked(line).rstrip(" :：")
    other = other_scheme(text)
    doubts.warn(
        "links-have-addresses",
        f"{other} is not an address that a page may link to"
        if other
        else f"link {text!r} has no address",
        line.number,
        line.column(len(line.clean) - len(line.clean.lstrip())),
        hint=f"write https://{slip[1]}"
        if (slip := _SCHEME_SLIP.search(text))
        else "end the line with an address such as https://example.com/",
    )
