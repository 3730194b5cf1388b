"""Make tests/cases/audio: the smallest honest files that show one difficulty each.

Needs ffmpeg and lame; the tests do not, they use what is kept. Run it from the top of
the repository: ``python scripts/make_audio_cases.py``.
"""

# mutagen is typed in part only
# mypy: disallow-untyped-calls=False, disable-error-code=attr-defined

from __future__ import annotations

import struct
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from mutagen.apev2 import APEv2
from mutagen.id3 import APIC, CHAP, COMM, CTOC, ID3, TALB, TDRC, TIT2, TPE1, WXXX
from mutagen.mp4 import MP4
from mutagen.oggvorbis import OggVorbis
from mutagen.wave import WAVE

CASES = Path(__file__).parent.parent / "tests" / "cases" / "audio"

#: A second of silence between two of noise makes bit rates vary; see ffmpeg-filters.
SILENCE_AND_NOISE = (
    "anullsrc=r=24000:cl=mono:d=1.5[a];"
    "anoisesrc=r=24000:d=0.5:a=0.2:seed=1[b];"
    "[a][b]concat=n=2:v=0:a=1"
)
BEEP = "sine=frequency=440:sample_rate=24000:duration=2"

CHAPTERS = """;FFMETADATA1
title=A beep
artist=Nora Quill
album=Paper & Ink
date=2026-03-01
comment=How rags became paper.
[CHAPTER]
TIMEBASE=1/1000
START=0
END=1250
title=Welcome
[CHAPTER]
TIMEBASE=1/1000
START=1250
END=2000
title=Rags – “Lumpen”
"""


def main() -> None:
    CASES.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        mp3s(Path(folder))
        mp4s(Path(folder))
        others(Path(folder))


def mp3s(folder: Path) -> None:
    varied = wav(folder / "varied.wav", SILENCE_AND_NOISE)
    short = wav(folder / "short.wav", BEEP.replace("duration=2", "duration=1"))
    lame(short, "cbr.mp3", "--cbr", "-b", "64")
    lame(short, "cbr-no-header.mp3", "--cbr", "-b", "64", "-t")
    lame(varied, "vbr.mp3", "-V", "6")
    lame(varied, "vbr-no-header.mp3", "-V", "6", "-t")
    bare = (CASES / "vbr-no-header.mp3").read_bytes()
    (CASES / "vbri.mp3").write_bytes(vbri_frame(bare) + bare)
    (CASES / "cut-off.mp3").write_bytes((CASES / "vbr.mp3").read_bytes()[:3000])
    (CASES / "joined.mp3").write_bytes(titled("vbr.mp3") + titled("vbr.mp3"))
    tagged_all_over(CASES / "tags-all-over.mp3", bare)
    with_chapters(CASES / "chapters.mp3", bare)


def mp4s(folder: Path) -> None:
    beep = wav(folder / "beep.wav", BEEP)
    facts = folder / "facts.txt"
    facts.write_text(CHAPTERS, encoding="utf-8")
    aac = ("-c:a", "aac", "-b:a", "16k")
    film = ("-f", "lavfi", "-i", "color=size=32x32:rate=10:duration=2")
    ffmpeg("chapters.m4a", "-i", beep, "-i", facts, "-map_metadata", "1", *aac)
    ffmpeg("plain.m4a", "-i", beep, *aac, "-movflags", "+faststart")
    ffmpeg("film.mp4", "-i", beep, *film, *aac, "-c:v", "libx264")
    ffmpeg("film.mov", "-i", beep, *film, *aac, "-c:v", "libx264")
    ffmpeg("mute.mp4", *film, "-c:v", "libx264")
    (CASES / "cut-off.m4a").write_bytes((CASES / "plain.m4a").read_bytes()[:-800])
    both = (CASES / "chapters.m4a").read_bytes()
    (CASES / "chapter-track.m4a").write_bytes(both.replace(b"chpl", b"free", 1))
    only_nero(CASES / "nero.m4a", both)


def others(folder: Path) -> None:
    beep = wav(folder / "beep.wav", BEEP)
    ffmpeg("vorbis.ogg", "-i", beep, "-c:a", "libvorbis", "-q:a", "0")
    comments(CASES / "vorbis.ogg")
    ffmpeg("opus.opus", "-i", beep, "-c:a", "libopus", "-b:a", "16k")
    silence = wav(folder / "silence.wav", "anullsrc=r=8000:cl=mono:d=2")
    ffmpeg("flac.flac", "-i", silence)
    ffmpeg("wav.wav", "-i", silence, "-c:a", "pcm_u8", "-t", "1")
    sound = WAVE(CASES / "wav.wav")
    sound.add_tags()
    sound.tags.add(TIT2(encoding=3, text=["A silence"]))
    sound.save()


def wav(path: Path, graph: str) -> Path:
    run("ffmpeg", "-f", "lavfi", "-i", graph, "-bitexact", path)
    return path


def lame(sound: Path, name: str, *options: str) -> None:
    run("lame", "--quiet", *options, sound, CASES / name)


