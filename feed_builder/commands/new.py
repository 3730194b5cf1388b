"""``feed-builder new [NAME]``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid5
from zoneinfo import ZoneInfo

import click

from ..drafting import Draft, drafted
from ..model import Audio, EpisodeType, Show, Transcript
from ..naming import Style, name_of, style_of, title_in
from ..numbering import Place, next_place
from ..problems import CannotRunError
from ..project import Project
from ..reading import slug_of
from ..rhythm import proposal
from ..sources import values
from ..sources.audio import read_audio
from ..sources.editing import Scalar
from ..sources.transcript import read_transcript
from ..sources.transcript.as_json import totals
from ..sources.values import Unfit
from ..telling.said import Told
from ..text import one_line, xml_safe
from ..timecode import clock
from .files import refresh_schemas, write_new
from .known import Known, cannot, known_episodes
from .material import Material, found_material, settled
from .options import Wishes, debug, folder, now, quiet

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the options say of the new episode; ``name`` is a title, or of its files."""

    name: str | None
    title: str | None
    audio: Path | None
    transcript: Path | None
    audio_url: str | None
    season: int | None
    number: int | None
    type: EpisodeType


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the files of the new episode say, with the doubts about its transcript."""

    transcript: Transcript | None
    doubts: int
    audio: Audio | None
    remote: Mapping[str, Scalar] | None
    missing: str | None


def _address(
    ctx: click.Context, param: click.Parameter, value: str | None
) -> str | None:
    try:
        return value and values.url(value)
    except Unfit as unfit:
        raise click.BadParameter(f"{unfit}: {unfit.hint}", ctx, param) from None


@click.command()
@click.argument("name", required=False)
@click.option("--title", metavar="TEXT", help="Its title, if NAME is not.")
@click.option("--audio", type=_FILE, help="Its sound; copied into audio/.")
@click.option("--transcript", type=_FILE, help="Its document; copied into episodes/.")
@click.option(
    "--audio-url",
    metavar="URL",
    callback=_address,
    help="Where its sound is hosted; its length is asked for.",
)
@click.option("--season", type=click.IntRange(min=1), help="[default: the latest]")
@click.option("--episode", "number", type=click.IntRange(min=1), help="[default: next]")
@click.option("--trailer", is_flag=True, help="It is a trailer, without a number.")
@click.option("--bonus", is_flag=True, help="It is an extra, without a number.")
@folder
@now
@quiet
@debug
@click.pass_obj
def new(wishes: Wishes, /, trailer: bool, bonus: bool, **given: Any) -> Told:
    """Begin an episode from its audio, its transcript, or a title.

    NAME is a title, or the name of files that lie in audio/ and episodes/ already;
    without it, those that have no YAML yet are taken. What can be known is written
    into episodes/NAME.yaml, and what is left to fill in is told. It is a draft until
    you give it a date.
    """
    if trailer and bonus:
        raise click.UsageError("An episode is a trailer or a bonus, and not both.")
    kinds = {trailer: EpisodeType.TRAILER, bonus: EpisodeType.BONUS}
    wanted = Wanted(type=kinds.get(True, EpisodeType.FULL), **given)
    project = wishes.project()
    known = known_episodes(project)
    special = trailer or bonus or bool(wanted.title or wanted.audio_url)
    if taken := wanted.name and known.stem(wanted.name):
        raise _is_there(project, taken)
    material = found_material(
        project,
        known.waiting(project),
        wanted.name,
        audio=wanted.audio,
        document=wanted.transcript,
        is_enough=special,
    )
    return Told(lines=tuple(_begun(wishes, project, known, wanted, material)))


def _begun(
    wishes: Wishes, project: Project, known: Known, wanted: Wanted, material: Material
) -> Iterator[str]:
    """The episode, written; and what there is to say of it."""
    heard = _heard(known.show, wanted, material)
    zone = known.show.timezone or ZoneInfo("UTC")
    published = (f.published for _, f in known.full() if f.published)
    when = proposal((*published, *known.planned), now=wishes.now, zone=zone)
    title, title_from = _title(known, wanted, material, heard)
    season, number = _place(known, wanted, material.stem)
    place = season, number
    stem = material.stem or _stem(known, wanted.type, title, place, when.moment.date())
    facts = project.folder / "episodes" / f"{stem}.yaml"
    if taken := known.stem(stem):
        raise _is_there(project, taken)
    material = settled(project, material, stem)
    draft = Draft(
        title=title,
        title_from=title_from,
        guid=str(uuid5(known.show.guid, f"{stem} {wishes.now.isoformat()}")),
        proposal=when,
        has_zone=known.show.timezone is not None,
        type=wanted.type,
        season=season,
        number=number,
        guests=heard.transcript.guests if heard.transcript else (),
        audio=heard.remote or _elsewhere(project, material),
    )
    text, left = drafted(draft)
    refresh_schemas(project)
    if not write_new(facts, text.encode()):
        raise _is_there(project, stem)
    yield _summary(facts, place, wanted.type)
    yield from _about(heard, material)
    yield "Left to fill in:"
    yield from (f"  {facts}:{line}  {what}" for line, what in left)
    yield from _missing(project, heard, stem)
    yield "Then: feed-builder check"


def _heard(show: Show, wanted: Wanted, material: Material) -> Heard:
    transcript, doubts, audio = None, 0, None
    if path := material.document:
        transcript, problems = read_transcript(
            path.read_bytes(), path, people=show.people, sections=show.sections
        )
        doubts = len(problems)
    if material.audio:
        audio, faults = read_audio(material.audio)
        if audio is None:
            raise cannot(faults[0])
    remote, missing = _remote(wanted.audio_url)
    return Heard(
        transcript=transcript,
        doubts=doubts,
        audio=audio,
        remote=remote,
        missing=missing,
    )


def _remote(url: str | None) -> tuple[Mapping[str, Scalar] | None, str | None]:
    """What the YAML says of audio at an address; and why that is not all."""
    if url is None:
        return None, None
    import httpx2

    from ..remote import a_client, announced, remote_audio

    try:
        with a_client() as client:
            audio, problems = remote_audio(client, url)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError) as error:
        return {"url": url}, f"{url}: {error or type(error).__name__}"
    if audio is None or audio.duration is None:
        return {"url": url}, f"{url}: {problems[0].message}"
    return {"url": url, **announced(audio)}, None


def _title(
    known: Known, wanted: Wanted, material: Material, heard: Heard
) -> tuple[str, str | None]:
    """The best title that is known, and where it is from unless the author gave it.

    A number in a file's name is none of the title where the show counts so; a recorder
    does not: rec2.mp3 is better told by its name than not at all.
    """
    tags = heard.audio.tags.title if heard.audio else None
    guests = " and ".join(heard.transcript.guests) if heard.transcript else ""
    files = material.stem or next(
        (path.stem for path in (material.document, material.audio) if path), ""
    )
    remote = PurePosixPath(unquote(urlsplit(wanted.audio_url or "").path)).stem
    style = _style(known) if wanted.type is EpisodeType.FULL else None
    in_name = title_in(name_of(files or remote, style).words)
    kind = wanted.type.value.title()
    offers = (
        (wanted.title or material.title, None),
        (tags, "from the audio's tags"),
        (guests, "only who is the guest"),
        (in_name, "from the file's name"),
        (kind, f"only “{kind}”"),
    )
    for title, source in offers:
        if title and (clean := one_line(xml_safe(title))):
            return clean, source
    raise AssertionError("every episode has a kind")


def _place(known: Known, wanted: Wanted, stem: str | None) -> Place:
    """Season and number; a number in the name of the episode's files counts."""
    places = _places(known)
    if wanted.type is not EpisodeType.FULL:
        season, _ = next_place(places, season=wanted.season)
        return season, wanted.number
    named = name_of(stem, _style(known)) if stem else None
    return next_place(
        places,
        season=wanted.season or (named.season if named else None),
        number=wanted.number or (named.number if named else None),
    )


