"""Which glyphs a reader of the page sees, and why the others are left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from reportpipe.model.block import LeftText
from reportpipe.model.page import Box, Glyph, Page, box_around, union
from reportpipe.model.scan import Scan
from reportpipe.text.normalise import sanitise

SMALLEST = 1.0
"""Text below this size, in points, is not meant to be read."""
NEAR_EM = 2.0
"""Hidden glyphs that begin no farther than this, in em, from those before them are one text: the next line does,
a paragraph or column further on does not."""


def seen_glyphs(page: Page) -> tuple[list[Glyph], list[LeftText]]:
    """The glyphs that are content, and what is left out."""
    seen, hidden, outside = _parted(page)
    return seen, [
        *(left for group in _groups(hidden) for left in _unseen(page, group, "hidden", _evidence(group[0]))),
        *_unseen(page, outside, "off-page", "painted outside of what the page shows"),
    ]


def hidden_groups(page: Page) -> list[list[Glyph]]:
    """The texts on a page that nobody sees, as they are left out."""
    return list(_groups(_parted(page)[1]))


def _parted(page: Page) -> tuple[list[Glyph], list[Glyph], list[Glyph]]:
    """The glyphs that are seen, those that are hidden, and those outside of the page."""
    scan = Scan(page)
    seen: list[Glyph] = []
    hidden: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in page.glyphs:
        if is_off(glyph, page):
            outside.append(glyph)
        elif glyph.size < SMALLEST or not scan.shows(glyph):
            hidden.append(glyph)
        else:
            seen.append(glyph)
    return seen, hidden, outside


def is_off(glyph: Glyph, page: Page) -> bool:
    """Whether the middle of a glyph stands outside of what the page shows."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return not (0 <= x <= page.width and 0 <= y <= page.height)


def _groups(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """The glyphs in the order of painting, those together that one thing hides and that stand together."""
    group: list[Glyph] = []
    around: Box | None = None
    for glyph in glyphs:
        if around is not None and not (glyph.veil is group[0].veil and _is_near(glyph, around)):
            yield group
            group, around = [], None
        group.append(glyph)
        box = Box(*glyph[2:6])
        around = box if around is None else union([around, box])
    if group:
        yield group


def _is_near(glyph: Glyph, box: Box) -> bool:
    return box.contains(Box(glyph.x0, glyph.top, glyph.x0, glyph.top), NEAR_EM * max(glyph.size, SMALLEST))


def _evidence(glyph: Glyph) -> str:
    if glyph.veil is not None:
        return glyph.veil.value
    return "painted invisibly, in the colour beneath it, or too small to be read"


def _unseen(page: Page, glyphs: Sequence[Glyph], why: str, evidence: str) -> list[LeftText]:
    text = sanitise("".join(glyph.text for glyph in glyphs))[0].strip()
    if not text:
        return []
    return [LeftText(page.number, text, why, box_around(glyphs), evidence)]
