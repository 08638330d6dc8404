"""Tables without upright rules: their columns are divided by white space alone.

What counts as evidence: rules of one length above, below the head and below the last row; or a caption such as 表１
right above. Without either, only four rows of three short cells, one column of them numbers, are a table. Columns of
running text, a list's tab stops, lists of 日時：… and the labels of charts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median
from typing import NamedTuple

from reportpipe.layout.cell_text import cell_text
from reportpipe.layout.grid import MOST_RULES, SNAP, THIN, Rule, merged, rules
from reportpipe.layout.profile import PageFacts
from reportpipe.layout.solids import CAPTION, caption_of, is_inside, with_solid
from reportpipe.layout.tabs import TIME
from reportpipe.model.block import Line, Solid
from reportpipe.model.page import Box, Shape, union
from reportpipe.patterns import pattern
from reportpipe.text.enumerators import parse_item

SAME_BASELINE_EM = 0.3
"""Baselines closer than this are one row."""
GAP_EM = 1.0
"""White space between columns is at least this wide."""
RULE_PART = 0.25
"""The rules of a table are longer than this part of the page's width."""
LEAST_RULES = 3
"""Above, below the head, and below the last row."""
EACH_ROW = 5
"""From so many rules on, they may divide all rows: then each part between them is one."""
PITCH_EM = 3.0
"""Rows without rules are no farther apart than this."""
PITCH_RATIO = 1.3
"""A line that stands no farther from a row than rows do, give or take this factor, belongs to them."""
LEAST_ROWS, LEAST_COLUMNS = 3, 2
"""Of a table that rules or a caption show …"""
SURE_ROWS, SURE_COLUMNS = 4, 3
"""… and of one that nothing but white space shows."""
FILLED = 0.7
"""At least this part of the cells holds text."""
LONGEST_CELL, USUAL_CELL = 60, 20
"""Characters of the longest cell, and of the median one: columns of running text have longer lines."""
ALIGNED_EM = 0.5
"""Edges or centres closer than this are one."""
ALIGNED_PART = 0.8
"""This part of a column's cells, at least, is aligned."""
NUMBER = pattern(r"[△▲▼+\-−–±約¥￥$]*[0-9０-９][0-9０-９,，.．]*\s?[%％円件人名年月日回社校本台千百万億兆倍点]*")
TABLE = pattern(r"[【［〔(（<＜]?\s*(?:図表|表|別表|Table)", re.IGNORECASE)
ITEMS = frozenset({"bullet", "arrow", "note"})
"""What begins so is an item of a list."""
NO_CELL = pattern(r"[…‥]{2}|\.{4}|・{3}|[:：]$")
"""Leaders of a table of contents; keys of a list."""


class _Part(NamedTuple):
    """Lines that may be a table, and the rules across them, from top to bottom."""

    lines: tuple[Line, ...]
    levels: tuple[Rule, ...] = ()


def with_unruled_tables(page: PageFacts) -> PageFacts:
    """The page with its tables without upright rules as solids."""
    for find in (_between_rules, _runs):  # the second sees what the first one left
        for part in find(page):
            table = _table(page, part)
            if table is not None:
                page = with_solid(page, table)
    return page


def _between_rules(page: PageFacts) -> Iterator[_Part]:
    """What stands between rules of one length, at least three of them below each other."""
    across, _ = rules(shape for shape in page.shapes if shape.box.height <= THIN)  # the sides of a box divide no rows
    _, upright = rules(page.shapes)
    if len(across) + len(upright) > MOST_RULES:
        return
    for group in _alike([rule for rule in merged(across) if rule.stop - rule.start > RULE_PART * page.width]):
        box = Box(group[0].start, group[0].at, group[0].stop, group[-1].at)
        divided = any(
            box.x0 + SNAP < rule.at < box.x1 - SNAP and rule.start < box.bottom - SNAP and rule.stop > box.top + SNAP
            for rule in upright
        )
        lines = tuple(line for line in page.lines if is_inside(line, box))
        if len(group) >= LEAST_RULES and lines and not divided:
            yield _Part(lines, tuple(group))


