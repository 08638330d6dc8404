"""Batches by the clock, one after the other: none overlaps, and one that was missed is made up once."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from croniter import croniter

from reportpipe.errors import UsageError
from reportpipe.files import write_bytes

TICK = 0.5
"""Seconds after which one who waits for the hour looks whether it was asked to stop."""
EXAMPLE = 'Five fields, as in a crontab: minute hour day month weekday. Every night at three: "0 3 * * *"'


def checked(expression: str) -> str:
    """The expression. Raises UsageError where it is no crontab line's."""
    if len(expression.split()) != 5 or not croniter.is_valid(expression):
        raise UsageError(f"{expression!r} is no time table", EXAMPLE)
    return expression


def next_time(expression: str, after: datetime) -> datetime:
    """The first time of the table after that moment. Both are local wall-clock times without a zone, as cron's are."""
    found: datetime = croniter(expression, after).get_next(datetime)
    return found


def serve(
    expression: str,
    state: Path,
    once: Callable[[], None],
    stopped: Callable[[], bool],
    now: Callable[[], datetime] = datetime.now,
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Runs `once` at every time of the table until it is stopped.

    state: file that holds when the last run began. What the table named since then, while a run took longer or the
    machine was off, is made up by a single run.
    """
    last = _read(state) or now()
    while not stopped():
        if now() < next_time(expression, last):
            pause(TICK)
            continue
        last = now()
        write_bytes(state, last.isoformat().encode())
        once()


def _read(state: Path) -> datetime | None:
    with suppress(OSError, ValueError):
        return datetime.fromisoformat(state.read_text())
    return None
