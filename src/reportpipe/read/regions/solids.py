"""Tables and figures: what is not read line by line, taken out of a page's lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from reportpipe.model.block import Line, Solid
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import Box, Shape, union
from reportpipe.patterns import pattern
from reportpipe.read.pages.grid import Grid
from reportpipe.read.pages.profile import PageFacts, Profile
from reportpipe.read.regions.cell_text import cell_text
from reportpipe.read.regions.level_rows import with_level_rows

FILLED = 0.4
"""At least this part of a table's cells holds text; a ruled drawing has fewer."""
LONGEST_CELL = 160
"""On slides, a cell with more characters is a box of text, and the grid a layout, no table."""
CAPTION = pattern(
    r"[【［〔(（<＜]?\s*(?:図表|図|表|写真|別表|Figure|Fig\.|Table|图|圖)[\s\u3000]?[0-9０-９一二三四五六七八九十]"
)
CAPTION_EM = 2.5
"""A caption stands no farther than this above or below."""
SLACK = 2.0
"""Points by which text may stick out of a cell."""
EXCERPT = 10
"""Characters of a line that a message shows."""


def with_tables(page: PageFacts, profile: Profile, words: Collection[str] = frozenset()) -> PageFacts:
    """The page with its ruled tables as solids. words: the document's words with hyphens."""
    for grid in page.grids:
        inside = [line for line in page.lines if is_inside(line, grid.box)]
        if grid.is_regular and is_filled(grid, inside, profile):
            page = with_solid(page, _table(page, with_level_rows(grid, inside), inside, words))
    return page


def is_inside(line: Line, box: Box) -> bool:
    """Whether the centre of a line lies in a box."""
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.top + line.box.bottom) / 2
    return box.x0 - SLACK <= x <= box.x1 + SLACK and box.top - SLACK <= y <= box.bottom + SLACK


def is_filled(grid: Grid, inside: Sequence[Line], profile: Profile) -> bool:
    """Whether the cells of a grid hold words as those of a table do."""
    texts = _cell_texts(grid, inside)
    filled = sum(bool(text) for text in texts)
    if filled < 3 or filled < FILLED * len(texts):
        return False
    return not profile.is_deck or max(map(len, texts)) <= LONGEST_CELL


def _cell_texts(grid: Grid, inside: Sequence[Line], words: Collection[str] = frozenset()) -> list[str]:
    """The text of each cell. Cells may overlap, give or take the slack: a line is in one of them, the smallest; a line
    that is in none is in the one that it widens least."""
    held: list[list[Line]] = [[] for _ in grid.cells]
    for line in inside:
        cells = [place for place, cell in enumerate(grid.cells) if is_inside(line, cell.box)]
        within = cells or range(len(grid.cells))
        held[min(within, key=lambda place: _area(grid.cells[place].box, line.box))].append(line)
    return [cell_text(lines, cell.box.x0, cell.box.x1, words) for cell, lines in zip(grid.cells, held, strict=True)]


def _area(box: Box, line: Box) -> float:
    """The area, square points, of a cell that holds a line."""
    whole = union([box, line])
    return whole.width * whole.height


def _table(page: PageFacts, grid: Grid, inside: Sequence[Line], words: Collection[str]) -> Solid:
    rows = [[""] * grid.columns for _ in range(grid.rows)]
    for cell, text in zip(grid.cells, _cell_texts(grid, inside, words), strict=True):
        held = rows[cell.row][cell.column]
        rows[cell.row][cell.column] = f"{held}\n{text}" if held and text else held or text
    cells = tuple(tuple(row) for row in rows if any(row))
    caption = caption_of(page, grid.box, above=True)
    lines = (*([caption] if caption else []), *inside)
    header = int(len(cells) > 1 and _is_head(grid, inside, page.shapes))
    evidence = f"table: {len(cells)} rows and {grid.columns} columns between rules, the first {header} the head"
    text = caption.text if caption else ""
    doubts = tuple(_doubts(grid, inside, cells, header))
    return Solid(
        "table", page.number, grid.box, text, cells, lines, header, grid.xs, grid.ys, evidence=evidence, doubts=doubts
    )


def _doubts(grid: Grid, inside: Sequence[Line], rows: Sequence[Sequence[str]], header: int) -> Iterator[Doubt]:
    """Lines that cross a rule, and columns whose head is empty; the first one's often is."""
    out = next((line for line in inside if not any(_holds(cell.box, line) for cell in grid.cells)), None)
    if out is not None:
        yield Doubt(Code.UNEVEN_TABLE, f"sticks out of its cell: {out.text[:EXCERPT]}")
    columns = (column for column in zip(*rows, strict=True) if any(column))  # others are no columns of the report
    empty = [place for place, column in enumerate(columns, 1) if place > 1 and not any(column[:header])]
    if header and empty:
        yield Doubt(Code.UNEVEN_TABLE, f"the head of column {empty[0]} is empty")


def _holds(box: Box, line: Line) -> bool:
    """Whether a line stands in a cell, give or take an em at its sides: parsers differ in the width of a stop."""
    slack = line.size
    return is_inside(line, box) and box.x0 - slack <= line.box.x0 and line.box.x1 <= box.x1 + slack


def _is_head(grid: Grid, inside: Sequence[Line], shapes: Sequence[Shape]) -> bool:
    """Whether the first row is bold or shaded, and the next one is not."""
    first = [line for cell in grid.cells if cell.row == 0 for line in inside if is_inside(line, cell.box)]
    others = [line for line in inside if line not in first]
    if first and others and all(line.bold for line in first) and not all(line.bold for line in others):
        return True
    heads = [cell.box for cell in grid.cells if cell.row == 0]
    shaded = [shape.box for shape in shapes if shape.kind == "path" and shape.filled]
    return bool(heads) and all(any(_shades(box, head) for box in shaded) for head in heads)


def _shades(shade: Box, cell: Box) -> bool:
    return shade.contains(cell, 2 * SLACK) and shade.height < 2 * cell.height


def caption_of(page: PageFacts, box: Box, above: bool) -> Line | None:
    """The line that says 表１ or 図１ right above or below a box."""
    for line in page.lines:
        gap = box.top - line.box.bottom if above else line.box.top - box.bottom
        beside = line.box.x1 < box.x0 or line.box.x0 > box.x1
        if -SLACK <= gap <= CAPTION_EM * line.size and not beside and CAPTION.match(line.text):
            return line
    return None


def with_solid(page: PageFacts, solid: Solid) -> PageFacts:
    """The page with a solid in the place of its lines."""
    gone = {id(line) for line in solid.lines}
    rest = tuple(line for line in page.lines if id(line) not in gone)
    whole = replace(solid, box=union([solid.box, *(line.box for line in solid.lines)]))
    return replace(page, lines=rest, solids=(*page.solids, whole))
