"""Ruled grids: the cells that horizontal and vertical rules divide a page's region into.

A rule is a thin path, or a side of a rectangle. Rules that touch belong to one grid; where the rule between two
neighbours is missing, they are one merged cell.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.page import Box, Shape

THIN = 3.0
"""A path no thicker than this, in points, is a rule."""
SHORTEST = 2.0
"""A rule is longer than this, in points: word processors paint the border of each cell by itself, in short pieces."""
SMALLEST_BOX = 6.0
"""The sides of a rectangle that counts as four rules are longer than this, in points."""
SNAP = 3.0
"""Rules closer than this, in points, are one; cells are wider."""
DOUBLE = 4.5
"""The two rules of a double one stand no farther apart than this, in points; text that is read is larger."""
LEAST_OPEN_RULES = 4
"""A table without sides has at least so many level rules: above and below, below its head, and between its rows …"""
OPEN_PART = 0.75
"""… and at least this part of them run all along it."""
MOST_PADDING = 8.0
"""Word processors leave up to this, in points, between the sides of a cell and its text (Word: 0.19 cm)."""
LEAST_HEIGHT = 9.0
"""A box that divides lines is at least this high, in points: what is lower underlines."""
MOST_BOXES = 300
"""A page with more boxes is a drawing, whose boxes divide nothing."""
MOST_RULES = 2000
"""A page with more of them is a drawing."""


BOXES_RATIO = 2.0
"""Boxes side by side differ in width by no more than this factor …"""
BOXES_HEIGHT = 36.0
"""… and are so many points high, at least: three lines."""


class Rule(NamedTuple):
    """A straight rule: at y (or x, if upright) from start to stop, in points."""

    at: float
    start: float
    stop: float


class Cell(NamedTuple):
    """A cell: its box, its first row and column from 0, and how many rows and columns it spans."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


class Grid(NamedTuple):
    """What connected rules make: a table, where it has at least two rows and two columns.

    xs, ys: its upright and its horizontal rules, in points. is_regular: whether its cells are those of a table: a
    drawing encloses other shapes than rectangles, or is open above and below.
    """

    cells: tuple[Cell, ...]
    xs: tuple[float, ...]
    ys: tuple[float, ...]
    is_regular: bool

    @property
    def box(self) -> Box:
        """What its outer rules enclose."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.ys) - 1

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return len(self.xs) - 1


def rules(shapes: Iterable[Shape]) -> tuple[list[Rule], list[Rule]]:
    """The horizontal and the vertical rules of a page."""
    across: list[Rule] = []
    upright: list[Rule] = []
    shapes = list(shapes)
    thin = [shape.box for shape in shapes if shape.kind == "path" and shape.box.width <= THIN]
    for shape in shapes:
        if shape.kind != "path" or shape.curved:
            continue
        box = shape.box
        if box.height <= THIN and box.width > SHORTEST:
            across.append(Rule((box.top + box.bottom) / 2, box.x0, box.x1))
        elif box.width <= THIN and box.height > SHORTEST:
            upright.append(Rule((box.x0 + box.x1) / 2, box.top, box.bottom))
        elif box.width > SMALLEST_BOX and box.height > SMALLEST_BOX and not _is_padded(shape, thin):
            across += [Rule(box.top, box.x0, box.x1), Rule(box.bottom, box.x0, box.x1)]
            upright += [Rule(box.x0, box.top, box.bottom), Rule(box.x1, box.top, box.bottom)]
    return across, upright


def blanks(shapes: Iterable[Shape], longest: float) -> list[Rule]:
    """The thin level rules that are no longer than that, in points: a blank to be filled in is underlined so. None on a
    page with so many that it is a drawing."""
    found = [
        Rule((shape.box.top + shape.box.bottom) / 2, shape.box.x0, shape.box.x1)
        for shape in shapes
        if shape.kind == "path" and shape.box.height <= THIN and SHORTEST < shape.box.width <= longest
    ]
    return found if len(found) <= MOST_RULES else []


def _is_padded(shape: Shape, thin: Sequence[Box]) -> bool:
    """Whether a shape shades the text of a cell, and leaves the cell's padding white on both sides.

    thin: the upright rules that are painted as such.
    """
    box = shape.box
    beside = [rule for rule in thin if rule.top - SNAP <= (box.top + box.bottom) / 2 <= rule.bottom + SNAP]
    left = any(SNAP < box.x0 - rule.x1 <= MOST_PADDING for rule in beside)
    return not shape.stroked and left and any(SNAP < rule.x0 - box.x1 <= MOST_PADDING for rule in beside)


def grids(shapes: Iterable[Shape]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom."""
    found = (grid for grid in _drawn(shapes) if _is_table(grid))
    return sorted(found, key=lambda grid: (grid.box.top, grid.box.x0))


