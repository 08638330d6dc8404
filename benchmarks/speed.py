"""Speed: CPU time of whole processes and of stages, beside other converters.

    python benchmarks/speed.py PDF|DIRECTORY… [--also "kreuzberg=env/bin/python kz.py {pdf}"] [--runs 3]
    python benchmarks/speed.py PDF --joined 10,100,1000

Whole processes: `reportpipe extract`, extract with all renditions, and each other command, in turn on each document, so
that whatever else the machine does hits all alike; of several runs the median counts. Figures are CPU seconds (user and
system, children too), milliseconds a page, peak memory, and the ratio to `reportpipe extract`. Stages: inside one
process. --joined: documents of so many pages, made by repeating a PDF's: what a page costs in each. pikepdf makes them.
"""

from __future__ import annotations

import argparse
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple, TypeVar

from reportpipe import pipeline, plugins, yamlio
from reportpipe.errors import ReportpipeError
from reportpipe.ladder import FIRST

OURS = {
    "reportpipe extract": "reportpipe extract --quiet --force --output {out}.yaml {pdf}",
    "reportpipe convert": "reportpipe convert --quiet --force --output-dir {out} --format docx,md,json {pdf}",
}
START = {
    'python -c "import typer"': f'{sys.executable} -c "import typer"',
    "reportpipe --version": "reportpipe --version",
    "reportpipe --help": "reportpipe --help",
}
START_RUNS = 15
Result = TypeVar("Result")


class Cost(NamedTuple):
    """cpu: seconds; memory: MiB, the most at once."""

    cpu: float
    memory: float


def run(command: str) -> Cost:
    """Runs a command, its output thrown away, and says what it cost."""
    process = subprocess.Popen(shlex.split(command), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(median(cost.cpu for cost in costs), median(cost.memory for cost in costs))


def pages_of(pdf: Path) -> int:
    """How many pages a document has."""
    with plugins.source(FIRST).open(pdf.read_bytes()) as document:
        return document.page_count


def wholes(pdfs: Sequence[Path], commands: dict[str, str], runs: int) -> None:
    """Prints a row for each command: all documents, one after the other."""
    count = sum(map(pages_of, pdfs))
    totals = dict.fromkeys(commands, 0.0)
    peaks = dict.fromkeys(commands, 0.0)
    ratios: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        for pdf in pdfs:
            found: dict[str, list[Cost]] = {name: [] for name in commands}
            for _ in range(runs):
                for name, command in commands.items():
                    found[name].append(run(command.format(pdf=shlex.quote(str(pdf)), out=f"{folder}/out")))
            first = middle(next(iter(found.values()))).cpu
            for name, costs in found.items():
                cost = middle(costs)
                totals[name] += cost.cpu
                peaks[name] = max(peaks[name], cost.memory)
                ratios[name].append(cost.cpu / first)
    ours = next(iter(totals.values()))
    print(f"\n{len(pdfs)} documents, {count} pages, {runs} runs\n")
    print("| whole process | CPU s | ms a page | of reportpipe's | median of documents | peak MiB |")
    print("|---|---|---|---|---|---|")
    for name, cpu in totals.items():
        row = (
            f"{cpu:.2f} | {1000 * cpu / count:.1f} | {cpu / ours:.2f} | {median(ratios[name]):.2f} | {peaks[name]:.0f}"
        )
        print(f"| {name} | {row} |")


def starts(pdf: Path) -> None:
    """Prints what it costs to begin at all. pdf: of one page."""
    with tempfile.TemporaryDirectory() as folder:
        one_page = OURS["reportpipe extract"].format(pdf=shlex.quote(str(pdf)), out=f"{folder}/out")
        commands = START | {"reportpipe extract, one page": one_page}
        found: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(START_RUNS):
            for name, command in commands.items():
                found[name].append(run(command))
    base = min(cost.cpu for cost in found['python -c "import typer"'])
    print("\n| start | CPU ms, least of " + f"{START_RUNS} | of typer's |\n|---|---|---|")
    for name, costs in found.items():
        least = min(cost.cpu for cost in costs)
        print(f"| {name} | {1000 * least:.0f} | {least / base:.2f} |")


def stages(pdfs: Sequence[Path]) -> None:
    """Prints what each stage costs, inside one process."""
    spent: dict[str, float] = {}
    glyphs = pages = 0

    def timed(name: str, work: Callable[[], Result]) -> Result:
        begun = time.process_time()
        made = work()
        spent[name] = spent.get(name, 0.0) + time.process_time() - begun
        return made

    def painted(data: bytes) -> tuple[int, int]:
        with plugins.source(FIRST).open(data) as document:
            sheets = (document.page(number) for number in range(1, document.page_count + 1))
            counts = [len(sheet.glyphs) for sheet in sheets]
        return sum(counts), len(counts)

    for pdf in pdfs:
        data = pdf.read_bytes()
        try:
            reading = timed("extract in all", lambda data=data: pipeline.read(data))
        except ReportpipeError as error:
            print(f"{pdf}: {error.message}", file=sys.stderr)
            continue
        found, count = timed("glyphs", lambda data=data: painted(data))
        glyphs, pages = glyphs + found, pages + count
        timed("yaml", lambda reading=reading: yamlio.dump(reading.report, None))
        for name in plugins.names(plugins.RENDERERS):
            timed(name, lambda reading=reading, name=name: pipeline.render(reading.report, name))
    spent["layout and themes"] = spent["extract in all"] - spent["glyphs"]
    print("\n| stage | ms a page | glyphs a second |\n|---|---|---|")
    for name, cpu in spent.items():
        print(f"| {name} | {1000 * cpu / pages:.2f} | {glyphs / cpu:,.0f} |")


def joined(pdf: Path, counts: Sequence[int]) -> None:
    """Prints what a page costs in longer and longer documents."""
    import pikepdf  # noqa: PLC0415 -- only this needs it

    print("\n| pages | CPU s | ms a page | peak MiB |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder, pikepdf.open(pdf) as slides:
        for count in counts:
            longer = Path(folder) / f"{count}.pdf"
            with pikepdf.new() as made:
                while len(made.pages) < count:
                    made.pages.extend(slides.pages[: count - len(made.pages)])
                made.save(longer)
            os.environ |= {"REPORTPIPE_MAX_PAGES": str(count), "REPORTPIPE_MAX_SECONDS": str(3600)}
            cost = run(OURS["reportpipe extract"].format(pdf=longer, out=f"{folder}/out"))
            print(f"| {count:,} | {cost.cpu:.2f} | {1000 * cost.cpu / count:.2f} | {cost.memory:.0f} |")


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--also", action="append", default=[], metavar="NAME=COMMAND")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--joined", metavar="PAGES", help="10,100,1000")
    args = parser.parse_args()
    pdfs = sorted(pdf for path in args.paths for pdf in (path.rglob("*.pdf") if path.is_dir() else [path]))
    if args.joined:
        joined(pdfs[0], [int(count) for count in args.joined.split(",")])
        return
    others = {name: command for name, _, command in (item.partition("=") for item in args.also)}
    wholes(pdfs, OURS | others, args.runs)
    starts(min(pdfs, key=lambda pdf: (pages_of(pdf), pdf.stat().st_size)))
    stages(pdfs)


if __name__ == "__main__":
    main()
