"""The audit's table: converts every PDF of a corpus, audits it, prints what became of its characters, and the cost.

    python benchmarks/audit.py CORPUS… [--cost]

CORPUS: a directory of NAME/document.pdf. --cost: also the audit's time (processor, best of three) as a multiple of the
time that pdfplumber takes to read the characters of the same file.
"""

from __future__ import annotations

import argparse
import io
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pdfplumber

from reportpipe.audit.against_pdf import audit
from reportpipe.errors import ReportpipeError
from reportpipe.model.diagnostic import Code
from reportpipe.pipeline import read

ROUNDS = 3
HEAD = "| document | painted | in the report | left out | normalised | lost | orphans | numbers | missing | findings |"


def best(work: Callable[[], object]) -> float:
    """The least processor time of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def characters(pdf: bytes) -> int:
    """pdfplumber's own reading of a file's characters."""
    count = 0
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            count += len(page.chars)
            page.close()
    return count


def row(path: Path, cost: bool) -> str:
    """A document's row of the table."""
    data = path.read_bytes()
    try:
        reading = read(data)
    except ReportpipeError as error:
        return f"| {path.parent.name} | {error.message} |"
    made = audit(reading.report, data)
    left: Counter[str] = Counter()
    for tally in made.tallies:
        left.update(tally.left)
    found = Counter(finding.kind.label for finding in made.findings)
    cells = [
        path.parent.name,
        sum(tally.painted for tally in made.tallies),
        sum(tally.told for tally in made.tallies),
        ", ".join(f"{why} {count}" for why, count in left.items()) or 0,
        sum(tally.normalised for tally in made.tallies),
        sum(tally.lost for tally in made.tallies),
        sum(item.code is Code.AUDIT_ORPHAN for item in reading.diagnostics),
        sum(tally.numbers for tally in made.tallies),
        sum(len(tally.missing) for tally in made.tallies),
        ", ".join(f"{kind} {count}" for kind, count in found.items()) or 0,
    ]
    if cost:
        cells.append(f"{best(lambda: audit(reading.report, data)) / best(lambda: characters(data)):.2f}")
    return f"| {' | '.join(map(str, cells))} |"


def main() -> None:
    parser = argparse.ArgumentParser(description="What became of the characters of a corpus.")
    parser.add_argument("corpus", nargs="+", type=Path)
    parser.add_argument("--cost", action="store_true")
    asked = parser.parse_args()
    print(HEAD + (" cost |" if asked.cost else ""))
    print("|" + "---|" * (HEAD.count("|") - 1 + asked.cost))
    for corpus in asked.corpus:
        for path in sorted(corpus.glob("*/document.pdf")):
            print(row(path, asked.cost), flush=True)


if __name__ == "__main__":
    main()
