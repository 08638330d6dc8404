"""How large a Type 3 font is painted: its glyphs are drawn in units of its own, and the Tf operand need not be its
size (ISO 32000-1, 9.6.5).

Most such fonts make an em of one unit of text space, as all others do. Ghostscript writes TeX's bitmap fonts with a
FontMatrix of 1, so that a glyph is 70 units high and the operand is 0.14.
"""

from __future__ import annotations

LEAST_EM, MOST_EM = 0.05, 3.0
"""A character that advances by less or more than this, in units of text space, is not measured in em: a period advances
0.2 em, the widest dash 2 em."""
TALLEST = 4.0
"""A font is no higher than this, by the advance of one of its characters; else its FontBBox is not to be believed."""


def painted_size(size: float, height: float, advance: float) -> float:
    """The size of a font, in points, from that which its Tf operand gives. height: of its FontBBox; advance: of one of
    its characters; both in units of text space."""
    advance = abs(advance)
    if not advance or LEAST_EM <= advance <= MOST_EM:
        return size
    return size * (height if 0 < height <= TALLEST * advance else advance)
