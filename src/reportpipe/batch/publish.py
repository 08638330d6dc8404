"""Publishes a document's directory whole or not at all: staged, on the disk for sure, swapped in one step.

The step is `renameat2(RENAME_EXCHANGE)`. Where the file system has none, a directory that never changes stands in
.reportpipe/versions, and the document's place is a symbolic link to it, which is renamed.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from pathlib import Path

from reportpipe.batch.manifest import MANIFEST, read_manifest, sha256_or_none
from reportpipe.errors import EditedError, OutputError
from reportpipe.files import NO_EXCHANGE, keep_aside, rename_exchange

STATE = ".reportpipe"

Exchange = Callable[[Path, Path], None]
Seen = Mapping[str, str | None]
"""Name → SHA-256 of a file in a document's directory, None for a file that is not there."""


class Publisher:
    """Puts staged directories in their place below OUTPUT. exchange: swaps two directories, or raises OSError."""

    def __init__(self, output: Path, exchange: Exchange | None = None) -> None:
        self._output = output
        self._exchange = exchange or rename_exchange
        self._staging = output / STATE / "staging"
        self._versions = output / STATE / "versions"
        self._run = os.urandom(4).hex()
        self._count = 0

    def recover(self) -> None:
        """Clears what a killed run has left half done. An edit that got into what was swapped out is kept aside."""
        self._staging.mkdir(parents=True, exist_ok=True)
        for left in sorted(self._staging.iterdir()):
            self._keep_edit(left)
            _remove(left)
        if self._versions.is_dir():
            used = {link.resolve() for link in _links(self._output)}
            for version in self._versions.iterdir():
                if version.resolve() not in used:
                    self._keep_edit(version)
                    _remove(version)

    def stage(self) -> Path:
        """A fresh directory for a document's files. Its name is new in every run: of a run that was killed, a worker on
        another machine may still be writing into its own."""
        self._count += 1
        made = self._staging / f"{self._run}-{self._count}"
        made.mkdir(parents=True)
        return made

    def put(self, name: str, data: bytes) -> None:
        """Writes a file of OUTPUT itself, whole or not at all. A killed run leaves its half to `recover`."""
        staged = self._staging / name
        staged.unlink(missing_ok=True)
        write_synced(staged, data)
        staged.rename(self._output / name)

    def withdraw(self) -> None:
        """Called after outputs were pruned. What is gone from a directory is gone."""

    def drop(self, stage: Path) -> None:
        """Throws a staged directory away."""
        _remove(stage)

    def keep(self, published: Path, staged: Path) -> bool:
        """Takes a published file over into a staged directory. False where it is gone."""
        if not published.is_file():
            return False
        link_or_copy(published, staged)
        return True

    def publish(self, stage: Path, target: Path, seen: Seen, aside: Collection[str] = ()) -> None:
        """Swaps a staged directory, whose files are on the disk, into its place.

        seen: of each file that is replaced, the SHA-256 that it must still have (None: it must not be there); where
        one has another, a person was faster, everything stays as it was, and EditedError is raised. aside: of these
        files a copy is kept. Raises OutputError for a place that is not ours, OSError.
        """
        check_place(self._output, target)
        if changed := _changed(target, seen):
            raise _edited(target / changed)
        for name in sorted(aside):
            kept = self._output / STATE / "replaced" / target.relative_to(self._output)
            keep_aside((target / name).read_bytes(), kept, name)
        _carry_over(target, stage)
        _sync(stage)
        _make(target.parent)
        old = self._swap(stage, target)
        _sync(target.parent)
        _sync(self._staging)
        if old is None:
            return
        changed = _changed(old, {name: state for name, state in seen.items() if not (old / name).is_symlink()})
        if changed and os.path.lexists(old / changed):
            self._put_back(old, target)
            raise _edited(target / changed)
        _remove(old)

    def _swap(self, stage: Path, target: Path) -> Path | None:
        """Puts the new one in place. Gives the old one, if there was one."""
        if target.is_symlink():
            return self._point(stage, target)
        if not target.exists():
            stage.rename(target)
            return None
        try:
            self._exchange(stage, target)
        except OSError as error:
            if error.errno not in NO_EXCHANGE:
                raise
            return self._point(stage, target)
        return stage

    def _point(self, stage: Path, target: Path) -> Path:
        """Makes the document's place a link to an immutable directory. Gives the old directory."""
        self._versions.mkdir(exist_ok=True)
        version = self._versions / os.urandom(8).hex()
        stage.rename(version)
        _sync(self._versions)
        if not target.is_symlink():  # from one version to the next, links lead the same way
            _turn_links(version, target)
        link = self._staging / f"{version.name}.link"
        link.symlink_to(os.path.relpath(version, target.parent))
        if target.is_symlink():
            old = target.resolve()
        else:  # once, as the directory comes from a file system that could exchange: a moment without either
            old = self._staging / f"{version.name}.old"
            target.rename(old)
        link.rename(target)
        return old

    def _put_back(self, old: Path, target: Path) -> None:
        if target.is_symlink():
            link = self._staging / f"{old.name}.link"
            link.symlink_to(os.path.relpath(old, target.parent))
            link.rename(target)
        else:
            self._exchange(old, target)
            _remove(old)

    def _keep_edit(self, left: Path) -> None:
        """A killed run may have left the old directory; an edit saved into it at that moment must not go with it."""
        manifest = read_manifest(left)
        for name, sha256 in manifest.files.items() if manifest else ():
            if sha256_or_none(left / name) not in (sha256, None):
                keep_aside((left / name).read_bytes(), self._output / STATE / "replaced", name)


