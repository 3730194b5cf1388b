from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feed_builder.model import Audio, AudioTags, Chapter
from feed_builder.problems import Location, Problem, Severity
from feed_builder.sources.audio import mpeg, read_audio

from .builders import SHARED

CASES = Path(__file__).parent / "cases" / "audio"
CORPUS = SHARED / "corpus" / "audio"

SOUNDS = {  # type, and seconds as a decoder counts them
    "cbr.mp3": ("audio/mpeg", 1.0),
    "cbr-no-header.mp3": ("audio/mpeg", 1.1),
    "vbr.mp3": ("audio/mpeg", 2.0),
    "vbr-no-header.mp3": ("audio/mpeg", 2.1),
    "vbri.mp3": ("audio/mpeg", 2.1),
    "joined.mp3": ("audio/mpeg", 4.1),
    "tags-all-over.mp3": ("audio/mpeg", 2.1),
    "plain.m4a": ("audio/x-m4a", 2.0),
    "film.mp4": ("video/mp4", 2.0),
    "film.mov": ("video/quicktime", 2.0),
    "vorbis.ogg": ("audio/ogg", 2.0),
    "opus.opus": ("audio/ogg", 2.0),
    "flac.flac": ("audio/flac", 2.0),
    "wav.wav": ("audio/wav", 1.0),
}


@pytest.mark.parametrize("name", SOUNDS)
def test_type_length_and_duration_are_those_of_the_file(name: str) -> None:
    audio, _ = read_audio(CASES / name)

    assert audio is not None
    assert (audio.type, round(audio.duration.total_seconds(), 1)) == SOUNDS[name]
    assert audio.length == (CASES / name).stat().st_size


def test_an_mp4_file_gives_all_its_facts() -> None:
    path = CASES / "chapters.m4a"

    assert read_audio(path) == (
        Audio(
            path=path,
            type="audio/x-m4a",
            length=path.stat().st_size,
            duration=timedelta(seconds=2, microseconds=42667),
            tags=AudioTags(
                title="A beep",
                artist="Nora Quill",
                album="Paper & Ink",
                date="2026-03-01",
                comment="How rags became paper.",
            ),
            chapters=(
                Chapter(start=timedelta(0), title="Welcome"),
                Chapter(start=timedelta(seconds=1.25), title="Rags – “Lumpen”"),
            ),
        ),
        (),
    )


@pytest.mark.parametrize("name", ["nero.m4a", "chapter-track.m4a"])
def test_nero_and_quicktime_chapters_are_both_read(name: str) -> None:
    assert chapters(CASES / name) == [(0, "Welcome"), (1.25, "Rags – “Lumpen”")]


def test_id3_tags_are_cleaned_joined_and_free_of_what_programs_keep_there() -> None:
    audio, _ = read_audio(CASES / "chapters.mp3")

    assert audio is not None
    assert audio.tags == AudioTags(
        title="Rag paper, Lumpen",
        artist="Nora Quill, Tom Van Reed",
        album="Paper & Ink",
        date="2026-03-01",
        comment="How rags\nbecame paper.",
    )


def test_id3_chapters_come_by_start_and_unlisted_ones_are_hidden() -> None:
    audio, problems = read_audio(CASES / "chapters.mp3")

    assert audio is not None
    assert audio.chapters == (
        Chapter(start=timedelta(0), title="Welcome"),
        Chapter(start=timedelta(seconds=0.5), title="A picture", hidden=True),
        Chapter(
            start=timedelta(seconds=1.25),
            title="Rags",
            link="https://paper.example/rags",
        ),
    )
    assert [(p.rule, p.severity, p.message) for p in problems] == [
        (
            "audio-chapters-usable",
            Severity.NOTE,
            "chapters.mp3 has 5 chapters, of which 2 without a usable time or title "
            "were left out",
        )
    ]


