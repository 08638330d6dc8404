"""What the commands do with one input each."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from reportpipe import pipeline, yamlio
from reportpipe.bounds import Bounds
from reportpipe.cli import explained
from reportpipe.cli.console import Console, counted
from reportpipe.cli.guarded import read_guarded
from reportpipe.cli.inputs import STATE, Job, read_input
from reportpipe.errors import EditedError, EncryptedError, InvalidReportError, UsageError
from reportpipe.files import write_bytes
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.report import Report, from_dict, is_edited, to_dict
from reportpipe.plugins import Renderer
from reportpipe.settings import Settings
from reportpipe.themes.explain import to_dict as explained_dict


class Request(NamedTuple):
    """What is asked for, besides the inputs."""

    settings: Settings
    pages: Collection[int] | None = None
    password: str | None = None
    force: bool = False


def extract(job: Job, stdin: bytes | None, request: Request, console: Console) -> Report:
    """PDF → YAML. Raises what `pipeline.read` raises, EditedError and OutputError."""
    target = _with_suffix(job, ".yaml")
    if target is not None and not request.force:
        _refuse_edited(target)

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
        told, guards = read_guarded(read, request.settings)
    report = from_dict(told["report"])
    for diagnostic in [*guards, *(Diagnostic(Code[code], *more) for code, *more in told["diagnostics"])]:
        console.diagnostic(job.name, diagnostic)
    _save(report, target, console)
    if target is not None:
        console.success(job.name, f"→ {target} ({_summary(report)})")
    return report


def explain(job: Job, stdin: bytes | None, request: Request, as_json: bool) -> None:
    """PDF → what its parts were taken for, on standard output. Raises what `pipeline.explain` raises."""

    def read(source: str | None, bounds: Bounds) -> dict[str, Any]:
        found = pipeline.explain(
            read_input(job, stdin, bounds),
            source=source,
            pages=request.pages,
            password=request.password,
            language=request.settings.language,
            bounds=bounds,
        )
        if as_json:
            return {"text": json.dumps({"file": job.name, **explained_dict(found)}, ensure_ascii=False, indent=2)}
        return {"text": "\n".join(explained.lines(job.name, found))}

    with _password_advice():
        told, _ = read_guarded(read, request.settings)
    sys.stdout.buffer.write(told["text"].encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


@contextmanager
def _password_advice() -> Iterator[None]:
    """Says how to give a password to whom lacks one."""
    try:
        yield
    except EncryptedError as error:
        raise EncryptedError(error.message, "Give it by --password-file FILE or REPORTPIPE_PASSWORD.") from error


def _with_suffix(job: Job, suffix: str) -> Path | None:
    """The output's path. Not `with_suffix`: a stem may hold a dot."""
    return job.target.with_name(job.target.name + suffix) if job.target is not None else None


def _refuse_edited(target: Path) -> None:
    if not target.exists():
        return
    text, original = target.read_bytes(), _original(target)
    if original.is_file() and original.read_bytes() == text:  # to read it as a report takes 200 ms
        return
    with suppress(InvalidReportError):
        if not is_edited(yamlio.load(text, str(target))):
            return
    raise EditedError(
        f"{target} was edited since it was extracted, and is left as it is",
        f"Render it: reportpipe render {target}. Or replace it: --force (the edited one is kept in {STATE}/replaced/).",
    )


def _save(report: Report, target: Path | None, console: Console) -> None:
    """Writes the YAML, and keeps a copy aside, so that later edits can be told from the extraction and merged."""
    text = yamlio.dump(report, _schema_beside(target)).encode()
    if target is None:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    if target.exists() and target.read_bytes() != text:
        write_bytes(target.parent / STATE / "replaced" / target.name, target.read_bytes())
    write_bytes(target, text)
    write_bytes(_original(target), text)


def _original(target: Path) -> Path:
    """Where a YAML stands as it was extracted."""
    return target.parent / STATE / "original" / target.name


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
    return f"{counted(pages, 'page')}, {counted(len(report.themes), 'theme')}"


def load(job: Job, stdin: bytes | None) -> Report:
    """A report out of a YAML file. Raises UnreadableError, InvalidReportError."""
    return yamlio.load(read_input(job, stdin), job.name)


def render(job: Job, report: Report, renderers: Sequence[Renderer], console: Console) -> None:
    """Report → its renditions. Raises UsageError, OutputError."""
    for renderer in renderers:
        notes: list[Diagnostic] = []
        data = renderer.render(report, notes)
        for note in notes:
            console.diagnostic(job.name, note)
        target = _with_suffix(job, renderer.suffix)
        if target is None:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        else:
            write_bytes(target, data)
            console.success(job.name, f"→ {target}")


def password(file: Path | None, variable: str | None) -> str | None:
    """The PDF's password: the first line of the file, or the variable's value. Raises UsageError."""
    if file is None:
        return variable
    try:
        return file.read_text("utf-8").splitlines()[0]
    except (OSError, UnicodeDecodeError, IndexError) as error:
        raise UsageError(f"cannot read a password from {file}: {error}") from error
