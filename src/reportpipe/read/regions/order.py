"""Reading order: boxes keep their lines together, columns are read one after the other (recursive XY-cut).

G. Nagy, S. Seth: Hierarchical representation of optically scanned documents, ICPR 1984; with one rule for slides: a cut
between columns is taken only where each side holds several lines or a box, so that a list with short lines and a line
beside it do not become columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from reportpipe.model.block import Line, Solid
from reportpipe.model.page import Box, Shape, union
from reportpipe.read.pages.heights import Heights
from reportpipe.read.pages.profile import PageFacts
from reportpipe.text.enumerators import parse_item

COLUMN_GAP_EM = 1.5
"""White space between two columns is at least this wide, in em of the page's smallest usual text."""
NARROW_EM = 0.3
"""... or this wide, where no band of white divides what stands beside each other: a label in two lines, and a list."""
BAND_EM = 0.6
"""White space between two bands is at least this high, or it is the leading of columns whose lines stand level."""
HEADED_LINES = 2
"""So many items follow the head of a list at least."""
LEVEL_EM = 0.5
"""What stands level begins and ends at one height, give or take this."""
MOST_ITEMS = 40
"""Columns of more lines are text that flows."""
TEXT_LINES = 3
"""A column of text has so many lines at least …"""
TEXT_EM = 8.0
"""… half of which are this long."""
HEAD_SIZE = 1.05
"""The head of a slide is larger than the rest by this factor."""
BOX_HEIGHT_EM = 1.2
"""A frame is at least this high: one line and its padding."""
COLOURED_HEIGHT = 0.08
"""A coloured box is higher than this part of the slide; what is lower is a strip behind a heading."""
ROW_PART = 0.5
"""Items in one row share more than this part of their heights."""
SLACK = 2.0
"""Points by which text may stick out of the frame that holds it."""
HANGING_EM = 0.5
"""The stop at the end of a line may hang out of the frame by this much."""
BACKGROUND = 0.5
"""What reaches from one side of the page to the other and is higher than this part of it is painted behind the text."""
PAGE_FRAME = 0.9
"""A frame of this part of the page's width and height is a border of the page, not a box."""


class Region(NamedTuple):
    """Lines of one column or box, in reading order, or a table or figure. right: x where its lines may end, None for
    the page's margin. figure: the drawing that its lines stand in."""

    lines: tuple[Line, ...]
    frame: Box | None = None
    right: float | None = None
    solid: Solid | None = None
    figure: Solid | None = None


class _Item(NamedTuple):
    """What is ordered: a line, a table or figure, or a box with its lines. inner: what stands in a panel, a box that
    holds other boxes, tables or figures."""

    box: Box
    lines: tuple[Line, ...]
    frame: Box | None = None
    solid: Solid | None = None
    inner: tuple[_Item, ...] = ()


def regions(page: PageFacts, lines: Sequence[Line]) -> list[Region]:
    """The page's lines in reading order."""
    items = _items(lines, page.solids, _frames(page))
    if not items:
        return []
    em = min(line.size for item in items for line in item.lines)
    head = _head(items) if page.is_slide else []
    rest = [item for item in items if item not in head]
    return _joined([*(_region(item, None) for item in head), *_cut(rest, em)])


def _head(items: list[_Item]) -> list[_Item]:
    """The line at the top of a slide that is larger than all others, with nothing beside it: it heads the slide, though
    it may stand above one of its columns only. None where it is all that there is."""
    first, *others = sorted(items, key=lambda item: item.box.top)
    if not others or first.solid is not None or len(first.lines) > 1 or others[0].box.top < first.box.bottom:
        return []
    largest = max(line.size for item in others for line in item.lines)
    return [first] if first.lines[0].size >= HEAD_SIZE * largest else []


def _frames(page: PageFacts) -> list[Box]:
    """Rectangles that can hold text, drawn at once or rule by rule or, on slides, coloured; small ones first."""
    boxes = {shape.box for shape in page.shapes if _is_frame(shape, page)}
    boxes |= {box for box in page.boxes if not _is_border(box, page)}
    return sorted(boxes, key=lambda box: (box.width * box.height, box))


def _is_frame(shape: Shape, page: PageFacts) -> bool:
    coloured = page.is_slide and shape.filled and shape.box.height > COLOURED_HEIGHT * page.height
    if shape.kind != "path" or not (shape.stroked or coloured):
        return False
    return not _is_border(shape.box, page)


