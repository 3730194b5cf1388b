"""PUBLISH: outputs become files, staged first and swapped in, the feed last."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from filecmp import cmp
from functools import partial
from pathlib import Path, PurePosixPath

from .ledger import write_ledger
from .locking import alone
from .manifest import (
    NOTHING,
    Made,
    Manifest,
    Record,
    files_of,
    gone,
    made_of,
    read_manifest,
    record_of,
    together,
    write_manifest,
)
from .model import Bundle, Ledger, Output, OutputFolder
from .problems import CannotRunError, Problem
from .spreading import spread
from .traces import State, state_of

#: Our own corner of the output folder; never served or deployed.
OWN = ".feed-builder"
MANIFEST = "manifest.json"
#: From so many files on, it is faster to have the system write all that waits at once.
MANY = 100
_FICLONE = (
    0x40049409  # Linux's ioctl for a copy that shares blocks until one is written
)

#: What is published together: a file, or several under one key.
Unit = Output | Bundle | OutputFolder


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
class NewLedger:
    """A ledger to be written; its file ``was`` so before the old one was read there."""

    path: Path
    ledger: Ledger
    was: State | None

    def refuse_another(self) -> None:
        """Raise if somebody has written a ledger since: that must not be lost."""
        if state_of(self.path) != self.was:
            message = f"another command wrote {self.path.name} while this build ran"
            raise CannotRunError(message, hint="run it again")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Staged:
    """What was made of an output, or why there is nothing.

    ``new`` are the paths of those of its files that are to be swapped in.
    """

    path: str
    made: Made
    new: tuple[str, ...] = ()
    problem: Problem | None = None


def publish(
    outputs: Iterable[Unit],
    folder: Path,
    *,
    last: PurePosixPath,
    ledger: NewLedger | None = None,
    left: State | None = None,
    lasting: bool = True,
    jobs: int | None = None,
    settled: Callable[[Publication], None] = lambda _: None,
) -> Publication:
    """Bring ``folder`` up to date; files that already are stay untouched.

    Everything is staged on the same disk first, so that an error leaves the former
    files whole. Then each is swapped in by rename, ``last`` (the feed) after all that
    it points to. Of what the outputs no longer name, only files that were published
    before are removed. The ``ledger`` is written just before ``last``; if it is another
    one by now, nothing is done. While the manifest is as it was ``left``, all files are
    known to be as it tells, and none is asked.

    A folder that is not ``lasting``, for a look at it, holds links to audio and other
    files that are published as they are, keeps the folders that it began with, and
    nobody waits for the disk. ``jobs`` processes make the files; by default, as many as
    there are processors. ``settled`` is told what was done while nobody else may write
    there yet.
    """
    _refuse_foreign(folder)
    with alone(folder, folder / OWN / "lock"):
        run = _Publisher(folder, ledger, left, lasting=lasting, jobs=jobs)
        done = run.publish(outputs, last)
        settled(done)
        return done


def outstanding(
    outputs: Iterable[Unit], folder: Path
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What ``publish`` would write, and what it would remove; writes nothing.

    What the manifest does not vouch for, as in a copy of the folder, is made and
    compared. Raises what making it raises. Of a folder only its own path is told: which
    files it gets is not known before.
    """
    past = read_manifest(folder / OWN / MANIFEST)
    doubtful: list[Unit] = []
    named: set[str] = set()
    for output in outputs:
        made = past.get(str(output.path), NOTHING)
        if _stays(output) or (made.key == output.key and made.is_whole(folder)):
            named.update(made.files)
        else:
            doubtful.append(output)
    new: list[str] = []
    for names, differing in spread(partial(_differing, folder, past), doubtful, None):
        named.update(names)
        new += differing
    return tuple(sorted(new)), tuple(sorted(files_of(past) - named))


