"""What a worker does with one document: reads it, renders it, and writes all of it into a staged directory.

Runs inside the guard (slot.py). A job is what JSON can hold; the answer too: an outcome, and the files' hashes.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, NotRequired, TypedDict, cast

from reportpipe import patterns, pipeline, plugins, yamlio
from reportpipe.batch.confine import allow
from reportpipe.batch.outcome import Outcome
from reportpipe.batch.publish import link_or_copy, write_synced
from reportpipe.bounds import Bounds
from reportpipe.errors import (
    EncryptedError,
    InvalidReportError,
    LimitError,
    NoTextError,
    OutputError,
    ReportpipeError,
    UnreadableError,
    UsageError,
)
from reportpipe.files import read_bytes, readable_name
from reportpipe.ladder import fallback
from reportpipe.model.diagnostic import Diagnostic, Severity
from reportpipe.model.report import Report
from reportpipe.scan import HEADER_WITHIN, PDF_HEADER

FRESH = ".new.yaml"
"""Suffix of a new extraction beside a YAML that a person has edited."""
OUTPUT_TROUBLE, SETTING_TROUBLE = "output", "setting"
"""In place of an outcome: the outputs could not be written, or a setting is wrong; no fault of the document's."""


class ChangedError(ReportpipeError):
    """A file is not what it was when the driver looked at it. The next run takes it as it is then."""


class Format(TypedDict):
    """A rendition. options: of its renderer; files: those options that are bytes, by the path where these stand."""

    name: str
    options: dict[str, Any]
    files: dict[str, str]


class Job(TypedDict):
    """pdf: path, or "" where only renditions are due. yaml: path of a YAML that is kept, or "". stage: directory.
    bounds: the numbers of Bounds. otherwise: as of slot.Guard, which adds `crashed`."""

    pdf: str
    name: str
    sha256: str
    yaml: str
    yaml_sha256: str
    stage: str
    stem: str
    source: str | None
    language: str | None
    password: str | None
    formats: list[Format]
    bounds: NotRequired[dict[str, int]]
    otherwise: NotRequired[dict[str, str]]
    crashed: NotRequired[str]


def preload() -> None:
    """Loads what documents need, once, before the first is forked. A plug-in that does not load matters to whoever
    asks for it, and to nobody else."""
    for group, load in ((plugins.SOURCES, plugins.source), (plugins.RENDERERS, plugins.renderer)):
        for name in plugins.names(group):
            with suppress(UsageError):
                load(name)
    patterns.compile_all()


def convert(job: dict[str, Any]) -> dict[str, Any]:
    """{"outcome", "reason", and for what can be published "pages", "warnings" (of the extraction), "notes" (of the
    renditions), "files": name → sha256, "extracted"}."""
    try:
        return _convert(cast(Job, job))
    except ReportpipeError as error:
        return _failed(job, error)
    except OSError as error:  # of what this document alone wants: a linked YAML, a plug-in
        if error.errno == errno.EFBIG:
            return {"outcome": Outcome.LIMIT, "reason": "it wanted to write a larger file than it may"}
        return {"outcome": Outcome.FAILED, "reason": f"{error.filename or job['name']}: {error.strerror or error}"}
    except MemoryError:
        raise
    except Exception as error:
        culprit = plugins.blamed(error)
        if not culprit:
            raise
        return {"outcome": Outcome.FAILED, "reason": f"{culprit} failed: {type(error).__name__}: {error}"}


def _failed(job: dict[str, Any], error: ReportpipeError) -> dict[str, Any]:
    """What is answered. final: no second try can end otherwise."""
    if isinstance(error, UsageError):
        return {"outcome": SETTING_TROUBLE, "reason": f"{error.message}. {error.advice}".rstrip()}
    if isinstance(error, LimitError | InvalidReportError):
        return {"outcome": _OUTCOMES[type(error)], "reason": error.message, "final": True}
    return {"outcome": _outcome(job, error), "reason": f"{error.message}. {error.advice}".rstrip(". ")}


