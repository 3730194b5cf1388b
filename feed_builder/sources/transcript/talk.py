"""The lines of a document, parted into talk and sections: the heart of reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from ...model import Direction, HighlightKind, Mark, Part, SectionSpec
from .addresses import addresses_in, contacts_in
from .context import Context
from .directions import Found, directions_in
from .headings import END, LONGEST, Heading
from .highlights import Section
from .labels import Label, is_word, no_time, time_column, time_of, without_times
from .lines import Line
from .lists import is_marked
from .marks import Span
from .phrases import LINKS
from .speakers import Vocabulary, Voice, is_short
from .suspects import doubt_inside, doubt_label
from .turns import Say

_BRACKETED = re.compile(r"\s*([<\[])([^<>\[\]]{1,60})[>\]]\s*$")


@dataclass(slots=True)
class Talk:
    """What the lines were taken for; each line that is not blank is in one place."""

    says: list[Say] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    sections: list[Section] = field(default_factory=list)
    directions: list[Direction] = field(default_factory=list)
    strays: list[Line] = field(default_factory=list)
    marks: list[Span] = field(default_factory=list)
    timed: bool = False


def talk_of(
    lines: Sequence[Line],
    labels: Sequence[Sequence[Label]],
    skipped: set[int],
    vocabulary: Vocabulary,
    context: Context,
) -> Talk:
    """Who says what, and which sections there are.

    ``labels`` are what may be a label on each line; ``skipped`` lines are the header's.
    """
    walk = _Walk(lines, labels, vocabulary, context)
    for index in range(len(lines)):
        if index in skipped:
            walk.section, walk.ended = None, False
        else:
            walk.step(index)
    return walk.talk


class _Walk:
    """One pass over the lines, knowing in which section or turn it is."""

    def __init__(
        self,
        lines: Sequence[Line],
        labels: Sequence[Sequence[Label]],
        vocabulary: Vocabulary,
        context: Context,
    ) -> None:
        self.talk = Talk()
        self.section: Section | None = None
        self.ended = False
        self._lines = lines
        self._labels = labels
        self._vocabulary = vocabulary
        self._context = context
        self._after_blank = True
        self._entries_until = 0
        self._time: timedelta | None = None

    def step(self, index: int) -> None:
        """Put one line where it belongs."""
        line = self._lines[index]
        if line.blank:
            self._blank(line)
            return
        label, voice = self._label(index)
        if label and voice and not self._is_content(index, label):
            self._turn(line, label, voice)
        elif heading := self._heading(line):
            self._open(line, heading)
        elif not self._inline(line):
            self._text(index, line)
        self._after_blank = False

    def _blank(self, line: Line) -> None:
        self._after_blank = True
        if self.section:
            self.section.body.append(line)

    def _label(self, index: int) -> tuple[Label | None, Voice | None]:
        only_timed = self._lines[index].heading
        for label in self._labels[index]:
            if only_timed and label.start is None:
                continue
            voice = self._vocabulary.voice(label)
            if voice:
                return label, voice
        return None, None

    def _is_content(self, index: int, label: Label) -> bool:
        """Whether a labelled line belongs to the section that it stands in."""
        if self.section is None or label.start is not None:
            return False
        clean = self._lines[index].clean
        if self.section.spec.kind is HighlightKind.LINKS:
            return _is_linking(clean)
        if index < self._entries_until:
            return True
        if self.section.body or is_marked(self._lines[index]):
            return is_marked(self._lines[index])
        self._entries_until = self._entries(index)
        return index < self._entries_until

    def _entries(self, index: int) -> int:
        """Where a block ends that gives each person one line: drinks by name."""
        seen: set[str] = set()
        for at in range(index, len(self._lines)):
            if self._lines[at].blank or self._heading(self._lines[at]):
                return at
            label, _ = self._label(at)
            if label is None or label.letters in seen or label.start is not None:
                return index
            seen.add(label.letters)
        return len(self._lines)

    def _turn(self, line: Line, label: Label, voice: Voice) -> None:
        self._leave_section(line)
        self.ended = False
        start = label.start if label.start is not None else self._time
        start = line.start if line.start is not None else start
        self.talk.timed |= start is not None
        if label.start is not None or line.start is not None:
            self._mark(line, start)
        end = self._after_no_time(line, label.end)
        note = self._note(line, label) if label.note else ""
        say = Say(voice, label.text, line.number, start, note)
        say.add(line.text_from(end), line.number)
        self.talk.says.append(say)
        doubt_inside(line, self._vocabulary, self._context.doubts)
        self._time = None

    def _note(self, line: Line, label: Label) -> str:
        """How it is said, as "(laughing)": no initials, and no time."""
        if is_short(label.note):
            return ""
        if wrong := no_time(f"[{label.note}]"):
            self._doubt_time(line, wrong.text, line.clean.index(wrong.text))
            return ""
        return label.note

    def _mark(self, line: Line, moment: timedelta | None) -> None:
        """Remember a time that is written on this line."""
        if moment is not None:
            at = time_column(line.clean)
            column = None if at is None or line.start else line.column(at)
            mark = Mark(time=moment, line=line.number, column=column)
            self.talk.marks.append((mark, None))

    def _after_no_time(self, line: Line, end: int) -> int:
        """Where the words begin: behind what was meant for a time and is reported."""
        if is_word(line.clean, 0) and is_word(line.clean, end):
            return end
        behind = no_time(line.clean, end)
        for wrong in (no_time(line.clean), behind):
            if wrong:
                self._doubt_time(line, wrong.text, wrong.column)
        return behind.end if behind else end

    def _doubt_time(self, line: Line, text: str, offset: int) -> None:
        self._context.doubts.warn(
            "times-readable",
            f"“{text}” is no time",
            line.number,
            line.column(offset),
            hint="write it like 1:25 or 0:01:25; minutes and seconds end at 59",
        )

    def _leave_section(self, line: Line) -> None:
        """Talk goes on; what came just before it may be talk that the section took."""
        section, self.section = self.section, None
        if section is None or section.line is None:
            return
        if self.talk.says or not self._after_blank:
            self._context.doubts.warn(
                "sections-hold-no-talk",
                f"talk goes on inside the section {section.heading!r}",
                line.number,
                hint=f"move the section from line {section.line.number} to the end",
            )

    def _heading(self, line: Line) -> Heading | None:
        """The heading that this line is: by its words, its brackets or its markup."""
        is_item = self.section and self.section.spec.kind is HighlightKind.LIST
        if is_item and is_marked(line):
            return None
        text, _ = without_times(line.clean)
        may_be_misspelt = len(text.strip()) <= LONGEST and not any(addresses_in(text))
        found = self._context.headings.find(text, misspelt=may_be_misspelt)
        if found and not (found.misspelt and any(contacts_in(text))):
            return found
        if line.heading:
            return Heading(text.strip(), None)
        bracketed = _BRACKETED.match(text)
        if bracketed and bracketed[1] == "[" and bracketed[2].isupper():
            return Heading(text.strip(), None)
        return None

    def _open(self, line: Line, heading: Heading) -> None:
        _, start = without_times(line.clean)
        written = heading.text
        if written.lower().endswith(" from") and line.raw.endswith(" "):
            written += " "  # as written: the space tells that a name is still to come
        start = line.start if line.start is not None else start
        self.talk.parts.append(Part(heading=written, line=line.number, start=start))
        if heading.misspelt:
            self._context.doubts.note(
                "headings-spelt",
                f"heading {heading.text!r} was read as {heading.misspelt!r}",
                line.number,
                line.column(len(line.clean) - len(line.clean.lstrip())),
                hint="spell it so, or add your own heading to the show's sections",
            )
        elif "<" in written and ">" not in written:
            self._context.doubts.warn(
                "closed-directions",
                f"“{written}” is never closed; read as a heading",
                line.number,
                line.column(line.clean.index("<")),
                hint=f"write {written}>",
            )
        self.section = None
        self.ended = heading.opens == END
        if heading.spec:
            misspelt = bool(heading.misspelt)
            self.section = Section(heading.spec, heading.text, line, misspelt)
            self.talk.sections.append(self.section)

    def _inline(self, line: Line) -> bool:
        """Open a section whose heading and first words share a line: ``Drink: Tea``."""
        before, colon, after = line.clean.partition(":")
        if not colon or not after.strip() or len(before) > 60:
            return False
        found = self._context.headings.find(before)
        if not found or not found.spec:
            return False
        if self.section and self._goes_on_with(found.spec, after):
            return False
        in_talk = bool(self.talk.says) and not self.section and not self.ended
        if in_talk and not (self._after_blank and len(before.split()) > 1):
            return False
        self._open(line, Heading(f"{before.strip()}:", found.spec))
        self._text_in_section(line, len(before) + 1)
        return True

    def _goes_on_with(self, spec: SectionSpec, after: str) -> bool:
        """Whether "Links: …" is but a label in the section that is open."""
        if self.section is None or self.section.spec is spec:
            return True
        return self.section.spec.kind is HighlightKind.LINKS and _is_linking(after)

    def _text_in_section(self, line: Line, offset: int) -> None:
        if self.section:
            rest = Line(
                line.number, line.text_from(offset), line.clean[offset:].strip()
            )
            self.section.body.append(rest)

    def _text(self, index: int, line: Line) -> None:
        """A line that no label and no heading claims."""
        if self.section:
            self.section.body.append(line)
        elif self.talk.says and not self.ended:
            self._continue(index, line)
        elif not self._is_direction(line):
            self._stray(line)

    def _continue(self, index: int, line: Line) -> None:
        """The speaker goes on, in another paragraph."""
        doubt_inside(line, self._vocabulary, self._context.doubts)
        moment, at = time_of(line.clean)
        wrong = no_time(line.clean)
        if wrong:
            at = self._after_no_time(line, wrong.end)
        elif moment is None:
            at = 0
            doubt_label(
                line, self._labels[index], self._vocabulary, self._context.doubts
            )
        elif at == len(line.clean):
            self._time = moment
        self._mark(line, moment)
        self.talk.timed |= moment is not None or line.start is not None
        self.talk.says[-1].add(line.text_from(at), line.number)

    def _is_direction(self, line: Line) -> bool:
        """Whether the line is nothing but a direction, such as ``<music>``; keep it."""
        text = line.clean.strip()
        found = next(directions_in(text), None)
        if not isinstance(found, Found) or (found.start, found.end) != (0, len(text)):
            return False
        self.talk.directions.append(Direction(text=found.text, line=line.number))
        return True

    def _stray(self, line: Line) -> None:
        """A line outside of everything: a link if it has an address."""
        if not any(addresses_in(line.clean)):
            self.talk.strays.append(line)
            return
        last = self.talk.sections[-1] if self.talk.sections else None
        if last is None or last.line is not None:
            last = Section(LINKS, "", None)
            self.talk.sections.append(last)
        last.body.append(line)


def _is_linking(text: str) -> bool:
    return any(addresses_in(text)) or any(contacts_in(text))
