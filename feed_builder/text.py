"""Text for feed, pages and import alike: Markdown, cleaning, cutting, safe letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape
from urllib.parse import urlsplit, urlunsplit

import nh3

#: What XML 1.0 cannot hold, not even escaped (production [2], "Char").
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")

#: What notes may contain, everywhere they are shown. Apple reads p, ol, ul, li and a;
#: Spotify also br, h1 and h2; the rest is harmless where it is not known.
ALLOWED_TAGS = frozenset(
    "p br a ul ol li h2 h3 h4 strong em b i code pre blockquote hr".split()
)
#: Where pictures are shown, too: in a feed, but not on pages, which load nothing from
#: elsewhere.
PICTURED_TAGS = ALLOWED_TAGS | {"img"}
NO_TAGS: frozenset[str] = frozenset()
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto"})

#: Two or three letters that stand for one. Others can be meant: "NÃO", "Ã” at an end.
_MISREAD = re.compile(
    "[ÂÃ][\xa0-\xaa\xac-\xba\xbc-\xbf]|Ã[€‚ƒ†‡ˆ‰Š‹ŒŽ•˜™šœžŸ]|â€[\x90-\x9f™œ˜“”¦¢]|â‚¬"
)
_CODE = re.compile(r"(?m)^```.*?^```|`[^`\n]+`|^(?: {4}|\t).*$", re.DOTALL)
#: Exact for what nh3 writes: it escapes < and > in text and attributes alike.
_TAG = re.compile("<[^>]*>")
_BLOCK_ENDS = re.compile(r"</(?:p|li|h[2-4]|blockquote|pre|ul|ol)>|<(?:br|hr)>")


#: Parameters of newsletters, shops and networks; no page needs one to be found.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|igshid|mc_[ce]id|yclid|_hsenc|_hsmi)(?:=|$)",
    re.IGNORECASE,
)


_LONGEST_SLUG = 100
_THOUSANDS = re.compile(r"(?<=\d),(?=\d)")
#: What becomes of the signs of ASCII, and of the letters and signs that are common in
#: texts of Latin letters; what stands between words is a space.
_LETTERS = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()}
    | {",": ",", "‘": "", "’": "", "ß": "ss"}
    | dict.fromkeys("\u00a0\u202f“”«»–—…", " ")
    | dict(
        zip(
            "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿ",
            "AAAAAACEEEEIIIINOOOOOUUUUYaaaaaaceeeeiiiinooooouuuuyy",
            strict=True,
        )
    )
)


def xml_safe(text: str) -> str:
    """The text without the characters that XML forbids, of which none is printable."""
    return text if text.isprintable() else FORBIDDEN.sub("", text)


def html_of(markdown: str, *, pictures: bool = False) -> str:
    """Markdown as clean HTML: raw HTML shows as text, bare addresses become links.

    Without ``pictures``, there are links to them.
    """
    fit = xml_safe(markdown)
    return _html_of(fit, pictures and "![" in fit)


@lru_cache(maxsize=64)  # a page, a feed and a text file show the same notes
def _html_of(markdown: str, pictures: bool) -> str:
    from .markdown import rendered  # late: most commands show no notes

    tags = PICTURED_TAGS if pictures else ALLOWED_TAGS
    return clean_html(rendered(markdown, pictures=pictures), tags)


def clean_html(
    html: str,
    tags: frozenset[str] = ALLOWED_TAGS,
    *,
    titles: bool = True,
    base: str | None = None,
) -> str:
    """HTML reduced to an allow-list; scripts, styles and odd schemes are gone.

    ``titles`` are what links show under a pointer. Relative links are made absolute
    where there is a ``base``.
    """
    return _cleaner(tags, titles, base).clean(html)


@lru_cache(maxsize=16)  # to make one takes as long as to clean an episode's notes
def _cleaner(tags: frozenset[str], titles: bool, base: str | None) -> nh3.Cleaner:
    return nh3.Cleaner(
        tags=set(tags),
        attributes={
            "a": {"href", "title"} if titles else {"href"},
            "img": {"src", "alt"},
        },
        url_schemes=set(ALLOWED_SCHEMES),
        url_relative=("rewrite_with_base", base) if base else None,
        link_rel=None,
    )


def plain_text(html: str) -> str:
    """HTML as readable plain text, one line a block, for readers that know no tags."""
    return words_of(clean_html(html))


def words_of(html: str) -> str:
    """The same of HTML that is clean already."""
    words = _TAG.sub("", _BLOCK_ENDS.sub("\n", html))
    lines = unescape(words).split("\n")
    return "\n".join(line for raw in lines if (line := one_line(raw)))


def without_code(markdown: str) -> str:
    """Markdown with spaces for its code: what stands there is no link and no HTML."""
    return _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), markdown)


def one_line(text: str) -> str:
    """The text on a single line, its spaces collapsed."""
    return " ".join(text.split())


def cut(text: str, limit: int) -> str:
    """At most ``limit`` characters, cut at a word, with an ellipsis if any is lost."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    if " " in kept and not text[limit - 1].isspace():
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:–—-") + "…"


def misread(text: str) -> tuple[int, str, str] | None:
    """The first word with letters of UTF-8 that a program read as Windows-1252.

    Where it begins, the word, and what was meant: 0, "CafÃ©" and "Café".
    """
    found = _MISREAD.search(text)
    if found is None:
        return None
    start = max(text.rfind(space, 0, found.start()) for space in " \n\t") + 1
    word = text[start:].split(None, 1)[0]
    return start, word, _MISREAD.sub(_meant, word)


def _meant(found: re.Match[str]) -> str:
    raw = b"".join(
        bytes([ord(letter)]) if ord(letter) < 0x100 else letter.encode("cp1252")
        for letter in found[0]
    )
    return raw.decode("utf-8", "replace")


def slug(text: str) -> str:
    """The text as an address: ASCII letters, digits and hyphens; may be empty."""
    if len(text) <= _LONGEST_SLUG:
        words = [*map(_slug_of_word, text.split(" "))]
        if None not in words:
            return "-".join(filter(None, words))
    from slugify import slugify  # late: few texts need it

    # By name, or another library on the machine would give other addresses.
    return slugify(
        text, max_length=_LONGEST_SLUG, word_boundary=True, backend="text-unidecode"
    )


@lru_cache(maxsize=4096)  # most talk is made of fewer words
def _slug_of_word(word: str) -> str | None:
    """The same as the library gives, unless it has to transliterate more than these."""
    plain = word.translate(_LETTERS)
    if not plain.isascii() or len(plain) > len(word) or "&" in word:
        return None
    if "," in plain:
        plain = _THOUSANDS.sub("", plain).replace(",", " ")
    return "-".join(plain.lower().split())


def folded(text: str) -> str:
    """The text for comparing: no case, no accents, single spaces."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return " ".join(kept.split())


def without_tracking(url: str) -> str:
    """The address without the parameters that only tell where a click came from."""
    parts = urlsplit(url)
    kept = [p for p in parts.query.split("&") if not _TRACKING.match(p)]
    return urlunsplit(parts._replace(query="&".join(kept)))
