"""Tables of contents: lines with a dot leader and a page number. They are left out, and they name the headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportpipe.layout.furniture import Left
from reportpipe.layout.profile import PageFacts
from reportpipe.model.block import Line
from reportpipe.text.enumerators import parse
from reportpipe.text.join import join
from reportpipe.text.normalise import fold

LEADER = re.compile(
    r"(?P<text>.*?)[\s\u3000]*(?:[.．・…‥·_＿⋯─―-][\s\u3000]*){4,}(?P<page>[0-9０-９]{1,4}|[ivxl]{1,6})?[\s\u3000]*$"
)
"""An entry: its words, a leader of at least four signs, the page's number (which may stand in a line of its own)."""
LEAST = 3
"""A page with fewer entries holds no table of contents, unless it goes on from the page before."""
HEADS = frozenset({"目次", "もくじ", "contents", "tableofcontents", "目录", "目錄", "차례", "목차"})
"""What stands above a table of contents, folded."""


class Contents(NamedTuple):
    """left: the lines. titles: the folded titles that they name, with and without their numbers."""

    left: list[Left]
    titles: frozenset[str]


def contents(pages: Sequence[PageFacts]) -> Contents:
    """The tables of contents of a document."""
    left: list[Left] = []
    titles: set[str] = set()
    before = False
    for page in pages:
        lines = _table(page, before)
        before = bool(lines)
        left += [Left(line, "table-of-contents", _evidence(line)) for line in lines]
        for title in _titles(lines):
            titles.add(fold(title))
            found = parse(title)
            if found is not None and found.rest:
                titles.add(fold(found.rest))
    return Contents(left, frozenset(titles - HEADS))


def _table(page: PageFacts, goes_on: bool) -> list[Line]:
    """The lines of a page from the first entry to the last one, with the head above them."""
    entries = [place for place, line in enumerate(page.lines) if _is_entry(line)]
    if len(entries) < (1 if goes_on else LEAST):
        return []
    head = [line for line in page.lines[: entries[0]] if fold(line.text) in HEADS]
    last = page.lines[entries[-1]]
    tail = [line for line in page.lines[entries[-1] + 1 :] if line.box.top < last.box.bottom]
    return [*head, *page.lines[entries[0] : entries[-1] + 1], *tail]


def _evidence(line: Line) -> str:
    return "ends with a leader and a page number" if _is_entry(line) else "stands above or between such lines"


def _is_entry(line: Line) -> bool:
    found = LEADER.match(line.text)
    return found is not None and bool(found["text"].strip())


def _titles(lines: Sequence[Line]) -> Iterator[str]:
    """The words of each entry; an entry may be wrapped before its leader."""
    words = ""
    for line in lines:
        found = LEADER.match(line.text)
        if fold(line.text) in HEADS or line.text.isdecimal():
            continue
        words = join(words, found["text"] if found else line.text)
        if found:
            yield words
            words = ""
