"""Which glyphs stand in which cell of a ruled table: the rules part them before lines are made, so that nothing of two
neighbours is joined, however close it stands: figures without padding, single marks, labels written downwards."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from reportpipe.model.page import Glyph
from reportpipe.patterns import pattern
from reportpipe.read.pages.grid import Cell, Grid
from reportpipe.runs import runs

RUN_GAP_EM = 0.15
"""Glyphs that are painted one after the other, no farther apart than this, are of one run …"""
JUNCTION_EM = 0.05
"""… unless a rule stands between them, give or take this: writers round. A run that a rule crosses elsewhere is too
long for its cell."""

CUT_NUMBER = pattern(r"[0-9],[0-9]{0,2}$")
"""What no number ends with."""


class _Table(NamedTuple):
    """A grid, and its cell at each (row, column)."""

    grid: Grid
    cells: dict[tuple[int, int], Cell]

    @classmethod
    def of(cls, grid: Grid) -> _Table:
        places = {
            (row, column): cell
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.rows)
            for column in range(cell.column, cell.column + cell.columns)
        }
        return cls(grid, places)

    def at(self, x: float, y: float) -> Cell | None:
        """The cell around a point; None outside the grid."""
        return self.cells.get((bisect_right(self.grid.ys, y) - 1, bisect_right(self.grid.xs, x) - 1))


def in_cells(glyphs: Sequence[Glyph], grids: Iterable[Grid]) -> list[list[Glyph]]:
    """The glyphs of each cell of the regular grids, and those that stand in none. A run that is too long for its cell
    belongs as a whole to the one where it begins, or ends, next to the rule."""
    tables = [_Table.of(grid) for grid in grids if grid.is_regular]
    if not tables:
        return [list(glyphs)]
    held: dict[Cell | None, list[Glyph]] = {}
    for run in _runs(glyphs):
        homes = [_home(glyph, tables) for glyph in run]
        for part, cells in _parted(run, homes):
            held.setdefault(_owner(part, cells), []).extend(part)
    return list(held.values())


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Level glyphs that are painted one after the other without a gap; all others alone."""
    return runs(glyphs, _goes_on)


def _goes_on(before: Glyph, after: Glyph) -> bool:
    slack = RUN_GAP_EM * after.size
    level = not (before.angle or after.angle) and abs(before.baseline - after.baseline) <= slack
    return level and abs(after.x0 - before.x1) <= slack


def _home(glyph: Glyph, tables: Sequence[_Table]) -> Cell | None:
    """The cell that holds the middle of a glyph; of tables within tables the innermost."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    found = (cell for table in tables if (cell := table.at(x, y)) is not None)
    return min(found, key=lambda cell: cell.box.width * cell.box.height, default=None)


def _parted(run: list[Glyph], homes: list[Cell | None]) -> Iterator[tuple[list[Glyph], list[Cell | None]]]:
    """A run, parted where a rule stands between two glyphs; and the cells of the glyphs of each part."""
    start = 0
    for place in range(1, len(run)):
        here = homes[place - 1 : place + 1]
        if here[0] is not here[1] and _is_junction(run[place - 1], run[place], here) and not _is_number(run, place):
            yield run[start:place], homes[start:place]
            start = place
    yield run[start:], homes[start:]


def _is_number(run: Sequence[Glyph], place: int) -> bool:
    """Whether a part would end or begin in the middle of a number: 1,2 | 34,567."""
    before = "".join(glyph.text for glyph in run[max(0, place - 3) : place])
    return run[place].text[:1].isdecimal() and CUT_NUMBER.search(before) is not None


def _is_junction(before: Glyph, after: Glyph, homes: Sequence[Cell | None]) -> bool:
    """Whether a rule between two cells stands between glyphs; what reaches out of the table sticks out of its cell."""
    slack = JUNCTION_EM * after.size
    left, right = min(before.x1, after.x0) - slack, max(before.x1, after.x0) + slack
    sides = [side for cell in homes if cell is not None for side in (cell.box.x0, cell.box.x1)]
    return None not in homes and any(left <= side <= right for side in sides)


def _owner(part: Sequence[Glyph], cells: Sequence[Cell | None]) -> Cell | None:
    """The cell of a part. One that reaches over two is set from the left in the first, or from the right in the last:
    its end there is nearer to the rule. Over more: the cell with most of it."""
    known = list(dict.fromkeys(cells))
    if len(known) == 1:
        return known[0]
    first, last = known[0], known[-1]
    if len(known) > 2 or first is None or last is None:
        return max(Counter(cells).items(), key=lambda item: item[1])[0]
    return first if part[0].x0 - first.box.x0 <= last.box.x1 - part[-1].x1 else last
