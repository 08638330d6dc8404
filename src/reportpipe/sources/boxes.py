"""What a page shows: its MediaBox, CropBox, Rotate and UserUnit, each its own or that of a node of the page tree
above it (ISO 32000-1, 7.7.3.4 and 14.11.2). What a parser makes of nonsense is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Box, Glyph, Page
from reportpipe.sources.frame import LETTER, Corners, Frame, visible

MOST_UNIT = 1000.0
"""No page is measured in larger units, in points (ISO 32000-1, annex C.2, tells of 75,000 in all)."""
ROUNDING = 0.01
"""Parsers agree on a side up to this, in points."""


def ordered(box: Corners) -> Corners:
    """A box whose corners may be named in any order (ISO 32000-1, 7.9.5), the lesser coordinates first."""
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def has_area(box: Corners | None) -> bool:
    """Whether there is a box, and it bounds anything."""
    return box is not None and box[0] != box[2] and box[1] != box[3]


def frame_of(media: Corners | None, crop: Corners | None, rotate: float) -> Frame:
    """The frame of a page with those boxes, and turned by so many degrees clockwise. None: a box that is missing, or
    that cannot be read."""
    whole = ordered(media) if media and has_area(media) else LETTER
    part = visible(whole, ordered(crop)) if crop and has_area(crop) else whole
    return Frame.of(*part, quarters(rotate) * 90)


def quarters(rotate: float) -> int:
    """By how many quarters a page is turned, clockwise; what is between two of them counts as the lesser one."""
    return int(rotate / 90) % 4


def doubts(number: int, frame: Frame, boxes: dict[str, Corners | None]) -> list[Diagnostic]:
    """One diagnostic for all boxes of a page that it cannot have meant. boxes: those that it names, None for one that
    cannot be read."""
    wrong = [name for name, box in boxes.items() if box is None or not has_area(box) or not _holds(ordered(box), frame)]
    if not wrong:
        return []
    width, height = frame.size
    taken = f"the page is taken for {width:g} × {height:g} points"
    return [Diagnostic(Code.PAGE_BOX, f"{' and '.join(wrong)} cannot be meant; {taken}", number)]


def _holds(box: Corners, frame: Frame) -> bool:
    """Whether what a page shows lies within a box."""
    return (
        box[0] <= frame.left + ROUNDING
        and box[1] <= frame.bottom + ROUNDING
        and frame.right <= box[2] + ROUNDING
        and frame.top <= box[3] + ROUNDING
    )


def unit_of(value: Any) -> float:
    """A UserUnit: points of 1/72 inch in one unit of a page (ISO 32000-1, table 30); 1 for what is none."""
    try:
        unit = float(value)
    except (TypeError, ValueError):
        return 1.0
    return unit if 0 < unit <= MOST_UNIT else 1.0


def in_points(page: Page, unit: float) -> Page:
    """A page that was read in units of so many points."""
    if unit == 1:
        return page
    return replace(
        page,
        width=page.width * unit,
        height=page.height * unit,
        glyphs=tuple(_larger(glyph, unit) for glyph in page.glyphs),
        shapes=tuple(shape._replace(box=Box(*(side * unit for side in shape.box))) for shape in page.shapes),
        bookmarks=tuple(mark._replace(y=None if mark.y is None else mark.y * unit) for mark in page.bookmarks),
    )


def _larger(glyph: Glyph, unit: float) -> Glyph:
    sides = {name: getattr(glyph, name) * unit for name in ("x0", "top", "x1", "bottom", "baseline", "size")}
    return glyph._replace(**sides)
