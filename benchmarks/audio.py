"""Microseconds that one audio file takes: ``python -m benchmarks.audio``.

The table shows the tags alone, by mutagen's full reading and by ours, then all that a
build reads of a file, and the digest of its sound.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from mutagen.id3 import ID3, USLT, Encoding

from feed_builder.sources.audio import read_audio
from feed_builder.sources.audio.fingerprint import sound_digest
from feed_builder.sources.audio.id3 import id3_tags

from .recordings import cover, recording
from .talks import talk


def main(times: int = 200) -> None:
    """Measure a file of each kind so often, and print a table of the fastest."""
    print("| microseconds a file | mutagen | tags | file | digest |")
    print("| --- | --: | --: | --: | --: |")
    with TemporaryDirectory() as folder:
        for name, path in _files(Path(folder)).items():
            cells = (f"{least:,.0f}" for least in _measured(path, times))
            print(f"| {name} | {' | '.join(cells)} |")


def _files(folder: Path) -> dict[str, Path]:
    files = {}
    for version, number in ((4, 2), (3, 1)):
        plain = files[f"ID3v2.{version}"] = folder / f"{version}.mp3"
        plain.write_bytes(recording(talk(number), cover()))
        sung = files[f"ID3v2.{version} with lyrics"] = folder / f"{version}-lyrics.mp3"
        sung.write_bytes(plain.read_bytes())
        _add_lyrics(sung, talk(number).document, version)
    return files


def _add_lyrics(path: Path, text: str, version: int) -> None:
    tags = ID3(path)
    encoding = Encoding.UTF8 if version == 4 else Encoding.UTF16
    tags.add(USLT(encoding=encoding, lang="eng", text=text))
    if version == 3:
        tags.update_to_v23()
    tags.save(path, v2_version=version)


def _measured(path: Path, times: int) -> list[float]:
    length = path.stat().st_size
    with path.open("rb", buffering=1 << 16) as stream:

        def fully() -> object:
            stream.seek(0)
            return ID3(stream)

        def tags() -> object:
            return id3_tags(stream, length)

        def file() -> object:
            return read_audio(path)

        def digest() -> object:
            return sound_digest(path)

        return [_best(work, times) for work in (fully, tags, file, digest)]


def _best(work: Callable[[], object], times: int) -> float:
    """The least microseconds of many: what it takes when nothing else interrupts."""
    return 1e6 * min(_seconds(work) for _ in range(times))


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


if __name__ == "__main__":
    main()
