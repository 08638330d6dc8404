"""Steadiness: PDFs are changed so that nothing changes for a reader; how much of the outline stays the same.

    python -m benchmarks.steadiness FOLDER… [--every 3] [--worst 3]

FOLDER: a directory with PDFs at any depth, of which every so-manieth is taken. Of the outline's rows (parent, kind,
text) those that are the same before and after are counted, as a share of whichever outline has more rows. Where pages
are cut off, the rows that stand on the pages that stay are compared. Told for each change: the documents that have
something to change, the mean, how many keep 99 %, and the worst.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from pikepdf import PasswordError, Pdf, PdfError

from benchmarks.changes import CHANGES, CUTS, changed
from benchmarks.suspects import found
from reportpipe.errors import ReportpipeError
from reportpipe.model.report import Block, Bullet, Figure, Note, Paragraph, Report, Table, Theme
from reportpipe.pipeline import read

STEADY = 0.99
"""A document that keeps so many of its rows is steady."""
MANY = 10**6
"""More pages than any document has."""


class Row(NamedTuple):
    """A row of the outline: what it hangs below, its kind, its text."""

    parent: str
    kind: str
    text: str


def rows(report: Report, last: int = MANY) -> Counter[Row]:
    """The rows of an outline that stand on no page behind `last`, with how often each is there."""
    front = [report.title, report.date_as_printed or "", *(report.organisation or ()), *(report.front or ())]
    return Counter([*(Row("", "front", text) for text in front if text), *_of_themes("", report.themes, last)])


def kept(before: Counter[Row], after: Counter[Row]) -> float:
    """The share of rows, 0 to 1, that are the same: of whichever outline has more of them."""
    return (before & after).total() / max(1, before.total(), after.total())


def shares(data: bytes) -> Iterator[tuple[str, float]]:
    """Each change that a PDF has something for, and how much it keeps; nothing where the outline cannot be read. Raises
    ReportpipeError."""
    report = read(data).report
    whole = rows(report)
    for name, change in CHANGES.items():
        other = changed(data, change)
        if other is not None:
            yield name, kept(whole, _rows_of(other))
    for name, change in CUTS.items():
        other = changed(data, change)
        if other is not None:
            with Pdf.open(BytesIO(other)) as pdf:
                last = len(pdf.pages)
            yield name, kept(rows(report, last), _rows_of(other))


def _rows_of(data: bytes) -> Counter[Row]:
    try:
        return rows(read(data).report)
    except ReportpipeError:
        return Counter()


def _of_themes(parent: str, themes: Sequence[Theme], last: int) -> Iterator[Row]:
    for theme in themes:
        if theme.full and _stands_before(theme.at, last):
            yield Row(parent, "theme", theme.full)
        yield from _of_blocks(theme.full, theme.content or (), last)
        yield from _of_themes(theme.full, theme.themes or (), last)


def _of_blocks(parent: str, content: Sequence[Block], last: int) -> Iterator[Row]:
    for block in content:
        kind, text = _told(block)
        if _stands_before(block.at, last):
            yield Row(parent, kind, text)
        if isinstance(block, Bullet):
            yield from _of_blocks(text, block.content or (), last)


def _told(block: Block) -> tuple[str, str]:
    """The kind and the text of a block."""
    if isinstance(block, Bullet):
        return "bullet", block.bullet
    if isinstance(block, Paragraph):
        return "paragraph", block.paragraph
    if isinstance(block, Note):
        return "note", block.note
    if isinstance(block, Table):
        return "table", "\n".join("\t".join(row) for row in (*(block.table.header or ()), *block.table.rows))
    assert isinstance(block, Figure)
    return "figure", "\n".join(block.figure.text or ())


def _stands_before(at: str | list[str] | None, last: int) -> bool:
    """Whether something stands on no page behind this one."""
    places = [at] if isinstance(at, str) else at or []
    return all(int(place.partition("&")[0].removeprefix("page=")) <= last for place in places)


def _table(told: dict[str, list[tuple[float, str]]], worst: int) -> Iterator[str]:
    yield f"| change | documents | mean | keep {STEADY:.0%} | the worst |"
    yield "|---|---|---|---|---|"
    for name in (*CHANGES, *CUTS):
        found_here = sorted(told.get(name, []))
        if found_here:
            mean = sum(share for share, _ in found_here) / len(found_here)
            steady = sum(share >= STEADY for share, _ in found_here)
            lowest = ", ".join(f"{document} {share:.2f}" for share, document in found_here[:worst] if share < 1)
            yield f"| {name} | {len(found_here)} | {mean:.3f} | {steady} | {lowest} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--worst", type=int, default=3)
    given = parser.parse_args()
    told: dict[str, list[tuple[float, str]]] = {}
    for document, pdf in list(found(given.folders))[:: given.every]:
        try:
            for name, share in shares(pdf.read_bytes()):
                told.setdefault(name, []).append((share, document))
        except (ReportpipeError, PdfError, PasswordError) as error:
            print(f"{document}: {error}", file=sys.stderr)
    print("\n".join(_table(told, given.worst)))


if __name__ == "__main__":
    main()
