"""Which blocks the PDF's bookmarks name, and whether the bookmarks tell how deep headings stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportpipe.model.block import Block
from reportpipe.model.page import Bookmark
from reportpipe.read.lines.bookmarks import keys
from reportpipe.read.pages.profile import PageFacts
from reportpipe.text.normalise import fold

TOLD_SHARE = 0.5
"""Bookmarks tell how deep headings stand if they name this part of them: what names one in ten must not put the other
nine below it."""


def with_bookmarks(pages: Sequence[PageFacts], blocks: Sequence[Block]) -> list[Block]:
    """The blocks, each with the level of the bookmark that names it."""
    marks = {page.number: page.bookmarks for page in pages if page.bookmarks}
    on: dict[int, list[Block]] = {number: [] for number in marks}
    for block in blocks:
        if block.page in on and block.solid is None:
            on[block.page].append(block)
    levels = {place: level for number, found in marks.items() for place, level in _named(found, on[number])}
    return [
        replace(block, named="bookmark", bookmark=levels[id(block)]) if id(block) in levels else block
        for block in blocks
    ]


def _named(marks: Sequence[Bookmark], blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """The identity of the block that each bookmark of a page names, and its level. Of several blocks that say the same,
    the one nearest to where the bookmark leads; each block once."""
    open_blocks = {id(block): (block, {fold(block.full), fold(block.text)}) for block in blocks}
    for mark in marks:
        for key in keys(mark.title):
            alike = [block for block, texts in open_blocks.values() if key in texts]
            if alike:
                best = _nearest(alike, mark.y)
                del open_blocks[id(best)]
                yield id(best), mark.level
                break


def _nearest(blocks: Sequence[Block], y: float | None) -> Block:
    return blocks[0] if y is None else min(blocks, key=lambda block: abs(block.box.top - y))


def with_told_levels(blocks: list[Block]) -> list[Block]:
    """The blocks, with the levels of bookmarks only where these tell how deep headings stand: where they are of several
    levels, and name most headings (as far as they go: appendices have none). Slides' bookmarks are all of one level,
    and say nothing of their parts."""
    named = [block.page for block in blocks if block.heading and block.bookmark is not None]
    headings = [block.bookmark for block in blocks if block.heading and named and named[0] <= block.page <= named[-1]]
    told = [level for level in headings if level is not None]
    if len(set(told)) > 1 and len(told) >= TOLD_SHARE * len(headings):
        return blocks
    return [replace(block, bookmark=None) for block in blocks] if told else blocks
