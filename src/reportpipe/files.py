"""Files: read with a clear error, written whole or not at all."""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import OutputError, UnreadableError

NON_BLOCKING = getattr(os, "O_NONBLOCK", 0)
"""Windows has no such pipes in its directories."""
SPECIAL = (
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISDIR, "a directory"),
)
AT_FDCWD = -100
RENAME_EXCHANGE = 2
NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP}
"""What a system or a file system says that cannot swap two paths in one step."""
NAME_BYTES = 255
"""The longest name that file systems take."""
PREFIX = 40
"""Of a file's name, so many characters stand in that of its staged copy: with 4 bytes each, the name still fits."""
HASH = 12
"""Hexadecimal digits of a SHA-256 that tell copies apart."""


def read_bytes(path: Path, bounds: Bounds = USUAL) -> bytes:
    """The bytes of a regular file. Raises UnreadableError for whatever else it is, and LimitError.

    What it is and how large is asked of the open file itself, so that nothing can be put in its place meanwhile; a pipe
    does not block, as it is opened without waiting for its writer.
    """
    try:
        with open(path, "rb", opener=lambda name, flags: os.open(name, flags | NON_BLOCKING)) as file:
            state = os.fstat(file.fileno())
            if not stat.S_ISREG(state.st_mode):
                raise not_a_file(state.st_mode)
            bounds.check_file(state.st_size)
            return file.read()
    except OSError as error:
        if error.errno == errno.ENXIO:  # a socket cannot even be opened
            raise not_a_file(stat.S_IFSOCK) from error
        raise UnreadableError(f"cannot read it: {error.strerror or error}") from error


def not_a_file(mode: int) -> UnreadableError:
    """What is said of a path that is no regular file. mode: as of stat."""
    what = next((what for is_such, what in SPECIAL if is_such(mode)), "not a regular file")
    return UnreadableError(f"this is {what}, not a file", "Standard input is written as -.")


def readable_name(file_name: str) -> str:
    """A file name as text: where the locale could not decode its bytes, they are taken for UTF-8."""
    return file_name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all: beside it, then renamed. A link stays one; a device or a pipe is written into.
    Raises OutputError."""
    if is_special(path):
        write_through(path, data)
        return
    real = real_path(path)
    (staged,) = stage([(real, data)])
    try:
        staged.replace(real)
    except OSError as error:
        raise _failed(path, error) from error
    finally:
        discard([staged])


def stage(files: Iterable[tuple[Path, bytes]]) -> list[Path]:
    """Writes each file beside its place, under another name: these names. All of them or none. Raises OutputError."""
    made: list[Path] = []
    try:
        for path, data in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:PREFIX]}.", suffix=".part")
            made.append(Path(name))
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            made[-1].chmod(_mode(path))
    except OSError as error:
        discard(made)
        raise _failed(path, error) from error
    return made


def discard(staged: Sequence[Path]) -> None:
    """Removes what of staged files is still there."""
    for name in staged:
        with suppress(OSError):
            name.unlink()


def real_path(path: Path) -> Path:
    """Where the bytes of a file go: a link stays a link, and what it leads to is written."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def is_special(path: Path) -> bool:
    """Whether it is a device, a pipe or the like, which is never replaced by a file. Raises OutputError for a
    directory."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    if stat.S_ISDIR(mode):
        raise OutputError(f"cannot write {path}: it is a directory", "Name a file, or move the directory away.")
    return not stat.S_ISREG(mode)


def _mode(path: Path) -> int:
    """The rights of a file that is replaced, or those of a new one."""
    with suppress(OSError):
        return stat.S_IMODE(path.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def swap(staged: Path, path: Path, expected: bytes | None) -> bool:
    """Puts a staged file in its place, where `expected` must stand (None: nothing); staged then names what stood there.

    False where something else stands there in that very moment: an editor was faster, and all is as it was. Raises
    OutputError.
    """
    try:
        if expected is None:
            return _put_new(staged, path)
        try:
            rename_exchange(staged, path)
        except OSError as error:
            if error.errno not in NO_EXCHANGE:
                raise
            return _put_over(staged, path, expected)
        if staged.read_bytes() == expected:
            return True
        rename_exchange(staged, path)
        return False
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _failed(path, error) from error


def _put_new(staged: Path, path: Path) -> bool:
    try:
        os.link(staged, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        staged.replace(path)
    return True


def _put_over(staged: Path, path: Path, expected: bytes) -> bool:
    """As near to an exchange as a file system without one allows."""
    if path.read_bytes() != expected:
        return False
    staged.replace(path)
    return True


def keep_aside(data: bytes, folder: Path, name: str) -> Path:
    """Keeps a copy of what is replaced, under its name and its SHA-256: nothing that was kept is ever overwritten."""
    digest = hashlib.sha256(data).hexdigest()[:HASH]
    stem = os.fsencode(name)[: NAME_BYTES - HASH - 1].decode("utf-8", "ignore")
    kept = folder / f"{stem}.{digest}"
    if not kept.exists():
        write_bytes(kept, data)
    return kept


def write_through(path: Path, data: bytes) -> None:
    """Writes into a device or a pipe, which stays what it is. Raises OutputError."""
    try:
        with path.open("wb", buffering=0) as file:
            rest = memoryview(data)
            while rest:
                rest = rest[file.write(rest) or 0 :]
    except OSError as error:
        raise _failed(path, error) from error


def rename_exchange(one: Path, other: Path) -> None:
    """Swaps two paths in one step. Raises OSError; with ENOSYS where the system has no such call."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if os.name == "posix" else None
    if call is None:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    if call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))


def _failed(path: Path, error: OSError) -> OutputError:
    return OutputError(f"cannot write {path}: {error.strerror or error}")
