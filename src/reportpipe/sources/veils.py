"""Text that is painted and not seen: under something opaque that was painted later, or outside of its clipping path.

Both sources ask here, so that they say the same. All is in points, in the displayed frame. Text is only hidden where
everything is known: what may be transparent, blended or masked covers nothing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from reportpipe.model.page import Box, Glyph, Veil
from reportpipe.sources.area import Area, Point

INNER = (0.15, 0.5, 0.85)
"""Where a glyph is looked at, in parts of its box: it has no ink at the rim, and whoever paints a box over old text
measures its letters, not the em box around them."""
LEAST_SEEN = 0.3
"""A glyph of which a clipping path leaves less than this part (of what has ink) is not seen. A line that a path cuts in
two can be read by its upper half, and one of whose letters a third is left cannot."""
THIN_EM = 0.5
"""What is thinner, in em of the smallest glyph, covers none."""
MOST_CORNERS = 2_000
"""A path with more is a drawing, and no box that something is hidden under."""
SCAN_COVER = 0.5
"""Pictures that are painted over text and cover this part of the page may be its scan, and the text its OCR layer …"""
SCAN_TEXT = 0.8
"""… if they cover this part of the page's text: on a slide, some text stands beside its pictures."""


class Text(NamedTuple):
    """A glyph and when it was painted: later means a larger number."""

    order: int
    glyph: Glyph


class Cover(NamedTuple):
    """What was painted, when, and the box that bounds it. hides: gives those of some glyphs that it covers. picture: it
    is one."""

    order: int
    box: Box
    hides: Callable[[Sequence[Glyph]], Sequence[Glyph]]
    picture: bool


def covered(texts: Iterable[Text], covers: Sequence[Cover], page: float) -> dict[int, Veil | None]:
    """The numbers of the glyphs that are covered, each with its veil: none where it may be an OCR layer.

    page: the page's area, square points.
    """
    texts = list(texts)
    under: dict[int, bool] = {}
    pictures: list[Cover] = []
    for cover, glyphs in _below(texts, covers):
        found = cover.hides(glyphs)
        under.update((glyph.number, cover.picture) for glyph in found if under.get(glyph.number, True))
        if found and cover.picture:
            pictures.append(cover)
    scanned = sum(cover.box.width * cover.box.height for cover in pictures) >= SCAN_COVER * page
    scanned = scanned and sum(under.values()) >= SCAN_TEXT * len(texts)
    return {number: None if picture and scanned else Veil.COVERED for number, picture in under.items()}


def veiled(glyphs: Iterable[Glyph], found: Mapping[int, Veil | None]) -> list[Glyph]:
    """The glyphs, those among them marked whose numbers were found."""
    if not found:
        return list(glyphs)
    return [
        glyph._replace(hidden=True, veil=found[glyph.number]) if glyph.number in found else glyph for glyph in glyphs
    ]


def _below(texts: Iterable[Text], covers: Sequence[Cover]) -> Iterable[tuple[Cover, list[Glyph]]]:
    """The covers below whose boxes glyphs stand that were painted before, with those glyphs."""
    rows = sorted(((_middle(text.glyph)[1], text) for text in texts), key=lambda row: row[0])
    if not rows or not covers:
        return
    heights = [y for y, _ in rows]
    first = min(text.order for _, text in rows)
    thin = THIN_EM * min(text.glyph.size for _, text in rows)
    for cover in covers:
        x0, top, x1, bottom = cover.box
        if cover.order > first and min(x1 - x0, bottom - top) >= thin:
            near = rows[bisect_left(heights, top) : bisect_right(heights, bottom)]
            glyphs = [text.glyph for _, text in near if text.order < cover.order]
            found = [glyph for glyph in glyphs if x0 <= (glyph.x0 + glyph.x1) / 2 <= x1]
            if found:
                yield cover, found


def _middle(glyph: Glyph) -> Point:
    return (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2


def within(areas: Sequence[Area], glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that stand inside of all those areas; none where there is no area."""
    return [glyph for glyph in glyphs if areas and _is_in(glyph, areas)]


def inner(glyph: Glyph) -> Box:
    """The part of a glyph's box that is looked at."""
    across, down = INNER[0] * (glyph.x1 - glyph.x0), INNER[0] * (glyph.bottom - glyph.top)
    return Box(glyph.x0 + across, glyph.top + down, glyph.x1 - across, glyph.bottom - down)


def _is_in(glyph: Glyph, areas: Sequence[Area]) -> bool:
    width, height = glyph.x1 - glyph.x0, glyph.bottom - glyph.top
    points = [(glyph.x0 + x * width, glyph.top + y * height) for y in INNER for x in INNER]
    return all(area.holds(x, y) for area in areas for x, y in points)


def is_clipped(glyph: Glyph, clip: Box) -> bool:
    """Whether a clipping path leaves too little of a glyph. clip: the box around what it leaves."""
    if clip.x0 <= glyph.x0 and glyph.x1 <= clip.x1 and clip.top <= glyph.top and glyph.bottom <= clip.bottom:
        return False
    rim = INNER[0]
    across = _share(glyph.x0, glyph.x1, clip.x0, clip.x1, rim)
    return across * _share(glyph.top, glyph.bottom, clip.top, clip.bottom, rim) < LEAST_SEEN


def _share(low: float, high: float, least: float, most: float, rim: float) -> float:
    """Which part of a span without its rim lies between two bounds."""
    low, high = low + rim * (high - low), high - rim * (high - low)
    if low >= high:  # a glyph without a width, such as a mark that is set on the letter before
        return float(least <= low <= most)
    return max(0.0, min(high, most) - max(low, least)) / (high - low)


def common(boxes: Iterable[Box]) -> Box | None:
    """What all boxes have in common, turned inside out where that is nothing; None for no boxes."""
    out: Box | None = None
    for box in boxes:
        if out is None:
            out = box
        else:
            out = Box(max(out.x0, box.x0), max(out.top, box.top), min(out.x1, box.x1), min(out.bottom, box.bottom))
    return out
