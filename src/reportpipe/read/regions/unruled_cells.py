"""Rows and columns of what may be a table without upright rules."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import chain, pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.patterns import pattern
from reportpipe.read.pages.grid import Rule
from reportpipe.read.regions.cell_text import cell_text
from reportpipe.read.regions.leaders import led_pieces
from reportpipe.read.regions.pieces import SAME_BASELINE_EM, beside, rows_of, split
from reportpipe.read.regions.solids import EXCERPT
from reportpipe.read.regions.values import MARK, NOTHING, NUMBER
from reportpipe.text.enumerators import parse_item

LEAST = 2
"""Of rows, and of columns."""
GAP_EM = 0.6
"""White space that divides columns all along is at least this wide."""
EACH_ROW = 5
"""From so many rules on, they may divide all rows: then each part between them is one."""
CLOSE = 0.85
"""A line that is nearer to another one than this part of the usual distance of rows is of one row with it."""
FILLED = 0.7
"""At least this part of the cells holds text."""
LONGEST_CELL, USUAL_CELL = 60, 20
"""Characters of the longest cell, and of the median one: columns of running text have longer lines."""
ALIGNED_EM = 0.5
"""Edges or centres closer than this are one."""
ALIGNED_PART = 0.8
"""This part of a column's cells, at least, is aligned."""
ITEMS = frozenset({"bullet", "arrow", "note"})
"""What begins so is an item of a list."""
NO_CELL = pattern(r"[…‥]{2}|\.{4}|・{3}|[:：]$")
"""Leaders of a table of contents; keys of a list."""


class Part(NamedTuple):
    """Lines that may be a table. levels: the rules across them, from top to bottom; heads: where shorter ones divide
    the rows of its head, points; led: whether leaders join the lines."""

    lines: tuple[Line, ...]
    levels: tuple[Rule, ...] = ()
    heads: tuple[float, ...] = ()
    led: bool = False


class Cells(NamedTuple):
    """The cells of a table. lines: those that stand in it, whole. numbers: how many columns hold nothing but numbers
    below their head. is_even: whether each row has all its cells. second: the top of its second row, points, if there
    is one."""

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    header: int
    numbers: int
    is_even: bool
    second: list[float]
    doubts: tuple[Doubt, ...] = ()


Span = tuple[float, float]


class _Row(NamedTuple):
    """A row of lines on one baseline, and their pieces."""

    lines: tuple[Line, ...]
    pieces: tuple[Line, ...]

    @property
    def baseline(self) -> float:
        """Its baseline, points."""
        return self.lines[0].baseline

    @property
    def top(self) -> float:
        """Where it begins, points: lines of the row lie below."""
        return self.baseline - SAME_BASELINE_EM * self.lines[0].size


def fits_column(line: Line, above: Sequence[Sequence[Line]]) -> bool:
    """Whether a line stands below one cell of rows that begin a table."""
    columns = _columns([_row(lines) for lines in above])
    return len(_over(line, columns)) == 1 and line.box.x1 <= columns[-1][1] + line.size


def cells_of(part: Part, words: Collection[str]) -> Cells | None:
    """The cells of a part; None where its lines make no rows of short, aligned cells."""
    rows = [_row(lines, led=part.led) for lines in rows_of(part.lines)]
    columns = _with_heads(_columns(_below_head(part, rows)), rows)
    rows = _fitting(part, rows, columns)
    if len(columns) < LEAST or len(rows) < LEAST:
        return None
    starts = _starts(part, rows, columns)
    if len(starts) < LEAST:
        return None
    held = [_held(rows, columns, *span) for span in pairwise([*starts, inf])]
    texts = tuple(
        tuple(cell_text(cell, *column, words) for cell, column in zip(row, columns, strict=True)) for row in held
    )
    if not _is_tabular(part, held, texts):
        return None
    numbers = sum(map(_is_numeric, zip(*texts[1:], strict=True)))
    lines = tuple(chain.from_iterable(row.lines for row in rows))
    even = all(all(row) for row in texts[1:]) and all(texts[0][1:])
    return Cells(texts, lines, _header(part, held, texts), numbers, even, starts[1:2], tuple(_doubts(rows, columns)))


def _row(lines: Sequence[Line], *, led: bool = False) -> _Row:
    pieces = led_pieces(lines) if led else [piece for line in lines for piece in split(line)]
    return _Row(tuple(lines), tuple(pieces))


def _below_head(part: Part, rows: Sequence[_Row]) -> list[_Row]:
    """The rows whose pieces show the columns: the cells of the head may span several."""
    return [row for row in rows if not part.levels or row.baseline > part.levels[1].at]


