"""What a batch costs: python benchmarks/batch.py DOCUMENTS."""

from __future__ import annotations

import resource
import shutil
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


def timed(root: Path, jobs: int) -> tuple[float, Watch]:
    """Seconds of a run of everything, and its marks."""
    shutil.rmtree(root / "output", ignore_errors=True)
    watch, began = Watch(), time.monotonic()
    run(Options(Site(root / "input", root / "output"), FORMATS, jobs=jobs), watch, Stop())
    return time.monotonic() - began, watch


def guard(count: int) -> float:
    """Milliseconds that the guard adds to a job which does nothing."""
    limits = Limits.of(10, 2048)
    with Pool(1, "batch:idle") as pool:
        pool.submit("first", {}, limits)
        while not pool.wait(60):
            pass
        began = time.monotonic()
        for _ in range(count):
            pool.submit("next", {}, limits)
            pool.wait(60)
        return (time.monotonic() - began) / count * 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    with tempfile.TemporaryDirectory() as place:
        root = Path(place)
        for number in range(count):
            folder = root / "input" / str(number // 500)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{number}.pdf").write_bytes(pdf(number))
        one, watch = timed(root, 1)
        tenth = count // 10
        first = (watch.marks[2 * tenth][0] - watch.marks[tenth][0]) / tenth * 1000
        last = (watch.marks[-1][0] - watch.marks[-tenth][0]) / tenth * 1000
        growth = (watch.marks[-1][1] - watch.marks[0][1]) / 1024
        two, _ = timed(root, 2)
        began = time.monotonic()
        run(Options(Site(root / "input", root / "output"), FORMATS), Watch(), Stop())
        again = time.monotonic() - began
    print(f"{count} documents, 1 job: {one:.1f} s; 2 jobs: {two:.1f} s, {one / two:.2f} times as fast")
    print(f"a document: {first:.1f} ms in the second tenth, {last:.1f} ms in the last")
    print(f"the driver grew by {growth:.1f} MiB; an unchanged rerun: {again:.1f} s")
    print(f"guard: {guard(200):.1f} ms a document")


if __name__ == "__main__":
    main()
