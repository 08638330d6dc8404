"""Tables without upright rules: their columns are divided by white space alone.

What counts as evidence: rules of one length above, below the head and below the last row; one rule below the head; a
caption such as 表１ above or below; or columns of numbers. Columns of running text, a list's tab stops, lists of
日時：… and the labels of charts are none. What only looks like a table is one with a doubt (`guessed-table`): read
column by column, its rows would be torn.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from reportpipe.model.block import Line, Solid
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.page import Box, Shape, union
from reportpipe.patterns import pattern
from reportpipe.read.pages.grid import MOST_RULES, SNAP, THIN, Rule, merged, rules
from reportpipe.read.pages.profile import PageFacts
from reportpipe.read.regions.leaders import led_rows
from reportpipe.read.regions.pieces import rows_of
from reportpipe.read.regions.solids import CAPTION, caption_of, is_inside, with_solid
from reportpipe.read.regions.tabs import TIME
from reportpipe.read.regions.unruled_cells import Cells, Part, cells_of, fits_column
from reportpipe.text.enumerators import parse_item

RULE_PART = 0.25
"""The rules of a table are longer than this part of the page's width."""
LEAST_RULES = 3
"""Above, below the head, and below the last row."""
PITCH_EM = 3.0
"""Rows without rules are no farther apart than this."""
PITCH_RATIO = 1.3
"""A line that stands no farther from a row than rows do, give or take this factor, may belong to them."""
LEAST_ROWS, LEAST_COLUMNS = 3, 2
"""Of any table."""
SURE_ROWS, SURE_COLUMNS = 4, 3
"""Of one that a column of numbers shows, and nothing else."""
SURE_NUMBERS = 2
"""So many columns of numbers show one with fewer rows, too."""
LONGEST_NAME, LONGEST_WORDS = 8, 24
"""Characters of the first cells, and of the next ones, of a table that has no numbers and nothing else to show it."""
SENTENCE = pattern(r"[。．！？!?]$")
"""What questions and answers end with, and no such cell."""
NAMES = frozenset({"dai", "hash"})
"""第一 and 資料１ may be names, too."""
HEAD_PART = 0.8
"""The rule below a table's head is longer than this part of the table's width, and …"""
HEAD_MOST = 1.5
"""… no longer than this multiple of it."""
TABLE = pattern(r"[【［〔(（<＜]?\s*(?:図表|表|別表|Table)", re.IGNORECASE)


def with_unruled_tables(page: PageFacts, words: Collection[str] = frozenset()) -> PageFacts:
    """The page with its tables without upright rules as solids. words: the document's words with hyphens."""
    for find in (_between_rules, _led, _runs):  # each sees what those before it left
        for part in find(page):
            table = _table(page, part, words)
            if table is not None:
                page = with_solid(page, table)
    return page


def _between_rules(page: PageFacts) -> Iterator[Part]:
    """What stands between rules of one length, at least three of them below each other."""
    across, _ = rules(shape for shape in page.shapes if shape.box.height <= THIN)  # the sides of a box divide no rows
    if len(across) > MOST_RULES:
        return
    for group in _alike([rule for rule in merged(across) if rule.stop - rule.start > RULE_PART * page.width]):
        box = Box(group[0].start, group[0].at, group[0].stop, group[-1].at)
        lines = tuple(line for line in page.lines if is_inside(line, box))
        if len(group) >= LEAST_RULES and lines and not any(_overlap(grid.box, box) for grid in page.grids):
            yield Part(lines, tuple(group), _heads(across, group))


def _heads(across: Sequence[Rule], levels: Sequence[Rule]) -> tuple[float, ...]:
    """Where shorter rules divide the rows of a table's head, points."""
    top, bottom = levels[0], levels[1]
    found = (
        rule.at
        for rule in merged(across)
        if top.at + SNAP < rule.at < bottom.at - SNAP and top.start - SNAP <= rule.start < rule.stop <= top.stop + SNAP
    )
    return tuple(sorted({round(at) for at in found}))


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


def _led(page: PageFacts) -> Iterator[Part]:
    """Rows that follow each other, whose leaders join a name with its values."""
    run: list[tuple[Line, ...]] = []
    for row in led_rows(page.lines):
        if run and row.line.baseline - run[-1][0].baseline > PITCH_EM * row.line.size:
            yield _led_part(run)
            run = []
        if row.values:
            run.append((row.line, *row.beside))
    yield _led_part(run)


def _led_part(run: Sequence[tuple[Line, ...]]) -> Part:
    return Part(tuple(line for row in run for line in row), led=True)


def _runs(page: PageFacts) -> Iterator[Part]:
    """Rows of several cells that follow each other, with single lines that may be the rest of a cell."""
    run: list[list[Line]] = []
    for row in rows_of(line for line in page.lines if not CAPTION.match(line.text)):
        if run and _goes_on(run, row):
            run.append(row)
            continue
        yield _run_part(run)
        run = [row] if len(row) >= LEAST_COLUMNS else []
    yield _run_part(run)


