"""The page as pdfium paints it: the last word on whether a white glyph can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from reportpipe.model.page import Glyph
from reportpipe.sources.ground import WHITE

PIXELS = 4_000_000
"""A picture has no more: a page may be 200 inches wide. A4 at a pixel a point has half a million."""

MARGIN = 0.25
"""Part of a glyph's box, on each side, that is not looked at: neighbours and frames reach into it."""


def unpainted(page: Any, size: tuple[float, float], glyphs: Sequence[Glyph]) -> set[int]:
    """Numbers of those glyphs in the middle of whose boxes the picture shows nothing but paper. size: of the page, in
    points, as displayed. No picture is made where there is no glyph."""
    if not glyphs:
        return set()
    scale = min(1.0, math.sqrt(PIXELS / (size[0] * size[1])))
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False, draw_annots=False)
    try:
        rows, stride = memoryview(bitmap.buffer).cast("B"), bitmap.stride
        return {item.number for item in glyphs if _is_paper(rows, stride, _pixels(item, scale, bitmap))}
    finally:
        bitmap.close()


def _pixels(glyph: Glyph, scale: float, bitmap: Any) -> tuple[int, int, int, int]:
    """Left, top, right and bottom, these exclusive, of the middle of a glyph's box within the picture."""
    across, down = MARGIN * (glyph.x1 - glyph.x0), MARGIN * (glyph.bottom - glyph.top)
    left, top = math.floor((glyph.x0 + across) * scale), math.floor((glyph.top + down) * scale)
    right, bottom = math.ceil((glyph.x1 - across) * scale), math.ceil((glyph.bottom - down) * scale)
    return max(0, left), max(0, top), min(bitmap.width, right), min(bitmap.height, bottom)


def _is_paper(rows: memoryview, stride: int, box: tuple[int, int, int, int]) -> bool:
    left, top, right, bottom = box
    return all(
        min(rows[y * stride + left : y * stride + right], default=255) >= WHITE * 255 for y in range(top, bottom)
    )
