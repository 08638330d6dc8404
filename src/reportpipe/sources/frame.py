"""What both sources share: the displayed frame, the glyph's box in it, font names, glyphs painted twice."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from operator import attrgetter
from typing import NamedTuple

from reportpipe.model.diagnostic import Code, Diagnostic
from reportpipe.model.page import ASCENT, BLACK, DESCENT, UNKNOWN, UNMAPPED, Box, Glyph, Shape, Veil
from reportpipe.patterns import pattern
from reportpipe.text.symbols import decode_symbol

Corners = tuple[float, float, float, float]
WHITE_SPACE = frozenset("\t\r\n\v\f")

_SUBSET = pattern(r"^[A-Z]{6}\+")
_BOLD = pattern(r"bold|black|heavy|demi|[-_ ]?W[6-9](?![0-9])|(?:[-_ ]B|UB|EB|DB)$", re.IGNORECASE)
DOUBLE_EM = 0.15
"""Two equal glyphs closer than this, in em, may be one: fake bold and shadows offset less …"""
DOUBLE_PART = 0.5
"""… if they are also closer than this part of their advance. The second l of a word stands a whole advance behind the
first one, in condensed type as well, and three quarters of one where letters are set tight."""
LEAST_DOUBLE_EM = 0.03
"""Equal glyphs that are closer are one, whatever they advance: a combining mark advances by nothing."""
ASKEW = 0.1
"""Text leans if it rises by more than this part of its length: scans and rounding lean less."""
LETTER = (0.0, 0.0, 612.0, 792.0)
"""What a page is taken for that has no box, or whose own box is nonsense, as both parsers do: points."""
LEAST_SIDE, MOST_SIDE = 3.0, 1e6
"""A page is wider and higher than the least that a page may measure (ISO 32000-1, annex C.2), in points."""
FAR = 4 * MOST_SIDE
"""No glyph is further from the page's corner, in points; broken matrices put some at infinity, or at no number."""
HYPHENS = frozenset("-\u00ad\u2010\u2011")
"""What fonts say where a hyphen is painted."""
INVISIBLE = {3, 7}
"""Text rendering modes that paint nothing (ISO 32000-1, table 106)."""
STROKE = {1, 5}
"""Those of text that is stroked, and no more."""
FILL_AND_STROKE = 2
"""The rendering mode of a bold that the writer made itself."""
RULE = 1.0
"""A picture that is no thicker, in points, is a piece of a rule."""
BACKGROUND = 0.95
"""A shape that covers this part of the page's width and height is its background."""
_LEFT, _TOP = attrgetter("x0"), attrgetter("top")
_HIDDEN, _NUMBER = attrgetter("hidden"), attrgetter("number")


class Frame(NamedTuple):
    """From PDF user space (origin bottom left, unrotated) to the displayed frame (ISO 32000-1, 8.3.2 and 14.11.2).

    left, bottom, right, top: the visible box (CropBox within MediaBox), points. rotate: degrees clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotate: int = 0

    @classmethod
    def of(cls, left: float, bottom: float, right: float, top: float, rotate: int = 0) -> Frame:
        """The frame of a box that names its corners in any order (ISO 32000-1, 7.9.5), of LETTER where it has none."""
        left, right = sorted((left, right))
        bottom, top = sorted((bottom, top))
        if not (LEAST_SIDE < right - left < MOST_SIDE and LEAST_SIDE < top - bottom < MOST_SIDE):
            left, bottom, right, top = LETTER
        return cls(left, bottom, right, top, rotate)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, points, as displayed."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotate in (90, 270) else (width, height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of user space is displayed."""
        if not self.rotate:  # nearly all
            return x - self.left, self.top - y
        if self.rotate == 90:
            return y - self.bottom, x - self.left
        if self.rotate == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def angle(self, a: float, b: float) -> int:
        """Direction, degrees clockwise in the displayed frame, of text whose matrix begins with (a, b); upright, where
        these are no numbers."""
        radians = math.atan2(-b, a)
        quarter = 0 if math.isnan(radians) else round(math.degrees(radians) / 90) * 90
        return (quarter + self.rotate) % 360

    def is_askew(self, a: float, b: float) -> bool:
        """Whether text whose matrix begins with (a, b) runs in none of the four directions."""
        return min(abs(a), abs(b)) > ASKEW * max(abs(a), abs(b))

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        """Where a rectangle of user space is displayed. No side is further away than FAR."""
        ax, ay = self.point(x0, y0)
        bx, by = self.point(x1, y1)
        # A page may have 1e5 shapes; nearly no side is far away, or no number.
        if not (-FAR <= ax <= FAR and -FAR <= ay <= FAR and -FAR <= bx <= FAR and -FAR <= by <= FAR):
            ax, ay, bx, by = (max(-FAR, min(FAR, side)) for side in (ax, ay, bx, by))
        return Box(ax if ax < bx else bx, ay if ay < by else by, bx if bx > ax else ax, by if by > ay else ay)


def visible(media: Corners, crop: Corners) -> Corners:
    """What of the MediaBox the CropBox shows; both, and the result, are two corners of any one frame, the lesser
    coordinates first. All of it where the CropBox lies beside the page, as viewers do."""
    x0, y0 = max(media[0], crop[0]), max(media[1], crop[1])
    x1, y1 = min(media[2], crop[2]), min(media[3], crop[3])
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else media


