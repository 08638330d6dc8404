"""One run at a time on an OUTPUT. The lock is the kernel's (flock): free at once when its holder dies, in any way."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from reportpipe.errors import LockedError, OutputError


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Holds the lock. Raises LockedError where another run holds it. Children do not inherit it (O_CLOEXEC)."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError as error:
        raise OutputError(f"cannot write {file}: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise LockedError(f"another run is at work in {file.parent.parent}", "Wait for it, or end it.") from error
        try:
            yield
        finally:
            # A child that is just starting may hold a copy until its exec has closed it: to close ours is not enough.
            fcntl.flock(handle, fcntl.LOCK_UN)
    finally:
        os.close(handle)