def test_vorbis_comments_hold_chapters_with_links() -> None:
    audio, problems = read_audio(CASES / "vorbis.ogg")

    assert audio is not None
    assert audio.tags == AudioTags(
        title="A beep",
        artist="Nora Quill, Tom Van Reed",
        comment="How rags became paper.",
    )
    assert audio.chapters == (
        Chapter(start=timedelta(0), title="Welcome"),
        Chapter(
            start=timedelta(seconds=1.25),
            title="Rags",
            link="https://paper.example/rags",
        ),
    )
    assert [p.rule for p in problems] == ["audio-chapters-usable"]


def test_a_wav_file_may_have_id3_tags() -> None:
    audio, _ = read_audio(CASES / "wav.wav")

    assert audio is not None
    assert audio.tags == AudioTags(title="A silence")


def test_a_missing_file_is_one_problem(tmp_path: Path) -> None:
    path = tmp_path / "001-rags.mp3"

    assert read_audio(path) == (
        None,
        (
            Problem(
                rule="audio-exists",
                severity=Severity.ERROR,
                message="001-rags.mp3 is missing",
                location=Location(path=path),
                hint="put it there, or correct the path",
            ),
        ),
    )


NOT_AUDIO = [
    (b"", "audio-not-empty", "is empty: it has no bytes at all"),
    (b"ID3\4\0\0\0\0\0\0\0\0", "audio-readable", "holds tags but no sound"),
    (
        "Nora: Grüße, Tom.\n".encode(),
        "audio-readable",
        "is not audio that podcast apps play: it begins like plain text",
    ),
    (
        "\ufeffNora: Hello, Tom.\n".encode("utf-16-le"),
        "audio-readable",
        "is not audio that podcast apps play: it begins like plain text",
    ),
    (
        b"\n<!DOCTYPE html><title>Sign in</title>",
        "audio-readable",
        "is not audio that podcast apps play: it begins like a web page",
    ),
    (
        b"FORM\0\0\0\0AIFF",
        "audio-readable",
        "is not audio that podcast apps play: it begins like AIFF audio",
    ),
    (
        b"fLaC\0\0\0",
        "audio-readable",
        "holds no sound that can be read as FLAC: it is damaged, cut off or "
        "something else",
    ),
    (
        b"\x02\xc2\x03\x8b",
        "audio-readable",
        "holds no sound that can be read as MP3: it is damaged, cut off or "
        "something else",
    ),
]


@pytest.mark.parametrize(("data", "rule", "message"), NOT_AUDIO)
def test_what_is_not_audio_is_one_problem_that_says_what_it_is(
    tmp_path: Path, data: bytes, rule: str, message: str
) -> None:
    path = tmp_path / "001-rags.mp3"
    path.write_bytes(data)

    audio, (problem,) = read_audio(path)

    assert audio is None
    assert (problem.rule, problem.severity) == (rule, Severity.ERROR)
    assert problem.message == f"001-rags.mp3 {message}"
    assert problem.location == Location(path=path)
    assert problem.hint


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    path = tmp_path / "001-rags.mp3"
    path.mkdir()

    assert breach(path) == (
        "audio-readable",
        "001-rags.mp3 is a folder, not a file",
    )


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "001-rags.mp3"
    os.mkfifo(path)

    assert breach(path) == (
        "audio-readable",
        "001-rags.mp3 is a device or a pipe, not a file",
    )


def test_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "001-rags.mp3"
    path.symlink_to(path)

    rule, message = breach(path)

    assert rule == "audio-readable"
    assert message.startswith("001-rags.mp3 cannot be read: ")


