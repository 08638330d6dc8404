"""Paragraphs and items that go on over the end of a page or a column. Slides do not flow; reports do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from reportpipe.model.block import Block
from reportpipe.model.diagnostic import Code, Doubt
from reportpipe.model.reason import Reason, Rule
from reportpipe.read.pages.profile import Profile
from reportpipe.text.join import HIRAGANA, goes_on_in_lower_case, is_wide, join, starts_kinsoku, starts_within

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
BACK_EM, HANG_EM = 2.1, 4.0
"""Where words say that the text goes on, its next line stands so far left or right of the lines before, at most."""
COLUMN_EM = 8.0
"""The lines of a column of text are this long, at least."""
ALIKE = 3
"""A column of so many lines has a right edge of its own."""
EXCERPT = 10
"""Characters on each side of a page's end that a message shows."""


def joined_over_pages(blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with those that go on from the page before joined to it."""
    out: list[Block] = []
    rights = _rights(blocks, profile)
    for block in blocks:
        if out and not block.heading and not out[-1].heading and _goes_on(out[-1], block, rights[_place(out[-1])]):
            out[-1] = _joined(out[-1], block, rights[_place(out[-1])])
        else:
            out.append(block)
    return out


def with_start_doubts(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, with a doubt where one begins within a sentence that no rule joined to the text before it."""
    after = (_doubted(before, block) for before, block in pairwise(blocks))
    return [*blocks[:1], *after]


def _doubted(before: Block, block: Block) -> Block:
    if not _begins_within(before, block):
        return block
    evidence = f"begins within a sentence: {before.text[-EXCERPT:]} / {block.text[:EXCERPT]}"
    return replace(block, doubts=(*block.doubts, Doubt(Code.UNCERTAIN_JOIN, evidence)))


def _begins_within(before: Block, block: Block) -> bool:
    if before.solid is not None or block.solid is not None or block.marker or not before.text or not block.text:
        return False
    if starts_kinsoku(block.text):
        return True
    within = starts_within(block.text) or goes_on_in_lower_case(before.text, block.text)
    return within and before.text[-1] not in ENDS + ".;；" and not block.heading


def _place(block: Block) -> tuple[int, int]:
    """The page and the column in which a block ends."""
    return block.lines[-1].page, block.region


def _rights(blocks: Sequence[Block], profile: Profile) -> dict[tuple[int, int], float]:
    """Where the lines of each column may end: columns beside others have a right edge of their own."""
    ends: dict[tuple[int, int], list[float]] = {}
    for block in blocks:
        ends.setdefault(_place(block), []).extend(line.box.x1 for line in block.lines)
    return {place: max(own) if len(own) >= ALIKE else profile.right for place, own in ends.items()}


def _joined(first: Block, second: Block, right: float) -> Block:
    room = (right - first.lines[-1].box.x1) / first.lines[-1].size
    evidence = (
        f"the last line there ends {room:.1f} em before the margin: {first.text[-EXCERPT:]} / {second.text[:EXCERPT]}"
    )
    is_sure = room < FULL_EM or _is_open(first.text, second.text)
    doubts = () if is_sure else (Doubt(Code.PAGE_JOIN, evidence),)
    return replace(
        first,
        text=join(first.text, second.text),
        lines=first.lines + second.lines,
        region=second.region,
        reasons=(*first.reasons, Reason(Rule.PAGE_JOIN, evidence)),
        doubts=(*first.doubts, *doubts, *second.doubts),
    )


def _is_open(first: str, second: str) -> bool:
    """Whether there is a sign that a text goes on: items end in a noun or a full stop (体言止め), and no sentence
    begins in lower case."""
    return first[-1] in HIRAGANA or first[-1] in OPEN or starts_kinsoku(second) or second[0].islower()


def _goes_on(first: Block, second: Block, right: float) -> bool:
    """Whether a block goes on in the next one. right: where the lines of the first one's column may end."""
    last = first.lines[-1]
    if not _may_go_on(first, second):
        return False
    if starts_kinsoku(second.text):
        return True
    if first.text[-1] in ENDS:
        return False
    full = last.box.x1 >= right - ROOM_EM * last.size
    if _is_within(first, second) and (starts_within(second.text) or (full and _is_open(first.text, second.text))):
        return True
    return full and _is_at_edge(first, second)


def _may_go_on(first: Block, second: Block) -> bool:
    """Whether a block stands where another one would go on, and looks like it."""
    last = first.lines[-1]
    if first.solid is not None or second.solid is not None or second.marker:
        return False
    if first.frame is not None or second.frame is not None:
        return False
    if max(first.size, second.size) > SIZE_RATIO * min(first.size, second.size):
        return False
    return second.page == last.page + 1 or _is_next_column(first, second)


def _is_next_column(first: Block, second: Block) -> bool:
    """Whether a block stands at the head of the column right of another one, both of text, and words say that it goes
    on: lists and the cells of tables stand beside each other, too."""
    last, head = first.lines[-1], second.lines[0]
    beside = second.page == last.page and head.box.x0 >= last.box.x1 and head.box.top < last.box.top
    is_text = min(last.box.width, head.box.width) >= COLUMN_EM * last.size and first.text[-1] not in ENDS + ".;"
    wraps = len(first.lines) > 1 and is_wide(first.text[-1]) and is_wide(second.text[0])
    return beside and is_text and (wraps or _is_open(first.text, second.text) or starts_within(second.text))


def _shift(first: Block, second: Block) -> float:
    """How much farther left a second block begins, in points, than the text of the first one: in their columns."""
    if second.page == first.lines[-1].page:  # beside each other: their first lines are all that is known
        return 0.0
    begins = first.lines[-1].box.x0 if len(first.lines) > 1 else first.text_x
    return begins - second.lines[0].box.x0


def _is_at_edge(first: Block, second: Block) -> bool:
    most = FIRST_INDENT_EM if len(first.lines) == 1 and not first.marker else EDGE_EM
    edges = {_shift(first, second), first.text_x - second.lines[0].box.x0} if second.page != first.page else {0.0}
    return any(-EDGE_EM * first.size <= outdent <= most * first.size for outdent in edges)


def _is_within(first: Block, second: Block) -> bool:
    """Whether a second block begins where a line of the first one may."""
    return -HANG_EM * first.size <= _shift(first, second) <= BACK_EM * first.size
