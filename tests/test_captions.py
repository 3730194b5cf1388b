from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

import jsonschema
import pytest
import webvtt
from lxml import html

from feed_builder.model import Direction, Episode, Transcript, TranscriptKind, Turn
from feed_builder.render.captions import (
    FORMATS,
    Format,
    as_html,
    as_json,
    as_srt,
    as_text,
    as_vtt,
    formats,
    transcripts,
)

from .builders import SHARED, a_podcast, a_show, an_episode


def a_turn(name: str, text: str, start: float | None = None) -> Turn:
    return Turn(
        label=name[:1],
        name=name,
        text=text,
        line=1,
        start=None if start is None else timedelta(seconds=start),
    )


def an_edited_episode(*turns: Turn) -> Episode:
    transcript = Transcript(form="plain", turns=turns or (a_turn("Nora", "Hello."),))
    return an_episode(transcript=transcript)


def a_captioned_episode(*turns: Turn, directions: tuple[str, ...] = ()) -> Episode:
    transcript = Transcript(
        form="plain",
        turns=turns or (a_turn("Nora", "Hello.", 0),),
        directions=tuple(Direction(text=text, line=1) for text in directions),
        timestamps=True,
    )
    return an_episode(
        transcript=transcript,
        transcript_kind=TranscriptKind.VERBATIM,
        duration=timedelta(seconds=20),
    )


TALK = a_captioned_episode(
    a_turn("Nora Quill", "What came first? <laughs>", 0.5),
    a_turn("Tom Van Reed", "Rags & linen, <b>not</b> wood --> ever.", 3),
    directions=("laughs",),
)


def parsed(page: bytes) -> Any:
    return html.document_fromstring(page)


def suffixes(episode: Episode) -> list[str]:
    return [form.suffix for form in formats(a_show(), episode)]


def test_a_verbatim_transcript_with_times_comes_in_every_form() -> None:
    assert formats(a_show(), TALK) == FORMATS


def test_an_edited_transcript_never_becomes_captions() -> None:
    assert suffixes(an_edited_episode()) == [".html", ".txt"]


def test_captions_need_real_times() -> None:
    episode = an_episode(
        transcript=Transcript(form="plain", turns=(a_turn("Nora", "Hello."),)),
        transcript_kind=TranscriptKind.VERBATIM,
    )

    assert suffixes(episode) == [".html", ".txt"]


@pytest.mark.parametrize("transcript", [None, Transcript(form="plain")])
def test_nothing_is_published_where_nobody_speaks(
    transcript: Transcript | None,
) -> None:
    episode = an_episode(transcript=transcript)

    assert formats(a_show(), episode) == ()
    assert list(transcripts(a_podcast(episode))) == []


def test_every_form_is_published_beside_the_page() -> None:
    podcast = a_podcast(TALK)

    made = {out.path: out.make() for out in transcripts(podcast) if out.make}

    folder = PurePosixPath("episodes/001-rag-paper")
    assert made == {
        folder / "transcript.html": as_html(podcast.show, TALK),
        folder / "transcript.txt": as_text(podcast.show, TALK),
        folder / "transcript.vtt": as_vtt(podcast.show, TALK),
        folder / "transcript.srt": as_srt(podcast.show, TALK),
        folder / "transcript.json": as_json(podcast.show, TALK),
    }


def test_a_key_changes_with_the_transcript_and_not_otherwise() -> None:
    def keys(episode: Episode) -> list[str]:
        return [output.key for output in transcripts(a_podcast(episode))]

    other = an_edited_episode(a_turn("Nora", "Goodbye."))

    assert keys(an_edited_episode()) == keys(an_edited_episode())
    assert not set(keys(an_edited_episode())) & set(keys(other))


def test_plain_text_reads_like_a_script() -> None:
    episode = an_edited_episode(
        a_turn("Nora Quill", "What came first?"),
        a_turn("Tom Van Reed", "Rags.\nThen wood."),
    )

    assert as_text(a_show(), episode).decode() == (
        "Rag paper\n"
        "Paper & Ink\n\n"
        "This transcript is edited: a condensed account of the talk.\n\n"
        "Nora Quill: What came first?\n\n"
        "Tom Van Reed: Rags.\n"
        "Then wood.\n"
    )


def test_plain_text_tells_the_times_it_knows() -> None:
    assert as_text(a_show(), TALK).decode().splitlines()[3] == (
        "[0:00] Nora Quill: What came first?"
    )


