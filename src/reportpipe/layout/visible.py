"""Which glyphs a reader of the page sees, and why the others are left out."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.block import LeftText
from reportpipe.model.page import Glyph, Page, box_around
from reportpipe.text.normalise import sanitise

SCAN_COVER = 0.5
"""A page of which pictures cover this part is a scan: the invisible text on it is its OCR layer, and content."""
SMALLEST = 1.0
"""Text below this size, in points, is not meant to be read."""


def seen_glyphs(page: Page) -> tuple[list[Glyph], list[LeftText]]:
    """The glyphs that are content, and what is left out."""
    scan = is_scan(page)
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        if not (0 <= (glyph.x0 + glyph.x1) / 2 <= page.width and 0 <= (glyph.top + glyph.bottom) / 2 <= page.height):
            outside.append(glyph)
        elif (glyph.hidden and not scan) or glyph.size < SMALLEST:
            hidden.append(glyph)
        else:
            seen.append(glyph)
    return seen, [
        *_unseen(page, hidden, "hidden", "painted invisibly, white on white, or too small to be read"),
        *_unseen(page, outside, "off-page", "painted outside of what the page shows"),
    ]


def is_scan(page: Page) -> bool:
    """Whether pictures cover most of the page."""
    area = sum(shape.box.width * shape.box.height for shape in page.shapes if shape.kind == "image")
    return area >= SCAN_COVER * page.width * page.height


def _unseen(page: Page, glyphs: Sequence[Glyph], why: str, evidence: str) -> list[LeftText]:
    text = sanitise("".join(glyph.text for glyph in glyphs))[0].strip()
    if not text:
        return []
    return [LeftText(page.number, text, why, box_around(glyphs), evidence)]
