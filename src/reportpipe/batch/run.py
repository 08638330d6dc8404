"""A batch from its beginning to its end: find, plan, submit, publish, record, summarise."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from reportpipe.batch.confine import Limits
from reportpipe.batch.convert import OUTPUT_TROUBLE
from reportpipe.batch.find import Found, Selection, find
from reportpipe.batch.keys import Recipe, recipe
from reportpipe.batch.ledger import Ledger, Record, open_ledger, remembered
from reportpipe.batch.lock import locked
from reportpipe.batch.manifest import MANIFEST, manifests
from reportpipe.batch.outcome import Outcome, Row
from reportpipe.batch.places import places
from reportpipe.batch.plan import EDITED, Idle, Planner, Task, job, manifest_of
from reportpipe.batch.pool import Ended, Engine, Pool
from reportpipe.batch.prune import prune
from reportpipe.batch.publish import STATE, Publisher, write_synced
from reportpipe.batch.report import report_bytes, shown
from reportpipe.errors import EditedError, OutputError, UsageError

TARGET = "reportpipe.batch.convert:convert"
TICK = 0.2
"""Seconds after which a waiting driver looks whether it was asked to stop."""
TWICE = "twice, the second time alone and with larger limits"
FATES = {"limit": Outcome.LIMIT, "failed": Outcome.FAILED, "lost": Outcome.FAILED}


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked for. timeout: seconds of CPU a document; memory: MiB."""

    input: Path
    output: Path
    formats: tuple[str, ...]
    source: str | None = None
    language: str | None = None
    jobs: int = 1
    timeout: int = 300
    memory: int = 2048
    selection: Selection = field(default_factory=Selection)
    fail_fast: bool = False
    retry_failed: bool = False
    verify: bool = False
    prune: bool = False


@dataclass(slots=True)
class Stop:
    """Set from outside. 1: take no new document, finish those in flight; 2: end at once."""

    level: int = 0


class Watcher(Protocol):
    """Who is told what happens, while it happens."""

    def begin(self, total: int) -> None:
        """So many paths were found."""

    def row(self, row: Row) -> None:
        """A path has its row."""

    def note(self, message: str) -> None:
        """Something that concerns no document."""


def run(options: Options, watcher: Watcher, stop: Stop) -> list[Row]:
    """Does all that is due; a row for every path found. Raises UsageError, LockedError, OutputError."""
    made = checked(options)
    state = options.output / STATE
    with locked(state / "lock"):
        try:
            publisher = Publisher(options.output)
            publisher.recover()
            with open_ledger(state / "ledger.sqlite", manifests(options.output)) as ledger:
                with Pool(options.jobs, TARGET) as pool:
                    batch = _Batch(options, watcher, stop, ledger, publisher, pool, made)
                    batch.run()
                if options.prune and not stop.level:
                    _prune(batch, watcher)
                publisher.put("report.json", report_bytes(batch.rows))
        except OSError as error:
            raise OutputError(f"cannot write {error.filename or options.output}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {state / 'ledger.sqlite'}: {error}") from error
    return batch.rows


def dry_run(options: Options, watcher: Watcher) -> list[Row]:
    """What `run` would do; nothing is written."""
    made = checked(options)
    with remembered(options.output / STATE / "ledger.sqlite") as ledger:
        batch = _Batch(options, watcher, Stop(), ledger, None, None, made)
        for task in batch.tasks():
            batch.told(task.path, Outcome.SKIPPED, f"would be converted: {task.why}")
    return batch.rows


def checked(options: Options) -> Recipe:
    """What the keys are made of. Raises UsageError where INPUT and OUTPUT cannot be used."""
    root, output = options.input.resolve(), options.output.resolve()
    if not root.is_dir():
        raise UsageError(f"there is no directory {options.input}/ here", "Name it: reportpipe batch INPUT OUTPUT")
    if root.is_relative_to(output):
        raise UsageError(
            f"INPUT ({options.input}) lies in OUTPUT ({options.output})", "Give them separate directories."
        )
    return recipe(options.source, options.language, options.formats)


