"""The commands that show what the others did: explain says why, audit proves that nothing was lost."""

# No `from __future__ import annotations` here: typer would evaluate each annotation, twice, at every start.

import os
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from reportpipe.cli.app import (
    Config,
    Force,
    Language,
    Log,
    Pages,
    PasswordFile,
    Quiet,
    SourceName,
    Verbose,
    Yamls,
    each,
    guarded,
    request_of,
    settings_of,
)
from reportpipe.cli.command import Command
from reportpipe.cli.console import Console, as_json, shown, write_stdout
from reportpipe.cli.going import Going
from reportpipe.cli.inputs import OUTPUT, STREAM, Job, Where, jobs, page_numbers
from reportpipe.errors import UsageError

PICTURES = (".png", ".svg")


class Shown(Enum):
    """How an explanation is written."""

    TEXT = "text"
    JSON = "json"


def register(app: typer.Typer) -> None:
    """Adds the commands."""
    app.command(cls=Command, epilog="Example: reportpipe explain deck.pdf --page 3")(explain)
    app.command(cls=Command, epilog="Example: reportpipe audit output/deck.yaml --pdf deck.pdf --format json")(audit)


def explain(
    pdf: Annotated[str, typer.Argument(metavar="PDF", help="A file, or - for standard input.")],
    page: Annotated[str | None, typer.Option(help="These pages, counted from 1: 3,5-7. All, unless told.")] = None,
    as_format: Annotated[Shown, typer.Option("--format", "-f", help="For people, or for machines.")] = Shown.TEXT,
    picture: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also draws it over the page's picture: a .png or .svg. Needs --page N."),
    ] = None,
    force: Force = False,
    source: SourceName = None,
    language: Language = None,
    password_file: PasswordFile = None,
    config: Config = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """Says what each block of a page was taken for, and why. Writes to standard output.

    With --picture it also draws the boxes over one page, with their order, kind, level and doubts.
    """

    def run(console: Console) -> int:
        from reportpipe.cli import work  # noqa: PLC0415

        flags = {"source": source, "language": language}
        request = request_of(flags, config, page_numbers(page, "--page"), password_file, force)
        if picture is not None and picture.suffix.lower() not in PICTURES:
            raise UsageError(f"--picture {picture}: its name must end in {' or '.join(PICTURES)}")
        if Path(pdf).is_dir():
            raise UsageError(f"{pdf} is a directory", "explain takes one PDF.")
        shape = work.Shape(as_format is Shown.JSON, picture)
        todo = [Job(None if pdf == STREAM else Path(pdf), None)]
        each(todo, console, lambda job, stdin: work.explain(job, stdin, request, shape, console))
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)


def audit(
    yamls: Yamls = None,
    pdf: Annotated[Path | None, typer.Option(help="The PDF, if it is not beside the YAML or in input/.")] = None,
    rendered: Annotated[
        list[Path] | None,
        typer.Option(help="A .docx, .md or .json that is held against its YAML instead; repeat it for several."),
    ] = None,
    format_: Annotated[str, typer.Option("--format", "-f", help="table or json.")] = "table",
    pages: Pages = None,
    source: Annotated[str, typer.Option(help="Who reads the PDF: pdfplumber or pdfium.")] = "pdfplumber",
    password_file: PasswordFile = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
    log: Log = None,
) -> None:
    """Proves that nothing was lost and nothing invented: reads the PDF again, by another parser, and compares.

    Ends with exit code 9 where the YAML lacks what the PDF paints, says what it does not, or tells it in another order.
    Without a path: every report under output/. With --rendered: the YAML beside that file, unless one is named.
    """

    def run(console: Console) -> int:
        from reportpipe.cli import audit as auditing  # noqa: PLC0415
        from reportpipe.cli import work  # noqa: PLC0415

        if format_ not in ("table", "json"):
            raise UsageError(f"--format {format_}: unknown", "Known: table, json.")
        settings = settings_of({"source": source}, None)
        password = work.password(password_file, os.environ.get("REPORTPIPE_PASSWORD"))
        auditor = auditing.Auditor(pdf, source, settings, page_numbers(pages), password)

        def one(job: Job, stdin: bytes | None) -> None:
            if rendered and job.path is not None:
                yaml = Job(Path(yamls[0]) if yamls else job.path.with_suffix(".yaml"), None)
                told = auditor.rendition(job, yaml, work.load(yaml, None, settings.bounds))
            else:
                told = auditor.one(job, work.load(job, stdin, settings.bounds), Going(console, job.name))
            if format_ == "table":
                write_stdout(f"{shown(told)}\n")
            auditor.verdict()

        todo = jobs(yamls or [], ".yaml", OUTPUT, Where(), beside=True) if not rendered else []
        each(todo or [Job(path, None) for path in rendered or []], console, one)
        if format_ == "json":
            write_stdout(f"{as_json(auditor.results)}\n")
        return console.exit_code(strict=False)

    guarded(run, quiet, verbose, log)
