"""Whether texts stand on the page as the report tells them: in their rectangle, row below row, cell beside cell.

Geometry alone is asked. On pages that run downwards or from right to left nothing is said of rows and cells: which of
them comes first is for reading to judge.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from reportpipe.audit.findings import Finding, Kind
from reportpipe.audit.matching import follows, runs_down
from reportpipe.audit.said import Piece
from reportpipe.audit.sheet import FREE, Sheet
from reportpipe.model.page import Box
from reportpipe.patterns import pattern

CELL = pattern(r"(.*)\.(header|rows)\[([0-9]+)\]\[([0-9]+)\]$")
"""The path of a table's cell."""
FLOWING = ("theme", "bullet", "paragraph", "note", "table")
"""Parts that are read row by row; the words of figures, and front matter, are read in many ways."""
SLACK_EM = 0.25
"""Neighbours may overlap so far, in em."""
SAME_ROW_EM = 0.5
"""Cells of one row begin no farther below one another."""
OVERLAP = 0.5
"""Two rows are of one column if they share this part of the narrower one's width."""
AWAY_EM = 1.0
"""A text stands in its rectangle though it reaches out of it so far: parsers and readings differ."""
MOST_AWAY = 0.5
"""A text of which more than this part stands outside of its rectangle stands elsewhere."""
SHOWN = 20
"""Characters of a text that a finding shows."""


def misplaced(sheet: Sheet, held: Iterable[tuple[int, Piece]]) -> Iterator[Finding]:
    """The texts that stand elsewhere than the report tells them."""
    pieces = [piece for _, piece in held if piece.part in FLOWING]
    for piece in pieces:
        mine = _claimed(sheet, piece)
        if _is_away(sheet, piece, mine):
            yield _finding(sheet, piece, mine, "stands outside of the rectangle that the report names")
    if sheet.runs_down or _is_right_to_left(sheet):
        return
    for piece in pieces:
        if not runs_down(sheet, piece):
            for row in _upwards(sheet, piece):
                yield _finding(sheet, piece, row, "told after a row that stands below it or to the right of it")
    for _, cells in groupby((piece for piece in pieces if piece.part == "table"), lambda piece: piece.group):
        yield from _disordered(sheet, list(cells))


def _claimed(sheet: Sheet, piece: Piece) -> list[int]:
    return [got[1] for got in piece.got if got is not None and got[0] == sheet.number and got[1] != FREE]


def _finding(sheet: Sheet, piece: Piece, places: Sequence[int], why: str) -> Finding:
    text = sheet.text(places)
    return Finding(Kind.MOVED, sheet.number, sheet.box(places), piece.path, text[:SHOWN], why)


def _is_right_to_left(sheet: Sheet) -> bool:
    return sum(unicodedata.bidirectional(key) in ("R", "AL") for key in sheet.chars) * 2 > len(sheet.chars)


def _is_away(sheet: Sheet, piece: Piece, mine: Sequence[int]) -> bool:
    boxes = [place.box for place in piece.places if place.page == sheet.number]
    known = [box for box in boxes if box is not None]
    if not mine or len(known) < len(boxes) or not known:
        return False
    away = sum(not any(_is_near(sheet.boxes[place], box) for box in known) for place in mine)
    return away > MOST_AWAY * len(mine)


def _is_near(small: Box, large: Box) -> bool:
    room = AWAY_EM * max(small.width, small.height)
    x, y = (small.x0 + small.x1) / 2, (small.top + small.bottom) / 2
    return large.x0 - room <= x <= large.x1 + room and large.top - room <= y <= large.bottom + room


def _upwards(sheet: Sheet, piece: Piece) -> Iterator[list[int]]:
    """The parts of a text that are told after a part of the same column that stands below them, or of the same row that
    stands to the right of them."""
    parts: list[list[int]] = []
    for place in _claimed(sheet, piece):
        if parts and follows(sheet, parts[-1][-1], place):
            parts[-1].append(place)
        else:
            parts.append([place])
    for first, second in pairwise(parts):
        one, other = sheet.box(first), sheet.box(second)
        slack = SLACK_EM * max(sheet.boxes[first[-1]].height, sheet.boxes[second[0]].height)
        above = _is_before(other[1::2], one[1::2], slack) and _share(one[::2], other[::2]) > OVERLAP
        if above or (_share(one[1::2], other[1::2]) > OVERLAP and _is_before(other[::2], one[::2], slack)):
            yield second


