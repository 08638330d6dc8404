"""What became of the letters of many PDFs: painted by each parser, in the report, left out by reason, unaccounted.

    python benchmarks/letters.py FOLDER… [--packages CACHE [NAME…]] [--totals] [--show]

FOLDER: every PDF below it. --packages: also the PDFs in the source distributions of packages, which pip fetches into
the folder CACHE; NAME: of packages, else those of PACKAGES. --totals: a row for each folder and package only. --show:
which letters are unaccounted. Each document is converted by the command, as a user would, at most two at a time.

Letters are compared by the keys of the audit, so that what normalisation repairs counts as it stands. Unaccounted: how
many of the letters that a parser finds are neither in the report nor left out; over: how many are there too often.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tarfile
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reportpipe import plugins, yamlio
from reportpipe.audit.keys import keys
from reportpipe.audit.said import pieces
from reportpipe.errors import ReportpipeError
from reportpipe.model.page import UNMAPPED
from reportpipe.model.report import Report

PACKAGES = (
    *("pypdf", "pdfplumber", "pdfminer.six", "pikepdf", "reportlab", "camelot-py"),
    *("ocrmypdf", "pypdfium2", "tabula-py"),
)
"""Packages whose source distributions may hold PDFs, most of them made because something went wrong with one."""
PARSERS = ("pdfium", "pdfplumber")
MOST_SECONDS = 330
"""For a document, and for counting its letters: reportpipe itself stops after 300 s of CPU."""
SLOW = 20.0
"""Seconds after which a document is said to be slow."""
HYPHEN = "-"
"""Goes where a word was divided at a line's end: what is missing of it is told apart."""
RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
MUCH = 0.05
"""Where more of its letters is left out, somebody should look."""
HEAD = (
    "| document | exit | s | warnings | pdfium | plumber | report | figures | left out | hyphens | unaccounted | over |"
)


@dataclass(slots=True)
class Fate:
    """What became of a document. painted, lost, over: by parser; left: by reason; warnings: by code."""

    name: str
    group: str
    code: int | None = None
    seconds: float = 0.0
    warnings: Counter[str] = field(default_factory=Counter)
    painted: Counter[str] = field(default_factory=Counter)
    told: int = 0
    figures: int = 0
    left: Counter[str] = field(default_factory=Counter)
    lost: Counter[str] = field(default_factory=Counter)
    over: Counter[str] = field(default_factory=Counter)
    hyphens: int = 0
    which: dict[str, str] = field(default_factory=dict)
    error: str = ""


def plain(found: Counter[str]) -> Counter[str]:
    """Keys, but raised and lowered figures as figures: the report writes them as they are set (10³). Without glyphs
    that stand for nothing known."""
    out: Counter[str] = Counter()
    for key, many in found.items():
        out[unicodedata.normalize("NFKC", key) if key in RAISED else key] += many
    out.pop(UNMAPPED, None)
    return out


def counted(texts: Iterable[str], language: str) -> Counter[str]:
    """How often each letter is in some texts."""
    return Counter(key for text in texts for key in keys(text.replace(UNMAPPED, ""), language))


def count(pdf: Path, yaml: Path) -> dict[str, Any]:
    """The letters of a document, and of its report."""
    report: Report = yamlio.load(yaml.read_bytes(), str(yaml))
    said = pieces(report, range(1, (report.source.pages if report.source else None or 0) + 1))
    told = Counter(key for piece in said if not piece.left for key in piece.keys)
    left = Counter(piece.part for piece in said if piece.left for _ in piece.keys)
    held = told + Counter(key for piece in said if piece.left for key in piece.keys)
    made: dict[str, Any] = {
        "told": told.total(),
        "figures": sum(len(piece.keys) for piece in said if piece.part == "figure"),
        "left": left,
    }
    for parser in PARSERS:
        made[parser] = painted_by(parser, pdf.read_bytes(), report.language, held)
    return made


def painted_by(parser: str, data: bytes, language: str, held: Counter[str]) -> dict[str, Any]:
    """What a parser finds painted, and how that differs from what a report holds."""
    painted: Counter[str] = Counter()
    try:
        with plugins.source(parser).open(data, None) as document:
            for number in range(1, document.page_count + 1):
                painted += counted((glyph.text for glyph in document.page(number).glyphs), language)
    except ReportpipeError as error:
        return {"error": error.message}
    painted, held = plain(painted), plain(held)
    lost, over = painted - held, held - painted
    hyphens = lost.pop(HYPHEN, 0)
    which = "".join(f"{key}{many} " for key, many in lost.most_common(20))
    which += "over " + "".join(f"{key}{many} " for key, many in over.most_common(20)) if over else ""
    return {"painted": painted.total(), "lost": lost.total(), "over": over.total(), "which": which, "hyphens": hyphens}


def fate(pdf: Path, name: str, group: str) -> Fate:
    """What becomes of a document: converted by the command, then counted, each in a process of its own."""
    made = Fate(name, group)
    with tempfile.TemporaryDirectory() as folder:
        yaml, log = Path(folder, "out.yaml"), Path(folder, "log")
        begun = _cpu()
        arguments = ["-m", "reportpipe", "extract", str(pdf), "--output", str(yaml), "--log", str(log)]
        done = _python(arguments)
        made.seconds = _cpu() - begun
        made.code = done.returncode if done else None
        made.error = done.stderr.strip().splitlines()[0] if done and done.returncode and done.stderr.strip() else ""
        if done and "Traceback" in done.stderr:
            made.error = "TRACEBACK " + done.stderr.strip().splitlines()[-1]
        rows = [json.loads(row) for row in log.read_text("utf-8").splitlines()] if log.exists() else []
        made.warnings.update(row["code"] for row in rows if row["level"] == "warning")
        if yaml.exists():
            _take(made, _python([__file__, "--count", str(pdf), str(yaml)]))
    return made


