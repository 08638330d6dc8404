"""Which invisible text is the OCR layer of a scan, and so content: that on a page of pictures, and that on a picture.

A scan may be cut into strips or tiles, and some programs keep a picture of each line only: what counts is what the
pictures cover together.
"""

from __future__ import annotations

from functools import cached_property

from reportpipe.model.page import Box, Glyph, Page

COVER = 0.5
"""A page of which pictures cover this part is a scan: all invisible text on it is its OCR layer."""
CELLS = 400
"""Cells along the longer side of the page, of which each is covered or not: two points of A4."""


class Scan:
    """The pictures of a page."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._boxes = [shape.box for shape in page.shapes if shape.kind == "image"]

    @property
    def is_whole(self) -> bool:
        """Whether pictures cover most of the page, where they overlap counted once."""
        return bool(self._boxes) and self._share >= COVER

    def shows(self, glyph: Glyph) -> bool:
        """Whether a reader sees a glyph: it is painted, or it is the reading of a picture that it lies on."""
        if not glyph.is_unseen(scan=False):
            return True
        return bool(self._boxes) and not glyph.is_unseen(scan=True) and (self.is_whole or self._lies_on(glyph))

    @cached_property
    def _share(self) -> float:
        covered = sum(row.count(1) for row in self._rows)
        return covered / (len(self._rows) * len(self._rows[0]))

    @cached_property
    def _cell(self) -> float:
        """The side of a cell, points."""
        return max(self._page.width, self._page.height, 1.0) / CELLS

    @cached_property
    def _rows(self) -> list[bytearray]:
        """The cells: 1 where a picture covers their middle."""
        across, down = (max(1, round(side / self._cell)) for side in (self._page.width, self._page.height))
        rows = [bytearray(across) for _ in range(down)]
        for left, top, right, bottom in map(self._cells, self._boxes):
            filled = b"\x01" * max(0, min(right, across) - left)
            for row in rows[top:bottom]:
                row[left : left + len(filled)] = filled
        return rows

    def _cells(self, box: Box) -> tuple[int, int, int, int]:
        left, top, right, bottom = (max(0, round(side / self._cell)) for side in box)
        return left, top, right, bottom

    def _lies_on(self, glyph: Glyph) -> bool:
        x, y = int((glyph.x0 + glyph.x1) / 2 / self._cell), int((glyph.top + glyph.bottom) / 2 / self._cell)
        return 0 <= y < len(self._rows) and 0 <= x < len(self._rows[y]) and bool(self._rows[y][x])