def _differing(
    folder: Path, past: Manifest, output: Unit
) -> tuple[list[str], list[str]]:
    """The files of an output, and those of them that would be written."""
    made = past.get(str(output.path), NOTHING)
    known = made.files
    if isinstance(output, OutputFolder):
        sizes = {path: record_of("", folder / path).size for path in known}
        is_same = made.key == output.key and all(
            record.size == sizes[path] for path, record in known.items()
        )
        return [*known], [] if known and is_same else [str(output.path)]
    outputs = output.outputs() if isinstance(output, Bundle) else (output,)
    names, differing = [], []
    for each in outputs:
        path = str(each.path)
        names.append(path)
        if not _is_current(each, known, folder) and _differs(folder / path, each):
            differing.append(path)
    return names, differing


def _differs(target: Path, output: Output) -> bool:
    if not target.is_file():
        return True
    if output.source is not None:
        return not cmp(output.source, target, shallow=False)
    with target.open("rb") as file:
        is_same = all(piece == file.read(len(piece)) for piece in output.made())
        return not is_same or bool(file.read(1))


def _is_current(output: Output, known: Mapping[str, Record], folder: Path) -> bool:
    record = known.get(str(output.path))
    return record is not None and record == record_of(output.key, folder / output.path)


def _stays(output: Unit) -> bool:
    return isinstance(output, Output) and output.is_kept


