"""Signs of trouble, for documents that have no true outline: reads them, counts the signs, prints the worst first.

    python benchmarks/suspects.py FOLDER… [--least SUM]

FOLDER: a directory with PDFs at any depth. A document is called by its directories where these hold one PDF. A sign is
no proof: a poster has one theme. It says which documents to look at first. SUM is the plain sum of the signs, each from
0 to 1; --least prints no document below it.

    untitled  all content stands under one theme without a title (1 or 0)
    figures   share of the letters that stands in figures
    contents  share of the letters that was left out as a table of contents
    left      share of the letters that was left out for any other reason
    tiny      share of the items (bullets, paragraphs, notes) that are one or two letters
    middle    share of the items that begin in the middle of a sentence
    heads     themes a page, of which five are taken for usual: 1 at ten and more
    empty     share of the themes under which nothing stands
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from reportpipe.errors import ReportpipeError
from reportpipe.model.left_out import Why
from reportpipe.model.report import Block, Bullet, Figure, Note, Paragraph, Report, Table, Theme
from reportpipe.model.share import letters, letters_left
from reportpipe.pipeline import read

USUAL_HEADS = 5.0
"""Headings that a page may well have: more are mostly lines of text that were taken for headings."""
TINY = 2
"""An item of no more letters is mostly a piece of something."""
NO_BEGINNING = "。、，．,.)）」』】〕ぁぃぅぇぉっゃゅょーァィゥェォッャュョ々"
"""No Japanese sentence begins with one of these (JIS X 4051, characters not allowed at a line's start)."""
GROUPS = ("figures", "contents", "left")


class Signs(NamedTuple):
    """The signs of one document, each from 0 to 1."""

    untitled: float
    figures: float
    contents: float
    left: float
    tiny: float
    middle: float
    heads: float
    empty: float


class Suspect(NamedTuple):
    """A document. letters: of the whole document, what was left out included."""

    name: str
    pages: int
    letters: int
    signs: Signs

    @property
    def sum(self) -> float:
        """How much looks wrong."""
        return sum(self.signs)


def suspect(name: str, report: Report) -> Suspect:
    """The signs of trouble of a report."""
    themes = list(_themes(report.themes))
    blocks = [block for theme in themes for block in _blocks(theme.content or ())]
    items = [text for block in blocks for text in _item(block)]
    places = _letters_by_place(report, themes, blocks)
    total = sum(places.values())
    pages = max(1, report.source.pages or 1) if report.source else 1
    signs = Signs(
        untitled=float(len(themes) == 1 and not themes[0].full and bool(blocks)),
        **{place: places[place] / max(1, total) for place in GROUPS},
        tiny=_share(items, [text for text in items if 0 < letters(text) <= TINY]),
        middle=_share(items, [text for text in items if _begins_in_the_middle(text)]),
        heads=min(1.0, max(0.0, len(themes) / pages / USUAL_HEADS - 1)),
        empty=_share(themes, [theme for theme in themes if not theme.content and not theme.themes]),
    )
    return Suspect(name, pages, total, signs)


def _letters_by_place(report: Report, themes: Sequence[Theme], blocks: Sequence[Block]) -> dict[str, int]:
    """How many letters stand where: the places of GROUPS, and "text" for all others."""
    counts = dict.fromkeys((*GROUPS, "text"), 0)
    front = (report.title, report.date_as_printed or "", *(report.organisation or ()), *(report.front or ()))
    counts["text"] += sum(map(letters, front))
    counts["text"] += sum(letters(theme.full) for theme in themes)
    for block in blocks:
        counts["figures" if isinstance(block, Figure) else "text"] += sum(map(letters, _words(block)))
    for left in report.left_out or ():
        counts["contents" if left.why == Why.TABLE_OF_CONTENTS.label else "left"] += letters_left(left)
    return counts


def _themes(themes: Sequence[Theme]) -> Iterator[Theme]:
    for theme in themes:
        yield theme
        yield from _themes(theme.themes or ())


def _blocks(content: Sequence[Block]) -> Iterator[Block]:
    for block in content:
        yield block
        if isinstance(block, Bullet):
            yield from _blocks(block.content or ())


def _item(block: Block) -> Iterator[str]:
    """The text of an item; nothing for a table or a figure."""
    if isinstance(block, Bullet):
        yield block.bullet
    elif isinstance(block, Paragraph):
        yield block.paragraph
    elif isinstance(block, Note):
        yield block.note


def _words(block: Block) -> Iterator[str]:
    yield from _item(block)
    if isinstance(block, Table):
        yield block.table.caption or ""
        yield from (cell for row in (*(block.table.header or ()), *block.table.rows) for cell in row)
    elif isinstance(block, Figure):
        yield from (block.figure.caption or "", *(block.figure.text or ()))


def _begins_in_the_middle(text: str) -> bool:
    """Whether a text begins as no sentence does: with a small Latin letter, or what may not begin a line. Short words
    in small letters are names and terms of lists, so that only what has a space is one."""
    first = text[:1]
    return first in NO_BEGINNING if not first.isascii() or not first.islower() else " " in text


def _share(all_of_them: Sequence[object], some: Sequence[object]) -> float:
    return len(some) / len(all_of_them) if all_of_them else 0.0


def found(folders: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    """The PDFs below some folders, and what to call them: the folder, and the path in it as far as it tells them
    apart."""
    for folder in folders:
        for pdf in sorted(folder.rglob("*.pdf")):
            alone = len(list(pdf.parent.glob("*.pdf"))) == 1
            inside = pdf.relative_to(folder)
            yield f"{folder.name}/{(inside.parent if alone else inside.with_suffix('')).as_posix()}", pdf


def table(suspects: Sequence[Suspect], least: float) -> Iterator[str]:
    """The table in Markdown, worst first, with means and sums at its end."""
    yield "| document | pages | letters | " + " | ".join(Signs._fields) + " | sum |"
    yield "|---" * (len(Signs._fields) + 4) + "|"
    ordered = sorted(suspects, key=lambda one: (-one.sum, one.name))
    for one in ordered:
        if one.sum >= least:
            yield _row(one.name, one.pages, one.letters, one.signs, one.sum)
    count = max(1, len(ordered))
    means = Signs(*(sum(column) / count for column in zip(*(one.signs for one in ordered), strict=True)))
    whole = sum(one.pages for one in ordered), sum(one.letters for one in ordered)
    yield _row(f"mean of {len(ordered)}", *whole, means, sum(means))
    having = (sum(sign > 0 for sign in column) for column in zip(*(one.signs for one in ordered), strict=True))
    yield "| documents with it | | | " + " | ".join(map(str, having)) + " | |"


def _row(name: str, pages: int, count: int, signs: Signs, total: float) -> str:
    return f"| {name} | {pages:,} | {count:,} | " + " | ".join(f"{sign:.2f}" for sign in signs) + f" | {total:.2f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--least", type=float, default=0.0)
    given = parser.parse_args()
    suspects, refused = [], 0
    for name, pdf in found(given.folders):
        try:
            suspects.append(suspect(name, read(pdf).report))
        except ReportpipeError as error:
            refused += 1
            print(f"{name}: {error.message}", file=sys.stderr)
    if not suspects:
        sys.exit("no document could be read")
    print("\n".join(table(suspects, given.least)))
    print(f"\n{len(suspects)} documents read, {refused} refused.")


if __name__ == "__main__":
    main()
