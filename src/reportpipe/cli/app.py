"""The commands, thin: they gather what is asked for and hand each input to `work`.

Heavy libraries are imported only when a command needs them, so that --help and --version answer at once.
"""

# No `from __future__ import annotations` here: typer would evaluate each annotation, twice, at every start.

import os
import sys
import traceback
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportpipe import __version__, plugins
from reportpipe.cli.command import Command, Group
from reportpipe.cli.console import Console, open_log, write_stdout
from reportpipe.cli.inputs import INPUT, OUTPUT, Job, Where, jobs, page_numbers, read_stream
from reportpipe.cli.renditions import Wanted, refuse_rendition, renderers
from reportpipe.errors import OutputError, ReportpipeError, UsageError

if TYPE_CHECKING:
    from reportpipe.cli.work import Request
    from reportpipe.settings import Settings

app = typer.Typer(
    cls=Group,
    help="Turns a published PDF deck or report into a YAML of themes and bullets, and that into Word, Markdown, JSON or"
    " HTML.",
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
    list[str] | None,
    typer.Option("--format", "-f", help="docx, md, json, html; repeat it, or list them with commas."),
]
ReferenceDoc = Annotated[
    Path | None, typer.Option("--reference-doc", help="Word file whose styles, page, headers and footers are taken.")
]
PageLinks = Annotated[
    bool | None, typer.Option("--page-links/--no-page-links", help="Links to the PDF's pages (Word, HTML; on).")
]
Flavour = Annotated[str | None, typer.Option(help="Markdown: gfm (tables, footnotes), or commonmark.")]
Lines = Annotated[bool | None, typer.Option("--lines", help="JSON Lines, one theme a line, instead of one object.")]
Pages = Annotated[str | None, typer.Option(help="Only these pages, counted from 1: 1,3,5-7.")]
SourceName = Annotated[str | None, typer.Option("--source", help="Text source: pdfium or pdfplumber.")]
Language = Annotated[str | None, typer.Option(help="The document's language (ja, en, zh-Hans, …), if not found out.")]
PasswordFile = Annotated[Path | None, typer.Option(help="File whose first line is the PDF's password.")]
Force = Annotated[
    bool, typer.Option("--force", help="Replace files that are not as reportpipe wrote them; a copy is kept.")
]
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


@app.command(cls=Command, epilog="Example: reportpipe extract deck.pdf -o deck.yaml")
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

        refuse_rendition(output)
        flags = {"source": source, "language": language, "strict": strict}
        request = request_of(flags, config, page_numbers(pages), password_file, force)
        todo = jobs(pdfs or [], ".pdf", INPUT, Where(output, output_dir))
        each(todo, console, lambda job, stdin: work.extract(job, stdin, request, console))
        return console.exit_code(request.settings.strict)

    guarded(run, quiet, verbose, log)


@app.command(cls=Command, epilog="Example: reportpipe render --format docx,md output/deck.yaml")
def render(
    yamls: Yamls = None,
    formats: Formats = None,
    output: Output = None,
    output_dir: OutputDir = None,
    reference_doc: ReferenceDoc = None,
    page_links: PageLinks = None,
    flavour: Flavour = None,
    lines: Lines = None,
    force: Force = False,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """YAML to Word, Markdown, JSON and HTML. Without a path: every report under output/."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        settings = settings_of({}, config)
        chosen = _renderers(Wanted(formats, output, given(reference_doc, page_links, flavour, lines)), settings)
        load = partial(work.load, bounds=settings.bounds)
        todo = jobs(yamls or [], ".yaml", OUTPUT, Where(output, output_dir), beside=True)
        each(todo, console, lambda job, stdin: work.render(job, load(job, stdin), chosen, force, console))
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)


@app.command(cls=Command, epilog="Example: reportpipe convert deck.pdf --output-dir out --format docx")
def convert(
    pdfs: Pdfs = None,
    formats: Formats = None,
    output_dir: OutputDir = None,
    reference_doc: ReferenceDoc = None,
    page_links: PageLinks = None,
    flavour: Flavour = None,
    lines: Lines = None,
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
    """PDF to YAML and on to its renditions, in one go."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        flags = {"source": source, "language": language, "strict": strict}
        request = request_of(flags, config, page_numbers(pages), password_file, force)
        flags = given(reference_doc, page_links, flavour, lines)
        chosen = _renderers(Wanted(formats, None, flags), request.settings)
        todo = jobs(pdfs or [], ".pdf", INPUT, Where(directory=output_dir))
        if any(job.path is None for job in todo):
            raise UsageError("convert writes several files, and takes no standard input", "Use extract and render.")
        each(todo, console, lambda job, _: work.convert(job, request, chosen, console))
        return console.exit_code(request.settings.strict)

    guarded(run, quiet, verbose, log)


@app.command(cls=Command, epilog="Example: reportpipe check output/deck.yaml")
def check(yamls: Yamls = None, quiet: Quiet = False, verbose: Verbose = False, log: Log = None) -> None:
    """Validates reports. Every problem at once, with file, line and column. Without a path: all under output/."""

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        bounds = settings_of({}, None).bounds

        def one(job: Job, stdin: bytes | None) -> None:
            work.load(job, stdin, bounds)
            console.success(job.name, "valid")

        each(jobs(yamls or [], ".yaml", OUTPUT, Where(), beside=True), console, one)
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)