def _alike(across: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that begin and end alike, from top to bottom."""
    groups: list[list[Rule]] = []
    for rule in sorted(across):
        group = next((group for group in groups if _same_ends(group[0], rule)), None)
        if group is None:
            groups.append([rule])
        elif rule.at - group[-1].at > SNAP:
            group.append(rule)
    return groups


def _same_ends(one: Rule, other: Rule) -> bool:
    return abs(one.start - other.start) <= SNAP and abs(one.stop - other.stop) <= SNAP


def _runs(page: PageFacts) -> Iterator[_Part]:
    """Rows of several cells that follow each other."""
    run: list[list[Line]] = []
    for row in [*_rows([line for line in page.lines if not CAPTION.match(line.text)]), []]:
        near = run and row and row[0].baseline - run[-1][0].baseline <= PITCH_EM * row[0].size
        if len(row) >= LEAST_COLUMNS and (near or not run):
            run.append(row)
            continue
        if len(run) >= LEAST_ROWS and not (near and _is_close(run, row)):
            yield _Part(tuple(line for held in run for line in held))
        run = [row] if len(row) >= LEAST_COLUMNS else []


def _is_close(run: Sequence[Sequence[Line]], row: Sequence[Line]) -> bool:
    """Whether a single line may be the rest of a cell."""
    pitch = median(below[0].baseline - above[0].baseline for above, below in pairwise(run))
    return row[0].baseline - run[-1][0].baseline <= PITCH_RATIO * pitch


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines on one baseline, from left to right."""
    out: list[list[Line]] = []
    for line in sorted((line for line in lines if not line.angle), key=lambda line: (line.baseline, line.box.x0)):
        if out and line.baseline - out[-1][0].baseline <= SAME_BASELINE_EM * line.size:
            out[-1].append(line)
        else:
            out.append([line])
    return [sorted(row, key=lambda line: line.box.x0) for row in out]


def _table(page: PageFacts, part: _Part) -> Solid | None:
    """The table that a part of a page is; None where it is none."""
    if any(line.angle for line in part.lines):
        return None
    columns = _columns(part)
    starts = _starts(part, columns)
    if len(columns) < LEAST_COLUMNS or len(starts) < LEAST_ROWS:
        return None
    cells = [[_cell(part, columns, column, *row) for column in range(len(columns))] for row in pairwise([*starts, inf])]
    rows = tuple(tuple(cell_text(lines, *column) for lines, column in zip(row, columns, strict=True)) for row in cells)
    box = union([line.box for line in part.lines])
    if part.levels:
        box = Box(part.levels[0].start, part.levels[0].at, part.levels[0].stop, part.levels[-1].at)
    caption = caption_of(page, box, above=True)
    if not _is_tabular(cells, rows) or not (part.levels or _is_evident(page, box, rows, caption)):
        return None
    lines = (*([caption] if caption else []), *part.lines)
    text, header = caption.text if caption else "", _header(part, cells)
    by = "rules across" if part.levels else "white space"
    evidence = f"table: {len(rows)} rows and {len(columns)} columns, told by {by}"
    return Solid("table", page.number, box, text, rows, lines, header, evidence=evidence)


def _columns(part: _Part) -> list[tuple[float, float]]:
    """Left and right edges of what white space divides, below the head: its cells may span columns."""
    body = [line for line in part.lines if not part.levels or line.baseline > part.levels[1].at]
    out: list[tuple[float, float]] = []
    for line in sorted(body, key=lambda line: line.box.x0):
        if out and line.box.x0 - out[-1][1] < GAP_EM * line.size:
            out[-1] = (out[-1][0], max(out[-1][1], line.box.x1))
        else:
            out.append((line.box.x0, line.box.x1))
    return out


def _starts(part: _Part, columns: Sequence[tuple[float, float]]) -> list[float]:
    """Where the rows begin: at a rule, and where the first column has text beside that of another one."""
    rows = _rows(part.lines)
    heads = [row[0].baseline - SAME_BASELINE_EM * row[0].size for row in rows if _begins(row, columns)]
    if not part.levels:
        top = rows[0][0].baseline - SAME_BASELINE_EM * rows[0][0].size
        return [top, *(at for at in heads if at > top)]
    levels = [rule.at for rule in part.levels]
    if _rules_each_row(part, columns):
        return levels[:-1]
    later = [at for top, bottom in pairwise(levels[1:]) for at in [at for at in heads if top < at < bottom][1:]]
    return sorted([*levels[:-1], *later])


def _begins(row: Sequence[Line], columns: Sequence[tuple[float, float]]) -> bool:
    return len(row) > 1 and bool(columns) and row[0].box.x0 <= columns[0][1]


def _rules_each_row(part: _Part, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether the rules divide all rows: between no two of them stand several rows without an empty cell."""
    full = [row[0].baseline for row in _rows(part.lines) if len(row) == len(columns)]
    between = (sum(top.at < at < below.at for at in full) for top, below in pairwise(part.levels))
    return len(part.levels) >= EACH_ROW and max(between) <= 1


def _cell(part: _Part, columns: Sequence[tuple[float, float]], column: int, top: float, below: float) -> list[Line]:
    """The lines of a cell. A line that spans columns stands in the first of them."""
    return [line for line in part.lines if top <= line.baseline < below and _column_of(line, columns) == column]


def _column_of(line: Line, columns: Sequence[tuple[float, float]]) -> int:
    return next((place for place, (_, stop) in enumerate(columns) if line.box.x0 < stop), len(columns) - 1)


def _is_tabular(cells: Sequence[Sequence[Sequence[Line]]], rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells are short, mostly filled and aligned, and none is an item of a list."""
    texts = [text for row in rows for text in row]
    filled = [text for text in texts if text]
    if len(filled) < FILLED * len(texts) or max(map(len, filled)) > LONGEST_CELL:
        return False
    if median(map(len, filled)) > USUAL_CELL or any(_is_item(line) for row in cells for cell in row for line in cell):
        return False
    return all(_is_aligned([cell[0] for cell in column if cell]) for column in zip(*cells[1:], strict=True))


def _is_item(line: Line) -> bool:
    found = parse_item(line.text)
    return bool(line.marker or NO_CELL.search(line.text)) or (found is not None and found.kind in ITEMS)


def _is_aligned(lines: Sequence[Line]) -> bool:
    """Whether most lines share their left edge, their right edge or their centre."""
    if not lines:
        return False
    places = ([line.box.x0 * (1 - part) + line.box.x1 * part for line in lines] for part in (0, 0.5, 1))
    slack = ALIGNED_EM * lines[0].size
    return any(sum(abs(at - median(found)) <= slack for at in found) >= ALIGNED_PART * len(found) for found in places)


def _is_evident(page: PageFacts, box: Box, rows: Sequence[Sequence[str]], caption: Line | None) -> bool:
    """Whether rows without rules are a table: nothing is drawn there, and a caption or numbers say so."""
    if any(_is_drawn(shape, box) for shape in page.shapes):
        return False
    if caption is not None:
        return TABLE.match(caption.text) is not None
    if (
        len(rows) < SURE_ROWS
        or len(rows[0]) < SURE_COLUMNS
        or any(parse_item(row[0]) or TIME.match(row[0]) for row in rows)
    ):
        return False
    return any(all(NUMBER.fullmatch(cell) for cell in column if cell) for column in zip(*rows[1:], strict=True))


def _is_drawn(shape: Shape, box: Box) -> bool:
    """Whether a shape in a box is more than a rule or the shading of a row."""
    apart = shape.box.x0 > box.x1 or shape.box.x1 < box.x0 or shape.box.top > box.bottom or shape.box.bottom < box.top
    is_rule = shape.box.height <= THIN
    return not apart and not is_rule and (shape.kind == "image" or shape.curved or shape.stroked)


def _header(part: _Part, cells: Sequence[Sequence[Sequence[Line]]]) -> int:
    """How many rows are the head: one, where a rule divides it from the others, or where it alone is bold."""
    first, others = cells[0], cells[1:]
    bold = all(line.bold for cell in first for line in cell)
    others_bold = all(line.bold for row in others for cell in row for line in cell)
    return int((bold and not others_bold) or 0 < len(part.levels) <= len(cells))
