"""Areas that paths and pictures paint or clip: closed polygons, in points; their frame is that of who makes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.page import Box

Point = tuple[float, float]
STEPS = 8
"""Straight lines that stand for a curve: a quarter of a circle of 100 points is met within half a point."""

LEANING = 0.01
"""A line leans if it rises by more than this part of its length."""


class Area(NamedTuple):
    """What lies inside of closed polygons. even_odd: by which rule (ISO 32000-1, 8.5.3.3); box: around all of them."""

    polygons: tuple[tuple[Point, ...], ...]
    even_odd: bool
    box: Box

    @classmethod
    def of(cls, polygons: Iterable[Sequence[Point]], even_odd: bool = False) -> Area:
        """The area of those polygons; without any, that of no size at the origin."""
        kept = tuple(tuple(polygon) for polygon in polygons if polygon)
        xs = [x for polygon in kept for x, _ in polygon] or [0.0]
        ys = [y for polygon in kept for _, y in polygon] or [0.0]
        return cls(kept, even_odd, Box(min(xs), min(ys), max(xs), max(ys)))

    @classmethod
    def rectangle(cls, x0: float, y0: float, x1: float, y1: float) -> Area:
        """The area of a rectangle that is given by two corners."""
        return cls.of([((x0, y0), (x1, y0), (x1, y1), (x0, y1))])

    @property
    def corners(self) -> int:
        """How many corners its polygons have."""
        return sum(map(len, self.polygons))

    def moved(self, move: Callable[[float, float], Point]) -> Area:
        """The area where `move` puts each of its points."""
        return Area.of([[move(x, y) for x, y in polygon] for polygon in self.polygons], self.even_odd)

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        box = self.box
        if not (box.x0 <= x <= box.x1 and box.top <= y <= box.bottom):
            return False
        turns = [turn for polygon in self.polygons for turn in _turns(polygon, x, y)]
        return bool(len(turns) % 2 if self.even_odd else sum(turns))


def _turns(polygon: tuple[Point, ...], x: float, y: float) -> Iterable[int]:
    """Of each side that a ray to the right of the point meets: 1 if it runs up, -1 if it runs down."""
    for (x0, y0), (x1, y1) in pairwise((*polygon, polygon[0])):
        if (y0 <= y) != (y1 <= y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            yield 1 if y1 > y0 else -1


def curve(start: Point, one: Point, two: Point, end: Point) -> list[Point]:
    """Points of a cubic Bézier curve, without its start."""
    points = []
    for step in range(1, STEPS + 1):
        t = step / STEPS
        a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
        points.append(
            (a * start[0] + b * one[0] + c * two[0] + d * end[0], a * start[1] + b * one[1] + c * two[1] + d * end[1])
        )
    return points


def is_bar(line: Sequence[Point]) -> bool:
    """Whether a line of two points runs along a side of the page."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    return len(line) == 2 and min(abs(x1 - x0), abs(y1 - y0)) <= LEANING * max(abs(x1 - x0), abs(y1 - y0))


def product(matrix: Sequence[float], x: float, y: float) -> Point:
    """Where a matrix (a, b, c, d, e, f) puts a point."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
