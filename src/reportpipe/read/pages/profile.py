"""What is learnt over the whole document before any page is decided: body size, margins, whether it is a deck."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from reportpipe.model.block import Line, Solid
from reportpipe.model.page import Bookmark, Box, Page, Setting, Shape, Tag
from reportpipe.read.pages.frames import shown
from reportpipe.read.pages.grid import Grid, ruled_boxes
from reportpipe.text.enumerators import parse

PITCH_EM = 2.2
"""Baselines of one paragraph are no farther apart than this …"""
LEAST_PITCH_EM = 0.5
"""… and no nearer than this: lines that overlap by half stand beside or on each other, and may share a baseline."""
SIZE_STEP = 0.5
"""Sizes are compared in steps of this many points: writers round them."""
EDGE_STEP = 6.0
"""Left edges are compared in steps of this many points: half of a small character."""
RIGHT_SHARE = 0.02
"""The right margin is where all but this part of the long lines end."""
LONG_LINE = 0.5
"""A line over more than this part of the page's width is one of a paragraph, and says where the right margin is."""

SPACED_RATIO = 1.08
"""An item stands apart from the line before it if it is this much farther away than lines are."""
SPACED_SHARE, SPACED_LEAST = 0.95, 10
"""Paragraphs are spaced if so large a part of the items, and so many, stand apart: writers without a rule do it now and
then."""


@dataclass(frozen=True, slots=True)
class PageFacts:
    """A page without its glyphs: what is kept of all pages at once. boxes: those that rules make (grid.ruled_boxes).
    solids: tables and figures, once they are found. bookmarks: those that lead here. notes: lines of free text that was
    added to the page (read/lines/added.py); they are not among its lines. tags: as of the page.

    width, height, and all coordinates: points, in the frame in which the page is read (read/pages/frames.py).
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...]
    shapes: tuple[Shape, ...]
    grids: tuple[Grid, ...] = ()
    boxes: tuple[Box, ...] = ()
    solids: tuple[Solid, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    setting: Setting = Setting.HORIZONTAL
    notes: tuple[Line, ...] = ()
    tags: tuple[Tag, ...] = ()

    @property
    def is_slide(self) -> bool:
        """Whether the page is displayed wider than high."""
        return self.width > self.height if self.setting is not Setting.VERTICAL else self.height > self.width

    @property
    def shown_width(self) -> float:
        """The width of the page as it is displayed, points."""
        return self.height if self.setting is Setting.VERTICAL else self.width

    @property
    def shown_height(self) -> float:
        """The height of the page as it is displayed, points."""
        return self.width if self.setting is Setting.VERTICAL else self.height

    def shown(self, box: Box) -> Box:
        """Where a box is displayed."""
        return shown(box, self.setting, self.width, self.height)


class Profile(NamedTuple):
    """body_size: points, of most of the text. right: x of the right margin, points. is_deck: most pages are slides.

    markers: how often each kind of marker stands at each left edge (marker_place).
    pitches: for each rounded size, the usual distance of baselines within a paragraph, in points.
    spaced: whether paragraphs stand farther apart than their lines, so that a line at the usual pitch goes on one.
    """

    body_size: float
    right: float
    is_deck: bool
    body_bold: bool
    markers: Counter[tuple[str, int]]
    pitches: dict[float, float]
    spaced: bool = False


def facts(
    page: Page, lines: Sequence[Line], grids: Sequence[Grid] = (), boxes: Sequence[Box] | None = None
) -> PageFacts:
    """What is kept of a page. boxes: those that rules make; None: they are looked for."""
    return PageFacts(
        number=page.number,
        width=page.width,
        height=page.height,
        lines=tuple(lines),
        shapes=page.shapes,
        grids=tuple(grids),
        boxes=tuple(ruled_boxes(page.shapes) if boxes is None else boxes),
        bookmarks=page.bookmarks,
        setting=page.setting,
        tags=page.tags,
    )


def rounded(size: float) -> float:
    """A size in steps of SIZE_STEP."""
    return round(size / SIZE_STEP) * SIZE_STEP


def edge(x: float) -> int:
    """A left edge in steps of EDGE_STEP."""
    return round(x / EDGE_STEP)


def learn(pages: Sequence[PageFacts]) -> Profile:
    """The profile of a document. Title pages count little, because sizes are weighed by characters."""
    sizes: Counter[float] = Counter()
    bold = 0
    for page in pages:
        for line in page.lines:
            sizes[rounded(line.size)] += len(line.text)
            bold += len(line.text) if line.bold else 0
    body = max(sizes, key=lambda size: (sizes[size], -size), default=10.0)
    pitches = _pitches(pages)
    return Profile(
        body_size=body,
        right=_right(pages),
        is_deck=2 * sum(page.is_slide for page in pages) > len(pages),
        body_bold=2 * bold > sizes.total(),
        markers=Counter(place for page in pages for line in page.lines if (place := marker_place(line))),
        pitches=pitches,
        spaced=_is_spaced(pages, pitches),
    )


def _pitches(pages: Sequence[PageFacts]) -> dict[float, float]:
    """The most frequent distance between a long line and the line below it, by size."""
    seen: dict[float, Counter[float]] = {}
    for page in pages:
        for line, below in pairwise(page.lines):
            pitch = below.baseline - line.baseline
            near = _is_pitch(pitch, line.size) and abs(line.size - below.size) < SIZE_STEP
            if near and line.box.width > LONG_LINE * page.width and marker_place(below) is None and not below.marker:
                seen.setdefault(rounded(line.size), Counter())[round(pitch, 1)] += 1
    return {size: max(counts, key=lambda pitch: (counts[pitch], -pitch)) for size, counts in seen.items()}


def _is_pitch(pitch: float, size: float) -> bool:
    return LEAST_PITCH_EM * size <= pitch <= PITCH_EM * size


def _is_spaced(pages: Sequence[PageFacts], pitches: Mapping[float, float]) -> bool:
    """Whether the items of a document stand farther below the line before them than lines of one paragraph do, as word
    processors set them with space between paragraphs."""
    gaps = [
        (below.baseline - line.baseline) / pitches[rounded(below.size)]
        for page in pages
        for line, below in pairwise(page.lines)
        if (below.marker or marker_place(below))
        and rounded(line.size) == rounded(below.size) in pitches
        and below.baseline > line.baseline
    ]
    apart = sum(gap > SPACED_RATIO for gap in gaps)
    return len(gaps) >= SPACED_LEAST and apart >= SPACED_SHARE * len(gaps)


def marker_place(line: Line) -> tuple[str, int] | None:
    """What a line begins with, and where: the glyph of a bullet or the kind of an enumerator, and its left edge in
    steps of EDGE_STEP points."""
    found = parse(line.text)
    if found is None:
        return None
    return (found.marker if found.kind == "bullet" else found.kind), edge(line.box.x0)


def _right(pages: Sequence[PageFacts]) -> float:
    ends = sorted(line.box.x1 for page in pages for line in page.lines if line.box.width > LONG_LINE * page.width)
    if not ends:
        return max((line.box.x1 for page in pages for line in page.lines), default=0.0)
    return ends[int((len(ends) - 1) * (1 - RIGHT_SHARE))]