_OUTCOMES: dict[type[ReportpipeError], str] = {
    OutputError: OUTPUT_TROUBLE,
    EncryptedError: Outcome.ENCRYPTED,
    NoTextError: Outcome.EMPTY,
    ChangedError: Outcome.UNREADABLE,
    LimitError: Outcome.LIMIT,
    InvalidReportError: Outcome.FAILED,
}


def _outcome(job: dict[str, Any], error: ReportpipeError) -> str:
    return _kind(job) if type(error) is UnreadableError else _OUTCOMES.get(type(error), Outcome.FAILED)


def _kind(job: dict[str, Any]) -> Outcome:
    """Which outcome a file that cannot be read has: by its content."""
    try:
        with Path(job["pdf"]).open("rb") as file:
            head = file.read(HEADER_WITHIN)
    except OSError:
        return Outcome.UNREADABLE
    return Outcome.CORRUPT if PDF_HEADER in head else Outcome.NOT_PDF


def _convert(job: Job) -> dict[str, Any]:
    answer: dict[str, Any] = {"outcome": Outcome.OK, "reason": "", "pages": 0, "warnings": [], "notes": [], "files": {}}
    stage, stem = Path(job["stage"]), job["stem"]
    report = _extract(job, answer) if job["pdf"] else None
    if report is not None:
        text = yamlio.dump(report, None).encode()
        name = stem + (FRESH if job["yaml"] else ".yaml")
        answer["files"][name] = answer["extracted"] = _write(stage / name, text)
    if job["yaml"]:
        report = _kept(job, answer)
    assert report is not None
    for wanted in job["formats"]:
        _render(report, wanted, stage / stem, answer)
    return answer


def _render(report: Report, wanted: Format, base: Path, answer: dict[str, Any]) -> None:
    """Writes a rendition. base: its path without suffix."""
    files = {key: Path(path).read_bytes() for key, path in wanted["files"].items()}
    renderer = plugins.renderer(wanted["name"], wanted["options"] | files)
    notes: list[Diagnostic] = []
    data = renderer.render(report, notes)
    target = base.with_name(base.name + renderer.suffix)
    answer["files"][target.name] = _write(target, data)
    answer["notes"] += _warnings(notes)


def _warnings(noted: Iterable[Diagnostic]) -> list[str]:
    return [str(item) for item in noted if item.code.severity is Severity.WARNING]


def _extract(job: Job, answer: dict[str, Any]) -> Report:
    bounds = Bounds(**job.get("bounds", {}), allow=allow)
    data = read_bytes(Path(job["pdf"]), bounds)
    if hashlib.sha256(data).hexdigest() != job["sha256"]:
        raise ChangedError("the file changed while it was read")
    name = readable_name(job["name"])
    reading = pipeline.read(
        data, source=job["source"], language=job["language"], password=job["password"], name=name, bounds=bounds
    )
    answer["pages"] = reading.report.source.pages if reading.report.source else 0
    answer["warnings"] = _warnings([*reading.diagnostics, *([fallback(job["crashed"])] if job.get("crashed") else [])])
    return reading.report


def _kept(job: Job, answer: dict[str, Any]) -> Report:
    """The YAML that stays as it is. A link, so that an editor that is saving it now still saves it."""
    kept, target = Path(job["yaml"]), Path(job["stage"]) / f"{job['stem']}.yaml"
    bounds = Bounds(**job.get("bounds", {}), allow=allow)
    link_or_copy(kept, target)
    bounds.check_yaml(kept.stat().st_size)
    data = kept.read_bytes()  # a link need not lead there from where it is staged
    if hashlib.sha256(data).hexdigest() != job["yaml_sha256"]:
        raise ChangedError("the YAML was edited while it was read")
    answer["files"][target.name] = job["yaml_sha256"]
    return yamlio.load(data, target.name, bounds)


def _write(path: Path, data: bytes) -> str:
    """Writes a file, on the disk for sure; its SHA-256. Raises OutputError, which is nobody's fault, and OSError where
    this document's limit is reached."""
    try:
        write_synced(path, data)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise
        raise OutputError(f"cannot write {path.parent}: {error.strerror}") from error
    return hashlib.sha256(data).hexdigest()
