"""How a page is set, told by its glyphs, and the page in the frame in which it is read."""

from __future__ import annotations

from reportpipe.model.page import Page
from reportpipe.read.pages.frames import mirrored
from reportpipe.read.pages.vertical import is_vertical, upright
from reportpipe.text.bidi import is_right_to_left


def in_reading_frame(page: Page) -> Page:
    """The page, turned if it is set vertically, mirrored if most of its letters run from right to left."""
    if is_vertical(page):
        return upright(page)
    return mirrored(page) if is_right_to_left("".join(glyph.text for glyph in page.glyphs)) else page