def take_down(
    folder: Path, changed: Mapping[PurePosixPath, bytes], gone: Iterable[PurePosixPath]
) -> None:
    """Swap in these files at once, and remove those; the rest stays as it is.

    What the manifest remembers of them no longer fits, so that the next build makes
    them anew.
    """
    _refuse_foreign(folder)
    with alone(folder, folder / OWN / "lock"):
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
        ledger: NewLedger | None,
        left: State | None,
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
        #: Whether all files are known to be as the manifest tells.
        self.is_whole = left is not None and state_of(self.own / MANIFEST) == left
        self.past = read_manifest(self.own / MANIFEST)
        self.now: Manifest = {}
        self.staged: list[str] = []
        self.folders: set[Path] = set()

    def publish(self, outputs: Iterable[Unit], last: PurePosixPath) -> Publication:
        problems: list[Problem] = []
        # A build that was killed may have left something, which is nothing to publish.
        shutil.rmtree(self.staging, ignore_errors=True)
        try:
            stale = [output for output in outputs if not self._is_current(output)]
            stale.sort(key=_in_order)
            for staged in spread(self._stage, stale, self.jobs):
                problems += [staged.problem] if staged.problem else []
                self._note(staged)
            old = sorted(gone(self.past, self.now))
            if self.ledger:
                self.ledger.refuse_another()
            if self.staged or old:
                self._swap(str(last), old)
            self._write_ledger()
        finally:
            shutil.rmtree(self.staging, ignore_errors=True)
        if self.now != self.past:
            write_manifest(self.own / MANIFEST, self.now)
        return Publication(
            written=tuple(sorted(self.staged)),
            removed=tuple(old),
            unchanged=sum(m.number for m in self.now.values()) - len(self.staged),
            problems=tuple(problems),
        )

    def _is_current(self, output: Unit) -> bool:
        """Whether what is published stays; if so, it stays remembered."""
        made = self.past.get(str(output.path), NOTHING)
        if _stays(output):
            self._keep(output.path, made)
            return True
        is_for_a_look = isinstance(output, OutputFolder) and not self.lasting
        if made.key != output.key and not is_for_a_look:
            return False
        is_whole = self._is_whole(made)
        if is_whole:
            self.now[str(output.path)] = made
        return is_whole

    def _is_whole(self, made: Made) -> bool:
        if self.is_whole:
            return made.number > 0
        return made.is_whole(self.folder)

    def _keep(self, path: PurePosixPath, made: Made) -> None:
        """Remember what stays, as it is: here may be the only copy that is left."""
        if not self._is_whole(made):
            if not (self.folder / path).is_file():
                return
            made = made_of("", {str(path): record_of("", self.folder / path)})
        self.now[str(path)] = made

    def _stage(self, output: Unit) -> _Staged:
        """Make the files, unless they are the same as the published ones."""
        if isinstance(output, OutputFolder):
            return self._stage_folder(output)
        path = str(output.path)
        known = self.past.get(path, NOTHING).files
        files: dict[str, Record] = {}
        new: list[str] = []
        for each in output.outputs() if isinstance(output, Bundle) else (output,):
            place = str(each.path)
            if _is_current(each, known, self.folder):
                files[place] = known[place]
            else:
                files[place], is_new = self._stage_file(each)
                new += [place] if is_new else []
        return _Staged(path=path, made=made_of(output.key, files), new=tuple(new))

    def _stage_file(self, output: Output) -> tuple[Record, bool]:
        """Its record, and whether it differs from the published one."""
        target, staged = self.folder / output.path, self.staging / output.path
        if self.lasting and output.source and _same(output.source.resolve(), target):
            return record_of(output.key, target), False
        self._make_folder(staged.parent)
        _make(output, staged, _copy if self.lasting else _link)
        return _compared(output.key, staged, target)

    def _stage_folder(self, output: OutputFolder) -> _Staged:
        folder = self.staging / output.path
        folder.mkdir(parents=True)
        if problem := output.make(folder):
            shutil.rmtree(folder)
            return _Staged(path=str(output.path), made=NOTHING, problem=problem)
        files: dict[str, Record] = {}
        new: list[str] = []
        for staged in sorted(path for path in folder.rglob("*") if path.is_file()):
            place = staged.relative_to(self.staging)
            record, is_new = _compared(output.key, staged, self.folder / place)
            files[str(place)] = record
            new += [str(place)] if is_new else []
        return _Staged(
            path=str(output.path), made=made_of(output.key, files), new=tuple(new)
        )

    def _note(self, staged: _Staged) -> None:
        if staged.made.number:
            self.now[staged.path] = staged.made
        self.staged += staged.new

    def _swap(self, last: str, old: list[str]) -> None:
        # Should this be cut short, the next run still knows which files are ours.
        write_manifest(self.own / MANIFEST, together(self.past, self.now))
        if self.lasting:
            _settle([self.staging / path for path in self.staged])
        if self.staged:
            self._swap_below("", last)
        if last in self.staged:
            self._write_ledger()
            (self.staging / last).replace(self.folder / last)
        for path in old:
            self._remove(path)

    def _swap_below(self, folder: str, last: str) -> None:
        """Rename what is staged there into its place, but for the last file of all.

        A folder that is new goes as a whole: to make another one like it takes longer.
        """
        for staged in sorted((self.staging / folder).iterdir()):
            path = f"{folder}{staged.name}"
            target = self.folder / path
            is_folder = staged.is_dir() and not staged.is_symlink()
            if is_folder and os.path.lexists(target):
                self._swap_below(f"{path}/", last)
            elif path != last:
                staged.replace(target)

    def _make_folder(self, folder: Path) -> None:
        """See to it that it is there, of which the system is asked once."""
        if folder not in self.folders:
            folder.mkdir(parents=True, exist_ok=True)
            self.folders.add(folder)

    def _write_ledger(self) -> None:
        if self.ledger is not None:
            write_ledger(self.ledger.path, self.ledger.ledger)

    def _remove(self, path: str) -> None:
        (self.folder / path).unlink(missing_ok=True)
        with suppress(OSError):  # a folder that is not empty stays
            for parent in PurePosixPath(path).parents[:-1]:
                (self.folder / parent).rmdir()


def _in_order(output: Unit) -> tuple[bool, str]:
    """Folders first, for they take longest."""
    return not isinstance(output, OutputFolder), str(output.path)


def _make(output: Output, staged: Path, bring: Callable[[Path, Path], None]) -> None:
    if output.source is not None:
        bring(output.source, staged)
    else:
        with staged.open("wb") as file:
            file.writelines(output.made())


def _link(source: Path, target: Path) -> None:
    target.symlink_to(source.resolve())


def _compared(key: str, staged: Path, target: Path) -> tuple[Record, bool]:
    """The record of what was staged, and whether it differs from what is published."""
    if _same(staged, target):
        staged.unlink()
        return record_of(key, target), False
    return record_of(key, staged), True


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
