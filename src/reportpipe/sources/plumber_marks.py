"""The ActualText (ISO 32000-1, 14.9.4) that glyphs stand in: one glyph stands for it, as wide as all of them."""

from __future__ import annotations

from dataclasses import dataclass

from reportpipe.model.page import Glyph
from reportpipe.sources.frame import HYPHENS

SAME_LINE_EM = 0.3
"""Baselines closer than this are one line."""


@dataclass(slots=True)
class Span:
    """An ActualText. painted: what the fonts say of the glyphs in it; first: the number of the glyph that stands for
    it, none yet where it is less than 0."""

    text: str
    painted: str = ""
    first: int = -1

    @property
    def replaces(self) -> bool:
        """Whether it is heeded. One that is empty takes away a hyphen; it may be a mistake around anything else."""
        return bool(self.text) or self.painted in HYPHENS


def spanned(first: Glyph, further: Glyph) -> Glyph | None:
    """The glyph that stands for an ActualText, with the width of a further one in it; None where that stands on
    another line."""
    if first.angle != further.angle or abs(first.baseline - further.baseline) > SAME_LINE_EM * first.size:
        return None
    if first.angle % 180:
        return first._replace(top=min(first.top, further.top), bottom=max(first.bottom, further.bottom))
    return first._replace(x0=min(first.x0, further.x0), x1=max(first.x1, further.x1))
