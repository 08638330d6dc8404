"""What a text source yields: pages of painted glyphs and of the shapes drawn around them.

Frame of all coordinates: points, origin at the top left corner of the page as a viewer displays it (after CropBox and
Rotate), x to the right, y downwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from reportpipe.model.diagnostic import Diagnostic

ASCENT = 0.88
"""Top of a glyph's box above its baseline, in em. The ideographic em box (OpenType, 'ideo' baseline at -0.12 em):
fonts lie about their ascent, and one box for all makes lines of mixed fonts comparable."""
DESCENT = 0.12
"""Bottom of a glyph's box below its baseline, in em."""


UNMAPPED = "\ufffd"
"""What a glyph stands for whose font does not say it."""
BLACK, UNKNOWN = 0, -1
"""Colours are 0xRRGGBB; UNKNOWN is one that cannot be told, such as a shading's."""
ARTIFACT = "Artifact"
"""The kind of the tag of what is no content, such as page numbers (ISO 32000-1, 14.8.2.2)."""
ASKEW = 45
"""The angle of a line that runs in none of the four directions."""


class Box(NamedTuple):
    """A bounding box in points, in the displayed frame."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Width in points."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Height in points."""
        return self.bottom - self.top

    def contains(self, other: Box, slack: float = 0.0) -> bool:
        """Whether `other` lies inside this box, give or take `slack` points on each side."""
        return (
            self.x0 - slack <= other.x0
            and self.top - slack <= other.top
            and self.x1 + slack >= other.x1
            and self.bottom + slack >= other.bottom
        )


def union(boxes: list[Box]) -> Box:
    """The smallest box around all of `boxes`, of which there is at least one."""
    return Box(
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )


class Veil(Enum):
    """What keeps a glyph from being seen that is painted like any other. Its value says it in words."""

    COVERED = "something opaque was painted over it"
    CLIPPED = "outside of its clipping path"
    LAYER = "on a layer that is off"


class Glyph(NamedTuple):
    """One painted glyph.

    number: its number on the page, from 0, in painting order; it is the glyph's identity through all stages.
    text: what it stands for; several characters for a ligature or an ActualText span, "" for the further glyphs of such
        a span, U+FFFD where the font does not say, " " for a painted space.
    x0, x1: the advance box along the line; top, bottom: the em box around the baseline (ASCENT, DESCENT).
    baseline: y of the baseline (x, where angle is 90 or 270).
    size: effective size in points (font size times text matrix).
    font: name without the subset prefix; "" where the PDF names none.
    angle: direction of the line, degrees clockwise: 0 for upright text.
    askew: its line runs in none of these four directions: a stamp, a watermark, a label of a chart.
    hidden: drawn with rendering mode 3 or 7 (ISO 32000-1, 9.3.6), in the colour of what lies beneath it, or veiled:
        there, but not seen.
    veil: what hides it; None where it is not hidden, or in a way that an OCR layer may be.
    colour: what it is filled with, or stroked where it is not filled (0xRRGGBB, opacity aside); UNKNOWN where that is
        a pattern, and where nothing is painted.
    tag: the number of the structure element that it is content of (`Page.tags`); 0 where it is of none.
    """

    number: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    font: str
    bold: bool
    angle: int = 0
    hidden: bool = False
    askew: bool = False
    veil: Veil | None = None
    colour: int = BLACK
    tag: int = 0

    def is_unseen(self, scan: bool) -> bool:
        """Whether nobody sees it. scan: whether its page is one: what is painted invisibly there is its OCR layer."""
        return self.hidden and (self.veil is not None or not scan)


def box_around(glyphs: Iterable[Glyph]) -> Box:
    """The smallest box around all of `glyphs`, of which there is at least one."""
    lefts, tops, rights, bottoms = zip(*[glyph[2:6] for glyph in glyphs], strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


class Shape(NamedTuple):
    """A painted path or picture. A page-filling background is none.

    fill, stroke: the colour that it is filled and stroked with (0xRRGGBB, opacity aside); None where it is not,
        UNKNOWN where that is a pattern or a picture.
    """

    kind: str  # "path" or "image"
    box: Box
    filled: bool
    stroked: bool
    curved: bool
    fill: int | None = None
    stroke: int | None = None


class Bookmark(NamedTuple):
    """An entry of the PDF's outline that leads to a page. level: 0 for the outermost. title: as it is written there,
    which may or may not be what the page prints. y: where on the page it leads, points; None for the page as such."""

    level: int
    title: str
    y: float | None


class Tag(NamedTuple):
    """A structure element of a tagged PDF (ISO 32000-1, 14.7 and 14.8), as far as it leads to a page's content. What
    goes on on another page is an element of that page, too.

    number: from 1. kind: its type after the RoleMap, as "H1", "P", "LI", "Lbl", "LBody", "TD", "Figure"; ARTIFACT for
    all artifacts of the page. parent: the number of the element around it; 0 for an outermost one.
    """

    number: int
    kind: str
    parent: int = 0


class Setting(Enum):
    """How the lines of a page run, and so how its frame differs from the displayed one (read/pages/frames.py)."""

    HORIZONTAL = "horizontal"
    RIGHT_TO_LEFT = "right-to-left"  # the frame is mirrored
    VERTICAL = "vertical"  # downwards, lines from right to left; the frame is turned


@dataclass(frozen=True, slots=True)
class Page:
    """One page. number: from 1; width, height: points, as displayed. bookmarks: those that lead here, in order. filled:
    numbers of the glyphs that are filled into the fields of a form; stamped: that a stamp paints; noted: that free text
    paints which was added to the page (ISO 32000-1, 12.5.6.12 and 12.5.6.6). tags: the one of number n is at n - 1,
    after the one around it; none where the file is not tagged. What tags say need not agree with what the page shows.

    Sources know no other setting than the first.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    shapes: tuple[Shape, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    setting: Setting = Setting.HORIZONTAL
    filled: frozenset[int] = frozenset()
    stamped: frozenset[int] = frozenset()
    noted: frozenset[int] = frozenset()
    tags: tuple[Tag, ...] = ()

    def kinds(self, tag: int) -> tuple[str, ...]:
        """The kind of the tag of that number, then of those around it, innermost first; none for 0."""
        found: list[str] = []
        while tag:
            found.append(self.tags[tag - 1].kind)
            tag = self.tags[tag - 1].parent
        return tuple(found)