class Style(NamedTuple):
    """What the glyphs of one run share: effective size in points, direction, font, colour and tag (as of a Glyph)."""

    size: float
    angle: int
    font: str
    bold: bool
    hidden: bool
    askew: bool
    colour: int = BLACK
    tag: int = 0


def glyph(index: int, text: str, origin: tuple[float, float], advance: float, style: Style) -> Glyph:
    """A glyph from its origin and its advance (points, displayed frame). One that is nowhere is put off the page.

    text: as the font says; codes of symbol fonts are decoded, white space is a plain space.
    """
    x, y = origin
    size, angle, font, bold, hidden, askew, colour, tag = style
    if not (-FAR < x < FAR and -FAR < y < FAR and -FAR < advance < FAR and size < FAR):  # also what is no number
        x, y, advance, size = -FAR, -FAR, 0.0, 0.0
    up, down = ASCENT * size, DESCENT * size
    spelled = " " if text in WHITE_SPACE else decode_symbol(text, font)
    if angle == 0:  # nearly all; without the detour through the fields' names, because there are thousands a page
        place = (x, y - up, x + advance, y + down, y)
    elif angle == 90:
        place = (x - down, y, x + up, y + advance, x)
    elif angle == 180:
        place = (x - advance, y - down, x, y + up, y)
    else:
        place = (x - up, y - advance, x + down, y, x)
    return tuple.__new__(Glyph, (index, spelled, *place, size, font, bold, angle, hidden, askew, None, colour, tag))


def font_name(name: str) -> str:
    """A font's name without its subset prefix (ISO 32000-1, 9.6.4)."""
    return _SUBSET.sub("", name)


def is_bold(name: str) -> bool:
    """Whether a font's name says that it is bold (…-Bold, W6 to W9, UB, EB, DB)."""
    return bool(_BOLD.search(name))


def without_doubles(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs without those painted twice at one place (fake bold, shadow). The numbers of the others stay. Of
    two, one that is seen is kept; what is veiled is no double of it, but text of its own."""
    painted = list(glyphs)
    suspects = _suspects(painted)
    if not suspects:
        return painted
    kept: list[Glyph] = []
    seen: dict[tuple[str, Veil | None, int, int], list[Glyph]] = defaultdict(list)
    for item in sorted(painted, key=_HIDDEN):
        if item.number in suspects:
            cell = max(item.size, 1.0) * 2 * DOUBLE_EM
            column, row = int(item.x0 / cell), int(item.top / cell)
            near = (
                seen.get((item.text, item.veil, column + dx, row + dy), ()) for dx in (-1, 0, 1) for dy in (-1, 0, 1)
            )
            if any(_is_double(twin, item) for twins in near for twin in twins):
                continue
            seen[item.text, item.veil, column, row].append(item)
        kept.append(item)
    return sorted(kept, key=_NUMBER)


def _suspects(glyphs: Iterable[Glyph]) -> set[int]:
    """Numbers of the glyphs of which an equal one stands so near that it may be their double."""
    alike: dict[tuple[str, Veil | None], list[Glyph]] = defaultdict(list)
    for item in glyphs:
        alike[item.text, item.veil].append(item)
    return {
        item.number
        for (text, _), equal in alike.items()
        if len(equal) > 1 and text.strip()
        for column in _close(equal, _LEFT)
        for spot in _close(column, _TOP)
        for item in spot
    }


def _close(glyphs: Iterable[Glyph], side: Callable[[Glyph], float]) -> Iterator[list[Glyph]]:
    """Two glyphs or more that follow each other closely along one side."""
    run: list[Glyph] = []
    for item in sorted(glyphs, key=side):
        if run and side(item) - side(run[-1]) >= 2 * DOUBLE_EM * max(item.size, run[-1].size):
            if len(run) > 1:
                yield run
            run = []
        run.append(item)
    if len(run) > 1:
        yield run


def _is_double(one: Glyph, other: Glyph) -> bool:
    across = DOUBLE_EM * one.size
    upright = one.angle % 180 == 0
    advance = abs(one.x1 - one.x0) if upright else abs(one.bottom - one.top)
    along = max(LEAST_DOUBLE_EM * one.size, min(across, DOUBLE_PART * advance))
    right, down = (along, across) if upright else (across, along)
    return (
        abs(one.x0 - other.x0) < right
        and abs(one.top - other.top) < down
        and abs(one.size - other.size) < across
        and one.angle == other.angle
    )


def picture(box: Box) -> Shape:
    """A picture, or the rule that it is a piece of: Word paints dashed borders in tiles."""
    kind = "image" if min(box.width, box.height) > RULE else "path"
    return Shape(kind, box, filled=True, stroked=False, curved=False, fill=UNKNOWN)


def is_background(shape: Shape, width: float, height: float) -> bool:
    """Whether a path covers (nearly) all of a page of that width and height, points."""
    return shape.kind == "path" and shape.box.width >= BACKGROUND * width and shape.box.height >= BACKGROUND * height


def glyph_diagnostics(number: int, glyphs: Iterable[Glyph]) -> list[Diagnostic]:
    """One diagnostic for all the unmapped glyphs of a page."""
    fonts = Counter(item.font for item in glyphs if UNMAPPED in item.text)
    if not fonts:
        return []
    names = ", ".join(sorted(name or "unnamed font" for name in fonts))
    return [Diagnostic(Code.UNMAPPED_GLYPH, f"{fonts.total()} glyphs without a character ({names})", number)]
