"""The frame in which a page is read: lines run from left to right in it, from top to bottom.

It is the displayed frame, but for a page that is set vertically (downwards, lines from right to left): that one is
turned by a quarter against the clock, so that all stages read it like any other page; and for one in Arabic or
Hebrew: that one is mirrored.
"""

from __future__ import annotations

from dataclasses import replace

from reportpipe.model.page import Box, Glyph, Page, Setting


def turned(glyph: Glyph, width: float) -> Glyph:
    """A glyph of a page of that width, turned by a quarter against the clock: what ran downwards runs to the right."""
    upright = glyph.angle in (0, 180)
    return glyph._replace(
        x0=glyph.top,
        x1=glyph.bottom,
        top=width - glyph.x1,
        bottom=width - glyph.x0,
        baseline=glyph.baseline if upright else width - glyph.baseline,
        angle=(glyph.angle - 90) % 360,
    )


def turned_box(box: Box, width: float) -> Box:
    """A box of a page of that width, turned by a quarter against the clock."""
    return Box(box.top, width - box.x1, box.bottom, width - box.x0)


def turned_back(box: Box, width: float) -> Box:
    """The box of a page of that width (as it is displayed) out of what `turned_box` made of it."""
    return Box(width - box.bottom, box.x0, width - box.top, box.x1)


def vertical(page: Page, glyphs: tuple[Glyph, ...]) -> Page:
    """The page turned, with glyphs that are turned already."""
    shapes = tuple(shape._replace(box=turned_box(shape.box, page.width)) for shape in page.shapes)
    return replace(page, width=page.height, height=page.width, glyphs=glyphs, shapes=shapes, setting=Setting.VERTICAL)


def mirrored_box(box: Box, width: float) -> Box:
    """A box of a page of that width with left and right exchanged."""
    return box._replace(x0=width - box.x1, x1=width - box.x0)


def mirrored(page: Page) -> Page:
    """The page with left and right exchanged."""
    return replace(
        page,
        glyphs=tuple(_mirrored(glyph, page.width) for glyph in page.glyphs),
        shapes=tuple(shape._replace(box=mirrored_box(shape.box, page.width)) for shape in page.shapes),
        setting=Setting.RIGHT_TO_LEFT,
    )


def _mirrored(glyph: Glyph, width: float) -> Glyph:
    baseline = glyph.baseline if glyph.angle in (0, 180) else width - glyph.baseline
    return glyph._replace(x0=width - glyph.x1, x1=width - glyph.x0, baseline=baseline)


def shown(box: Box, setting: Setting, width: float, height: float) -> Box:
    """Where a box of a page's own frame is displayed. width, height: of the page, in its own frame."""
    if setting is Setting.VERTICAL:
        return turned_back(box, height)
    return mirrored_box(box, width) if setting is Setting.RIGHT_TO_LEFT else box
