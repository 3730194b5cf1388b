"""Tags are written into a copy: sound and foreign tags stay, and twice is once."""

from __future__ import annotations

import json
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import mutagen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mutagen.id3 import APIC, CHAP, ID3, PRIV, TIT2, TRDA, TSOT, TXXX, USLT
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from feed_builder.model import AudioTags, Chapter
from feed_builder.sources.artwork import read_artwork
from feed_builder.sources.audio import mp4, mpeg, read_audio
from feed_builder.sources.audio.fingerprint import sound_digest
from feed_builder.sources.media import Unfit
from feed_builder.tagging import Tagged, Wanted, tag_audio

from .builders import CASES, SHARED

AUDIO = CASES / "audio"
GOOD_PICTURE = CASES / "artwork" / "good.png"
CORPUS = SHARED / "corpus" / "audio"
ARTWORK, _ = read_artwork(GOOD_PICTURE)
WANTED = Wanted(
    title="Rag paper “Lumpen”",
    album="Paper & Ink",
    artist="Nora Quill, Zoë",
    album_artist="Nora Quill",
    language="eng",
    duration=timedelta(seconds=2),
    date=date(2026, 3, 1),
    season=2,
    number=7,
    comment="How rags became paper.",
    lyrics="Nora Quill: Hello, Zoë.\n\nZoë: Hello.",
    chapters=(
        Chapter(start=timedelta(0), title="Wélcome"),
        Chapter(
            start=timedelta(seconds=0.75), title="Rags", link="https://paper.example/"
        ),
    ),
    artwork=ARTWORK,
    replaces=True,
)
#: Where each container keeps what read_audio does not read.
LYRICS = {"ID3": "USLT::eng", "MP4": "©lyr", "Vor": "lyrics"}


