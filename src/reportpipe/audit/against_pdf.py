"""A report against its PDF, by two parsers: what only one of them finds is their quarrel, not the report's fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from reportpipe import plugins
from reportpipe.audit.compare import Comparison, compare
from reportpipe.audit.findings import Audit, Finding, Kind
from reportpipe.errors import UnreadableError
from reportpipe.model.report import Report

SOURCE = "pdfplumber"
"""Reads the PDF unless told: not the parser that extracts."""
HALF = 0.5
"""A parser that finds less than this part of the other's characters on a page has lost some."""
OTHERS = {"pdfplumber": "pdfium"}
"""Who is asked for a second opinion; pdfplumber for all others."""


def audit(
    report: Report,
    pdf: bytes,
    *,
    source: str = SOURCE,
    pages: Sequence[int] | None = None,
    password: str | None = None,
) -> Audit:
    """What the PDF paints and the report lacks, and the other way round.

    pages: numbers from 1; None means all. Raises UnreadableError, EncryptedError, UsageError.
    """
    other = OTHERS.get(source, SOURCE)
    notes: list[str] = []
    try:
        first = _reading(report, pdf, source, pages, password)
    except UnreadableError as error:
        notes.append(f"{error.message}; read by {other} alone")
        alone = _reading(report, pdf, other, pages, password)
        return Audit((other,), tuple(alone.tallies), tuple(alone.findings), tuple(notes))
    notes += [f"page {page}: {why}" for page, why in first.unread.items()]
    if not first.findings:
        return Audit((source,), tuple(first.tallies), (), tuple(notes))
    try:
        second = _reading(report, pdf, other, pages, password)
    except UnreadableError as error:
        notes.append(f"{error.message}; no second opinion")
        return Audit((source,), tuple(first.tallies), tuple(first.findings), tuple(notes))
    notes += _half_read(first, second, source, other)
    return Audit((source, other), tuple(first.tallies), tuple(_judged(first, second)), tuple(notes))


def _half_read(first: Comparison, second: Comparison, source: str, other: str) -> Iterator[str]:
    """Pages of which one parser finds under half of what the other finds."""
    theirs = {tally.page: tally.painted for tally in second.tallies}
    for tally in first.tallies:
        less, more = sorted((tally.painted, theirs.get(tally.page, tally.painted)))
        if less < HALF * more:
            yield f"page {tally.page}: {source} finds {tally.painted} characters, {other} {theirs[tally.page]}"


def _reading(report: Report, pdf: bytes, source: str, pages: Sequence[int] | None, password: str | None) -> Comparison:
    with plugins.source(source).open(pdf, password) as document:
        wanted = [page for page in pages or range(1, document.page_count + 1) if page <= document.page_count]
        return compare(report, document, wanted)


def _judged(first: Comparison, second: Comparison) -> list[Finding]:
    """The first reading's findings; those that the second one does not share are the parsers' disagreement."""
    shared: dict[tuple[Kind, int, str], Counter[str]] = {}
    for finding in second.findings:
        shared.setdefault(_place(finding), Counter()).update(finding.text)
    out: list[Finding] = []
    for finding in first.findings:
        told = Counter(finding.text) & shared.get(_place(finding), Counter())
        agreed = finding.page in second.unread or told.total() * 2 >= len(finding.text)
        kind = finding.kind if agreed else Kind.DISAGREE
        out.append(Finding(kind, finding.page, finding.box, finding.path, finding.text))
    return out


def _place(finding: Finding) -> tuple[Kind, int, str]:
    """What two findings share that say the same: for a loss, that it is on the page; else, whose text it is."""
    return finding.kind, finding.page, "" if finding.kind is Kind.LOST else finding.path