def check_place(output: Path, target: Path) -> None:
    """Raises OutputError where a document's place leads out of OUTPUT, or is a link or a file that we have not made."""
    if target.is_symlink() and not _is_below(target, output / STATE / "versions"):
        raise OutputError(f"{target} is a link that reportpipe did not make", "Move it away.")
    if not _is_below(target.parent, output):
        raise OutputError(f"{target.parent} leads out of the output", "Move the link away.")
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target} is not a directory", "Move it away.")


def _changed(folder: Path, seen: Seen) -> str:
    """The first file that is not what was seen; "" where all are."""
    return next((name for name, state in seen.items() if sha256_or_none(folder / name) != state), "")


def _edited(file: Path) -> EditedError:
    return EditedError(f"{file} was edited while its document was converted", "The next run goes on from the edit.")


def _is_below(path: Path, folder: Path) -> bool:
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _carry_over(target: Path, stage: Path) -> None:
    """What a person has laid beside our files stays, as does what is not as we wrote it, and is written no more. Raises
    OutputError for a directory: it cannot be in two places."""
    if not target.is_dir():
        return
    manifest = read_manifest(target)
    ours = manifest.files if manifest else {}
    for entry in sorted(target.iterdir()):
        if entry.name == MANIFEST or os.path.lexists(stage / entry.name):
            continue
        if entry.name in ours and sha256_or_none(entry) == ours[entry.name]:
            continue
        if entry.is_dir() and not entry.is_symlink():
            raise OutputError(f"{target} holds a directory that is not its document's: {entry.name}", "Move it away.")
        link_or_copy(entry, stage / entry.name)


def _turn_links(folder: Path, place: Path) -> None:
    """Links to somewhere from `place` lead there from `folder`, where they really stand."""
    for link in folder.iterdir():
        if link.is_symlink() and not link.readlink().is_absolute():
            there = os.path.normpath(place.absolute() / link.readlink())
            link.unlink()
            link.symlink_to(os.path.relpath(there, os.path.realpath(folder)))


def link_or_copy(file: Path, name: Path) -> None:
    """Gives a file a second name: an editor that is saving it now still saves it. A link is made again."""
    try:
        os.link(file, name, follow_symlinks=False)
    except OSError:  # a file system without hard links
        shutil.copy2(file, name, follow_symlinks=False)


def write_synced(path: Path, data: bytes) -> None:
    """Writes a new file, on the disk for sure. Raises OSError."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make(folder: Path) -> None:
    """Makes a directory and those above it, each on the disk for sure."""
    if not folder.is_dir():
        _make(folder.parent)
        with suppress(FileExistsError):
            folder.mkdir()
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except OSError as error:
            if error.errno != errno.ENOTEMPTY:  # a lost worker is writing there still: the next run removes it
                raise
    else:
        path.unlink(missing_ok=True)


def _links(folder: Path) -> list[Path]:
    """The symbolic links below a directory, not looking into hidden ones."""
    return [
        Path(place, name)
        for place, folders, _ in os.walk(folder)
        for name in folders
        if Path(place, name).is_symlink() and STATE not in Path(place).relative_to(folder).parts
    ]
