"""A page as the audit sees it: characters in painting order, each with its neighbour on its row, and its owner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from reportpipe.audit.keys import keys
from reportpipe.model.page import Box, Glyph, Page, Shape, union
from reportpipe.model.scan import Scan

SAME_ROW_EM = 0.3
"""Baselines closer than this are one row."""
APART_EM = 0.7
"""A wider gap on a row divides it: columns, cells, tab stops."""
SMALLEST = 1.05
"""Text below this size, in points, is not meant to be read (`read` says 1, and parsers differ in the last digit)."""
FREE = -1
"""The owner of a character that nothing has claimed, and the neighbour of one that has none."""


@dataclass
class Sheet:
    """The characters of a page. Lists run parallel, in painting order.

    chars: keys. boxes: of their glyphs, points, displayed frame. after: the next character on the row, or FREE.
    begins, ends: whether a run of the row that was painted in one go begins or ends here. seen: whether a reader sees
    it. owner: who claimed it (a number of `matching`), or FREE. places: key → where it stands. torn: those between
    which the report jumps in the middle of a row.
    """

    number: int
    size: tuple[float, float]
    shapes: tuple[Shape, ...]
    chars: list[str] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    begins: list[bool] = field(default_factory=list)
    ends: list[bool] = field(default_factory=list)
    seen: list[bool] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)
    places: dict[str, list[int]] = field(default_factory=dict)
    torn: set[int] = field(default_factory=set)

    def runs(self) -> Iterator[list[int]]:
        """The characters of each row from left to right, as far as no gap or jump of the painter divides it."""
        for first in range(len(self.chars)):
            if self.begins[first]:
                run = [first]
                while not self.ends[run[-1]]:
                    run.append(self.after[run[-1]])
                yield run

    @cached_property
    def runs_down(self) -> bool:
        """Whether most characters stand below the one that was painted before them."""
        steps = [(abs(two.top - one.top), abs(two.x0 - one.x0)) for one, two in pairwise(self.boxes)]
        return sum(down > across for down, across in steps) * 2 > len(steps)

    def text(self, places: Sequence[int]) -> str:
        """The keys at those places."""
        return "".join(self.chars[place] for place in places)

    def box(self, places: Sequence[int]) -> Box:
        """The box around those places."""
        return union([self.boxes[place] for place in places])


def sheet(page: Page, language: str) -> Sheet:
    """The page as a sheet."""
    made = Sheet(page.number, (page.width, page.height), page.shapes)
    scan = Scan(page)
    glyphs: list[Glyph] = []
    for glyph in page.glyphs:
        seen = _is_seen(glyph, page, scan)
        for key in keys(glyph.text, language):
            made.places.setdefault(key, []).append(len(made.chars))
            made.chars.append(key)
            made.seen.append(seen)
            glyphs.append(glyph)
    made.boxes = [Box(*glyph[2:6]) for glyph in glyphs]
    made.owner = [FREE] * len(glyphs)
    made.after = [FREE] * len(glyphs)
    made.begins, made.ends = [True] * len(glyphs), [True] * len(glyphs)
    for row in _rows(glyphs):
        for left, right in pairwise(row):
            made.after[left] = right
            gap = _along(glyphs[right])[0] - _along(glyphs[left])[1]
            if right == left + 1 and gap <= APART_EM * max(glyphs[left].size, glyphs[right].size):
                made.ends[left] = made.begins[right] = False
    return made


def _is_seen(glyph: Glyph, page: Page, scan: Scan) -> bool:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    inside = 0 <= x <= page.width and 0 <= y <= page.height
    return inside and glyph.size >= SMALLEST and scan.shows(glyph)


def _along(glyph: Glyph) -> tuple[float, float]:
    """Where a glyph begins and ends on its row, points in the row's direction."""
    if glyph.angle == 0:
        return glyph.x0, glyph.x1
    if glyph.angle == 90:
        return glyph.top, glyph.bottom
    return (-glyph.x1, -glyph.x0) if glyph.angle == 180 else (-glyph.bottom, -glyph.top)


def _rows(glyphs: Sequence[Glyph]) -> Iterator[list[int]]:
    """The numbers of the glyphs of each row, in the row's direction."""
    row: list[int] = []
    for place in sorted(range(len(glyphs)), key=lambda place: (glyphs[place].angle, glyphs[place].baseline)):
        if row:
            first, here = glyphs[row[0]], glyphs[place]
            far = here.baseline - first.baseline > SAME_ROW_EM * min(first.size, here.size)
            if far or here.angle != first.angle:
                yield _ordered(row, glyphs)
                row = []
        row.append(place)
    if row:
        yield _ordered(row, glyphs)


def _ordered(row: list[int], glyphs: Sequence[Glyph]) -> list[int]:
    return sorted(row, key=lambda place: (_along(glyphs[place])[0], place))
