"""What titles of slides look like, learnt over the document: from what stands largest at the top of each slide."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reportpipe.model.block import Block, Line
from reportpipe.read.pages.profile import EDGE_STEP, Profile, rounded

TITLE_ZONE = 0.35
"""A slide's title begins in this part of its height, from the top."""
LARGER = 1.1
"""A title is larger than the text by this factor, unless it is bold and the text is not."""
STYLE_SHARE = 0.2
"""A style of titles stands on this part of the slides at least."""
VARIETY = 0.34
"""Of the slides on which a style of titles stands, at least this part have a title of their own."""
LABEL_LARGER = 1.25
"""A label that recurs on slides is larger than the text by this factor."""
LEAST_PAGES = 3
"""What stands on fewer slides is no habit."""
SAME_SIZE = 0.04
"""Sizes of one style differ by no more than this part."""
DOWNWARDS_EM = 1.5
"""A line that is higher than this, and than it is wide, is written downwards."""
LONGEST = 80
"""A title has no more characters than this, without its number."""


class Slide(NamedTuple):
    """The blocks of a slide, and its height in points."""

    blocks: Sequence[Block]
    height: float

    def is_at_top(self, block: Block) -> bool:
        """Whether a block begins where titles do."""
        return block.box.top <= TITLE_ZONE * self.height


class Style(NamedTuple):
    """Size in points and weight of a title."""

    size: float
    bold: bool

    def __str__(self) -> str:
        return f"{self.size:.1f} pt{', bold' if self.bold else ''}"

    def fits(self, block: Block) -> bool:
        """Whether a block is set in this style."""
        return block.bold == self.bold and abs(block.size - self.size) <= SAME_SIZE * self.size


class Titles(NamedTuple):
    """styles: those of titles. labels: large words that stand on many slides, and name a part of each: Question,
    Answer; 現状, 課題."""

    styles: Sequence[Style]
    labels: frozenset[str]

    @property
    def smallest(self) -> float:
        """The smallest size of a title, points; 0 where there is none."""
        return min((style.size for style in self.styles), default=0.0)

    @property
    def largest(self) -> float:
        """The largest size of a title, points; 0 where there is none."""
        return max((style.size for style in self.styles), default=0.0)


def is_habit(slides_with: int, slides: int) -> bool:
    """Whether what stands on so many of the slides is a habit of their author."""
    return slides_with >= max(LEAST_PAGES, STYLE_SHARE * slides)


def learn_titles(slides: Mapping[int, Slide], profile: Profile) -> Titles:
    """What the titles of a deck look like. slides: by page number."""
    return Titles(_styles(slides, profile), _labels(slides, profile))


def candidates(slide: Slide) -> Iterator[Block]:
    """The blocks of a slide that may be its title by their place and words."""
    return (block for block in slide.blocks if slide.is_at_top(block) and is_title_like(block, slide.blocks))


def is_downwards(line: Line) -> bool:
    """Whether a line runs in another direction than from left to right, or its characters stand below each other."""
    return bool(line.angle) or line.box.height > max(DOWNWARDS_EM * line.size, line.box.width)


def is_listed(block: Block, page: Sequence[Block]) -> bool:
    """Whether a block is one of a list of its page, another item of which is too long for a title."""
    return bool(block.marker) and any(
        other.kind == block.kind and abs(other.x0 - block.x0) < EDGE_STEP and not is_title_like(other, [other])
        for other in page
    )


def is_title_like(block: Block, page: Sequence[Block]) -> bool:
    """Whether a block is short, no bullet, no sentence, runs from left to right, and is alone in its box if any."""
    text = block.text.replace("\n", "")
    if block.solid is not None or block.kind == "bullet" or any(map(is_downwards, block.lines)):
        return False
    if not text or len(text) > LONGEST or text[-1] == "。":
        return False
    return block.frame is None or all(other is block for other in page if other.frame == block.frame)


def _labels(slides: Mapping[int, Slide], profile: Profile) -> frozenset[str]:
    seen: dict[str, set[int]] = {}
    for number, slide in slides.items():
        for block in slide.blocks:
            if block.size < LABEL_LARGER * profile.body_size or _is_beside(block, slide.blocks):
                continue
            if is_title_like(block, slide.blocks):
                seen.setdefault(block.text, set()).add(number)
    return frozenset(text for text, on in seen.items() if is_habit(len(on), len(slides)))


def _is_beside(block: Block, page: Sequence[Block]) -> bool:
    """Whether another block stands to the left of a block: a label heads what is below it."""
    middle = (block.box.top + block.box.bottom) / 2
    return any(other.box.x1 <= block.box.x0 and other.box.top < middle < other.box.bottom for other in page)


def _styles(slides: Mapping[int, Slide], profile: Profile) -> list[Style]:
    """The styles of what stands largest at the top of many slides. One whose words are the same on each is no title."""
    large = [[block for block in candidates(slide) if _is_large(block, profile)] for slide in slides.values()]
    on: Counter[Style] = Counter()
    texts: dict[Style, set[str]] = {}
    for held in large:
        on.update({_style(block) for block in held})
        for block in held:
            texts.setdefault(_style(block), set()).add(block.text)
    varied = {style for style in on if len(texts[style]) >= VARIETY * on[style]}
    best = [
        max(fitting, key=lambda block: (rounded(block.size), block.bold, -block.box.top))
        for held in large
        if (fitting := [block for block in held if _style(block) in varied])
    ]
    least = STYLE_SHARE * len(slides) if len(slides) >= LEAST_PAGES else 1.0
    return [style for style, count in Counter(map(_style, best)).items() if count >= least]


def _style(block: Block) -> Style:
    return Style(rounded(block.size), block.bold)


def _is_large(block: Block, profile: Profile) -> bool:
    return block.size >= LARGER * profile.body_size or (block.bold and not profile.body_bold)
