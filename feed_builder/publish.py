"""PUBLISH: outputs become files, staged first and swapped in, the feed last."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from filecmp import cmp
from functools import partial
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from .ledger import write_ledger
from .model import Ledger, Output, OutputFolder
from .problems import CannotRunError, Problem
from .spreading import spread

#: Our own corner of the output folder; never served or deployed.
OWN = ".feed-builder"
#: How long a second builder waits for the first one, in seconds.
PATIENCE = 10
#: From so many files on, it is faster to have the system write all that waits at once.
MANY = 100
_FICLONE = (
    0x40049409  # Linux's ioctl for a copy that shares blocks until one is written
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What publishing did, as paths below the output folder.

    ``problems`` are those of folders that could not be made.
    """

    written: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What is remembered of a published file: its output's key, size and mtime."""

    key: str
    size: int
    mtime_ns: int


Manifest = dict[str, Record]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staged:
    """What was made of an output: its files, or why there are none."""

    files: Manifest
    problem: Problem | None = None


def publish(
    outputs: Iterable[Output | OutputFolder],
    folder: Path,
    *,
    last: PurePosixPath,
    ledger: tuple[Path, Ledger] | None = None,
    lasting: bool = True,
    jobs: int | None = None,
    settled: Callable[[Publication], None] = lambda _: None,
) -> Publication:
    """Bring ``folder`` up to date; files that already are stay untouched.

    Everything is staged on the same disk first, so that an error leaves the former
    files whole. Then each is swapped in by rename, ``last`` (the feed) after all that
    it points to. Of what the outputs no longer name, only files that were published
    before are removed. The ``ledger`` is written just before ``last``.

    A folder that is not ``lasting``, for a look at it, holds links to audio and other
    files that are published as they are, keeps the folders that it began with, and
    nobody waits for the disk. ``jobs`` processes make the files; by default, as many as
    there are processors. ``settled`` is told what was done while nobody else may write
    there yet.
    """
    _refuse_foreign(folder)
    with _lock(folder):
        run = _Publisher(folder, ledger, lasting=lasting, jobs=jobs)
        done = run.publish(outputs, last)
        settled(done)
        return done