def test_vtt_has_a_voice_for_each_speaker_and_escapes_the_rest() -> None:
    assert as_vtt(a_show(), TALK).decode() == (
        "WEBVTT\n\n"
        "00:00:00.500 --> 00:00:03.000\n"
        "<v Nora Quill>What came first?\n\n"
        "00:00:03.000 --> 00:00:20.000\n"
        "<v Tom Van Reed>Rags &amp; linen, &lt;b&gt;not&lt;/b&gt; wood --&gt; ever.\n"
    )


def test_vtt_is_read_by_others() -> None:
    read = webvtt.from_buffer(StringIO(as_vtt(a_show(), TALK).decode()))

    assert [(c.start, c.end, c.voice) for c in read.captions] == [
        ("00:00:00.500", "00:00:03.000", "Nora Quill"),
        ("00:00:03.000", "00:00:20.000", "Tom Van Reed"),
    ]


def test_a_voice_cannot_break_out_of_its_span() -> None:
    episode = a_captioned_episode(a_turn("A > B & <i>\n\nC", "Hello.", 0))

    assert as_vtt(a_show(), episode).decode().splitlines()[3] == (
        "<v A &gt; B &amp; &lt;i&gt; C>Hello."
    )


def test_srt_names_the_speaker_when_it_changes() -> None:
    assert as_srt(a_show(), TALK).decode() == (
        "1\n"
        "00:00:00,500 --> 00:00:03,000\n"
        "Nora Quill: What came first?\n\n"
        "2\n"
        "00:00:03,000 --> 00:00:20,000\n"
        "Tom Van Reed: Rags & linen,\n"
        "<b>not</b> wood → ever.\n"
    )


def test_json_is_what_the_podcast_index_describes() -> None:
    assert json.loads(as_json(a_show(), TALK)) == {
        "version": "1.0.0",
        "segments": [
            {
                "speaker": "Nora Quill",
                "startTime": 0.5,
                "endTime": 3.0,
                "body": "What came first?",
            },
            {
                "speaker": "Tom Van Reed",
                "startTime": 3.0,
                "endTime": 20.0,
                "body": "Rags & linen, <b>not</b> wood --> ever.",
            },
        ],
    }


def test_json_fits_its_schema() -> None:
    schema = SHARED / "reference" / "transcript.schema.json"
    if not schema.exists():
        pytest.skip(f"needs {schema}")

    jsonschema.validate(
        json.loads(as_json(a_show(), TALK)), json.loads(schema.read_text())
    )


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_directions_are_published_only_on_request(form: Format) -> None:
    assert b"laughs" not in form.write(a_show(), TALK)
    assert b"laughs" in form.write(a_show(show_directions=True), TALK)


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.suffix)
def test_a_turn_by_nobody_known_has_no_name(form: Format) -> None:
    nobody = Turn(label="", name=None, text="Hello.", line=1, start=timedelta())

    written = form.write(a_show(), a_captioned_episode(nobody)).decode()

    assert not any(sign in written for sign in ("None", "<v", ": Hello", "speaker"))


def test_html_has_the_form_of_the_namespace() -> None:
    page = parsed(as_html(a_show(), TALK))

    assert [
        (e.tag, e.text)
        for e in page.xpath("//main/*[self::cite or self::time or self::p[not(a)]]")
    ] == [
        ("cite", "Nora Quill:"),
        ("time", "0:00"),
        ("p", "What came first?"),
        ("cite", "Tom Van Reed:"),
        ("time", "0:03"),
        ("p", "Rags & linen, <b>not</b> wood --> ever."),
    ]


def test_html_is_a_page_that_search_engines_leave_for_the_episode() -> None:
    page = parsed(as_html(a_show(language="cy"), TALK))

    assert page.get("lang") == "cy"
    assert page.findtext(".//title") == "Transcript · Rag paper · Paper & Ink"
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']/@href") == [
        "https://paper.example/episodes/001-rag-paper/"
    ]
    assert page.xpath("//body//a/@href") == ["./"]


def test_html_escapes_what_authors_write() -> None:
    hostile = "</title><script>alert(1)</script>\x1e"
    episode = a_captioned_episode(a_turn(hostile, hostile, 0))

    page = as_html(a_show(title=hostile), episode)

    assert b"<script" not in page
    assert b"\x1e" not in page