def _goes_on(run: Sequence[Sequence[Line]], row: Sequence[Line]) -> bool:
    """Whether a row goes on with those above it: it has cells too, or it is close and stands below a single cell that
    is not the first one."""
    pitch = row[0].baseline - run[-1][0].baseline
    if len(row) >= LEAST_COLUMNS or row[0].whites:
        return pitch <= PITCH_EM * row[0].size
    usual = min((below[0].baseline - above[0].baseline for above, below in pairwise(run)), default=pitch)
    return pitch <= PITCH_RATIO * usual and fits_column(row[0], run)


def _run_part(run: Sequence[Sequence[Line]]) -> Part:
    return Part(tuple(line for held in run for line in held))


def _table(page: PageFacts, part: Part, words: Collection[str]) -> Solid | None:
    """The table that a part of a page is; None where it is none."""
    if len(part.lines) < LEAST_ROWS or any(line.angle for line in part.lines):
        return None
    cells = cells_of(part, words)
    if cells is None or len(cells.rows) < LEAST_ROWS or len(cells.rows[0]) < LEAST_COLUMNS:
        return None
    box = union([line.box for line in cells.lines])
    if part.levels:
        box = Box(part.levels[0].start, part.levels[0].at, part.levels[0].stop, part.levels[-1].at)
    caption = _caption(page, box)
    evidence, is_guess = _evidence(page, part, cells, caption)
    if not evidence:
        return None
    lines = (*([caption] if caption else []), *cells.lines)
    text = caption.text if caption else ""
    told = f"table: {len(cells.rows)} rows and {len(cells.rows[0])} columns, told by {evidence}"
    doubts = (*([Doubt(Code.GUESSED_TABLE, evidence)] if is_guess else []), *cells.doubts)
    return Solid("table", page.number, box, text, cells.rows, lines, cells.header, evidence=told, doubts=doubts)


def _caption(page: PageFacts, box: Box) -> Line | None:
    """The caption of a table, above it or, where there is none, below."""
    above = caption_of(page, box, above=True)
    below = caption_of(page, box, above=False)
    return above if above is not None or below is None or TABLE.match(below.text) is None else below


def _evidence(page: PageFacts, part: Part, cells: Cells, caption: Line | None) -> tuple[str, bool]:
    """What shows that rows are a table, and whether that is a guess; "" where nothing does."""
    if part.levels or part.led:
        return "rules across" if part.levels else "leaders before values", False
    box = union([line.box for line in cells.lines])
    if any(_is_drawn(shape, box) for shape in page.shapes):
        return "", False
    if caption is not None:
        return "its caption" if TABLE.match(caption.text) else "", False
    if any(map(_is_item, (row[0] for row in cells.rows))):
        return "", False
    if _has_head_rule(page, cells, box):
        return "the rule below its head", False
    return _numbers(page, cells)


def _is_item(text: str) -> bool:
    """Whether a first cell heads an item of a list, or of a timetable."""
    found = parse_item(text)
    return TIME.match(text) is not None or (found is not None and (bool(found.rest) or found.kind not in NAMES))


def _numbers(page: PageFacts, cells: Cells) -> tuple[str, bool]:
    """What columns of numbers say, and whether that is a guess. On slides they may label a chart."""
    rows, columns = len(cells.rows), len(cells.rows[0])
    if columns >= SURE_COLUMNS and cells.numbers and rows >= SURE_ROWS:
        return "white space", False
    if page.is_slide:
        return "", False
    if columns >= SURE_COLUMNS and cells.numbers >= SURE_NUMBERS:
        return "white space", False
    if cells.numbers and cells.is_even:
        return "a column of numbers", True
    return ("words in rows and columns" if _is_like_a_list_of_words(cells) else ""), True


def _is_like_a_list_of_words(cells: Cells) -> bool:
    """Whether all cells are filled, and short: names and what they are, keys and their values."""
    if not cells.is_even or any(SENTENCE.search(text) for row in cells.rows for text in row):
        return False
    longest = max(len(text) for row in cells.rows for text in row[: SURE_COLUMNS - 1])
    firsts = max(len(row[0]) for row in cells.rows)
    return longest <= LONGEST_WORDS and firsts <= LONGEST_NAME


def _has_head_rule(page: PageFacts, cells: Cells, box: Box) -> bool:
    """Whether a rule of about the table's length runs between its first row and the next one."""
    across, _ = rules(shape for shape in page.shapes if shape.box.height <= THIN)
    top = box.top
    return any(
        any(top < rule.at < second for second in cells.second)
        and HEAD_PART * box.width <= rule.stop - rule.start <= HEAD_MOST * box.width
        and min(rule.stop, box.x1) - max(rule.start, box.x0) >= HEAD_PART * box.width
        for rule in merged(across)
    )


def _is_drawn(shape: Shape, box: Box) -> bool:
    """Whether a shape in a box is more than a rule or the shading of a row."""
    is_rule = shape.box.height <= THIN
    return (
        _overlap(shape.box, box)
        and not is_rule
        and (shape.kind == "image" or shape.curved or shape.stroked or shape.box.width <= THIN)
    )


def _overlap(one: Box, other: Box) -> bool:
    return one.x0 <= other.x1 and one.x1 >= other.x0 and one.top <= other.bottom and one.bottom >= other.top