@app.command(cls=Command, epilog="Example: reportpipe schema > report.schema.json")
def schema() -> None:
    """Prints the JSON Schema of the YAML."""
    from reportpipe.schema import schema_text  # noqa: PLC0415

    def run(_: Console) -> int:
        write_stdout(schema_text())
        return 0

    guarded(run, quiet=False, verbose=False, log=None)


@app.command("plugins", cls=Command, epilog="Example: reportpipe plugins")
def plugins_() -> None:
    """Lists the text sources and the renderers."""

    def run(_: Console) -> int:
        for title, group in (("text sources", plugins.SOURCES), ("renderers", plugins.RENDERERS)):
            rows = [f"  {name:12} {value}" for name, value in plugins.listing(group)]
            write_stdout("\n".join([f"{title}:", *rows, ""]))
        return 0

    guarded(run, quiet=False, verbose=False, log=None)


def settings_of(flags: Mapping[str, Any], config: Path | None) -> "Settings":
    """The settings; a text source that is named must be there."""
    from reportpipe.settings import load_settings  # noqa: PLC0415

    settings = load_settings(flags, os.environ, config)
    if settings.source is not None:
        plugins.source(settings.source)
    return settings


def request_of(
    flags: dict[str, Any],
    config: Path | None,
    pages: Collection[int] | None,
    password_file: Path | None,
    force: bool = False,
) -> "Request":
    """What is asked of each input. Raises UsageError."""
    from reportpipe.cli import work  # noqa: PLC0415

    settings = settings_of(flags, config)
    password = work.password(password_file, os.environ.get("REPORTPIPE_PASSWORD"))
    return work.Request(settings, pages, password, force)


def given(
    reference_doc: Path | None, page_links: bool | None, flavour: str | None, lines: bool | None
) -> dict[str, Any]:
    """The options of renditions that have flags of their own; None: not given."""
    return {"reference_doc": reference_doc, "page_links": page_links, "flavour": flavour, "lines": lines}


def _renderers(wanted: Wanted, settings: "Settings") -> list[plugins.Renderer]:
    return renderers(wanted, settings.formats, settings.options)


def each(todo: Sequence[Job], console: Console, one: Callable[[Job, bytes | None], object]) -> None:
    """Does every input, whatever happens to the others; a failure is said and counted."""
    stdin = read_stream(sys.stdin.buffer) if any(job.path is None for job in todo) else None
    for job in _with_progress(todo, console):
        try:
            one(job, stdin)
            console.done += 1
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
        if console.unheard and not code:
            code = OutputError.exit_code
    except ReportpipeError as error:
        console.error("reportpipe", error)
        code = error.exit_code
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as error:
        if verbose:
            traceback.print_exc()
        from reportpipe.cli.guarded import unexpected  # noqa: PLC0415

        told = ReportpipeError(*unexpected(error))
        console.error("reportpipe", told)
        code = told.exit_code
    finally:
        if console.log is not None:
            console.log.close()
    raise typer.Exit(code)