def _is_before(one: Sequence[float], other: Sequence[float], slack: float) -> bool:
    """Whether a stretch ends before another one begins."""
    return one[1] <= other[0] + slack and one[0] < other[0] - slack


def _share(one: Sequence[float], other: Sequence[float]) -> float:
    """What two stretches have in common, as a part of the shorter one."""
    least = min(one[1] - one[0], other[1] - other[0])
    return (min(one[1], other[1]) - max(one[0], other[0])) / least if least > 0 else 0.0


class _Cell(NamedTuple):
    """A cell with its row and column in the report, and its place on the page. em: points."""

    piece: Piece
    row: tuple[bool, int]
    column: int
    places: list[int]
    box: Box
    em: float


def _disordered(sheet: Sheet, pieces: Sequence[Piece]) -> Iterator[Finding]:
    """The cells of a table that stand before, or beside, those after which they are told, the worst first."""
    cells = _interchanged([cell for piece in pieces if (cell := _cell(sheet, piece)) is not None])
    wrong: dict[int, set[int]] = {}
    for one, other in _neighbours(cells):
        slack = SLACK_EM * max(cells[one].em, cells[other].em)
        axis = 0 if cells[one].row == cells[other].row else 1
        first, second = cells[one].box[axis::2], cells[other].box[axis::2]
        if _is_before(second, first, slack) or _share(first, second) > OVERLAP:
            wrong.setdefault(one, set()).add(other)
            wrong.setdefault(other, set()).add(one)
    while wrong:
        worst = max(wrong, key=lambda at: (len(wrong[at]), at))
        yield _finding(sheet, cells[worst].piece, cells[worst].places, "stands in another cell's place")
        for other in wrong.pop(worst):
            wrong[other].discard(worst)
            if not wrong[other]:
                del wrong[other]


def _interchanged(cells: Sequence[_Cell]) -> list[_Cell]:
    """The cells with the places of those that say the same in the order of the page: which of them is which nobody can
    tell."""
    alike: dict[str, list[_Cell]] = {}
    for cell in cells:
        alike.setdefault("".join(cell.piece.keys), []).append(cell)
    out: list[_Cell] = []
    for same in alike.values():
        told = sorted(same, key=lambda cell: (cell.row, cell.column))
        stands = _row_by_row(same)
        out += [one._replace(places=two.places, box=two.box, em=two.em) for one, two in zip(told, stands, strict=True)]
    return out


def _row_by_row(cells: Sequence[_Cell]) -> list[_Cell]:
    """Cells as they stand on the page: each row from left to right."""
    rows: list[list[_Cell]] = []
    for cell in sorted(cells, key=lambda cell: cell.box.top):
        if rows and cell.box.top - rows[-1][0].box.top <= SAME_ROW_EM * cell.em:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [cell for row in rows for cell in sorted(row, key=lambda cell: cell.box.x0)]


def _cell(sheet: Sheet, piece: Piece) -> _Cell | None:
    found, mine = CELL.match(piece.path), _claimed(sheet, piece)
    if found is None or not mine:
        return None
    row = found[2] == "rows", int(found[3])
    return _Cell(piece, row, int(found[4]), mine, sheet.box(mine), sheet.boxes[mine[0]].height)


def _neighbours(cells: Sequence[_Cell]) -> Iterator[tuple[int, int]]:
    """Cells that follow one another in a row, or in a column."""
    for one, other in pairwise(sorted(range(len(cells)), key=lambda at: (cells[at].row, cells[at].column))):
        if cells[one].row == cells[other].row:
            yield one, other
    for one, other in pairwise(sorted(range(len(cells)), key=lambda at: (cells[at].column, cells[at].row))):
        if cells[one].column == cells[other].column:
            yield one, other
