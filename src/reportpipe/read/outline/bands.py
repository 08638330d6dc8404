"""Slides whose title stands in a coloured band across their top, whatever its size. Their parts are headed by bold
numbered lines, and by lines in strips of colour that head boxes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.block import Block
from reportpipe.model.page import Box
from reportpipe.model.reason import Rule
from reportpipe.read.outline.titles import Slide, is_habit, is_listed, is_title_like
from reportpipe.read.pages.profile import EDGE_STEP, PageFacts, Profile

NUMBERED = frozenset({"multi", "arabic", "roman", "paren"})
"""Kinds of enumerators that number the parts of a slide."""
BAND_WIDTH = 0.8
"""A band across the top of a slide is at least this part of its width …"""
BAND_TOP = 0.05
"""… begins in this part of its height, from the top …"""
BAND_HEIGHT = 0.2
"""… and is no higher than this part of it …"""
LEAST_BAND = 12.0
"""… nor lower than this, in points: it holds a line of text."""
PART_SIZE = 0.7
"""The heading of a part of a slide is at least this part of the text's size."""
PART_RANK = 0.9
"""It ranks below the titles, by this factor on their size."""
PARTS_ABOVE = 2
"""Above the first block of a slide there is its title only; both do not count as below it."""
STRIP_WIDTH = 0.6
"""A strip of colour that holds a heading is at least this part of the slide's width …"""
STRIP_EM = 2.2
"""… and no higher than this …"""
STRIP_SLACK = 0.3
"""… with its text inside, give or take this, in em."""


class Bands(NamedTuple):
    """The titles in bands, by page number, and the size by which they rank; none where bands are no habit."""

    titles: Mapping[int, Sequence[Block]]
    rank: float


def learn_bands(pages: Sequence[PageFacts], slides: Mapping[int, Slide]) -> Bands:
    """The titles of a deck that stand in bands."""
    found = {page.number: _inside(slides[page.number].blocks, band) for page in pages if (band := _band(page))}
    titles = {number: held for number, held in found.items() if held}
    if not is_habit(len(titles), len(pages)):
        return Bands({}, 0.0)
    return Bands(titles, max(block.size for held in titles.values() for block in held))


def with_band_titles(bands: Bands, page: PageFacts, slide: Slide, profile: Profile) -> list[Block]:
    """The blocks of a slide, with the title in its band and the headings of its parts marked."""
    return [_marked(block, bands, page, slide, profile) for block in slide.blocks]


def _marked(block: Block, bands: Bands, page: PageFacts, slide: Slide, profile: Profile) -> Block:
    if block in bands.titles[page.number]:
        return block.as_heading(bands.rank, Rule.TITLE_BAND, f"{len(bands.titles)} slides have one")
    evidence = _part_evidence(block, page, slide, profile)
    return block.as_heading(PART_RANK * bands.rank, Rule.PART_HEAD, evidence) if evidence else block


def _band(page: PageFacts) -> Box | None:
    """The coloured band across the top of a slide, if there is one."""
    for shape in page.shapes:
        box = shape.box
        across = shape.kind == "path" and shape.filled and box.width >= BAND_WIDTH * page.width
        if across and box.top <= BAND_TOP * page.height and LEAST_BAND < box.height <= BAND_HEIGHT * page.height:
            return box
    return None


def _inside(blocks: Sequence[Block], band: Box) -> list[Block]:
    """The blocks whose words stand in a band."""
    return [block for block in blocks if block.solid is None and band.contains(block.box, block.size / 2)]


def _part_evidence(block: Block, page: PageFacts, slide: Slide, profile: Profile) -> str:
    """What makes a block the head of a part of its slide; "" where nothing does."""
    if block.size < PART_SIZE * profile.body_size:
        return ""
    if block.bold and _heads_box(block, slide):
        return f"bold, and numbered {block.marker}"
    return "alone in a strip of colour that heads a box" if _is_in_strip(block, page, slide) else ""


def _heads_box(block: Block, slide: Slide) -> bool:
    """Whether a block is numbered, and the first in its box or on its slide, or one of a series. Without a number, bold
    words alone in a box are a label of a diagram."""
    if block.kind not in NUMBERED or not is_title_like(block, [block]) or is_listed(block, slide.blocks):
        return False
    if _is_in_series(block, slide):
        return True
    others = [other for other in slide.blocks if other.frame == block.frame]
    lower = [other for other in slide.blocks if other.box.top > block.box.top]
    is_first = min(others, key=lambda other: other.box.top) is block
    return is_first or len(lower) == len(slide.blocks) - PARTS_ABOVE


def _is_in_series(block: Block, slide: Slide) -> bool:
    """Whether several bold lines of a slide are numbered alike from one edge, with text between them."""
    series = [
        place
        for place, other in enumerate(slide.blocks)
        if other.bold and other.kind == block.kind and abs(other.x0 - block.x0) < EDGE_STEP
    ]
    return len(series) > 1 and all(after > before + 1 for before, after in pairwise(series))


def _is_in_strip(block: Block, page: PageFacts, slide: Slide) -> bool:
    """Whether a block is one line, alone in a wide strip of colour that heads a box."""
    if len(block.lines) > 1 or not is_title_like(block, [block]):
        return False
    slack = STRIP_SLACK * block.size
    for shape in page.shapes:
        box = shape.box
        strip = shape.kind == "path" and shape.filled and box.width >= STRIP_WIDTH * page.width
        if strip and box.height <= STRIP_EM * block.size and box.contains(block.box, slack):
            alone = not any(other is not block and box.contains(other.box, slack) for other in slide.blocks)
            return alone and any(_heads(box, other) for other in [*page.boxes, *(one.box for one in page.shapes)])
    return False


def _heads(strip: Box, box: Box) -> bool:
    """Whether a box begins at a strip, at its top or right below it, and is as wide."""
    alike = abs(strip.x0 - box.x0) <= EDGE_STEP and abs(strip.x1 - box.x1) <= EDGE_STEP
    return alike and box.height > strip.height and strip.top - EDGE_STEP <= box.top <= strip.bottom + EDGE_STEP
