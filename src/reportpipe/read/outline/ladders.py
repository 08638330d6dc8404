"""Numbers that head plain bullets at their own indent, as they are typed by hand: (1) …, ○ …, ○ …, (2) …, ○ …."""

from __future__ import annotations

from collections.abc import Sequence

from reportpipe.model.block import Block
from reportpipe.read.pages.profile import EDGE_STEP
from reportpipe.text.enumerators import follows, parse_marker

PLAIN = frozenset({"bullet", "arrow"})
"""Kinds of markers that count nothing."""
Rung = tuple[int, int, str]
"""Page and region in which a kind of number heads plain bullets, and that kind."""


def rungs(blocks: Sequence[Block]) -> frozenset[Rung]:
    """Where numbers head plain bullets at their own indent: between one and the next that follows it there are only
    such, at their left edge or set in; and behind that one, too."""
    found: set[Rung] = set()
    for place, block in enumerate(blocks):
        if block.marker and block.kind not in PLAIN:
            following = _next_number(blocks, place)
            if following is not None and _has_bullet(blocks, following):
                found.add((block.page, block.region, block.kind))
    return frozenset(found)


def _next_number(blocks: Sequence[Block], place: int) -> int | None:
    """The place of the number that follows a number behind plain bullets at its edge; None where there is none."""
    head, following = blocks[place], _next_beside(blocks, place)
    if following is None or blocks[following].kind not in PLAIN:
        return None
    while following is not None and blocks[following].kind in PLAIN:
        following = _next_beside(blocks, following)
    if following is None or not blocks[following].marker:
        return None
    first, second = (parse_marker(block.marker, block.text) for block in (head, blocks[following]))
    return following if first is not None and second is not None and follows(first, second) else None


def _has_bullet(blocks: Sequence[Block], place: int) -> bool:
    following = _next_beside(blocks, place)
    return following is not None and blocks[following].kind in PLAIN


def _next_beside(blocks: Sequence[Block], place: int) -> int | None:
    """The place of the next block at the same left edge, what is set in skipped; None where the region ends, or what
    stands farther out comes first."""
    head = blocks[place]
    for following in range(place + 1, len(blocks)):
        block = blocks[following]
        if (block.page, block.region) != (head.page, head.region) or block.heading or block.x0 < head.x0 - EDGE_STEP:
            return None
        if block.x0 <= head.x0 + EDGE_STEP:
            return following
    return None
