"""Slides whose title is a picture: ink without text stands where the other slides have their titles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from statistics import median

from reportpipe.model.block import Block
from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import Box, union
from reportpipe.read.outline.titles import LEAST_PAGES
from reportpipe.read.pages.profile import PageFacts

TITLES_WITHIN = 0.3
"""Titles stand in this upper part of a slide."""
HEIGHT_EM = 2.5
"""A picture of a title is no higher than this, in em of the other titles …"""
WIDTH_EM = 3.0
"""… and at least this wide: an icon is not."""
STROKES = 6
"""Letters that are drawn as curves are at least so many."""


def pictured_titles(pages: Sequence[PageFacts], blocks: Sequence[Block]) -> list[Diagnostic]:
    """One diagnostic for each slide that has text, but no title, and a picture in the place of one."""
    tops = {page.number: TITLES_WITHIN * page.height for page in pages}
    titles = [block for block in blocks if block.heading and block.box.top <= tops.get(block.page, 0.0)]
    titled = {block.page for block in blocks if block.heading}
    if len({block.page for block in titles}) < LEAST_PAGES:
        return []
    em = median(block.size for block in titles)
    top, bottom = median(block.box.top for block in titles), median(block.box.bottom for block in titles)
    place = Box(0.0, top - em / 2, max(page.width for page in pages), bottom + em / 2)
    seen = Counter(_rounded(shape.box) for page in pages for shape in page.shapes)
    found = ((page, _picture(page, place, em, seen)) for page in pages if page.lines and page.number not in titled)
    code = Code.PICTURED_TITLE
    return [Diagnostic(code, code.meaning, page.number, page.shown(box)) for page, box in found if box is not None]


def _picture(page: PageFacts, place: Box, em: float, seen: Counter[Box]) -> Box | None:
    """The picture in the place of titles; None where there is none, or text. What other pages have too is a logo."""
    own = [shape for shape in page.shapes if _is_in(shape.box, place) and seen[_rounded(shape.box)] == 1]
    pictures = [shape.box for shape in own if shape.kind == "image"]
    curves = [shape.box for shape in own if shape.kind == "path" and shape.curved and shape.filled]
    groups = [*pictures, *([union(curves)] if len(curves) >= STROKES else [])]
    for box in groups:
        has_shape = box.height <= HEIGHT_EM * em and box.width >= WIDTH_EM * em
        if has_shape and not any(_is_in(line.box, place) for line in page.lines):
            return box
    return None


def _is_in(box: Box, place: Box) -> bool:
    """Whether the middle of a box is at the height of titles."""
    return place.top <= (box.top + box.bottom) / 2 <= place.bottom


def _rounded(box: Box) -> Box:
    return Box(*map(round, box))
