"""CHECK: a podcast in, problems out; a rule is a generator of breaches."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ..model import Directory, Episode, Podcast, Show
from ..problems import Problem, Severity
from . import (
    addresses,
    apple,
    artwork,
    audio,
    chapters,
    feed,
    listening,
    numbers,
    people,
    titles,
    youtube,
)
from .rule import Rule

_EVERYWHERE = frozenset(directory.value for directory in Directory)
_APPLE = frozenset({"apple"})
_STANDARD = frozenset({"apple", "psp-1"})
_YOUTUBE = frozenset({"youtube"})

#: Rules about a picture, of the show or of an episode.
ARTWORK_RULES = (
    Rule(check=artwork.artwork_square, directories=_EVERYWHERE),
    Rule(check=artwork.artwork_sized, directories=_STANDARD),
    Rule(check=artwork.artwork_rgb, directories=_STANDARD),
    Rule(check=artwork.artwork_opaque),
    Rule(check=artwork.artwork_light, severity=Severity.NOTE),
    Rule(check=artwork.artwork_type_matches, directories=_STANDARD),
)
#: Rules about what show and episodes have in common.
COMMON_RULES = (
    *ARTWORK_RULES,
    Rule(check=addresses.addresses_are_https),
    Rule(check=addresses.addresses_are_ascii, directories=_APPLE),
    Rule(check=addresses.addresses_are_files),
    Rule(check=addresses.links_are_https),
    Rule(check=people.roles_known),
    Rule(check=titles.names_short),
    Rule(check=titles.titles_plain),
    Rule(
        check=youtube.youtube_texts_plain,
        severity=Severity.NOTE,
        directories=_YOUTUBE,
    ),
)
#: Rules about the show, about one episode, and about all episodes together.
SHOW_RULES = (
    Rule(check=artwork.artwork_present, directories=_EVERYWHERE, more=True),
    *COMMON_RULES,
    Rule(check=apple.categories_present, directories=_STANDARD, more=True),
    Rule(check=apple.categories_known, directories=_STANDARD),
    Rule(check=apple.explicit_stated, directories=_STANDARD, more=True),
    Rule(check=apple.language_known, directories=_STANDARD),
    Rule(check=apple.description_fits, directories=_STANDARD),
    Rule(
        check=feed.owner_given,
        directories=frozenset({"amazon", "youtube"}),
        more=True,
    ),
    Rule(check=feed.move_finished),
    Rule(check=addresses.live_at_own_address, directories=_EVERYWHERE),
    Rule(check=titles.live_in_own_words),
)
EPISODE_RULES = (
    *COMMON_RULES,
    Rule(
        check=audio.audio_playable,
        directories=frozenset({"apple", "spotify", "psp-1"}),
    ),
    Rule(check=audio.audio_addresses_named, directories=_APPLE),
    Rule(
        check=audio.lengths_in_bytes,
        directories=frozenset({"apple", "spotify", "psp-1"}),
    ),
    Rule(check=addresses.notes_links_whole),
    Rule(check=addresses.notes_in_markdown),
    Rule(check=audio.audio_under_twelve_hours),
    Rule(check=apple.summary_present, more=True),
    Rule(check=apple.summary_fits),
    Rule(check=numbers.updated_after_published),
    Rule(check=chapters.chapters_fit, severity=Severity.ERROR),
    Rule(check=chapters.chapters_ascend),
    Rule(check=chapters.chapters_begin_at_zero),
    Rule(check=chapters.chapters_enough, severity=Severity.NOTE, more=True),
    Rule(check=chapters.chapter_titles_short, severity=Severity.NOTE),
    Rule(check=listening.turns_fit),
    Rule(check=listening.transcript_fits_audio),
    Rule(check=listening.guests_speak),
    Rule(check=listening.soundbites_fit),
    Rule(check=titles.title_tags_agree),
    Rule(
        check=youtube.youtube_titles_short,
        severity=Severity.NOTE,
        directories=_YOUTUBE,
    ),
    Rule(
        check=youtube.youtube_chapters_last,
        severity=Severity.NOTE,
        directories=_YOUTUBE,
    ),
)
EPISODE_OF_SHOW_RULES = (
    Rule(check=titles.titles_unnumbered),
    Rule(check=titles.titles_without_show),
)
PODCAST_RULES = (
    Rule(check=feed.episodes_exist),
    Rule(check=feed.unique_guids, severity=Severity.ERROR),
    Rule(check=feed.unique_enclosures, severity=Severity.ERROR),
    Rule(check=numbers.dates_differ),
    Rule(check=numbers.serials_numbered, directories=_STANDARD, more=True),
    Rule(check=numbers.unique_numbers),
)
RULES = tuple(
    dict.fromkeys((*SHOW_RULES, *EPISODE_RULES, *EPISODE_OF_SHOW_RULES, *PODCAST_RULES))
)
#: What these ask for may stand in a line of the file that could not be read.
ASKING_FOR_MORE = frozenset({"chapters-kept"}).union(r.id for r in RULES if r.more)


def show_problems(show: Show, insist: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the show's own facts; ``insist`` names directories."""
    return _problems(SHOW_RULES, insist, show)


def episode_problems(
    episode: Episode, show: Show, insist: Collection[str]
) -> Iterator[Problem]:
    """What is wrong with one episode."""
    yield from _problems(EPISODE_RULES, insist, episode)
    yield from _problems(EPISODE_OF_SHOW_RULES, insist, episode, show)


def podcast_problems(podcast: Podcast, insist: Collection[str]) -> Iterator[Problem]:
    """What is wrong between the episodes."""
    return _problems(PODCAST_RULES, insist, podcast)


def _problems(
    rules: Iterable[Rule], insist: Collection[str], *of: Show | Episode | Podcast
) -> Iterator[Problem]:
    for rule in rules:
        for breach in rule.check(*of):
            yield rule.problem(breach, insist)
