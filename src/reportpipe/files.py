"""Files: read with a clear error, written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
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
    return os.fsencode(file_name).decode("utf-8", "replace")


def write_bytes(path: Path, data: bytes) -> None:
    """Writes a file whole or not at all: beside it, then renamed. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    except OSError as error:
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        raise OutputError(f"cannot write {path}: {error.strerror or error}") from error
