"""What the decisions should be, for every line of a document whose outline is known."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from fitting.truth import Fold, Node, aligned, nodes_of, squash
from reportpipe.read.blocks.block_evidence import Odds, block_evidence
from reportpipe.read.blocks.join_evidence import join_evidence
from reportpipe.read.blocks.line_evidence import Evidence, line_evidence
from reportpipe.read.blocks.sight import Sight, Whole
from reportpipe.read.outline.parent_evidence import Node as Open
from reportpipe.read.outline.parents import Open as Stack

LIGHT = 0.3
"""How much a line counts that the score does not look at."""

Row = tuple[Evidence, str, float]
"""Evidence, the right class, its weight."""


@dataclass(eq=False)
class Labelled:
    """A document with what its lines are. kinds: a line each; nodes: of the line, None for none; cares: whether it
    counts; again: whether it repeats the title of the slide before. counts: as how many documents it counts."""

    name: str
    whole: Whole
    evidence: list[Evidence]
    nodes: list[Node]
    node: list[int | None]
    kinds: list[str]
    cares: list[bool]
    again: list[bool]
    counts: float = 1.0

    @property
    def weight(self) -> float:
        """How much each of its lines counts: a document counts by the root of its length, and as often as `counts`."""
        return self.counts / math.sqrt(max(1, len(self.whole.lines)))

    def goes_on(self, last: Sight, sight: Sight) -> bool:
        """Whether a line goes on with the block of another one before it."""
        one, other = self.node[last.number], self.node[sight.number]
        if one is None or one != other or self.nodes[one].kind == "aside":
            return False
        return self.again[last.number] == self.again[sight.number] and not (
            self.again[sight.number] and sight.number != last.number + 1
        )

    def parent(self, sight: Sight) -> int | None:
        """The node of the item above a line's item; None where it stands right below its theme."""
        number = self.node[sight.number]
        above = self.nodes[number].parent if number is not None else None
        return above if above is not None and self.nodes[above].kind == "item" else None


def labelled(name: str, whole: Whole, truth: dict[str, Any], fold: Fold, fold_title: Fold) -> Labelled:
    """A document with its labels."""
    nodes = nodes_of(truth, fold, fold_title)
    node = aligned(whole.lines, nodes, fold)
    again = _repeats(whole.lines, nodes, node, fold_title)
    kinds, cares, inside = [], [], True
    for number in node:
        own = nodes[number] if number is not None else None
        if own is None or own.kind == "aside":
            kinds.append("out")
            cares.append(own is None and inside)
            continue
        kinds.append(own.kind)
        if own.kind == "head":
            inside = own.matters and _holds(nodes, number)
        cares.append(own.matters)
    evidence = [line_evidence(whole, sight) for sight in whole.lines]
    return Labelled(name, whole, evidence, nodes, node, kinds, cares, again)


def _holds(nodes: Sequence[Node], number: int | None) -> bool:
    """Whether anything below a theme counts."""
    below = [node for node in nodes if node.parent == number]
    return not below or any(node.matters for node in below)


def _repeats(
    sights: Sequence[Sight], nodes: Sequence[Node], node: list[int | None], fold_title: Callable[[str], str]
) -> list[bool]:
    """Gives lines that repeat the title of the open theme on a further slide its node, and says which."""
    titles = {own.text: number for number, own in enumerate(nodes) if own.kind == "head"}
    again = [False] * len(sights)
    open_, page = None, 0
    for place, sight in enumerate(sights):
        number = node[place]
        if number is not None and nodes[number].kind == "head":
            open_, page = number, sight.page
        if number is not None or open_ is None or sight.page == page:
            continue
        words = [squash(fold_title(sight.text))]
        if place + 1 < len(sights) and node[place + 1] is None and sights[place + 1].page == sight.page:
            words.append(squash(fold_title(sight.text + sights[place + 1].text)))
        for count, text in enumerate(words, 1):
            if titles.get(text) == open_:
                for at in range(place, place + count):
                    node[at], again[at] = open_, True
                page = sight.page
                break
    return again


def line_rows(doc: Labelled) -> Iterator[Row]:
    """What each line looks like."""
    for evidence, kind, cares in zip(doc.evidence, doc.kinds, doc.cares, strict=True):
        yield evidence, kind, doc.weight * (1.0 if cares else LIGHT)


def join_rows(doc: Labelled, kept: Sequence[Sight]) -> Iterator[Row]:
    """Whether each line goes on with the block before it, which is joined as it should be."""
    block: list[Sight] = []
    for sight in kept:
        goes_on = False
        if block:
            outs = [doc.kinds[one.number] == "out" for one in (block[-1], sight)]
            if not all(outs):
                goes_on = doc.goes_on(block[-1], sight)
                weight = doc.weight * (LIGHT if any(outs) else 1.0)
                yield join_evidence(doc.whole, block, sight), "join" if goes_on else "break", weight
        block = [*block, sight] if goes_on else [sight]


def kind_rows(doc: Labelled, blocks: Sequence[Sequence[Sight]], odds: Sequence[Odds]) -> Iterator[Row]:
    """What each block is."""
    found = block_evidence(doc.whole, blocks, doc.evidence, odds)
    for block, evidence in zip(blocks, found, strict=True):
        kinds = [doc.kinds[sight.number] for sight in block]
        weight = doc.weight * (1.0 if doc.cares[block[0].number] else LIGHT)
        yield evidence, max(kinds, key=kinds.count), weight


def parent_rows(doc: Labelled) -> Iterator[Row]:
    """Below which open item each item hangs, among those that are open by the true outline."""
    stack, known = Stack(doc.whole), dict[int, Open]()
    for block in true_blocks(doc):
        first = block[0]
        if doc.kinds[first.number] == "head":
            stack.clear()
            known = {}
            continue
        node, above = Open(first, block[-1], len(block)), doc.parent(first)
        want = known.get(above) if above is not None else None
        want = want if want in stack.stack else None
        options = stack.options(node)
        if len(options) > 1:
            for candidate, evidence in options:
                yield evidence, "below" if candidate is want else "not", doc.weight
        stack.put(node, want)
        number = doc.node[first.number]
        if number is not None:
            known[number] = node


def true_blocks(doc: Labelled) -> list[list[Sight]]:
    """The blocks of a document as they should be."""
    blocks: list[list[Sight]] = []
    for sight in doc.whole.lines:
        if doc.kinds[sight.number] == "out":
            continue
        if blocks and doc.goes_on(blocks[-1][-1], sight):
            blocks[-1].append(sight)
        else:
            blocks.append([sight])
    return blocks
