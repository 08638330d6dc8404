"""A batch from its beginning to its end: find, plan, submit, publish, record, summarise."""

from __future__ import annotations

import errno
import sqlite3
from collections import Counter, deque
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportpipe.batch.confine import Limits
from reportpipe.batch.convert import OUTPUT_TROUBLE, SETTING_TROUBLE, Format
from reportpipe.batch.engines import known, opened
from reportpipe.batch.keys import Recipe, recipe
from reportpipe.batch.ledger import Record, open_ledger, remembered
from reportpipe.batch.lock import locked
from reportpipe.batch.manifest import MANIFEST, manifests
from reportpipe.batch.outcome import Outcome, Row
from reportpipe.batch.plan import EDITED, Settings, Task, job, manifest_of
from reportpipe.batch.pool import Ended, Engine
from reportpipe.batch.prune import prune
from reportpipe.batch.publish import STATE, Publisher, write_synced
from reportpipe.batch.report import report_bytes
from reportpipe.batch.survey import Options, Stop, Survey, Watcher
from reportpipe.errors import EditedError, OutputError, UsageError
from reportpipe.ladder import SECOND

NO_OUTPUT = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
"""What ends a run: it would meet every other document, too."""
TICK = 0.2
"""Seconds after which a waiting driver looks whether it was asked to stop."""
LOST_AT_MOST = 3
"""Times that a document is submitted again which was lost with its guard or its node: its own fault it is only where
that happens again and again."""
TWICE = "twice, the second time alone and with larger limits"
FATES = {"limit": Outcome.LIMIT, "failed": Outcome.FAILED, "lost": Outcome.FAILED}


def run(options: Options, watcher: Watcher, stop: Stop) -> list[Row]:
    """Does all that is due; a row for every path found. Raises UsageError, LockedError, OutputError."""
    made = checked(options)
    state = options.output / STATE
    with locked(state / "lock"):
        try:
            publisher = options.site.prepare(options.selection)
            with open_ledger(state / "ledger.sqlite", manifests(options.output)) as ledger:
                survey = Survey(options, watcher, stop, ledger, made)
                with closing(opened(options.engine, options.jobs)) as engine, settings_in(publisher, options) as told:
                    _Batch(survey, publisher, engine, told).run()
                if options.prune and not stop.level:
                    ledger.forget(prune(options.input, options.output, survey.targets, watcher.note))
                    publisher.withdraw()
                publisher.put("report.json", report_bytes(survey.rows))
        except OSError as error:
            raise OutputError(f"cannot write {error.filename or options.output}: {error.strerror}") from error
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {state / 'ledger.sqlite'}: {error}") from error
    return survey.rows


def dry_run(options: Options, watcher: Watcher) -> list[Row]:
    """What `run` would do; nothing is written. Raises UsageError, also for object storage, which would be copied."""
    if options.site.is_copy:
        raise UsageError("--dry-run takes directories, no object storage", "A run does what is due, and no more.")
    made = checked(options)
    with remembered(options.output / STATE / "ledger.sqlite") as ledger:
        survey = Survey(options, watcher, Stop(), ledger, made)
        for task in survey.tasks():
            survey.told(task.path, Outcome.SKIPPED, f"would be converted: {task.why}")
    return survey.rows


def checked(options: Options) -> Recipe:
    """What the keys are made of. Raises UsageError where INPUT, OUTPUT or the engine cannot be used."""
    known(options.engine)
    root, output = options.input.resolve(), options.output.resolve()
    if not root.is_dir():
        raise UsageError(f"there is no directory {options.input}/ here", "Name it: reportpipe batch INPUT OUTPUT")
    if root.is_relative_to(output):
        raise UsageError(
            f"INPUT ({options.input}) lies in OUTPUT ({options.output})", "Give them separate directories."
        )
    limits = options.bounds.numbers() | {"timeout": options.timeout, "memory": options.memory}
    return recipe(options.source, options.language, options.formats, limits)


@contextmanager
def settings_in(publisher: Publisher, options: Options) -> Iterator[Settings]:
    """What every document is converted with. Bytes that renderers are given stand in files for the while: a template
    that is being edited is for all documents of a run what it was when the run began."""
    folder = publisher.stage().absolute()
    formats = []
    for name, values in options.formats.items():
        files = {key: folder / f"{name}.{key}" for key, value in values.items() if isinstance(value, bytes)}
        for key, file in files.items():
            write_synced(file, values[key])
        plain = {key: value for key, value in values.items() if key not in files}
        formats.append(Format(name=name, options=plain, files={key: str(file) for key, file in files.items()}))
    try:
        yield Settings(options.source, options.language, options.password, formats)
    finally:
        publisher.drop(folder)