def ruled_boxes(shapes: Iterable[Shape]) -> list[Box]:
    """The boxes that thin rules make, without a table: the cells of one column, as tables of one column are used to
    put a box around text, with or without a strip for its head; or of one row, boxes side by side."""
    thin = (shape for shape in shapes if shape.kind == "path" and min(shape.box.width, shape.box.height) <= THIN)
    return [cell.box for grid in _drawn(thin) if grid.columns == 1 or _is_row_of_boxes(grid) for cell in grid.cells]


def _is_row_of_boxes(grid: Grid) -> bool:
    """Whether a grid is one row of cells that are nearly as large, and high enough for lists: no strip for a head."""
    widths = [cell.box.width for cell in grid.cells]
    is_even = min(widths) * BOXES_RATIO >= max(widths)
    return len({cell.row for cell in grid.cells}) == 1 and is_even and grid.box.height >= BOXES_HEIGHT


def _is_table(grid: Grid) -> bool:
    columns, rows = {cell.column for cell in grid.cells}, {cell.row for cell in grid.cells}
    return len(columns) > 1 and len(rows) > 1


def _drawn(shapes: Iterable[Shape]) -> Iterator[Grid]:
    """What connected rules make."""
    across, upright = rules(shapes)
    if len(across) + len(upright) > MOST_RULES:
        return
    for part in _connected(merged(across), merged(upright)):
        grid = _grid(*part)
        if grid is not None:
            yield grid


def dividers(shapes: Sequence[Shape], found: Sequence[Grid], ruled: Iterable[Box] = ()) -> list[Rule]:
    """The upright rules at which lines of text end: between the cells of tables, and the sides of boxes. ruled: those
    that thin rules make."""
    inner = [Rule(cell.box.x1, cell.box.top, cell.box.bottom) for grid in found for cell in grid.cells]
    inner += [Rule(x, box.top, box.bottom) for box in ruled for x in (box.x0, box.x1)]
    boxes = [shape.box for shape in shapes if shape.kind == "path" and not shape.curved and shape.box.width > THIN]
    if len(boxes) > MOST_BOXES:
        return inner
    return inner + [
        Rule(x, box.top, box.bottom) for box in boxes if box.height > LEAST_HEIGHT for x in (box.x0, box.x1)
    ]


def merged(rules_: Sequence[Rule]) -> list[Rule]:
    """Collinear rules that touch or overlap as one."""
    out: list[Rule] = []
    for rule in sorted(rules_, key=lambda rule: (round(rule.at / SNAP), rule.start)):
        last = out[-1] if out else None
        if last is not None and abs(last.at - rule.at) <= SNAP and _overlap(last, rule):
            at = max(last, rule, key=lambda rule: rule.stop - rule.start).at
            out[-1] = Rule(at, min(last.start, rule.start), max(last.stop, rule.stop))
        else:
            out.append(rule)
    return out


def _overlap(one: Rule, other: Rule) -> bool:
    return other.start <= one.stop + SNAP and one.start <= other.stop + SNAP


