"""How a batch is seen: a bar on a terminal, a line a file otherwise, the log, and the summary."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from reportpipe.batch.outcome import Outcome, Row
from reportpipe.batch.report import counts
from reportpipe.cli.console import Console, counted

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


@dataclass(slots=True)
class BatchWatcher:
    """Tells what happens while it happens (batch/run.py, Watcher)."""

    console: Console
    pages: int = 0
    failures: int = 0
    began: float = field(default_factory=time.monotonic)
    bar: Progress | None = None
    task: TaskID | None = None

    def begin(self, total: int) -> None:
        """Shows the bar, where there is a terminal."""
        if self.console.verbosity == 0 and sys.stderr.isatty():
            self.bar = _bar()
            self.task = self.bar.add_task("", total=total, pages="", failures="")
            self.bar.start()

    def row(self, row: Row) -> None:
        """Counts a path, and says what became of it: what failed always, what was skipped with -v."""
        self.pages += row.pages
        self.failures += row.outcome.is_failure
        self.console.record(row.outcome, row.path, row.reason, seconds=row.seconds, pages=row.pages or None)
        if self.bar is not None and self.task is not None:
            rate = self.pages / max(time.monotonic() - self.began, 0.001)
            failures = f"{self.failures} failed" if self.failures else ""
            self.bar.update(self.task, advance=1, pages=f"{rate:.1f} pages/s", failures=failures)
        if row.outcome.is_failure or (self.bar is None and self.console.verbosity >= _level(row.outcome)):
            self._say(_line(row))

    def note(self, message: str) -> None:
        """Something that concerns no document."""
        self.console.record("info", "reportpipe", message)
        if self.console.verbosity >= 0:
            self._say(message)

    def _say(self, text: str) -> None:
        if self.bar is not None:
            self.bar.console.print(text, markup=False, highlight=False, soft_wrap=True)
        else:
            self.console.write(text)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()
            self.bar = None


def summary(rows: list[Row], seconds: float) -> str:
    """One line: how many have which outcome, and how fast it went."""
    parts = ", ".join(f"{count} {outcome}" for outcome, count in counts(rows).items())
    pages = sum(row.pages for row in rows)
    speed = f", {pages} pages at {pages / seconds:.1f} pages/s" if pages else ""
    return f"{len(rows)} found: {parts or 'nothing'}; {seconds:.1f} s{speed}"


def _level(outcome: Outcome) -> int:
    """From which verbosity on a row is told."""
    return 1 if outcome is Outcome.SKIPPED else 0


def _line(row: Row) -> str:
    pages = f" ({counted(row.pages, 'page')}, {row.seconds:.2f} s)" if row.pages else ""
    return f"{row.path}: {row.outcome}{pages}" + (f": {row.reason}" if row.reason else "")


def _bar() -> Progress:
    from rich.console import Console as Terminal  # noqa: PLC0415 -- only where there is a terminal
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pages]}"),
        TimeRemainingColumn(),
        TextColumn("{task.fields[failures]}"),
    )
    return Progress(*columns, console=Terminal(stderr=True), transient=True)
