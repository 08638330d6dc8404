"""The page as pdfium paints it: the last word on whether a path that says that it is white is white."""

from __future__ import annotations

import ctypes
import math
from functools import cached_property

from reportpipe.model.page import Box
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.ground import WHITE

PIXELS = 4_000_000
"""A picture has no more: a page may be 200 inches wide. A4 at a pixel a point has half a million."""
PAPER = 0.5
"""A path is white if this part of what it bounds shows white: the rest is painted over it, mostly with text."""
GREY = 1
"""FPDFBitmap_Gray (fpdfview.h): a byte a pixel."""
IN_GREY = 0x08
"""FPDF_GRAYSCALE. No annotations, no form fields: they are not of the page's content."""
WHITE_PAPER = 0xFFFFFFFF
IS_WHITE = bytes(value >= WHITE * 255 for value in range(256))
"""Translates the greys of a picture to 1 (white) and 0."""


class Picture:
    """A page's picture, in grey; made when it is first asked for. size: of the page, in points, as displayed."""

    def __init__(self, page: int, size: tuple[float, float]) -> None:
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
        width, height = (math.ceil(ask(self._page) * self._scale) for ask in (calls.page_width, calls.page_height))
        pixels = ctypes.create_string_buffer(width * height)
        bitmap = calls.new_bitmap(width, height, GREY, ctypes.addressof(pixels), width)
        if not bitmap:  # pdfium paints no such size: nothing is known to be white
            return []
        calls.fill_bitmap(bitmap, 0, 0, width, height, WHITE_PAPER)
        calls.paint_page(bitmap, self._page, 0, 0, width, height, 0, IN_GREY)
        calls.drop_bitmap(bitmap)
        white = pixels.raw.translate(IS_WHITE)
        return [white[row : row + width] for row in range(0, len(white), width)]

    def _looked_at(self, box: Box) -> bool:
        if not self._rows:
            return False
        left, top, right, bottom = (max(0, round(side * self._scale)) for side in box)
        cut = [row[left:right] for row in self._rows[top:bottom]]
        return sum(row.count(1) for row in cut) >= PAPER * sum(map(len, cut))