@dataclass(slots=True)
class _Batch:
    """One run. rows: of what is done; flying: path → task and stage, in flight; suspects: failed once."""

    options: Options
    watcher: Watcher
    stop: Stop
    ledger: Ledger
    publisher: Publisher | None
    engine: Engine | None
    recipe: Recipe
    rows: list[Row] = field(default_factory=list)
    targets: dict[str, Path] = field(default_factory=dict)
    flying: dict[str, tuple[Task, Path]] = field(default_factory=dict)
    suspects: list[Task] = field(default_factory=list)
    alone: bool = False

    def run(self) -> None:
        """Everything once; what failed, once more, alone and with larger limits."""
        limits = Limits.of(self.options.timeout, self.options.memory)
        tasks = self.tasks()
        self._work(tasks, limits)
        self.alone = True
        for task in self.suspects:
            if self.stop.level:
                self.told(task.path, Outcome.SKIPPED, "failed once, and was not tried again, as the run was stopped")
            else:
                self._work(iter([task]), limits.larger())
        for task in tasks:  # those that were not taken any more
            self.told(task.path, Outcome.SKIPPED, "not reached, as the run was stopped")
        self.rows.sort(key=lambda row: row.path)

    def tasks(self) -> Iterator[Task]:
        """What is due, one by one; what is not has its row."""
        options = self.options
        found = list(find(options.input, options.selection, options.output))
        self.watcher.begin(len(found))
        where = places(one.path for one in found if one.outcome is None)
        self.targets = {path: options.output / place for path, place in where.items()}
        planner = Planner(options.input, self.recipe, self.ledger, options.verify, options.retry_failed)
        for one in found:
            task = self._planned(one, planner)
            if task is not None:
                yield task

    def _planned(self, one: Found, planner: Planner) -> Task | None:
        if one.outcome is not None:
            self.told(one.path, one.outcome, one.reason)
            return None
        plan = planner.plan(one.path, self.targets[one.path])
        if isinstance(plan, Idle):
            self.told(one.path, plan.outcome, plan.reason, outputs=plan.outputs)
            return None
        return plan

    def _work(self, tasks: Iterator[Task], limits: Limits) -> None:
        assert self.engine is not None
        while True:
            while not self.stop.level and self.engine.free and (task := next(tasks, None)) is not None:
                self._submit(task, limits)
            if not self.engine.busy:
                return
            for ended in self.engine.wait(TICK):
                self._ended(ended)
            if self.stop.level > 1:
                for path in list(self.flying):
                    self.told(path, Outcome.SKIPPED, "given up, as the run was stopped")
                return

    def _submit(self, task: Task, limits: Limits) -> None:
        assert self.engine is not None
        assert self.publisher is not None
        options, stage = self.options, self.publisher.stage()
        told = job(
            task, options.input, self.targets[task.path], stage, (options.source, options.language, options.formats)
        )
        self.flying[task.path] = task, stage
        self.engine.submit(task.path, told, limits)

    def _ended(self, ended: Ended) -> None:
        task, stage = self.flying.pop(ended.key)
        answer = ended.result or {"outcome": FATES[ended.fate], "reason": ended.reason}
        if answer["outcome"] == OUTPUT_TROUBLE:
            raise OutputError(answer["reason"], "What was published before is whole; the next run goes on.")
        outcome, reason, outputs = Outcome(answer["outcome"]), str(answer["reason"]), tuple[str, ...]()
        if outcome.may_pass_alone and not self.alone:
            self._drop(stage)
            self.suspects.append(task)
            return
        if outcome.is_failure:
            self._drop(stage)
            reason += f" ({TWICE})" if self.alone and outcome.may_pass_alone else ""
        else:
            outcome, reason, outputs = self._publish(task, stage, answer)
        if outcome is not Outcome.UNREADABLE:
            self.ledger.settle(task.path, Record(task.key, outcome, reason))
        self.told(task.path, outcome, reason, ended.seconds, outputs, answer.get("pages", 0))

    def _publish(self, task: Task, stage: Path, answer: Mapping[str, Any]) -> tuple[Outcome, str, tuple[str, ...]]:
        assert self.publisher is not None
        target = self.targets[task.path]
        kept = {name: sha256 for name, sha256 in task.kept.items() if self.publisher.keep(target / name, stage / name)}
        manifest = manifest_of(task, answer, self.recipe, kept)
        try:
            write_synced(stage / MANIFEST, manifest.to_bytes())
            self.publisher.publish(stage, target, manifest.yaml, task.present)
        except EditedError as error:
            self._drop(stage)
            return Outcome.UNREADABLE, error.message, ()
        except OutputError as error:
            self._drop(stage)
            return Outcome.FAILED, error.message, ()
        reason = "; ".join([*([EDITED] if manifest.edited else []), *manifest.warnings])
        return Outcome(manifest.outcome), reason, tuple(manifest.files)

    def _drop(self, stage: Path) -> None:
        if self.publisher is not None:
            self.publisher.drop(stage)

    def told(
        self,
        path: str,
        outcome: Outcome,
        reason: str,
        seconds: float = 0.0,
        outputs: Sequence[str] = (),
        pages: int = 0,
    ) -> None:
        """Gives a path its row."""
        folder = self.targets[path].relative_to(self.options.output) if outputs else Path()
        row = Row(
            shown(path), outcome, shown(reason), seconds, tuple(shown(str(folder / name)) for name in outputs), pages
        )
        self.rows.append(row)
        self.watcher.row(row)
        if outcome.is_failure and self.options.fail_fast and self.stop.level == 0:
            self.stop.level = 1


def _prune(batch: _Batch, watcher: Watcher) -> None:
    gone = prune(batch.options.input, batch.options.output, batch.targets, watcher.note)
    batch.ledger.forget(gone)


def workers() -> int:
    """How many documents at once, unless told: as many as there are processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
