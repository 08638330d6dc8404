"""The blocks of free text that was added to a finished page (read/lines/added.py): it is content, but belongs to
nothing that stands around it, is never a heading, and parts no lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from reportpipe.model.block import Block
from reportpipe.read.blocks.blocks import blocks_of
from reportpipe.read.pages.profile import PageFacts, Profile


def note_blocks(page: PageFacts, profile: Profile) -> list[Block]:
    """The blocks of the free text on a page."""
    alone = replace(page, lines=page.notes, shapes=(), grids=(), boxes=(), solids=())
    return blocks_of([alone], profile)


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