@dataclass(slots=True)
class _Batch:
    """One run. flying: path → task and stage, in flight; lost: to be submitted again, and losses: how often each was;
    suspects: failed once; alone: they have their second try."""

    survey: Survey
    publisher: Publisher
    engine: Engine
    settings: Settings
    flying: dict[str, tuple[Task, Path]] = field(default_factory=dict)
    lost: deque[Task] = field(default_factory=deque)
    losses: Counter[str] = field(default_factory=Counter)
    suspects: list[Task] = field(default_factory=list)
    alone: bool = False

    def run(self) -> None:
        """Everything once; what failed, once more, alone and with larger limits."""
        survey = self.survey
        options = survey.options
        limits = Limits.of(options.timeout, options.memory, options.bounds.page_seconds)
        tasks = survey.tasks()
        self._work(tasks, limits)
        for _ in tasks:  # after a stop: what was not reached has its row, too
            pass
        self.alone = True
        for task in self.suspects:
            if survey.stop.level:
                survey.told(task.path, Outcome.SKIPPED, "failed once, and was not tried again, as the run was stopped")
            else:
                self._work(iter([task]), limits.larger())
        survey.rows.sort(key=lambda row: row.path)

    def _work(self, tasks: Iterator[Task], limits: Limits) -> None:
        stop = self.survey.stop
        while True:
            while self.engine.free > 0 and (task := self._next(tasks)) is not None:
                self._submit(task, limits)
            if not self.engine.busy:
                return
            for ended in self.engine.wait(TICK):
                self._ended(ended)
            if stop.level > 1:
                for path in [*self.flying, *(task.path for task in self.lost)]:
                    self.survey.told(path, Outcome.SKIPPED, "given up, as the run was stopped")
                return

    def _next(self, tasks: Iterator[Task]) -> Task | None:
        return self.lost.popleft() if self.lost else next(tasks, None)

    def _submit(self, task: Task, limits: Limits) -> None:
        options, stage = self.survey.options, self.publisher.stage()
        self.flying[task.path] = task, stage
        target = self.survey.targets[task.path]
        told = job(task, options.input.absolute(), target.absolute(), stage.absolute(), self.settings)
        told["bounds"] = options.bounds.numbers()
        if options.source is None:
            told["otherwise"] = {"source": SECOND}
        self.engine.submit(task.path, told, limits)

    def _ended(self, ended: Ended) -> None:
        task, stage = self.flying.pop(ended.key)
        answer = ended.result or {"outcome": FATES[ended.fate], "reason": ended.reason}
        if answer["outcome"] == OUTPUT_TROUBLE:
            raise OutputError(answer["reason"], "What was published before is whole; the next run goes on.")
        if answer["outcome"] == SETTING_TROUBLE:
            raise UsageError(answer["reason"])
        outcome = Outcome(answer["outcome"])
        if not outcome.is_failure:
            self._publish(task, stage, answer, ended.seconds)
            return
        self.publisher.drop(stage)
        if ended.fate == "lost" and self.losses[task.path] < LOST_AT_MOST:
            self.losses[task.path] += 1
            self.lost.append(task)
            return
        if outcome.may_pass_alone and not answer.get("final") and not self.alone:
            self.suspects.append(task)
            return
        reason = f"{answer['reason']} ({TWICE})" if self.alone else str(answer["reason"])
        if outcome is not Outcome.UNREADABLE:  # a right may be granted, and no key tells
            self.survey.ledger.settle(task.path, Record(task.key, outcome, reason))
        self.survey.told(task.path, outcome, reason, ended.seconds)

    def _publish(self, task: Task, stage: Path, answer: Mapping[str, Any], seconds: float) -> None:
        target = self.survey.targets[task.path]
        kept = {name: sha256 for name, sha256 in task.kept.items() if self.publisher.keep(target / name, stage / name)}
        manifest = manifest_of(task, answer, self.survey.recipe, kept)
        try:
            write_synced(stage / MANIFEST, manifest.to_bytes())
            self.publisher.publish(stage, target, task.seen, task.aside)
        except (EditedError, OutputError) as error:  # what a person does in OUTPUT; the next run tries again
            self.publisher.drop(stage)
            outcome = Outcome.EDITED if isinstance(error, EditedError) else Outcome.FAILED
            self.survey.told(task.path, outcome, f"{error.message}. {error.advice}", seconds)
            return
        except OSError as error:
            if error.errno in NO_OUTPUT:
                raise
            self.publisher.drop(stage)
            reason = f"cannot write {error.filename or target}: {error.strerror}"
            self.survey.told(task.path, Outcome.FAILED, reason, seconds)
            return
        outcome = Outcome(manifest.outcome)
        reason = "; ".join([*([EDITED] if manifest.edited else []), *manifest.warnings, *manifest.notes])
        self.survey.ledger.settle(task.path, Record(task.key, outcome, reason))
        self.survey.told(task.path, outcome, reason, seconds, tuple(manifest.files), answer["pages"])