def _connected(across: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """The rules of each connected drawing: (horizontal, vertical)."""
    crossed = _crossings(across, upright)
    crossing: list[list[int]] = [[] for _ in across]
    for number, places in enumerate(crossed):
        for place in places:
            crossing[place].append(number)
    seen = set[int]()
    for first in reversed(range(len(across))):
        if first in seen:
            continue
        some_across, some_upright, waiting = {first}, set[int](), [first]
        while waiting:
            for number in crossing[waiting.pop()]:
                if number not in some_upright:
                    some_upright.add(number)
                    new = set(crossed[number]) - some_across
                    some_across |= new
                    waiting += new
        seen |= some_across
        if some_upright:
            yield [across[place] for place in some_across], [upright[number] for number in some_upright]


def _crossings(across: Sequence[Rule], upright: Sequence[Rule]) -> list[list[int]]:
    """For each upright rule, which of the level ones it crosses or touches."""
    order = sorted(range(len(across)), key=lambda place: across[place].at)
    heights = [across[place].at for place in order]
    found: list[list[int]] = []
    for rule in upright:
        near = order[bisect_left(heights, rule.start - SNAP) : bisect_right(heights, rule.stop + SNAP)]
        found.append([place for place in near if across[place].start - SNAP <= rule.at <= across[place].stop + SNAP])
    return found


def _grid(across: list[Rule], upright: list[Rule]) -> Grid | None:
    """The grid that rules make; one without sides, or with double rules, where that makes it regular."""
    plain = _made(across, upright, SNAP)
    sides = _open_sides(across, upright)
    if sides or (plain is not None and (_has_double(plain.xs) or _has_double(plain.ys))):
        other = _made(across, [*upright, *sides], DOUBLE)
        if other is not None and other.is_regular:
            return other
    return plain


def _has_double(places: Sequence[float]) -> bool:
    return any(after - before <= DOUBLE for before, after in pairwise(places))


def _made(across: list[Rule], upright: list[Rule], snap: float) -> Grid | None:
    """The grid that rules make. snap: rules that are no farther apart, in points, are one."""
    ys, xs = _places(across, snap), _places(upright, snap)
    rows, columns = len(ys) - 1, len(xs) - 1
    if not 1 <= rows * columns <= MOST_RULES or rows < 1:
        return None
    owner = {(row, column): (row, column) for row in range(rows) for column in range(columns)}

    def root(cell: tuple[int, int]) -> tuple[int, int]:
        while owner[cell] != cell:
            cell = owner[cell]
        return cell

    for row in range(rows):
        for column in range(columns):
            if column + 1 < columns and not _covers(upright, xs[column + 1], ys[row], ys[row + 1], snap):
                owner[root((row, column + 1))] = root((row, column))
            if row + 1 < rows and not _covers(across, ys[row + 1], xs[column], xs[column + 1], snap):
                owner[root((row + 1, column))] = root((row, column))
    members: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for place in owner:
        members.setdefault(root(place), []).append(place)
    cells = tuple(
        sorted((_cell(places, xs, ys) for places in members.values()), key=lambda cell: (cell.row, cell.column))
    )
    return Grid(cells, tuple(xs), tuple(ys), _is_regular(cells, across, xs, ys, snap))


def _open_sides(across: Sequence[Rule], upright: Sequence[Rule]) -> list[Rule]:
    """The sides of a table that is open at its left and right: no rule is painted there, but the level ones, at least
    some of which divide rows, all reach beyond the upright ones, and end alike."""
    xs = [rule.at for rule in upright]
    ends = [(min(rule.start for rule in across), min(xs)), (max(rule.stop for rule in across), max(xs))]
    if len(_places(across, SNAP)) < LEAST_OPEN_RULES or any(abs(end - x) <= DOUBLE for end, x in ends):
        return []
    (left, _), (right, _) = ends
    whole = [rule for rule in across if rule.start <= left + SNAP and rule.stop >= right - SNAP]
    if len(whole) < OPEN_PART * len(across):
        return []
    top, bottom = min(rule.at for rule in across), max(rule.at for rule in across)
    return [Rule(left, top, bottom), Rule(right, top, bottom)]


def _is_regular(
    cells: Sequence[Cell], across: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], snap: float
) -> bool:
    """Whether all cells are rectangles, and a side of the grid, above or below, is ruled all along."""
    rectangles = sum(cell.rows * cell.columns for cell in cells) == (len(xs) - 1) * (len(ys) - 1)
    return rectangles and any(all(_covers(across, y, a, b, snap) for a, b in pairwise(xs)) for y in (ys[0], ys[-1]))


def _cell(places: Sequence[tuple[int, int]], xs: Sequence[float], ys: Sequence[float]) -> Cell:
    rows, columns = [row for row, _ in places], [column for _, column in places]
    top, left, bottom, right = min(rows), min(columns), max(rows) + 1, max(columns) + 1
    return Cell(Box(xs[left], ys[top], xs[right], ys[bottom]), top, left, bottom - top, right - left)


def _places(rules_: Iterable[Rule], snap: float) -> list[float]:
    out: list[float] = []
    for at in sorted(rule.at for rule in rules_):
        if not out or at - out[-1] > snap:
            out.append(at)
    return out


def _covers(rules_: Iterable[Rule], at: float, start: float, stop: float, snap: float) -> bool:
    """Whether a rule runs along a side."""
    return any(abs(rule.at - at) <= snap and rule.start <= start + snap and rule.stop >= stop - snap for rule in rules_)
