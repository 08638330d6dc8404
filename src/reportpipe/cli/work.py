"""What the commands do with one input each."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from reportpipe import pipeline, yamlio
from reportpipe.bounds import Bounds
from reportpipe.cli import explained
from reportpipe.cli.console import Console, as_json, counted, shown, write_stdout
from reportpipe.cli.going import Going
from reportpipe.cli.guarded import read_guarded
from reportpipe.cli.inputs import Job, read_input
from reportpipe.cli.outputs import YAML, Origin, Output, put, refuse_known
from reportpipe.errors import EncryptedError, UsageError
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import Report, from_dict, to_dict
from reportpipe.model.share import left_share
from reportpipe.plugins import Renderer
from reportpipe.read.outline.explain import Explanation
from reportpipe.read.outline.explain import to_dict as explained_dict
from reportpipe.settings import Settings


class Request(NamedTuple):
    """What is asked for, besides the inputs."""

    settings: Settings
    pages: Collection[int] | None = None
    password: str | None = None
    force: bool = False


class Shape(NamedTuple):
    """How an explanation is given. picture: the file of the page's picture, .png or .svg; None for none."""

    for_machines: bool
    picture: Path | None = None


def extract(job: Job, stdin: bytes | None, request: Request, console: Console) -> None:
    """PDF → YAML. Raises what `pipeline.read` raises, EditedError and OutputError."""
    _refuse_others(job, stdin, request, ())
    report = _read(job, stdin, request, console)
    told = {YAML: f" ({_summary(report)})"}
    _write(job, [_yaml(job, report)], request.force, console, told)


def convert(job: Job, request: Request, renderers: Sequence[Renderer], console: Console) -> None:
    """PDF → YAML and its renditions, all of them or none. Raises as `extract` and `render` do."""
    _refuse_others(job, None, request, renderers)
    report = _read(job, None, request, console)
    files = [_yaml(job, report), *_renditions(job, report, _with_suffix(job, YAML), renderers, console)]
    _write(job, files, request.force, console, {YAML: f" ({_summary(report)})"})


def render(job: Job, report: Report, renderers: Sequence[Renderer], force: bool, console: Console) -> None:
    """Report → its renditions, all of them or none. Raises UsageError, EditedError, OutputError."""
    _write(job, list(_renditions(job, report, job.path, renderers, console)), force, console, {})


def _read(job: Job, stdin: bytes | None, request: Request, console: Console) -> Report:
    """The report of a PDF; what was noted is said."""

    def read(source: str | None, bounds: Bounds) -> dict[str, Any]:
        reading = pipeline.read(
            read_input(job, stdin, bounds),
            source=source,
            pages=request.pages,
            password=request.password,
            language=request.settings.language,
            name=job.path.name if job.path else "-",
            bounds=bounds,
        )
        noted = [(item.code.name, item.message, item.page, item.box) for item in reading.diagnostics]
        return {"report": to_dict(reading.report), "diagnostics": noted}

    with _password_advice():
        told, guards = read_guarded(read, request.settings, Going(console, job.name))
    for diagnostic in [*guards, *(Diagnostic(Code[code], *more) for code, *more in told["diagnostics"])]:
        console.diagnostic(job.name, diagnostic)
    return from_dict(told["report"])


def explain(job: Job, stdin: bytes | None, request: Request, shape: Shape, console: Console) -> None:
    """PDF → what its parts were taken for, on standard output, and as a picture of a page where one is asked for.

    Raises what `pipeline.explain` raises, EditedError, OutputError; UsageError for a picture of more pages than one.
    """

    def read(source: str | None, bounds: Bounds) -> dict[str, Any]:
        data = read_input(job, stdin, bounds)
        found = pipeline.explain(
            data,
            source=source,
            pages=request.pages,
            password=request.password,
            language=request.settings.language,
            bounds=bounds,
        )
        drawn = _drawn(data, found, shape.picture, request.password) if shape.picture else {}
        if shape.for_machines:
            return {"text": as_json({"file": job.name, **explained_dict(found)}), **drawn}
        return {"text": shown("\n".join(explained.lines(job.name, found))), **drawn}

    with _password_advice():
        told, _ = read_guarded(read, request.settings, Going(console, job.name))
    if shape.picture:
        output = Output(shape.picture, base64.b64decode(told["picture"]), Origin(job.path, told["sha256"]))
        _put([output], request.force, job, console)
    write_stdout(f"{told['text']}\n")
    if shape.picture:
        console.success(job.name, f"→ {shape.picture}")


