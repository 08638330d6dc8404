"""Tables of contents: lines with a dot leader and a page number; or, below their head, with a column of page numbers.
They are left out, and they name the headings.

Where no head says 目次, their numbers must be those of pages: a leader may join a name and its values as well.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise, takewhile, zip_longest
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import PageFacts, edge, rounded
from reportpipe.read.regions.furniture import Left
from reportpipe.read.regions.leaders import LEADER, PAGE, SUMS, Led, led_rows
from reportpipe.text.enumerators import parse
from reportpipe.text.join import join
from reportpipe.text.normalise import fold

BLANK_SIGNS = "_＿"
"""With these, lines to be filled in are typed."""
LEAST = 3
"""A page with fewer entries holds no table of contents, unless it goes on from the page before."""
ALIGNED_EM = 0.3
"""Page numbers without leaders end at one right edge, give or take this."""
ROW_EM = 0.5
"""What stands in one row differs in its baseline by no more than this."""
MOST_PAGES, MORE_PAGES = 2, 20
"""A page's number is at most so many times the number of pages, and so many more: parts of long reports are published
by themselves."""
FALLS = 8
"""Of so many page numbers one may be lower than the one before it: an annex counts its own pages."""
NUMBERED = pattern(r"(?P<text>.*[^\s\u3000][\s\u3000]+)?(?P<page>[0-9０-９]{1,4})")
"""A page's number, alone or behind the words of its entry."""
HEADS = frozenset({"目次", "もくじ", "contents", "tableofcontents", "目录", "目錄", "차례", "목차"})
"""What stands above a table of contents, folded."""


class Contents(NamedTuple):
    """left: the lines. titles: the folded titles that they name, with and without their numbers."""

    left: Sequence[Left]
    titles: frozenset[str]


NO_CONTENTS = Contents((), frozenset())
"""Of a document without a table of contents."""


def contents(pages: Sequence[PageFacts], but: Collection[int] = ()) -> Contents:
    """The tables of contents of a document. but: pages that hold none, whatever they look like."""
    left: list[Left] = []
    titles: set[str] = set()
    before, last = False, pages[-1].number if pages else 0
    pages = [page for page in pages if page.number not in but]
    for page, after in zip_longest(pages, pages[1:]):
        lines = _table(page, before, goes_on=after is not None and len(_entries(after)) >= LEAST, last=last)
        before = bool(lines)
        named = list(_titles(lines))
        if not lines:
            lines, named = _without_leaders(page)
        left += [Left(line, "table-of-contents", _evidence(line)) for line in lines]
        for title in named:
            titles.add(fold(title))
            found = parse(title)
            if found is not None and found.rest:
                titles.add(fold(found.rest))
    return Contents(left, frozenset(titles - HEADS))


def _table(page: PageFacts, before: bool, *, goes_on: bool, last: int) -> list[Line]:
    """The lines of a page from the first entry to the last one, with the head above them; from its beginning if the
    table goes on from the page before, and to its end if it goes on to the next one. Entries of a lower level may have
    no page number: behind the last one, too, those that are set as others are. last: the number of the last page."""
    entries = _entries(page)
    if len(entries) < (1 if before else LEAST) or not (before or _names_pages(page, last)):
        return []
    first = 0 if before and len(entries) >= LEAST else entries[0]
    end = len(page.lines) - 1 if goes_on else entries[-1]
    head = [line for line in page.lines[:first] if fold(line.text) in HEADS]
    table = page.lines[first : end + 1]
    looks = {_look(line) for place, line in enumerate(table, first) if place not in entries}
    tail = page.lines[end + 1 :]
    behind = takewhile(lambda line: line.box.top < table[-1].box.bottom or _look(line) in looks, tail)
    return [*head, *table, *behind]


def _entries(page: PageFacts) -> list[int]:
    """The places of the lines of a page that are entries: at least half of all rows with a leader; among them, some may
    have no number."""
    rows = led_rows(page.lines)
    sure = sum(row.is_entry for row in rows)
    if 2 * sure < len(rows):
        return []
    known = {id(row.line) for row in rows if row.is_entry or not row.values}
    return [place for place, line in enumerate(page.lines) if id(line) in known]


def _names_pages(page: PageFacts, last: int) -> bool:
    """Whether what stands behind the leaders of a page are numbers of pages: its head says so, or they grow, name pages
    that there may be, and sum nothing up."""
    if any(fold(line.text) in HEADS for line in page.lines):
        return True
    rows = [row for row in led_rows(page.lines) if row.is_entry]
    numbers = [int(row.values[0]) for row in _by_column(rows) if row.values[0].isdecimal()]
    if any(fold(row.words) in SUMS for row in rows) or max(numbers, default=0) > MOST_PAGES * last + MORE_PAGES:
        return False
    falls = sum(after < before for before, after in pairwise(numbers))
    return falls <= len(numbers) // FALLS and (not numbers or numbers[0] < numbers[-1])


def _by_column(rows: Sequence[Led]) -> list[Led]:
    """Rows that stand beside each other: first all that begin a row."""
    beside = {id(after) for before, after in pairwise(rows) if before.line.box.x1 <= after.line.box.x0}
    return sorted(rows, key=lambda row: id(row) in beside)


def _look(line: Line) -> tuple[int, float]:
    return edge(line.box.x0), rounded(line.size)


def _evidence(line: Line) -> str:
    if _is_entry(line):
        return "ends with a leader and a page number"
    return "stands above, between or beside the entries of a table of contents"


def _is_entry(line: Line) -> bool:
    found = LEADER.match(line.text)
    if found is None or not found["text"].strip():
        return False
    if not found["rest"]:  # a rule that is typed to be written on leads nowhere: 何を：____________
        return line.text.rstrip()[-1] not in BLANK_SIGNS
    return PAGE.fullmatch(found["rest"]) is not None


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


def _without_leaders(page: PageFacts) -> tuple[list[Line], list[str]]:
    """The lines of a table of contents without leaders, and the words of its entries: below its head, page numbers
    that grow and end at one right edge, each behind an entry. A page without that head may show any column of numbers.
    """
    head = next((line for line in page.lines if fold(line.text) in HEADS), None)
    if head is None:
        return [], []
    below = sorted((line for line in page.lines if line.box.top >= head.box.bottom), key=_place)
    numbered = [line for line in below if NUMBERED.fullmatch(line.text)]
    right = max((line.box.x1 for line in numbered), default=0.0)
    column = [line for line in numbered if right - line.box.x1 <= ALIGNED_EM * line.size]
    rows = [[line for line in below if abs(line.baseline - last.baseline) <= ROW_EM * last.size] for last in column]
    values = [int(found["page"]) for line in column if (found := NUMBERED.fullmatch(line.text))]
    if len(rows) < LEAST or values != sorted(values) or values[0] == values[-1] or not all(map(_words, rows)):
        return [], []
    first, last = rows[0][0].baseline, column[-1].baseline
    table = [line for line in below if first - ROW_EM * line.size <= line.baseline <= last + ROW_EM * line.size]
    return [head, *table], [_words(row) for row in rows]


def _place(line: Line) -> tuple[float, float]:
    return line.baseline, line.box.x0


def _words(row: Sequence[Line]) -> str:
    """What a row says before its page number."""
    *words, last = sorted(row, key=lambda line: line.box.x0)
    found = NUMBERED.fullmatch(last.text)
    parts = [*(line.text for line in words), found["text"] or "" if found else last.text]
    return " ".join(part.strip() for part in parts if part.strip())