def ffmpeg(name: str, *options: object) -> None:
    exact = ("-fflags", "+bitexact", "-flags", "+bitexact")
    run("ffmpeg", *options, *exact, CASES / name)


def run(program: str, *options: object) -> None:
    always = ("-hide_banner", "-loglevel", "error", "-y") if program == "ffmpeg" else ()
    subprocess.run([program, *always, *map(str, options)], check=True)


def titled(name: str) -> bytes:
    """The file with a small ID3v2 tag in front, as in a programme joined by hand."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes((CASES / name).read_bytes())
        tags = ID3()
        tags.add(TIT2(encoding=3, text=["Part"]))
        tags.save(path, padding=lambda _: 64)
        return path.read_bytes()


def vbri_frame(stream: bytes) -> bytes:
    """A silent frame with Fraunhofer's header: ``stream`` is in frames of 24 ms."""
    length = 192
    frames = 86
    header = struct.pack(">4s3H2I", b"VBRI", 1, 0, 75, length + len(stream), frames)
    contents = struct.pack(">4H2H", 2, 1, 2, frames // 2, *[len(stream) // 2] * 2)
    start = b"\xff\xf3\x84\xc4"  # MPEG 2, layer III, 64 kbit/s, 24000 Hz, mono
    return (start + bytes(32) + header + contents).ljust(length, b"\0")


def tagged_all_over(path: Path, sound: bytes) -> None:
    """ID3v2 before; APE, Lyrics3 and ID3v1 after; false frames inside the APE tag."""
    path.write_bytes(sound)
    ape = APEv2()
    ape["Cover Art (Front)"] = (b"\xff\xf3\x84\xc4" + bytes(188)) * 10
    ape.save(path)
    text = b"LYRICSBEGININD0000211LYR00004text"
    lyrics = text + b"%06dLYRICS200" % len(text)
    v1 = b"TAG" + b"A beep".ljust(30, b"\0") + bytes(95)
    path.write_bytes(path.read_bytes() + lyrics + v1)
    tags = ID3()
    tags.add(TIT2(encoding=3, text=["Tags all over"]))
    tags.add(APIC(encoding=3, mime="image/png", type=3, desc="", data=bytes(2000)))
    tags.save(path, v1=0)


def with_chapters(path: Path, sound: bytes) -> None:
    """CHAP out of order: one is not in the table, one at no time, one untitled."""
    path.write_bytes(sound)
    tags = ID3()
    tags.add(TIT2(encoding=3, text=[" Rag\x1e paper  ", "Lumpen"]))
    tags.add(TPE1(encoding=3, text=["Nora Quill", "Tom Van Reed"]))
    tags.add(TALB(encoding=3, text=["Paper & Ink"]))
    tags.add(TDRC(encoding=3, text=["2026-03-01"]))
    tags.add(COMM(encoding=3, lang="eng", desc="iTunNORM", text=[" 00000A2C 00000A2C"]))
    tags.add(COMM(encoding=3, lang="eng", desc="", text=["How rags\r\nbecame paper."]))
    tags.add(contents("toc", 3, ["c2", "parts"]))
    tags.add(contents("parts", 1, ["c1", "c4", "c5"]))
    link = WXXX(encoding=3, desc="", url="https://paper.example/rags")
    tags.add(chapter("c1", 0, TIT2(encoding=3, text=["Welcome"])))
    tags.add(chapter("c2", 1250, TIT2(encoding=3, text=["Rags"]), link))
    tags.add(chapter("c3", 500, TIT2(encoding=3, text=["A picture"])))
    tags.add(chapter("c4", 0xFFFFFFFF, TIT2(encoding=3, text=["Never"])))
    tags.add(chapter("c5", 1500))
    tags.save(path)


def contents(name: str, flags: int, children: list[str]) -> CTOC:
    return CTOC(element_id=name, flags=flags, child_element_ids=children, sub_frames=[])


def chapter(name: str, start: int, *frames: object) -> CHAP:
    return CHAP(
        element_id=name,
        start_time=start,
        end_time=2000,
        start_offset=0xFFFFFFFF,
        end_offset=0xFFFFFFFF,
        sub_frames=list(frames),
    )


def only_nero(path: Path, both: bytes) -> None:
    """The same file in which the sound no longer refers to its chapter track."""
    path.write_bytes(both.replace(b"tref", b"free", 1))
    file = MP4(path)
    file["\xa9cmt"] = [""]
    file["desc"] = ["Only Nero chapters."]
    file.save()


def comments(path: Path) -> None:
    file = OggVorbis(path)
    file.update(
        {
            "TITLE": ["A beep"],
            "ARTIST": ["Nora Quill", "Tom Van Reed"],
            "DESCRIPTION": ["How rags became paper."],
            "CHAPTER001": ["00:00:00.000"],
            "CHAPTER001NAME": ["Welcome"],
            "CHAPTER002": ["00:00:01.250"],
            "CHAPTER002NAME": ["Rags"],
            "CHAPTER002URL": ["https://paper.example/rags"],
            "CHAPTER003": ["soon"],
            "CHAPTER003NAME": ["Never"],
        }
    )
    file.save()


if __name__ == "__main__":
    main()