def _drawn(data: bytes, found: Explanation, target: Path, password: str | None) -> dict[str, str]:
    """The picture of an explanation, as JSON can hold it, and of which file it is."""
    from reportpipe.cli import pictured  # noqa: PLC0415 -- Pillow is loaded where there is something to draw
    from reportpipe.sources.pdfium_shown import shown as shown_page  # noqa: PLC0415

    if len(found.pages) != 1:
        raise UsageError(f"--picture shows one page, not {len(found.pages)}", "Name it: --page 3.")
    page = shown_page(data, found.pages[0].number, password)
    drawn = pictured.picture(found, page, target.suffix.lower())
    return {"picture": base64.b64encode(drawn).decode(), "sha256": hashlib.sha256(data).hexdigest()}


@contextmanager
def _password_advice() -> Iterator[None]:
    """Says how to give a password to whom lacks one."""
    try:
        yield
    except EncryptedError as error:
        raise EncryptedError(error.message, "Give it by --password-file FILE or REPORTPIPE_PASSWORD.") from error


def _with_suffix(job: Job, suffix: str) -> Path | None:
    """The output's path; None for standard output."""
    return _suffixed(job, suffix) if job.target or job.named else None


def _suffixed(job: Job, suffix: str) -> Path:
    """The output's path: the name that was given, or that of the input, with the format's suffix."""
    if job.named is not None:
        return job.named
    assert job.target is not None
    return job.target.with_name(job.target.name + suffix)


def _refuse_others(job: Job, stdin: bytes | None, request: Request, renderers: Sequence[Renderer]) -> None:
    """Raises EditedError before anything is read where a person's file stands at an output's place."""
    yaml = _with_suffix(job, YAML)
    if yaml is None or request.force:
        return
    targets = [yaml, *(_suffixed(job, renderer.suffix) for renderer in renderers)]
    if not any(os.path.lexists(target) for target in targets):
        return
    sha256 = hashlib.sha256(read_input(job, stdin, request.settings.bounds)).hexdigest()
    made_of = [job.path, *(yaml for _ in renderers)]
    refuse_known((target, Origin(path, sha256)) for target, path in zip(targets, made_of, strict=True))


class _File(NamedTuple):
    """A file to be written. suffix: of its name; origin: what it is made of."""

    suffix: str
    data: bytes
    origin: Origin


def _yaml(job: Job, report: Report) -> _File:
    text = yamlio.dump(report, _schema_beside(_with_suffix(job, YAML)))
    return _File(YAML, text.encode(), Origin(job.path, _sha256_of(report)))


def _renditions(
    job: Job, report: Report, yaml: Path | None, renderers: Sequence[Renderer], console: Console
) -> Iterator[_File]:
    for renderer in renderers:
        notes: list[Diagnostic] = []
        data = renderer.render(report, notes)
        for note in notes:
            console.diagnostic(job.name, note)
        yield _File(renderer.suffix, data, Origin(yaml, _sha256_of(report)))


def _sha256_of(report: Report) -> str:
    return report.source.sha256 or "" if report.source else ""


def _write(job: Job, files: Sequence[_File], force: bool, console: Console, told: Mapping[str, str]) -> None:
    """Writes the outputs of one input, and says so. told: what is said of a file beside its name, by its suffix."""
    if job.target is None and job.named is None:
        for file in files:
            write_stdout(file.data)
        return
    outputs = [Output(_suffixed(job, file.suffix), file.data, file.origin, file.suffix == YAML) for file in files]
    _put(outputs, force, job, console)
    for file, output in zip(files, outputs, strict=True):
        console.success(job.name, f"→ {output.target}{told.get(file.suffix, '')}")


def _put(outputs: Sequence[Output], force: bool, job: Job, console: Console) -> None:
    """Writes the outputs; says what is kept of what stood there."""
    for kept in put(outputs, force):
        console.success(job.name, f"what was there is kept as {kept}")


def _schema_beside(target: Path | None) -> str | None:
    """The schema's path from the YAML, for editors that complete and check; None where there is none."""
    if target is None:
        return None
    for depth, folder in enumerate(target.absolute().parents):
        if (folder / "schema" / "report.schema.json").is_file():
            return "../" * depth + "schema/report.schema.json"
    return None


def _summary(report: Report) -> str:
    pages = report.source.pages if report.source else None
    share = f"{left_share(report):.1%}".replace("%", " %")
    return f"{counted(pages, 'page')}, {counted(len(report.themes), 'theme')}, {share} of the text left out"


def load(job: Job, stdin: bytes | None, bounds: Bounds) -> Report:
    """A report out of a YAML file. Raises UnreadableError, LimitError, InvalidReportError."""
    return yamlio.load(read_input(job, stdin, replace(bounds, file=bounds.yaml)), job.name, bounds)


def password(file: Path | None, variable: str | None) -> str | None:
    """The PDF's password: the first line of the file, or the variable's value. Raises UsageError."""
    if file is None:
        return variable
    try:
        return file.read_text("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise UsageError(f"cannot read a password from {file}: {error}") from error