@pytest.fixture(name="nobody")
def _as_nobody() -> Iterator[None]:
    """Root may read everything, so somebody else tries."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield
    os.seteuid(before)


@pytest.mark.usefixtures("nobody")
def test_a_file_without_permission_cannot_be_read() -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "001-rags.mp3"
        path.write_bytes(b"ID3")
        path.chmod(0)

        assert breach(path) == (
            "audio-readable",
            "001-rags.mp3 cannot be read: permission denied",
        )


MISLABELLED = [
    ("chapters.m4a", "x.mp3", Severity.ERROR, "holds M4A, but its name says MP3"),
    ("vbr.mp3", "x.m4a", Severity.ERROR, "holds MP3, but its name says M4A"),
    ("wav.wav", "x", Severity.ERROR, "holds WAV, but its name does not say so"),
    (
        "film.mp4",
        "x.m4a",
        Severity.WARNING,
        "holds MP4 video, but its name says M4A",
    ),
    (
        "plain.m4a",
        "x.mp4",
        Severity.WARNING,
        "holds M4A, but its name says MP4 video",
    ),
]


@pytest.mark.parametrize(("case", "name", "severity", "message"), MISLABELLED)
def test_a_wrong_suffix_is_an_error_unless_players_bear_with_it(
    tmp_path: Path, case: str, name: str, severity: Severity, message: str
) -> None:
    path = tmp_path / name
    shutil.copy(CASES / case, path)
    right = Path(case).suffix

    audio, (problem,) = read_audio(path)

    assert audio is not None
    assert problem == Problem(
        rule="audio-type-matches",
        severity=severity,
        message=f"{name} {message}",
        location=Location(path=path),
        hint="export it again as MP3 or M4A"
        if right == ".wav"
        else f"rename it to x{right}, or export it again as MP3",
    )


@pytest.mark.parametrize("name", ["x.m4b", "X.M4A"])
def test_a_suffix_may_be_another_of_its_kind_or_in_capitals(
    tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    shutil.copy(CASES / "plain.m4a", path)

    assert read_audio(path)[1] == ()


def test_an_mp3_that_is_shorter_than_its_header_says_is_a_warning() -> None:
    audio, (problem,) = read_audio(CASES / "cut-off.mp3")

    assert audio is not None
    assert audio.duration == timedelta(seconds=2)
    assert (problem.rule, problem.severity) == ("audio-whole", Severity.WARNING)
    assert problem.message == (
        "cut-off.mp3 is shorter than it announces: it seems to be cut off"
    )


def test_an_mp4_that_is_cut_off_is_an_error() -> None:
    assert breach(CASES / "cut-off.m4a") == (
        "audio-whole",
        "cut-off.m4a is cut off before its end",
    )


def test_a_video_without_sound_is_an_error() -> None:
    assert breach(CASES / "mute.mp4") == (
        "audio-readable",
        "mute.mp4 is a video without sound",
    )


def test_damaged_tags_do_not_cost_the_sound(tmp_path: Path) -> None:
    path = tmp_path / "x.mp3"
    damaged = b"ID3\x03\x00\x40" + bytes([0, 0, 0, 20]) + b"\xff" * 20
    path.write_bytes(damaged + (CASES / "vbr.mp3").read_bytes())

    audio, (problem,) = read_audio(path)

    assert audio is not None
    assert (audio.duration, audio.tags) == (timedelta(seconds=2), AudioTags())
    assert (problem.rule, problem.severity) == ("audio-tags-readable", Severity.WARNING)


def test_silence_without_a_length_is_an_error(tmp_path: Path) -> None:
    data = bytearray((CASES / "flac.flac").read_bytes())
    data[21] &= 0xF0
    data[22:26] = bytes(4)  # total samples, as an encoder that writes to a pipe
    path = tmp_path / "x.flac"
    path.write_bytes(data)

    assert breach(path) == (
        "audio-duration-known",
        "x.flac does not say how long it is, and it cannot be measured",
    )


def test_chapters_that_lie_outside_the_file_are_left_out(tmp_path: Path) -> None:
    data = bytearray((CASES / "chapter-track.m4a").read_bytes())
    place = data.rindex(b"stco") + 12
    data[place : place + 4] = b"\xff" * 4
    path = tmp_path / "x.m4a"
    path.write_bytes(data)

    assert chapters(path) == []


def test_counting_frames_leaves_out_the_tags_on_both_sides() -> None:
    bare = (CASES / "vbr-no-header.mp3").read_bytes()
    tagged = (CASES / "tags-all-over.mp3").read_bytes()

    start = mpeg.start_of_sound(BytesIO(tagged))
    end = mpeg.end_of_sound(BytesIO(tagged), len(tagged))

    assert tagged[start:end] == bare
    assert mpeg.counted(BytesIO(tagged), start, end) == pytest.approx(86 * 0.024)


def test_counting_goes_on_after_damage_and_over_blocks_of_reading() -> None:
    frame = b"\xff\xfb\x90\xc4".ljust(417, b"\0")  # 128 kbit/s, 44100 Hz: 26 ms
    stream = frame * 3000 + b"\xff\xfb\x00 damage" + frame * 3000

    counted = mpeg.counted(BytesIO(stream), 0, len(stream))

    assert counted == pytest.approx(6000 * 1152 / 44100)


def test_counting_agrees_with_the_header_of_a_file_that_has_one() -> None:
    data = (CASES / "vbr.mp3").read_bytes()

    counted = mpeg.counted(BytesIO(data), 0, len(data))

    assert counted == pytest.approx(2.0, abs=0.1)  # the header knows of the padding


CORPUS_SOUNDS = {  # type, seconds, title, comment, chapters
    "auphonic.m4a": ("audio/x-m4a", 10.05, "Title", "Summary", 4),
    "auphonic.mp3": ("audio/mpeg", 10.0, "Title", "Summary", 4),
    "auphonic.ogg": ("audio/ogg", 10.0, "Title", "Summary", 4),
    "auphonic.opus": ("audio/ogg", 10.0, "Title", "Summary", 4),
    "ffmpeg-txxx-comment.mp3": (
        "audio/mpeg",
        5.96,
        None,
        "This is the comment",
        0,
    ),
    "hindenburg-journalist-pro.m4a": (
        "audio/x-m4a",
        10.05,
        "Episode Title",
        "This is the summary of this podcast episode. This file was made with "
        "Hindenburg Journalist Pro version 1.85, build number 2360.",
        2,
    ),
    "mp3chaps-py.mp3": (
        "audio/mpeg",
        12.14,
        "Chapter mark test file for AntennaPod",
        "2021.08.13",
        4,
    ),
    "nero-chapters.m4a": ("audio/x-m4a", 10.08, "Nero Chapters", None, 4),
    "silence-44-s-v1.mp3": ("audio/mpeg", 3.74, "Silence", None, 0),
    "vbri.mp3": (
        "audio/mpeg",
        222.2,
        "I Can Walk On Water I Can Fly",
        "Ripped by THSLIVE",
        0,
    ),
}
CORPUS_BREACHES = {
    "106-invalid-streaminfo.flac": "audio-readable",
    "UTF16.mp3": "audio-readable",
    "detect_mp4_m4a.x": "audio-whole",
    "empty_file.mp3": "audio-not-empty",
    "id3v1-latin1.mp3": "audio-readable",
    "id3v22_image.mp3": "audio-readable",
    "incomplete.mp3": "audio-readable",
    "utf16be.mp3": "audio-readable",
}
needs_corpus = pytest.mark.skipif(
    not CORPUS.is_dir(), reason="shared/corpus/audio is not there"
)


@needs_corpus
def test_every_file_of_the_corpus_has_its_expectation() -> None:
    there = {path.name for path in CORPUS.iterdir()}

    assert there == CORPUS_SOUNDS.keys() | CORPUS_BREACHES.keys()


@needs_corpus
@pytest.mark.parametrize("name", CORPUS_SOUNDS)
def test_real_audio_is_read_as_it_is(name: str) -> None:
    audio, _ = read_audio(CORPUS / name)

    assert audio is not None
    assert CORPUS_SOUNDS[name] == (
        audio.type,
        round(audio.duration.total_seconds(), 2),
        audio.tags.title,
        audio.tags.comment,
        len(audio.chapters),
    )


@needs_corpus
@pytest.mark.parametrize("name", CORPUS_BREACHES)
def test_real_files_without_sound_are_one_problem(name: str) -> None:
    assert breach(CORPUS / name)[0] == CORPUS_BREACHES[name]


@needs_corpus
@pytest.mark.parametrize("suffix", ["m4a", "mp3", "ogg", "opus"])
def test_auphonic_chapters_are_the_same_in_every_format(suffix: str) -> None:
    audio, _ = read_audio(CORPUS / f"auphonic.{suffix}")

    assert audio is not None
    # Only in ID3 do pictures belong to chapters.
    assert all(bool(c.picture) == (suffix == "mp3") for c in audio.chapters)
    assert tuple(replace(c, picture=None) for c in audio.chapters) == tuple(
        Chapter(start=timedelta(seconds=start), title=title, link="https://example.com")
        for start, title in (
            (0, "Chapter 1 - ❤️😊"),
            (3, "Chapter 2 - ßöÄ"),
            (6, "Chapter 3 - 爱"),
            (9, "Chapter 4"),
        )
    )


@needs_corpus
def test_hindenburg_keeps_links_in_a_second_chapter_track() -> None:
    audio, _ = read_audio(CORPUS / "hindenburg-journalist-pro.m4a")

    assert audio is not None
    assert [(c.start.total_seconds(), c.title, c.link) for c in audio.chapters] == [
        (0.0, "Chapter Marker 1", "https://example.com/chapter1url"),
        (5.005, "Chapter Marker 2", "https://example.com/chapter2url"),
    ]


@given(st.binary(max_size=2000))
def test_arbitrary_bytes_never_raise(data: bytes) -> None:
    assert_read_calmly("x.mp3", data)


_BEGINNINGS = st.sampled_from(
    [
        b"ID3\x03\0\0\0\0\0\x10",
        b"\xff\xfb\x90\xc4",
        b"\0\0\0\x14ftypM4A \0\0\0\0M4A \0\0\0\x40moov\0\0\0\x38trak",
        b"OggS\0\x02".ljust(28, b"\0") + b"\x01vorbis",
        b"OggS\0\x02".ljust(28, b"\0") + b"OpusHead",
        b"fLaC\0\0\0\x22",
        b"RIFF\x24\0\0\0WAVEfmt \x10\0\0\0",
    ]
)


@given(_BEGINNINGS, st.binary(max_size=500))
def test_what_only_begins_like_audio_never_raises(head: bytes, tail: bytes) -> None:
    assert_read_calmly("x.mp3", head + tail)


@settings(max_examples=300)
@given(st.data())
def test_damaged_audio_never_raises(data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(CASES.iterdir())))
    sound = bytearray(path.read_bytes())
    places = st.integers(0, len(sound) - 1)
    # headers are at the front, in MP4 files often at the end
    ends = st.integers(0, 400) | st.integers(max(0, len(sound) - 2500), len(sound) - 1)
    for at in data.draw(st.lists(places | ends, min_size=1, max_size=20)):
        sound[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))
    length = data.draw(st.just(len(sound)) | places)

    assert_read_calmly(path.name, bytes(sound[:length]))


@given(st.binary(max_size=3000))
def test_counting_never_finds_more_than_there_is(data: bytes) -> None:
    counted = mpeg.counted(BytesIO(data), 0, len(data))

    assert 0 <= counted <= len(data) / 24 * 0.144  # the shortest and the longest frame


def chapters(path: Path) -> list[tuple[float, str]]:
    audio, _ = read_audio(path)
    assert audio is not None
    return [(c.start.total_seconds(), c.title) for c in audio.chapters]


def breach(path: Path) -> tuple[str, str]:
    audio, (problem,) = read_audio(path)
    assert audio is None
    assert problem.severity is Severity.ERROR
    assert problem.location == Location(path=path)
    return problem.rule, problem.message


def assert_read_calmly(name: str, data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        audio, problems = read_audio(path)
    assert audio is not None or problems
    assert all(p.location == Location(path=path) for p in problems)
