"""The commands that run a batch again and again: by the clock (schedule), and by what arrives (watch)."""

# No `from __future__ import annotations` here: typer would evaluate each annotation, twice, at every start.

import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportpipe.cli.app import Config, Formats, Log, PasswordFile, Quiet, Verbose, guarded
from reportpipe.cli.batch import Engine, In, Jobs, Memory, Metrics, Out, Timeout, options_of, run_once, stoppable
from reportpipe.cli.command import Command
from reportpipe.cli.console import Console, write_stdout
from reportpipe.cli.inputs import INPUT, OUTPUT
from reportpipe.cli.renditions import Wanted
from reportpipe.errors import ReportpipeError, UsageError

if TYPE_CHECKING:
    from reportpipe.batch.survey import Options, Stop

Watched = Annotated[Path, typer.Argument(metavar="[INPUT]", help="Directory that is watched for PDFs.")]


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command(cls=Command, epilog='Example: reportpipe schedule "0 3 * * *" input output')(schedule)
    app.command(cls=Command, epilog="Example: reportpipe watch input output")(watch)


def schedule(
    table: Annotated[str, typer.Argument(metavar="CRON", help='Five fields of a crontab: "0 3 * * *" is at three.')],
    input_: In = str(INPUT),
    output: Out = str(OUTPUT),
    print_: Annotated[
        str | None, typer.Option("--print", help="Only print it for: systemd, cron, k8s, airflow.")
    ] = None,
    engine: Engine = "local",
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    metrics: Metrics = None,
    password_file: PasswordFile = None,
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
        made = _maker(input_, output, engine, jobs, timeout, memory, formats, config, password_file)
        options = made()  # what is wrong is said at once
        if print_ is not None:
            limits = {"timeout": options.timeout, "memory": options.memory}
            flags = {"jobs": jobs, **limits, "format": ",".join(formats or ())}
            named = {"metrics": metrics, "config": config, "password-file": password_file}
            files = {flag: file and file.absolute() for flag, file in named.items()}
            return _print(print_, table, options, flags | files)
        with stoppable() as (stop, ended_by):
            clock.serve(
                table,
                options.output / STATE / "schedule",
                lambda: _and_go_on(made, stop, console, metrics),
                lambda: stop.level > 0,
            )
            return ended_by()

    guarded(run, quiet, verbose, log)


def watch(
    input_: Watched = INPUT,
    output: Out = str(OUTPUT),
    engine: Engine = "local",
    jobs: Jobs = None,
    timeout: Timeout = None,
    memory: Memory = None,
    formats: Formats = None,
    metrics: Metrics = None,
    password_file: PasswordFile = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """A batch whenever a file has arrived and is complete."""

    def run(console: Console) -> int:
        from reportpipe.batch import watch as arrivals  # noqa: PLC0415
        from reportpipe.batch.find import Selection  # noqa: PLC0415

        made = _maker(str(input_), output, engine, jobs, timeout, memory, formats, config, password_file)
        options = made()  # what is wrong is said at once
        with stoppable() as (stop, ended_by):

            def once(unfinished: frozenset[str]) -> None:
                _and_go_on(lambda: made(selection=Selection(unfinished=unfinished)), stop, console, metrics)

            arrivals.serve(options.input, options.output, once, lambda: stop.level > 0)
            return ended_by()

    guarded(run, quiet, verbose, log)


def _maker(
    input_: str,
    output: str,
    engine: str,
    jobs: int | None,
    timeout: int | None,
    memory: int | None,
    formats: list[str] | None,
    config: Path | None,
    password_file: Path | None,
) -> Callable[..., "Options"]:
    """Makes the options of each batch, so that it works with the settings, the template and the password of its day."""

    def made(**more: Any) -> "Options":
        wanted = Wanted(formats, None, {})
        limits = {"timeout": timeout, "memory": memory}
        return options_of(input_, output, jobs, wanted, config, password_file, {}, engine=engine, **limits, **more)

    return made


def _and_go_on(made: Callable[[], "Options"], stop: "Stop", console: Console, metrics: Path | None) -> None:
    """One batch of many: what stops it is said, and does not stop those to come."""
    try:
        run_once(made(), stop, console, metrics)
    except ReportpipeError as error:
        console.error("batch", error)


def _print(kind: str, table: str, options: "Options", flags: dict[str, Any]) -> int:
    from reportpipe.batch.engines import LOCAL, workers  # noqa: PLC0415
    from reportpipe.batch.units import Plan, memory_of, unit  # noqa: PLC0415

    if options.site.is_copy or options.engine != LOCAL:
        raise UsageError("--print makes units for directories of one machine", "They have no network, and need none.")
    script = shutil.which("reportpipe")
    command = (script,) if script else (sys.executable, "-m", "reportpipe")
    given = tuple(word for flag, value in flags.items() if value for word in (f"--{flag}", str(value)))
    memory = memory_of(options.jobs or workers(), options.memory)
    plan = Plan(table, command, options.input.absolute(), options.output.absolute(), given, memory)
    write_stdout(unit(kind, plan))
    return 0