def _cpu() -> float:
    """Seconds of CPU that the processes below this one have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _python(arguments: Sequence[str]) -> subprocess.CompletedProcess[str] | None:
    """A Python process; None where it does not end in time."""
    try:
        return subprocess.run(
            [sys.executable, *arguments], capture_output=True, text=True, check=False, timeout=MOST_SECONDS
        )
    except subprocess.TimeoutExpired:
        return None


def _take(made: Fate, done: subprocess.CompletedProcess[str] | None) -> None:
    """Takes over what was counted."""
    if done is None or done.returncode:
        made.error = "not counted: " + (done.stderr.strip().splitlines()[-1] if done else f"over {MOST_SECONDS} s")
        return
    found = json.loads(done.stdout)
    made.told, made.figures, made.left = found["told"], found["figures"], Counter(found["left"])
    for parser in PARSERS:
        one = found[parser]
        made.hyphens = max(made.hyphens, one.get("hyphens", 0))
        made.painted[parser] = one.get("painted", 0)
        made.lost[parser], made.over[parser] = one.get("lost", 0), one.get("over", 0)
        made.which[parser] = one.get("which") or one.get("error", "")


def fetched(cache: Path, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    """(package, folder with its PDFs). Only the package itself comes as source: what pip wants to build its metadata
    comes as wheels."""
    for name in names:
        folder = cache / name
        if not folder.exists():
            folder.mkdir(parents=True)
            fetch = ["-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", name, "--dest", str(folder), name]
            subprocess.run([sys.executable, *fetch], check=True)
        for archive in folder.glob("*.tar.gz"):
            with tarfile.open(archive) as held:
                pdfs = [item for item in held.getmembers() if item.isfile() and item.name.lower().endswith(".pdf")]
                held.extractall(folder, [item for item in pdfs if not (folder / item.name).exists()], filter="data")
        yield name, folder


def row(one: Fate) -> str:
    """A document's row."""
    left = one.left.total()
    share = f"{100 * left / (left + one.told):.1f} % " if left else "0"
    reasons = ", ".join(f"{why} {many}" for why, many in one.left.most_common())
    warned = ", ".join(f"{code} {many}" for code, many in one.warnings.items()) or "–"
    both = [" / ".join(str(of[parser]) for parser in PARSERS) for of in (one.lost, one.over)]
    cells = [one.name, "timeout" if one.code is None else one.code, f"{one.seconds:.1f}", one.error or warned]
    cells += [
        *(one.painted[parser] for parser in PARSERS),
        one.told,
        one.figures,
        f"{share}{reasons}",
        one.hyphens,
        *both,
    ]
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def total(name: str, fates: Sequence[Fate]) -> str:
    """The row of several documents."""
    sum_ = Fate(f"**{name}** ({len(fates)})", name)
    for one in fates:
        sum_.told, sum_.figures, sum_.seconds = (
            sum_.told + one.told,
            sum_.figures + one.figures,
            max(sum_.seconds, one.seconds),
        )
        for mine, its in ((sum_.warnings, one.warnings), (sum_.left, one.left), (sum_.painted, one.painted)):
            mine.update(its)
        sum_.hyphens += one.hyphens
        sum_.lost.update(one.lost)
        sum_.over.update(one.over)
    codes = Counter("timeout" if one.code is None else str(one.code) for one in fates)
    text = row(sum_)
    return text.replace(
        "| timeout |", "| " + ", ".join(f"{code}: {many}" for code, many in sorted(codes.items())) + " |", 1
    )


def doubts(fates: Iterable[Fate]) -> Iterator[str]:
    """What somebody should look at."""
    for one in fates:
        left = one.left.total()
        if one.code is None or one.code == 1 or one.error.startswith("TRACEBACK"):
            yield f"{one.group}/{one.name}: {one.error or 'no end'}"
        if one.seconds > SLOW and one.code == 0 and not one.warnings:
            yield f"{one.group}/{one.name}: {one.seconds:.0f} s without a word"
        if left > MUCH * (left + one.told) and not one.warnings:
            yield f"{one.group}/{one.name}: {100 * left / (left + one.told):.0f} % left out without a warning"


def main() -> None:
    parser = argparse.ArgumentParser(description="What became of the letters of many PDFs.")
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--packages", nargs="+", metavar="CACHE NAME")
    parser.add_argument("--totals", action="store_true")
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--count", nargs=2, type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.count:
        print(json.dumps(count(*asked.count)))
        return
    groups = [(folder.name, folder) for folder in asked.folders]
    if asked.packages:
        cache, *names = asked.packages
        groups += fetched(Path(cache), names or PACKAGES)
    jobs = [
        (pdf, str(pdf.relative_to(folder)), name)
        for name, folder in groups
        for pdf in sorted(folder.rglob("*.[pP][dD][fF]"))
    ]
    print(HEAD)
    print("|" + "---|" * (HEAD.count("|") - 1))
    fates: list[Fate] = []
    with ProcessPoolExecutor(2) as pool:  # each counts the CPU of its own children
        for one in pool.map(fate, *zip(*jobs, strict=True)):
            fates.append(one)
            if not asked.totals:
                print(row(one), flush=True)
            if asked.show and (one.lost.total() or one.over.total()):
                print("\n".join(f"  {parser}: {which}" for parser, which in one.which.items()), flush=True)
    for name in dict.fromkeys(one.group for one in fates):
        print(total(name, [one for one in fates if one.group == name]))
    print(total("all", fates))
    print("\n".join(["", *(f"- {line}" for line in doubts(fates))]))


if __name__ == "__main__":
    main()
