"""Titles of slides. Their style (size, weight) is learnt over the document from what stands largest at the top of each
page; a block of that style is a title wherever it stands, so that a slide may hold two themes. A slide with nothing but
a large line divides the deck: the themes after it are its parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportpipe.layout.profile import EDGE_STEP, PageFacts, Profile, rounded
from reportpipe.layout.segments import is_marker_only
from reportpipe.model.block import Block
from reportpipe.model.page import Box

NUMBERED = frozenset({"multi", "arabic", "roman", "paren", "circled"})
"""Kinds of enumerators that number the parts of a slide."""
TITLE_ZONE = 0.35
"""A slide's title begins in this part of its height, from the top."""
LARGER = 1.1
"""A title is larger than the text by this factor, unless it is bold and the text is not."""
STYLE_SHARE = 0.2
"""A style of titles stands on this part of the slides at least."""
BAR_WIDTH = 0.8
"""A band across the top of a slide is at least this part of its width …"""
BAR_TOP = 0.05
"""… begins in this part of its height, from the top …"""
BAR_HEIGHT = 0.2
"""… and is no higher than this part of it …"""
LEAST_BAR = 12.0
"""… nor lower than this, in points: it holds a line of text."""
PART_SIZE = 0.7
"""The heading of a part of a slide is at least this part of the text's size."""
PARTS_ABOVE = 2
"""Above the first block of a slide there is its title only; both do not count as below it."""
STRIP_WIDTH = 0.6
"""A strip of colour that holds a heading is at least this part of the slide's width …"""
STRIP_EM = 2.2
"""… and no higher than this …"""
STRIP_SLACK = 0.3
"""… with its text inside, give or take this, in em."""
VARIETY = 0.34
"""Of the slides on which a style of titles stands, at least this part have a title of their own."""
LABEL_LARGER = 1.25
"""A label that recurs on slides is larger than the text by this factor."""
LABEL_PAGES = 3
"""It stands on so many slides at least."""
LABEL_RANK = 0.9
"""It ranks below the titles, by this factor on their size."""
SAME_SIZE = 0.04
"""Sizes of one style differ by no more than this part."""
LONGEST = 80
"""A title has no more characters than this, without its number."""
DIVIDER_BLOCKS = 2
"""A slide that divides the deck has no more blocks: a title, and a number or a line below it."""
DIVIDER_SIZE = 0.85
"""Its title is at least this part of the usual titles' size."""
DIVIDER_RANK = 10.0
"""It ranks above all other titles, by this factor on its size."""


@dataclass(frozen=True, slots=True)
class Style:
    """Size in points and weight of a title."""

    size: float
    bold: bool

    def fits(self, block: Block) -> bool:
        """Whether a block is set in this style."""
        return block.bold == self.bold and abs(block.size - self.size) <= SAME_SIZE * self.size


def with_slide_titles(pages: Sequence[PageFacts], blocks: Sequence[Block], profile: Profile) -> list[Block]:
    """The blocks, with the titles among them marked."""
    facts = {page.number: page for page in pages}
    heights = {page.number: page.height for page in pages}
    by_page: dict[int, list[Block]] = {}
    for block in blocks:
        by_page.setdefault(block.page, []).append(block)
    bars = {page.number: bar for page in pages if (bar := _bar(page)) is not None}
    barred = {number: held for number in bars if (held := _inside(by_page.get(number, []), bars[number]))}
    if len(barred) < max(LABEL_PAGES, STYLE_SHARE * len(pages)):
        barred = {}
    rank = max((block.size for held in barred.values() for block in held), default=0.0)
    styles = _title_styles(by_page, heights, profile)
    labels = _labels(by_page, profile)
    out: list[Block] = []
    for number, held in by_page.items():
        if number in barred:
            out += [_below_bar(block, held, barred[number], facts[number], rank, profile) for block in held]
            continue
        titled = _titled(held, styles, labels, TITLE_ZONE * heights[number])
        at_top = any(block.heading and block.box.top < TITLE_ZONE * heights[number] for block in titled)
        out += titled if at_top else _divider(held, styles) or titled
    return _with_placed(out, heights)


