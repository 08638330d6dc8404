"""Where each block stands in the tree, by weighed evidence: below which open item an item hangs, how heads rank."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportpipe.model.block import Block
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.blocks.sight import Sight, Whole
from reportpipe.read.blocks.weighed import Written
from reportpipe.read.forest import Forest
from reportpipe.read.outline.parent_evidence import Node, parent_evidence
from reportpipe.text.enumerators import follows

TITLE_ZONE = 0.45
"""The title of a slide begins in this part of its height, from the top."""
TITLE_RANK = 100.0
"""Titles of slides are made smaller to fit: their sizes say nothing of their rank."""


class Open:
    """The open items below a theme, outermost first."""

    def __init__(self, whole: Whole) -> None:
        self.whole = whole
        self.clear()

    def clear(self) -> None:
        """Another theme begins."""
        self.stack: list[Node] = []
        self.child: Node | None = None
        self.last: Node | None = None

    def options(self, node: Node) -> list[tuple[Node | None, dict[str, float]]]:
        """Below what a block may hang, the theme (None) first, each with its evidence."""
        return [
            (candidate, parent_evidence(self.whole, node, candidate, self.stack, self.last, self.child))
            for candidate in (None, *self.stack)
        ]

    def put(self, node: Node, parent: Node | None) -> int:
        """Hangs a block below an open item, or below the theme (None), and says below how many open items it hangs."""
        depth = 0 if parent is None else self.stack.index(parent) + 1
        del self.stack[depth:]
        if parent is None:
            self.child = node
        else:
            parent.child = node
        if node.first.item is not None:
            self.stack.append(node)
        self.last = node
        return depth


def with_levels(whole: Whole, blocks: Sequence[Written], heads: frozenset[int], forest: Forest) -> list[Block]:
    """The blocks, each head with its rank, each item with its level. heads: the numbers of the heads' first lines."""
    open_, titled = Open(whole), dict[int, Sight | None]()
    out: list[Block] = []
    for block, sights in blocks:
        if not sights:
            out.append(block)
        elif sights[0].number in heads:
            open_.clear()
            out.append(_head(whole, block, sights[0], titled))
        else:
            node = Node(sights[0], sights[-1], len(sights))
            level = open_.put(node, _parent(open_, node, forest))
            out.append(replace(block, level=level))
    return out


def _parent(open_: Open, node: Node, forest: Forest) -> Node | None:
    if not open_.stack:
        return None
    odds = [(forest.odds(found)[1], candidate) for candidate, found in open_.options(node)]
    return max(odds, key=lambda pair: pair[0])[1]


def _head(whole: Whole, block: Block, first: Sight, titled: dict[int, Sight | None]) -> Block:
    """A block as a heading. Of the heads of a slide the first one is its title, if it stands at the top, and so is one
    whose number follows that of the title; the others head its parts (one level a slide). titled: the title of each
    slide that has heads; None where they stand lower."""
    if not whole.profile.is_deck:
        return replace(block, heading=block.size, reasons=(*block.reasons, Reason(Rule.HEAD, block.look)))
    at_top = first.box.top <= TITLE_ZONE * whole.sheets[block.page].facts.height
    before = titled.get(block.page)
    is_title = _follows(before, first) if block.page in titled else at_top
    if is_title or block.page not in titled:
        titled[block.page] = first if is_title else None
    rule = Rule.SLIDE_TITLE if is_title else Rule.SLIDE_PART
    rank = TITLE_RANK if is_title else block.size
    return replace(block, heading=rank, sub=not is_title, reasons=(*block.reasons, Reason(rule, block.look)))


def _follows(before: Sight | None, sight: Sight) -> bool:
    """Whether a head's number is the next one after that of another head."""
    if before is None or before.item is None or sight.item is None:
        return False
    return follows(before.item, sight.item)
