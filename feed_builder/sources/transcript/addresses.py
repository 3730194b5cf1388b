"""Addresses in a line of text: safe links, and the contacts that are none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_URL = r"(?:https?://|mailto:|www\.)[^\s<>\"“”„«»，。、；：（）「」『』【】]+"
_MARKDOWN = r"\[(?P<label>(?:[^\[\]\\]|\\.){0,300})\]\(\s?<?(?=https?://|mailto:|www\.)"
_LINK = re.compile(rf"{_MARKDOWN}|{_URL}", re.IGNORECASE)
_OTHER_SCHEME = re.compile(
    r"\b(?:ftp|file|javascript|data|tel|sms|ssh|irc)s?:[^\s<>]+", re.IGNORECASE
)
_WHOLE = re.compile(r"https?://[\w\[]|mailto:[^\s@]+@\w", re.IGNORECASE)
_SPACE = re.compile(r"[\s<>]")
_CLOSE = re.compile(r"[^()]{0,200}\)")
_PAIRS = {"]": "[", "}": "{"}
_STOPS = ".,;:!?'’‘*_|"

_DOMAIN = re.compile(
    r"(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.){1,5}([a-z]{2,18})(?:/\S*)?", re.IGNORECASE
)
_HANDLE = re.compile(r"@[\w.-]{2,60}(?:@[\w.-]{3,80})?")
_CHANNEL = re.compile(r"#[\w-]{2,60}")
_PHONE = re.compile(r"\+?\(?\d[\d\s()./-]{4,22}\d")
_FILES = frozenset(
    "pdf doc docx txt md mp3 mp4 wav png jpg jpeg zip csv xls xlsx ppt py".split()
)
_PHONE_WORDS = frozenset("tel phone telephone mobile call telefon whatsapp fax".split())
_LONGEST = 300
_LONGEST_URL = 2000


@dataclass(frozen=True, slots=True)
class Address:
    """A link in a line: what it points to, and from where to where it is written.

    ``label`` is set where the markup gives one; ``bare`` if no scheme is written.
    """

    url: str
    start: int
    end: int
    label: str | None = None
    bare: bool = False


def addresses_in(text: str) -> Iterator[Address]:
    """Every link in a line, in order: Markdown, in angle brackets, labelled or bare."""
    at = 0
    while found := _LINK.search(text, at):
        address = _plain(found) if found["label"] is None else _linked(text, found)
        if _WHOLE.match(address.url):
            yield address
        at = max(address.end, at + 1)


def contacts_in(text: str) -> Iterator[str]:
    """E-mail addresses, handles, channels, domains and numbers, where no link is."""
    for word in text[:_LONGEST].split():
        contact = _contact(word.strip("()[]<>,;:!?\"'“”’*_|").rstrip("."))
        if contact:
            yield contact
    phone = _PHONE.search(text[:_LONGEST])
    if phone and _is_phone(text[: phone.start()], phone[0]):
        yield phone[0]


def is_domain(contact: str) -> bool:
    """Whether a contact is the name of a site, perhaps with the path of a page."""
    return contact[:1] not in "@#" and bool(_DOMAIN.fullmatch(contact))


def other_scheme(text: str) -> str | None:
    """An address that no page may link to."""
    found = _OTHER_SCHEME.search(text[:_LONGEST])
    return found[0] if found else None


def is_alone(text: str, address: Address) -> bool:
    """Whether a line holds this address and nothing else."""
    around = text[: address.start] + text[address.end :]
    return not any(c.isalnum() for c in around)


def _contact(word: str) -> str | None:
    user, at, domain = word.rpartition("@")
    if at and user and not user.startswith("@"):
        return word if _DOMAIN.fullmatch(domain) else None
    if _HANDLE.fullmatch(word) or (
        _CHANNEL.fullmatch(word) and not word[1:].isdecimal()
    ):
        return word
    found = _DOMAIN.fullmatch(word)
    return word if found and found[1].lower() not in _FILES else None


def _is_phone(before: str, number: str) -> bool:
    digits = sum(map(str.isdigit, number))
    words = set(before.lower().replace(":", " ").replace(".", " ").split())
    return digits > 5 and (number[0] in "+(0" or bool(words & _PHONE_WORDS))


def _linked(text: str, found: re.Match[str]) -> Address:
    begin = found.end()
    stop = _SPACE.search(text, begin, begin + _LONGEST_URL)
    url = _balanced(text[begin : stop.start() if stop else begin + _LONGEST_URL])
    close = _CLOSE.match(text, begin + len(url))
    end = close.end() if close else begin + len(url)
    return _address(url, found.start(), end, found["label"].strip() or None)


def _plain(found: re.Match[str]) -> Address:
    url = _balanced(found[0])
    if len(url) <= _LONGEST_URL:
        url = _without_stops(url)
    return _address(url, found.start(), found.start() + len(url), None)


def _address(url: str, start: int, end: int, label: str | None) -> Address:
    bare = url.lower().startswith("www.")
    return Address(f"https://{url}" if bare else url, start, end, label, bare)


def _balanced(url: str) -> str:
    """The address up to a bracket that was opened before it."""
    if ")" not in url:
        return url
    depth = 0
    for index, char in enumerate(url):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return url[:index]
    return url


def _without_stops(url: str) -> str:
    """The address without the punctuation that belongs to the sentence around it."""
    while url and _is_stop(url):
        url = url[:-1]
    return url


def _is_stop(url: str) -> bool:
    last = url[-1]
    return last in _STOPS or (
        last in "]}" and url.count(last) > url.count(_PAIRS[last])
    )
