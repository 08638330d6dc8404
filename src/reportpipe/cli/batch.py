"""The command for many documents: `batch`. What runs it again and again is in served.py."""

# No `from __future__ import annotations` here: typer would evaluate each annotation, twice, at every start.

import os
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportpipe.cli import INTERRUPTED, TERMINATED
from reportpipe.cli.app import (
    Config,
    Flavour,
    Force,
    Formats,
    Language,
    Lines,
    Log,
    PageLinks,
    PasswordFile,
    Quiet,
    ReferenceDoc,
    SourceName,
    Verbose,
    given,
    guarded,
    settings_of,
)
from reportpipe.cli.command import Command
from reportpipe.cli.console import Console, say, write_stdout
from reportpipe.cli.inputs import INPUT, OUTPUT
from reportpipe.cli.renditions import Wanted, chosen
from reportpipe.errors import MIXED, UsageError

if TYPE_CHECKING:
    from reportpipe.batch.outcome import Row
    from reportpipe.batch.survey import Options, Stop

In = Annotated[str, typer.Argument(metavar="[INPUT]", help="Directory that is searched for PDFs; or s3://BUCKET/…")]
Out = Annotated[str, typer.Argument(metavar="[OUTPUT]", help="Gets a directory a document; or s3://BUCKET/…")]
Jobs = Annotated[int | None, typer.Option("--jobs", "-j", min=1, help="Documents at once; as many as processors.")]
Engine = Annotated[str, typer.Option(help="Where documents run: local, or ray (a cluster; RAY_ADDRESS).")]
Timeout = Annotated[int | None, typer.Option(min=1, max=10**9, help="Seconds of CPU that a document may take (300).")]
Memory = Annotated[int | None, typer.Option(min=256, max=10**9, help="MiB of memory that a document may take (2048).")]
Include = Annotated[
    list[str] | None, typer.Option(help="Only what matches: a glob on the name, or the path; repeatable.")
]
Exclude = Annotated[list[str] | None, typer.Option(help="Not what matches; repeatable.")]
FailFast = Annotated[bool, typer.Option("--fail-fast", help="Take no new document after the first failure.")]
RetryFailed = Annotated[bool, typer.Option("--retry-failed", help="Try again what failed, though it has not changed.")]
Verify = Annotated[
    bool, typer.Option("--verify", help="Read every input and output again, and say what is not as it was written.")
]
Prune = Annotated[bool, typer.Option("--prune", help="Remove outputs whose input is gone; never what was edited.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")]
Metrics = Annotated[
    Path | None, typer.Option(help="Write figures for Prometheus (node_exporter's textfile collector).")
]


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(cls=Command, epilog="Example: reportpipe batch input output --jobs 2")(batch)


def batch(
    input_: In = str(INPUT),
    output: Out = str(OUTPUT),
    engine: Engine = "local",
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    reference_doc: ReferenceDoc = None,
    page_links: PageLinks = None,
    flavour: Flavour = None,
    lines: Lines = None,
    include: Include = None,
    exclude: Exclude = None,
    fail_fast: FailFast = False,
    retry_failed: RetryFailed = False,
    verify: Verify = False,
    force: Force = False,
    prune: Prune = False,
    dry_run: DryRun = False,
    metrics: Metrics = None,
    source: SourceName = None,
    language: Language = None,
    password_file: PasswordFile = None,
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

        options = options_of(
            input_,
            output,
            jobs,
            Wanted(formats, None, given(reference_doc, page_links, flavour, lines)),
            config,
            password_file,
            {"source": source, "language": language},
            engine=engine,
            timeout=timeout,
            memory=memory,
            selection=Selection(tuple(include or ()), tuple(exclude or ())),
            fail_fast=fail_fast,
            retry_failed=retry_failed,
            verify=verify,
            force=force,
            prune=prune,
        )
        if dry_run:
            return _dry_run(options, console)
        with stoppable() as (stop, ended_by):
            code = run_once(options, stop, console, metrics)
            return ended_by() or code

    guarded(run, quiet, verbose, log)


@contextmanager
def stoppable() -> Iterator[tuple["Stop", Callable[[], int]]]:
    """What a signal stops: once, no new document is taken; twice, all ends at once. And the exit code it asks for."""
    from reportpipe.batch.survey import Stop  # noqa: PLC0415

    stop, codes = Stop(), [0]

    def ask(number: int, _frame: FrameType | None) -> None:
        stop.level += 1
        codes[0] = INTERRUPTED if number == signal.SIGINT else TERMINATED
        if stop.level == 1:
            say("finishing what is in flight; once more ends at once")

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop, lambda: codes[0]
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def run_once(options: "Options", stop: "Stop", console: Console, metrics: Path | None) -> int:
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


def options_of(
    input_: str,
    output: str,
    jobs: int | None,
    wanted: Wanted,
    config: Path | None,
    password_file: Path | None,
    flags: Mapping[str, Any],
    timeout: int | None,
    memory: int | None,
    **more: Any,
) -> "Options":
    """What the options mean together; files that they name are read. flags: of the settings. Raises UsageError."""
    from reportpipe.batch.run import checked  # noqa: PLC0415
    from reportpipe.batch.site import site  # noqa: PLC0415
    from reportpipe.batch.survey import Options  # noqa: PLC0415
    from reportpipe.cli.work import password  # noqa: PLC0415

    settings = settings_of(flags, config)
    options = Options(
        site=site(input_, output, _state),
        formats=chosen(wanted, settings.formats, settings.options),
        source=settings.source,
        language=settings.language,
        password=password(password_file, os.environ.get("REPORTPIPE_PASSWORD")),
        jobs=jobs,
        timeout=timeout or settings.max_seconds,
        memory=memory or settings.max_memory,
        bounds=settings.bounds,
        **more,
    )
    checked(options)
    return options


def _state() -> Path:
    """Where working copies of object storage are kept. Raises UsageError where there is no home."""
    try:
        return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "reportpipe"
    except RuntimeError as error:
        raise UsageError("there is no home directory for working copies", "Set XDG_STATE_HOME.") from error


def _dry_run(options: "Options", console: Console) -> int:
    from reportpipe.batch.run import dry_run  # noqa: PLC0415
    from reportpipe.cli.progress import BatchWatcher  # noqa: PLC0415

    for row in dry_run(options, BatchWatcher(Console(verbosity=-1, log=console.log))):
        write_stdout(f"{row.path}: {row.outcome}: {row.reason}\n")
    return 0


def _code(rows: list["Row"]) -> int:
    return MIXED if any(row.outcome.is_failure for row in rows) else 0
