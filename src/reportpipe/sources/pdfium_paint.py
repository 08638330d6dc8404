"""What pdfium paints of a single text object: the last word on whether text that says that it is white is so. Of text
that is filled with a shading, as titles in WordArt are, pdfium says so."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Collection, Iterator, Mapping, Sequence

from reportpipe.model.page import Glyph, box_around
from reportpipe.sources import pdfium_calls as calls
from reportpipe.sources.ground import WHITE

MOST_PIXELS = 100_000
"""A picture has no more; a line of text has a tenth at a pixel a point."""
PIXEL = 4
"""Bytes of a pixel: blue, green, red, opacity (FPDFBitmap_BGRA, fpdfview.h)."""


def in_colour(
    document: int, page: int, white: Mapping[int, Sequence[Glyph]], suspects: Collection[int]
) -> Iterator[int]:
    """Numbers of those of the suspects that are painted in a colour after all. document, page: their addresses; white:
    glyphs that pdfium calls white, by the address of their text object."""
    for handle, glyphs in white.items():
        numbers = [glyph.number for glyph in glyphs if glyph.number in suspects]
        if numbers and _has_colour(document, page, handle, _scale(glyphs)):
            yield from numbers


def _scale(glyphs: Sequence[Glyph]) -> float:
    """Pixels a point."""
    box = box_around(glyphs)
    area = max(box.width, 1.0) * max(box.height, 1.0)
    return min(1.0, math.sqrt(MOST_PIXELS / area))


def _has_colour(document: int, page: int, handle: int, scale: float) -> bool:
    """Whether any pixel of a text object that is painted alone is not white."""
    bitmap = calls.paint_text(document, page, handle, scale)
    if not bitmap:
        return False
    try:
        size = calls.bitmap_stride(bitmap) * calls.bitmap_height(bitmap)
        pixels = ctypes.string_at(calls.bitmap_pixels(bitmap), size)
    finally:
        calls.drop_bitmap(bitmap)
    colours = {pixels[at : at + PIXEL] for at in range(0, size, PIXEL)}
    return any(min(colour[:3]) < WHITE * 255 for colour in colours if colour[3])
