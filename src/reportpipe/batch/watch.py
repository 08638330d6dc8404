"""Batches by what arrives: a file is taken as soon as it is complete."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from watchfiles import watch

SETTLE = 2.0
"""Seconds that a file must be left alone before it counts as complete."""
PATIENCE = 30.0
"""Seconds for a file that does not end as a PDF does: whoever copies it may be slow, but some PDFs just end oddly."""
TAIL = 1024
"""Readers look for the end mark in the last 1,024 bytes (ISO 32000-1, implementation note 18)."""
TICK = 500
"""Milliseconds between two looks at files that are not complete yet."""


@dataclass(slots=True)
class Arrivals:
    """Files that have changed, and since when each is as it is. State: size and time of last change."""

    root: Path
    _pending: dict[str, tuple[tuple[int, int], float]] = field(default_factory=dict)

    def add(self, paths: Iterable[str], now: float) -> None:
        """These files, below root, have changed."""
        for path in paths:
            self._pending[path] = (-1, -1), now

    def ready(self, now: float) -> tuple[frozenset[str], frozenset[str]]:
        """(complete, not yet complete). The complete ones are handed out once."""
        done = set()
        for path, (known, since) in list(self._pending.items()):
            state = _state(self.root / path)
            if state is None:
                del self._pending[path]
            elif state != known:
                self._pending[path] = state, now
            elif now - since >= (SETTLE if _ends(self.root / path) else PATIENCE):
                done.add(path)
                del self._pending[path]
        return frozenset(done), frozenset(self._pending)


def serve(root: Path, output: Path, once: Callable[[frozenset[str]], None], stopped: Callable[[], bool]) -> None:
    """Runs `once` at first, and whenever a file is complete, until stopped. It is told which paths are not complete.

    The watching begins before the first run: what arrives during a run is seen after it.
    """
    root, output = root.resolve(), output.resolve()
    arrivals = Arrivals(root)

    def of_interest(_change: object, path: str) -> bool:
        below = Path(path)
        hidden = any(part.startswith(".") for part in below.relative_to(root).parts)
        return not hidden and not below.is_relative_to(output) and not below.is_dir()

    changes = watch(root, watch_filter=of_interest, yield_on_timeout=True, rust_timeout=TICK, raise_interrupt=False)
    for turn, changed in enumerate(changes):
        if stopped():
            return
        arrivals.add((str(Path(path).relative_to(root)) for _, path in changed), time.monotonic())
        complete, incomplete = arrivals.ready(time.monotonic())
        if complete or not turn:
            once(incomplete)


def _state(file: Path) -> tuple[int, int] | None:
    try:
        state = file.stat()
    except OSError:
        return None
    return state.st_size, state.st_mtime_ns


def _ends(file: Path) -> bool:
    """Whether a file ends as a PDF does."""
    try:
        with file.open("rb") as data:
            data.seek(max(0, file.stat().st_size - TAIL))
            return b"%%EOF" in data.read()
    except OSError:
        return False
