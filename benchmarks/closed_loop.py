"""Closed loop: PDF → report → Word → PDF (LibreOffice) → report. How much of the first report's outline comes back?

    python benchmarks/closed_loop.py SCORER PDF… [--no-page-links]

SCORER: outline.py. PDF: files, or directories that are searched for them. Prints themes/bullets/edges/chars = score of
each document, each from 0 to 1, against its first report, then the means. LibreOffice must be installed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from quality import load_scorer, means

from reportpipe.errors import ReportpipeError
from reportpipe.model.report import Block, Bullet, Figure, Note, Paragraph, Report, Table, Theme, walk
from reportpipe.pipeline import read, render
from reportpipe.renderers.markers import blocks_of, footnote_labels, footnotes, texts_of

Outline = dict[str, Any]


def outline(report: Report) -> Outline:
    """A report as the scorer's truth. Words inside figures are no outline: their themes count by title only."""
    known = {id(note) for note in footnotes(report, footnote_labels(report)).values()}
    blocks = [block for _, theme in walk(report.themes) for block in blocks_of(theme.content)]
    captions = [text for block in blocks if isinstance(block, Table | Figure) for text in texts_of(block)[:1]]
    return {
        "title": report.title,
        "front": [*(report.organisation or []), report.date_as_printed or "", *(report.front or [])],
        "optional": [caption for caption in captions if caption],
        "themes": [theme_of(theme, known) for theme in report.themes],
    }


def theme_of(theme: Theme, known: set[int]) -> Outline:
    """A theme of the truth. known: ids of the notes that are footnotes, which the scorer does not count."""
    return {
        "title": theme.full,
        "free": any(isinstance(block, Figure) for block in blocks_of(theme.content)),
        "items": list(items(theme.content, known)),
        "themes": [theme_of(inner, known) for inner in theme.themes or []],
    }


def items(content: Sequence[Block] | None, known: set[int]) -> Iterator[Outline]:
    """The items of the truth."""
    for block in content or []:
        match block:
            case Bullet():
                yield {
                    "text": f"{block.marker or ''} {block.bullet}".strip(),
                    "items": list(items(block.content, known)),
                }
            case Paragraph():
                yield {"text": block.paragraph}
            case Note() if id(block) not in known:
                yield from ({"text": text} for text in (block.label, block.note) if text)


def again_through_word(report: Report, page_links: bool) -> Report:
    """The report of the PDF that LibreOffice prints of the Word rendition."""
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / "report.docx"
        word.write_bytes(render(report, "docx", {"page_links": page_links}))
        home = f"-env:UserInstallation=file://{folder}/home"
        command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", folder, str(word)]
        subprocess.run(command, capture_output=True, check=True, timeout=300)
        return read(word.with_suffix(".pdf"), language=report.language).report


def main() -> None:
    """Prints a row for each document, and the mean."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scorer", type=Path)
    parser.add_argument("pdfs", type=Path, nargs="+")
    parser.add_argument("--no-page-links", action="store_true")
    args = parser.parse_args()
    scorer = load_scorer(args.scorer)
    found = []
    for pdf in sorted(file for path in args.pdfs for file in (path.rglob("*.pdf") if path.is_dir() else [path])):
        try:
            first = read(pdf).report
        except ReportpipeError as error:
            print(f"{pdf}: {error.message}", file=sys.stderr)
            continue
        again = again_through_word(first, page_links=not args.no_page_links)
        found.append(scorer.score(outline(first), render(again, "md").decode()))
        print(f"| {pdf.parent.name}/{pdf.stem} | {means(found[-1:])} |", flush=True)
    print(f"| mean of {len(found)} | {means(found)} |")


if __name__ == "__main__":
    main()
