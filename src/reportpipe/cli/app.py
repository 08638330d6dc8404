"""The commands, thin: they gather what is asked for and hand each input to `work`.

Heavy libraries are imported only when a command needs them, so that --help and --version answer at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportpipe import __version__, plugins
from reportpipe.cli.console import Console, open_log
from reportpipe.cli.inputs import INPUT, OUTPUT, STREAM, Job, Where, jobs, page_numbers
from reportpipe.errors import ReportpipeError, UsageError

if TYPE_CHECKING:
    from reportpipe.cli.work import Request
    from reportpipe.settings import Settings

app = typer.Typer(
    help="Turns a published PDF deck or report into a YAML of themes and bullets, and that into Word, Markdown, JSON.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

PATHS = "Files, directories, or - for standard input."
Pdfs = Annotated[list[str] | None, typer.Argument(metavar="PDF", help=PATHS)]
Yamls = Annotated[list[str] | None, typer.Argument(metavar="YAML", help=PATHS)]
Output = Annotated[
    str | None, typer.Option("--output", "-o", help="File for one input's output; - is standard output.")
]
OutputDir = Annotated[Path | None, typer.Option("--output-dir", "-d", help="Directory for several inputs' outputs.")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", "-f", help="docx, md or json; repeat it, or list them with commas.")
]
Pages = Annotated[str | None, typer.Option(help="Only these pages, counted from 1: 1,3,5-7.")]
SourceName = Annotated[str | None, typer.Option("--source", help="Text source: pdfium or pdfplumber.")]
Language = Annotated[str | None, typer.Option(help="The document's language (ja, en, zh-Hans, …), if not found out.")]
PasswordFile = Annotated[Path | None, typer.Option(help="File whose first line is the PDF's password.")]
Force = Annotated[bool, typer.Option("--force", help="Replace a YAML that was edited since it was extracted.")]
Strict = Annotated[bool | None, typer.Option("--strict", help="End with exit code 7 where there were warnings.")]
Config = Annotated[Path | None, typer.Option(help="Settings file (YAML).")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Errors only.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Informations too, and tracebacks.")]
Log = Annotated[Path | None, typer.Option(help="Append JSON lines to this file.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"reportpipe {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None: ...


@app.command(epilog="Example: reportpipe extract deck.pdf -o deck.yaml")
def extract(
    pdfs: Pdfs = None,
    output: Output = None,
    output_dir: OutputDir = None,
    pages: Pages = None,
    source: SourceName = None,
    language: Language = None,
    password_file: PasswordFile = None,
    force: Force = False,
    strict: Strict = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """PDF to YAML. Without a path: every PDF under input/, into output/."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        flags = {"source": source, "language": language, "strict": strict}
        request = _request(flags, config, pages, password_file, force)
        todo = jobs(pdfs or [], ".pdf", INPUT, Where(output, output_dir))
        _each(todo, console, lambda job, stdin: work.extract(job, stdin, request, console))
        return console.exit_code(request.settings.strict)

    guarded(run, quiet, verbose, log)


