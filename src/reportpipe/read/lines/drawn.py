"""Bullets that are drawn and not written: browsers paint list markers as small discs, rings and squares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportpipe.model.block import Line
from reportpipe.model.page import Box, Shape
from reportpipe.read.pages.heights import Heights

LEAST_EM, MOST_EM = 0.15, 0.8
"""Side of a drawn bullet."""
GAP_EM = 2.5
"""A drawn bullet stands no farther than this before its text."""
SQUARE = 1.3
"""Sides of a bullet differ by no more than this factor."""
CENTRE_EM = 0.3
"""The centre of a bullet is this close to the middle of its line's x-height or em box."""
DISC, RING, SQUARE_FULL, SQUARE_EMPTY = "•", "◦", "▪", "▫"


def with_drawn_bullets(lines: Iterable[Line], shapes: Iterable[Shape]) -> list[Line]:
    """The lines, with the marker that is drawn before them, if there is one."""
    bullets = [shape for shape in shapes if _is_small_square(shape)]
    return list(_marked(lines, bullets)) if bullets else list(lines)


def _is_small_square(shape: Shape) -> bool:
    width, height = shape.box.width, shape.box.height
    return shape.kind == "path" and 0 < width <= SQUARE * height and height <= SQUARE * width


def _marked(lines: Iterable[Line], bullets: list[Shape]) -> Iterator[Line]:
    heights = Heights((_middle(shape.box), _middle(shape.box)) for shape in bullets)
    for line in lines:
        middle, slack = _middle(line.box), CENTRE_EM * line.size
        near = (bullets[number] for number in heights.at(middle - slack, middle + slack))
        bullet = next((shape for shape in near if is_bullet_of(shape, line)), None)
        if bullet is None:
            yield line
        else:
            yield replace(line, marker=_marker(bullet), marker_x=bullet.box.x0)


def is_bullet_of(shape: Shape, line: Line) -> bool:
    """Whether a shape stands where the bullet of a line does, and is as large."""
    em, box = line.size, shape.box
    if not LEAST_EM * em <= box.width <= MOST_EM * em:
        return False
    if not 0 <= line.box.x0 - box.x1 <= GAP_EM * em:
        return False
    return abs(_middle(box) - _middle(line.box)) <= CENTRE_EM * em


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _marker(shape: Shape) -> str:
    if shape.curved:
        return DISC if shape.filled else RING
    return SQUARE_FULL if shape.filled else SQUARE_EMPTY
