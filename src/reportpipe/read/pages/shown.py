"""Blocks and lines with their boxes where they are displayed, once reading has no more need of its own frame."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from reportpipe.model.block import Block, LeftText, Line, Solid
from reportpipe.model.page import Setting
from reportpipe.read.pages.profile import PageFacts


def shown_blocks(blocks: Sequence[Block], pages: Iterable[PageFacts]) -> list[Block]:
    """The blocks, with all boxes in the displayed frame. Their x0 and text_x stay along the line: indents are told by
    them."""
    own = _own_frames(pages)
    return [_shown(block, own) if own.keys() & {line.page for line in block.lines} else block for block in blocks]


def _shown(block: Block, own: Mapping[int, PageFacts]) -> Block:
    box = own[block.page].shown(block.box) if block.page in own else block.box
    solid = _shown_solid(block.solid, own) if block.solid is not None else None
    return replace(block, box=box, solid=solid, lines=tuple(_shown_line(line, own) for line in block.lines))


def _shown_solid(solid: Solid, own: Mapping[int, PageFacts]) -> Solid:
    boxes = enumerate((solid.box, *solid.onward), solid.page)
    first, *others = (own[page].shown(box) if page in own else box for page, box in boxes)
    return replace(solid, box=first, onward=tuple(others))


def shown_lines(lines: Iterable[Line], pages: Iterable[PageFacts]) -> list[Line]:
    """The lines, with their boxes in the displayed frame."""
    own = _own_frames(pages)
    return [_shown_line(line, own) for line in lines]


def shown_left(left: Iterable[LeftText], pages: Iterable[PageFacts]) -> list[LeftText]:
    """The same of what is left out."""
    own = _own_frames(pages)
    return [item._replace(box=own[item.page].shown(item.box)) if item.page in own else item for item in left]


def _own_frames(pages: Iterable[PageFacts]) -> dict[int, PageFacts]:
    """The pages whose frame is not the displayed one, by number."""
    return {page.number: page for page in pages if page.setting is not Setting.HORIZONTAL}


def _shown_line(line: Line, own: Mapping[int, PageFacts]) -> Line:
    return replace(line, box=own[line.page].shown(line.box)) if line.page in own else line