@app.command(epilog="Example: reportpipe render --format docx,md output/deck.yaml")
def render(
    yamls: Yamls = None,
    formats: Formats = None,
    output: Output = None,
    output_dir: OutputDir = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """YAML to Word, Markdown and JSON. Without a path: every report under output/."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        chosen = formats_of(formats, settings_of({}, config), output)
        todo = jobs(yamls or [], ".yaml", OUTPUT, Where(output, output_dir), beside=True)
        _each(todo, console, lambda job, stdin: work.render(job, work.load(job, stdin), chosen, console))
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)


@app.command(epilog="Example: reportpipe convert deck.pdf --output-dir out --format docx")
def convert(
    pdfs: Pdfs = None,
    formats: Formats = None,
    output_dir: OutputDir = None,
    pages: Pages = None,
    source: SourceName = None,
    language: Language = None,
    password_file: PasswordFile = None,
    force: Force = False,
    strict: Strict = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """PDF to YAML and on to Word, Markdown and JSON, in one go."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        flags = {"source": source, "language": language, "strict": strict}
        request = _request(flags, config, pages, password_file, force)
        chosen = formats_of(formats, request.settings)
        todo = jobs(pdfs or [], ".pdf", INPUT, Where(directory=output_dir))
        if any(job.path is None for job in todo):
            raise UsageError("convert writes several files, and takes no standard input", "Use extract and render.")

        def both(job: Job, stdin: bytes | None) -> None:
            work.render(job, work.extract(job, stdin, request, console), chosen, console)

        _each(todo, console, both)
        return console.exit_code(request.settings.strict)

    guarded(run, quiet, verbose, log)


@app.command(epilog="Example: reportpipe check output/deck.yaml")
def check(yamls: Yamls = None, quiet: Quiet = False, verbose: Verbose = False, log: Log = None) -> None:
    """Validates reports. Every problem at once, with file, line and column. Without a path: all under output/."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        def one(job: Job, stdin: bytes | None) -> None:
            work.load(job, stdin)
            console.success(job.name, "valid")

        _each(jobs(yamls or [], ".yaml", OUTPUT, Where(), beside=True), console, one)
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)


@app.command(epilog="Example: reportpipe schema > report.schema.json")
def schema() -> None:
    """Prints the JSON Schema of the YAML."""
    from reportpipe.schema import schema_text  # noqa: PLC0415

    sys.stdout.buffer.write(schema_text().encode())


@app.command("plugins", epilog="Example: reportpipe plugins")
def plugins_() -> None:
    """Lists the text sources and the renderers."""
    for title, group in (("text sources", plugins.SOURCES), ("renderers", plugins.RENDERERS)):
        typer.echo(f"{title}:")
        for name, value in plugins.listing(group):
            typer.echo(f"  {name:12} {value}")


def settings_of(flags: dict[str, Any], config: Path | None) -> Settings:
    """The settings; a text source that is named must be there."""
    from reportpipe.settings import load_settings  # noqa: PLC0415

    settings = load_settings(flags, os.environ, config)
    if settings.source is not None:
        plugins.source(settings.source)
    return settings


def _request(
    flags: dict[str, Any], config: Path | None, pages: str | None, password_file: Path | None, force: bool
) -> Request:
    from reportpipe.cli import work  # noqa: PLC0415

    settings = settings_of(flags, config)
    password = work.password(password_file, os.environ.get("REPORTPIPE_PASSWORD"))
    return work.Request(settings, page_numbers(pages), password, force)


def formats_of(given: Sequence[str] | None, settings: Settings, output: str | None = None) -> list[str]:
    """The formats asked for: by flag, by the suffix of --output, by the settings."""
    names = [part.strip() for item in given or [] for part in item.split(",") if part.strip()]
    if not names and output not in (None, STREAM):
        suffix = Path(str(output)).suffix
        names = [name for name in plugins.names(plugins.RENDERERS) if plugins.renderer(name).suffix == suffix]
    names = list(dict.fromkeys(names or settings.formats))
    for name in names:
        plugins.renderer(name)
    if output is not None and len(names) > 1:
        raise UsageError(f"--output takes one format, and there are {len(names)}", "Name it: --format md")
    return names


def _each(todo: Sequence[Job], console: Console, one: Callable[[Job, bytes | None], object]) -> None:
    """Does every input, whatever happens to the others; a failure is said and counted."""
    stdin = sys.stdin.buffer.read() if any(job.path is None for job in todo) else None
    for job in _with_progress(todo, console):
        try:
            one(job, stdin)
        except ReportpipeError as error:
            console.error(job.name, error)


def _with_progress(todo: Sequence[Job], console: Console) -> Iterable[Job]:
    """A progress bar on a terminal where there are several inputs; elsewhere each input has its line."""
    if len(todo) < 2 or console.verbosity != 0 or not sys.stderr.isatty():
        yield from todo
        return
    with typer.progressbar(todo, label="converting", file=sys.stderr) as bar:
        yield from bar


def guarded(run: Callable[[Console], int], quiet: bool, verbose: bool, log: Path | None) -> None:
    """Runs a command; every way in which it can end has its exit code."""
    console = Console(verbosity=1 if verbose else -1 if quiet else 0)
    try:
        console.log = open_log(log)
        code = run(console)
    except ReportpipeError as error:
        console.error("reportpipe", error)
        code = error.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        if verbose:
            traceback.print_exc()
        told = ReportpipeError(
            f"unexpected failure: {type(error).__name__}: {error}",
            "Please report it, with the output of the same command and -v.",
        )
        console.error("reportpipe", told)
        code = told.exit_code
    finally:
        if console.log is not None:
            console.log.close()
    raise typer.Exit(code)
