"""CHECK: a podcast in, problems out; a rule is a generator of breaches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from ..model import Episode, Podcast, Show
from ..problems import Problem, Severity
from . import apple, artwork, feed, listening
from .breach import Breach


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What a rule is called, who asks for it, and how much a breach matters.

    What a directory demands is a warning, until ``check`` insists on that directory.
    """

    check: Callable[..., Iterator[Breach]]
    severity: Severity = Severity.WARNING
    directories: frozenset[str] = frozenset()

    @property
    def id(self) -> str:
        """The wanted state, in kebab-case: the name of the rule's function."""
        return self.check.__name__.replace("_", "-")

    @property
    def manual(self) -> str:
        """What the rule asks and why: the docstring of the rule's function."""
        return self.check.__doc__ or ""

    def problem(self, breach: Breach, insist: Collection[str]) -> Problem:
        """The breach as a problem, as severe as it is here."""
        demanded = not self.directories.isdisjoint(insist)
        return Problem(
            rule=self.id,
            severity=Severity.ERROR if demanded else self.severity,
            message=breach.message,
            location=breach.location,
            hint=breach.hint,
        )


_EVERYWHERE = frozenset({"apple", "spotify", "amazon", "youtube"})
_APPLE = frozenset({"apple"})

#: Rules about a picture, of the show or of an episode.
ARTWORK_RULES = (
    Rule(check=artwork.artwork_square, directories=_EVERYWHERE),
    Rule(check=artwork.artwork_sized, directories=_APPLE),
    Rule(check=artwork.artwork_rgb, directories=_APPLE),
    Rule(check=artwork.artwork_opaque),
    Rule(check=artwork.artwork_light, severity=Severity.NOTE),
    Rule(check=artwork.artwork_type_matches, directories=_APPLE),
)
#: Rules about the show, about one episode, and about all episodes together.
SHOW_RULES = (
    Rule(check=artwork.artwork_present, directories=_EVERYWHERE),
    *ARTWORK_RULES,
    Rule(check=apple.categories_known, directories=_APPLE),
    Rule(check=apple.explicit_stated, directories=_APPLE),
    Rule(check=apple.language_known, directories=_APPLE),
    Rule(check=apple.description_fits, directories=_APPLE),
    Rule(check=feed.owner_given, directories=frozenset({"youtube", "amazon"})),
    Rule(check=feed.addresses_are_https),
    Rule(check=feed.move_finished),
)
EPISODE_RULES = (
    *ARTWORK_RULES,
    Rule(check=apple.audio_playable, directories=_APPLE),
    Rule(check=apple.summary_present),
    Rule(check=listening.chapters_fit, severity=Severity.ERROR),
    Rule(check=listening.turns_fit),
    Rule(check=listening.soundbites_fit),
)
PODCAST_RULES = (
    Rule(check=feed.episodes_exist),
    Rule(check=feed.unique_guids, severity=Severity.ERROR),
    Rule(check=feed.unique_enclosures, severity=Severity.ERROR),
    Rule(check=feed.dates_differ),
    Rule(check=apple.serials_numbered, directories=_APPLE),
)
RULES = tuple(dict.fromkeys((*SHOW_RULES, *EPISODE_RULES, *PODCAST_RULES)))


def show_problems(show: Show, insist: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the show's own facts; ``insist`` names directories."""
    for rule in SHOW_RULES:
        yield from (rule.problem(breach, insist) for breach in rule.check(show))


def episode_problems(episode: Episode, insist: Collection[str]) -> Iterator[Problem]:
    """What is wrong with one episode."""
    for rule in EPISODE_RULES:
        yield from (rule.problem(breach, insist) for breach in rule.check(episode))


def podcast_problems(podcast: Podcast, insist: Collection[str]) -> Iterator[Problem]:
    """What is wrong between the episodes."""
    for rule in PODCAST_RULES:
        yield from (rule.problem(breach, insist) for breach in rule.check(podcast))
