"""Numbers of lines, as records, pleadings and laws print them in the margin: on each line, or on every fifth.

They stand below each other at one edge and count the lines. A numbered list does so too, if none of its items takes two
lines; but there no sentence goes on from one number to the next.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import PageFacts
from reportpipe.read.regions.furniture import Left
from reportpipe.text.join import is_wide, starts_kinsoku

NUMBERED = pattern(r"(?P<number>[0-9０-９]{1,3})(?:[\s\u3000]+(?P<rest>\S.*))?")
EVERY = 5
"""Where not each line is numbered, every fifth is."""
LEAST_LINES = 4
"""So many lines in a row are numbered, at least …"""
LEAST_FIFTHS = 2
"""… or so many fifths of them."""
LEAST_OPEN = 2
"""So often at least a sentence goes on from one numbered line to the next …"""
OPEN_SHARE = 0.2
"""… and behind this part of the lines."""
UNNUMBERED = 0.1
"""So few lines between the numbered ones have none: heads, and what is set between lines."""
LONG_EM = 15.0
"""A line that goes on is this long: the items of a list are shorter, and may all begin in lower case."""
EDGE_EM = 0.7
"""Numbers end at one edge, give or take a digit."""
DIGIT_EM = 0.55
"""How wide a digit is: its advance is not known any more."""
PITCH_SLACK = 0.1
"""Every fifth line is five pitches below the one before, give or take this part."""
ROW_EM = 0.3
"""What stands in one row differs in its baseline by no more than this."""
STOPS = "。．！？!?.:：」）)"


@dataclass(frozen=True, slots=True)
class _Number:
    """A number and its line. x1: where it ends; rest: the line's words behind it, "" where it stands apart."""

    line: Line
    value: int
    x1: float
    rest: str


def without_line_numbers(pages: Sequence[PageFacts]) -> tuple[list[PageFacts], list[Left]]:
    """The pages without the numbers of their lines, and these."""
    parts = [_of_page(page) for page in pages]
    return [page for page, _ in parts], [left for _, found in parts for left in found]


def _of_page(page: PageFacts) -> tuple[PageFacts, list[Left]]:
    for column in _columns(page):
        if _counts_lines(column, page):
            evidence = f"counts {len(column)} lines, and sentences go on from one to the next"
            gone = {id(number.line): number for number in column}
            kept = (_without(line, gone[id(line)]) if id(line) in gone else line for line in page.lines)
            left = [Left(_alone(number), "line-number", evidence) for number in column]
            return replace(page, lines=tuple(line for line in kept if line is not None)), left
    return page, []


def _columns(page: PageFacts) -> Iterator[list[_Number]]:
    """The numbers of a page that end at one edge, each one step after the one above it."""
    numbers = sorted((number for line in page.lines if (number := _number(line))), key=lambda number: number.x1)
    columns: list[list[_Number]] = []
    for number in numbers:
        if columns and number.x1 - columns[-1][0].x1 <= EDGE_EM * number.line.size:
            columns[-1].append(number)
        else:
            columns.append([number])
    for column in columns:
        if len(column) < LEAST_FIFTHS:
            continue
        column.sort(key=lambda number: number.line.baseline)
        steps = {below.value - above.value for above, below in pairwise(column)}
        on_each = steps == {1} and len(column) >= LEAST_LINES
        if on_each or (steps == {EVERY} and column[0].value % EVERY == 0):
            yield column


def _number(line: Line) -> _Number | None:
    found = NUMBERED.fullmatch(line.text)
    if found is None or line.angle or line.marker:
        return None
    x1 = line.lefts[found.end("number") - 1] + DIGIT_EM * line.size
    return _Number(line, int(found["number"]), x1, found["rest"] or "")


def _counts_lines(column: Sequence[_Number], page: PageFacts) -> bool:
    """Whether the lines that numbers stand at are those of sentences, and not items of a list or rows of a table."""
    rows = _rows(column, page)
    if any(len(row) > 1 for row in rows.values()):
        return False
    on_each = column[1].value - column[0].value == 1
    if on_each and len(rows) > (1 + UNNUMBERED) * len(column):  # the items of a list take several lines
        return False
    if not on_each and not _is_every_fifth(column, rows):
        return False
    texts = [row[0] for _, row in sorted(rows.items()) if row]
    going = sum(_goes_on(above, below) for above, below in pairwise(texts))
    return going >= max(LEAST_OPEN, OPEN_SHARE * len(texts))


def _rows(column: Sequence[_Number], page: PageFacts) -> dict[float, list[Line]]:
    """What stands in each row between the first and the last number, by its baseline, without the numbers."""
    em = column[0].line.size
    alone = {id(number.line) for number in column if not number.rest}
    first, last = column[0].line.baseline - ROW_EM * em, column[-1].line.baseline + ROW_EM * em
    rows: dict[float, list[Line]] = {}
    at = -math.inf
    for line in sorted(page.lines, key=lambda line: line.baseline):
        if first <= line.baseline <= last and not line.angle:
            if line.baseline - at > ROW_EM * em:
                at = line.baseline
            held = rows.setdefault(at, [])
            if id(line) not in alone:
                held.append(line)
    return rows


def _is_every_fifth(column: Sequence[_Number], rows: dict[float, list[Line]]) -> bool:
    """Whether as many lines stand between two numbers as they say."""
    baselines = sorted(rows)
    pitch = median(below - above for above, below in pairwise(baselines))
    steps = [below.line.baseline - above.line.baseline for above, below in pairwise(column)]
    return all(abs(step / pitch - EVERY) <= PITCH_SLACK * EVERY for step in steps)


def _goes_on(above: Line, below: Line) -> bool:
    """Whether a sentence goes on from one line to the next."""
    found = NUMBERED.fullmatch(below.text)
    words = (found["rest"] if found is not None else None) or below.text
    if above.box.width < LONG_EM * above.size or above.text[-1] in STOPS:
        return False
    return words[0].islower() or starts_kinsoku(words) or (is_wide(above.text[-1]) and is_wide(words[0]))


def _alone(number: _Number) -> Line:
    """The number as a line of its own. Its glyphs stay with the words behind it, if there are any."""
    line = number.line
    if not number.rest:
        return line
    digits = len(NUMBERED.match(line.text)["number"])  # type: ignore[index]  # it matched before
    box = line.box._replace(x1=number.x1)
    text, lefts = line.text[:digits], line.lefts[:digits]
    return replace(line, text=text, lefts=lefts, box=box, numbers=array("i"), raised=(), gaps=(), ruby=())


def _without(line: Line, number: _Number) -> Line | None:
    """The line without its number; None where nothing else stands in it."""
    if not number.rest:
        return None
    start = len(line.text) - len(number.rest)
    return replace(
        line,
        text=number.rest,
        lefts=line.lefts[start:],
        box=line.box._replace(x0=line.lefts[start]),
        raised=tuple((one - start, other - start) for one, other in line.raised if one >= start),
        gaps=tuple(gap - start for gap in line.gaps if gap > start),
    )