def _is_border(box: Box, page: PageFacts) -> bool:
    """Whether a box is the border of the page, or its background: from side to side, and most of its height."""
    across = box.x0 <= SLACK and box.x1 >= page.width - SLACK and box.height > BACKGROUND * page.height
    return across or (box.width > PAGE_FRAME * page.width and box.height > PAGE_FRAME * page.height)


def _items(lines: Sequence[Line], solids: Sequence[Solid], frames: Sequence[Box]) -> list[_Item]:
    """What stands on the page, boxes with what they hold. frames: small ones first."""
    held: dict[Box | None, list[_Item]] = {}
    heights = Heights((box.top - SLACK, box.bottom + SLACK) for box in frames)
    for line in lines:
        near = (frames[number] for number in heights.at(line.box.top))
        frame = next((box for box in near if _holds(box, line)), None)
        held.setdefault(frame, []).append(_Item(line.box, (line,)))
    for solid in solids:
        around = next((box for box in frames if box.contains(solid.box, SLACK)), None)
        held.setdefault(around, []).append(_Item(solid.box, solid.lines, None, solid))
    for place, frame in enumerate(frames):
        if frame in held:
            around = next((box for box in frames[place + 1 :] if box in held and box.contains(frame, SLACK)), None)
            held.setdefault(around, []).append(_boxed(frame, held[frame]))
    return held.get(None, [])


def _boxed(frame: Box, items: list[_Item]) -> _Item:
    lines = sorted((line for item in items for line in item.lines), key=lambda line: (line.box.top, line.box.x0))
    is_panel = any(item.frame is not None or item.solid is not None for item in items)
    return _Item(frame, tuple(lines), frame, None, tuple(items) if is_panel or _holds_columns(items) else ())


def _holds_columns(items: list[_Item]) -> bool:
    """Whether a box holds two columns of text. Labels and what they name, beside each other, are rows."""
    columns = _columns(items, min(line.size for item in items for line in item.lines))
    return bool(columns) and all(map(_is_text_column, columns))


def _is_text_column(items: list[_Item]) -> bool:
    """Whether what stands below each other is text: several lines, most of them long."""
    lines = [line for item in items for line in item.lines]
    return len(lines) >= TEXT_LINES and median(line.box.width / line.size for line in lines) >= TEXT_EM


def _holds(frame: Box, line: Line) -> bool:
    inner = line.box._replace(x1=max(line.box.x0, line.box.x1 - HANGING_EM * line.size))
    return frame.height >= BOX_HEIGHT_EM * line.size and frame.contains(inner, SLACK)


def _cut(items: list[_Item], em: float) -> Iterator[Region]:
    """Recursive XY-cut: columns first, then bands; panels are cut like pages. A stack, because a page may hold more
    bands than Python may nest calls."""
    waiting: list[tuple[list[_Item], float | None]] = [(items, None)]
    while waiting:
        part, right = waiting.pop()
        if len(part) == 1 and not part[0].inner:
            yield _region(part[0], right)
        elif (columns := _columns(part, em) or _headed_columns(part, em)) and (tail := _tail(columns)):
            waiting += [(tail, right), ([item for item in part if item not in tail], right)]
        elif columns:
            waiting += [(column, union([item.box for item in column]).x1) for column in reversed(columns)]
        elif len(bands := _bands(part, BAND_EM * em)) > 1:
            waiting += [(band, right) for band in reversed(bands)]
        elif columns := _columns(part, NARROW_EM / COLUMN_GAP_EM * em):
            waiting += [(column, union([item.box for item in column]).x1) for column in reversed(columns)]
        elif len(bands := _bands(part, 0.0)) > 1:
            waiting += [(band, right) for band in reversed(bands)]
        else:
            ordered = list(chain.from_iterable(_rows(part)))
            waiting += [
                (list(item.inner), item.box.x1) if item.inner else ([item], right) for item in reversed(ordered)
            ]


def _region(item: _Item, right: float | None) -> Region:
    return Region(item.lines, item.frame, item.frame.x1 if item.frame else right, item.solid)


def _columns(items: list[_Item], em: float) -> list[list[_Item]]:
    """Two columns, cut at the widest white gap that runs through all items; none where a side is a single line."""
    ordered = sorted(items, key=lambda item: item.box.x0)
    edge, best, place = ordered[0].box.x1, COLUMN_GAP_EM * em, 0
    for index, item in enumerate(ordered[1:], 1):
        if item.box.x0 - edge > best:
            best, place = item.box.x0 - edge, index
        edge = max(edge, item.box.x1)
    left, right = ordered[:place], ordered[place:]
    return [left, right] if left and _is_column(left) and _is_column(right) else []