def playable(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return [path for path in sorted(folder.iterdir()) if read_audio(path)[0]]


EVERY = [*playable(AUDIO), *playable(CORPUS)]


def tagged(
    folder: Path, source: Path, *, id3v2: int | None = None, **changes: Any
) -> tuple[Path, Tagged]:
    path = folder / "tagged" / source.name
    done = tag_audio(source, path, replace(WANTED, **changes), id3v2=id3v2)
    return path, done


@pytest.mark.parametrize("id3v2", [None, 3, 4])
@pytest.mark.parametrize("source", EVERY, ids=lambda path: path.name)
def test_what_a_build_reads_is_what_was_written(
    tmp_path: Path, source: Path, id3v2: int | None
) -> None:
    path, done = tagged(tmp_path, source, id3v2=id3v2)

    before, after = read_audio(source)[0], read_audio(path)[0]
    assert before is not None
    assert after is not None
    assert (after.type, after.duration) == (before.type, before.duration)
    assert after.tags == AudioTags(
        title="Rag paper “Lumpen”",
        artist="Nora Quill, Zoë",
        album="Paper & Ink",
        date="2026-03-01",
        comment="How rags became paper.",
    )
    links = [None, None if done.form == "MP4 tags" else "https://paper.example/"]
    assert [(c.start.total_seconds(), c.title, c.link) for c in after.chapters] == [
        (0, "Wélcome", links[0]),
        (0.75, "Rags", links[1]),
    ]
    assert after.cover is not None
    assert ARTWORK is not None
    assert after.cover.digest == ARTWORK.digest
    assert str(lyrics(path, done.form)) == WANTED.lyrics


@pytest.mark.parametrize("source", EVERY, ids=lambda path: path.name)
def test_the_sound_is_the_same_bit_for_bit(tmp_path: Path, source: Path) -> None:
    path, _ = tagged(tmp_path, source)

    assert sound_digest(path) == sound_digest(source)
    assert list(sound(path)) == list(sound(source))


@pytest.mark.parametrize("source", EVERY, ids=lambda path: path.name)
def test_tagging_a_tagged_file_gives_the_same_bytes(
    tmp_path: Path, source: Path
) -> None:
    once, _ = tagged(tmp_path, source)
    twice, _ = tagged(tmp_path / "again", once)

    assert twice.read_bytes() == once.read_bytes()


def test_a_copy_that_would_be_the_same_is_left_alone(tmp_path: Path) -> None:
    path, first = tagged(tmp_path, AUDIO / "cbr.mp3")
    before = path.stat()
    _, second = tagged(tmp_path, AUDIO / "cbr.mp3")

    assert (first.changed, second.changed) == (True, False)
    assert path.stat().st_ino == before.st_ino


def test_the_source_and_its_mode_are_left_alone(tmp_path: Path) -> None:
    source = Path(shutil.copy(AUDIO / "cbr.mp3", tmp_path))
    source.chmod(0o640)
    path, _ = tagged(tmp_path, source)

    assert source.read_bytes() == (AUDIO / "cbr.mp3").read_bytes()
    assert path.stat().st_mode & 0o777 == 0o640
    assert [each.name for each in path.parent.iterdir()] == ["cbr.mp3"]


@pytest.mark.parametrize("name", ["cbr.mp3", "tags-all-over.mp3", "chapters.mp3"])
def test_all_behind_the_tags_of_an_mp3_is_copied_byte_for_byte(
    tmp_path: Path, name: str
) -> None:
    path, _ = tagged(tmp_path, AUDIO / name)

    old, new = behind_id3(AUDIO / name), behind_id3(path)
    v1 = 128 if old[-128:].startswith(b"TAG") else 0
    assert new[: len(new) - v1] == old[: len(old) - v1]


def test_ffmpeg_hears_no_difference(tmp_path: Path) -> None:
    if not shutil.which("ffmpeg"):
        pytest.skip("needs ffmpeg")
    for source in playable(AUDIO):
        path, _ = tagged(tmp_path, source)
        assert packets(path) == packets(source), source.name


def test_ffprobe_reads_the_tags_and_chapters(tmp_path: Path) -> None:
    if not shutil.which("ffprobe"):
        pytest.skip("needs ffprobe")
    for name in ("cbr.mp3", "plain.m4a", "flac.flac", "opus.opus", "vorbis.ogg"):
        path, _ = tagged(tmp_path, AUDIO / name)
        found = probed(path)
        assert found["tags"] == {
            "title": "Rag paper “Lumpen”",
            "album": "Paper & Ink",
            "artist": "Nora Quill, Zoë",
            "album_artist": "Nora Quill",
            "date": "2026-03-01",
            "disc": "2",
            "track": "7",
            "comment": "How rags became paper.",
            "lyrics": WANTED.lyrics,
        }, name
        assert found["chapters"] == [(0, "Wélcome"), (0.75, "Rags")], name


def test_tags_that_are_not_ours_are_kept(tmp_path: Path) -> None:
    source = Path(shutil.copy(AUDIO / "chapters.mp3", tmp_path))
    old = ID3(source)
    old.add(TXXX(encoding=3, desc="mood", text=["calm"]))
    old.add(PRIV(owner="somebody", data=b"\0\1\2"))
    old.add(USLT(encoding=3, lang="eng", desc="song", text="La la"))
    old.add(APIC(encoding=3, mime="image/png", type=8, desc="", data=b"artist"))
    old.save(source)
    path, done = tagged(tmp_path, source)

    new = ID3(path)
    for key in (
        "TXXX:mood",
        "PRIV:somebody:\0\1\2",
        "USLT:song:eng",
        "COMM:iTunNORM:eng",
    ):
        assert new[key] == old[key]
    assert {int(p.type): p.data for p in new.getall("APIC")} == {
        3: GOOD_PICTURE.read_bytes(),
        8: b"artist",
    }
    assert done.kept == ("PRIV:somebody", "TXXX:mood")


def test_frames_that_nobody_knows_are_kept_in_either_version(tmp_path: Path) -> None:
    source = with_raw_frame(tmp_path / "a.mp3", b"XYZW" + struct.pack(">IH", 300, 0))

    for version, size in ((3, struct.pack(">I", 300)), (4, b"\0\0\2\x2c")):
        path, done = tagged(tmp_path, source, id3v2=version)
        assert b"XYZW" + size + b"\0\0" + b"x" * 300 in path.read_bytes()
        assert "XYZW" in done.kept


def test_what_an_older_version_cannot_hold_is_told(tmp_path: Path) -> None:
    source = Path(shutil.copy(AUDIO / "chapters.mp3", tmp_path))
    old = ID3(source)
    old.add(TSOT(encoding=3, text=["Rag"]))
    old.save(source)

    assert tagged(tmp_path, source)[1].missed == ()
    assert tagged(tmp_path, source, id3v2=3)[1].missed == ("ID3v2.3 cannot hold TSOT",)


def test_native_frames_of_id3v23_stay_what_they_are(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    tags = ID3()
    tags.add(TRDA(encoding=0, text=["May"]))
    tags.add(TXXX(encoding=1, desc="two", text=["One", "Other/one"]))
    save_id3(tags, source, version=3)
    path, done = tagged(tmp_path, source, date=None)

    assert done.form == "ID3v2.3"
    new = ID3(path, translate=False)
    assert new["TRDA"].text == ["May"]
    assert new["TXXX:two"].text == ["One", "Other/one"]


def test_of_two_tags_in_front_one_is_made(tmp_path: Path) -> None:
    first, second = ID3(), ID3()
    first.add(TXXX(encoding=3, desc="a", text=["first"]))
    second.add(TXXX(encoding=3, desc="a", text=["second"]))
    second.add(TXXX(encoding=3, desc="b", text=["second"]))
    save_id3(second, tmp_path / "b.mp3")
    save_id3(first, tmp_path / "a.mp3", sound=(tmp_path / "b.mp3").read_bytes())
    path, _ = tagged(tmp_path, tmp_path / "a.mp3")

    new = ID3(path)
    assert (new["TXXX:a"].text, new["TXXX:b"].text) == (["first"], ["second"])
    assert len(spans(path)) == 1


def test_a_damaged_tag_is_replaced_and_that_is_told(tmp_path: Path) -> None:
    sound = (AUDIO / "cbr.mp3").read_bytes()
    (tmp_path / "a.mp3").write_bytes(b"ID3\3\0\x40\0\0\0\x04\xff\xff\xff\xff" + sound)
    path, done = tagged(tmp_path, tmp_path / "a.mp3")

    assert done.done == ("damaged ID3v2 tags were left out",)
    assert behind_id3(path) == sound
    assert read_audio(path)[1] == ()


def test_a_frame_that_never_ends_is_left_out(tmp_path: Path) -> None:
    source = with_raw_frame(tmp_path / "a.mp3", b"XYZW" + struct.pack(">IH", 9000, 0))
    once, done = tagged(tmp_path, source)
    twice, _ = tagged(tmp_path / "again", once)

    assert (done.kept, done.done) == ((), ("damaged ID3v2 tags were left out",))
    assert twice.read_bytes() == once.read_bytes()


def test_an_id3v1_tag_says_the_same_as_far_as_it_goes(tmp_path: Path) -> None:
    v1 = b"TAG" + b"Old".ljust(30, b"\0") + bytes(30 + 30 + 4 + 30) + b"\x0c"
    source = tmp_path / "a.mp3"
    source.write_bytes((AUDIO / "cbr.mp3").read_bytes() + v1)
    path, _ = tagged(tmp_path, source, title="Rag paper and how it was made by hand")

    assert path.read_bytes()[-128:] == (
        b"TAG"
        + b"Rag paper and how it was made "
        + b"Nora Quill, Zo\xeb".ljust(30, b"\0")
        + b"Paper & Ink".ljust(30, b"\0")
        + b"2026"
        + b"How rags became paper.".ljust(29, b"\0")
        + b"\x07\x0c"
    )
    assert ID3(path)["TCON"].genres == ["Other"]


def test_what_is_not_wanted_stays_as_it_was(tmp_path: Path) -> None:
    path, _ = tagged(
        tmp_path,
        AUDIO / "chapters.mp3",
        title=None,
        date=None,
        season=None,
        number=None,
        comment=None,
        lyrics=None,
        chapters=None,
        artwork=None,
    )

    before, after = read_audio(AUDIO / "chapters.mp3")[0], read_audio(path)[0]
    assert before is not None
    assert after is not None
    assert after.tags == replace(
        before.tags, artist="Nora Quill, Zoë", album="Paper & Ink"
    )
    assert after.chapters == tuple(
        replace(chapter, picture=None) for chapter in before.chapters
    )


@pytest.mark.parametrize("name", ["chapters.mp3", "chapters.m4a", "vorbis.ogg"])
def test_no_chapters_take_out_those_that_were_there(tmp_path: Path, name: str) -> None:
    path, _ = tagged(tmp_path, AUDIO / name, chapters=())

    audio, _ = read_audio(path)
    assert audio is not None
    assert audio.chapters == ()


def test_pictures_of_chapters_go_with_their_time_or_title(tmp_path: Path) -> None:
    source = tmp_path / "a.mp3"
    tags = ID3()
    for name, start, title in (("c1", 0, "Hello"), ("c2", 900, "Rags"), ("c3", 9, "?")):
        picture = APIC(mime="image/png", type=3, desc="", data=name.encode())
        about = [TIT2(encoding=3, text=[title]), picture]
        tags.add(CHAP(element_id=name, start_time=start, end_time=1, sub_frames=about))
    save_id3(tags, source)
    path, _ = tagged(tmp_path, source)

    assert [
        (c.sub_frames["TIT2"].text, c.sub_frames["APIC:"].data)
        for c in sorted(ID3(path).getall("CHAP"), key=lambda c: int(c.start_time))
    ] == [(["Wélcome"], b"c1"), (["Rags"], b"c2")]


def test_hidden_chapters_are_not_listed(tmp_path: Path) -> None:
    hidden = Chapter(start=timedelta(seconds=1), title="A picture", hidden=True)
    path, _ = tagged(tmp_path, AUDIO / "cbr.mp3", chapters=(*chapters(1), hidden))
    audio, _ = read_audio(path)
    _, in_mp4 = tagged(tmp_path, AUDIO / "plain.m4a", chapters=(hidden,))
    _, in_ogg = tagged(tmp_path, AUDIO / "opus.opus", chapters=(hidden,))

    assert audio is not None
    assert [c.hidden for c in audio.chapters] == [False, True]
    assert in_mp4.missed == ("MP4 chapters cannot be hidden: 1 left out",)
    assert in_ogg.missed == ("Vorbis comments cannot hide chapters: 1 left out",)


def test_many_chapters_are_listed_in_tables_of_tables(tmp_path: Path) -> None:
    path, _ = tagged(tmp_path, AUDIO / "cbr.mp3", chapters=chapters(600))
    audio, _ = read_audio(path)

    assert audio is not None
    assert [(c.start, c.title, c.hidden) for c in audio.chapters] == [
        (c.start, c.title, False) for c in chapters(600)
    ]
    assert {len(t.child_element_ids) for t in ID3(path).getall("CTOC")} == {3, 255, 90}


def test_the_list_of_an_mp4_file_ends_after_255_chapters(tmp_path: Path) -> None:
    path, done = tagged(tmp_path, AUDIO / "plain.m4a", chapters=chapters(300))
    audio, _ = read_audio(path)

    assert audio is not None
    assert len(audio.chapters) == 255
    assert "an MP4 file lists 255 chapters: the rest is left out" in done.missed


def test_an_mp4_file_in_fragments_is_tagged_without_chapters(tmp_path: Path) -> None:
    source = tmp_path / "a.m4a"
    source.write_bytes((AUDIO / "plain.m4a").read_bytes() + b"\0\0\0\x08moof")
    path, done = tagged(tmp_path, source)
    audio, _ = read_audio(path)

    assert audio is not None
    assert (audio.tags.title, audio.chapters) == (WANTED.title, ())
    assert done.missed == (
        "an MP4 file in fragments, or with an odd index, takes no chapters",
    )


def test_a_chapter_track_that_says_the_same_stays(tmp_path: Path) -> None:
    before, _ = read_audio(AUDIO / "chapters.m4a")
    assert before is not None
    path, done = tagged(tmp_path, AUDIO / "chapters.m4a", chapters=before.chapters)

    assert (done.done, done.missed) == ((), ())
    with path.open("rb") as stream:
        film = mp4.movie(stream, path.stat().st_size)
        marks = [mark.title for mark in mp4.chapter_marks(stream, film)]
    assert marks == ["Welcome", "Rags – “Lumpen”"]


def test_a_chapter_track_that_differs_is_switched_off(tmp_path: Path) -> None:
    path, done = tagged(tmp_path, AUDIO / "chapters.m4a")

    assert done.done == ("its QuickTime chapters, which differed, were switched off",)
    assert "Apple's players want QuickTime chapters" in done.missed
    with path.open("rb") as stream:
        film = mp4.movie(stream, path.stat().st_size)
        assert not tuple(mp4.chapter_marks(stream, film))


@pytest.mark.parametrize("name", ["cbr.mp3", "plain.m4a", "opus.opus", "flac.flac"])
def test_a_cover_that_is_there_stays_unless_it_is_to_be_replaced(
    tmp_path: Path, name: str
) -> None:
    small, _ = read_artwork(CASES / "artwork" / "jpeg.png")
    first, _ = tagged(tmp_path / "a", AUDIO / name, artwork=small)
    second, kept = tagged(tmp_path / "b", first, replaces=False)
    third, written = tagged(tmp_path / "c", second)

    assert (kept.cover, written.cover) == (False, True)
    small_bytes = (CASES / "artwork" / "jpeg.png").read_bytes()
    assert covers(second) == [small_bytes]
    assert covers(third) == [GOOD_PICTURE.read_bytes()]


def test_other_names_for_the_same_are_changed_where_they_are(tmp_path: Path) -> None:
    ogg, m4a = (
        Path(shutil.copy(AUDIO / n, tmp_path)) for n in ("opus.opus", "nero.m4a")
    )
    comments = OggOpus(ogg)
    comments["comment"], comments["year"] = ["Old"], ["1999"]
    comments.save()
    new = OggOpus(tagged(tmp_path, ogg)[0])
    atoms = MP4(tagged(tmp_path, m4a)[0])

    assert new["comment"] == new["description"] == ["How rags became paper."]
    assert new["year"] == new["date"] == ["2026-03-01"]
    assert atoms["desc"] == atoms["©cmt"] == ["How rags became paper."]


def test_a_file_that_cannot_be_taken_apart_is_not_written(tmp_path: Path) -> None:
    source = tmp_path / "a.m4a"
    data = (AUDIO / "plain.m4a").read_bytes()
    at = data.index(b"stco") + 8
    source.write_bytes(data[:at] + b"\0\xff\xff\xff" + data[at + 4 :])

    with pytest.raises(Unfit) as unfit:
        tagged(tmp_path, source)

    assert unfit.value.rule == "audio-taggable"
    assert not list((tmp_path / "tagged").iterdir())


@given(
    name=st.sampled_from(["chapters.mp3", "chapters.m4a", "vorbis.ogg", "flac.flac"]),
    at=st.integers(0, 3000),
    noise=st.binary(min_size=1, max_size=40),
)
def test_noise_in_a_file_does_no_harm(
    tmp_path_factory: pytest.TempPathFactory, name: str, at: int, noise: bytes
) -> None:
    folder = tmp_path_factory.mktemp("noise")
    source = folder / name
    data = (AUDIO / name).read_bytes()
    source.write_bytes(data[:at] + noise + data[at + len(noise) :])
    try:
        path, _ = tagged(folder, source)
    except Unfit:
        return

    assert sound_digest(path) == sound_digest(source)
    assert tagged(folder / "again", path)[0].read_bytes() == path.read_bytes()


words = st.text(st.characters(codec="utf-8", exclude_categories=["C"])).map(
    lambda text: " ".join(text.split()) or "x"
)


@given(
    title=words,
    comment=words,
    id3v2=st.sampled_from([3, 4]),
    name=st.sampled_from(["cbr.mp3", "plain.m4a", "opus.opus", "wav.wav"]),
)
def test_any_text_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    title: str,
    comment: str,
    id3v2: int,
    name: str,
) -> None:
    folder = tmp_path_factory.mktemp("text")
    path, _ = tagged(folder, AUDIO / name, title=title, comment=comment, id3v2=id3v2)

    audio, _ = read_audio(path)
    assert audio is not None
    assert (audio.tags.title, audio.tags.comment) == (title, comment)


def chapters(count: int) -> tuple[Chapter, ...]:
    return tuple(
        Chapter(start=timedelta(milliseconds=i), title=f"Number {i}")
        for i in range(count)
    )


def lyrics(path: Path, form: str) -> object:
    found: Any = mutagen.File(path)
    value = found.tags[LYRICS[form[:3]]]
    return value if form.startswith("ID3") else value[0]


def covers(path: Path) -> list[bytes]:
    found: Any = mutagen.File(path)
    if path.suffix == ".mp3":
        return [picture.data for picture in found.tags.getall("APIC")]
    if path.suffix == ".m4a":
        return [bytes(data) for data in found.tags["covr"]]
    if path.suffix == ".flac":
        return [picture.data for picture in found.pictures]
    audio, _ = read_audio(path)
    assert audio is not None
    assert audio.cover is not None
    assert audio.cover.extract is not None
    assert len(found["metadata_block_picture"]) == 1
    return [audio.cover.extract()]


def sound(path: Path) -> Iterator[bytes]:
    """What players decode, found as they find it where the container has an index."""
    data = path.read_bytes()
    with path.open("rb") as stream:
        film = mp4.movie(stream, len(data))
        for track in film.tracks:
            for at, size in mp4._places(track.samples):
                yield data[at : at + size]
    if not film.tracks and path.suffix == ".mp3":
        yield behind_id3(path)[:-128]


def spans(path: Path) -> list[tuple[int, int]]:
    with path.open("rb") as stream:
        return list(mpeg.tags_in_front(stream))


def behind_id3(path: Path) -> bytes:
    with path.open("rb") as stream:
        return path.read_bytes()[mpeg.start_of_sound(stream) :]


def save_id3(
    tags: ID3, path: Path, *, version: int = 4, sound: bytes | None = None
) -> None:
    path.write_bytes((AUDIO / "cbr.mp3").read_bytes() if sound is None else b"")
    tags.save(path, v2_version=version, v23_sep=None)
    if sound is not None:
        path.write_bytes(path.read_bytes() + sound)


def with_raw_frame(path: Path, header: bytes) -> Path:
    """An MP3 whose ID3v2.3 tag holds one frame of a name that nobody knows."""
    frame = header + b"x" * 300
    size = len(frame)
    start = b"ID3\3\0\0" + bytes([0, 0, size >> 7, size & 0x7F])
    path.write_bytes(start + frame + (AUDIO / "cbr.mp3").read_bytes())
    return path


def packets(path: Path) -> str:
    """A digest of the packets of sound, as ffmpeg takes them out of the container."""
    command = ["ffmpeg", "-v", "quiet", "-i", path, "-map", "0:a", "-c", "copy"]
    return run_tool([*command, "-f", "md5", "-"])


def probed(path: Path) -> dict[str, Any]:
    """The tags of the file, or of its only stream, and its chapters."""
    what = ["-show_format", "-show_streams", "-show_chapters", "-of", "json"]
    found = json.loads(run_tool(["ffprobe", "-v", "quiet", *what, path]))
    tags = found["format"].get("tags", {})
    if path.suffix in (".ogg", ".opus"):
        tags = found["streams"][0]["tags"]
    tags = {key.lower().removesuffix("-eng"): value for key, value in tags.items()}
    names = "title album artist album_artist date disc track comment lyrics".split()
    return {
        "tags": {name: tags[name] for name in names},
        "chapters": [
            (float(chapter["start_time"]), chapter["tags"]["title"])
            for chapter in found["chapters"]
        ],
    }


def run_tool(command: list[Any]) -> str:
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout
