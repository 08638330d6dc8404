"""What a batch costs: python benchmarks/batch.py DOCUMENTS [--rounds N], or --pdfs DIRECTORY instead of DOCUMENTS.

Runs of one job and of two take turns; the fastest of N each count, as whatever else the machine does only adds. Beside
their ratio stands that of two processes which only count: more than that, no two jobs can reach.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from reportpipe.batch.confine import Limits
from reportpipe.batch.convert import preload
from reportpipe.batch.outcome import Row
from reportpipe.batch.pool import Pool
from reportpipe.batch.run import run
from reportpipe.batch.site import Site
from reportpipe.batch.survey import Options, Stop

__all__ = ["preload"]  # the guard calls it by name
FORMATS: dict[str, dict[str, Any]] = {"md": {}, "json": {}}
SLIDE = "BT /F 30 Tf 40 350 Td (Purpose {0}) Tj ET\nBT /F 20 Tf 40 280 Td (- to work together {0}) Tj ET"


class Watch:
    """Notes when rows come, and how large the driver is then."""

    def __init__(self) -> None:
        self.marks: list[tuple[float, int]] = []

    def begin(self, total: int) -> None:
        """Nothing to show."""

    def row(self, row: Row) -> None:
        self.marks.append((time.monotonic(), resident()))

    def note(self, message: str) -> None:
        """Nothing to show."""


def resident() -> int:
    """KiB that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() // 1024


def pdf(number: int) -> bytes:
    """A PDF of one page; its cross-reference table is left to the parser."""
    content = SLIDE.format(number).encode()
    head = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<</Font<</F<</Type/Font"
        f"/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj\n4 0 obj<</Length {len(content)}>>stream\n"
    )
    return head.encode() + content + b"\nendstream endobj\ntrailer<</Root 1 0 R/Size 5>>\n%%EOF\n"


def idle(_job: dict[str, Any]) -> dict[str, Any]:
    """A job that does nothing, in a process that has loaded what a real one has."""
    return {}


def timed(output: Path, inputs: Path, jobs: int) -> tuple[float, Watch]:
    """Seconds of a run of everything, and its marks."""
    shutil.rmtree(output, ignore_errors=True)
    watch, began = Watch(), time.monotonic()
    run(Options(Site(inputs, output), FORMATS, jobs=jobs), watch, Stop())
    return time.monotonic() - began, watch


COUNTING = [sys.executable, "-c", "for number in range(30_000_000): pass"]


def counting(processes: int) -> float:
    """Seconds that so many processes take to count, side by side."""
    began = time.monotonic()
    for process in [subprocess.Popen(COUNTING) for _ in range(processes)]:
        process.wait()
    return time.monotonic() - began


def guard(count: int) -> tuple[float, float]:
    """Milliseconds that the guard adds to a job which does nothing: the median, and the least."""
    limits = Limits.of(10, 2048)
    with Pool(1, "batch:idle") as pool:
        pool.submit("first", {}, limits)
        while not pool.wait(60):
            pass
        times = []
        for _ in range(count):
            began = time.monotonic()
            pool.submit("next", {}, limits)
            pool.wait(60)
            times.append((time.monotonic() - began) * 1000)
        return statistics.median(times), min(times)


def scaling(place: Path, inputs: Path, rounds: int) -> Watch:
    """Prints how much faster two jobs are than one. What the first run of one job noted."""
    ones, twos, counted = [], [], []
    for _ in range(rounds):
        ones.append(timed(place, inputs, 1))
        twos.append(timed(place, inputs, 2))
        counted.append(2 * counting(1) / counting(2))
    one, two, watch = min(seconds for seconds, _ in ones), min(seconds for seconds, _ in twos), ones[0][1]
    print(f"{len(watch.marks)} documents, 1 job: {one:.1f} s; 2 jobs: {two:.1f} s, {one / two:.2f} times as fast")
    print(f"two processes that only count: {statistics.median(counted):.2f} times as fast as one")
    return watch


def growth(place: Path, inputs: Path, watch: Watch) -> None:
    """Prints what a document costs early and late, how the driver grows, and what a rerun takes."""
    marks, tenth = watch.marks, len(watch.marks) // 10
    first = (marks[2 * tenth][0] - marks[tenth][0]) / tenth * 1000
    last = (marks[-1][0] - marks[-tenth][0]) / tenth * 1000
    began = time.monotonic()
    run(Options(Site(inputs, place), FORMATS), Watch(), Stop())
    print(f"a document: {first:.1f} ms in the second tenth, {last:.1f} ms in the last")
    print(f"the driver grew by {(marks[-1][1] - marks[0][1]) / 1024:.1f} MiB")
    print(f"an unchanged rerun: {time.monotonic() - began:.1f} s")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=1000)
    parser.add_argument("--pdfs", type=Path)
    parser.add_argument("--rounds", type=int, default=1)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        inputs = wanted.pdfs or Path(place, "input")
        for number in range(0 if wanted.pdfs else wanted.documents):
            folder = inputs / str(number // 500)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.pdf").write_bytes(pdf(number))
        watch = scaling(Path(place, "output"), inputs, wanted.rounds)
        if not wanted.pdfs:
            growth(Path(place, "output"), inputs, watch)
    middle, least = guard(400)
    print(f"guard: {middle:.1f} ms a document (median of 400; the least: {least:.1f})")


if __name__ == "__main__":
    main()
