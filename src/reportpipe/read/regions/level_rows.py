"""Ruled tables whose rows no rule divides: names and their numbers stand level, line by line, in one row of cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportpipe.model.block import Line
from reportpipe.model.page import Box
from reportpipe.read.pages.grid import Cell, Grid
from reportpipe.read.regions.pieces import SAME_BASELINE_EM
from reportpipe.read.regions.values import NUMBER

LEAST_LEVEL = 3
"""So many lines of one cell are rows, if all others stand level with them: two may be a number and its unit."""

MIDDLE_EM = 0.38
"""The middle of a line stands so far above its baseline."""


def with_level_rows(grid: Grid, inside: Sequence[Line]) -> Grid:
    """The grid, with each row that holds several ones divided between them. inside: the lines that stand in it."""
    cuts = {row: places for row in range(grid.rows) if (places := _cuts(grid, row, inside))}
    if not cuts:
        return grid
    ys = sorted([*grid.ys, *(y for places in cuts.values() for y in places)])
    cells = [part for cell in grid.cells for part in _parts(cell, cuts.get(cell.row, []), ys)]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return grid._replace(cells=tuple(cells), ys=tuple(ys))


def _cuts(grid: Grid, row: int, inside: Sequence[Line]) -> list[float]:
    """Where a row is to be divided, points."""
    cells = [cell for cell in grid.cells if cell.row <= row < cell.row + cell.rows]
    if len(cells) < 2 or any(cell.rows > 1 for cell in cells):
        return []
    first, *others = ([line for line in inside if _stands_in(line, cell.box)] for cell in cells)
    places = sorted(line.baseline for line in first)
    if len(first) < LEAST_LEVEL or any(_is_level(first[0], below - above, 0.0) for above, below in pairwise(places)):
        return []
    level = all(any(_is_level(line, line.baseline, place) for place in places) for held in others for line in held)
    numbers = any(len(held) == len(first) and all(NUMBER.fullmatch(line.text) for line in held) for held in others)
    middle = MIDDLE_EM * first[0].size
    return [(above + below) / 2 - middle for above, below in pairwise(places)] if level and numbers else []


def _stands_in(line: Line, box: Box) -> bool:
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _is_level(line: Line, one: float, other: float) -> bool:
    return abs(one - other) <= SAME_BASELINE_EM * line.size


def _parts(cell: Cell, cuts: Sequence[float], ys: Sequence[float]) -> Iterator[Cell]:
    """The parts of a cell between cuts, each in its place among the rows that begin at ys."""
    sides = [cell.box.top, *cuts, cell.box.bottom]
    for top, bottom in pairwise(sides):
        rows = ys.index(bottom) - ys.index(top)
        yield Cell(Box(cell.box.x0, top, cell.box.x1, bottom), ys.index(top), cell.column, rows, cell.columns)