def outstanding(
    outputs: Iterable[Output | OutputFolder], folder: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What ``publish`` would write, and what it would remove; writes nothing.

    What the manifest does not vouch for, as in a copy of the folder, is made and
    compared. Raises what making it raises. Of a folder only its own path is told: which
    files it gets is not known before.
    """
    past = _read_manifest(folder / OWN / "manifest.json")
    doubtful: list[Output | OutputFolder] = []
    named: set[str] = set()
    for output in outputs:
        files = _files_of(output, past)
        named.update(files)
        if not (_is_kept(output) or _are_current(files, past, output.key, folder)):
            doubtful.append(output)
    differing = spread(partial(_differs, folder, past), doubtful, None)
    new = (str(o.path) for o, is_new in zip(doubtful, differing, strict=True) if is_new)
    return tuple(sorted(new)), tuple(sorted(past.keys() - named))


def _differs(folder: Path, past: Manifest, output: Output | OutputFolder) -> bool:
    if isinstance(output, OutputFolder):
        files = {path: past[path] for path in _files_of(output, past)}
        sizes = {path: _record("", folder / path).size for path in files}
        return not files or any(
            record.key != output.key or record.size != sizes[path]
            for path, record in files.items()
        )
    target = folder / output.path
    if not target.is_file():
        return True
    if output.source is not None:
        return not cmp(output.source, target, shallow=False)
    assert output.make is not None
    return output.make() != target.read_bytes()


def _is_kept(output: Output | OutputFolder) -> bool:
    if isinstance(output, OutputFolder):
        return False
    return output.make is None and output.source is None


def _files_of(output: Output | OutputFolder, past: Manifest) -> list[str]:
    """What is, or was, published of this output."""
    if isinstance(output, Output):
        return [str(output.path)]
    return [path for path in past if path.startswith(f"{output.path}/")]


def _are_current(files: list[str], past: Manifest, key: str, folder: Path) -> bool:
    return bool(files) and all(
        path in past and past[path] == _record(key, folder / path) for path in files
    )


def take_down(
    folder: Path, changed: Mapping[PurePosixPath, bytes], gone: Iterable[PurePosixPath]
) -> None:
    """Swap in these files at once, and remove those; the rest stays as it is.

    What the manifest remembers of them no longer fits, so that the next build makes
    them anew.
    """
    _refuse_foreign(folder)
    with _lock(folder):
        staging = folder / OWN / "staging"
        try:
            for path, data in changed.items():
                staged = staging / path
                staged.parent.mkdir(parents=True, exist_ok=True)
                staged.write_bytes(data)
            _settle([staging / path for path in changed])
            for path in changed:
                (staging / path).replace(folder / path)
            for path in gone:
                (folder / path).unlink(missing_ok=True)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


class _Publisher:
    """One run over one folder, which is locked."""

    def __init__(
        self,
        folder: Path,
        ledger: tuple[Path, Ledger] | None,
        *,
        lasting: bool,
        jobs: int | None,
    ) -> None:
        self.folder = folder
        self.ledger = ledger
        self.lasting = lasting
        self.jobs = jobs
        self.own = folder / OWN
        self.staging = self.own / "staging"
        self.past = _read_manifest(self.own / "manifest.json")
        self.now: Manifest = {}
        self.staged: list[str] = []

    def publish(
        self, outputs: Iterable[Output | OutputFolder], last: PurePosixPath
    ) -> Publication:
        problems: list[Problem] = []
        try:
            stale = [output for output in outputs if not self._is_current(output)]
            stale.sort(key=_in_order)
            for made in spread(self._stage, stale, self.jobs):
                problems += [made.problem] if made.problem else []
                for path, record in made.files.items():
                    self._note(path, record)
            gone = sorted(self.past.keys() - self.now.keys())
            if self.staged or gone:
                self._swap(str(last), gone)
            self._write_ledger()
        finally:
            shutil.rmtree(self.staging, ignore_errors=True)
        if self.now != self.past:
            self._remember(self.now)
        return Publication(
            written=tuple(sorted(self.staged)),
            removed=tuple(gone),
            unchanged=len(self.now) - len(self.staged),
            problems=tuple(problems),
        )

    def _is_current(self, output: Output | OutputFolder) -> bool:
        """Whether what is published stays; if so, it stays remembered."""
        files = _files_of(output, self.past)
        if _is_kept(output):
            there = (path for path in files if (self.folder / path).is_file())
            self.now |= {path: self.past[path] for path in there if path in self.past}
            return True
        looked_at = isinstance(output, OutputFolder) and files and not self.lasting
        if looked_at or _are_current(files, self.past, output.key, self.folder):
            self.now |= {path: self.past[path] for path in files}
            return True
        return False

    def _stage(self, output: Output | OutputFolder) -> _Staged:
        """Make the files, unless they are the same as the published ones."""
        if isinstance(output, OutputFolder):
            return self._stage_folder(output)
        _make(output, self.staging / output.path, _copy if self.lasting else _link)
        return _Staged(files={str(output.path): self._made(output.path, output.key)})

    def _stage_folder(self, output: OutputFolder) -> _Staged:
        folder = self.staging / output.path
        folder.mkdir(parents=True)
        if problem := output.make(folder):
            shutil.rmtree(folder)
            return _Staged(files={}, problem=problem)
        found = (path for path in sorted(folder.rglob("*")) if path.is_file())
        places = [PurePosixPath(path.relative_to(self.staging)) for path in found]
        return _Staged(files={str(p): self._made(p, output.key) for p in places})

    def _made(self, path: PurePosixPath, key: str) -> Record:
        target, staged = self.folder / path, self.staging / path
        if _same(staged, target):
            staged.unlink()
            return _record(key, target)
        return _record(key, staged)

    def _note(self, path: str, record: Record) -> None:
        self.now[path] = record
        if (self.staging / path).is_file():
            self.staged.append(path)

    def _swap(self, last: str, gone: list[str]) -> None:
        # Should this be cut short, the next run still knows which files are ours.
        self._remember(self.past | self.now)
        if self.lasting:
            _settle([self.staging / path for path in self.staged])
        for path in sorted(self.staged, key=lambda path: (path == last, path)):
            if path == last:
                self._write_ledger()
            target = self.folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.staging / path).replace(target)
        for path in gone:
            self._remove(path)

    def _write_ledger(self) -> None:
        if self.ledger is not None:
            write_ledger(*self.ledger)

    def _remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays
            for parent in PurePosixPath(path).parents[:-1]:
                (self.folder / parent).rmdir()

    def _remember(self, manifest: Manifest) -> None:
        self.own.mkdir(parents=True, exist_ok=True)
        records = {path: asdict(record) for path, record in sorted(manifest.items())}
        new = self.own / "manifest.json.new"
        new.write_text(json.dumps(records, indent=0), encoding="utf-8")
        _flush(new)
        new.replace(self.own / "manifest.json")


def _in_order(output: Output | OutputFolder) -> tuple[bool, str]:
    """Folders first, for they take longest; what shows one episode side by side."""
    return isinstance(output, Output), str(output.path)


def _make(output: Output, staged: Path, bring: Callable[[Path, Path], None]) -> None:
    staged.parent.mkdir(parents=True, exist_ok=True)
    if output.source is not None:
        bring(output.source, staged)
    else:
        assert output.make is not None
        staged.write_bytes(output.make())


def _link(source: Path, target: Path) -> None:
    target.symlink_to(source.resolve())


def _same(staged: Path, target: Path) -> bool:
    # A link already shows what its source has become.
    linked = staged.is_symlink()
    return not linked and target.is_file() and cmp(staged, target, shallow=False)


def _copy(source: Path, target: Path) -> None:
    """A copy of its own, sharing blocks where the disk can: never a hard link.

    Re-exporting the source must not change what is served.
    """
    with source.open("rb") as old, target.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), _FICLONE, old.fileno())
        except OSError:
            shutil.copyfileobj(old, new, 1024 * 1024)


def _settle(files: Sequence[Path]) -> None:
    """See to it that these files are on the disk, and not only on their way to it."""
    if len(files) > MANY:
        os.sync()
    else:
        for file in files:
            _flush(file)


def _flush(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _record(key: str, path: Path) -> Record:
    try:
        stat = path.stat()
    except FileNotFoundError:
        return Record(key="", size=0, mtime_ns=0)
    return Record(key=key, size=stat.st_size, mtime_ns=stat.st_mtime_ns)


def _read_manifest(path: Path) -> Manifest:
    """What was published before; nothing when the file is absent or damaged."""
    try:
        records = json.loads(path.read_text(encoding="utf-8"))
        return {p: Record(**r) for p, r in records.items() if _is_below(p)}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _is_below(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and ".." not in parts and not path.startswith("/")


def _refuse_foreign(folder: Path) -> None:
    if folder.exists() and not folder.is_dir():
        raise CannotRunError(
            f"{folder} is not a folder", hint="choose another --output"
        )
    if (folder / "podcast.yaml").exists():
        message = f"{folder} holds the show's own files"
        raise CannotRunError(message, hint="choose another --output")
    ours = (folder / OWN).exists() or (folder / "feed.xml").exists()
    if folder.is_dir() and not ours and any(folder.iterdir()):
        message = f"{folder} holds files that feed-builder did not write"
        raise CannotRunError(message, hint="choose an empty folder for --output")


@contextmanager
def _lock(folder: Path) -> Iterator[None]:
    own = folder / OWN
    own.mkdir(parents=True, exist_ok=True)
    lock = FileLock(own / "lock")
    try:
        lock.acquire(timeout=PATIENCE)
    except Timeout:
        message = f"another build is writing to {folder}"
        raise CannotRunError(message, hint="try again when it is done") from None
    try:
        yield
    finally:
        lock.release()
