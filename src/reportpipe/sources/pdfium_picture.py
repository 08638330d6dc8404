"""The page as pdfium paints it: the last word on whether a path that says that it is white is white, and on whether an
object covers what lies beneath it."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Sequence
from functools import cached_property

from reportpipe.model.page import Box, union
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
WHITE_PAPER, BLACK_PAPER = 0xFFFFFFFF, 0xFF000000
FINE = 2.0
"""Pixels a point of the picture of an object that is painted alone: the gaps of hatchings are a point wide."""
LIKE = 1.0
"""Points by which the page may be larger than we take it for: pdfium's own size may be another where boxes are odd."""
IS_WHITE = bytes(value >= WHITE * 255 for value in range(256))
"""Translates the greys of a picture to 1 (white) and 0."""

Cut = tuple[int, int, int, int]


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


class Stage:
    """A page of which one object at a time is painted, on white paper and on black: what looks the same on both is
    opaque. page: its address; objects: the addresses of all that is painted; size: in points, as displayed.

    What was taken off the stage comes back when it is closed.
    """

    def __init__(self, page: int, objects: Sequence[int], size: tuple[float, float]) -> None:
        self._page, self._objects = page, objects
        own = calls.page_width(page), calls.page_height(page)
        self._is_known = all(abs(one - other) <= LIKE for one, other in zip(own, size, strict=True))
        self._whole = math.ceil(own[0] * FINE), math.ceil(own[1] * FINE)
        self._pixels = 0
        self._empty = False

    def close(self) -> None:
        """Brings all objects back."""
        self._show(1)

    def _show(self, active: int) -> None:
        if self._empty is not (not active):
            self._empty = not active
            for handle in self._objects:
                calls.set_active(handle, active)

    def opaque(self, handle: int, boxes: Sequence[Box]) -> list[bool]:
        """Which boxes (points, displayed frame) an object covers for sure. There is at least one box."""
        left, top, right, bottom = _cut(union(list(boxes)))
        width, height = right - left, bottom - top
        self._pixels += width * height
        if not self._is_known or self._pixels > PIXELS:
            return [False] * len(boxes)
        self._show(0)
        calls.set_active(handle, 1)
        cut = left, top, width, height
        on_white, on_black = self._painted(cut, WHITE_PAPER), self._painted(cut, BLACK_PAPER)
        calls.set_active(handle, 0)
        return [_is_like(on_white, on_black, width, _cut(box), (left, top)) for box in boxes]

    def _painted(self, cut: Cut, paper: int) -> bytes:
        left, top, width, height = cut
        pixels = ctypes.create_string_buffer(width * height)
        bitmap = calls.new_bitmap(width, height, GREY, ctypes.addressof(pixels), width)
        if not bitmap:
            return b""
        calls.fill_bitmap(bitmap, 0, 0, width, height, paper)
        calls.paint_page(bitmap, self._page, -left, -top, *self._whole, 0, IN_GREY)
        calls.drop_bitmap(bitmap)
        return pixels.raw


def _cut(box: Box) -> Cut:
    """The pixels of a stage that lie in a box: left, top, right, bottom. It has some."""
    left, top = math.ceil(box.x0 * FINE), math.ceil(box.top * FINE)
    return left, top, max(left + 1, math.floor(box.x1 * FINE)), max(top + 1, math.floor(box.bottom * FINE))


def _is_like(one: bytes, other: bytes, width: int, cut: Cut, corner: tuple[int, int]) -> bool:
    """Whether two pictures show the same in a cut. corner: of the pictures, which are so wide."""
    left, right = cut[0] - corner[0], cut[2] - corner[0]
    spans = [((row - corner[1]) * width + left, (row - corner[1]) * width + right) for row in range(cut[1], cut[3])]
    return bool(one and other) and all(one[start:stop] == other[start:stop] for start, stop in spans)
