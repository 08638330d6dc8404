"""Which blocks are headings.

Slides: the style of titles (size, weight) is learnt over the document from what stands largest at the top of each page;
a block of that style is a heading wherever it stands, so that a slide may hold two themes.
Reports: a heading is larger or bolder than the text, or carries a number, and is no sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportpipe.layout.profile import EDGE_STEP, PageFacts, Profile, rounded
from reportpipe.layout.solids import CAPTION
from reportpipe.model.block import Block
from reportpipe.model.page import union
from reportpipe.text.join import is_wide, join
from reportpipe.text.normalise import fold

TITLE_ZONE = 0.35
"""A slide's title begins in this part of its height, from the top."""
LARGER = 1.1
"""A heading is larger than the text by this factor, unless its weight or number tells."""
STYLE_SHARE = 0.2
"""A style of titles stands on this part of the slides at least."""
SAME_SIZE = 0.04
"""Sizes of one style differ by no more than this part."""
LONGEST = 80
"""A heading has no more characters than this, without its number."""
DEFAULT_PITCH_EM = 1.5
"""The pitch of lines where the document shows none."""
STANDS_OFF = 1.25
"""A heading stands this many times the pitch of lines below what is above it."""
LONGEST_ALONE = 40
"""A line that stands alone, and has no more characters than this, may be a heading."""
RECURS = 3
"""... if so many lines of its look stand alone in the document."""
PITCH_EM = 1.7
"""Lines of one heading are no farther apart than this."""
SENTENCE_ENDS = "。．.！!；;、，,"
NUMBERED = frozenset({"dai", "multi", "arabic", "roman", "paren", "hash", "kanji"})
"""Kinds of enumerators that number headings of reports."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points and weight of a title."""

    size: float
    bold: bool

    def fits(self, block: Block) -> bool:
        """Whether a block is set in this style."""
        return block.bold == self.bold and abs(block.size - self.size) <= SAME_SIZE * self.size


def heading_flags(
    pages: Sequence[PageFacts], blocks: Sequence[Block], profile: Profile, titles: frozenset[str]
) -> list[bool]:
    """For each block, whether it is a heading. titles: those that a table of contents names, folded."""
    if any(block.solid is not None for block in blocks):
        plain = iter(heading_flags(pages, [block for block in blocks if block.solid is None], profile, titles))
        return [block.solid is None and next(plain) for block in blocks]
    if profile.is_deck:
        sizes = {page.number: page.height for page in pages}
        styles = _title_styles(blocks, sizes, profile)
        return [_is_slide_title(block, styles, profile) for block in blocks]
    flags = [_is_named(block, titles) or _is_report_heading(block, profile) for block in blocks]
    return _with_alike(blocks, flags, profile, titles)


def _with_alike(blocks: Sequence[Block], flags: Sequence[bool], profile: Profile, titles: frozenset[str]) -> list[bool]:
    """Numbered headings that are too deep for the table of contents: set as those that it names, at their left edge,
    with white space above."""
    known = {_look(block) for block in blocks if block.marker and _is_named(block, titles)}
    alone = [_is_alone(blocks, place, profile) for place in range(len(blocks))]
    recurring = Counter(_look(block) for block, stands in zip(blocks, alone, strict=True) if stands)
    out = list(flags)
    for place, block in enumerate(blocks):
        if not out[place] and block.marker and _look(block) in known and _is_heading_text(block):
            before = blocks[place - 1] if place else None
            out[place] = before is None or before.page != block.page or _stands_off(before, block, profile)
        elif alone[place] and recurring[_look(block)] >= RECURS:
            out[place] = True
    return out


def _is_alone(blocks: Sequence[Block], place: int, profile: Profile) -> bool:
    """Whether an unnumbered line stands by itself, with white space above and below, and text below that. A habit of
    Japanese reports; in Latin script, short lines alone are addresses, code and captions."""
    block = blocks[place]
    if not any(map(is_wide, block.text)):
        return False
    if block.marker or len(block.lines) > 1 or len(block.text) > LONGEST_ALONE or not _is_heading_text(block):
        return False
    before = blocks[place - 1] if place else None
    after = blocks[place + 1] if place + 1 < len(blocks) else None
    if before is None or after is None or after.page != block.page or after.solid is not None:
        return False
    above = before.page != block.page or _stands_off(before, block, profile)
    return above and _stands_off(block, after, profile) and block.size >= profile.body_size


def _look(block: Block) -> tuple[int, float, bool]:
    """Left edge, size and weight, rounded."""
    return round(block.x0 / EDGE_STEP), rounded(block.size), block.bold


def _stands_off(before: Block, block: Block, profile: Profile) -> bool:
    """Whether there is more white space above a block than between lines."""
    usual = profile.pitches.get(rounded(block.size), DEFAULT_PITCH_EM * block.size)
    return block.lines[0].baseline - before.lines[-1].baseline > STANDS_OFF * usual


def _is_heading_text(block: Block) -> bool:
    """Whether a text is short, no bullet and no sentence."""
    text = block.text.replace("\n", "")
    if block.frame is not None or block.kind == "bullet" or CAPTION.match(block.full):
        return False
    return bool(text) and len(text) <= LONGEST and text[-1] not in SENTENCE_ENDS


def _is_named(block: Block, titles: frozenset[str]) -> bool:
    """Whether the table of contents names a block."""
    return bool(titles) and block.frame is None and len(block.text) <= LONGEST and fold(block.full) in titles


def _title_styles(blocks: Sequence[Block], heights: dict[int, float], profile: Profile) -> list[Style]:
    best: dict[int, Block] = {}
    for block in blocks:
        if block.box.top > TITLE_ZONE * heights[block.page] or not _is_title_like(block):
            continue
        current = best.get(block.page)
        if current is None or (rounded(block.size), block.bold) > (rounded(current.size), current.bold):
            best[block.page] = block
    counts = Counter(
        Style(rounded(block.size), block.bold)
        for block in best.values()
        if block.size >= LARGER * profile.body_size or (block.bold and not profile.body_bold)
    )
    least = max(1.0, STYLE_SHARE * len(heights)) if len(heights) > 2 else 1.0
    return [style for style, count in counts.items() if count >= least]


def _is_slide_title(block: Block, styles: Sequence[Style], profile: Profile) -> bool:
    return block.frame is None and _is_title_like(block) and any(style.fits(block) for style in styles)


def _is_title_like(block: Block) -> bool:
    text = block.text.replace("\n", "")
    return bool(text) and len(text) <= LONGEST and block.kind != "bullet" and text[-1] != "。"


def _is_report_heading(block: Block, profile: Profile) -> bool:
    if not _is_heading_text(block):
        return False
    if block.size >= LARGER * profile.body_size:
        return True
    bold = block.bold and not profile.body_bold
    return bold and (not block.marker or block.kind in NUMBERED)


def with_joined_headings(blocks: Sequence[Block], flags: Sequence[bool]) -> tuple[list[Block], list[bool]]:
    """Headings that were wrapped, joined: of one style, close together, the second without a number."""
    out: list[Block] = []
    kept: list[bool] = []
    for block, flag in zip(blocks, flags, strict=True):
        if flag and kept and kept[-1] and _is_wrapped(out[-1], block):
            out[-1] = _with_line(out[-1], block)
        else:
            out.append(replace(block, text=block.text.replace("\n", "")) if flag else block)
            kept.append(flag)
    return out, kept


def _is_wrapped(first: Block, second: Block) -> bool:
    if second.marker or first.page != second.page or first.region != second.region or first.bold != second.bold:
        return False
    near = 0 < second.lines[0].baseline - first.lines[-1].baseline <= PITCH_EM * first.size
    return near and abs(first.size - second.size) <= SAME_SIZE * first.size


def _with_line(first: Block, second: Block) -> Block:
    return replace(
        first,
        text=join(first.text, second.text),
        lines=first.lines + second.lines,
        box=union([first.box, second.box]),
    )
