"""Things on a page found by their height, so that a page of twice the lines takes twice as long and not four times."""

from __future__ import annotations

import math
from collections.abc import Iterable

STEP = 24.0
"""Points; a line or two."""
TALLEST = 64
"""What is taller than so many steps, such as the frame of a page, is looked at wherever one asks."""


class Heights:
    """Numbers of spans, each from its top to its bottom, in points."""

    def __init__(self, spans: Iterable[tuple[float, float]] = ()) -> None:
        self._rows: dict[int, list[int]] = {}
        self._tall: list[int] = []
        for number, (top, bottom) in enumerate(spans):
            self.add(number, top, bottom)

    def add(self, number: int, top: float, bottom: float) -> None:
        """Adds a span; a number may have several."""
        if not (bottom - top) / STEP <= TALLEST:  # nor what is nowhere (NaN)
            self._tall.append(number)
            return
        for row in range(math.floor(top / STEP), math.floor(bottom / STEP) + 1):
            self._rows.setdefault(row, []).append(number)

    def at(self, top: float, bottom: float | None = None) -> list[int]:
        """The numbers, ascending, of all spans that hold a height, or any between two, and of some that do not."""
        rows = range(math.floor(top / STEP), math.floor((top if bottom is None else bottom) / STEP) + 1)
        known = self._rows if len(rows) > len(self._rows) else rows
        return sorted({*self._tall, *(number for row in known for number in self._rows.get(row, ()))})
