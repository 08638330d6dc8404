"""The commands for many documents: batch now, by the clock (schedule), and by what arrives (watch)."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportpipe.cli import INTERRUPTED, TERMINATED
from reportpipe.cli.app import (
    Config,
    Formats,
    Language,
    Log,
    Quiet,
    SourceName,
    Verbose,
    guarded,
    settings_of,
)
from reportpipe.cli.console import Console
from reportpipe.cli.inputs import INPUT, OUTPUT
from reportpipe.cli.renditions import format_names
from reportpipe.errors import MIXED, ReportpipeError, UsageError

if TYPE_CHECKING:
    from reportpipe.batch.outcome import Row
    from reportpipe.batch.survey import Options, Stop

In = Annotated[Path, typer.Argument(metavar="[INPUT]", help="Directory that is searched for PDFs.")]
Out = Annotated[Path, typer.Argument(metavar="[OUTPUT]", help="Directory that gets a directory a document.")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Documents at once; as many as processors.")]
Timeout = Annotated[int | None, typer.Option(min=1, help="Seconds of CPU that a document may take (300).")]
Memory = Annotated[int | None, typer.Option(min=256, help="MiB of memory that a document may take (2048).")]
Include = Annotated[
    list[str] | None, typer.Option(help="Only what matches: a glob on the name, or the path; repeatable.")
]
Exclude = Annotated[list[str] | None, typer.Option(help="Not what matches; repeatable.")]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Take no new document after the first failure.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed, though it has not changed.")]
Verify = Annotated[bool, typer.Option("--verify", help="Read every input and output again, and mend what is damaged.")]
Prune = Annotated[bool, typer.Option("--prune", help="Remove outputs whose input is gone; never what was edited.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]
Metrics = Annotated[
    Path | None, typer.Option(help="Write figures for Prometheus (node_exporter's textfile collector).")
]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command(epilog="Example: reportpipe batch input output --jobs 2")(batch)
    app.command(epilog='Example: reportpipe schedule "0 3 * * *" input output')(schedule)
    app.command(epilog="Example: reportpipe watch input output")(watch)


def batch(
    input_: In = INPUT,
    output: Out = OUTPUT,
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    include: Include = None,
    exclude: Exclude = None,
    fail_fast: FailFast = False,
    retry_failed: RetryFailed = False,
    verify: Verify = False,
    prune: Prune = False,
    dry_run: DryRun = False,
    metrics: Metrics = None,
    source: SourceName = None,
    language: Language = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """Many PDFs to YAML, Word, Markdown and JSON: what is up to date is skipped, a bad document harms no other.

    Every document gets a directory below OUTPUT, which is replaced whole or not at all; OUTPUT/report.json has a row
    for every path found. A YAML that you edited is kept, and rendered again.
    """

    def run(console: Console) -> int:
        from reportpipe.batch.find import Selection  # noqa: PLC0415

        options = _options(
            input_,
            output,
            jobs,
            timeout,
            memory,
            formats,
            config,
            {"source": source, "language": language},
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            fail_fast=fail_fast,
            retry_failed=retry_failed,
            verify=verify,
            prune=prune,
        )
        if dry_run:
            return _dry_run(options, console)
        with stoppable() as (stop, ended_by):
            code = run_once(options, stop, console, metrics)
            return ended_by() or code

    guarded(run, quiet, verbose, log)


@contextmanager
def stoppable() -> Iterator[tuple[Stop, Callable[[], int]]]:
    """What a signal stops: once, no new document is taken; twice, all ends at once. And the exit code it asks for."""
    from reportpipe.batch.survey import Stop  # noqa: PLC0415

    stop, codes = Stop(), [0]

    def ask(number: int, _frame: FrameType | None) -> None:
        stop.level += 1
        codes[0] = INTERRUPTED if number == signal.SIGINT else TERMINATED
        if stop.level == 1:
            sys.stderr.write("finishing what is in flight; once more ends at once\n")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop, lambda: codes[0]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_once(options: Options, stop: Stop, console: Console, metrics: Path | None) -> int:
    """One batch, seen and summarised; its exit code."""
    from reportpipe.batch.report import write_metrics  # noqa: PLC0415
    from reportpipe.batch.run import run  # noqa: PLC0415
    from reportpipe.cli.progress import BatchWatcher, summary  # noqa: PLC0415

    began = time.monotonic()
    with BatchWatcher(console) as watcher:
        rows = run(options, watcher, stop)
    seconds = time.monotonic() - began
    if metrics is not None:
        write_metrics(metrics, rows, seconds, time.time())
    if console.verbosity >= 0:
        console.write(summary(rows, seconds))
    return _code(rows)


def schedule(
    table: Annotated[str, typer.Argument(metavar="CRON", help='Five fields of a crontab: "0 3 * * *" is at three.')],
    input_: In = INPUT,
    output: Out = OUTPUT,
    print_: Annotated[
        str | None, typer.Option("--print", help="Only print it for: systemd, cron, k8s, airflow.")
    ] = None,
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    metrics: Metrics = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """A batch by the clock, in the foreground: no two overlap, and a missed one is made up once."""

    def run(console: Console) -> int:
        from reportpipe.batch import schedule as clock  # noqa: PLC0415
        from reportpipe.batch.publish import STATE  # noqa: PLC0415

        clock.checked(table)
        if print_ is not None:
            options = _options(input_, output, jobs, timeout, memory, formats, config)
            limits = {"timeout": options.timeout, "memory": options.memory}
            flags = {"jobs": jobs, **limits, "format": ",".join(formats or ())}
            files = {"metrics": metrics and metrics.absolute(), "config": config and config.absolute()}
            return _print(print_, table, options, flags | files)
        with stoppable() as (stop, ended_by):
            options = _options(input_, output, jobs, timeout, memory, formats, config)
            clock.serve(
                table,
                output / STATE / "schedule",
                lambda: _and_go_on(options, stop, console, metrics),
                lambda: stop.level > 0,
            )
            return ended_by()

    guarded(run, quiet, verbose, log)


def watch(
    input_: In = INPUT,
    output: Out = OUTPUT,
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    metrics: Metrics = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """A batch whenever a file has arrived and is complete."""

    def run(console: Console) -> int:
        from reportpipe.batch import watch as arrivals  # noqa: PLC0415

        options = _options(input_, output, jobs, timeout, memory, formats, config)
        with stoppable() as (stop, ended_by):

            def once(unfinished: frozenset[str]) -> None:
                selection = replace(options.selection, unfinished=unfinished)
                _and_go_on(replace(options, selection=selection), stop, console, metrics)

            arrivals.serve(input_, output, once, lambda: stop.level > 0)
            return ended_by()

    guarded(run, quiet, verbose, log)


def _options(
    input_: Path,
    output: Path,
    jobs: int | None,
    timeout: int | None,
    memory: int | None,
    formats: list[str] | None,
    config: Path | None,
    flags: dict[str, Any] | None = None,
    **more: Any,
) -> Options:
    """What the options mean together. Raises UsageError."""
    from reportpipe.batch.run import checked, workers  # noqa: PLC0415
    from reportpipe.batch.survey import Options  # noqa: PLC0415

    settings = settings_of(flags or {}, config)
    if settings.options:
        raise UsageError("a batch makes renditions as they are by default", "Take `options` out of the settings file.")
    options = Options(
        input=input_,
        output=output,
        formats=tuple(format_names(formats, settings.formats)),
        source=settings.source,
        language=settings.language,
        jobs=jobs or workers(),
        timeout=timeout or settings.max_seconds,
        memory=memory or settings.max_memory,
        bounds=settings.bounds,
        **more,
    )
    checked(options)
    return options


def _and_go_on(options: Options, stop: Stop, console: Console, metrics: Path | None) -> None:
    """One batch of many: what stops it is said, and does not stop those to come."""
    try:
        run_once(options, stop, console, metrics)
    except ReportpipeError as error:
        console.error("batch", error)


def _print(kind: str, table: str, options: Options, flags: dict[str, Any]) -> int:
    from reportpipe.batch.units import Plan, memory_of, unit  # noqa: PLC0415

    script = shutil.which("reportpipe")
    command = (script,) if script else (sys.executable, "-m", "reportpipe")
    given = tuple(word for flag, value in flags.items() if value for word in (f"--{flag}", str(value)))
    memory = memory_of(options.jobs, options.memory)
    plan = Plan(table, command, options.input.absolute(), options.output.absolute(), given, memory)
    sys.stdout.write(unit(kind, plan))
    return 0


def _dry_run(options: Options, console: Console) -> int:
    from reportpipe.batch.run import dry_run  # noqa: PLC0415
    from reportpipe.cli.progress import BatchWatcher  # noqa: PLC0415

    for row in dry_run(options, BatchWatcher(Console(verbosity=-1, log=console.log))):
        sys.stdout.write(f"{row.path}: {row.outcome}: {row.reason}\n")
    return 0


def _code(rows: list[Row]) -> int:
    return MIXED if any(row.outcome.is_failure for row in rows) else 0
