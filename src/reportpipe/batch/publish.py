"""Publishes a document's directory whole or not at all: staged, on the disk for sure, swapped in one step.

The step is `renameat2(RENAME_EXCHANGE)`. Where the file system has none, a directory that never changes stands in
.reportpipe/versions, and the document's place is a symbolic link to it, which is renamed.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from reportpipe.batch.manifest import MANIFEST, read_manifest, sha256_or_none
from reportpipe.errors import EditedError, OutputError
from reportpipe.files import write_bytes

AT_FDCWD = -100
RENAME_EXCHANGE = 2
STATE = ".reportpipe"

Exchange = Callable[[Path, Path], None]


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
        _link(published, staged)
        return True

    def publish(self, stage: Path, target: Path, yaml: str, expected: str | None) -> None:
        """Swaps a staged directory, whose files are on the disk, into its place.

        yaml, expected: the name and the SHA-256 (None: there is none) that the YAML in place must still have; where
        it has another, a person was faster, everything stays as it was, and EditedError is raised.
        """
        if sha256_or_none(target / yaml) != expected:
            raise _edited(target)
        _carry_over(target, stage)
        _sync(stage)
        _make(target.parent)
        old = self._swap(stage, target)
        _sync(target.parent)
        _sync(self._staging)
        if old is None:
            return
        if sha256_or_none(old / yaml) not in (expected, None):
            self._put_back(old, target)
            raise _edited(target)
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
            if error.errno not in (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP):
                raise
            return self._point(stage, target)
        return stage

    def _point(self, stage: Path, target: Path) -> Path:
        """Makes the document's place a link to an immutable directory. Gives the old directory."""
        self._versions.mkdir(exist_ok=True)
        version = self._versions / os.urandom(8).hex()
        stage.rename(version)
        _sync(self._versions)
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
        if manifest is None:
            return
        state = sha256_or_none(left / manifest.yaml)
        if state is not None and state != manifest.files.get(manifest.yaml):
            kept = self._output / STATE / "replaced" / f"{manifest.stem}-{state[:12]}.yaml"
            write_bytes(kept, (left / manifest.yaml).read_bytes())


def rename_exchange(one: Path, other: Path) -> None:
    """Swaps two paths in one step. Raises OSError; with ENOSYS where the system has no such call."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None)
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _edited(target: Path) -> EditedError:
    return EditedError(f"{target} was edited while its document was converted", "The next run goes on from the edit.")


def _carry_over(target: Path, stage: Path) -> None:
    """What a person has laid beside our files stays. Raises OutputError for a directory: it cannot be in two places."""
    if not target.is_dir():
        return
    manifest = read_manifest(target)
    ours = {MANIFEST, *(manifest.files if manifest else ())}
    for entry in sorted(target.iterdir()):
        if entry.name in ours or (stage / entry.name).exists():
            continue
        if entry.is_dir() and not entry.is_symlink():
            raise OutputError(f"{target} holds a directory that is not its document's: {entry.name}", "Move it away.")
        _link(entry, stage / entry.name)


def _link(file: Path, name: Path) -> None:
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
        if Path(place, name).is_symlink() and STATE not in place
    ]
