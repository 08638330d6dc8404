"""Page numbers: numbers at an edge that grow by one with each page; and one that stands alone at a page's foot.

Row numbers of a table may stand there as well: the last row of one page, and the first of the next one. They stand at
different edges, inside a table, or below each other at the pitch of its rows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from reportpipe.model.block import Line
from reportpipe.patterns import pattern
from reportpipe.read.pages.profile import PageFacts, Profile

NUMBER_EDGE = 0.15
"""Page numbers stand in this part of the page's height, at the top or the bottom."""
LEAST_PAGES = 3
"""Numbers that grow with so many pages are sure to be theirs, wherever they stand."""
CELL = 6.0
"""Points within which a page number keeps its place."""
COLUMN_EM = 3.0
"""Row numbers stand no farther below each other than this."""
LONE_GAP_EM = 1.5
"""Above a page number that stands alone, so much is white."""
LONE_SIZE = 1.2
"""It is no larger than the text, but for this factor."""
CENTRE_PART = 0.02
"""It stands in the middle of the page's width, give or take this part of it …"""
CORNER_EM = 2.0
"""… or ends at the right margin, give or take this."""

PAGE_NUMBER = pattern(
    r"^[\s\-‐–—―－~〜～|<＜(（\[【〔]*(?:p(?:age|\.)?\s?|頁\s?|No\.\s?)?([0-9０-９]{1,4})(?:\s?(?:ページ|頁|页))?"
    r"(?:\s?(?:/|／|of|–|-)\s?[0-9０-９]{1,4})?[\s\-‐–—―－~〜～|>＞)）\]】〕]*$",
    re.IGNORECASE,
)
ROMAN_NUMBER = pattern(r"[\s\-–—]*[ivxl]{1,6}[\s\-–—]*")
LONE_NUMBER = pattern(r"[\s\-‐–—―－~〜～]*([0-9０-９]{1,3})[\s\-‐–—―－~〜～]*")


class Numbered(NamedTuple):
    """A line that is a page number. evidence: what made it so."""

    line: Line
    evidence: str


def page_numbers(pages: Sequence[PageFacts], profile: Profile) -> list[Numbered]:
    """The page numbers of all pages."""
    found: dict[int, list[Line]] = defaultdict(list)
    for page in pages:
        for line in page.lines:
            match = PAGE_NUMBER.match(line.text)
            if match and at_edge(line, page, NUMBER_EDGE) and not (len(pages) < LEAST_PAGES and _is_row(line, page)):
                found[int(match[1]) - page.number].append(line)
    edges = {id(line): _edge(line, page) for page in pages for line in page.lines}
    out: list[Numbered] = []
    for lines in found.values():
        on = max(len({line.page for line in lines if edges[id(line)] == side}) for side in (True, False))
        if on >= min(LEAST_PAGES, len(pages)) and len(pages) > 1:
            evidence = f"at the edge of {len({line.page for line in lines})} pages, and grows with them"
            out += [Numbered(line, evidence) for line in lines]
    if not out:
        return list(_alone(pages, profile))
    return [*out, *_in_their_place(pages, [one.line for one in out])]


def at_edge(line: Line, page: PageFacts, part: float) -> bool:
    """Whether a line stands in that part of the page's height, at the top or the bottom."""
    box, height = page.shown(line.box), page.shown_height
    return box.bottom < part * height or box.top > (1 - part) * height


def _edge(line: Line, page: PageFacts) -> bool:
    """Whether a line at an edge stands at the upper one."""
    return page.shown(line.box).bottom < page.shown_height / 2


def _is_row(line: Line, page: PageFacts) -> bool:
    """Whether a number stands in a table: inside its rules, or right above or below another number."""
    if any(grid.box.contains(line.box, CELL) for grid in page.grids):
        return True
    em = line.size
    return any(
        other is not line
        and PAGE_NUMBER.match(other.text)
        and abs(other.baseline - line.baseline) <= COLUMN_EM * em
        and other.baseline != line.baseline
        and other.box.x0 < line.box.x1
        and other.box.x1 > line.box.x0
        for other in page.lines
    )


def _in_their_place(pages: Sequence[PageFacts], numbers: Sequence[Line]) -> Iterator[Numbered]:
    """Numbers in the place of page numbers that do not count with them: i and ii of the front matter."""
    places = {_cell(line) for line in numbers}
    known = {id(line) for line in numbers}
    for page in pages:
        for line in page.lines:
            is_number = PAGE_NUMBER.match(line.text) or ROMAN_NUMBER.fullmatch(line.text)
            if is_number and id(line) not in known and _cell(line) in places:
                yield Numbered(line, "a number in the place of page numbers")


def _cell(line: Line) -> tuple[int, int]:
    """Where the middle of a line's baseline stands, in steps: numbers are as wide as they are."""
    return round((line.box.x0 + line.box.x1) / 2 / CELL), round(line.baseline / CELL)


def _alone(pages: Sequence[PageFacts], profile: Profile) -> Iterator[Numbered]:
    """Where no numbers grow with the pages: one that is all that stands at a page's foot, in the middle or the corner,
    with white above it. On a slide, it is the slide's own number."""
    for page in pages:
        lowest = max(page.lines, key=lambda line: line.baseline, default=None)
        match = LONE_NUMBER.fullmatch(lowest.text) if lowest is not None else None
        if lowest is None or match is None or (page.is_slide and int(match[1]) != page.number):
            continue
        if _stands_alone(lowest, page, profile):
            yield Numbered(lowest, "alone at the page's foot")


def _stands_alone(line: Line, page: PageFacts, profile: Profile) -> bool:
    box, em = page.shown(line.box), line.size
    if box.top <= (1 - NUMBER_EDGE) * page.shown_height or em > LONE_SIZE * profile.body_size or _is_row(line, page):
        return False
    centred = abs((box.x0 + box.x1) / 2 - page.shown_width / 2) <= CENTRE_PART * page.shown_width
    cornered = abs(box.x1 - profile.right) <= CORNER_EM * em
    above = (page.shown(other.box).bottom for other in page.lines if other is not line)
    drawn = (page.shown(shape.box).bottom for shape in page.shapes)
    white = box.top - max(chain(above, (low for low in drawn if low <= box.bottom)), default=0.0)
    held = any(shape.box.contains(line.box) and shape.kind == "image" for shape in page.shapes)
    return (centred or cornered) and white >= LONE_GAP_EM * em and not held