def _titled(page: Sequence[Block], styles: Sequence[Style], labels: frozenset[str], lowest: float) -> list[Block]:
    """The blocks of a slide, with its titles marked: those in the largest of the title styles at its top."""
    at_top = [style for block in _candidates(page, lowest) for style in styles if style.fits(block)]
    own = [max(at_top, key=lambda style: (style.size, style.bold))] if at_top else styles
    return [_marked(block, page, own, labels) for block in page]


def _with_placed(blocks: list[Block], heights: dict[int, float]) -> list[Block]:
    """The blocks, with titles whose size is their own, as it is where a long title is made to fit: the topmost block of
    a slide without a title, at the left edge of the other titles and no lower than they begin."""
    titles = [block for block in blocks if block.heading and block.box.top < TITLE_ZONE * heights[block.page]]
    if len(titles) < LABEL_PAGES:
        return blocks
    edge, count = Counter(round(block.x0 / EDGE_STEP) for block in titles).most_common(1)[0]
    lowest = max(block.box.top for block in titles if round(block.x0 / EDGE_STEP) == edge)
    if count < len(titles) / 2:
        return blocks
    done = {block.page for block in titles}
    top: dict[int, Block] = {}
    for block in blocks:
        current = top.get(block.page)
        if current is None or block.box.top < current.box.top:
            top[block.page] = block
    size = max(block.heading for block in titles if block.heading < DIVIDER_RANK * block.size)
    placed = {
        id(block)
        for number, block in top.items()
        if number not in done
        and round(block.x0 / EDGE_STEP) == edge
        and block.box.top <= lowest
        and _is_title_like(block, [other for other in blocks if other.page == number])
    }
    return [replace(block, heading=size) if id(block) in placed else block for block in blocks]


def _bar(page: PageFacts) -> Box | None:
    """The coloured band across the top of a slide, if there is one."""
    for shape in page.shapes:
        box = shape.box
        across = shape.kind == "path" and shape.filled and box.width >= BAR_WIDTH * page.width
        if across and box.top <= BAR_TOP * page.height and LEAST_BAR < box.height <= BAR_HEIGHT * page.height:
            return box
    return None


def _inside(blocks: Sequence[Block], bar: Box) -> list[Block]:
    """The blocks whose words stand in a band."""
    return [block for block in blocks if block.solid is None and bar.contains(block.box, block.size / 2)]


def _below_bar(
    block: Block, held: Sequence[Block], titles: Sequence[Block], page: PageFacts, rank: float, profile: Profile
) -> Block:
    """A block of a slide with a title in a band: the title, or the heading of a part."""
    if block in titles:
        return replace(block, heading=rank)
    is_head = block.size >= PART_SIZE * profile.body_size and (
        (block.bold and _heads_box(block, held)) or _is_in_strip(block, held, page)
    )
    return replace(block, heading=LABEL_RANK * rank) if is_head else block


def _heads_box(block: Block, page: Sequence[Block]) -> bool:
    """Whether a block is alone in its box, or numbered and the first in its box or on its slide."""
    if block.frame is not None and _is_title_like(block, page):
        return True
    if block.kind not in NUMBERED or not _is_title_like(block, [block]):
        return False
    others = [other for other in page if other.frame == block.frame and not other.heading]
    lower = [other for other in page if other.box.top > block.box.top]
    return min(others, key=lambda other: other.box.top) is block or len(lower) == len(page) - PARTS_ABOVE


def _is_in_strip(block: Block, held: Sequence[Block], page: PageFacts) -> bool:
    """Whether a block is one line, alone in a wide strip of colour."""
    if len(block.lines) > 1 or not _is_title_like(block, [block]):
        return False
    for shape in page.shapes:
        box = shape.box
        strip = shape.kind == "path" and shape.filled and box.width >= STRIP_WIDTH * page.width
        if strip and box.height <= STRIP_EM * block.size and box.contains(block.box, STRIP_SLACK * block.size):
            return not any(other is not block and box.contains(other.box, STRIP_SLACK * block.size) for other in held)
    return False


