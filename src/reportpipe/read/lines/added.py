"""What was added to a finished page by annotations: a stamp is no content; free text is, apart from the page's own text
(its blocks: read/blocks/added.py)."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.block import LeftText, Line
from reportpipe.model.page import Glyph, Page
from reportpipe.read.lines.lines import page_lines
from reportpipe.read.pages.grid import Grid


def own_glyphs(page: Page, grids: Sequence[Grid], language: str) -> list[Glyph]:
    """The glyphs that belong to the text of a page: those that were not added to it, and free text in the cells of a
    table, which is filled in so. Where there are none, the page was made of what was added."""
    added = page.stamped | page.noted
    if not added:
        return list(page.glyphs)
    own = [glyph for glyph in page.glyphs if glyph.number not in added]
    noted = page_lines(page, [glyph for glyph in page.glyphs if glyph.number in page.noted], language)
    cells = {number for line in noted if _is_in_cell(line, own, grids) for number in line.numbers}
    return [glyph for glyph in page.glyphs if glyph.number not in added or glyph.number in cells] or list(page.glyphs)


def _is_in_cell(line: Line, own: Sequence[Glyph], grids: Sequence[Grid]) -> bool:
    """Whether a line of free text stands in a table, and over nothing that is printed there."""
    box = line.box
    over = (one.x0 < box.x1 and one.x1 > box.x0 and one.top < box.bottom and one.bottom > box.top for one in own)
    return any(grid.box.contains(box) for grid in grids) and not any(over)


def added_lines(page: Page, own: Sequence[Glyph], language: str) -> tuple[list[Line], list[Line]]:
    """The lines of the stamps on a page, and of the free text. own: the glyphs that belong to the page's text."""
    kept = {glyph.number for glyph in own}
    stamped, noted = (
        [glyph for glyph in page.glyphs if glyph.number in kind - kept] for kind in (page.stamped, page.noted)
    )
    return page_lines(page, stamped, language), page_lines(page, noted, language)


def stamps(lines: Sequence[Line]) -> list[LeftText]:
    """The lines of stamps, as they are left out."""
    return [LeftText(line.page, line.text, "stamp", line.box, "painted by a stamp (an annotation)") for line in lines]
