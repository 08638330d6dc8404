"""Paragraphs and items that go on over a page's end. Slides do not flow; reports do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportpipe.layout.profile import Profile
from reportpipe.model.block import Block
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.reason import Reason, Rule
from reportpipe.text.join import HIRAGANA, join, starts_kinsoku

ROOM_EM = 2.0
"""A last line that ends this far before the margin ended its paragraph."""
EDGE_EM = 0.5
"""The line goes on at the paragraph's left edge, give or take this."""
FIRST_INDENT_EM = 1.6
"""Where only the first line of a paragraph is on the page, the next one is outdented by up to this."""
SIZE_RATIO = 1.05
"""And in its size, but for this factor."""
ENDS = "。．！？!?:："
"""What ends a paragraph, so that the next page begins another one."""
OPEN = "、，,・（「"
"""What ends no paragraph."""
FULL_EM = 1.2
"""A line that leaves less is full: kinsoku and a grid of characters take up to an em. Full lines go on whatever they
end in (25 joins of such lines that end in a noun: two were wrong)."""
EXCERPT = 10
"""Characters on each side of a page's end that a message shows."""


def joined_over_pages(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with those that go on from the page before joined to it."""
    out: list[Block] = []
    for block in blocks:
        if out and not block.heading and not out[-1].heading and _goes_on(out[-1], block, profile):
            out[-1] = _joined(out[-1], block, profile)
        else:
            out.append(block)
    return out


def _joined(first: Block, second: Block, profile: Profile) -> Block:
    room = (profile.right - first.lines[-1].box.x1) / first.lines[-1].size
    evidence = (
        f"the last line there ends {room:.1f} em before the margin: {first.text[-EXCERPT:]} / {second.text[:EXCERPT]}"
    )
    is_sure = room < FULL_EM or _is_open(first.text, second.text)
    doubts = () if is_sure else (Doubt(Code.PAGE_JOIN, evidence),)
    return replace(
        first,
        text=join(first.text, second.text),
        lines=first.lines + second.lines,
        reasons=(*first.reasons, Reason(Rule.PAGE_JOIN, evidence)),
        doubts=(*first.doubts, *doubts, *second.doubts),
    )


def _is_open(first: str, second: str) -> bool:
    """Whether there is a sign that a text goes on: items end in a noun or a full stop (体言止め), and no sentence
    begins in lower case."""
    return first[-1] in HIRAGANA or first[-1] in OPEN or starts_kinsoku(second) or second[0].islower()


def _goes_on(first: Block, second: Block, profile: Profile) -> bool:
    last = first.lines[-1]
    if first.solid is not None or second.solid is not None:
        return False
    if second.page != last.page + 1 or second.marker or first.frame is not None or second.frame is not None:
        return False
    if max(first.size, second.size) > SIZE_RATIO * min(first.size, second.size):
        return False
    if starts_kinsoku(second.text):
        return True
    full = last.box.x1 >= profile.right - ROOM_EM * last.size
    return full and _is_at_edge(first, second.lines[0].box.x0) and first.text[-1] not in ENDS


def _is_at_edge(first: Block, x0: float) -> bool:
    outdent = first.text_x - x0
    most = FIRST_INDENT_EM if len(first.lines) == 1 and not first.marker else EDGE_EM
    return -EDGE_EM * first.size <= outdent <= most * first.size
