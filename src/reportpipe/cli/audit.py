"""What `reportpipe audit` does with one report: finds its PDF, audits it, and says what came out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from reportpipe.audit.against_pdf import audit
from reportpipe.audit.against_rendition import audit_rendition
from reportpipe.audit.findings import Audit, Finding
from reportpipe.bounds import Bounds
from reportpipe.cli.console import counted
from reportpipe.cli.going import Going
from reportpipe.cli.guarded import read_guarded
from reportpipe.cli.inputs import INPUT, OUTPUT, Job
from reportpipe.errors import AuditError, UnreadableError
from reportpipe.files import read_bytes
from reportpipe.model.page import Box
from reportpipe.model.report import Report, is_edited
from reportpipe.scan import check
from reportpipe.settings import Settings

UPWARDS = 3
"""So many directories above the YAML the PDF is looked for, itself and in an input/ there."""
MOST_TEXT = 40
"""A finding's text is cut after so many characters in the table; JSON has all of it."""


@dataclass(slots=True)
class Auditor:
    """What is asked for, and what came out so far. pdf: the PDF, None where it is looked for. source: who reads it.
    settings: the limits."""

    pdf: Path | None
    source: str
    settings: Settings
    pages: Collection[int] | None
    password: str | None
    results: list[dict[str, Any]] = field(default_factory=list)

    def one(self, job: Job, report: Report, going: Going) -> str:
        """Audits a report; gives the table. going: is told the page.

        Raises AuditError through `verdict`, and what reading a PDF raises.
        """
        path = self.pdf or find_pdf(job.path, report)
        told_path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
        pages = sorted(self.pages) if self.pages is not None else None

        def read(_: str | None, bounds: Bounds) -> dict[str, Any]:
            data = read_bytes(path, bounds)
            check(data, bounds)
            made = audit(report, data, source=self.source, pages=pages, password=self.password, tell=going.tell)
            notes = [*_notes(report, data), *made.notes]
            return {
                "result": as_dict(job.name, told_path, made, notes),
                "table": table(job.name, told_path, made, notes),
            }

        # Both parsers read whatever pages they need: what the pages may cost, they may cost together.
        together = replace(self.settings, max_page_seconds=self.settings.max_seconds)
        told, _ = read_guarded(read, together, going)
        self.results.append(told["result"])
        return str(told["table"])

    def rendition(self, rendered: Job, yaml: Job, report: Report) -> str:
        """Audits a rendition; gives the table. Raises UnreadableError, UsageError."""
        path = rendered.path or Path(rendered.name)
        findings = audit_rendition(report, read_bytes(path), path.suffix)
        self.results.append(as_dict(yaml.name, path, Audit((), (), tuple(findings)), []))
        told = f"{len(findings)} differences" if findings else "the same"
        return "\n".join([f"{path} against {yaml.name}: {told}", *map(_row, findings)])

    def verdict(self) -> None:
        """Raises AuditError where the last report failed."""
        counts = Counter(finding["kind"] for finding in self.results[-1]["findings"] if finding["fails"])
        if counts:
            told = ", ".join(f"{number} {kind}" for kind, number in counts.items())
            raise AuditError(f"not the same as {self.results[-1]['against']}: {told}")


def find_pdf(yaml: Path | None, report: Report) -> Path:
    """The PDF that a report came from: beside it, above it, or in an input/ there. Where several have its name, the one
    with its hash. Raises UnreadableError."""
    name = report.source.file if report.source else ""
    sha256 = report.source.sha256 if report.source else None
    found = [path for path in _candidates(yaml, name) if path.is_file()] if name and name != "-" else []
    if not found:
        what = f"its PDF, {name}, is not near it" if name else "it does not say which PDF it came from"
        raise UnreadableError(what, "Name it: reportpipe audit … --pdf FILE")
    same = (path for path in found if sha256 and hashlib.sha256(read_bytes(path)).hexdigest() == sha256)
    return next(same, found[0]) if len(found) > 1 else found[0]


