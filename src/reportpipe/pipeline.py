"""The two directions: `read()` makes a Report of a PDF, `write()` makes a file of a Report."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from reportpipe import __version__, plugins
from reportpipe.bounds import USUAL, Bounds
from reportpipe.errors import UsageError
from reportpipe.files import read_bytes, readable_name, write_bytes
from reportpipe.model.diagnostic import Diagnostic
from reportpipe.model.page import Page
from reportpipe.model.report import Extracted, Report, Source, content_hash
from reportpipe.read.outline.assemble import Outline, assemble
from reportpipe.read.outline.explain import Explanation, explanation
from reportpipe.read.stages import STAGES, Scanned
from reportpipe.scan import Scan, Wish, keep, numbers, scan_of


class Reading(NamedTuple):
    """A report, and what was noted while it was made."""

    report: Report
    diagnostics: tuple[Diagnostic, ...]


def read(  # noqa: PLR0913 -- an option each
    pdf: Path | str | bytes,
    *,
    source: str | None = None,
    pages: Collection[int] | None = None,
    password: str | None = None,
    language: str | None = None,
    name: str | None = None,
    bounds: Bounds = USUAL,
) -> Reading:
    """The report of a PDF.

    pdf: a path, or the file's bytes. source: name of the text source; None means pdfium, and the ladder of ladder.py
    where that fails. pages: numbers from 1; None means all. language: BCP 47; None means that it is found out.
    name: what `source.file` of the report says. bounds: what is taken on. This very process reads it: what the commands
    guard against, a caller must guard itself against. Raises UnreadableError, EncryptedError, NoTextError, LimitError,
    UsageError.
    """
    data = pdf if isinstance(pdf, bytes) else read_bytes(Path(pdf), bounds)
    scan = scan_of(data, Wish(source, pages, password, language, bounds))
    file = readable_name(name or (Path(pdf).name if not isinstance(pdf, bytes) else "-"))
    return _reading(scan, Source(file=file, sha256=hashlib.sha256(data).hexdigest(), pages=scan.page_count))


def explain(
    pdf: Path | str | bytes,
    *,
    source: str | None = None,
    pages: Collection[int] | None = None,
    password: str | None = None,
    language: str | None = None,
    bounds: Bounds = USUAL,
) -> Explanation:
    """What each part of some pages was taken for, and why; arguments and errors as for `read`. The whole file is read,
    because most rules are learnt over it."""
    data = pdf if isinstance(pdf, bytes) else read_bytes(Path(pdf), bounds)
    scan = scan_of(data, Wish(source, None, password, language, bounds))
    wanted = set(numbers(pages, scan.page_count))
    sizes = {page.number: (page.shown_width, page.shown_height) for page in scan.pages if page.number in wanted}
    return explanation(_outline(scan), sizes, scan.page_count)


def report_of(pages: Sequence[Page], origin: Source, language: str) -> Reading:
    """The report of pages that were read already."""
    scan = Scan(len(pages), language)
    for page in pages:
        keep(page, scan)
    return _reading(scan, origin)


def _reading(scan: Scan, origin: Source) -> Reading:
    found = _outline(scan)
    report = assemble(found, origin)
    record = Extracted(by=f"reportpipe {__version__}", sha256=content_hash(report))
    return Reading(replace(report, extracted=record), (*scan.diagnostics, *found.notes))


def _outline(scan: Scan) -> Outline:
    """What the stages of reading make of the pages."""
    state: Any = scanned(scan)
    for stage in STAGES:
        state = stage(state)
    found: Outline = state
    return found


def scanned(scan: Scan) -> Scanned:
    """What the stages of reading begin with."""
    return Scanned(
        pages=tuple(scan.pages),
        language=scan.language,
        left=tuple(scan.left),
        stayed=tuple(scan.stayed),
        left_out=scan.left_out,
    )


def render(report: Report, format_name: str, options: Mapping[str, Any] | None = None) -> bytes:
    """The bytes of a rendition. options: of its renderer. Raises UsageError for an unknown format or option."""
    return plugins.renderer(format_name, options).render(report)


def suffix(format_name: str) -> str:
    """The suffix of a format's files, with its dot. Raises UsageError for an unknown format."""
    return plugins.renderer(format_name).suffix


def write(report: Report, path: Path | str) -> None:
    """Writes the rendition that the file's suffix names (.docx, .md, .json, …), whole or not at all.

    Raises UsageError for an unknown suffix, OutputError where it cannot be written.
    """
    target = Path(path)
    for name in plugins.names(plugins.RENDERERS):
        if suffix(name) == target.suffix:
            write_bytes(target, render(report, name))
            return
    raise UsageError(f"no format has the suffix {target.suffix!r}", "`reportpipe plugins` lists them.")
