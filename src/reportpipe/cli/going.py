"""Says on standard error that work on a file goes on, where it takes long."""

from __future__ import annotations

import mmap
import time

from reportpipe.cli.console import Console

EVERY = 10.0
"""Seconds between two lines: after two of them without a word, people take a command for hung."""
SIZE = 128
"""Bytes that hold what is being done."""


class Going:
    """What is done with one file just now. Told by the process that does it, said by the one that waits for it."""

    def __init__(self, console: Console, name: str) -> None:
        self._console, self._name = console, name
        self._began = time.monotonic()
        self._shared = mmap.mmap(-1, SIZE)  # shared with what is forked later

    def tell(self, what: str) -> None:
        """Notes what is being done: a few words, such as "page 3 of 80". In the process that does it."""
        data = what.encode()[: SIZE - 1]
        self._shared[:] = data + bytes(SIZE - len(data))

    def say(self) -> None:
        """Says that it goes on, how long it has, and what is being done; nothing under -q."""
        what = self._shared[:].rstrip(b"\0").decode("utf-8", "ignore")
        words = f"still at work after {time.monotonic() - self._began:.0f} s" + (f", {what}" if what else "")
        self._console.going(self._name, words)