def _columns(rows: Sequence[_Row]) -> list[Span]:
    """Left and right edges, points, of what white space divides all along rows of several pieces. What goes on with
    them in single lines stands below."""
    several = [row for row in rows if len(row.pieces) > 1]
    out: list[Span] = []
    for piece in sorted((piece for row in several for piece in row.pieces), key=lambda piece: piece.box.x0):
        if out and piece.box.x0 - out[-1][1] < GAP_EM * piece.size:
            out[-1] = (out[-1][0], max(out[-1][1], piece.box.x1))
        else:
            out.append((piece.box.x0, piece.box.x1))
    return out


def _with_heads(columns: list[Span], rows: Sequence[_Row]) -> list[Span]:
    """The columns, those as one of which the first holds nothing but a head and the other one all but it: a head may be
    centred above cells that stand at the left or right edge."""
    out: list[Span] = []
    for column in columns:
        if out and _is_head_of(out[-1], column, rows):
            out[-1] = (out[-1][0], column[1])
        else:
            out.append(column)
    return out


def _is_head_of(one: Span, other: Span, rows: Sequence[_Row]) -> bool:
    held = [[place for place, row in enumerate(rows) if _is_filled(column, row)] for column in (one, other)]
    return [0] in held and not set(held[0]) & set(held[1])


def _is_filled(column: Span, row: _Row) -> bool:
    return any(piece.box.x0 < column[1] and piece.box.x1 > column[0] for piece in row.pieces)


def _over(line: Line, columns: Sequence[Span]) -> list[int]:
    """The columns that a line stands in: those that it shares some width with, or else the nearest one before it."""
    shared = [
        place
        for place, (start, stop) in enumerate(columns)
        if min(line.box.x1, stop) - max(line.box.x0, start) > ALIGNED_EM * line.size
    ]
    return shared or [max((place for place, (start, _) in enumerate(columns) if start <= line.box.x1), default=0)]


def _fitting(part: Part, rows: list[_Row], columns: Sequence[Span]) -> list[_Row]:
    """The rows, up to the first one below the head that stands across columns where no rule says that it belongs to
    them; what does not go on with a cell at their end is none of them."""
    if part.levels or part.led:
        return rows
    end = next((place for place, row in enumerate(rows) if place and _is_across(row, columns)), len(rows))
    rows = rows[:end]
    usual = _pitch([row for row in rows if len(row.pieces) > 1])
    while len(rows) > 1 and _may_be_text(rows[-1], columns) and rows[-1].baseline - rows[-2].baseline >= CLOSE * usual:
        rows = rows[:-1]
    return rows


def _may_be_text(row: _Row, columns: Sequence[Span]) -> bool:
    """Whether a row has nothing but one piece, at the left edge."""
    return len(row.pieces) == 1 and _over(row.pieces[0], columns)[0] == 0


def _pitch(rows: Sequence[_Row]) -> float:
    """The least distance, points, of rows; 0 where there is one only."""
    return min((below.baseline - above.baseline for above, below in pairwise(rows)), default=0.0)


def _is_across(row: _Row, columns: Sequence[Span]) -> bool:
    return any(len(_over(piece, columns)) > 1 for piece in row.pieces)


def _starts(part: Part, rows: Sequence[_Row], columns: Sequence[Span]) -> list[float]:
    """Where the rows of the table begin: at a rule, and where the first column has text."""
    heads = [row.top for row, begins in zip(rows, _begin(rows, columns), strict=True) if begins]
    if not part.levels:
        top = rows[0].top
        return [top, *(at for at in heads if at > top)]
    levels = [rule.at for rule in part.levels]
    if _rules_each_row(part, rows, columns):
        return sorted([*levels[:-1], *part.heads])
    later = [at for top, bottom in pairwise(levels[1:]) for at in [at for at in heads if top < at < bottom][1:]]
    return sorted([*levels[:-1], *part.heads, *later])


def _begin(rows: Sequence[_Row], columns: Sequence[Span]) -> list[bool]:
    """Which lines begin a row: those whose first column has text beside that of another one; and the first column's
    alone, unless it is nearer than rows are to the line before, whose text goes on, or to the next one."""
    sure = [len(row.pieces) > 1 and row.pieces[0].box.x0 <= columns[0][1] for row in rows]
    usual = _pitch([row for row, begins in zip(rows, sure, strict=True) if begins])
    out = list(sure)
    for place, row in enumerate(rows):
        if sure[place] or _over(row.pieces[0], columns)[0] > 0:
            continue
        above = row.baseline - rows[place - 1].baseline if place else inf
        below = rows[place + 1].baseline - row.baseline if place + 1 < len(rows) else inf
        out[place] = above >= CLOSE * usual
        if out[place] and below < CLOSE * usual:
            out[place + 1] = False
    return out


def _rules_each_row(part: Part, rows: Sequence[_Row], columns: Sequence[Span]) -> bool:
    """Whether the rules divide all rows: between no two of them stand several rows without an empty cell."""
    full = [row.baseline for row in rows if len(row.pieces) == len(columns)]
    between = (sum(top.at < at < below.at for at in full) for top, below in pairwise(part.levels))
    return len(part.levels) >= EACH_ROW and max(between) <= 1


