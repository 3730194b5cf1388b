"""Tags that an author asks for in YAML: checked against the specification's table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any
from zoneinfo import ZoneInfo

from ..model import FeedTag
from ..podcast_spec import FRIENDLY, MAPPING, TAGS, TagSpec, ValueSpec, tags_in
from ..problems import Problem, Severity
from .document import Document, Trail
from .tag_rules import breaches, derived, wrong_place
from .tag_values import as_written
from .values import Unfit


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A value on its way into a tag, and where it stands."""

    value: Any
    trail: Trail


class TagReader:
    """Reads tags from one document and keeps what is wrong with them.

    ``zone`` is where dates are meant that name none; ``texts`` are what tags say whose
    author gives them attributes only. A tag with a mistake in it is left out.
    """

    def __init__(
        self,
        document: Document,
        zone: ZoneInfo | None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self.document = document
        self.zone = zone
        self.texts = texts or {}
        self.problems: list[Problem] = []

    def file(self, parent: str, others: Mapping[str, str]) -> tuple[FeedTag, ...]:
        """All tags of the file, in feed order; ``others`` are further names of keys."""
        values = self.document.value if isinstance(self.document.value, dict) else {}
        found: list[FeedTag] = []
        for key, value in values.items():
            name = others.get(key, key)
            if value is None:
                continue
            if tag := FRIENDLY[parent].get(name):
                found += self.tags(tag, value, (key,), parent)
            elif name == MAPPING:
                found += self.mapping(value, (key,), parent)
        return tuple(self._each_once(found, parent))

    def _each_once(self, tags: Iterable[FeedTag], parent: str) -> Iterator[FeedTag]:
        known = tags_in(parent)
        order = list(known)
        met: set[str] = set()
        for tag in sorted(tags, key=lambda tag: order.index(tag.name)):
            if known[tag.name].once and tag.name in met:
                self.problems.append(_written_twice(tag))
            else:
                met.add(tag.name)
                yield tag

    def tags(
        self, name: str, value: Any, trail: Trail, parent: str
    ) -> tuple[FeedTag, ...]:
        """The tags of this name: the value is one of them, or a list of them."""
        spec = tags_in(parent)[name]
        held = list(_entries(spec, value, trail))
        if spec.once and len(held) > 1:
            message = f"{name}: one was needed here, and {len(held)} are written"
            self._report("tags-once", message, held[1].trail, "keep one of them")
            return ()
        found = (self._tag(name, spec, each) for each in held)
        return tuple(tag for tag in found if tag)

    def mapping(self, value: Any, trail: Trail, parent: str) -> tuple[FeedTag, ...]:
        """The tags of a mapping whose keys are the names of tags."""
        if not isinstance(value, dict):
            hint = f"write some of {', '.join(_named(parent))} below it, indented"
            message = f"{trail[-1]}: names of tags were needed here"
            self._report("values-fit", message, trail, hint)
            return ()
        return tuple(
            tag
            for name, item in value.items()
            if item is not None and self._belongs(name, (*trail, name), parent)
            for tag in self.tags(name, item, (*trail, name), parent)
        )

    def _belongs(self, name: str, trail: Trail, parent: str) -> bool:
        spec = tags_in(parent).get(name)
        if spec is None:
            self._unknown(name, trail, _named(parent), parent)
        elif parent in spec.elsewhere:
            message = f"`{name}` has a key of its own"
            hint = f"write `{spec.elsewhere[parent]}` beside `{trail[0]}`"
            self._report("known-keys", message, trail, hint, at_key=True)
        return spec is not None and parent not in spec.elsewhere

    def _tag(self, name: str, spec: TagSpec, held: _Held) -> FeedTag | None:
        already = self._errors()
        fields = self._fields(name, spec, held)
        values = {"text": spec.text} if spec.text else {}
        written = {
            field: text
            for field, known in {**spec.attributes, **values}.items()
            if (text := self._written(name, field, known, fields.get(field)))
        }
        children = [
            child
            for field in tags_in(name)
            if (each := fields.get(field))
            for child in self.tags(field, each.value, each.trail, name)
        ]
        tag = FeedTag(
            name=name.rpartition(":")[2],
            text=written.pop("text", ""),
            attributes=tuple(written.items()),
            children=tuple(children),
            prefix=spec.prefix,
            location=self.document.at(held.trail),
        )
        if self._errors() == already:
            self._complete(name, spec, tag, fields, held.trail)
        return tag if self._errors() == already else None

    def _fields(self, name: str, spec: TagSpec, held: _Held) -> dict[str, _Held]:
        """What the author wrote, by the specification's names."""
        value = held.value
        if not isinstance(value, dict):
            return self._from_line(name, spec, held)
        if spec.brief in tags_in(name) and not _mentions(value, name, spec):
            return {spec.brief: held}
        fields = {}
        for key, item in value.items():
            trail = (*held.trail, key)
            field = spec.names.get(key, key)
            known = _known(name, spec)
            if field not in known or (field != key and field in value):
                self._unknown(key, trail, [*known, *spec.names], name)
            elif item is not None:
                fields[field] = _Held(value=item, trail=trail)
        return fields

    def _from_line(self, name: str, spec: TagSpec, held: _Held) -> dict[str, _Held]:
        line = held.value.strip() if isinstance(held.value, str) else ""
        if spec.line and (match := re.fullmatch(spec.line, line)):
            parts = match.groupdict().items()
            return {k: _Held(value=v, trail=held.trail) for k, v in parts if v}
        if spec.brief in _known(name, spec):
            return {spec.brief: held}
        hint = f"write some of {', '.join(_known(name, spec))} below it, indented"
        message = f"{name}: keys and values were needed here"
        self._report("values-fit", message, held.trail, hint)
        return {}

    def _written(
        self, name: str, field: str, known: ValueSpec, held: _Held | None
    ) -> str | None:
        if held is None:
            return (self.texts.get(name) if field == "text" else None) or known.default
        try:
            text = as_written(known.kind, held.value, self.zone)
        except Unfit as unfit:
            message = f"{name}: {unfit}" if field == "text" else f"{field}: {unfit}"
            self._report(unfit.rule, message, held.trail, unfit.hint)
            return None
        if known.choices and text not in known.choices:
            near = get_close_matches(text.lower(), known.choices, n=1)
            choices = ", ".join(known.choices)
            hint = f"did you mean `{near[0]}`?" if near else f"use one of {choices}"
            message = f"{name}: {text!r} is none of {choices}"
            self._report("values-fit", message, held.trail, hint)
        if known.most and len(text) > known.most:
            message = f"{name}: {len(text)} characters; apps may cut it at {known.most}"
            severity = Severity.WARNING
            self._report("texts-short", message, held.trail, "shorten it", severity)
        return text

    def _complete(
        self,
        name: str,
        spec: TagSpec,
        tag: FeedTag,
        fields: Mapping[str, _Held],
        trail: Trail,
    ) -> None:
        """Report what the tag lacks, and what of it does not go together."""
        if spec.text and spec.text.needed and not tag.text:
            self._lacks(name, _friendly(spec, "text"), spec, trail)
        for attribute, known in spec.attributes.items():
            absent = known.needed and not tag.attribute(attribute)
            if absent and not derived(tag, attribute):
                self._lacks(name, _friendly(spec, attribute), spec, trail)
        for child in spec.needs:
            if child not in fields:
                self._lacks(name, _friendly(spec, child), spec, trail)
        if spec.instead:
            message = f"{name} is deprecated; apps read {spec.instead}"
            hint = f"write `{spec.instead}: {TAGS[spec.instead].example}`"
            self._report("tags-current", message, trail, hint, Severity.WARNING)
        for breach in breaches(tag):
            self._report(
                breach.rule, breach.message, trail, breach.hint, breach.severity
            )

    def _lacks(self, name: str, field: str, spec: TagSpec, trail: Trail) -> None:
        message = f"{name}: `{field}` is missing"
        self._report("required-keys", message, trail, f"as in {name}: {spec.example}")

    def _unknown(self, key: str, trail: Trail, known: list[str], parent: str) -> None:
        hint = wrong_place(key)
        if not hint and (near := get_close_matches(key, known, n=1)):
            hint = f"did you mean `{near[0]}`?"
        hint = hint or f"use one of {', '.join(known)}"
        message = f"`{key}` is no part of {parent}"
        self._report("known-keys", message, trail, hint, at_key=True)

    def _report(
        self,
        rule: str,
        message: str,
        trail: Trail,
        hint: str,
        severity: Severity = Severity.ERROR,
        *,
        at_key: bool = False,
    ) -> None:
        place = self.document.key if at_key else self.document.at
        self.problems.append(
            Problem(
                rule=rule,
                severity=severity,
                message=message,
                location=place(trail),
                hint=hint,
            )
        )

    def _errors(self) -> int:
        return sum(problem.severity is Severity.ERROR for problem in self.problems)


def _written_twice(tag: FeedTag) -> Problem:
    return Problem(
        rule="tags-once",
        severity=Severity.ERROR,
        message=f"{tag.name}: it is written in two places",
        location=tag.location,
        hint=f"keep either `{tag.name}` or `{MAPPING}: {tag.name}`",
    )


def _entries(spec: TagSpec, value: Any, trail: Trail) -> list[_Held]:
    whole = spec.once and spec.brief in TAGS  # its children are what is listed
    if whole or not isinstance(value, list):
        return [_Held(value=value, trail=trail)]
    return [_Held(value=each, trail=(*trail, n)) for n, each in enumerate(value)]


def _named(parent: str) -> list[str]:
    """The tags that may stand in the podcast mapping of this parent."""
    tags = tags_in(parent).items()
    return [name for name, spec in tags if parent not in spec.elsewhere]


def _known(name: str, spec: TagSpec) -> list[str]:
    text = ["text"] if spec.text else []
    return [*text, *spec.attributes, *tags_in(name)]


def _mentions(value: Mapping[str, Any], name: str, spec: TagSpec) -> bool:
    return not value.keys().isdisjoint([*_known(name, spec), *spec.names])


def _friendly(spec: TagSpec, field: str) -> str:
    names = (other for other, name in spec.names.items() if name == field)
    return next(names, field)