def _tail(columns: Sequence[list[_Item]]) -> list[_Item]:
    """What stands below two columns that end level, at the left: it belongs to neither. Rows side by side show so, and
    more white below them than between them; in a text that flows through columns, the left one just goes on."""
    left, right = columns
    top, bottom = min(item.box.top for item in right), max(item.box.bottom for item in right)
    ordered = sorted((item for item in left if item.box.bottom > top), key=lambda item: item.box.top)
    lead = [item for item in ordered if item.box.top < bottom]
    tail = ordered[len(lead) :]
    if not lead or not tail or len(lead) + len(tail) > MOST_ITEMS:
        return []
    em = lead[-1].lines[0].size
    end = max(item.box.bottom for item in lead)
    if abs(end - bottom) > LEVEL_EM * em or not all(any(_is_level(one, other) for other in right) for one in lead):
        return []
    inner = [below.box.top - above.box.bottom for above, below in pairwise(lead)]
    return tail if tail[0].box.top - end > max([LEVEL_EM * em, *inner]) else []


def _is_level(one: _Item, other: _Item) -> bool:
    """Whether two items, lines or boxes, begin and end at the same height."""
    slack = LEVEL_EM * one.lines[0].size
    return abs(one.box.top - other.box.top) <= slack and abs(one.box.bottom - other.box.bottom) <= slack


def _headed_columns(items: list[_Item], em: float) -> list[list[_Item]]:
    """Two columns with any white gap between them, of lists with a head each: no head of a list stands alone in a band.
    Rows of words and what is said of them are none."""
    columns = _columns(items, NARROW_EM / COLUMN_GAP_EM * em)
    return columns if columns and all(map(_is_headed_list, columns)) else []


def _is_headed_list(items: list[_Item]) -> bool:
    """Whether the first line of a column has no marker, nor what stands beside it, and the next ones have."""
    lines = [line for item in sorted(items, key=lambda item: item.box.top) for line in item.lines]
    below = [line for line in lines if line.box.top >= lines[0].box.bottom][:HEADED_LINES]
    heads = [line for line in lines if line.box.top < lines[0].box.bottom]
    return len(below) == HEADED_LINES and all(map(_is_item, below)) and not any(map(_is_item, heads))


def _is_item(line: Line) -> bool:
    return bool(line.marker) or parse_item(line.text) is not None


def _is_column(items: list[_Item]) -> bool:
    return sum(len(item.lines) for item in items) > 1


def _bands(items: list[_Item], least: float) -> list[list[_Item]]:
    """Items cut at the highest white gap that runs through all of them, if it is higher than `least` points."""
    ordered = sorted(items, key=lambda item: item.box.top)
    edge, best, place = ordered[0].box.bottom, least, 0
    for index, item in enumerate(ordered[1:], 1):
        if item.box.top - edge > best:
            best, place = item.box.top - edge, index
        edge = max(edge, item.box.bottom)
    return [ordered[:place], ordered[place:]] if place else [ordered]


def _rows(items: list[_Item]) -> list[list[_Item]]:
    """Items that no white gap divides, from top to bottom; those that stand beside each other from left to right."""
    rows: list[list[_Item]] = []
    for item in sorted(items, key=lambda item: (item.box.top, item.box.x0)):
        if rows and all(_is_beside(item.box, other.box) for other in rows[-1]):
            rows[-1].append(item)
        else:
            rows.append([item])
    return [sorted(row, key=lambda item: item.box.x0) for row in rows]


def _is_beside(one: Box, other: Box) -> bool:
    """Whether boxes share most of the lower one's height, and no part of their widths."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    apart = one.x1 <= other.x0 or other.x1 <= one.x0
    return apart and shared > ROW_PART * min(one.height, other.height)


def _joined(parts: list[Region]) -> list[Region]:
    """Neighbours of one column as one region."""
    out: list[Region] = []
    for part in parts:
        plain = part.frame is None and part.solid is None
        if out and plain and out[-1].frame is None and out[-1].solid is None and out[-1].right == part.right:
            out[-1] = Region(out[-1].lines + part.lines, None, part.right)
        else:
            out.append(part)
    return out


def opened(page: PageFacts, parts: Sequence[Region]) -> list[Region]:
    """The regions, figures as the regions of their lines, which rules took for no running text: evidence decides."""
    out: list[Region] = []
    for part in parts:
        if part.solid is None or part.solid.kind != "figure":
            out.append(part)
            continue
        inner = regions(replace(page, solids=()), part.solid.lines)
        out += (region._replace(figure=part.solid) for region in inner)
    return out