def _candidates(yaml: Path | None, name: str) -> Iterator[Path]:
    """Where the PDF may be; the first is the likeliest."""
    folder = yaml.absolute().parent if yaml is not None else Path.cwd()
    above = [folder, *folder.parents][: UPWARDS + 1]
    for base in above:
        if base.name == OUTPUT.name:  # outputs mirror the inputs
            yield base.parent / INPUT / folder.relative_to(base) / name
    for base in above:
        yield base / name
        yield base / INPUT / name


def _notes(report: Report, pdf: bytes) -> Iterator[str]:
    """What one should know to judge the findings."""
    sha256 = report.source.sha256 if report.source else None
    if sha256 and hashlib.sha256(pdf).hexdigest() != sha256:
        yield "this PDF is another file than the one that the report came from"
    if is_edited(report):
        yield "the report was edited since it was extracted"


def as_dict(name: str, against: Path, made: Audit, notes: list[str]) -> dict[str, Any]:
    """An audit for machines."""
    return {
        "report": name,
        "against": str(against),
        "parsers": list(made.parsers),
        "failed": made.failed,
        "notes": notes,
        "pages": [
            {
                "page": tally.page,
                "painted": tally.painted,
                "in_report": tally.told,
                "left_out": tally.left,
                "normalised": tally.normalised,
                "unseen": tally.unseen,
                "lost": tally.lost,
                "numbers": tally.numbers,
                "numbers_missing": [{"text": text, "box": _rounded(box)} for text, box in tally.missing],
            }
            for tally in made.tallies
        ],
        "findings": [
            {
                "kind": finding.kind.label,
                "fails": finding.kind.fails,
                "page": finding.page,
                "box": _rounded(finding.box),
                "path": finding.path,
                "text": finding.text,
                "why": finding.why,
            }
            for finding in made.findings
        ],
    }


def _rounded(box: Box | None) -> list[float] | None:
    return [round(side, 1) for side in box] if box is not None else None


def table(name: str, pdf: Path, made: Audit, notes: list[str]) -> str:
    """An audit for people."""
    left: Counter[str] = Counter()
    for tally in made.tallies:
        left.update(tally.left)
    reasons = f" ({', '.join(f'{why} {count}' for why, count in left.items())})" if left else ""
    missing = [(tally.page, text) for tally in made.tallies for text, _ in tally.missing]
    lines = [
        f"{name} against {pdf}, read by {' and '.join(made.parsers)}: {counted(len(made.tallies), 'page')}",
        f"  characters  painted {sum(tally.painted for tally in made.tallies)}"
        f" · in the report {sum(tally.told for tally in made.tallies)}"
        f" · left out {left.total()}{reasons}"
        f" · normalised {sum(tally.normalised for tally in made.tallies)}"
        f" · not to be seen {sum(tally.unseen for tally in made.tallies)}"
        f" · lost {sum(tally.lost for tally in made.tallies)}",
        f"  numbers     painted {sum(tally.numbers for tally in made.tallies)} · missing {len(missing)}",
        *(f"  note        {note}" for note in notes),
        *(f"  number missing    page {page:<4} {text}" for page, text in missing),
        *(_row(finding) for finding in made.findings),
        *_advice(made.findings),
    ]
    return "\n".join(lines)


def _row(finding: Finding) -> str:
    box = ",".join(f"{side:.0f}" for side in finding.box) if finding.box is not None else "-"
    text = finding.text if len(finding.text) <= MOST_TEXT else f"{finding.text[:MOST_TEXT]}…"
    why = f"  ({finding.why})" if finding.why else ""
    return f"  {finding.kind.label:17} page {finding.page:<4} {box:19} {text}  {finding.path}".rstrip() + why


def _advice(findings: Sequence[Finding]) -> Iterator[str]:
    """What each kind of finding means, and what one does about it."""
    counts = Counter(finding.kind for finding in findings)
    for kind, count in counts.items():
        yield f"  {count} × {kind.label}: {kind.meaning}; {kind.advice}"