def _style(known: Known) -> Style:
    return style_of([stem for stem, _ in known.full()])


def _places(known: Known) -> list[Place]:
    """Where the full episodes stand; of a YAML that cannot be read, the name tells."""
    whole = [(f.season, f.episode) for _, f in known.full() if f.whole]
    season, _ = next_place(whole)
    return whole + [
        (facts.season or season, facts.episode or name_of(stem).number)
        for stem, facts in known.full()
        if not facts.whole
    ]


def _stem(known: Known, kind: EpisodeType, title: str, place: Place, day: date) -> str:
    """A name in the show's style; a trailer or an extra is named as such."""
    stems = [stem for stem, _ in known.full() or known.episodes]
    season, number = place
    if kind is not EpisodeType.FULL:
        is_named = title.lower().startswith(kind.value)
        title = title if is_named else f"{kind.value} {title}"
    elif number is None:  # files may be counted where episodes are not
        _, number = next_place((None, name_of(stem).number) for stem in stems)
    stem = style_of(stems).stem(title, season=season, number=number, day=day)
    return stem or slug_of(title)


def _is_there(project: Project, stem: str) -> CannotRunError:
    path = project.folder / "episodes" / f"{stem}.yaml"
    hint = "edit it, or give another title"
    return CannotRunError(f"{path} is there already", hint=hint)


def _elsewhere(project: Project, material: Material) -> str | None:
    """The audio's path, where its name is not the episode's."""
    path = material.audio
    if path is None or path.stem == material.stem:
        return None
    return (project.folder / "audio" / path.name).relative_to(project.folder).as_posix()


def _summary(facts: Path, place: Place, kind: EpisodeType) -> str:
    season, number = place
    told = kind.value if kind is not EpisodeType.FULL else "episode"
    told += f" {number}" if number is not None else ""
    told += f" of season {season}" if season is not None else ""
    return f"Wrote {facts}: {told}."


def _about(heard: Heard, material: Material) -> Iterator[str]:
    if heard.audio:
        yield f"  {material.audio}: {clock(heard.audio.duration)}"
    if heard.remote and not heard.missing:
        yield f"  {heard.remote['url']}: {heard.remote['duration']}"
    if heard.transcript:
        yield f"  {material.document}: {totals(heard.transcript)}"
    if heard.doubts:
        path = material.document
        counted = "a doubt" if heard.doubts == 1 else f"{heard.doubts} doubts"
        yield f"  {counted} about it: feed-builder transcript {path}"


def _missing(project: Project, heard: Heard, stem: str) -> Iterator[str]:
    if heard.missing:
        yield f"  nothing could be learned of {heard.missing}"
        yield "    `feed-builder check --online` asks again"
    elif heard.audio is None and heard.remote is None:
        yield f"  {project.folder / 'audio' / stem}.mp3  the audio"
    if heard.transcript is None:
        yield f"  {project.folder / 'episodes' / stem}.txt  the transcript, if any"