def _marked(block: Block, page: Sequence[Block], styles: Sequence[Style], labels: frozenset[str]) -> Block:
    if not _is_title_like(block, page):
        return block
    if styles and block.text in labels:
        return replace(block, heading=LABEL_RANK * min(style.size for style in styles))
    return replace(block, heading=block.size) if any(style.fits(block) for style in styles) else block


def _labels(pages: dict[int, list[Block]], profile: Profile) -> frozenset[str]:
    """Large words that stand on many slides, and name a part of each: Question, Answer; 現状, 課題."""
    seen: dict[str, set[int]] = {}
    for number, page in pages.items():
        for block in page:
            if block.size >= LABEL_LARGER * profile.body_size and _is_title_like(block, page):
                seen.setdefault(block.text, set()).add(number)
    least = max(LABEL_PAGES, STYLE_SHARE * len(pages))
    return frozenset(text for text, on in seen.items() if len(on) >= least)


def _title_styles(pages: dict[int, list[Block]], heights: dict[int, float], profile: Profile) -> list[Style]:
    """The styles of what stands largest at the top of many slides. One whose words are the same on each is no title."""
    found: dict[int, list[Block]] = {}
    texts: dict[Style, set[str]] = {}
    on: Counter[Style] = Counter()
    for number, page in pages.items():
        found[number] = [
            block for block in _candidates(page, TITLE_ZONE * heights[number]) if _is_large(block, profile)
        ]
        for style in {_style(block) for block in found[number]}:
            on[style] += 1
        for block in found[number]:
            texts.setdefault(_style(block), set()).add(block.text)
    varied = {style for style in on if len(texts[style]) >= VARIETY * on[style]}
    best = [
        max(fitting, key=lambda block: (rounded(block.size), block.bold, -block.box.top))
        for held in found.values()
        if (fitting := [block for block in held if _style(block) in varied])
    ]
    counts = Counter(_style(block) for block in best)
    least = max(1.0, STYLE_SHARE * len(heights)) if len(heights) > 2 else 1.0
    return [style for style, count in counts.items() if count >= least]


def _style(block: Block) -> Style:
    return Style(rounded(block.size), block.bold)


def _is_large(block: Block, profile: Profile) -> bool:
    return block.size >= LARGER * profile.body_size or (block.bold and not profile.body_bold)


def _candidates(page: Sequence[Block], lowest: float) -> Iterator[Block]:
    return (block for block in page if block.box.top <= lowest and _is_title_like(block, page))


def _is_title_like(block: Block, page: Sequence[Block]) -> bool:
    """Whether a block is short, no bullet, no sentence, and alone in its box if it has one."""
    text = block.text.replace("\n", "")
    if block.solid is not None or not text or len(text) > LONGEST or block.kind == "bullet" or text[-1] == "。":
        return False
    return block.frame is None or all(other is block for other in page if other.frame == block.frame)


def _divider(page: Sequence[Block], styles: Sequence[Style]) -> list[Block]:
    """The blocks of a slide that divides the deck, its title marked and with its number; none where it is no such."""
    plain = [block for block in page if block.solid is None]
    if not 0 < len(plain) <= DIVIDER_BLOCKS or len(plain) < len(page):
        return []
    title = max(plain, key=lambda block: block.size)
    usual = max((style.size for style in styles), default=0.0)
    if not usual or title.size < DIVIDER_SIZE * usual or not _is_title_like(title, page):
        return []
    others = [block for block in plain if block is not title]
    if others and others[0].box.top < title.box.top and is_marker_only(others[0].full):
        title = replace(title, marker=others[0].full, lines=others[0].lines + title.lines)
        others = []
    return [replace(title, heading=DIVIDER_RANK * title.size), *others]
