"""A transcript from its lines: who is named, who speaks, what else there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model import Highlight, Link, Transcript
from .addresses import addresses_in
from .checks import check_speakers, check_strays
from .context import Context
from .doubts import Doubts
from .header import header_of
from .highlights import highlights_of, merged
from .labels import Label, labels_of
from .lines import Line
from .marks import latest
from .people import Named
from .phrases import LINKS
from .speakers import Vocabulary
from .talk import Talk, talk_of
from .turns import Say, directions_of, speakers_of, turns_of
from .words import letters, unescaped

#: Stray lines with fewer words in all are a title or a date, and not somebody's talk.
_SOME_TALK = 60

_ADDRESS = re.compile(r"\s*(?:http|www\.|@)")

#: What files with these names hold, if they hold what they say.
_LAYOUTS = {
    ".docx": "Word document",
    ".vtt": "WebVTT",
    ".srt": "SRT",
    ".json": "JSON",
}


def read_lines(lines: Sequence[Line], form: str, context: Context) -> Transcript:
    """The transcript that these lines are; what is not in it is reported."""
    doubts = context.doubts
    labels = [_labels(line) for line in lines]
    header = header_of(lines, {x.letters for found in labels for x in found}, doubts)
    named = (*context.facts.people, *header.people)
    vocabulary = Vocabulary(named, context.people)
    vocabulary.learn(
        found[0]
        for i, found in enumerate(labels)
        if found and i not in header.lines and not _is_link(lines[i], found[0])
    )
    talk = talk_of(lines, labels, header.lines, vocabulary, context)
    return _transcript(talk, named, vocabulary, form, context)


def _labels(line: Line) -> tuple[Label, ...]:
    if line.voice is not None:
        spelt = letters(line.voice)
        return (Label(line.voice, spelt, 0, 0, ":", bold=True, start=line.start),)
    return tuple(labels_of(line.clean)) if line.clean else ()


def _transcript(
    talk: Talk,
    named: Sequence[Named],
    vocabulary: Vocabulary,
    form: str,
    context: Context,
) -> Transcript:
    doubts = context.doubts
    found = highlights_of(talk.sections, doubts)
    strays = sorted([*talk.strays, *found.strays], key=lambda line: line.number)
    says = [say for say in talk.says if _says_something(say, doubts)]
    if not says:
        _doubt_turns(form, bool(strays or named or talk.sections), doubts)
        says = list(_unlabelled(strays, bool(named or talk.parts)))
        strays = [] if says else strays
    highlights = merged([*context.facts.highlights, *found.highlights])
    if form == "markdown" and not any(h.links for h in highlights):
        highlights = merged([*highlights, *_linked(says, doubts)])
    check_strays(strays, doubts)
    check_speakers(says, named, vocabulary, doubts)
    speakers = speakers_of(says)
    directions = [d for say in says for d in directions_of(say, doubts)]
    return Transcript(
        form=form,
        hosts=_names(named, "host"),
        guests=_names(named, "guest"),
        speakers=tuple(speakers.values()),
        turns=tuple(turns_of(says, speakers)),
        sections=tuple(talk.parts),
        highlights=tuple(highlights),
        contacts=tuple(found.contacts),
        directions=tuple(sorted([*talk.directions, *directions], key=lambda d: d.line)),
        timestamps=talk.timed,
        last=latest(talk.marks, doubts),
    )


def _doubt_turns(form: str, says_something: bool, doubts: Doubts) -> None:
    """Report that nobody speaks, and what to do about it in such a file."""
    layout = _LAYOUTS.get(doubts.path.suffix.lower())
    if not says_something:
        doubts.warn(
            "turns-found",
            "the document is empty",
            hint="write the talk into it, or take the file away",
        )
    elif layout and form != "docx":
        doubts.warn(
            "turns-found",
            f"nobody speaks here, and this is no {layout} as its name says",
            hint="export it again, or save the talk as .txt",
        )
    else:
        doubts.warn(
            "turns-found",
            "no speaker turns were found",
            hint="begin each turn with a name or initials and a colon, such as “AB:”",
        )


def _is_link(line: Line, label: Label) -> bool:
    return bool(_ADDRESS.match(line.clean, label.end))


def _says_something(say: Say, doubts: Doubts) -> bool:
    if say.texts or say.note:
        return True
    doubts.warn(
        "turns-say-something",
        f"“{say.written}” says nothing here",
        say.line,
        hint="write what was said, or take the label out",
    )
    return False


def _linked(says: Sequence[Say], doubts: Doubts) -> Iterator[Highlight]:
    """The labelled links of the talk, for a document that lists none by themselves."""
    found = [
        (number, Link(label=unescaped(address.label), url=address.url, line=number))
        for say in says
        for number, text in zip(say.numbers, say.texts, strict=True)
        for address in addresses_in(text)
        if address.label
    ]
    if found:
        line, _ = found[0]
        doubts.note(
            "links-have-headings",
            f"the links of the talk were taken for want of others; {len(found)} in all",
            line,
            hint="put a heading such as “Useful links” above those to publish",
        )
        links = tuple(link for _, link in found)
        yield Highlight(key=LINKS.key, title=LINKS.title, kind=LINKS.kind, links=links)


def _unlabelled(lines: Sequence[Line], is_framed: bool) -> Iterator[Say]:
    """The text of a document without labels, a turn a paragraph.

    Beside a header or headings, a few words are a title and no talk.
    """
    words = sum(len(line.clean.split()) for line in lines)
    if is_framed and words < _SOME_TALK:
        return
    say: Say | None = None
    for line in lines:
        if say is None or line.number != say.numbers[-1] + 1:
            if say:
                yield say
            say = Say(None, "", line.number)
        say.add(line.text_from(0), line.number)
    if say:
        yield say


def _names(named: Sequence[Named], role: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(p.name for p in named if p.role == role))
