"""What is left out is bounded: where one reason takes too much of a page, the lines must say by more than their look
that they are no content; else they stay, with a doubt and a warning.

- Page numbers, running heads and feet, stamps, watermarks: that they repeat on most pages. Where they are most of the
  whole document, they stay all the same; the numbers, where nothing else is printed.
- A table of contents: that it has its head, that entries are most of it, or that the document holds what it names.

What nobody sees is judged before, by the page's picture (unseen.py). What only says again what the report says too
(continued titles, repeated heads of tables) or stands on other characters (readings, emphasis marks) is not bounded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportpipe.model.block import Block, Line
from reportpipe.model.diagnostic import Code, Diagnostic, Doubt
from reportpipe.read.pages.profile import PageFacts
from reportpipe.read.regions.contents import HEADS, Contents, contents
from reportpipe.read.regions.furniture import Left, repeated_text
from reportpipe.read.regions.leaders import led_rows
from reportpipe.text.normalise import fold

LEAST_LETTERS = 100
"""On a page with no more, a page number and a running head may well be a fifth of all."""
MOST_PAGES = 0.5
"""What stands on more than this part of the pages is furniture, however much it is."""
LONG_PART = 10
"""The same holds for a part of a document, if it stands on so many pages there."""
MOST_OF_ALL = 0.5
"""Furniture that is more than this part of all letters is what the document says: its pages hold little else."""
MET = 0.5
"""A table of contents names what the document holds, if so much of it comes again on other pages."""

NONE: frozenset[int] = frozenset()


class Stayed(NamedTuple):
    """Text that looked like no content for a reason (`why`, as in `left_out`), and stays. page: None for all pages.
    numbers: page → of its glyphs. share: per cent of the letters of the page, or of all."""

    page: int | None
    why: str
    numbers: Mapping[int, frozenset[int]]
    share: float

    @property
    def evidence(self) -> str:
        """What made it doubtful."""
        whole = "document" if self.page is None else "page"
        return f"{self.why} would be {self.share:.0f} % of the {whole}'s letters"

    @property
    def diagnostic(self) -> Diagnostic:
        """What is noted of it."""
        return Diagnostic(Code.DOUBTFUL_TEXT, f"{self.evidence}; they stay", self.page)


def letters(text: str) -> int:
    """How many letters and figures a text has. Leaders of dots, rules of hyphens and marks are none."""
    return sum(map(str.isalnum, text))


def is_much(count: int, total: int, most: int) -> bool:
    """Whether so many of a page's letters are more than one reason may take. most: per cent."""
    return total > LEAST_LETTERS and 100 * count > most * total


def bounded_furniture(pages: Sequence[PageFacts], left: Sequence[Left], most: int) -> tuple[list[Left], list[Stayed]]:
    """The furniture that may go, and what stays. pages: with the furniture on them; most: per cent."""
    if much := _most_of_all(pages, left):
        kinds = {item.why for item in much}
        return [item for item in left if item.why not in kinds], much
    usual = _on_most_pages(pages, left)
    stayed = list(_too_much(pages, (item for item in left if repeated_text(item.line.text) not in usual), most))
    held = {(item.page, item.why) for item in stayed}
    kept = [item for item in left if (item.line.page, item.why) not in held or repeated_text(item.line.text) in usual]
    return kept, stayed


def bounded_contents(pages: Sequence[PageFacts], most: int) -> tuple[Contents, list[Stayed]]:
    """The tables of contents, and what looked like one and stays. pages: without furniture; most: per cent."""
    found = contents(pages)
    stayed = [item for item in _too_much(pages, found.left, most) if not _is_evident(item.page, pages, found)]
    return contents(pages, {page for item in stayed for page in item.numbers}) if stayed else found, stayed


def _most_of_all(pages: Sequence[PageFacts], left: Iterable[Left]) -> list[Stayed]:
    """What repeats, by its reason, where it is most of the document: then it is what the document says."""
    groups: dict[str, list[Line]] = {}
    for item in left:
        groups.setdefault(item.why, []).append(item.line)
    total = sum(letters(line.text) for page in pages for line in page.lines) if groups else 0
    counts = {why: sum(letters(line.text) for line in lines) for why, lines in groups.items()}
    if sum(counts.values()) < total:
        counts.pop("page-number", None)
    if sum(counts.values()) <= MOST_OF_ALL * total:
        return []
    return [Stayed(None, why, _numbers(groups[why]), 100 * count / total) for why, count in counts.items()]


def _numbers(lines: Iterable[Line]) -> dict[int, frozenset[int]]:
    found: dict[int, frozenset[int]] = {}
    for line in lines:
        found[line.page] = found.get(line.page, frozenset()).union(line.numbers)
    return found


def _on_most_pages(pages: Sequence[PageFacts], left: Iterable[Left]) -> set[str]:
    on: dict[str, set[int]] = {}
    for item in left:
        on.setdefault(repeated_text(item.line.text), set()).add(item.line.page)
    return {text for text, where in on.items() if len(pages) > 1 and _is_usual(where, len(pages))}


def _is_usual(where: Collection[int], count: int) -> bool:
    """Whether so many pages of a document are most of it, or of a long part of it."""
    span = max(where) - min(where) + 1
    return len(where) > MOST_PAGES * (span if len(where) >= LONG_PART else count)


def _too_much(pages: Sequence[PageFacts], left: Iterable[Left], most: int) -> Iterator[Stayed]:
    groups: dict[tuple[int, str], list[Line]] = {}
    for item in left:
        groups.setdefault((item.line.page, item.why), []).append(item.line)
    totals = {page.number: sum(letters(line.text) for line in page.lines) for page in pages} if groups else {}
    for (page, why), lines in groups.items():
        count = sum(letters(line.text) for line in lines)
        if is_much(count, totals[page], most):
            yield Stayed(page, why, _numbers(lines), 100 * count / totals[page])


def _is_evident(number: int | None, pages: Sequence[PageFacts], found: Contents) -> bool:
    """Whether a page holds a table of contents and little else: it has its head, most of it are entries, or the
    document holds what it names."""
    lines = [item.line for item in found.left if item.line.page == number]
    if any(fold(line.text) in HEADS for line in lines):
        return True
    rows = led_rows(lines)
    inside = {id(line) for row in rows for line in (row.line, *row.beside)}
    entries = sum(letters(text) for row in rows for text in (row.words, *row.values))
    if entries >= sum(letters(line.text) for line in lines if id(line) not in inside):
        return True
    named = {fold(row.words) for row in rows}
    elsewhere = {fold(line.text) for page in pages for line in page.lines if page.number != number}
    return bool(named) and len(named & elsewhere) >= MET * len(named)


def with_stayed(blocks: Iterable[Block], stayed: Collection[Stayed]) -> list[Block]:
    """The blocks, with a doubt at each that holds text which looked like no content."""
    out = list(blocks)
    for item in stayed:
        doubt = Doubt(Code.DOUBTFUL_TEXT, item.evidence)
        for place, block in enumerate(out):
            if any(not item.numbers.get(line.page, NONE).isdisjoint(line.numbers) for line in block.lines):
                out[place] = replace(block, doubts=(*block.doubts, doubt))
    return out
