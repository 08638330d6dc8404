"""Files: read with a clear error, written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from reportpipe.errors import OutputError, UnreadableError


def read_bytes(path: Path) -> bytes:
    """The bytes of a file or pipe. Raises UnreadableError, for a device too: its bytes may never end."""
    if path.is_char_device() or path.is_block_device():
        raise UnreadableError("this is a device, not a file", "Standard input is written as -.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"cannot read it: {error.strerror or error}") from error


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
