"""The page as pdfium paints it: the last word on whether a path that says that it is white is white."""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

from reportpipe.model.page import Box
from reportpipe.sources.ground import WHITE

PIXELS = 4_000_000
"""A picture has no more: a page may be 200 inches wide. A4 at a pixel a point has half a million."""
PAPER = 0.5
"""A path is white if this part of what it bounds shows white: the rest is painted over it, mostly with text."""
IS_WHITE = bytes(value >= WHITE * 255 for value in range(256))
"""Translates the greys of a picture to 1 (white) and 0."""


class Picture:
    """A page's picture, in grey; made when it is first asked for. size: of the page, in points, as displayed."""

    def __init__(self, page: Any, size: tuple[float, float]) -> None:
        self._page = page
        self._size = size
        self._answers: dict[Box, bool] = {}

    def is_paper(self, box: Box) -> bool:
        """Whether a box (points, displayed frame) shows mostly white."""
        if box not in self._answers:
            self._answers[box] = self._looked_at(box)
        return self._answers[box]

    @cached_property
    def _scale(self) -> float:
        return min(1.0, math.sqrt(PIXELS / (self._size[0] * self._size[1])))

    @cached_property
    def _rows(self) -> list[bytes]:
        """The pixels: 1 where they are white."""
        bitmap = self._page.render(scale=self._scale, grayscale=True, may_draw_forms=False, draw_annots=False)
        try:
            pixels, stride, width = memoryview(bitmap.buffer).cast("B"), bitmap.stride, bitmap.width
            return [bytes(pixels[y * stride : y * stride + width]).translate(IS_WHITE) for y in range(bitmap.height)]
        finally:
            bitmap.close()

    def _looked_at(self, box: Box) -> bool:
        left, top, right, bottom = (max(0, round(side * self._scale)) for side in box)
        cut = [row[left:right] for row in self._rows[top:bottom]]
        return sum(row.count(1) for row in cut) >= PAPER * sum(map(len, cut))
