"""What was added to a finished page by annotations. A stamp is no content. Free text is, but it belongs to nothing that
stands around it: it is never a heading, and parts no lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from reportpipe.layout.blocks import page_blocks
from reportpipe.layout.grid import Grid
from reportpipe.layout.lines import page_lines
from reportpipe.layout.order import regions
from reportpipe.layout.profile import PageFacts, Profile
from reportpipe.model.block import Block, LeftText, Line
from reportpipe.model.page import Glyph, Page
from reportpipe.text.join import collect_words


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


def note_blocks(page: PageFacts, profile: Profile) -> list[Block]:
    """The blocks of the free text on a page."""
    alone = replace(page, lines=page.notes, shapes=(), grids=(), boxes=(), solids=())
    return page_blocks(regions(alone, alone.lines), profile, collect_words(line.text for line in page.notes))


def with_notes(blocks: Sequence[Block], pages: Sequence[PageFacts], profile: Profile) -> list[Block]:
    """The blocks with those of free text: each between those above and below it, or at the end of its page where it
    stands beside others, above all of them, or above an item of a list."""
    out = list(blocks)
    for note in chain.from_iterable(note_blocks(page, profile) for page in pages if page.notes):
        place = _place(note, out)
        out.insert(place, _aligned(note, out, place))
    return out


def _aligned(note: Block, blocks: Sequence[Block], place: int) -> Block:
    """A block of free text with the region of what comes before it and the edge of what comes after it, so that it
    changes the level of nothing; before a heading, or last of all, it stands left of its page's items and hangs below
    none."""
    own = [block for block in blocks if block.page == note.page]
    before = blocks[place - 1] if place and blocks[place - 1].page == note.page else note
    after = blocks[place] if place < len(blocks) else None
    free = min((block.x0 for block in own), default=note.x0) - note.size
    edge = after.x0 if after is not None and not after.heading else free
    return replace(note, x0=edge, text_x=edge, region=before.region, frame=before.frame)


def _place(note: Block, blocks: Sequence[Block]) -> int:
    """Before which of the blocks one of free text comes."""
    own = [place for place, block in enumerate(blocks) if block.page == note.page]
    for place in (place for place in own[1:] if not blocks[place].marker):
        above = all(blocks[one].box.bottom <= note.box.top for one in own if one < place)
        below = all(blocks[one].box.top >= note.box.bottom for one in own if one >= place)
        if above and below:
            return place
    return next((place for place, block in enumerate(blocks) if block.page > note.page), len(blocks))
