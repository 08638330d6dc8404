"""White on white: what lies beneath a glyph, and whether it can be seen on it.

Text is smuggled into what a person never reads by painting it in the colour of the paper. Only white is judged: what
else is painted under a glyph may be clipped, blended or half transparent, and a glyph that may be seen is content.
"""

from __future__ import annotations

from reportpipe.model.page import Box, Glyph

WHITE = 250 / 255
"""Each channel of a colour that is white: its contrast to paper is under 1.05 : 1 (WCAG 2.2, relative luminance), and
the palest grey that decks print is 1.2 : 1."""


def is_white(red: float, green: float, blue: float) -> bool:
    """Whether a colour, channels from 0 to 1, is that of paper."""
    return min(red, green, blue) >= WHITE


def packed(red: float, green: float, blue: float) -> int:
    """A colour, channels from 0 to 1, as 0xRRGGBB; what is out of range is taken for the nearest bound."""
    out = 0
    for channel in (red, green, blue):
        out = out << 8 | round(255 * min(1.0, max(0.0, channel)))
    return out


def is_band(box: tuple[float, float, float, float], width: float) -> bool:
    """Whether a line of that width fills its box (x0, y0, x1, y1; in one unit); else it frames it."""
    return min(box[2] - box[0], box[3] - box[1]) <= 2 * width


class Ground:
    """What was painted on a page so far, in painting order. The paper is white."""

    def __init__(self) -> None:
        self._paints: list[tuple[Box, bool]] = []

    def paint(self, box: Box, white: bool) -> None:
        """Adds what is painted next. white: for sure, and opaque."""
        self._paints.append((box, white))

    def beneath(self, glyph: Glyph) -> tuple[Box, bool] | None:
        """What a glyph stands on, and whether it is white; None for paper."""
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        for box, white in reversed(self._paints):
            if box.x0 <= x <= box.x1 and box.top <= y <= box.bottom:
                return box, white
        return None

    def hides(self, glyph: Glyph) -> bool:
        """Whether a white glyph is painted on white."""
        ground = self.beneath(glyph)
        return ground is None or ground[1]
