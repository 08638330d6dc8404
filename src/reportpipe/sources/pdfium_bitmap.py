"""Pages painted by pdfium into pixels of four bytes: blue, green, red, and one that means nothing."""

from __future__ import annotations

import ctypes

from reportpipe.sources import pdfium_calls as calls

BGRX, BYTES = 3, 4
"""FPDFBitmap_BGRx (fpdfview.h): four bytes a pixel, of which the last one means nothing."""
WITH_ANNOTATIONS = 0x01
"""FPDF_ANNOT (fpdfview.h)"""
WHITE_PAPER = 0xFFFFFFFF


def painted(page: int, cut: tuple[int, int, int, int], whole: tuple[int, int]) -> bytes | None:
    """The pixels of a part of a page, row by row, with its annotations, on white; None where pdfium paints no such
    picture. page: its address. cut: left, top, width, height, and whole: width and height of the page, in pixels."""
    left, top, width, height = cut
    pixels = ctypes.create_string_buffer(width * height * BYTES)
    bitmap = calls.new_bitmap(width, height, BGRX, ctypes.addressof(pixels), width * BYTES)
    if not bitmap:
        return None
    calls.fill_bitmap(bitmap, 0, 0, width, height, WHITE_PAPER)
    calls.paint_page(bitmap, page, -left, -top, *whole, 0, WITH_ANNOTATIONS)
    calls.drop_bitmap(bitmap)
    return pixels.raw
