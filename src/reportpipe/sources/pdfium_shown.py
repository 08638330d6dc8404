"""A page as a reader sees it, in colours, with its annotations: for people to look at, no rule asks it."""

from __future__ import annotations

import math
from typing import NamedTuple

from reportpipe.errors import UnreadableError
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.pdfium_bitmap import painted
from reportpipe.sources.pdfium_document import frame_of, loaded, opened

FINE = 2.0
"""Pixels a point: the smallest print can be read."""
PIXELS = 8_000_000
"""A picture has no more: a page may be 200 inches wide. A4 at two pixels a point has two million."""


class Shown(NamedTuple):
    """A picture. scale: pixels a point; pixels: row by row, four bytes each: blue, green, red, and one to ignore."""

    width: int
    height: int
    scale: float
    pixels: bytes


def shown(data: bytes, number: int, password: str | None) -> Shown:
    """The picture of a page, from 1. Raises UnreadableError, EncryptedError."""
    with opened(data, password) as document, loaded(document, number) as (page, _):
        frame_of(page)  # a CropBox that shows nothing is none
        width, height = calls.page_width(page), calls.page_height(page)
        scale = min(FINE, math.sqrt(PIXELS / max(1.0, width * height)))
        across, down = (max(1, math.ceil(side * scale)) for side in (width, height))
        pixels = painted(page, (0, 0, across, down), (across, down))
        if pixels is None:
            raise UnreadableError(f"pdfium paints no picture of page {number}")
        return Shown(across, down, scale, pixels)
