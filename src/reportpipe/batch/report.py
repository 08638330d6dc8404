"""What is left of a run for people and machines: report.json, and a text file for Prometheus."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reportpipe.batch.outcome import Outcome, Row
from reportpipe.files import write_bytes

FORMAT = "reportpipe-batch/1"
WIDE_SPACE = "\u3000"
"""Stands in names of Japanese documents, and tells a terminal nothing."""


def shown(path: str) -> str:
    """A path as text. Bytes that are no UTF-8, control characters, and the backslash that escapes them, are escaped:
    no two paths are shown alike."""
    text = os.fsencode(path).replace(b"\\", b"\\\\").decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() or char == WIDE_SPACE else _escaped(char) for char in text)


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode()


def counts(rows: Sequence[Row]) -> dict[Outcome, int]:
    """How many rows have each outcome that occurs, in the order of the list."""
    found = Counter(row.outcome for row in rows)
    return {outcome: found[outcome] for outcome in Outcome if found[outcome]}


def report_bytes(rows: Sequence[Row]) -> bytes:
    """report.json: a row for every path found."""
    documents = [
        {"path": row.path, "outcome": row.outcome, "reason": row.reason, "seconds": row.seconds, "outputs": row.outputs}
        for row in rows
    ]
    report = {"format": FORMAT, "counts": counts(rows), "documents": documents}
    return (json.dumps(report, ensure_ascii=False, indent=1) + "\n").encode()


def write_metrics(file: Path, rows: Sequence[Row], seconds: float, ended: float) -> None:
    """For node_exporter's textfile collector, renamed into place. seconds: how long the run took; ended: Unix time."""
    found = counts(rows)
    lines = [
        "# HELP reportpipe_documents Paths of the last run, by outcome.",
        "# TYPE reportpipe_documents gauge",
        *(f'reportpipe_documents{{outcome="{outcome}"}} {found.get(outcome, 0)}' for outcome in Outcome),
        "# HELP reportpipe_pages Pages converted in the last run.",
        "# TYPE reportpipe_pages gauge",
        f"reportpipe_pages {sum(row.pages for row in rows)}",
        "# HELP reportpipe_run_seconds How long the last run took.",
        "# TYPE reportpipe_run_seconds gauge",
        f"reportpipe_run_seconds {seconds:.3f}",
        "# HELP reportpipe_run_end_timestamp_seconds When the last run ended.",
        "# TYPE reportpipe_run_end_timestamp_seconds gauge",
        f"reportpipe_run_end_timestamp_seconds {ended:.0f}",
    ]
    write_bytes(file, ("\n".join(lines) + "\n").encode())