def _held(rows: Sequence[_Row], columns: Sequence[Span], top: float, below: float) -> list[list[Line]]:
    """The lines of each cell of a row. A line that spans columns stands in the first of them."""
    cells: list[list[Line]] = [[] for _ in columns]
    for row in rows:
        if top <= row.baseline < below:
            for line in _whole(row.pieces, columns):
                cells[_over(line, columns)[0]].append(line)
    return cells


def _whole(pieces: Sequence[Line], columns: Sequence[Span]) -> list[Line]:
    """The pieces of a row, those of one column as one again."""
    out: list[Line] = []
    for piece in pieces:
        if out and _over(out[-1], columns)[0] == _over(piece, columns)[0]:
            out[-1] = beside(out[-1], piece)
        else:
            out.append(piece)
    return out


def _is_tabular(part: Part, cells: Sequence[Sequence[Sequence[Line]]], rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are short, mostly filled and aligned, and none is an item of a list."""
    texts = [text for row in rows for text in row]
    filled = [text for text in texts if text]
    if len(filled) < FILLED * len(texts) or max(map(len, filled)) > LONGEST_CELL:
        return False
    if median(map(len, filled)) > USUAL_CELL:
        return False
    if not part.led and any(_is_item(line) for row in cells for cell in row for line in cell):
        return False
    first, *others = ([cell[0] for cell in column if cell] for column in zip(*cells[1:], strict=True))
    return (_is_aligned(first) or _is_indented(first)) and all(map(_is_aligned, others))


def _is_item(line: Line) -> bool:
    found = parse_item(line.text)
    return bool(line.marker or NO_CELL.search(line.text)) or (
        found is not None and found.kind in ITEMS and not NUMBER.fullmatch(line.text)
    )


def _is_aligned(lines: Sequence[Line]) -> bool:
    """Whether most lines share their left edge, their right edge, their centre or their decimal point."""
    if not lines:
        return False
    slack = ALIGNED_EM * lines[0].size
    places: list[list[float]] = [
        [line.box.x0 * (1 - part) + line.box.x1 * part for line in lines] for part in (0, 0.5, 1)
    ]
    places.append([_point(line) for line in lines])
    return any(sum(abs(at - median(found)) <= slack for at in found) >= ALIGNED_PART * len(found) for found in places)


def _is_indented(lines: Sequence[Line]) -> bool:
    """Whether the left edges of most lines are those of others too: names of groups, and what they hold."""
    slack = ALIGNED_EM * lines[0].size if lines else 0.0
    alike = sum(sum(abs(line.box.x0 - other.box.x0) <= slack for other in lines) > 1 for line in lines)
    return alike >= ALIGNED_PART * len(lines)


def _point(line: Line) -> float:
    """Where the decimal point of a number stands, or where the number ends."""
    place = line.text.find(".")
    return line.lefts[place] if 0 <= place < len(line.lefts) else line.box.x1


def _is_numeric(column: Sequence[str]) -> bool:
    """Whether a column's cells hold numbers or marks: two of them at least, and else no words."""
    filled = [text for text in column if text and not NOTHING.fullmatch(text)]
    return len(filled) > 1 and (all(map(NUMBER.fullmatch, filled)) or all(map(MARK.fullmatch, filled)))


def _header(part: Part, cells: Sequence[Sequence[Sequence[Line]]], rows: Sequence[Sequence[str]]) -> int:
    """How many rows are the head: one, where a rule divides it from the others, where it alone is bold, or where it
    alone has words above the numbers."""
    first, others = cells[0], cells[1:]
    bold = all(line.bold for cell in first for line in cell)
    others_bold = all(line.bold for row in others for cell in row for line in cell)
    if 0 < len(part.levels) <= len(cells):
        return 1 + len(part.heads)
    if bold and not others_bold:
        return 1
    numeric = [place for place, column in enumerate(zip(*rows[1:], strict=True)) if _is_numeric(column)]
    return int(bool(numeric) and all(rows[0][place] and not NUMBER.fullmatch(rows[0][place]) for place in numeric))


def _doubts(rows: Sequence[_Row], columns: Sequence[Span]) -> Iterator[Doubt]:
    """Lines below the first row that stand in several columns, and those that stand alone in the first one: they may be
    the rest of a cell."""
    out = next((piece for row in rows[1:] for piece in row.pieces if len(_over(piece, columns)) > 1), None)
    if out is not None:
        yield Doubt(Code.UNEVEN_TABLE, f"stands across columns: {out.text[:EXCERPT]}")
    begins = _begin(rows, columns)
    alone = (row.pieces[0] for place, row in enumerate(rows) if place and begins[place] and len(row.pieces) == 1)
    first = next((piece for piece in alone if _over(piece, columns)[0] == 0), None)
    if first is not None:
        yield Doubt(Code.UNEVEN_TABLE, f"stands alone in its row: {first.text[:EXCERPT]}")
